"""Training where people are looked at: on the line of time, in filters, in joined entries."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duodesk.base.clock import FixedClock
from duodesk.base.i18n import speaking
from duodesk.base.ids import Id
from duodesk.model.people import Role
from duodesk.model.training import Attendance, Attended, Event, EventKind, Seat, SeatState
from duodesk.pairing.queries import free_mentors
from duodesk.people import commands, merging
from duodesk.people.filters import Wish
from duodesk.people.fitting import fitting
from duodesk.people.moments import Kind
from duodesk.people.timeline import timeline
from duodesk.people.trained import trained, trained_on
from duodesk.people.values import PersonValues
from duodesk.store.store import Store
from duodesk.training import attendance, events, seats
from duodesk.training.completion import completions
from duodesk.training.events import EventValues
from tests.training.desk import (
    LATER,
    TODAY,
    UNITS,
    days_of,
    follow,
    mentor,
    planned,
    state,
    training,
)


def told(store: Store, person: Id) -> list[str]:
    with store.read() as session:
        return [f"{entry.text} | {entry.words}" for entry in reversed(timeline(session, person))]


def test_seats_presence_and_the_whole_training_stand_on_the_line_of_time(store: Store) -> None:
    made, later, one = planned(store), planned(store, LATER, name="January"), mentor(store)
    seats.book(store, [one], series_id=made, on=date(2026, 11, 2))
    follow(store, made, one, (1, 2, 4))
    attendance.mark(store, days_of(store, made)[2], [one], Attended.ABSENT)
    last = events.copy_event(store, days_of(store, made)[2], held_on=date(2026, 11, 23)).id
    attendance.mark(store, last, [one], Attended.MADE_UP)
    seats.book(store, [one], event_id=days_of(store, later)[0], on=date(2026, 11, 24))
    lines = [line for line in told(store, one) if "Registered" not in line]
    assert lines == [
        "Seat in the series “Mentors, November” | ",
        "Training day: Present | Challenges faced by immigrants",
        "Training day: Present | Multicultural interaction",
        "Training day: Absent | Active listening",
        "Training day: Present | Mentoring",
        "Training day: Made up | Active listening",
        "Whole training followed | ",
        "Seat: Training day on 05/01/2027 | ",
    ]
    with speaking("fr"):
        assert any("Journée de formation" in line for line in told(store, one))


def test_a_day_of_two_units_is_one_line_unless_it_differs(store: Store) -> None:
    made, one = planned(store), mentor(store)
    day = days_of(store, made)[0]
    events.change_event(store, day, unit_ids=UNITS[:2])
    attendance.mark(store, day, [one], Attended.PRESENT)
    both = "Training day: Present | Challenges faced by immigrants, Multicultural interaction"
    assert both in told(store, one)
    attendance.mark(store, day, [one], Attended.ABSENT, unit_id=UNITS[1])
    assert both not in told(store, one)
    assert "Training day: Absent | Multicultural interaction" in told(store, one)


def test_appointments_stand_there_with_their_hour(store: Store) -> None:
    one = mentor(store)
    made = events.plan_event(
        store,
        EventValues(kind=EventKind.INTERVIEW, held_on=LATER[0], start=870, person_id=one,
                    place="Room 1"),
    ).id  # fmt: skip
    with store.read() as session:
        entry = timeline(session, one)[0]
    assert (str(entry.text), entry.words) == ("Appointment: Interview", "Room 1")
    assert (entry.at.hour, entry.at.minute, entry.row) == (14, 30, made)
    assert (entry.kind, entry.table) == (Kind.APPOINTMENT, "event")
    events.cancel_event(store, made)
    assert "Appointment cancelled: Interview | Room 1" in told(store, one)


def test_rows_on_their_way_crash_no_line_of_time(store: Store) -> None:
    one = mentor(store)
    with store.write("Half a file") as write:
        for kind in (Seat, Attendance):
            row = kind(id=write.new_id(), person_id=one, event_id=Id(int=1), **(
                {"presence": Attended.PRESENT} if kind is Attendance else {"since": TODAY}
            ))  # fmt: skip
            write.session.add(row)
        day = write.new_id()
        write.session.add(Event(id=day, office_id=write.office_id, held_on=TODAY, person_id=one,
                                start=9999))  # fmt: skip
        write.session.flush()
        write.session.get_one(Event, day).kind = None  # type: ignore[assignment]
    assert "Appointment: Other | " in told(store, one)


def fit(store: Store, value: str) -> set[Id]:
    with store.read() as session:
        found = fitting(session, [Wish("trained", (value,))], today=TODAY, author_id=None)
    assert found is not None
    return {Id(bytes=person) for person, _part in found}


def test_the_filter_knows_who_was_there_for_all_of_it(store: Store) -> None:
    made = planned(store)
    full, some, hand = mentor(store, "A"), mentor(store, "B"), mentor(store, "C", trained_on=TODAY)
    planned_to = mentor(store, "D", trained_on=TODAY + timedelta(days=1))
    commands.register(store, Role.MENTEE, values=PersonValues(family_name="M"))
    follow(store, made, full, (1, 2, 3, 4))
    follow(store, made, some, (1, 2, 3))
    assert fit(store, "yes") == {full, hand}
    assert fit(store, "no") == {some, planned_to}


def test_pairing_asks_for_the_same(store: Store) -> None:
    made, full, some = planned(store), mentor(store, "A"), mentor(store, "B")
    mentor(store, "C", trained_on=TODAY)
    follow(store, made, full, (1, 2, 3, 4))
    follow(store, made, some, (1,))
    with store.read() as session:
        rows = free_mentors(session, today=TODAY, office_id=store.office_id)
    assert {row.name[:1]: row.trained for row in rows} == {"A": True, "B": False, "C": True}


@pytest.mark.parametrize("swapped", [False, True])
def test_joined_entries_keep_what_says_more(store: Store, clock: FixedClock, swapped: bool) -> None:
    made, keep, other = planned(store), mentor(store, "De Smet"), mentor(store, "Desmet")
    one, two = (other, keep) if swapped else (keep, other)
    days = days_of(store, made)
    seats.book(store, [one, two], series_id=made)
    seats.give_back(store, [one], series_id=made)
    clock.advance(timedelta(minutes=1))
    attendance.mark(store, days[0], [one], Attended.ABSENT)
    attendance.mark(store, days[0], [two], Attended.PRESENT)
    attendance.mark(store, days[1], [one], Attended.MADE_UP)
    attendance.mark(store, days[2], [two], Attended.EXCUSED)
    before = state(store)
    merging.merge(store, keep, other)
    with store.read() as session:
        (row,) = attendance.grid(session, made).rows
        (seat,) = seats.seats(session, series_id=made)
        assert session.query(Attendance).count() == 3
    assert [cell.presence for cell in row.cells] == ["present", "made_up", "excused", None]
    assert (seat.person_id, seat.state) == (keep, SeatState.BOOKED)
    assert training(store, keep).followed == 2
    store.undo()
    assert state(store) == before


def test_taken_apart_each_has_their_own_again(store: Store) -> None:
    made, keep, other = planned(store), mentor(store, "De Smet"), mentor(store, "Desmet")
    follow(store, made, keep, (1, 2))
    follow(store, made, other, (2, 3))
    merging.merge(store, keep, other)
    merging.part(store, other)
    assert [unit.id for unit in training(store, keep).missing] == [*UNITS[2:]]
    assert [unit.id for unit in training(store, other).missing] == [UNITS[0], UNITS[3]]


def test_of_two_rows_from_two_laptops_the_later_is_what_an_entry_says(
    store: Store, clock: FixedClock
) -> None:
    made, keep, other = planned(store), mentor(store, "De Smet"), mentor(store, "Desmet")
    day = days_of(store, made)[0]
    attendance.mark(store, day, [keep], Attended.EXCUSED)
    for presence in (Attended.PRESENT, Attended.ABSENT):
        clock.advance(timedelta(minutes=1))
        with store.write("As if it came from another laptop") as write:
            write.session.add(Attendance(id=write.new_id(), event_id=day, person_id=other,
                                         unit_id=UNITS[0], presence=presence))  # fmt: skip
    merging.merge(store, keep, other)
    assert training(store, keep).followed == 0


def test_removing_somebody_takes_their_seats_marks_and_appointments_along(store: Store) -> None:
    made, one = planned(store), mentor(store)
    seats.book(store, [one], series_id=made)
    follow(store, made, one, (1,))
    events.plan_event(store, EventValues(kind=EventKind.INTERVIEW, held_on=LATER[0], person_id=one))
    commands.remove_person(store, one)
    with store.read() as session:
        assert session.query(Seat).count() == session.query(Attendance).count() == 0
        assert session.query(Event).count() == 4
    store.undo()
    assert training(store, one).followed == 1


def marks(unit: int) -> list[list[int | None]]:
    """Ways to mark a day: its unit, the whole day, or both."""
    return [[unit], [unit], [None], [unit, None]]


@settings(max_examples=15)
@given(data=st.data())
def test_the_file_and_the_rule_agree_on_who_is_trained(store: Store, data: st.DataObject) -> None:
    """Counted in the file for thousands, or by the rule for one: the same people and days."""
    days = [*days_of(store, planned(store)), *days_of(store, planned(store))]
    people = [mentor(store, name) for name in "ABC"]
    likely = st.sampled_from([Attended.PRESENT] * 5 + [Attended.MADE_UP, Attended.ABSENT])
    with store.write("As if it came from laptops") as write:
        for n, day in enumerate(days):
            for person in people:
                for unit in data.draw(st.sampled_from(marks(n % 4))):
                    write.session.add(
                        Attendance(
                            id=write.new_id(), event_id=day, person_id=person,
                            unit_id=None if unit is None else UNITS[unit],
                            presence=data.draw(likely),
                        )
                    )  # fmt: skip
    for on in (TODAY, date(2026, 11, 18)):
        with store.read() as session:
            told = completions(session, people, on=on)
            whole = {one: found.done_on for one, found in told.items() if found.done}
            assert trained_on(session, people, on=on) == whole
            every = trained_on(session, on=on)
            assert {one: every[one] for one in people if one in every} == whole
            assert trained(session, people, on=on) == whole.keys()
