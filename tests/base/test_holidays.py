"""Working days as an office in Belgium counts them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duodesk.base.holidays import (
    easter,
    holidays,
    is_working_day,
    named,
    working_days_after,
    working_days_between,
)

DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    "sunday",
    [
        date(1943, 4, 25), date(1981, 4, 19), date(2000, 4, 23), date(2008, 3, 23),
        date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5), date(2027, 3, 28),
        date(2038, 4, 25), date(2049, 4, 18), date(2076, 4, 19),
    ],
)  # fmt: skip
def test_easter_is_where_the_calendar_has_it(sunday: date) -> None:
    assert easter(sunday.year) == sunday


def test_the_ten_legal_holidays_of_2026() -> None:
    assert sorted(holidays(2026)) == [
        date(2026, 1, 1), date(2026, 4, 6), date(2026, 5, 1), date(2026, 5, 14),
        date(2026, 5, 25), date(2026, 7, 21), date(2026, 8, 15), date(2026, 11, 1),
        date(2026, 11, 11), date(2026, 12, 25),
    ]  # fmt: skip


# Published days of Easter Monday.
EASTER_MONDAYS = (
    date(2020, 4, 13), date(2021, 4, 5), date(2022, 4, 18), date(2023, 4, 10), date(2024, 4, 1),
    date(2025, 4, 21), date(2026, 4, 6), date(2027, 3, 29), date(2028, 4, 17), date(2029, 4, 2),
    date(2030, 4, 22), date(2031, 4, 14), date(2032, 3, 29), date(2033, 4, 18), date(2034, 4, 10),
    date(2035, 3, 26),
)  # fmt: skip


@pytest.mark.parametrize("monday", EASTER_MONDAYS)
def test_the_ten_holidays_by_name(monday: date) -> None:
    year = monday.year
    assert named(year) == {
        date(year, 1, 1): "New Year's Day",
        monday: "Easter Monday",
        date(year, 5, 1): "Labour Day",
        monday + timedelta(days=38): "Ascension Day",
        monday + timedelta(days=49): "Whit Monday",
        date(year, 7, 21): "National Day",
        date(year, 8, 15): "Assumption Day",
        date(year, 11, 1): "All Saints' Day",
        date(year, 11, 11): "Armistice Day",
        date(year, 12, 25): "Christmas Day",
    }


@given(DAYS)
def test_every_holiday_has_a_name(day: date) -> None:
    assert holidays(day.year) == named(day.year).keys()


def test_ascension_may_fall_on_the_first_of_may() -> None:
    assert len(holidays(2008)) == 9


@pytest.mark.parametrize(
    ("day", "n", "found"),
    [
        (date(2026, 11, 24), 0, date(2026, 11, 24)),
        (date(2026, 11, 24), 2, date(2026, 11, 26)),
        (date(2026, 11, 27), 2, date(2026, 12, 1)),  # over a weekend
        (date(2026, 11, 28), 1, date(2026, 11, 30)),  # from a Saturday
        (date(2026, 4, 2), 2, date(2026, 4, 7)),  # over Easter
        (date(2026, 5, 13), 2, date(2026, 5, 18)),  # over Ascension
        (date(2026, 12, 24), 2, date(2026, 12, 29)),
    ],
)
def test_so_many_working_days_later(day: date, n: int, found: date) -> None:
    assert working_days_after(day, n) == found


@given(DAYS)
def test_easter_is_a_sunday_between_22_march_and_25_april(day: date) -> None:
    sunday = easter(day.year)
    assert sunday.weekday() == 6
    assert date(day.year, 3, 22) <= sunday <= date(day.year, 4, 25)


@given(DAYS, st.integers(1, 40))
def test_counting_on_and_counting_back_agree(day: date, n: int) -> None:
    found = working_days_after(day, n)
    assert is_working_day(found)
    assert working_days_between(day, found) == n
    assert working_days_after(day, n - 1) < found


@given(DAYS, st.integers(-40, 1_500))
def test_days_far_apart_are_counted_as_by_walking_from_one_to_the_next(day: date, n: int) -> None:
    later = day + timedelta(days=n)
    walked = sum(is_working_day(day + timedelta(days=step)) for step in range(1, n + 1))
    assert working_days_between(day, later) == walked


@given(DAYS)
def test_there_is_a_working_day_in_every_five(day: date) -> None:
    assert working_days_after(day, 1) <= day + timedelta(days=5)
