"""What became of it: the reasons of past meetings beside how long the duo lasted and its end."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from duodesk.base import reference
from duodesk.base.dates import short
from duodesk.base.i18n import N_, _, ngettext
from duodesk.pairing import matching
from duodesk.pairing.matching import Learnt
from duodesk.ui.desk import Desk
from duodesk.ui.leaving import Leaving, to_excel
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.header import EmptyState
from duodesk.ui.widgets.layout import column, row
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.search import FilterChips, SearchBox
from duodesk.ui.widgets.table import RowsTable

DUO, NONE, OUTCOME = "duo", "none", "outcome"
_KEEP = {
    DUO: lambda one: one.days is not None,
    NONE: lambda one: one.days is None,
    OUTCOME: lambda one: bool(one.outcome),
}


def lasted(one: Learnt) -> str:
    """How long the duo lasted, or lasts until now."""
    return "" if one.days is None else ngettext("%(n)s day", "%(n)s days", one.days)


def ended(one: Learnt) -> str:
    """How the duo ended, or why none came of the proposal."""
    listed = reference.picklist("end_reason" if one.days is not None else "closed")
    choice = listed.get(one.end_reason)
    return choice.name() if choice else reference.chosen("end_reason", one.end_reason)


COLUMNS: tuple[Column[Learnt], ...] = (
    Column(
        key="day",
        title=N_("Meeting"),
        text=lambda one: short(one.held_on),
        order=lambda one: one.held_on,
        value=lambda one: one.held_on,
        width=96,
    ),
    Column(
        key="pair",
        title=N_("Pair"),
        text=lambda one: f"{one.mentee} × {one.mentor}",
        width=160,
        strong=True,
    ),
    Column(
        key="reason",
        title=N_("Reason given then"),
        text=lambda one: one.reason,
        tip=lambda one: one.reason,
        width=280,
    ),
    Column(
        key="overruled",
        title=N_("In spite of doubts"),
        text=lambda one: one.overruled,
        tip=lambda one: one.overruled,
        width=190,
    ),
    Column(
        key="lasted",
        title=N_("Lasted"),
        text=lasted,
        order=lambda one: one.days,
        value=lambda one: one.days,
        unit=N_("days"),
        right=True,
        width=86,
    ),
    Column(key="ended", title=N_("How it ended"), text=ended, width=160),
    Column(
        key="outcome",
        title=N_("Outcome"),
        text=lambda one: reference.chosen("outcome", one.outcome),
        width=150,
    ),
)


class LearntView(QWidget):
    """One line for each pair that a meeting thought of."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rows: list[Learnt] = []
        self.search = SearchBox(_("Find in this list"))
        self.chips = FilterChips(
            [
                (DUO, _("Became a duo")),
                (NONE, _("Came to nothing, or not yet")),
                (OUTCOME, _("With an outcome")),
            ],
            name=_("Filter"),
        )
        self.table: RowsTable[Learnt] = RowsTable(
            COLUMNS, name=_("What became of it"), key="learnt", memory=desk.memory
        )
        self.empty = EmptyState(
            "history",
            _("No meeting has proposed a pair yet."),
            hint=_("Later the reasons stand here beside what became of the duos."),
        )
        copy = Button(_("Copy as a table"), self.table.copy_all, kind="quiet", icon_name="copy")
        excel = Button(_("Excel…"), self.to_excel, kind="quiet", icon_name="file-spreadsheet")
        self.search.searched.connect(lambda _text: self._narrow())
        self.search.went_down.connect(self.table.setFocus)
        self.chips.changed.connect(self._narrow)
        self.chips.cleared.connect(self.search.clear)
        self._stack = QStackedWidget()
        for part in (self.table, self.empty):
            self._stack.addWidget(part)
        tools = row(self.search, copy, excel)
        tools.setStretchFactor(self.search, 1)
        whole = column(tools, self.chips, self._stack, spacing=8)
        whole.setStretchFactor(self._stack, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.table)

    def reload(self) -> None:
        """Read the reasons and what became of them."""
        desk = self._desk
        self._rows = desk.read(matching.learnt, office_id=desk.office_id, today=desk.today)
        self._narrow()

    def to_excel(self) -> None:
        """The list as a workbook."""
        to_excel(self._desk, Leaving(self.table, self.table.accessibleName(), self.chips.told()))

    def _narrow(self) -> None:
        on = self.chips.value()

        def keep(one: Learnt) -> bool:
            return all(_KEEP[code](one) for code in on)

        self.table.set_rows(self._rows, self.search.text(), keep)
        self._stack.setCurrentWidget(self.table if self._rows else self.empty)
        self.chips.show_count(
            self.table.rows_model.rowCount(), len(self._rows), filtered=bool(self.search.text())
        )
