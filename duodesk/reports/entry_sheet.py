"""The sheet of the way in: how many of each source and partner came how far, of mentees and of
mentors; every number computes from the rows of registrations.
"""

from __future__ import annotations

from collections.abc import Sequence

from duodesk.base import reference
from duodesk.base.i18n import _
from duodesk.paper.cells import Cell, Column, Sheet
from duodesk.reports.cohort import Cohort
from duodesk.reports.entries import ACCEPTED, STAGES, TITLES, Conversion, by_origin
from duodesk.reports.formulas import rows
from duodesk.reports.people_tables import ENTRIES
from duodesk.reports.sheets import FIRST, head
from duodesk.reports.words import partner_of, source_of

SHOWN = max(STAGES.values(), key=len)


def write_entries(sheet: Sheet, cohort: Cohort) -> None:
    """Two tables, by source and by partner."""
    note = _(
        "Those registered in the period: how many reached each step, or a later one, by the day of "
        "looking."
    )
    head(sheet, _("Recruitment"), cohort, note, [12, 40, *([14] * (len(SHOWN) + 1))])
    place = FIRST
    for name, title, key, origin in (
        ("Sources", _("How the person found us"), "source", source_of),
        ("Partners", _("Partner"), "partner", partner_of),
    ):
        place = _table(sheet, place, (name, title, key), by_origin(cohort.entries, origin))


def _table(
    sheet: Sheet, place: int, names: tuple[str, str, str], lines: Sequence[Conversion]
) -> int:
    """One table, and the row where the next begins."""
    name, title, key = names
    steps = [Column(_(TITLES[stage]), "number", 14) for stage in SHOWN]
    share = Column(_("Accepted of those registered"), "percent", 16)
    columns = [Column(_("Role"), width=12), Column(title, width=40), *steps, share]
    cells: list[list[Cell]] = [
        [reference.chosen("role", line.role), line.origin, *([None] * (len(SHOWN) + 1))]
        for line in lines
    ]
    sheet.table(place, name, columns, cells)
    for row, line in enumerate(lines, start=place + 1):
        wanted = {"role": str(line.role), key: line.origin}
        for column, stage in enumerate(SHOWN, start=2):
            count = line.of(stage)
            if count is not None:
                sheet.formula(row, column, f"={rows(ENTRIES, **wanted, **{stage: 1})}", count)
        accepted = chr(ord("C") + SHOWN.index(ACCEPTED))
        value = (line.of(ACCEPTED) or 0) / line.registered
        text = f"={accepted}{row + 1}/C{row + 1}"
        sheet.formula(row, len(SHOWN) + 2, text, value, "percent")
    return place + len(lines) + 4
