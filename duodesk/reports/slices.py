"""A cohort cut into parts: by the stretch of the calendar in which duos began."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from duodesk.reports.cohort import Cohort
from duodesk.reports.periods import MONTH, Step, grouped


def stretches(whole: Cohort, step: Step) -> list[date]:
    """The first days of the stretches of a cohort's period that have begun."""
    return step.stretches(whole.begin, min(whole.end, whole.as_of))


def by_start(whole: Cohort, step: Step = MONTH) -> list[tuple[date, Cohort]]:
    """The duos of a cohort by the month, quarter or year of their start, oldest first, those
    without a start as well; all else stays as it is.
    """
    found = grouped(whole.duos, lambda duo: duo.start, step)
    firsts = sorted({*stretches(whole, step), *found})
    return [(first, replace(whole, duos=tuple(found.get(first, ())))) for first in firsts]
