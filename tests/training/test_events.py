"""Events: planned, moved, copied, called off, removed; what cannot be is refused with a way out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from duodesk.base.errors import UserError
from duodesk.base.ids import Id
from duodesk.model.pairing import Proposal, Stage
from duodesk.model.people import Role, Status
from duodesk.model.training import Attended, Event, EventKind, EventUnit, Trainer
from duodesk.pairing import commands as pairing
from duodesk.pairing.commands import Thought
from duodesk.pairing.first_meeting import Appointment, plan_first_meeting
from duodesk.people import commands
from duodesk.people.values import EnrolmentValues, PersonValues
from duodesk.store.store import Store
from duodesk.training import attendance, events, seats
from duodesk.training.events import EventRow, EventValues, TrainerValues, event
from tests.training.desk import BEFORE, LATER, UNITS, days_of, mentor, planned, state

DAY = date(2026, 12, 3)


def plan(store: Store, **values: Any) -> Id:
    values.setdefault("kind", EventKind.WORKSHOP)
    values.setdefault("held_on", DAY)
    return events.plan_event(store, EventValues(**values)).id


def shown(store: Store, event_id: Id) -> EventRow:
    with store.read() as session:
        found = event(session, event_id)
    assert found is not None
    return found


def proposal(store: Store) -> Id:
    mentee = commands.register(
        store, Role.MENTEE, values=PersonValues(given_name="Awa", family_name="Diallo"),
        enrolment=EnrolmentValues(status=Status.ACCEPTED),
    ).person_id  # fmt: skip
    thought = Thought(overruled_reason="the last day is next week")
    pairing.propose(store, mentee_id=mentee, mentor_id=mentor(store), thought=thought)
    with store.read() as session:
        return session.query(Proposal).one().id


def proposed(store: Store, proposal_id: Id) -> tuple[date | None, str | None, Stage]:
    with store.read() as session:
        row = session.get_one(Proposal, proposal_id)
        return row.meeting_on, row.meeting_place, row.stage


def test_everything_that_was_typed_is_shown(store: Store) -> None:
    made = plan(
        store, kind=EventKind.TRAINING, start=570, minutes=390, title="  Day  one ",
        place=" Rue de Stassart 48 ", online=False, language="nl", capacity=12,
        led_by=store.author_id, unit_ids=(UNITS[1], UNITS[0], UNITS[1]),
        trainers=(TrainerValues(name="Koen"), TrainerValues(author_id=store.author_id),
                  TrainerValues(name=" "), TrainerValues(name=" Koen ")),
    )  # fmt: skip
    row = shown(store, made)
    assert (row.title, row.place, row.leader) == ("Day one", "Rue de Stassart 48", "Annick")
    assert (row.start, row.minutes, row.capacity, row.language) == (570, 390, 12, "nl")
    assert [unit.id for unit in row.units] == list(UNITS[:2])
    assert [one.name for one in row.trainers] == ["Annick", "Koen"]
    assert (row.booked, row.waiting, row.seats_left) == (0, 0, 12)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"held_on": None}, "needs a day"),
        ({"start": 600, "minutes": 0}, "before it begins"),
        ({"start": 600, "minutes": -60}, "before it begins"),
        ({"minutes": 721}, "1 to 720"),
        ({"start": 1380, "minutes": 120}, "over midnight"),
        ({"start": 1440}, "Write the hour"),
        ({"start": -1}, "Write the hour"),
        ({"capacity": 0}, "1 to 500"),
        ({"capacity": 501}, "1 to 500"),
        ({"unit_ids": (Id(int=4),)}, "not on this desk"),
        ({"held_on": date(2026, 3, 29), "start": 150}, "the clock goes from"),
        ({"held_on": date(2026, 3, 29), "start": 90, "minutes": 45}, "the clock goes from"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    store: Store, values: dict[str, Any], said: str
) -> None:
    made = plan(store)
    before = state(store)
    with pytest.raises(UserError, match=said):
        plan(store, **values)
    with pytest.raises(UserError, match=said):
        events.change_event(store, made, **values)
    assert state(store) == before


def test_the_hour_that_comes_twice_is_fine(store: Store) -> None:
    assert shown(store, plan(store, held_on=date(2026, 10, 25), start=150)).start == 150


def test_moving_keeps_what_is_not_said(store: Store) -> None:
    made = plan(store, start=600, minutes=60)
    events.move_event(store, made, held_on=LATER[0])
    assert (shown(store, made).held_on, shown(store, made).start) == (LATER[0], 600)
    events.move_event(store, made, held_on=DAY, start=None, minutes=None)
    assert (shown(store, made).start, shown(store, made).minutes) == (None, None)
    store.undo()
    store.undo()
    assert (shown(store, made).held_on, shown(store, made).minutes) == (DAY, 60)


def test_moving_into_the_gap_of_spring_is_refused(store: Store) -> None:
    made = plan(store, start=150)
    with pytest.raises(UserError, match="the clock goes from 02:00 to 03:00"):
        events.move_event(store, made, held_on=date(2027, 3, 28))
    assert shown(store, made).held_on == DAY


def test_units_and_trainers_are_exchanged_row_by_row(store: Store) -> None:
    made = plan(store, unit_ids=UNITS[:2], trainers=(TrainerValues(name="A"),))
    with store.read() as session:
        kept = {row.unit_id: row.id for row in session.query(EventUnit)}
    events.change_event(store, made, unit_ids=UNITS[1:3], trainers=(TrainerValues(name="B"),))
    with store.read() as session:
        now = {row.unit_id: row.id for row in session.query(EventUnit)}
        assert [row.name for row in session.query(Trainer)] == ["B"]
    assert now.keys() == set(UNITS[1:3])
    assert now[UNITS[1]] == kept[UNITS[1]]
    events.set_trainers(store, made, [])
    assert shown(store, made).trainers == ()
    with pytest.raises(TypeError):
        events.change_event(store, made, office_id=made)


def test_a_copy_has_units_and_trainers_but_nobody_s_seat(store: Store) -> None:
    made = plan(store, unit_ids=UNITS[:1], trainers=(TrainerValues(name="A"),), capacity=3)
    seats.book(store, [mentor(store)], event_id=made)
    copied = shown(store, events.copy_event(store, made, held_on=LATER[0], start=840).id)
    assert (copied.held_on, copied.start, copied.booked, copied.capacity) == (LATER[0], 840, 0, 3)
    assert [one.name for one in copied.trainers] == ["A"]
    assert copied.unit_ids == UNITS[:1]


def test_calling_off_and_holding_after_all(store: Store) -> None:
    made = plan(store)
    events.cancel_event(store, made)
    assert shown(store, made).cancelled_on == store.clock.today()
    events.hold_event(store, made)
    assert shown(store, made).cancelled_on is None


def test_removing_takes_all_along_and_undo_brings_it_back(store: Store) -> None:
    made = plan(store, unit_ids=UNITS[:1], trainers=(TrainerValues(name="A"),))
    one = mentor(store)
    seats.book(store, [one], event_id=made)
    attendance.mark(store, made, [one], Attended.EXCUSED)
    before = state(store)
    events.remove_event(store, made)
    with store.read() as session:
        assert event(session, made) is None
        assert session.query(EventUnit).count() == session.query(Trainer).count() == 0
    store.undo()
    assert state(store) == before
    store.redo()
    with pytest.raises(UserError, match="no longer in the calendar"):
        events.move_event(store, made, held_on=DAY)


def test_what_repeats_gives_way_to_holidays(store: Store) -> None:
    values = EventValues(kind=EventKind.MENTORS_MEETING, held_on=date(2026, 11, 27), start=600)
    made = events.plan_repeated(store, values, every_weeks=4, times=3)
    # The second would be on Christmas.
    assert [shown(store, one.id).held_on for one in made] == [
        date(2026, 11, 27), date(2026, 12, 28), date(2027, 1, 22),
    ]  # fmt: skip
    assert len({one.changes.operation for one in made}) == 1
    before = state(store)
    for wrong in ({"every_weeks": 0, "times": 2}, {"every_weeks": 1, "times": 53}):
        with pytest.raises(UserError, match="from 1 to 52"):
            events.plan_repeated(store, values, **wrong)
    assert state(store) == before


def test_a_first_meeting_carries_its_proposal_along(store: Store) -> None:
    one = proposal(store)
    made = plan(store, kind=EventKind.FIRST_MEETING, proposal_id=one, start=600, place="Room 1")
    assert proposed(store, one) == (DAY, "Room 1", Stage.FIRST_MEETING)
    assert shown(store, made).who == "Awa Diallo × Lieve De Smet"
    events.move_event(store, made, held_on=LATER[0])
    events.change_event(store, made, place="Room 2")
    assert proposed(store, one)[:2] == (LATER[0], "Room 2")
    events.cancel_event(store, made)
    assert proposed(store, one)[0] is None
    events.hold_event(store, made)
    assert proposed(store, one)[0] == LATER[0]
    events.remove_event(store, made)
    assert proposed(store, one)[0] is None
    store.undo()
    assert proposed(store, one)[0] == LATER[0]


def test_pairing_moves_the_first_meeting_of_the_calendar_too(store: Store) -> None:
    one = proposal(store)
    made = plan(store, kind=EventKind.FIRST_MEETING, proposal_id=one, start=600)
    plan_first_meeting(store, one, Appointment(on=LATER[1], start=630, place="Room 3"))
    row = shown(store, made)
    assert (row.held_on, row.start, row.place) == (LATER[1], 630, "Room 3")


def test_an_event_on_its_way_crashes_nothing(store: Store) -> None:
    made = plan(store, proposal_id=Id(int=5), duo_id=Id(int=6), person_id=Id(int=7),
                series_id=Id(int=8), led_by=Id(int=9))  # fmt: skip
    assert (shown(store, made).who, shown(store, made).leader, shown(store, made).series) == (
        "", "", "",
    )  # fmt: skip
    with store.write("Half a file") as write:
        row = write.session.get_one(Event, made)
        row.kind = None  # type: ignore[assignment]
    assert shown(store, made).kind == EventKind.OTHER
    events.set_trainers(store, made, [TrainerValues(name="A")])
    with store.write("Half a file") as write:
        write.session.get_one(Event, made).held_on = None  # type: ignore[assignment]
    with store.read() as session:
        assert event(session, made) is None
    events.change_event(store, made, title="Still to be changed")


def test_a_day_of_a_series_shows_its_series_and_its_seats(store: Store) -> None:
    made = planned(store, BEFORE, capacity=2)
    seats.book(store, [mentor(store, name) for name in "ABC"], series_id=made)
    row = shown(store, days_of(store, made)[0])
    assert (row.series, row.booked, row.seats_left) == ("Mentors, November", 2, 0)
