"""Clashes on a desk: of a plan, and of what came from other laptops."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from duodesk.base.ids import Id
from duodesk.model.people import Person
from duodesk.model.reference import Author
from duodesk.model.training import Community, Event, EventKind
from duodesk.office import settings
from duodesk.office.seeds import OFFICES
from duodesk.store.store import Store
from duodesk.training import days_off, events, seats
from duodesk.training.clashes import Found, all_clashes, clashes_of
from duodesk.training.dated import Dated, DatedKind, Key, Source, dated
from duodesk.training.days_off import SchoolHolidayValues
from duodesk.training.events import EventValues, TrainerValues
from tests.training.desk import LATER, TODAY, days_of, mentor, planned

DAY = date(2026, 12, 8)
ANTWERP = next(office.id for office in OFFICES if office.code == "ANT")


def plan(store: Store, **values: Any) -> Id:
    usual: dict[str, Any] = {"kind": EventKind.OTHER, "held_on": DAY, "start": 540, "minutes": 60}
    return events.plan_event(store, EventValues(**{**usual, "title": "Team", **values})).id


def draft(store: Store, **values: Any) -> Dated:
    usual: dict[str, Any] = {
        "key": Key(Source.EVENT), "kind": DatedKind.WORKSHOP, "day": DAY, "start": 570,
        "minutes": 60, "office_id": store.office_id,
    }  # fmt: skip
    return Dated(**usual | values)


def told(store: Store, wanted: Dated) -> list[str]:
    with store.read() as session:
        return [str(clash.text) for clash in clashes_of(session, wanted, today=TODAY)]


def every(store: Store, day: date = DAY, **asked: Any) -> list[Found]:
    with store.read() as session:
        return all_clashes(session, first=day, last=day + timedelta(days=30), **asked)


def test_a_plan_against_what_is_planned(store: Store) -> None:
    lieve = mentor(store)
    plan(store, place="Room 2", person_id=lieve, led_by=store.author_id)
    wanted = draft(store, place="Room 2", people=(lieve,), staff=(store.author_id,))
    assert told(store, wanted) == [
        "Lieve D.S.: also expected at “Team”, 09:00 – 10:00.",
        "Annick: on duty elsewhere at the same time, “Team”, 09:00 – 10:00.",
        "Room 2 is taken at that time: “Team”, 09:00 – 10:00.",
    ]
    assert told(store, replace(wanted, day=DAY + timedelta(days=1))) == []


def test_nothing_is_said_of_days_that_are_over(store: Store) -> None:
    assert told(store, draft(store, day=date(2026, 11, 1))) == []


def test_an_event_is_not_held_against_itself_when_it_moves(store: Store) -> None:
    plan(store, place="Room 2", person_id=mentor(store))
    with store.read() as session:
        (stands,) = dated(session, first=DAY, last=DAY)
    assert told(store, replace(stands, start=550)) == []


def test_a_training_day_in_a_series_has_its_seats_and_days(store: Store) -> None:
    series_id = planned(store, LATER, capacity=1, place="Room 9", language="fr")
    lieve, paul = mentor(store), mentor(store, "Peeters")
    seats.book(store, [lieve, paul], series_id=series_id)
    seats.take_in(store, [paul], series_id=series_id)
    plan(store, held_on=LATER[0], place="Room 9")
    wanted = draft(
        store, kind=DatedKind.TRAINING, day=LATER[0], series_id=series_id, people=(lieve, paul),
        booked=2, key=Key(Source.EVENT, days_of(store, series_id)[0]), trainers=("Koen",),
    )  # fmt: skip
    assert told(store, wanted) == [
        "Room 9 is taken at that time: “Team”, 09:00 – 10:00.",
        "More people than seats: 2 expected, 1 seats.",
    ]
    far = replace(wanted, day=LATER[-1] + timedelta(days=33))
    assert told(store, far)[-1].endswith("lies 33 days away from the other days of this series.")


def test_days_off_of_the_office(store: Store) -> None:
    christmas = draft(store, day=date(2026, 12, 25))
    assert told(store, christmas) == [
        "25/12/2026 is a public holiday: Christmas Day.",
        "School holidays (French Community): Winter holidays.",
        "School holidays (Flemish Community): Christmas holidays.",
    ]
    assert told(store, replace(christmas, office_id=ANTWERP, language="nl")) == [
        "25/12/2026 is a public holiday: Christmas Day.",
        "School holidays (Flemish Community): Christmas holidays.",
    ]


def test_a_corrected_school_holiday_counts(store: Store) -> None:
    days_off.put_school_holiday(
        store,
        SchoolHolidayValues(community=Community.FRENCH, name="Fair", first_day=DAY, last_day=DAY),
    )
    assert told(store, draft(store)) == ["School holidays (French Community): Fair."]


def test_who_is_away_or_gone(store: Store) -> None:
    lieve = mentor(store)
    days_off.put_away(store, DAY, DAY, person_id=lieve)
    with store.write("Goodbye") as write:
        write.session.get_one(Author, store.author_id).left_on = DAY
    assert told(store, draft(store, people=(lieve,), staff=(store.author_id,))) == [
        "Lieve De Smet is away up to and including 08/12/2026.",
        "Annick left the team on 08/12/2026. Name somebody else.",
    ]


def test_the_time_for_the_way_is_a_choice(store: Store) -> None:
    plan(store, place="Antwerp", led_by=store.author_id)
    wanted = draft(store, place="Brussels", staff=(store.author_id,), start=640)
    assert told(store, wanted) == []
    settings.choose(store, settings.TRAVEL_MINUTES, "60")
    (hurry,) = told(store, wanted)
    assert hurry.startswith("Annick: only 40 min. between this and “Team” (Antwerp, 09:00")


def test_a_double_booking_from_elsewhere_is_told_once(store: Store) -> None:
    lieve = mentor(store)
    here = plan(store, person_id=lieve)
    with store.write("From Antwerp") as write:
        there = write.new_id()
        write.session.add(
            Event(
                id=there, office_id=ANTWERP, kind=EventKind.WORKSHOP, held_on=DAY, start=560,
                minutes=60, person_id=lieve,
            )
        )  # fmt: skip
    (found,) = every(store)
    assert (found.clash.kind, found.dated.key.id) == ("participant", here)
    assert found.clash.key == Key(Source.EVENT, there)
    # Each office sees it from its own side.
    (theirs,) = every(store, office_id=ANTWERP)
    assert (theirs.dated.key.id, theirs.clash.key) == (there, Key(Source.EVENT, here))


def test_two_entries_that_turned_out_to_be_one_person(store: Store) -> None:
    one, other = mentor(store), mentor(store, "Desmet")
    plan(store, person_id=one)
    plan(store, person_id=other, start=560)
    assert every(store) == []
    with store.write("Joined elsewhere") as write:
        write.session.get_one(Person, other).merged_into_id = one
    assert [found.clash.kind for found in every(store)] == ["participant"]


def test_a_trainer_removed_elsewhere(store: Store) -> None:
    event_id = plan(
        store, kind=EventKind.TRAINING, series_id=planned(store), held_on=DAY,
        trainers=(TrainerValues(name="Koen"),),
    )  # fmt: skip
    assert every(store) == []
    events.set_trainers(store, event_id, [])
    assert [str(found.clash.text) for found in every(store)] == [
        "Nobody is named who gives this training day."
    ]
