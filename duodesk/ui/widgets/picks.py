"""A table of people to pick from: who is picked stays so while one searches on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from duodesk.base.i18n import N_, _
from duodesk.ui.theme import look
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.search import SearchBox
from duodesk.ui.widgets.table import RowsTable

Row = TypeVar("Row")
_PICKED, _FREE = ("circle-check", "good_text"), ("plus", "muted")


class PickTable(RowsTable[Row]):
    """Space, Enter or a click picks a row, or lets it go; `identity` tells rows apart."""

    picks_changed = Signal()

    def __init__(
        self, columns: Sequence[Column[Row]], *, identity: Callable[[Row], object], name: str
    ) -> None:
        self._identity = identity
        self._picks: dict[object, Row] = {}
        super().__init__((self._tick_column(), *columns), name=name)
        self.setMinimumHeight(look().px(250))
        self.clicked.connect(self._on_clicked)

    @property
    def picks(self) -> list[Row]:
        """Who is picked, in the order of picking."""
        return list(self._picks.values())

    def toggle(self, row: Row) -> None:
        """Pick somebody, or not."""
        if self._picks.pop(self._identity(row), None) is None:
            self._picks[self._identity(row)] = row
        self.viewport().update()
        self.picks_changed.emit()

    def follow(self, search: SearchBox) -> None:
        """Let a search field narrow the table; Enter there picks the first that is found."""

        def pick_first() -> None:
            if search.text().strip() and self.rows_model.rowCount():
                self.toggle(self.rows_model.row_at(0))
                search.selectAll()

        def go_down() -> None:
            if self.rows_model.rowCount():
                self.go_to(0)
                self.setFocus()

        search.searched.connect(self.rows_model.set_filter)
        search.returnPressed.connect(pick_first)
        search.went_down.connect(go_down)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if event.key() in keys and not event.modifiers():
            for row in self.selected():
                self.toggle(row)
        else:
            super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        self.toggle(self.rows_model.row_at(index))

    def _is_picked(self, row: Row) -> bool:
        return self._identity(row) in self._picks

    def _tick_column(self) -> Column[Row]:
        return Column(
            key="tick",
            title=N_("Picked"),
            text=lambda r: _("picked") if self._is_picked(r) else "",
            icon=lambda r: _PICKED if self._is_picked(r) else _FREE,
            width=72,
            searched=False,
            fixed=True,
        )
