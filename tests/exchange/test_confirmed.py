"""Who confirms an erasure, where laptops were put back from older copies or copied."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import UUID

from duodesk.exchange import coming_back, erasure
from duodesk.model.people import Person
from duodesk.store import marks
from tests.exchange.desks import Laptop, Offices
from tests.exchange.test_copies import beside, put_back, set_aside
from tests.store.test_store import add


def test_an_erasure_is_confirmed_by_all_where_laptops_were_restored_before(
    offices: Offices, tmp_path: Path
) -> None:
    bru = offices.found()
    person_id, _ = add(bru.store)
    ant, lie = offices.join("ANT", "Koen"), offices.join("LIE", "Marie")
    offices.everybody()
    for n, one in enumerate((ant, lie)):
        one.clock.advance(timedelta(days=n))
        copy = set_aside(one, tmp_path / f"copy {n}")
        add(one.store)
        marks.leave(one.store, one.folder)
        put_back(one, copy, f"back {n}")
        one.clock.advance(timedelta(minutes=1))
        assert coming_back.greet(one.store, one.folder).restored
    bru.clock.advance(timedelta(days=2))
    _erase(bru, person_id)
    offices.everybody(3)
    for one in offices.laptops:
        (told,) = erasure.erasures(one.store)
        assert (told.confirmed, told.laptops, told.missing) == (3, 3, ())


def test_a_copied_laptop_confirms_beside_the_one_it_was_copied_from(
    offices: Offices, tmp_path: Path
) -> None:
    bru = offices.found()
    person_id, _ = add(bru.store)
    ant = offices.join("ANT", "Koen")
    marks.leave(ant.store, ant.folder)
    twin = beside(ant, tmp_path / "twin", "twin")
    assert coming_back.greet(twin.store, twin.folder).restored
    add(twin.store)
    bru.clock.advance(timedelta(days=1))
    bru.take(twin.make(bru))
    add(ant.store)
    bru.take(ant.make(bru))
    _erase(bru, person_id)
    (told,) = erasure.erasures(bru.store)
    assert (told.confirmed, told.laptops) == (1, 3)


def _erase(laptop: Laptop, person_id: UUID) -> None:
    with laptop.store.read() as session:
        number = session.get_one(Person, person_id).number
    waiting = laptop.folder / "waiting"
    erasure.erase_person(laptop.store, person_id, typed=number, waiting=waiting)
