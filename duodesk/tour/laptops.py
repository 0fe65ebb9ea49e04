"""The other laptops of the tour: real desks in folders of their own, without a window."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from duodesk.base.clock import FixedClock
from duodesk.base.files import atomic_write
from duodesk.exchange import joining, send
from duodesk.exchange.overview import overview
from duodesk.exchange.owning import private_fields
from duodesk.exchange.seal import Kind
from duodesk.exchange.seen import Look
from duodesk.exchange.take import take
from duodesk.store import access, dump
from duodesk.store.access import OpenDesk
from duodesk.store.profile import Profile
from duodesk.store.store import Store
from duodesk.tour.stage import TourError, means

PASSPHRASE = "tour"  # noqa: S105 - made-up people


@dataclass(frozen=True, slots=True)
class Laptop:
    """One laptop and the folder in which it puts its files."""

    opened: OpenDesk
    files: Path

    @property
    def store(self) -> Store:
        return self.opened.store

    @property
    def name(self) -> str:
        """How the others call it."""
        return overview(self.store).own_name

    def make(self, kind: Kind = "delta") -> Path:
        """A file for all the others."""
        made = send.make(self.store, kind=kind)
        atomic_write(self.files / made.name, made.data)
        return self.files / made.name

    def take(self, path: Path) -> Look:
        """Take a file in."""
        return take(self.store, path.read_bytes(), path.name, self.opened.waiting)


def begin(invitation: Path, words: str, author: str, clock: FixedClock, place: Path) -> Laptop:
    """A new desk that an invitation makes; it waits to be taken in."""
    data = invitation.read_bytes()
    founder = joining.founder_of(joining.read_invitation(data, words), author, "nl")
    chance = int.from_bytes(place.name.encode(), "big")
    founded = access.found(Profile(place), PASSPHRASE, founder, means(clock, chance))
    founded.desk.leaves_mark = False
    joining.begin(founded.desk.store, data, words, author)
    return Laptop(founded.desk, invitation.parent)


def shared_state(store: Store) -> dict[str, list[dict[str, Any]]]:
    """What every laptop must show alike: all rows, without what stays in one office."""
    private = private_fields()
    with store.engine.connect() as connection:
        state = dump.state(connection)
    return {
        table: [
            {name: value for name, value in row.items() if name not in private.get(table, ())}
            for row in rows
        ]
        for table, rows in state.items()
    }


def operations(store: Store) -> set[bytes]:
    """The identity of every operation a laptop has."""
    with store.engine.connect() as connection:
        return {i for (i,) in connection.exec_driver_sql("SELECT id FROM operation")}


def agree(laptops: list[Laptop]) -> None:
    """All have the same operations and show the same; raises `TourError` where one does not."""
    first = laptops[0]
    for one in laptops:
        if not one.store.agrees_with_journal():
            raise TourError(f"{one.name}: the tables and the journal differ")
        if operations(one.store) != operations(first.store):
            raise TourError(f"{one.name} does not have what {first.name} has")
        if shared_state(one.store) != shared_state(first.store):
            raise TourError(f"{one.name} and {first.name} do not agree")
