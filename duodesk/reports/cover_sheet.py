"""The first sheet: of what the workbook tells, how far its data reach, and how to read it."""

from __future__ import annotations

from datetime import datetime

from duodesk import __version__
from duodesk.base.clock import BELGIUM
from duodesk.base.dates import short
from duodesk.base.i18n import _
from duodesk.office.seeds import spoken
from duodesk.paper.cells import Cell, Column, Sheet
from duodesk.reports.cohort import OfficeAge
from duodesk.reports.release import MARKS, Release

# From this age on, an office's entries are called old.
OLD_DAYS = 31


def write_cover(sheet: Sheet, release: Release, office: str, made_at: datetime) -> None:
    """What was asked and how far the answer reaches, then the age of each office's entries."""
    sheet.title(_("Figures of the programme"), office)
    sheet.raw.set_column(0, 0, 38)
    sheet.raw.set_column(1, 2, 48)
    row = 3
    for label, value in _lines(release, made_at):
        sheet.put(row, 0, label, "wrap")
        sheet.put(row, 1, value, "number" if isinstance(value, int) else "wrap")
        if isinstance(value, str):
            sheet.raw.set_row(row, 15.0 * max(1, -(-len(value) // 46), -(-len(label) // 36)))
        row += 1
    row = _remarks(sheet, release, row + 1)
    columns = [
        Column(_("Office"), "text", 38),
        Column(_("Entries known until"), "date", 48),
        Column(_("Remark"), "remark", 48),
    ]
    ages = [_age(one, release) for one in release.cohort.ages]
    sheet.table(row, "Ages", columns, ages)
    sheet.raw.freeze_panes(0, 0)


def gaps(release: Release) -> list[OfficeAge]:
    """The offices of which nothing is known here, or nothing of the last month."""
    as_of = release.cohort.as_of
    return [
        one
        for one in release.cohort.ages
        if one.until is None or (as_of - one.until).days > OLD_DAYS
    ]


def _lines(release: Release, made_at: datetime) -> list[tuple[str, Cell]]:
    cohort = release.cohort
    for_whom = (
        _("Funders: small numbers are kept back, and there are no rows of single duos.")
        if release.funders
        else _("Headquarters: every number is told, so that numbers can be added up.")
    )
    lines: list[tuple[str, Cell]] = [
        (_("Duos started from"), cohort.begin),
        (_("until"), cohort.end),
        (_("As known on"), cohort.as_of),
        (_("Made on"), made_at.astimezone(BELGIUM).date()),
        (_("Made for"), for_whom),
        (
            _("Definition of a positive outcome"),
            _("A: a job, internship or training begun within twelve months of the duo's start"),
        ),
    ]
    for code in ("mature", "unknown", "being_called"):
        one = release.figure(code)
        told = one.part if code == "unknown" else one.value
        lines.append((one.figure.title, one.mark or (int(told) if told is not None else "–")))
    return [
        *lines,
        (_("Made with"), f"Duodesk {__version__}"),
        (
            _("Names"),
            _("This workbook holds no names and no notes; duos are known by their number."),
        ),
    ]


def _remarks(sheet: Sheet, release: Release, row: int) -> int:
    """What has to be said of the headline, and what marks mean; gives the next row."""
    texts = list(release.figure("positive").remarks)
    if release.funders:
        texts += [f"{mark}: {_(meaning)}" for mark, meaning in MARKS]
    if gaps(release):
        texts.append(
            _("The figures lack what offices have entered since; ask for their exchange files.")
        )
    for text in texts:
        sheet.raw.merge_range(row, 0, row, 2, "", sheet.look("muted"))
        sheet.put(row, 0, text, "muted")
        row += 1
    return row + 1


def _age(one: OfficeAge, release: Release) -> list[Cell]:
    as_of = release.cohort.as_of
    name = f"{spoken(one.name)} ({one.office})"
    if one.until is None:
        return [name, None, _("Nothing of this office has come here yet.")]
    if one in gaps(release):
        return [name, one.until, _("Nothing newer than %(day)s.", day=short(one.until))]
    return [name, min(one.until, as_of), _("Up to date")]
