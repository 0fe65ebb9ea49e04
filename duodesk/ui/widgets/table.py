"""The table of all lists: rows to walk through, to mark, to open and to copy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView
from typing_extensions import override

from duodesk.ui.clipboard import copy_table
from duodesk.ui.memory import Memory
from duodesk.ui.widgets.cells import CellDelegate, row_height
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.shaped import Shape, ShapedTable

__all__ = ["RowsTable", "Shape"]

Row = TypeVar("Row")


class RowsTable(ShapedTable[Row]):
    """Shows rows; `opened` (Enter, double click) and `picked` (another one) carry the row."""

    opened = Signal(object)
    picked = Signal(object)
    menu_wanted = Signal(object, object)

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        *,
        name: str,
        key: str = "",
        memory: Memory | None = None,
        folded: Callable[[Row], str] | None = None,
    ) -> None:
        super().__init__(columns, key=key, memory=memory, folded=folded)
        # Who must agree before so many rows are copied; a list of people asks its person.
        self.asks_first: Callable[[int, Callable[[], None]], None] = lambda _n, copy: copy()
        # What signs on paper mean, where columns have any.
        self.legend = ""
        self.setItemDelegate(CellDelegate(self))
        self.setAccessibleName(name)
        self._behave()
        self._fit_rows()
        self.rows_model.modelReset.connect(self._fit_rows)
        self.activated.connect(lambda index: self.opened.emit(self.rows_model.row_at(index)))
        self._follow_selection()

    def set_rows(
        self,
        rows: Sequence[Row],
        text: str | None = None,
        keep: Callable[[Row], bool] | None = None,
    ) -> None:
        """Show other rows, with a filter if one is given; the place in the list is kept."""
        place = self.currentIndex().row()
        self.rows_model.set_rows(rows, text, keep)
        if 0 <= place < self.rows_model.rowCount():
            self.go_to(place)

    def go_to(self, place: int) -> None:
        """Make the row at this place the current one."""
        index = self.rows_model.index(place, next(iter(self._places_shown()), 0))
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)

    def current(self) -> Row | None:
        """The row the person is on."""
        index = self.currentIndex()
        return self.rows_model.row_at(index) if index.isValid() else None

    def selected(self) -> list[Row]:
        """The rows that are marked, from top to bottom."""
        places = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return [self.rows_model.row_at(place) for place in places]

    def copy(self) -> None:
        """The marked rows as a table on the clipboard, with headings."""
        self._put_on_clipboard(self.selected() or self.taken())

    def copy_all(self) -> None:
        """All that is shown, or what is marked of it, as a table on the clipboard."""
        self._put_on_clipboard(self.taken())

    def taken(self) -> list[Row]:
        """The rows that leave by copy, print or workbook: those marked when several are, else
        all that are shown.
        """
        marked = self.selected()
        rows = marked if len(marked) > 1 else self.rows_model.rows()
        for column in self.shown_columns() if len(rows) > len(marked) else ():
            column.prepare()
        return rows

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._offer_columns(QPoint(0, self.horizontalHeader().height()))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            # On some systems Qt does not call Enter activation; one way for all.
            row = self.current()
            if row is not None:
                self.opened.emit(row)
        else:
            super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        row = self.current()
        if row is not None:
            self.menu_wanted.emit(row, event.globalPos())

    @override
    def _on_sorted(self, place: int, order: Qt.SortOrder) -> None:
        current = self.current()
        super()._on_sorted(place, order)
        if current is not None:
            self.go_to(max(self.rows_model.place_of(lambda row: row is current), 0))

    def _put_on_clipboard(self, rows: Sequence[Row]) -> None:
        columns = self.shown_columns()

        def put() -> None:
            headings = [column.heading for column in columns]
            copy_table([headings, *([c.text(row) for c in columns] for row in rows)])

        self.asks_first(len(rows), put)

    def _behave(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setMinimumHeight(120)

    def _fit_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(row_height())

    def _follow_selection(self) -> None:
        def moved(index: QModelIndex, _before: QModelIndex) -> None:
            if index.isValid():
                self.picked.emit(self.rows_model.row_at(index))

        self.selectionModel().currentRowChanged.connect(moved)
