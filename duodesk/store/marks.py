"""A mark beside the desk file, on this machine and outside its folder: how far this desk has come.

A desk file that lies behind its mark was put back from an older copy; one that has no mark here
was copied from elsewhere. Both go on under a new identity, so that nobody mistakes new work for
old; what was erased since stays erased, and who was retired since stays retired.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import msgspec
from msgspec import Struct
from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from duodesk.base.errors import UserError
from duodesk.base.files import atomic_write
from duodesk.model.journal import Fact
from duodesk.store import erase
from duodesk.store.store import Store

# Where tests, and several desks on one machine, put the marks.
_PLACE = "DUODESK_MARKS"
# The fact that says with which operation a demonstration ended.
MADE_UP = "made_up_until"


@dataclass(frozen=True, slots=True)
class Mark:
    """What the mark says: the identity and the end of its chain, all that was ever erased, the
    identities that a desk in this place ever had, and every statement (body, signer, seal) that
    retires a laptop.
    """

    replica: str
    tip: str | None
    seq: int
    erased: tuple[tuple[str, bytes], ...]
    names: tuple[str, ...]
    retired: tuple[tuple[bytes, bytes, bytes], ...]


class _Stated(Struct):
    """Of a statement about a laptop, what concerns a mark."""

    state: str = ""


def folder() -> Path:
    """Where this system keeps what belongs to this machine alone."""
    chosen = os.environ.get(_PLACE)
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        home = Path.home() / "AppData" / "Local"
        return Path(os.environ.get("LOCALAPPDATA", home)) / "Duodesk-marks"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Duodesk-marks"
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local/state") / "duodesk/marks"


def path_of(profile: Path) -> Path:
    """The mark of a desk, named after the folder it lies in."""
    name = hashlib.blake2b(str(profile.resolve()).encode(), digest_size=16).hexdigest()
    return folder() / f"{name}.json"


def leave(store: Store, profile: Path) -> None:
    """Write down how far this desk has come, if others know it; a machine that refuses is no reason
    to stop work.
    """
    try:
        _leave(store, profile)
    except (OSError, UserError, DatabaseError):
        return


def brought(store: Store, profile: Path) -> None:
    """Note in a desk put back from a copy that no mark here speaks of it: another machine's folder
    may have had the same name, and it would pass for the desk that wrote the mark there.
    """
    if known_to_others(store) and read(profile) is None:
        with store.local() as session:
            session.merge(Fact(name="marked", value=""))


def known_to_others(store: Store) -> bool:
    """Whether this desk ever took part in an exchange, or erased something: only then is there
    anything to mistake. What a demonstration makes up is known to nobody; what is written after
    it may be.
    """
    with store.engine.connect() as connection:
        return bool(
            connection.exec_driver_sql(
                "SELECT (EXISTS (SELECT 1 FROM identity) OR EXISTS (SELECT 1 FROM erased))"
                " AND NOT EXISTS (SELECT 1 FROM fact f JOIN tip t ON f.value = lower(hex(t.id))"
                " WHERE f.name = ?)",
                (MADE_UP,),
            ).scalar_one()
        )


def _leave(store: Store, profile: Path) -> None:
    if not known_to_others(store):
        return
    with store.engine.connect() as connection:
        tip = connection.exec_driver_sql(
            "SELECT id, seq FROM tip WHERE replica = ? ORDER BY seq DESC LIMIT 1", (store.replica,)
        ).first()
        erased = erase.erased_rows(connection)
        retired = _retirements(connection)
    before = read(profile)
    document = {
        "replica": store.replica.hex(),
        "names": sorted({store.replica.hex(), *(before.names if before else ())}),
        "tip": tip.id.hex() if tip else None,
        "seq": tip.seq if tip else 0,
        "erased": [[table, row.hex()] for table, row in erased],
        "retired": [[part.hex() for part in said] for said in retired],
    }
    place = path_of(profile)
    place.parent.mkdir(parents=True, exist_ok=True)
    atomic_write(place, json.dumps(document).encode())
    with store.local() as session:
        fact = session.get(Fact, "marked")
        if fact is None or fact.value != place.name:
            session.merge(Fact(name="marked", value=place.name))


def _retirements(connection: Connection) -> list[tuple[bytes, bytes, bytes]]:
    """The statements of this desk that retire a laptop."""
    found = connection.exec_driver_sql("SELECT body, signer, seal FROM statement ORDER BY id")
    return [tuple(one) for one in found if _state(one.body) == "retired"]


def _state(body: bytes) -> str:
    try:
        return msgspec.msgpack.decode(body, type=_Stated).state
    except (msgspec.DecodeError, ValueError, RecursionError):
        return ""


def read(profile: Path) -> Mark | None:
    """The mark of a desk, if there is one that can be read."""
    try:
        told = json.loads(path_of(profile).read_bytes())
        erased = tuple((str(table), bytes.fromhex(row)) for table, row in told["erased"])
        names = tuple(str(name) for name in told.get("names", ()))
        retired = tuple(
            (bytes.fromhex(body), bytes.fromhex(signer), bytes.fromhex(seal))
            for body, signer, seal in told.get("retired", ())
        )
        return Mark(str(told["replica"]), told["tip"], int(told["seq"]), erased, names, retired)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def behind(store: Store, profile: Path) -> bool:
    """Whether this desk file was put back from an older copy, or copied from another place."""
    with store.read() as session:
        fact = session.get(Fact, "marked")
    mark = read(profile)
    if mark is None or mark.replica != store.replica.hex():
        # An identity that was given up here: restored. Marked once, and not here: copied. Never
        # marked: from before there were marks, or new.
        if mark is not None and store.replica.hex() in mark.names:
            return True
        return fact is not None and (mark is not None or fact.value != path_of(profile).name)
    if mark.tip is None:
        return False
    with store.engine.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT 1 FROM operation WHERE id = ?", (bytes.fromhex(mark.tip),)
        ).first()
    return found is None
