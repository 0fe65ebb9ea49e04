"""When a file stops and asks: what it removes, erases or changes of every table."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from duodesk.exchange import erasure, take
from duodesk.exchange.effects import Did
from duodesk.exchange.folder import Carried
from duodesk.exchange.seen import Look, brakes
from duodesk.model.people import Note, Person
from tests.exchange.desks import Laptop, Offices
from tests.exchange.test_first_exchange import rename
from tests.store.test_store import add


@pytest.mark.parametrize(
    ("table", "rows", "removed", "changed", "stops"),
    [
        ("person", 8, 5, 0, False),
        ("person", 8, 6, 0, True),
        ("person", 200, 4, 0, False),
        ("person", 100, 3, 0, True),
        ("person", 600, 0, 121, True),
        ("duo", 800, 800, 0, True),
        ("duo", 60, 13, 0, True),
        ("duo", 60, 12, 12, False),
        ("duo", 60, 0, 13, True),
        ("meeting", 20_000, 5_000, 0, True),
        ("meeting", 20_000, 401, 0, True),
        ("meeting", 20_000, 400, 0, False),
        ("meeting", 2_000, 200, 0, False),
        ("meeting", 20_000, 0, 5_000, True),
        ("setting", 40, 40, 0, False),
    ],
)
def test_each_table_has_its_brake(
    table: str, rows: int, removed: int, changed: int, stops: bool
) -> None:
    seen = Look("a file", added={table: 7}, removed={table: removed}, changed={table: changed})
    assert brakes(seen, {table: rows + 7 - removed}.__getitem__) is stops


def _erase(laptop: Laptop, people: list[UUID]) -> None:
    for person_id in people:
        with laptop.store.read() as session:
            number = session.get_one(Person, person_id).number
        waiting = laptop.folder / "waiting"
        erasure.erase_person(laptop.store, person_id, typed=number, waiting=waiting)


def test_a_file_that_erases_many_people_asks_shows_them_as_removed_and_waits_in_the_folder(
    offices: Offices, tmp_path: Path
) -> None:
    bru = offices.found()
    people = [add(bru.store)[0] for _ in range(8)]
    ant = offices.join("ANT", "Koen")
    add(ant.store)
    bru.take(ant.make(bru))
    with bru.store.write("Notes") as write:
        for person_id in people:
            write.session.add(Note(id=write.new_id(), text="Known here", person_id=person_id))
    ant.take(bru.make(ant))
    _erase(ant, people[:6])
    made = ant.make(bru)
    seen = take.look(bru.store, made.data, made.name)
    assert (seen.brake, seen.needs_person) == (True, True)
    assert (seen.removed["person"], seen.removed["note"]) == (6, 6)
    assert "person" not in seen.changed
    gone = [effect for effect in seen.effects if effect.table == "person"]
    assert [(effect.did, effect.subject.title != "") for effect in gone] == [
        (Did.REMOVED, True)
    ] * 6
    folder = tmp_path / "shared"
    folder.mkdir()
    Carried(ant.store, folder, ant.folder / "waiting").write()
    assert not Carried(bru.store, folder, bru.folder / "waiting").look().taken
    with bru.store.read() as session:
        assert session.query(Person).count() == 9


def test_the_erasure_of_one_person_comes_in_without_a_click(offices: Offices) -> None:
    bru = offices.found()
    people = [add(bru.store)[0] for _ in range(8)]
    ant = offices.join("ANT", "Koen")
    _erase(bru, people[:1])
    made = bru.make(ant)
    assert not take.look(ant.store, made.data, made.name).needs_person


def test_not_even_the_first_file_of_an_office_erases_many_people_unasked(offices: Offices) -> None:
    bru = offices.found()
    people = [add(bru.store)[0] for _ in range(8)]
    ant = offices.join("ANT", "Koen")
    rename(ant, people[7], "of no matter")
    _erase(ant, people[:6])
    made = ant.make(bru)
    seen = take.look(bru.store, made.data, made.name)
    assert (seen.brake, seen.removed["person"]) == (True, 6)
