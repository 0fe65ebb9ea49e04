"""The sheet of data quality: what is missing in the entries behind the figures, and how much."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from duodesk.base.i18n import _
from duodesk.followup.outcomes import Outcome
from duodesk.paper.cells import Cell, Column, Sheet
from duodesk.reports.cohort import Cohort, share
from duodesk.reports.service_figures import logged
from duodesk.reports.sheets import FIRST, head

# Below this part of the weeks with an entry, the log of a duo tells little.
_HALF = 0.5
_Check = tuple[str, int, int]


def write_quality(sheet: Sheet, cohort: Cohort) -> None:
    """One line for each thing that is missing: how often, of how many."""
    columns = [
        Column(_("What is missing"), "wrap", 70),
        Column(_("Entries"), "number", 12),
        Column(_("Of"), "number", 12),
        Column(_("Share"), "percent", 12),
    ]
    note = _("Where an entry is missing, a figure counts against the programme or tells of fewer.")
    head(sheet, _("Data quality"), cohort, note, [column.width for column in columns])
    checks = [*_of_duos(cohort), *_of_people(cohort)]
    rows: list[list[Cell]] = [[title, part, whole, None] for title, part, whole in checks]
    sheet.table(FIRST, "Quality", columns, rows)
    for row, (_title, part, whole) in enumerate(checks, start=FIRST + 1):
        value = share(part, whole)
        if value is None:
            sheet.put(row, 3, "–", "percent")
        else:
            sheet.formula(row, 3, f"=B{row + 1}/C{row + 1}", value, "percent")


def _of_duos(cohort: Cohort) -> Iterable[_Check]:
    over = [duo for duo in cohort.duos if duo.ended_on is not None]
    yield _check(
        _("Mentees counted whose outcome is unknown"),
        [duo for duo in cohort.counted if duo.outcome is Outcome.UNKNOWN],
        cohort.counted,
    )
    yield _check(
        _("Positive outcomes without a document or an official record"),
        [duo for duo in cohort.positives if not duo.documented],
        cohort.positives,
    )
    yield _check(
        _("Ended duos without a reason"), [duo for duo in over if not duo.end_reason], over
    )
    yield _check(
        _("Duos without an expected end"),
        [duo for duo in cohort.duos if duo.expected_end is None],
        cohort.duos,
    )
    yield _check(
        _("Duos of which the day of acceptance is unknown or later than the start"),
        [duo for duo in cohort.duos if duo.waited_days is None],
        cohort.duos,
    )
    old = logged(cohort)
    yield _check(
        _("Duos of four weeks or more with an entry in fewer than half of their weeks"),
        [duo for duo in old if duo.logged < duo.planned * _HALF],
        old,
    )
    yield _check(
        _("Contacts due of which nothing is noted"),
        [one for one in cohort.contacts if one.done_on is None],
        cohort.contacts,
    )


def _of_people(cohort: Cohort) -> Iterable[_Check]:
    yield _check(
        _("Registrations without a source"),
        [entry for entry in cohort.entries if not entry.source],
        cohort.entries,
    )
    yield _check(
        _("Registered people of whom no answered call is noted"),
        [entry for entry in cohort.entries if entry.call_days is None],
        cohort.entries,
    )
    trained = [mentor for mentor in cohort.mentors if mentor.trained_on is not None]
    yield _check(
        _("Trained mentors whose training days are not noted"),
        [mentor for mentor in trained if mentor.began_on is None],
        trained,
    )
    yield _check(
        _("Questionnaires due that have not come back"),
        [one for one in cohort.answers if not one.is_back(cohort.as_of)],
        cohort.answers,
    )


def _check(title: str, part: Sequence[Any], whole: Sequence[Any]) -> _Check:
    return title, len(part), len(whole)
