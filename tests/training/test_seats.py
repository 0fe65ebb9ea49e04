"""Seats: booked, waited for in order, given back, taken in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duodesk.base.clock import FixedClock
from duodesk.base.errors import UserError
from duodesk.base.ids import Id
from duodesk.model.people import Role, Status
from duodesk.model.training import EventKind, Seat, SeatState
from duodesk.people import commands
from duodesk.people.values import EnrolmentValues, PersonValues
from duodesk.store.store import Store
from duodesk.training import events, seats
from duodesk.training.events import EventValues
from tests.training.desk import LATER, TODAY, days_of, follow, mentor, planned, shown, state


def rows(store: Store, **where: Id) -> list[tuple[str, str]]:
    with store.read() as session:
        return [(row.name[:1], str(row.state)) for row in seats.seats(session, **where)]


def waiting(store: Store, series_id: Id) -> list[str]:
    return [name for name, told in rows(store, series_id=series_id) if told == "waiting"]


def candidates(store: Store, **where: Id) -> list[str]:
    with store.read() as session:
        return [row.name[:1] for row in seats.candidates(session, today=TODAY, **where)]


def named(store: Store, names: str) -> dict[str, Id]:
    return {name: mentor(store, name) for name in names}


def event(store: Store, **values: Any) -> Id:
    values.setdefault("kind", EventKind.WORKSHOP)
    return events.plan_event(store, EventValues(held_on=LATER[0], **values)).id


def test_beyond_the_capacity_people_wait_in_the_order_in_which_they_came(store: Store) -> None:
    made, people = planned(store, LATER, capacity=2), named(store, "ABCDEFG")
    done = seats.book(store, [people[n] for n in "DBFCAGE"], series_id=made)
    assert done.booked == (people["D"], people["B"])
    assert done.waiting == tuple(people[n] for n in "FCAGE")
    assert rows(store, series_id=made)[:3] == [("B", "booked"), ("D", "booked"), ("F", "waiting")]
    assert waiting(store, made) == list("FCAGE")


def test_nobody_passes_those_who_wait(store: Store, clock: FixedClock) -> None:
    made, people = planned(store, LATER, capacity=1), named(store, "ABC")
    seats.book(store, [people["A"], people["B"]], series_id=made)
    seats.give_back(store, [people["A"]], series_id=made)
    clock.advance(timedelta(days=1))
    assert seats.book(store, [people["C"]], series_id=made).waiting == (people["C"],)
    done = seats.invite_next(store, made)
    assert (done.booked, done.waiting) == ((people["B"],), (people["C"],))
    assert seats.invite_next(store, made).booked == ()


def test_without_a_number_of_seats_everybody_gets_one(store: Store) -> None:
    made, people = planned(store, LATER), named(store, "ABC")
    assert len(seats.book(store, list(people.values()), series_id=made).booked) == 3
    assert shown(store, made).seats_left is None


def test_booking_twice_changes_nothing(store: Store) -> None:
    made, one = planned(store, LATER, capacity=1), mentor(store)
    seats.book(store, [one, one], series_id=made)
    done = seats.book(store, [one], series_id=made)
    assert (done.booked, done.waiting, done.changes.operation) == ((), (), None)


def test_who_gave_a_seat_back_waits_at_the_end(store: Store, clock: FixedClock) -> None:
    made, people = planned(store, LATER, capacity=1), named(store, "ABC")
    seats.book(store, list(people.values()), series_id=made)
    seats.give_back(store, [people["B"]], series_id=made)
    clock.advance(timedelta(minutes=1))
    seats.book(store, [people["B"]], series_id=made)
    assert waiting(store, made) == ["C", "B"]


def test_taking_in_goes_beyond_the_capacity(store: Store) -> None:
    made, people = planned(store, LATER, capacity=1), named(store, "AB")
    seats.book(store, list(people.values()), series_id=made)
    seats.take_in(store, [people["B"]], series_id=made)
    assert shown(store, made).seats_left == -1


def test_all_is_one_step_each(store: Store) -> None:
    made, people = planned(store, LATER, capacity=1), named(store, "AB")
    before = state(store)
    seats.book(store, list(people.values()), series_id=made)
    seats.give_back(store, [people["A"]], series_id=made)
    seats.invite_next(store, made)
    seats.note_invited(store, list(people.values()), series_id=made)
    for _step in range(4):
        store.undo()
    assert state(store) == before


def test_an_invitation_is_noted_on_the_seat(store: Store) -> None:
    made, one = planned(store, LATER), mentor(store)
    seats.book(store, [one], series_id=made)
    seats.note_invited(store, [one], event_id=days_of(store, made)[0], on=date(2026, 11, 30))
    with store.read() as session:
        (row,) = seats.seats(session, series_id=made)
    assert (row.invited_on, row.since, row.completion.of) == (date(2026, 11, 30), TODAY, 4)


def test_a_day_has_the_seats_of_its_series_and_its_own(store: Store) -> None:
    made, people = planned(store, LATER, capacity=2), named(store, "ABC")
    first, second, *_ = days_of(store, made)
    seats.book(store, [people["A"], people["B"]], series_id=made)
    seats.give_back(store, [people["A"]], event_id=first)
    done = seats.book(store, [people["C"]], event_id=first)
    assert done.booked == (people["C"],)
    assert rows(store, event_id=first) == [
        ("B", "booked"), ("C", "booked"), ("A", "given_back"),
    ]  # fmt: skip
    assert rows(store, event_id=second) == [("A", "booked"), ("B", "booked")]
    assert seats.book(store, [people["C"]], event_id=second).waiting == (people["C"],)
    assert rows(store, series_id=made) == [("A", "booked"), ("B", "booked")]
    seats.book(store, [people["A"]], event_id=first)
    assert ("A", "waiting") in rows(store, event_id=first)


def test_giving_back_what_somebody_never_had_changes_nothing(store: Store) -> None:
    made, one = planned(store, LATER), mentor(store)
    for where in ({"series_id": made}, {"event_id": days_of(store, made)[0]}):
        assert seats.give_back(store, [one], **where).operation is None


def test_two_laptops_gave_a_seat_each_the_later_row_holds(store: Store, clock: FixedClock) -> None:
    made, one = planned(store, LATER), mentor(store)
    for told in (SeatState.WAITING, SeatState.BOOKED):
        clock.advance(timedelta(minutes=1))
        with store.write("As if it came from another laptop") as write:
            write.session.add(
                Seat(id=write.new_id(), person_id=one, series_id=made, state=told)
            )  # fmt: skip
    assert rows(store, series_id=made) == [("D", "booked")]
    assert (shown(store, made).booked, shown(store, made).waiting) == (1, 0)
    seats.give_back(store, [one], series_id=made)
    assert rows(store, series_id=made) == [("D", "given_back")]


def test_a_seat_of_somebody_on_their_way_crashes_nothing(store: Store) -> None:
    made = planned(store, LATER, capacity=2)
    with store.write("Half a file") as write:
        for person in (None, Id(int=9)):
            row = Seat(id=write.new_id(), person_id=Id(int=9), series_id=made)
            write.session.add(row)
            write.session.flush()
            row.person_id = person  # type: ignore[assignment]
            row.state = None  # type: ignore[assignment]
    assert rows(store, series_id=made) == []
    assert shown(store, made).booked == 1


def test_something_removed_is_said(store: Store) -> None:
    with pytest.raises(UserError, match="no longer in the calendar"):
        seats.book(store, [mentor(store)], series_id=Id(int=3))
    with pytest.raises(TypeError):
        seats.book(store, [], series_id=None)


def test_candidates_wait_longest_first_and_are_not_complete(store: Store) -> None:
    made = planned(store)
    old = mentor(store, "Old", accepted_on=date(2026, 1, 1))
    mentor(store, "New", accepted_on=date(2026, 6, 1))
    mentor(store, "Unknown")
    mentor(store, "Hand", trained_on=TODAY)
    mentor(store, "Registered", status=Status.REGISTERED)
    full = mentor(store, "Full", accepted_on=date(2025, 1, 1))
    follow(store, made, full, (1, 2, 3, 4))
    commands.register(
        store, Role.MENTEE, values=PersonValues(family_name="Mentee"),
        enrolment=EnrolmentValues(status=Status.ACCEPTED),
    )  # fmt: skip
    assert candidates(store, series_id=made) == ["O", "N", "U"]
    seats.book(store, [old], series_id=made)
    assert candidates(store, series_id=made) == ["N", "U"]
    assert candidates(store, event_id=days_of(store, made)[0]) == ["N", "U"]
    seats.give_back(store, [old], series_id=made)
    assert candidates(store, series_id=made) == ["O", "N", "U"]


def test_candidates_of_other_events(store: Store) -> None:
    mentor(store, "Accepted")
    mentor(store, "Busy", status=Status.IN_DUO)
    commands.register(
        store, Role.MENTEE, values=PersonValues(family_name="Mentee"),
        enrolment=EnrolmentValues(status=Status.ACCEPTED),
    )  # fmt: skip
    assert candidates(store, event_id=event(store, kind=EventKind.MENTORS_MEETING)) == ["B"]
    assert sorted(candidates(store, event_id=event(store))) == ["A", "B", "M"]


@settings(max_examples=12)
@given(data=st.data(), most=st.integers(1, 2))
def test_the_waiting_list_keeps_its_order(
    store: Store, clock: FixedClock, data: st.DataObject, most: int
) -> None:
    """Whoever comes and goes: those who wait come in the order in which they began to."""
    made = planned(store, LATER, capacity=most)
    people = [mentor(store, f"M{n}") for n in range(5)]
    queue: list[Id] = []
    inside: set[Id] = set()
    for _turn in range(14):
        clock.advance(timedelta(seconds=1))
        one = data.draw(st.sampled_from(people))
        deed = data.draw(st.sampled_from(["book", "book", "back", "next"]))
        if deed == "book":
            seats.book(store, [one], series_id=made)
            if one not in inside and one not in queue:
                if len(inside) < most and not queue:
                    inside.add(one)
                else:
                    queue.append(one)
        elif deed == "back":
            seats.give_back(store, [one], series_id=made)
            inside.discard(one)
            queue = [other for other in queue if other != one]
        else:
            taken = seats.invite_next(store, made)
            n = max(most - len(inside), 0)
            assert list(taken.booked) == queue[:n]
            inside |= set(queue[:n])
            queue = queue[n:]
        with store.read() as session:
            told = seats.seats(session, series_id=made)
        assert [r.person_id for r in told if r.state == SeatState.WAITING] == queue
        assert {r.person_id for r in told if r.state == SeatState.BOOKED} == inside
