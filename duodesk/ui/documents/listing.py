"""The papers as a table: what leaves when the list of papers goes to Excel."""

from __future__ import annotations

from datetime import date

from duodesk.base.dates import short
from duodesk.base.i18n import N_, _
from duodesk.documents.listed import ListedPaper
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.table import RowsTable

COLUMNS: tuple[Column[ListedPaper], ...] = (
    Column(key="number", title=N_("Number"), text=lambda r: r.number),
    Column(key="who", title=N_("For whom"), text=lambda r: r.who),
    Column(key="kind", title=N_("Document"), text=lambda r: r.title),
    Column(
        key="printed",
        title=N_("Printed on"),
        text=lambda r: short(_printed(r)),
        value=lambda r: _printed(r),  # noqa: PLW0108 - defined below
    ),
    Column(
        key="by",
        title=N_("Printed by"),
        text=lambda r: r.printed[0].printed_by if r.printed else "",
    ),
    Column(
        key="signed",
        title=N_("Signed"),
        text=lambda r: (
            _("%(n)s of 2 signed", n=2 - len(r.duo.missing)) if r.duo and r.duo.exists
            else short(r.signed_on)
        ),
    ),
    Column(
        key="handed",
        title=N_("Handed over"),
        text=lambda r: short(_handed(r)),
        value=lambda r: _handed(r),  # noqa: PLW0108 - defined below
    ),
)  # fmt: skip


def table_of(rows: list[ListedPaper]) -> RowsTable[ListedPaper]:
    """A table that nobody sees, with these papers."""
    table: RowsTable[ListedPaper] = RowsTable(COLUMNS, name=_("Documents"))
    table.set_rows(rows)
    return table


def _printed(row: ListedPaper) -> date | None:
    return row.printed[0].printed_on if row.printed else None


def _handed(row: ListedPaper) -> date | None:
    return max((one.handed_on for one in row.printed if one.handed_on), default=None)
