"""Months, quarters and years in which series and sheets tell a period."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from duodesk.base.dates import add_months, month
from duodesk.base.i18n import N_, _, language

T = TypeVar("T")
# Up to so many months a series is told by month, up to so many by quarter.
BY_MONTH, BY_QUARTER = 18, 72


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of the calendar: how many months it has and how it is headed."""

    months: int
    title_id: str

    @property
    def title(self) -> str:
        return _(self.title_id)

    def first(self, day: date) -> date:
        """The first day of the stretch that a day lies in."""
        return date(day.year, (day.month - 1) // self.months * self.months + 1, 1)

    def label(self, first: date) -> str:
        """“March 2026”, “2026, quarter 1”, “2026”."""
        if self.months == 1:
            return month(first, language())
        if self.months == 12:
            return str(first.year)
        return _("%(year)s, quarter %(n)s", year=first.year, n=(first.month - 1) // 3 + 1)

    def stretches(self, begin: date, end: date) -> list[date]:
        """The first days of all stretches from one day to another."""
        found, day = [], self.first(begin)
        while day <= end:
            found.append(day)
            day = add_months(day, self.months)
        return found


MONTH, QUARTER, YEAR = Step(1, N_("Month")), Step(3, N_("Quarter")), Step(12, N_("Year"))


def step_for(begin: date, end: date) -> Step:
    """The stretch by which a period is still readable in a chart."""
    months = (end.year - begin.year) * 12 + end.month - begin.month + 1
    if months <= BY_MONTH:
        return MONTH
    return QUARTER if months <= BY_QUARTER else YEAR


def grouped(rows: Iterable[T], day: Callable[[T], date | None], step: Step) -> dict[date, list[T]]:
    """Rows by the stretch that their day lies in; those without a day are left out."""
    found: dict[date, list[T]] = {}
    for row in rows:
        on = day(row)
        if on is not None:
            found.setdefault(step.first(on), []).append(row)
    return found
