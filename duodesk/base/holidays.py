"""Working days in Belgium: Monday to Friday without the ten legal holidays; Easter is reckoned."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from functools import cache

from duodesk.base.i18n import N_

_FIXED = {
    (1, 1): N_("New Year's Day"),
    (5, 1): N_("Labour Day"),
    (7, 21): N_("National Day"),
    (8, 15): N_("Assumption Day"),
    (11, 1): N_("All Saints' Day"),
    (11, 11): N_("Armistice Day"),
    (12, 25): N_("Christmas Day"),
}
# In days after Easter.
_MOVING = {1: N_("Easter Monday"), 39: N_("Ascension Day"), 50: N_("Whit Monday")}
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
    return frozenset(named(year))


@cache
def named(year: int) -> dict[date, str]:
    """The msgids of the ten legal holidays (royal decree of 18 April 1974, article 1) by day; of
    two that fall on one day the moving one.
    """
    sunday = easter(year)
    fixed = {date(year, month, day): name for (month, day), name in _FIXED.items()}
    return fixed | {sunday + timedelta(days=days): name for days, name in _MOVING.items()}


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
