"""Days as people here write them, and the arithmetic of ages, months and deadlines."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from functools import lru_cache

from duodesk.base.clock import BELGIUM
from duodesk.base.i18n import language

# Days that rules can be reckoned from without leaving the calendar; others are slips of the pen.
FIRST, LAST = date(1000, 1, 1), date(8999, 12, 31)
_HOUR = re.compile(r"^\s*(\d{1,2})\s*(?:(?:[:.hu]|uur|heures?)\s*(\d{2})?)?\s*$", re.IGNORECASE)
_DAY = re.compile(r"^\s*(\d{1,4})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{1,4})\s*$")


def short(day: date | None) -> str:
    """29/03/2026, in German 29.03.2026; nothing for no day."""
    if day is None:
        return ""
    return day.strftime("%d.%m.%Y" if language() == "de" else "%d/%m/%Y")


def long(day: date, code: str | None = None) -> str:
    """29 mars 2026, 29 maart 2026, 29 March 2026, 29. März 2026."""
    from babel.dates import format_date

    return format_date(day, format="long", locale=f"{code or language()}_BE")


def full(day: date, code: str | None = None) -> str:
    """jeudi 3 décembre 2026."""
    from babel.dates import format_date

    return format_date(day, format="full", locale=f"{code or language()}_BE")


def month(day: date, code: str | None = None) -> str:
    """mars 2026."""
    from babel.dates import format_date

    return format_date(day, format="LLLL y", locale=f"{code or language()}_BE")


def weekday(index: int, *, width: str = "wide") -> str:
    """The name of a weekday, 0 for Monday, in the language spoken."""
    from babel.dates import get_day_names

    return str(get_day_names(width, context="stand-alone", locale=f"{language()}_BE")[index])  # type: ignore[arg-type]


def clock_time(moment: datetime) -> str:
    """14:32, Belgian time."""
    return moment.astimezone(BELGIUM).strftime("%H:%M")


def hour(minutes: int) -> str:
    """14:30 for so many minutes after midnight."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def hours(start: int | None, minutes: int | None) -> str:
    """14:00 – 15:30 for something that begins and lasts so many minutes; nothing without a
    beginning.
    """
    if start is None:
        return ""
    begin = hour(start)
    return f"{begin} – {hour((start + minutes) % (24 * 60))}" if minutes else begin


def parse_hour(text: str) -> int | None:
    """Minutes after midnight of 14:30, 14h30, 14u, 14.30 or 14; None when it is no hour."""
    match = _HOUR.match(text)
    if not match or int(match[1]) > 23 or int(match[2] or 0) > 59:
        return None
    return int(match[1]) * 60 + int(match[2] or 0)


def moment(at: datetime) -> str:
    """29/03/2026 14:32, Belgian time."""
    local = at.astimezone(BELGIUM)
    return f"{short(local.date())} {local:%H:%M}"


def age_on(birth: date, day: date) -> int:
    """Whole years lived on a day; who is born on 29 February ages on 1 March."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


@lru_cache(maxsize=1 << 14)
def add_months(day: date, months: int) -> date:
    """The same day some months later, or the last day of a shorter month (31 Aug + 6 = 28 or 29
    Feb).
    """
    index = day.year * 12 + day.month - 1 + months
    year, month_index = divmod(index, 12)
    return date(year, month_index + 1, min(day.day, monthrange(year, month_index + 1)[1]))


def add_weeks(day: date, weeks: int) -> date:
    """A whole number of weeks later."""
    return day + timedelta(weeks=weeks)


def parse_date(text: str) -> date | None:
    """A day written dd/mm/yyyy, dd.mm.yy, yyyy-mm-dd and the like; None when it is none, or lies
    beyond what can be reckoned with.

    Two-digit years are taken as 19xx from 30 on, else 20xx: people in the programme are 18 to 96.
    """
    match = _DAY.match(text)
    if not match:
        return None
    first, second, third = match.groups()
    if len(first) == 4:
        year, month_number, day = int(first), int(second), int(third)
    else:
        day, month_number, year = int(first), int(second), int(third)
        if len(third) <= 2:
            year += 1900 if year >= 30 else 2000
    try:
        found = date(year, month_number, day)
    except ValueError:
        return None
    return found if FIRST <= found <= LAST else None
