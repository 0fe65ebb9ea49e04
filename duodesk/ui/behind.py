"""Who is behind figures: a list for each figure, from which each row is opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from duodesk.base import reference
from duodesk.base.dates import short
from duodesk.base.i18n import N_, _
from duodesk.base.ids import Id
from duodesk.people.behind import BehindRow, behind
from duodesk.ui import leaving
from duodesk.ui.desk import Desk
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Segmented
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.header import EmptyState
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.search import SearchBox
from duodesk.ui.widgets.table import RowsTable
from duodesk.ui.widgets.text import show_if

_WIDTH, _HEIGHT = 860, 340


Part = TypeVar("Part")
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Group(Generic[Part]):
    """One figure: a short name, and what it counts."""

    title: str
    parts: tuple[Part, ...]


COLUMNS: tuple[Column[BehindRow], ...] = (
    Column(key="name", title=N_("Name"), text=lambda r: r.name, width=200, strong=True),
    Column(key="number", title=N_("Number"), text=lambda r: r.number, width=106),
    Column(
        key="role", title=N_("Role"), text=lambda r: reference.chosen("role", r.role), width=80
    ),
    Column(
        key="status",
        title=N_("Status"),
        text=lambda r: reference.chosen("status", r.status),
        badges=lambda r: [Badge(reference.chosen("status", r.status), "neutral")],
        width=150,
    ),
    Column(
        key="registered",
        title=N_("Registered on"),
        text=lambda r: short(r.registered_on),
        order=lambda r: r.registered_on,
        value=lambda r: r.registered_on,
        width=110,
    ),
    Column(
        key="coordinator", title=N_("Coordination"), text=lambda r: r.coordinator, width=130
    ),
)  # fmt: skip


class Behind(Dialog, Generic[Part, Row]):
    """Figures side by side, the rows of one of them below; Enter opens a row."""

    columns: ClassVar[tuple[Column[Any], ...]]
    key: ClassVar[str]
    # What a row is opened by, and what leaves as a workbook.
    opens: ClassVar[str]
    named: ClassVar[str]

    def __init__(
        self,
        desk: Desk,
        title: str,
        groups: Sequence[Group[Part]],
        *,
        at: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, icon_name="users", parent=parent)
        self.setMinimumWidth(look().px(_WIDTH))
        self._desk, self._title, self.groups = desk, title, tuple(groups)
        self.shown = Segmented(
            [(str(n), f"{one.title} {len(one.parts)}") for n, one in enumerate(self.groups)],
            value=str(at),
            name=_("Figure"),
        )
        self.search = SearchBox(_("Find in this list"))
        self.table: RowsTable[Row] = RowsTable(
            self.columns, name=title, key=self.key, memory=desk.memory, folded=self.folded
        )
        self.table.setMinimumHeight(look().px(_HEIGHT))
        self.table.asks_first = lambda n, copy: leaving.ask_first(
            desk, self._leaving(), n, _("Copy as a table"), copy
        )
        self._nobody = EmptyState("circle-check", _("Nobody is counted here."))
        show_if(self.shown, on=len(self.groups) > 1)
        for part in (self.shown, self.search, self.table, self._nobody):
            self.body.addWidget(part)
        self._excel = self.add_button(_("To Excel, as shown…"), self.to_excel)
        self.add_button(_("Close"), self.reject)
        self._go = self.add_button(_(self.opens), self.open_row, kind="primary")
        self.shown.chosen.connect(lambda _code: self._show())
        self.search.searched.connect(self._find)
        self.search.went_down.connect(self.table.setFocus)
        self.table.opened.connect(lambda _row: self.open_row())
        self._show()
        self.table.setFocus()

    def read(self, parts: Sequence[Part]) -> list[Row]:
        """The rows of these parts."""
        raise NotImplementedError

    def folded(self, row: Row) -> str:
        """What a search looks in."""
        raise NotImplementedError

    def go_to(self, row: Row) -> None:
        """Show the page of a row."""
        raise NotImplementedError

    def open_row(self) -> None:
        """Go to the page of the row one is on."""
        row = self.table.current()
        if row is not None:
            self.accept()
            self.go_to(row)

    def to_excel(self) -> None:
        """What is shown now as a workbook."""
        leaving.to_excel(self._desk, self._leaving())

    def group(self) -> Group[Part]:
        """The figure whose rows are shown."""
        return self.groups[int(self.shown.value() or "0")]

    def _show(self) -> None:
        self.table.set_rows(self.read(self.group().parts), self.search.text())
        self._tell()

    def _find(self, text: str) -> None:
        self.table.rows_model.set_filter(text)
        self._tell()

    def _tell(self) -> None:
        anybody = self.table.rows_model.rowCount() > 0
        if anybody and self.table.current() is None:
            self.table.go_to(0)
        for button in (self._go, self._excel):
            button.setEnabled(anybody)
        show_if(self.table, on=anybody)
        show_if(self._nobody, on=not anybody)

    def _leaving(self) -> leaving.Leaving:
        told = f"{self._title} · {self.group().title}"
        return leaving.Leaving(self.table, _(self.named), told, people=True)


class PeopleBehind(Behind[Id, BehindRow]):
    """The people behind figures, each by a taking part; Enter opens a person."""

    columns = COLUMNS
    key = "behind"
    opens = N_("Open the person")
    named = N_("People")

    @override
    def read(self, parts: Sequence[Id]) -> list[BehindRow]:
        return self._desk.read(behind, parts)

    @override
    def folded(self, row: BehindRow) -> str:
        return row.folded

    @override
    def go_to(self, row: BehindRow) -> None:
        self._desk.go("people", row.person_id)
