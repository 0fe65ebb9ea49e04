"""Founding, opening and backing up the desk of a profile: the file, its keys and its lock
together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Engine

from duodesk.base.clock import Clock
from duodesk.base.errors import UserError
from duodesk.base.files import atomic_write
from duodesk.base.i18n import N_
from duodesk.base.ids import Bytes
from duodesk.store import backup, keys, marks, words
from duodesk.store.founding import Founder, create, create_empty, open_store
from duodesk.store.keys import Cost, KeyFile, Slot
from duodesk.store.profile import DeskLock, Profile
from duodesk.store.store import Store

# The folder, beside the desk file, of exchange files that wait.
WAITING = "waiting"


@dataclass(slots=True)
class OpenDesk:
    """A desk that this program has open."""

    profile: Profile
    store: Store
    key: bytes
    lock: DeskLock
    # A demonstration leaves nothing behind on its machine: nobody knows it, and it is thrown away.
    leaves_mark: bool = True

    def back_up(self, target: Path | None = None) -> backup.Header:
        """A checked copy, in the profile's own folder unless told where; then the old ones are
        thinned.
        """
        clock = self.store.clock
        place = target or self.profile.backups / backup.new_name(clock)
        header = backup.write_backup(
            self.store.engine, self.key, self.profile.keys.read_bytes(), place, clock
        )
        if target is None:
            backup.rotate(self.profile.backups, clock.now())
            backup.forget_set_aside(self.profile, clock.now())
        return header

    def have_backup(self, within: timedelta) -> None:
        """A checked copy, unless the newest in the profile's own folder is younger than this."""
        newest = next(iter(backup.backups(self.profile.backups)), None)
        if newest is None or abs(self.store.clock.now() - newest[1].at) > within:
            self.back_up()

    @property
    def waiting(self) -> Path:
        """The folder of exchange files that wait for an earlier one."""
        return self.profile.folder / WAITING

    def mark(self) -> None:
        """Note beside the desk how far it has come (after an exchange, an erasure, at the end)."""
        if self.leaves_mark:
            marks.leave(self.store, self.profile.folder)

    def close(self) -> None:
        """Let go of file and lock, after noting beside it how far the desk has come."""
        self.mark()
        self.store.close()
        self.lock.release()


@dataclass(frozen=True, slots=True)
class Founded:
    """A new desk and the words for its recovery sheet, shown once."""

    desk: OpenDesk
    recovery_words: list[str]


@dataclass(frozen=True, slots=True)
class NewSheet:
    """The words of a new recovery sheet, which open nothing until it is kept."""

    words: tuple[str, ...]
    slot: Slot


@dataclass(frozen=True, slots=True)
class Means:
    """What founding and opening take from outside: time, randomness, the price of a guess."""

    clock: Clock
    random: Bytes
    cost: Cost


def found(
    profile: Profile, passphrase: str, founder: Founder, means: Means, *, empty: bool = False
) -> Founded:
    """Make a new desk in a profile; `empty` leaves it without its founding operation, for loading a
    dump.
    """
    profile.prepare()
    if profile.exists:
        raise UserError(
            N_("There is already a desk in “%(folder)s”. Open it, or choose another folder."),
            folder=profile.folder,
        )
    lock = _locked(profile, means.clock)
    new = keys.new_keys(passphrase, founder.author_name, cost=means.cost, random=means.random)
    # The keys first: a desk file whose key is lost would be lost itself.
    atomic_write(profile.keys, new.file.to_bytes())
    make = create_empty if empty else create
    store = make(profile.database, new.key, founder, clock=means.clock, random=means.random)
    return Founded(OpenDesk(profile, store, new.key, lock), new.recovery_words)


def unlock(profile: Profile, passphrase: str, means: Means) -> OpenDesk:
    """Open a profile's desk with a passphrase."""
    profile.prepare()
    lock = _locked(profile, means.clock)
    try:
        key, _ = keys.unlock(read_keys(profile), passphrase)
        return _opened(profile, key, means, lock)
    except BaseException:
        lock.release()
        raise


def unlock_with_recovery(profile: Profile, words: str, passphrase: str, means: Means) -> OpenDesk:
    """Open a desk with its recovery sheet and give it a new passphrase."""
    profile.prepare()
    lock = _locked(profile, means.clock)
    try:
        file = read_keys(profile)
        key = keys.unlock_with_recovery(file, words)
        label = next(slot.label for slot in file.slots if slot.kind == keys.PASSPHRASE)
        file = keys.add_passphrase(
            file, key, passphrase, label, cost=means.cost, random=means.random
        )
        atomic_write(profile.keys, file.to_bytes())
        return _opened(profile, key, means, lock)
    except BaseException:
        lock.release()
        raise


def restore(path: Path, profile: Profile, secret: str, means: Means) -> Path | None:
    """Put a checked copy in the place of the profile's desk, with its passphrase or the words of
    its recovery sheet; what was there is set aside, in the folder that is returned.

    Raises `UserError` for the wrong words, a damaged file, one of a newer program.
    """
    profile.prepare()
    key = _key_of(backup.restorable(path), secret, path)
    lock = _locked(profile, means.clock)
    try:
        aside = backup.restore_backup(path, profile, key, means.clock)
        store = _opened(profile, key, means, lock).store
        try:
            marks.brought(store, profile.folder)
        finally:
            store.close()
    except OSError as error:
        raise UserError(
            N_(
                "“%(name)s” could not be copied to this computer. See that it is still there and "
                "that the disk has room, then try again."
            ),
            name=path.name,
        ) from error
    finally:
        lock.release()
    return aside


def _key_of(header: backup.Header, secret: str, path: Path) -> bytes:
    """The key of a backup, by the passphrase or the recovery sheet of its desk."""
    try:
        file = KeyFile.from_bytes(bytes.fromhex(header.keys))
    except ValueError as error:
        raise backup.not_a_backup(path) from error
    try:
        return keys.unlock(file, secret)[0]
    except UserError:
        if len(secret.split()) != words.COUNT:
            raise
        return keys.unlock_with_recovery(file, secret)


def change_passphrase(profile: Profile, old: str, new: str, means: Means) -> None:
    """Give the person of the old passphrase another one; raises `UserError` when the old is
    wrong.
    """
    file = read_keys(profile)
    key, slot = keys.unlock(file, old)
    file = keys.change_passphrase(file, slot, key, new, cost=means.cost, random=means.random)
    atomic_write(profile.keys, file.to_bytes())


def add_person(profile: Profile, key: bytes, name: str, passphrase: str, means: Means) -> None:
    """Let one more colleague open this desk with a passphrase of their own."""
    file = keys.add_passphrase(
        read_keys(profile), key, passphrase, name, cost=means.cost, random=means.random
    )
    atomic_write(profile.keys, file.to_bytes())


def new_recovery(profile: Profile, key: bytes, means: Means) -> NewSheet:
    """A new recovery sheet, to be kept once it is on paper or in a file."""
    file = read_keys(profile)
    slot, written = keys.new_recovery(file, key, cost=means.cost, random=means.random)
    return NewSheet(tuple(written), slot)


def keep_recovery(profile: Profile, sheet: NewSheet) -> None:
    """From now on this sheet opens the desk; the old one opens nothing any more."""
    atomic_write(profile.keys, keys.with_recovery(read_keys(profile), sheet.slot).to_bytes())


def read_keys(profile: Profile) -> KeyFile:
    """The profile's key file; when it is lost, the copy that the newest backup carries is put
    back.
    """
    if profile.keys.exists():
        return KeyFile.from_bytes(profile.keys.read_bytes())
    newest = next(iter(backup.backups(profile.backups)), None)
    if newest is None:
        raise UserError(
            N_("There is no desk in “%(folder)s” yet. Found one, or name another folder."),
            folder=profile.folder,
        )
    content = bytes.fromhex(newest[1].keys)
    atomic_write(profile.keys, content)
    return KeyFile.from_bytes(content)


def _opened(profile: Profile, key: bytes, means: Means, lock: DeskLock) -> OpenDesk:
    def before_upgrade(engine: Engine) -> None:
        target = profile.backups / backup.new_name(means.clock)
        backup.write_backup(engine, key, profile.keys.read_bytes(), target, means.clock)

    store = open_store(
        profile.database, key, clock=means.clock, random=means.random, backup=before_upgrade
    )
    return OpenDesk(profile, store, key, lock)


def _locked(profile: Profile, clock: Clock) -> DeskLock:
    lock = DeskLock(profile.lock)
    lock.take(clock.now().isoformat(timespec="minutes"))
    return lock
