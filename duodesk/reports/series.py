"""What charts show, as frozen tables, so that screen, workbook and paper draw the same numbers."""

from __future__ import annotations

from collections.abc import Iterable

from duodesk.base.i18n import N_
from duodesk.model.people import Role
from duodesk.reports import series_of_duos, series_of_people
from duodesk.reports.cohort import Cohort
from duodesk.reports.periods import Step, step_for
from duodesk.reports.tabled import Cell, Heading, Kind, Maker, Row, Series

_MADE: dict[str, Maker] = {
    "outcomes": series_of_duos.outcomes,
    "definitions": series_of_duos.definitions,
    "waiting": series_of_duos.waiting,
    "funnel_mentee": series_of_people.funnel(
        Role.MENTEE, N_("Mentees: from registration to start, by source")
    ),
    "funnel_mentor": series_of_people.funnel(
        Role.MENTOR, N_("Mentors: from registration to start, by source")
    ),
    "meetings": series_of_duos.meetings,
    "training": series_of_people.training,
    "satisfaction": series_of_people.satisfaction,
    "supply": series_of_people.supply,
    "ends": series_of_duos.ends,
    "hours": series_of_duos.hours,
}
CODES = tuple(_MADE)


def series(code: str, cohort: Cohort, step: Step | None = None) -> Series:
    """One chart of a cohort as a table, in the language spoken; by the stretches of the calendar
    that its period can be read by, unless others are asked for.
    """
    return _MADE[code](cohort, step or step_for(cohort.begin, cohort.end))


def all_series(cohort: Cohort, step: Step | None = None) -> Iterable[Series]:
    """Every chart, in the order in which they are told."""
    return (series(code, cohort, step) for code in CODES)


__all__ = ["CODES", "Cell", "Heading", "Kind", "Row", "Series", "all_series", "series"]
