"""Hours on ordinary days and on the two on which the clock is moved."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duodesk.base.errors import UserError
from duodesk.training.hours import DAY, check_hour, exists, moment, span

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
DAYS = st.dates(date(2000, 1, 1), date(2037, 12, 31))
STARTS = st.integers(0, DAY - 1)


def test_an_hour_is_that_of_belgium() -> None:
    assert moment(date(2026, 1, 15), 14 * 60) == datetime(2026, 1, 15, 13, tzinfo=UTC)
    assert moment(date(2026, 7, 15), 14 * 60) == datetime(2026, 7, 15, 12, tzinfo=UTC)


def test_midnight_at_the_end_is_that_of_the_next_day() -> None:
    assert span(date(2026, 12, 31), 23 * 60, 60)[1] == moment(date(2027, 1, 1), 0)


@pytest.mark.parametrize("start", [120, 150, 179])
def test_an_hour_that_spring_leaves_out_is_refused(start: int) -> None:
    with pytest.raises(UserError) as refused:
        check_hour(SPRING, start)
    assert str(refused.value).startswith(
        "On 29/03/2026 the clock goes from 02:00 to 03:00: there is no 02:"
    )


@pytest.mark.parametrize(("start", "minutes"), [(60, 61), (60, 119), (90, 60)])
def test_so_is_an_end_in_it(start: int, minutes: int) -> None:
    with pytest.raises(UserError, match="the clock goes from 02:00 to 03:00"):
        check_hour(SPRING, start, minutes)


@pytest.mark.parametrize(
    ("start", "minutes"), [(60, 60), (60, 120), (60, 240), (180, 60), (0, DAY)]
)
def test_what_ends_as_the_clock_is_moved_or_goes_on_over_it_is_fine(
    start: int, minutes: int
) -> None:
    check_hour(SPRING, start, minutes)


def test_an_hour_that_comes_twice_is_taken_the_first_time() -> None:
    check_hour(AUTUMN, 150, 30)
    assert moment(AUTUMN, 150).astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    begin, end = span(AUTUMN, 60, 180)
    assert end.astimezone(UTC) - begin.astimezone(UTC) == timedelta(hours=4)


@pytest.mark.parametrize("start", [-1, DAY, 5000])
def test_what_is_no_hour_is_refused(start: int) -> None:
    with pytest.raises(UserError, match=r"Write the hour like this: 14:30\."):
        check_hour(date(2026, 5, 5), start)


def test_what_goes_on_over_midnight_is_refused() -> None:
    check_hour(date(2026, 5, 5), 1380, 60)
    with pytest.raises(UserError, match="over midnight"):
        check_hour(date(2026, 5, 5), 1380, 61)


def test_without_an_hour_there_is_nothing_to_refuse() -> None:
    check_hour(SPRING, None, 90)


@given(DAYS, STARTS)
def test_an_hour_that_exists_is_shown_as_it_was_asked(day: date, start: int) -> None:
    at = moment(day, start).astimezone(UTC).astimezone(moment(day, start).tzinfo)
    shown = at.date() == day and at.hour * 60 + at.minute == start
    assert shown == exists(day, start)


@given(DAYS)
def test_an_hour_is_missing_on_the_last_sunday_of_march_alone(day: date) -> None:
    missing = [start for start in range(0, DAY, 30) if not exists(day, start)]
    spring = day.month == 3 and day.weekday() == 6 and day.day > 24
    assert missing == ([120, 150] if spring else [])


@given(DAYS, STARTS, STARTS)
def test_hours_of_a_day_keep_their_order(day: date, one: int, other: int) -> None:
    first, second = sorted((one, other))
    if exists(day, first) and exists(day, second):
        assert moment(day, first) <= moment(day, second)
