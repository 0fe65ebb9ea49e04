"""The desk that `points` puts its faults in: what lies in it, and how it may stand afterwards."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import msgspec
from sqlalchemy import text

from duodesk.base.clock import FixedClock
from duodesk.exchange import take
from duodesk.exchange.send import tips
from duodesk.store import dump
from duodesk.store.engine import told
from duodesk.store.founding import open_store
from duodesk.store.store import Store

CANARY = "zzkanarie"
# As in the tests, but without what they bring along: the child begins fast.
KEY, MOMENT = bytes(range(32)), datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
DESK, FILE, WAITING = "desk.duo", "file.duo", "waiting"


@dataclass(slots=True)
class World:
    """The desk before, its states before, between and after, and the words of who was erased."""

    template: Path
    states: dict[str, Any]
    key: bytes
    moment: Any

    def open(self, folder: Path) -> Store:
        return open_store(folder / DESK, self.key, clock=FixedClock(self.moment), random=Random(3))


def world(folder: Path) -> World:
    """A desk with a parked file, and the file that it waits for."""
    from tests.exchange.desks import Offices

    made = Offices(folder / "made")
    bru = made.found()
    _people(bru.store, 30, "")
    ant = made.join("ANT", "Koen")
    made.everybody()
    _people(bru.store, 12, "here", known=True)
    _people(ant.store, 12, "there", known=True)
    _people(ant.store, 100, CANARY)
    file = ant.make(bru)
    with ant.store.local() as session:  # as if Brussels had said that it has the first file
        ends = msgspec.msgpack.encode(tips(session.connection()))
        session.execute(
            text("UPDATE peer SET tips = :t WHERE replica = :r"),
            {"t": ends, "r": bru.store.replica},
        )
    _people(ant.store, 5, "later")
    gone = rows(ant.store, "SELECT id FROM person WHERE given_name LIKE ?", (f"{CANARY}%",))
    from duodesk.base.ids import id_of

    with ant.store.write("Erased") as write:
        write.erase([("person", id_of(row)) for (row,) in gone[:2]])
    assert bru.take(ant.make(bru)).waiting_for
    rows(bru.store, "PRAGMA wal_checkpoint(TRUNCATE)")
    template = folder / "template"
    shutil.copytree(bru.folder / WAITING, template / WAITING)
    shutil.copy(bru.folder / DESK, template / DESK)
    (template / FILE).write_bytes(file.data)
    made.close()
    found = World(template, {}, KEY, MOMENT)
    _states(found, folder)
    return found


def rows(store: Store, query: str, values: tuple[Any, ...] = ()) -> list[Any]:
    """What a question finds; here, so that the child need not know what asks more."""
    with store.engine.connect() as connection:
        return told(connection, query, values)


def _people(store: Store, count: int, name: str, *, known: bool = False) -> None:
    """So many operations: people registered, or renamed."""
    from duodesk.model.people import Person

    there = rows(store, "SELECT id FROM person ORDER BY id")
    for n in range(count):
        with store.write("Registered %(n)s", n=f"{name}{n}") as write:
            if known:
                write.session.connection().exec_driver_sql(
                    "UPDATE person SET given_name = ? WHERE id = ?", (f"{name}{n}", there[n][0])
                )
            else:
                write.session.add(
                    Person(
                        id=write.new_id(), number=f"{n}", office_id=write.office_id,
                        given_name=f"{name}{n}", family_name=f"family {n}",
                    )
                )  # fmt: skip


def _states(found: World, folder: Path) -> None:
    """How the desk stands before, without the parked file, and in the end."""
    for name in ("before", "first", "after"):
        place = folder / f"state {name}"
        shutil.copytree(found.template, place)
        if name == "first":
            shutil.rmtree(place / WAITING)
        store = found.open(place)
        if name != "before":
            take.take(store, (place / FILE).read_bytes(), FILE, place / WAITING)
        found.states[name] = dump.dump(store)
        store.close()
    assert rows_erased(found.states["after"]) == 2


def rows_erased(document: dict[str, Any]) -> int:
    return sum(c["field"] == "_erase" for entry in document["journal"] for c in entry["changes"])
