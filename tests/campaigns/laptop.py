"""One laptop of a history: its desk file, its clock, its program, its older copy."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import event

from duodesk.base.clock import FixedClock
from duodesk.store.engine import told
from duodesk.store.founding import open_store
from duodesk.store.store import Store
from tests.campaigns.newer import program
from tests.conftest import KEY

# Desks in memory where there is such a place: here nothing is asked of a disk.
_SHARED = "/dev/shm"  # noqa: S108 - a fresh folder is made in it
FAST = _SHARED if Path(_SHARED).is_dir() else None


@dataclass(slots=True, eq=False)
class One:
    """One laptop of a history."""

    path: Path
    store: Store
    clock: FixedClock
    newer: bool = False
    backup: Path | None = None

    @property
    def profile(self) -> Path:
        return self.path.parent

    @property
    def waiting(self) -> Path:
        return self.path.parent / "waiting"

    @property
    def office(self) -> bytes:
        return self.store.office_id.bytes

    def reopen(self, random: Random, *, newer: bool = False) -> None:
        """Close the program and start it anew, perhaps a newer one."""
        self.store.close()
        self.newer = self.newer or newer
        self.store = opened(self.path, self.clock, random, newer=self.newer)

    def put_back(self, copy: Path, random: Random) -> None:
        """An old copy takes the desk's place."""
        self.store.close()
        for left in self.path.parent.glob("desk.duo*"):
            left.unlink()
        shutil.copy(copy, self.path)
        self.store = opened(self.path, self.clock, random, newer=self.newer)


def opened(path: Path, clock: FixedClock, random: Random, *, newer: bool = False) -> Store:
    """Open a desk that nobody will miss after a power cut: it never waits for its disk."""
    with program(newer=newer):
        store = open_store(path, KEY, clock=clock, random=random)
    return hurried(store)


def hurried(store: Store) -> Store:
    """This desk no longer waits for its disk."""
    connection = store.engine.raw_connection()
    _hurry(connection.driver_connection)
    connection.close()
    event.listen(store.engine, "connect", _hurry)
    return store


def settle(store: Store) -> None:
    """Everything is in the file itself, so that it can be copied."""
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def rows(store: Store, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """What a question finds in a desk file."""
    with store.engine.connect() as connection:
        return told(connection, query, values)


def _hurry(connection: Any, _record: object = None) -> None:
    connection.execute("PRAGMA synchronous = OFF")
