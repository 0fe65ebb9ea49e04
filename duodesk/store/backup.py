"""Checked copies of the desk file: one file each, encrypted like the desk, opened again before it
counts.

A backup is: the line `DUODESK-BACKUP 1`, a line of JSON (when, schema, rows, the key slots, the
copy's hash), then
the copy itself, an ordinary SQLCipher file.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlcipher3 import dbapi2 as driver

from duodesk.base.clock import Clock
from duodesk.base.errors import UserError
from duodesk.base.files import atomic_path
from duodesk.base.i18n import N_
from duodesk.store.engine import open_engine, quick_check
from duodesk.store.migrate import latest
from duodesk.store.profile import Profile

_MAGIC = b"DUODESK-BACKUP 1\n"
SUFFIX = ".duobackup"
_ASIDE = "before-restore-"
_MOMENT = "%Y%m%dT%H%M%SZ"
_STEP = 1000
KEEP_ALL, KEEP_DAYS, KEEP_WEEKS, OLDEST = timedelta(hours=48), 14, 8, timedelta(days=90)
LEAST_DAYS = 3
_CLOCKS_DIFFER = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Header:
    """What a backup says of itself, readable without a key."""

    created: str
    schema: int
    operations: int
    people: int
    keys: str
    sha256: str

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(self.created)


def write_backup(engine: Engine, key: bytes, keys: bytes, target: Path, clock: Clock) -> Header:
    """Copy the desk file while it is in use, check the copy, then let it take the place of
    `target`.
    """
    copy = target.with_name(target.name + ".copy")
    try:
        copy_desk(engine, key, copy)
        header = _checked(copy, key, keys, clock)
        with atomic_path(target) as part, part.open("wb") as written:
            written.write(_MAGIC + json.dumps(asdict(header)).encode() + b"\n")
            with copy.open("rb") as source:
                while block := source.read(1 << 20):
                    written.write(block)
        _remove(copy)
        verify_backup(target, key)
    except (OSError, driver.OperationalError) as error:
        raise _not_written(target.parent) from error
    finally:
        _remove(copy)
    return header


def read_header(path: Path) -> Header:
    """What a backup says of itself; raises `UserError` for anything else."""
    try:
        with path.open("rb") as source:
            if source.readline(64) != _MAGIC:
                raise not_a_backup(path)
            return Header(**json.loads(source.readline(1 << 20)))
    except (OSError, ValueError, TypeError) as error:
        raise not_a_backup(path) from error


def restorable(path: Path) -> Header:
    """What a backup says of itself, if this program can put it in place; raises `UserError` for
    anything else, and for one that a newer program wrote.
    """
    header = read_header(path)
    if header.schema > latest():
        raise UserError(
            N_(
                "“%(name)s” was written by a newer Duodesk. Install the newest version, then "
                "bring it back. Nothing was changed."
            ),
            name=path.name,
        )
    return header


def verify_backup(path: Path, key: bytes, *, beside: Path | None = None) -> Header:
    """Read a backup whole, compare its hash, open the copy and count; raises `UserError` when
    anything differs. The copy lies beside the backup, or in a folder that may be written to.
    """
    copy = (beside or path.parent) / f"{path.name}.check"
    try:
        header = _unpack(path, copy)
        if _count(copy, key) != (header.operations, header.people):
            raise not_a_backup(path)
        return header
    finally:
        _remove(copy)


def restore_backup(path: Path, profile: Profile, key: bytes, clock: Clock) -> Path | None:
    """Put a backup in the desk's place; what was there is kept under a dated name, which is
    returned, for as long as the oldest backup.
    """
    header = verify_backup(path, key, beside=profile.folder)
    part = profile.database.with_name("desk.duo.part")
    _unpack(path, part)
    aside = _set_aside(profile, clock)
    part.replace(profile.database)
    with atomic_path(profile.keys) as keys:
        keys.write_bytes(bytes.fromhex(header.keys))
    return aside


def copy_desk(engine: Engine, key: bytes, target: Path) -> None:
    """Copy the desk file while it is in use; the copy opens with this key."""
    _remove(target)
    try:
        copy = driver.connect(str(target))
    except driver.OperationalError as error:
        raise _not_written(target.parent) from error
    try:
        copy.execute("PRAGMA cipher_log_level = NONE")
        copy.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        source = engine.raw_connection()
        try:
            dbapi: Any = source.driver_connection
            # In steps, so that a writer never waits long.
            dbapi.backup(copy, pages=_STEP)
        finally:
            source.close()
    finally:
        copy.close()


def backups(folder: Path) -> list[tuple[Path, Header]]:
    """The readable backups of a folder, newest first; damaged ones are left out and left alone."""
    found = []
    for path in folder.glob(f"*{SUFFIX}"):
        try:
            found.append((path, read_header(path)))
        except UserError:
            continue
    return sorted(found, key=lambda item: item[1].at, reverse=True)


def new_name(clock: Clock) -> str:
    """The name of a backup made now."""
    return clock.now().strftime(f"duodesk-{_MOMENT}") + SUFFIX


def rotate(folder: Path, now: datetime) -> list[Path]:
    """Remove what is no longer kept; nothing while the clock cannot be trusted. Returns what
    went.
    """
    known = {header.at: path for path, header in backups(folder)}
    gone = [known[at] for at in superfluous(known, now)]
    for path in gone:
        path.unlink()
    return gone


def forget_set_aside(profile: Profile, now: datetime) -> list[Path]:
    """Remove the desks that restores put aside and that are older than any backup may be: what was
    erased since stands in them. Nothing while the clock cannot be trusted. Returns what went.
    """
    known = {at: path for path in profile.folder.glob(f"{_ASIDE}*") if (at := _put_aside_at(path))}
    backed_up = [header.at for _, header in backups(profile.backups)]
    if any(at > now + _CLOCKS_DIFFER for at in (*known, *backed_up)):
        return []
    gone = [path for at, path in known.items() if now - at > OLDEST]
    for path in gone:
        shutil.rmtree(path, ignore_errors=True)  # what another program holds: next time
    return gone


def _put_aside_at(path: Path) -> datetime | None:
    try:
        return datetime.strptime(path.name, f"{_ASIDE}{_MOMENT}").replace(tzinfo=UTC)
    except ValueError:
        return None


def superfluous(times: Iterable[datetime], now: datetime) -> set[datetime]:
    """Which backups may go: kept are all of 48 hours, the last of each of 14 days and 8 weeks, none
    beyond 90 days.

    Never fewer than three distinct days stay, and a newest backup in the future means a clock not
    to be trusted.
    """
    ordered = sorted(set(times), reverse=True)
    if not ordered or ordered[0] > now + _CLOCKS_DIFFER:
        return set()
    kept = {at for at in ordered if now - at <= KEEP_ALL}
    kept |= _last_of(ordered, now, KEEP_DAYS, lambda at: at.date().isoformat())
    kept |= _last_of(ordered, now, KEEP_WEEKS * 7, lambda at: "{}-{}".format(*at.isocalendar()[:2]))
    kept = {at for at in kept if now - at <= OLDEST}
    for at in ordered:
        if len({k.date() for k in kept}) >= LEAST_DAYS:
            break
        kept.add(at)
    return set(ordered) - kept


def _last_of(ordered: list[datetime], now: datetime, days: int, period: Any) -> set[datetime]:
    last: dict[str, datetime] = {}
    for at in ordered:
        if now - at <= timedelta(days=days):
            last.setdefault(period(at), at)
    return set(last.values())


def _checked(copy: Path, key: bytes, keys: bytes, clock: Clock) -> Header:
    operations, people = _count(copy, key)
    engine = open_engine(copy, key)
    try:
        with engine.connect() as connection:
            schema = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    finally:
        engine.dispose()
    return Header(
        created=clock.now().astimezone(UTC).isoformat(),
        schema=schema,
        operations=operations,
        people=people,
        keys=keys.hex(),
        sha256=_hash(copy),
    )


def _count(path: Path, key: bytes) -> tuple[int, int]:
    engine = open_engine(path, key)
    try:
        faults = quick_check(engine)
        if faults:
            raise not_a_backup(path)
        with engine.connect() as connection:
            operations = connection.exec_driver_sql("SELECT count(*) FROM operation").scalar_one()
            people = connection.exec_driver_sql("SELECT count(*) FROM person").scalar_one()
        return int(operations), int(people)
    finally:
        engine.dispose()


def _unpack(path: Path, target: Path) -> Header:
    header = read_header(path)
    with path.open("rb") as source, target.open("wb") as written:
        source.readline()
        source.readline()
        while block := source.read(1 << 20):
            written.write(block)
    if _hash(target) != header.sha256:
        _remove(target)
        raise not_a_backup(path)
    return header


def _set_aside(profile: Profile, clock: Clock) -> Path | None:
    if not profile.database.exists():
        return None
    aside = profile.folder / f"{_ASIDE}{clock.now().strftime(_MOMENT)}"
    aside.mkdir(parents=True)
    for name in ("desk.duo", "desk.duo-wal", "desk.duo-shm", "desk.keys"):
        path = profile.folder / name
        if path.exists():
            path.rename(aside / name)
    return aside


def _hash(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _remove(path: Path) -> None:
    for name in (path, Path(f"{path}-wal"), Path(f"{path}-shm"), Path(f"{path}-journal")):
        name.unlink(missing_ok=True)


def _not_written(folder: Path) -> UserError:
    return UserError(
        N_("No backup could be written to “%(folder)s”. Choose another place, or make room."),
        folder=folder,
    )


def not_a_backup(path: Path) -> UserError:
    """What is said of a file that is no backup, or a damaged one."""
    return UserError(
        N_("“%(name)s” is not a sound backup of Duodesk. Nothing was changed. Try an older one."),
        name=path.name,
    )
