"""The sheets of figures: the summary, a sheet for each family, and the definitions; values compute
from the rows where the workbook holds them.
"""

from __future__ import annotations

from collections.abc import Sequence

from duodesk.base.i18n import N_, _
from duodesk.paper.cells import Cell, Column, Sheet
from duodesk.reports.bases import Basis
from duodesk.reports.figures import FAMILIES
from duodesk.reports.formulas import COST, formula
from duodesk.reports.release import Release
from duodesk.reports.sheets import FIRST, FORMATS, head
from duodesk.reports.telling import Told

# What is told at a glance, in this order.
HEADLINES = (
    "started", "active", "ended", "mature", "running", "positive", "positive_known", "employment",
    "training", "stable", "not_positive", "unknown", "time_to_job", "time_to_match", "waiting",
    "ready_mentors", "completion", "completion_inclusive", "drop_out", "meetings",
    "contact_on_time", "retention", "training_completion", "mentees_mean", "mentors_mean",
    "exchange_mean", "caseload", "cost_per_duo", "cost_per_job",
)  # fmt: skip
_NOTE = N_(
    "Each value with what it counts, of how many, and the lowest and highest it can be where some "
    "are unknown; the definitions stand at the end of the workbook."
)


def write_summary(sheet: Sheet, release: Release) -> None:
    """The figures at a glance."""
    _write(sheet, "Summary", _("Summary"), release, [release.figure(one) for one in HEADLINES])


def write_family(sheet: Sheet, release: Release, family: str) -> None:
    """Every figure of a family."""
    told = [one for one in release.told if one.figure.family == family]
    _write(sheet, f"Family{family.title()}", _(FAMILIES[family]), release, told)


def write_definitions(sheet: Sheet, release: Release) -> None:
    """What each figure is, of whom it tells, who is left out and from which entries."""
    columns = [
        Column(_("Figure"), "wrap", 34),
        Column(_("Definition"), "wrap", 56),
        Column(_("Divided by, or counted among"), "wrap", 34),
        Column(_("Left out"), "wrap", 34),
        Column(_("Source"), "wrap", 30),
    ]
    head(sheet, _("Definitions"), release.cohort, "", [column.width for column in columns])
    sheet.table(FIRST - 2, "Definitions", columns, [_defined(one) for one in release.told])


def _defined(one: Told) -> list[Cell]:
    basis: Basis | None = one.figure.basis
    about = [basis.whole, basis.left_out, basis.source] if basis is not None else ["–"] * 3
    return [one.figure.title, one.figure.definition, *about]


def _write(sheet: Sheet, name: str, title: str, release: Release, told: Sequence[Told]) -> None:
    columns = [
        Column(_("Figure"), "wrap", 46),
        Column(_("Value"), "text", 12),
        Column(_("Counted"), "number", 11),
        Column(_("Of"), "number", 11),
        Column(_("Unknown"), "number", 11),
        Column(_("At least"), "percent", 11),
        Column(_("At most"), "percent", 11),
        Column(_("95 % from"), "percent", 11),
        Column(_("95 % to"), "percent", 11),
        Column(_("Remark"), "remark", 60),
    ]
    head(sheet, title, release.cohort, _(_NOTE), [column.width for column in columns])
    sheet.table(FIRST, name, columns, [_row(one) for one in told])
    for row, one in enumerate(told, start=FIRST + 1):
        _value(sheet, row, one, live=not release.funders)
        if one.figure.code == "cost" and not release.funders:
            sheet.name_cell(COST, row, 1)


def _row(one: Told) -> list[Cell]:
    counts = one.figure.unit == "share" and not one.mark
    low, high = one.bounds or (None, None)
    least, most = one.interval or (None, None)
    return [
        one.figure.title,
        None,
        one.part if counts else None,
        one.whole if counts else None,
        one.unknown or None,
        low, high, least, most,
        "\n".join(one.warnings) or None,
    ]  # fmt: skip


def _value(sheet: Sheet, row: int, one: Told, *, live: bool) -> None:
    look = FORMATS[one.figure.unit]
    text = formula(one.figure) if live else None
    if one.mark or one.value is None:
        sheet.put(row, 1, one.mark or "–", "number")
    elif text is not None:
        sheet.formula(row, 1, text, one.value, look)
    else:
        sheet.put(row, 1, one.value, look)
