"""Series: planned, changed, called off, copied with their spacing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duodesk.base.errors import UserError
from duodesk.base.holidays import holidays
from duodesk.base.ids import Id
from duodesk.model.training import Attended
from duodesk.store.store import Store
from duodesk.training import attendance, events, seats, series
from duodesk.training.curricula import EIGHT_HALF_DAYS, FOUR_DAYS, curriculum
from duodesk.training.events import TrainerValues
from duodesk.training.series import (
    DayValues,
    SeriesRow,
    SeriesValues,
    copied_days,
    proposed_days,
)
from tests.training.desk import (
    BEFORE,
    LATER,
    UNITS,
    days_of,
    follow,
    four_days,
    mentor,
    planned,
    shown,
    state,
)

SUNDAY = 6
SOME_DAYS = st.dates(date(2024, 1, 1), date(2035, 12, 31))


def listed(store: Store, **asked: Any) -> list[str]:
    with store.read() as session:
        return [row.name for row in series.series_list(session, **asked)]


def held(row: SeriesRow) -> list[date]:
    return [day.held_on for day in row.days]


def test_a_series_shows_its_days_units_and_trainers(store: Store) -> None:
    days = four_days(BEFORE, trainers=(TrainerValues(name="  Koen   P. "),))
    values = SeriesValues(
        name=" Mentors  BXL ", curriculum_id=FOUR_DAYS.id, capacity=16, place="Rue de Stassart 48"
    )
    made = series.plan_series(store, values, list(reversed(days))).id
    row = shown(store, made)
    assert (row.name, row.capacity, row.seats_left) == ("Mentors BXL", 16, 16)
    assert (row.first_day, row.last_day) == (BEFORE[0], BEFORE[-1])
    assert [day.number for day in row.days] == [1, 2, 3, 4]
    assert [day.units[0].title for day in row.days] == [
        "Challenges faced by immigrants", "Multicultural interaction", "Active listening",
        "Mentoring",
    ]  # fmt: skip
    assert {day.trainers for day in row.days} == {("Koen P.",)}
    assert {day.place for day in row.days} == {"Rue de Stassart 48"}


def test_an_online_day_has_no_room(store: Store) -> None:
    values = SeriesValues(name="A", curriculum_id=FOUR_DAYS.id, place="Room 2")
    days = [DayValues(held_on=BEFORE[0], online=True), DayValues(held_on=BEFORE[1])]
    row = shown(store, series.plan_series(store, values, days).id)
    assert [day.place for day in row.days] == ["", "Room 2"]


def test_planning_is_one_step(store: Store) -> None:
    before = state(store)
    planned(store)
    store.undo()
    assert state(store) == before


@pytest.mark.parametrize(
    ("values", "days", "said"),
    [
        ({"name": " "}, four_days(BEFORE), "needs a name"),
        ({"name": "A", "capacity": 0}, four_days(BEFORE), "Seats"),
        ({"name": "A"}, [], "from 1 to 40 days"),
        ({"name": "A"}, [DayValues(held_on=BEFORE[0], unit_ids=(Id(int=7),))], "not on this desk"),
        ({"name": "A"}, [DayValues(held_on=BEFORE[0], start=600, minutes=-30)], "before it begins"),
    ],
)
def test_what_no_series_can_have_is_refused_and_nothing_is_kept(
    store: Store, values: dict[str, Any], days: list[DayValues], said: str
) -> None:
    before = state(store)
    with pytest.raises(UserError, match=said):
        series.plan_series(store, SeriesValues(curriculum_id=FOUR_DAYS.id, **values), days)
    assert state(store) == before


def test_one_column_is_changed(store: Store) -> None:
    made = planned(store)
    series.change_series(store, made, capacity=12, name="Other")
    row = shown(store, made)
    assert (row.capacity, row.name, row.curriculum_id) == (12, "Other", FOUR_DAYS.id)
    with pytest.raises(UserError):
        series.change_series(store, made, capacity=900)
    with pytest.raises(TypeError):
        series.change_series(store, made, office_id=made)


def test_calling_off_leaves_what_took_place_and_holding_brings_the_rest_back(store: Store) -> None:
    made = planned(store, (*BEFORE[:2], *LATER[2:]))
    series.cancel_series(store, made)
    row = shown(store, made)
    assert [day.cancelled_on is None for day in row.days] == [True, True, False, False]
    assert row.is_over(LATER[0])
    series.hold_series(store, made)
    row = shown(store, made)
    assert row.cancelled_on is None
    assert all(day.cancelled_on is None for day in row.days)


def test_a_day_called_off_before_stays_so_when_the_series_is_held_after_all(store: Store) -> None:
    made = planned(store, LATER)
    events.cancel_event(store, days_of(store, made)[0], on=date(2026, 11, 1))
    series.cancel_series(store, made)
    series.hold_series(store, made)
    assert [day.cancelled_on is None for day in shown(store, made).days] == [
        False, True, True, True,
    ]  # fmt: skip


def test_the_list_has_the_latest_first_and_one_being_planned_on_top(store: Store) -> None:
    planned(store, name="November")
    planned(store, LATER, name="January")
    empty = planned(store, LATER, name="Empty")
    for day in days_of(store, empty):
        events.remove_event(store, day)
    assert listed(store) == ["Empty", "January", "November"]
    assert listed(store, office_id=store.office_id) == ["Empty", "January", "November"]
    assert listed(store, office_id=Id(int=5)) == []


def test_seats_waiting_and_completed_are_counted(store: Store) -> None:
    made = planned(store, capacity=2)
    people = [mentor(store, name) for name in "ABC"]
    seats.book(store, people, series_id=made)
    follow(store, made, people[0], (1, 2, 3, 4))
    follow(store, made, people[1], (1, 2))
    row = shown(store, made)
    assert (row.booked, row.waiting, row.completed, row.seats_left) == (2, 1, 1, 0)


def test_a_copy_keeps_hours_units_and_trainers_but_nobody_s_seat(store: Store) -> None:
    made = planned(store, capacity=8)
    events.set_trainers(store, days_of(store, made)[0], [TrainerValues(author_id=store.author_id)])
    seats.book(store, [mentor(store)], series_id=made)
    copied = series.copy_series(store, made, first_day=LATER[0], name="Again").id
    old, new = shown(store, made), shown(store, copied)
    assert held(new) == list(LATER)
    assert [(d.start, d.minutes, d.units, d.trainers) for d in new.days] == [
        (d.start, d.minutes, d.units, d.trainers) for d in old.days
    ]
    assert new.days[0].trainers == ("Annick",)
    assert (new.name, new.capacity, new.booked) == ("Again", 8, 0)


def test_a_copy_goes_around_holidays(store: Store) -> None:
    made = planned(store)
    # The second day would fall on Christmas, a Friday; Saturdays are days of training.
    copied = series.copy_series(store, made, first_day=date(2026, 12, 23), name="Again").id
    assert held(shown(store, copied)) == [
        date(2026, 12, 23), date(2026, 12, 28), date(2026, 12, 30), date(2027, 1, 4),
    ]  # fmt: skip


def test_a_day_that_was_called_off_is_not_copied(store: Store) -> None:
    made = planned(store)
    events.cancel_event(store, days_of(store, made)[1])
    copied = series.copy_series(store, made, first_day=LATER[0], name="Again").id
    assert held(shown(store, copied)) == [LATER[0], LATER[2], LATER[3]]


@given(days=st.lists(st.integers(0, 60), min_size=1, max_size=8), first=SOME_DAYS)
def test_copying_keeps_the_spacing_but_for_days_off(days: list[int], first: date) -> None:
    given_days = [BEFORE[0] + timedelta(days=n) for n in sorted(days)]
    moved = copied_days(given_days, first)
    assert all(day.weekday() != SUNDAY and day not in holidays(day.year) for day in moved)
    for one, other, old, older in zip(moved, moved[1:], given_days, given_days[1:], strict=False):
        assert one < other if old < older else one <= other
    wanted = [first + (day - given_days[0]) for day in given_days]
    if all(day.weekday() != SUNDAY and day not in holidays(day.year) for day in wanted):
        assert moved == wanted
    assert all(0 <= (day - asked).days <= 14 for day, asked in zip(moved, wanted, strict=True))


@given(first=SOME_DAYS, seed=st.sampled_from([FOUR_DAYS, EIGHT_HALF_DAYS]))
def test_proposed_days_teach_every_unit_once_and_none_on_a_holiday(first: date, seed: Any) -> None:
    rows = curriculum_of(seed)
    days = proposed_days(rows, first)
    assert [unit for day in days for unit in day.unit_ids] == [unit.id for unit in rows.units]
    assert len(days) == 4
    on = [day.held_on for day in days]
    assert on == sorted(set(on))
    assert all(day.weekday() != SUNDAY and day not in holidays(day.year) for day in on)


def curriculum_of(seed: Any) -> Any:
    from duodesk.training.curricula import CurriculumRow, UnitRow

    units = tuple(
        UnitRow(seed.unit_id(n), n, title, seed.half_days) for n, title in enumerate(seed.titles, 1)
    )
    return CurriculumRow(seed.id, seed.name, 1, None, None, units)


def test_one_more_day(store: Store) -> None:
    made = planned(store, place="Room 1")
    series.add_series_day(store, made, DayValues(held_on=LATER[0], unit_ids=UNITS[:2]))
    last = shown(store, made).days[-1]
    assert (last.held_on, last.place, len(last.units)) == (LATER[0], "Room 1", 2)


def test_a_series_of_a_curriculum_on_its_way_shows(store: Store) -> None:
    made = planned(store, curriculum_id=Id(int=99))
    with store.read() as session:
        assert curriculum(session, shown(store, made).curriculum_id).name == "?"


def test_a_day_with_people_present_is_neither_called_off_nor_removed(store: Store) -> None:
    made = planned(store)
    follow(store, made, mentor(store), (1,))
    day = days_of(store, made)[0]
    for deed in (events.cancel_event, events.remove_event):
        with pytest.raises(UserError, match="noted as present"):
            deed(store, day)
    attendance.mark(store, day, None, Attended.ABSENT)
    assert len(shown(store, made).days) == 4
