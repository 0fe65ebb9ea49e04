"""The workbook of a report: for headquarters with all numbers and the rows they compute from, for
funders without small numbers and without rows.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

from duodesk.base.i18n import _, speaking
from duodesk.base.progress import Progress, silent
from duodesk.paper.cells import Book, Sheet
from duodesk.reports.changes import Comparison
from duodesk.reports.changes_sheet import write_changes
from duodesk.reports.cohort import Cohort
from duodesk.reports.cover_sheet import write_cover
from duodesk.reports.entry_sheet import write_entries
from duodesk.reports.figure import written
from duodesk.reports.figure_sheets import write_definitions, write_family, write_summary
from duodesk.reports.figures import FAMILIES, Figure
from duodesk.reports.group_sheets import write_mentors, write_months, write_offices
from duodesk.reports.quality_sheet import write_quality
from duodesk.reports.release import Release
from duodesk.reports.row_tables import TABLES
from duodesk.reports.satisfaction_sheet import write_satisfaction
from duodesk.reports.sheets import write_series
from duodesk.reports.words import outcome_name

_Page = tuple[str, Callable[[Sheet], None]]


def build(  # noqa: PLR0913 - each is one choice about the workbook
    cohort: Cohort,
    *,
    office: str,
    made_at: datetime,
    code: str,
    funders: bool = False,
    compared: Comparison | None = None,
    progress: Progress = silent,
) -> bytes:
    """The workbook in a language; raises `Cancelled` when told to stop."""
    with speaking(code):
        book = Book(_("Figures of the programme"), made_at=made_at)
        release = Release(cohort, funders=funders)
        cover = partial(write_cover, release=release, office=office, made_at=made_at)
        pages: list[_Page] = [(_("Cover"), cover), *_figures(release)]
        pages += _funders(release) if funders else _headquarters(release, compared)
        pages.append((_("Definitions"), partial(write_definitions, release=release)))
        for done, (title, write) in enumerate(pages):
            progress.step(done, len(pages) + 1, title)
            write(book.sheet(title, landscape=done > 0))
        progress.step(len(pages), len(pages) + 1, "")
        return book.save()


def shown(figure: Figure, value: float | None) -> str:
    """A figure as people read it."""
    return written(figure.unit, value)


def _figures(release: Release) -> list[_Page]:
    return [
        (_("Summary"), partial(write_summary, release=release)),
        *(
            (_(title), partial(write_family, release=release, family=family))
            for family, title in FAMILIES.items()
        ),
    ]


def _headquarters(release: Release, compared: Comparison | None) -> list[_Page]:
    cohort = release.cohort
    pages: list[_Page] = [
        (_("Cohorts by month"), partial(write_months, cohort=cohort)),
        (_("Outcomes by definition"), _chart(release, "definitions")),
        (_("Offices"), partial(write_offices, cohort=cohort)),
        (_("Recruitment"), partial(write_entries, cohort=cohort)),
        (_("Waiting times"), _chart(release, "waiting")),
        (_("Supply and demand"), _chart(release, "supply")),
        (_("Meetings held"), _chart(release, "meetings")),
        (_("Early ends"), _chart(release, "ends")),
        (_("Mentors"), partial(write_mentors, cohort=cohort)),
        (_("Training"), _chart(release, "training")),
        (_("Satisfaction"), partial(write_satisfaction, cohort=cohort)),
        (_("Hours given"), _chart(release, "hours")),
        (_("Data quality"), partial(write_quality, cohort=cohort)),
    ]
    if compared is not None:
        pages.append((_("What changed"), partial(write_changes, compared=compared)))
    return [*pages, *((_(one.title_id), partial(one.write, cohort=cohort)) for one in TABLES)]


def _funders(release: Release) -> list[_Page]:
    return [
        (_("Cohorts by year"), _chart(release, "outcomes")),
        (_("Outcomes by definition"), _chart(release, "definitions")),
        (_("Recruitment of mentees"), _chart(release, "funnel_mentee")),
        (_("Recruitment of mentors"), _chart(release, "funnel_mentor")),
        (_("Waiting times"), _chart(release, "waiting")),
        (_("Supply and demand"), _chart(release, "supply")),
        (_("Meetings held"), _chart(release, "meetings")),
        (_("Early ends"), _chart(release, "ends")),
        (_("Training"), _chart(release, "training")),
        (_("Satisfaction"), _chart(release, "satisfaction")),
        (_("Hours given"), _chart(release, "hours")),
    ]


def _chart(release: Release, code: str) -> Callable[[Sheet], None]:
    return lambda sheet: write_series(sheet, release.series[code], release.cohort)


def file_name(begin: date, end: date, office: str) -> str:
    """The usual name of the workbook."""
    return f"duodesk-{office}-{begin.isoformat()}-{end.isoformat()}.xlsx"


__all__ = ["build", "file_name", "outcome_name", "shown"]
