"""How a list leaves the desk: as a workbook or on paper, with just the rows, columns and order that
are shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtWidgets import QWidget

from duodesk.base.dates import short
from duodesk.base.i18n import _
from duodesk.base.progress import Progress, silent
from duodesk.office import queries as office
from duodesk.paper.keeping import kept_until
from duodesk.ui.desk import Desk
from duodesk.ui.theme import look
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.search import FilterChips, SearchBox, number
from duodesk.ui.widgets.table import RowsTable

MANY = 20  # rows that leave at once without a question
_SOON = 400  # rows that are written before anybody waits


@dataclass(frozen=True, slots=True)
class Leaving:
    """A table that leaves: its title, what narrows it in words, how many rows there are in all,
    whether each of them is a person.
    """

    table: RowsTable[Any]
    title: str
    told: str = ""
    total: int | None = None
    people: bool = False


def of_page(page: QWidget) -> Leaving | None:
    """The table of a screen: the one with the keys, else the first in sight; with what narrows
    it.
    """
    tables = [table for table in page.findChildren(RowsTable) if table.isVisible()]
    if not tables:
        return None
    table = next((one for one in tables if one.hasFocus()), tables[0])
    chips = [part for part in page.findChildren(FilterChips) if part.isVisible()]
    fields = [part for part in page.findChildren(SearchBox) if part.isVisible() and part.text()]
    told = [part.told() for part in chips]
    told += [_("found by “%(text)s”", text=part.text().strip()) for part in fields]
    return Leaving(table, table.accessibleName(), " · ".join(filter(None, told)))


def to_excel(desk: Desk, one: Leaving) -> None:
    """The table as a workbook, with days and numbers as such."""
    rows = one.table.taken()

    def write() -> None:
        from duodesk.lists.out import table_book

        columns = one.table.shown_columns()
        cells = [[column.cell(row) for column in columns] for row in rows]
        titles = [_with_unit(column) for column in columns]
        heading, now = _heading(desk, one, len(rows)), desk.store.clock.now()

        def work(progress: Progress) -> bytes:
            progress.step(0, 1)
            return table_book(heading, titles, cells, made_at=now)

        def then(content: bytes) -> None:
            desk.ask.save(one.title, f"{one.title}.xlsx", content)

        make(desk, len(rows), _("Writing the workbook"), work, then)

    if rows:
        ask_first(desk, one, len(rows), _("Write the workbook"), write)


def to_paper(desk: Desk, one: Leaving, *, parent: QWidget) -> None:
    """The table as it will be printed, on the screen first."""
    rows = one.table.taken()

    def show() -> None:
        from duodesk.paper import listing

        shown = one.table.shown_columns()
        cells = [[column.printed(row) for column in shown] for row in rows]
        columns = [listing.Column(_title(column), column.right) for column in shown]
        heading = replace(_heading(desk, one, len(rows)), legend=one.table.legend)

        def work(progress: Progress) -> bytes:
            return listing.list_pdf(heading, columns, cells, progress=progress)

        def then(content: bytes) -> None:
            PaperDialog(desk, one.title, content, parent=parent).open_over()

        make(desk, len(rows), _("Setting the list on pages"), work, then)

    if rows:
        ask_first(desk, one, len(rows), _("Show the pages"), show)


def ask_first(desk: Desk, one: Leaving, n: int, yes: str, then: Callable[[], None]) -> None:
    """Data of many leave only after a question."""
    if n <= MANY:
        then()
        return
    people = _("Data of %(n)s people will leave the protected desk file.", n=n)
    rows = _("%(n)s rows will leave the protected desk file.", n=n)
    desk.ask.confirm(people if one.people else rows, yes, then)


def make(
    desk: Desk,
    n: int,
    title: str,
    work: Callable[[Progress], bytes],
    then: Callable[[bytes], None],
) -> None:
    """A file of so many rows: at once where nobody would notice, else beside the window."""
    if n <= _SOON:
        then(work(silent))
    else:
        desk.work(title, work, then)


class PaperDialog(Dialog):
    """The pages of a list, to be printed or kept as PDF."""

    def __init__(self, desk: Desk, title: str, content: bytes, *, parent: QWidget) -> None:
        from duodesk.ui.preview import Preview
        from duodesk.ui.printing import print_pdf

        super().__init__(title, parent=parent)
        self.content = content
        self.preview = Preview()
        self.preview.setMinimumSize(look().px(760), look().px(420))
        self.preview.show_pdf(content)
        self.body.addWidget(self.preview)
        self.add_button(_("Close"), self.reject)
        self.add_button(_("PDF…"), lambda: desk.ask.save(title, f"{title}.pdf", content))
        self.add_button(
            _("Print…"),
            lambda: print_pdf(desk, [content], title, parent=self),
            kind="primary",
            default=True,
        )


def _heading(desk: Desk, one: Leaving, shown: int) -> Any:
    from duodesk.paper.listing import Heading

    total = one.table.rows_model.total() if one.total is None else one.total
    count = _("%(shown)s of %(total)s", shown=number(shown), total=number(total))
    place = desk.read(office.office, desk.office_id).name
    parts = (place, short(desk.today), count if shown != total else number(total))
    until = kept_until(desk.today)
    return Heading(one.title, " · ".join(parts), one.told, keep_until=until)


def _title(column: Column[Any]) -> str:
    """The heading; narrow columns that show none are named by their number."""
    return column.heading or "".join(sign for sign in column.key if sign.isdigit()) or column.key


def _with_unit(column: Column[Any]) -> str:
    """The heading of a column of numbers says what they count."""
    title = _title(column)
    return _("%(title)s (%(unit)s)", title=title, unit=_(column.unit)) if column.unit else title
