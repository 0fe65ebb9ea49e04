"""A chart with everything that goes with it: the table of its numbers, its definition, copies of
both, the page to print, and the list behind it.
"""

from __future__ import annotations

from collections.abc import Callable

from duodesk.base.i18n import _
from duodesk.reports.charts import Chart, chart_of, rows_behind
from duodesk.reports.numbers import Number
from duodesk.reports.series import Heading, Row, Series
from duodesk.ui.clipboard import copy_picture
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import IconButton, Menu, MenuButton, Segmented
from duodesk.ui.widgets.chart import ChartView
from duodesk.ui.widgets.layout import Card, row
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.table import RowsTable
from duodesk.ui.widgets.text import PlainLabel, show_if

PICTURE, TABLE = "picture", "table"
_FIRST, _OTHERS = 160, 88  # widths of the columns
_HIGH = 250  # of the table


class ChartCard(Card):
    """One chart as a picture or as a table; printing and the list behind come from the screen."""

    def __init__(
        self,
        told: Series,
        print_chart: Callable[[Series], None],
        people: Callable[[Series, int, int | None], None],
    ) -> None:
        super().__init__(told.title)
        self.series = told
        self.shown = Segmented(
            [(PICTURE, _("Picture")), (TABLE, _("Table"))], value=PICTURE, name=told.title
        )
        self.tools = row(self.shown, None, MenuButton(_("Copy"), self._offer), spacing=4)
        self.body.addLayout(self.tools)
        name = _("Print “%(chart)s”", chart=told.title)
        self._tool("printer", name, lambda: print_chart(self.series))
        name = _("People behind “%(figure)s”", figure=told.title)
        self.people = self._tool("users", name, lambda: people(self.series, 0, None))
        self._tool("info", _("Definition of “%(figure)s”", figure=told.title), self.turn)
        self.definition = PlainLabel(told.definition, role="small", wrap=True)
        self.definition.hide()
        self.nothing = PlainLabel(_("Nothing to show for this period."), role="muted")
        self.view = ChartView()
        self.table: RowsTable[Row] | None = None
        for part in (self.definition, self.nothing, self.view):
            self.body.addWidget(part)
        self._open = people
        self.shown.chosen.connect(lambda _code: self._show())
        self.view.picked.connect(lambda band, place: self._open(self.series, band, place))
        self.view.opened.connect(lambda: self._open(self.series, 0, None))
        self.set_series(told)

    @property
    def chart(self) -> Chart:
        """The chart as it is drawn."""
        return chart_of(self.series)

    def set_series(self, told: Series) -> None:
        """Other numbers of the same chart."""
        self.series = told
        self.view.set_chart(self.chart)
        show_if(self.people, on=bool(rows_behind(told)))
        if self.table is not None:
            self.table.hide()
            self.table.deleteLater()
            self.table = None
        self._show()

    def turn(self) -> None:
        """Show the definition, or hide it again."""
        show_if(self.definition, on=self.definition.isHidden())

    def copy_picture(self) -> None:
        """The chart with its title, to paste into a text."""
        copy_picture(self.view.picture())

    def copy_table(self) -> None:
        """Its numbers, to paste into a spreadsheet."""
        self._filled().copy_all()

    def _tool(self, icon: str, name: str, call: Callable[[], None]) -> IconButton:
        made = IconButton(icon, name, call)
        self.tools.addWidget(made)
        return made

    def _offer(self, menu: Menu) -> None:
        menu.item(_("Copy as a picture"), self.copy_picture)
        menu.item(_("Copy as a table"), self.copy_table)

    def _show(self) -> None:
        pictured, empty = self.shown.value() == PICTURE, self.series.empty
        show_if(self.nothing, on=empty)
        show_if(self.view, on=pictured and not empty)
        if not pictured and not empty:
            self._filled().show()
        elif self.table is not None:
            self.table.hide()

    def _open_line(self, line: Row) -> None:
        self._open(self.series, 0, self.series.rows.index(line))

    def _filled(self) -> RowsTable[Row]:
        """The table, made when somebody first wants it."""
        if self.table is None:
            made: RowsTable[Row] = RowsTable(columns_of(self.series), name=self.series.title)
            made.setMinimumHeight(look().px(_HIGH))
            made.set_rows(self.series.rows)
            made.opened.connect(self._open_line)
            show_if(made, on=False)
            self.body.addWidget(made)
            self.table = made
        return self.table


def columns_of(told: Series) -> tuple[Column[Row], ...]:
    """A column for each heading; the first names the rows."""
    first, *others = told.headings
    named: Column[Row] = Column(
        key="c0",
        title="",
        words=first.title,
        text=lambda one: str(one[0]),
        width=_FIRST,
        strong=True,
    )
    return (named, *(_number(at, one) for at, one in enumerate(others, start=1)))


def _number(at: int, heading: Heading) -> Column[Row]:
    def cell(one: Row) -> Number:
        found = one[at]
        return found if isinstance(found, Number) else Number(None)

    return Column(
        key=f"c{at}",
        title="",
        words=heading.title,
        text=lambda one: cell(one).shown,
        order=lambda one: cell(one).told,
        value=lambda one: cell(one).told,
        width=_OTHERS,
        right=True,
    )
