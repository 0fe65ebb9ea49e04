"""What a colleague does on a day, and what of it falls on the same hours."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from duodesk.base.clock import FixedClock
from duodesk.base.ids import Id
from duodesk.model.people import Role
from duodesk.office.commands import add_author
from duodesk.people import commands, interviews, sessions
from duodesk.people.bookings import Booking, Hours, Occupied, bookings, clashes
from duodesk.people.sessions import SessionValues
from duodesk.people.values import PersonValues
from duodesk.store.store import Store

DAY = date(2026, 12, 3)
HOURS = st.builds(Hours, st.none() | st.integers(0, 23 * 60), st.none() | st.integers(1, 12 * 60))


def planned(store: Store, start: int | None, *, day: date = DAY, by: Id | None = None) -> Id:
    values = SessionValues(
        held_on=day, start=start, minutes=60, place="Rue Haute", led_by=by or store.author_id
    )
    return sessions.plan_session(store, values).session_id


def found(store: Store, day: date = DAY, but: Id | None = None) -> list[Booking]:
    assert store.author_id is not None
    with store.read() as session:
        return bookings(session, store.author_id, day, but=but)


@given(HOURS, HOURS)
def test_overlapping_is_mutual_and_touching_is_none(one: Hours, other: Hours) -> None:
    assert one.overlaps(other) == other.overlaps(one)
    assert one.overlaps(one)
    if one.start is not None:
        assert not one.overlaps(Hours(one.end, 30))


def test_hours_that_are_not_known_may_be_the_same() -> None:
    others = [
        Booking(Occupied.SESSION, Hours(), "?"),
        Booking(Occupied.SESSION, Hours(600, 60), "ten"),
        Booking(Occupied.SESSION, Hours(900, 60), "three"),
    ]
    assert [one.name for one in clashes(Hours(630, 30), others)] == ["ten", "?"]
    assert len(clashes(Hours(), others)) == 3
    assert [one.name for one in clashes(Hours(820), others)] == ["three", "?"]


def test_the_sessions_of_a_colleague_on_a_day_without_the_one_that_is_planned(
    store: Store,
) -> None:
    ((_table, sarah),) = add_author(store, "Sarah").rows
    mine, other = planned(store, 600), planned(store, 840)
    cancelled = planned(store, 600)
    sessions.cancel_session(store, cancelled)
    planned(store, 600, by=sarah)
    planned(store, 600, day=date(2026, 12, 4))
    assert [one.hours.start for one in found(store)] == [600, 840]
    assert [one.hours.start for one in found(store, but=mine)] == [840]
    assert found(store, but=other)[0].name == "Rue Haute"


def test_an_interview_has_its_hours_once_it_is_finished(store: Store, clock: FixedClock) -> None:
    values = PersonValues(given_name="Amina", family_name="Rahmani")
    person = commands.register(store, Role.MENTEE, values=values).person_id
    started = interviews.start_interview(store, person, Role.MENTEE, code="en")
    today = clock.today()
    assert found(store, today) == [Booking(Occupied.INTERVIEW, Hours(), "Amina Rahmani")]
    interviews.finish_interview(store, started.interview_id, "Notes", 50)
    # Ten in the morning in Belgium, fifty minutes after it began.
    assert found(store, today)[0].hours == Hours(9 * 60 + 10, 50)


def test_an_interview_noted_on_another_day_has_no_hours(store: Store) -> None:
    person = commands.register(
        store, Role.MENTEE, values=PersonValues(given_name="Amina")
    ).person_id  # fmt: skip
    day = date(2026, 11, 20)
    started = interviews.start_interview(store, person, Role.MENTEE, code="en", on=day)
    interviews.finish_interview(store, started.interview_id, "Notes", 50)
    assert [one.hours for one in found(store, day)] == [Hours()]
