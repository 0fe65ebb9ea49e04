"""Exchange files kept on this laptop: those that wait for an earlier one, and the newest that was
taken in, for as long as it may be undone. They are closed as they came.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from sqlalchemy import delete
from sqlalchemy.orm import Session

from duodesk.base.files import atomic_write
from duodesk.exchange.send import SUFFIX
from duodesk.model.exchange import FileLog, Result
from duodesk.model.journal import Fact
from duodesk.store import erase
from duodesk.store.engine import told
from duodesk.store.store import Store

# The folder, inside that of the files that wait, of files taken in that may still be undone.
_TAKEN = "taken"
MOST = 100


def keep(folder: Path, data: bytes) -> Path:
    """Under a name of our own: one from outside never leads out of the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / f"{hashlib.sha256(data).hexdigest()[:16]}{SUFFIX}"
    if not place.exists():
        _make_room(folder)
        atomic_write(place, data)
    return place


def _make_room(folder: Path) -> None:
    """The oldest go when there are very many: whoever made them still has what is in them, and
    anybody can make files of a format that is not known yet.
    """
    kept = sorted(folder.glob(f"*{SUFFIX}"), key=lambda path: path.stat().st_mtime_ns)
    for path in kept[: max(0, len(kept) + 1 - MOST)]:
        path.unlink(missing_ok=True)


def keep_taken(session: Session, waiting: Path, data: bytes) -> None:
    """Keep the newest file for as long as it may be undone, and those that were undone."""
    place = keep(waiting / _TAKEN, data)
    session.flush()
    connection = session.connection()
    # The log is long, and what is kept is not: each file begins with the mark it has in the log.
    for path in place.parent.glob(f"*{SUFFIX}"):
        query = "SELECT n, result FROM file_log WHERE sha256 BETWEEN ? AND ? AND kept = ?"
        for n, result in told(connection, query, (path.stem, f"{path.stem}g", path.name)):
            # What was undone and is taken again stays the newest.
            if result != Result.UNDONE and path != place:
                path.unlink(missing_ok=True)
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
    if erase.due(store.engine, erase.FILES_DUE):
        forget_files(store, waiting)
    if erase.due(store.engine, erase.PAGES_DUE):
        erase.sweep(store.engine)


def forget_files(store: Store, waiting: Path) -> None:
    """Destroy every file kept on this laptop: what was erased may stand in one. Its sender still
    has what is missing here, and it comes with the next file.
    """
    for folder in (waiting, waiting / _TAKEN):
        for path in folder.glob(f"*{SUFFIX}") if folder.exists() else ():
            path.unlink(missing_ok=True)
    with store.local() as session:
        session.execute(delete(Fact).where(Fact.name == erase.FILES_DUE))
