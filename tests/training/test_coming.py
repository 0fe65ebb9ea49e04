"""What people are still going to follow, and the list of meetings."""

from __future__ import annotations

from datetime import timedelta

from duodesk.base.ids import Id
from duodesk.model.training import Attended, Event, EventKind
from duodesk.store.store import Store
from duodesk.training import attendance, coming, events, meetings, seats, series
from duodesk.training.clashes import ClashKind
from duodesk.training.events import EventValues
from duodesk.training.series_warnings import series_warnings
from tests.training.desk import BEFORE, LATER, TODAY, UNITS, days_of, mentor, planned


def going(store: Store, person: Id) -> dict[Id, Id]:
    with store.read() as session:
        found = coming.coming(session, people=[person], today=TODAY)
    return {unit: one.event_id for unit, one in found.get(person, {}).items()}


def test_a_seat_in_a_series_promises_its_units_to_come(store: Store) -> None:
    who, other = mentor(store), mentor(store, "Other")
    made = planned(store, LATER)
    seats.book(store, [who], series_id=made)
    assert going(store, who) == dict(zip(UNITS, days_of(store, made), strict=True))
    assert going(store, other) == {}


def test_what_is_past_called_off_given_back_or_waited_for_promises_nothing(store: Store) -> None:
    who, first = mentor(store), mentor(store, "First")
    seats.book(store, [who], series_id=planned(store, BEFORE))
    full = planned(store, LATER, capacity=1)
    seats.book(store, [first, who], series_id=full)
    assert going(store, who) == {}
    made = planned(store, LATER)
    days = days_of(store, made)
    seats.book(store, [who], series_id=made)
    seats.give_back(store, [who], event_id=days[0])
    events.cancel_event(store, days[1])
    assert going(store, who) == {UNITS[2]: days[2], UNITS[3]: days[3]}


def test_who_is_excused_or_was_missing_is_not_coming(store: Store) -> None:
    who = mentor(store)
    days = [TODAY, *LATER[1:]]
    made = planned(store, days)
    seats.book(store, [who], series_id=made)
    held = days_of(store, made)
    attendance.mark(store, held[0], [who], Attended.ABSENT)
    attendance.mark(store, held[1], [who], Attended.EXCUSED, unit_id=UNITS[1])
    assert set(going(store, who)) == {UNITS[2], UNITS[3]}
    attendance.mark(store, held[1], [who], None, unit_id=UNITS[1])
    assert set(going(store, who)) == {UNITS[1], UNITS[2], UNITS[3]}


def test_of_two_seats_for_a_unit_the_first_day_counts(store: Store) -> None:
    who = mentor(store)
    late = planned(store, LATER)
    early = planned(store, [day - timedelta(weeks=2) for day in LATER])
    seats.book(store, [who], series_id=late)
    seats.book(store, [who], event_id=days_of(store, early)[2])
    assert going(store, who)[UNITS[2]] == days_of(store, early)[2]
    assert going(store, who)[UNITS[1]] == days_of(store, late)[1]


def test_meetings_are_listed_by_day_with_how_many_are_expected(store: Store) -> None:
    kinds = (EventKind.WORKSHOP, EventKind.MENTORS_MEETING, EventKind.OTHER)
    made = [
        events.plan_event(store, EventValues(kind=kind, held_on=day, title="CV", capacity=1)).id
        for kind, day in zip(kinds, reversed(LATER), strict=False)
    ]
    seats.book(store, [mentor(store), mentor(store, "Second")], event_id=made[1])
    events.cancel_event(store, made[0])
    with store.read() as session:
        found = meetings.meetings(session, office_id=store.office_id)
    assert [(one.id, one.booked, one.cancelled) for one in found] == [
        (made[1], 1, False),
        (made[0], 0, True),
    ]
    assert found[0].title == "Mentors' meeting: CV"


def test_a_meeting_whose_day_or_words_are_on_their_way_breaks_nothing(store: Store) -> None:
    made = events.plan_event(
        store, EventValues(kind=EventKind.MENTORS_MEETING, held_on=LATER[0])
    ).id
    with store.write("later") as write:
        row = write.session.get_one(Event, made)
        row.start, row.minutes = 99_999, -5
    with store.read() as session:
        (one,) = meetings.meetings(session, office_id=store.office_id)
    assert (one.start, one.minutes, one.place) == (None, None, "")
    with store.write("withheld") as write:
        write.session.get_one(Event, made).held_on = None  # type: ignore[assignment]
    with store.read() as session:
        assert meetings.meetings(session, office_id=store.office_id) == []


def test_each_day_of_a_series_is_warned_about_from_its_own_side(store: Store) -> None:
    first = planned(store, LATER, name="First", place="Room 1", capacity=5)
    second = planned(store, LATER, name="Second", place="Room 1", capacity=5)
    others = {first: "First", second: "Second"}
    for made in others:
        with store.read() as session:
            found = series_warnings(session, made, today=TODAY)
        assert set(found) == set(days_of(store, made))
        for told in found.values():
            rooms = [one for one in told if one.kind == ClashKind.ROOM]
            assert len(rooms) == 1
            assert rooms[0].key is not None
            assert rooms[0].key.id not in days_of(store, made)
    series.cancel_series(store, second)
    with store.read() as session:
        assert series_warnings(session, second, today=TODAY) == {}
        assert not [
            one
            for told in series_warnings(session, first, today=TODAY).values()
            for one in told
            if one.kind == ClashKind.ROOM
        ]
