"""Exchange files kept on this laptop: those that wait for an earlier one or for a newer program,
and the newest that was taken in, for as long as it may be undone. They are closed as they came.
"""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path

from sqlalchemy import delete
from sqlalchemy.orm import Session

from duodesk.base.errors import UserError
from duodesk.base.files import atomic_write
from duodesk.base.i18n import N_
from duodesk.exchange.kin import erase_left
from duodesk.exchange.send import SUFFIX
from duodesk.model.exchange import FileLog, Result
from duodesk.model.journal import Fact
from duodesk.store import erase
from duodesk.store.engine import told
from duodesk.store.store import Store

# The folder, inside that of the files that wait, of files taken in that may still be undone.
_TAKEN = "taken"
MOST = 100
log = logging.getLogger("duodesk.parked")


def keep(folder: Path, data: bytes) -> Path:
    """Under a name of our own: one from outside never leads out of the folder. Raises `UserError`
    where it cannot be kept.
    """
    place = _place(folder, hashlib.sha256(data).hexdigest())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not place.is_file():
            _make_room(folder)
            atomic_write(place, data)
    except OSError as error:
        raise _not_kept(folder, error.strerror or type(error).__name__) from error
    except UserError as error:
        raise _not_kept(folder, error.message.values.get("reason", "?")) from error
    return place


def files(folder: Path) -> list[Path]:
    """The files kept in a folder, by name; none where it cannot be looked into just now."""
    try:
        return _listed(folder)
    except OSError:
        return []


def lies(folder: Path, mark: str) -> bool:
    """Whether the file with this mark in the log is still kept there."""
    return _place(folder, mark) in files(folder)


def remove(path: Path) -> bool:
    """Whether it is gone now: another program may hold it, until the next time."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _place(folder: Path, mark: str) -> Path:
    return folder / f"{mark[:16]}{SUFFIX}"


def _listed(folder: Path) -> list[Path]:
    try:
        there = sorted(folder.iterdir())
    except FileNotFoundError:
        return []
    return [path for path in there if path.suffix == SUFFIX and path.is_file()]


def _not_kept(folder: Path, reason: object) -> UserError:
    return UserError(
        N_("An exchange file cannot be kept in “%(folder)s” (%(reason)s), and nothing was changed. "
           "Make room there or ask for write access, then take it in again."),
        folder=folder,
        reason=reason,
    )  # fmt: skip


def _make_room(folder: Path) -> None:
    """The oldest go when there are very many: whoever made them still has what is in them, and
    anybody can make files of a format that is not known yet.
    """
    kept = sorted(_listed(folder), key=_age)
    for path in kept[: max(0, len(kept) + 1 - MOST)]:
        remove(path)


def _age(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0  # it was taken away again


def keep_taken(session: Session, waiting: Path, data: bytes) -> None:
    """Keep the newest file for as long as it may be undone, and those that were undone."""
    place = keep(waiting / _TAKEN, data)
    session.flush()
    connection = session.connection()
    # The log is long, and what is kept is not: each file begins with the mark it has in the log.
    for path in files(place.parent):
        query = "SELECT n, result FROM file_log WHERE sha256 BETWEEN ? AND ? AND kept = ?"
        for n, result in told(connection, query, (path.stem, f"{path.stem}g", path.name)):
            # What was undone and is taken again stays the newest.
            if result != Result.UNDONE and path != place and remove(path):
                told(connection, "UPDATE file_log SET kept = NULL WHERE n = ?", (n,))
    mark = hashlib.sha256(data).hexdigest()
    told(connection, "UPDATE file_log SET kept = ? WHERE sha256 = ?", (place.name, mark))


def kept_file(store: Store, n: int, waiting: Path) -> Path | None:
    """Where an undone file of the log lies, to be taken in again; None when it is gone."""
    with store.read() as session:
        log = session.get(FileLog, n)
        kept = log.kept if log is not None and log.result == Result.UNDONE else None
    place = waiting / _TAKEN / kept if kept else None
    return place if place is not None and place.exists() else None


def finish_erasing(store: Store, waiting: Path) -> None:
    """Destroy what an erasure left to destroy, where the program ended before or the disk hindered
    it.
    """
    if erase.due(store.engine, erase.LEFT_DUE):
        erase_left(store)
    if erase.due(store.engine, erase.FILES_DUE):
        forget_files(store, waiting)
    if erase.due(store.engine, erase.PAGES_DUE):
        erase.sweep(store.engine)


def forget_files(store: Store, waiting: Path) -> None:
    """Destroy every file kept on this laptop: what was erased may stand in one. Its sender still
    has what is missing here, and it comes with the next file. Where the disk hinders it, it stays
    due.
    """
    try:
        left = [
            path
            for folder in (waiting, waiting / _TAKEN)
            for path in _listed(folder)
            if not remove(path)
        ]
    except OSError as error:
        log.warning("kept files cannot be looked at: %s", type(error).__name__)
        return
    if left:
        log.warning("%s kept files could not be removed", len(left))
        return
    with store.local() as session:
        session.execute(delete(Fact).where(Fact.name == erase.FILES_DUE))
