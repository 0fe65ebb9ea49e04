"""The papers as a table: what leaves when the list of papers goes to Excel."""

from __future__ import annotations

from datetime import date

from duodesk.base.clock import BELGIUM
from duodesk.base.dates import short
from duodesk.base.i18n import N_, _
from duodesk.documents.catalog import kind_of
from duodesk.documents.queries import PaperRow
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.table import RowsTable

COLUMNS: tuple[Column[PaperRow], ...] = (
    Column(key="duo", title=N_("Duo"), text=lambda r: r.duo),
    Column(key="mentee", title=N_("Mentee"), text=lambda r: r.mentee),
    Column(key="mentor", title=N_("Mentor"), text=lambda r: r.mentor),
    Column(key="kind", title=N_("Document"), text=lambda r: kind_of(r.kind).title),
    Column(
        key="printed",
        title=N_("Printed on"),
        text=lambda r: short(_printed(r)),
        value=lambda r: _printed(r),  # noqa: PLW0108 - defined below
    ),
    Column(
        key="signed",
        title=N_("Signed"),
        text=lambda r: _("%(n)s of 2 signed", n=2 - len(r.missing)) if r.exists else "",
    ),
)


def table_of(rows: list[PaperRow]) -> RowsTable[PaperRow]:
    """A table that nobody sees, with these papers."""
    table: RowsTable[PaperRow] = RowsTable(COLUMNS, name=_("Documents"))
    table.set_rows(rows)
    return table


def _printed(row: PaperRow) -> date | None:
    return row.printed_at.astimezone(BELGIUM).date() if row.printed_at else None
