"""Hours for a first meeting: within everybody's free time, never while one has something else."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from duodesk.base.holidays import is_working_day
from duodesk.base.ids import Id
from duodesk.model.people import Role
from duodesk.model.reference import Author
from duodesk.model.training import EventKind
from duodesk.pairing.slots import OFFICE_HOURS, FreeSlot, Wanted, free_slots, slots_for
from duodesk.store.store import Store
from duodesk.training.days_off import put_away
from duodesk.training.events import EventValues, plan_event
from tests.pairing.test_commands import TODAY, person

MONDAY = date(2026, 11, 30)
weeks = st.dictionaries(st.integers(0, 6), st.integers(0, (1 << 48) - 1), max_size=7)
spans = st.tuples(st.integers(0, 1380), st.integers(1, 300)).map(lambda s: (s[0], s[0] + s[1]))


@given(
    free=st.lists(weeks, max_size=2),
    busy=st.dictionaries(st.integers(0, 20), st.lists(spans, max_size=3), max_size=9),
    away=st.sets(st.integers(0, 20), max_size=9),
    minutes=st.sampled_from((30, 45, 60, 90)),
)
def test_proposed_hours_suit_everybody(
    free: list[dict[int, int]],
    busy: dict[int, list[tuple[int, int]]],
    away: set[int],
    minutes: int,
) -> None:
    wanted = Wanted(
        tuple(free),
        {MONDAY + timedelta(days=n): tuple(some) for n, some in busy.items()},
        frozenset(MONDAY + timedelta(days=n) for n in away),
    )
    found = free_slots(wanted, MONDAY, minutes=minutes)
    assert len({one.on for one in found}) == len(found) <= 3
    for one in found:
        assert is_working_day(one.on)
        assert one.on not in wanted.away
        assert OFFICE_HOURS[0] <= one.start <= OFFICE_HOURS[1] - minutes
        for begin, end in wanted.busy.get(one.on, ()):
            assert end <= one.start or begin >= one.start + minutes
        for week in free:
            for minute in range(one.start, one.start + minutes):
                assert week.get(one.on.weekday(), 0) >> minute // 30 & 1


def test_people_of_whom_nothing_is_known_meet_when_the_office_is_open() -> None:
    assert free_slots(Wanted(()), MONDAY, most=1) == [FreeSlot(MONDAY, 9 * 60, 60)]


def test_appointments_and_days_away_of_all_three_count(store: Store) -> None:
    mentee, mentor = person(store, Role.MENTEE, "Awa"), person(store, Role.MENTOR, "Jan")
    with store.read() as session:
        staff: Id = session.query(Author).one().id
    tuesdays = [TODAY + timedelta(weeks=n) for n in (1, 2, 3)]

    def found() -> list[FreeSlot]:
        with store.read() as session:
            return slots_for(session, (mentee, mentor), (staff,), today=TODAY)

    assert found() == [FreeSlot(day, 600, 60) for day in tuesdays]
    plan_event(
        store,
        EventValues(kind=EventKind.OTHER, held_on=tuesdays[0], start=570, minutes=60, led_by=staff),
    )
    plan_event(
        store,
        EventValues(
            kind=EventKind.INTERVIEW, held_on=tuesdays[0], start=645, minutes=60, person_id=mentee
        ),
    )
    put_away(store, tuesdays[1], tuesdays[1], person_id=mentor)
    assert found() == [FreeSlot(tuesdays[0], 720, 60), FreeSlot(tuesdays[2], 600, 60)]
