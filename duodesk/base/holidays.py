"""Working days in Belgium: Monday to Friday without the ten legal holidays; Easter is reckoned."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from functools import cache

_FIXED = ((1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25))
# Easter Monday, Ascension and Whit Monday, in days after Easter.
_MOVING = (1, 39, 50)
_SATURDAY = 5


def easter(year: int) -> date:
    """Easter Sunday (Meeus, Jones and Butcher: Astronomical Algorithms, chapter 8)."""
    century, in_century = divmod(year, 100)
    leaps, rest = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    golden = year % 19
    epact = (19 * golden + century - leaps - moon + 15) % 30
    quarter, left = divmod(in_century, 4)
    week = (32 + 2 * rest + 2 * quarter - epact - left) % 7
    late = (golden + 11 * epact + 22 * week) // 451
    month, day = divmod(epact + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


@cache
def holidays(year: int) -> frozenset[date]:
    """The legal holidays of a year; in some years two fall on one day."""
    sunday = easter(year)
    fixed = {date(year, month, day) for month, day in _FIXED}
    return frozenset(fixed | {sunday + timedelta(days=days) for days in _MOVING})


def is_working_day(day: date) -> bool:
    """Whether an office works on this day."""
    return day.weekday() < _SATURDAY and day not in holidays(day.year)


def working_days_after(day: date, n: int) -> date:
    """The n-th working day after a day, which itself does not count; for 0 the day itself."""
    found = day
    for _turn in range(n):
        found += timedelta(days=1)
        while not is_working_day(found):
            found += timedelta(days=1)
    return found


def working_days_between(day: date, later: date) -> int:
    """How many working days come after a day, up to a later one and with it; none where it is not
    later.

    Lists ask it of thousands of days that lie years back: whole weeks count five, less holidays.
    """
    if later <= day:
        return 0
    free = sum(len(_free(year)) for year in range(day.year, later.year))
    free += bisect_right(_free(later.year), later) - bisect_right(_free(day.year), day)
    return _weekdays_until(later) - _weekdays_until(day) - free


def _weekdays_until(day: date) -> int:
    """All days from Monday to Friday since the year 1, whose first day was a Monday."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * _SATURDAY + min(rest, _SATURDAY)


@cache
def _free(year: int) -> tuple[date, ...]:
    """The holidays of a year that would be working days, in order."""
    return tuple(sorted(day for day in holidays(year) if day.weekday() < _SATURDAY))
