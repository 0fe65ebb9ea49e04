"""The calendar of several laptops: corrections travel, and what two planned at once is told."""

from __future__ import annotations

from collections.abc import Generator
from datetime import date
from pathlib import Path

import pytest

from duodesk.base.ids import Id, seed_id
from duodesk.model.training import Community, EventKind
from duodesk.store.store import Store
from duodesk.training import days_off, events
from duodesk.training.clashes import all_clashes
from duodesk.training.dated import dated
from duodesk.training.days_off import SchoolHolidayRow, SchoolHolidayValues
from duodesk.training.events import EventValues
from duodesk.training.moving import move
from tests.exchange.desks import Offices
from tests.training.desk import mentor

DAY = date(2026, 12, 8)
CARNIVAL = seed_id("school_holiday/nl-2026-carnival")


@pytest.fixture
def offices(tmp_path: Path) -> Generator[Offices]:
    """Brussels and Antwerp, which know each other."""
    made = Offices(tmp_path)
    made.found()
    made.join("ANT", "Koen")
    made.everybody()
    yield made
    made.close()


def carnival(store: Store) -> SchoolHolidayRow:
    with store.read() as session:
        found = days_off.school_holidays(
            session, first=date(2027, 2, 1), last=date(2027, 2, 28), dropped=True
        )
    return next(row for row in found if row.id == CARNIVAL)


def plan(store: Store, person_id: Id, start: int) -> Id:
    values = EventValues(
        kind=EventKind.OTHER, held_on=DAY, start=start, minutes=60, person_id=person_id
    )
    return events.plan_event(store, values).id


def test_a_corrected_school_holiday_is_one_row_in_all_offices(offices: Offices) -> None:
    bru, ant = offices.laptops
    days_off.put_school_holiday(
        bru.store,
        SchoolHolidayValues(
            community=Community.FLEMISH, name="Krokusvakantie", first_day=date(2027, 2, 8),
            last_day=date(2027, 2, 21),
        ),
        CARNIVAL,
    )  # fmt: skip
    days_off.drop_school_holiday(ant.store, CARNIVAL)
    offices.everybody()
    here, there = carnival(bru.store), carnival(ant.store)
    assert here == there
    assert (here.last_day, here.dropped, here.changed) == (date(2027, 2, 21), True, True)
    days_off.restore_school_holiday(ant.store, CARNIVAL)
    offices.everybody()
    assert carnival(bru.store) == carnival(ant.store)
    assert not carnival(bru.store).changed


def test_what_two_offices_planned_at_once_is_told_in_both(offices: Offices) -> None:
    bru, ant = offices.laptops
    lieve = mentor(bru.store)
    offices.everybody()
    plan(bru.store, lieve, 540)
    plan(ant.store, lieve, 570)
    offices.everybody()
    for laptop in offices.laptops:
        with laptop.store.read() as session:
            (found,) = all_clashes(session, first=DAY, last=DAY)
            assert str(found.clash.text).startswith("Lieve D.S.: also expected at")


def test_an_event_moved_in_two_offices_stands_on_one_day_and_is_not_lost(offices: Offices) -> None:
    bru, ant = offices.laptops
    plan(bru.store, mentor(bru.store), 540)
    offices.everybody()
    days = {bru.store: date(2026, 12, 9), ant.store: date(2026, 12, 10)}
    for store, day in days.items():
        with store.read() as session:
            (found,) = dated(session, first=DAY, last=DAY)
        move(store, found.key, held_on=day)
    offices.everybody()
    stands = []
    for laptop in offices.laptops:
        with laptop.store.read() as session:
            stands.append(dated(session, first=DAY, last=date(2026, 12, 31)))
    assert stands[0] == stands[1]
    assert [one.day in days.values() for one in stands[0]] == [True]
