"""The table of all lists: order by heading, choose columns, copy as table, remembered widths."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView
from typing_extensions import override

from duodesk.base.i18n import _
from duodesk.ui.clipboard import copy_table
from duodesk.ui.memory import Memory
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Menu
from duodesk.ui.widgets.cells import CellDelegate, row_height
from duodesk.ui.widgets.rows import Column, RowsModel

Row = TypeVar("Row")


class RowsTable(QTableView, Generic[Row]):
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
        super().__init__()
        self.rows_model: RowsModel[Row] = RowsModel(columns, folded)
        self._key = key
        self._memory = memory
        self.setModel(self.rows_model)
        self.setItemDelegate(CellDelegate(self))
        self.setAccessibleName(name)
        self._behave()
        self._dress_header()
        self._recall()
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
        index = self.rows_model.index(place, self._first_column())
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

    def shown_columns(self) -> list[Column[Row]]:
        """The columns as they stand now, from left to right."""
        header = self.horizontalHeader()
        order = [header.logicalIndex(place) for place in range(header.count())]
        return [self.rows_model.columns[i] for i in order if not header.isSectionHidden(i)]

    def order_by(self, place: int) -> None:
        """Order by that column; by the same one again, the other way round."""
        header = self.horizontalHeader()
        same = header.sortIndicatorSection() == place
        up = header.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        down = Qt.SortOrder.DescendingOrder
        header.setSortIndicator(place, down if same and up else Qt.SortOrder.AscendingOrder)

    def copy(self) -> None:
        """The marked rows as a table on the clipboard, with headings."""
        columns = self.shown_columns()
        rows = self.selected() or self.rows_model.rows()
        copy_table(
            [[_(c.title) for c in columns], *([c.text(row) for c in columns] for row in rows)]
        )

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._choose_columns(QPoint(0, self.horizontalHeader().height()))
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

    def _dress_header(self) -> None:
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(40)
        header.setStretchLastSection(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(False)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._choose_columns)
        header.sortIndicatorChanged.connect(self._on_sorted)
        header.sectionResized.connect(self._on_resized)
        self.setSortingEnabled(False)
        header.setSectionsClickable(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._fit_rows()
        for place, column in enumerate(self.rows_model.columns):
            self.setColumnWidth(place, look().px(column.width))
            self.setColumnHidden(place, column.hidden)

    def _fit_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(row_height())

    def _follow_selection(self) -> None:
        def moved(index: QModelIndex, _before: QModelIndex) -> None:
            if index.isValid():
                self.picked.emit(self.rows_model.row_at(index))

        self.selectionModel().currentRowChanged.connect(moved)

    def _on_resized(self, place: int, _before: int, width: int) -> None:
        if self._memory is not None and self._key and self.isVisible() and width:
            column = self.rows_model.columns[place]
            self._memory.put(f"{self._key}/width/{column.key}", round(width / look().scale))

    def _on_sorted(self, place: int, order: Qt.SortOrder) -> None:
        current = self.current()
        self.rows_model.sort(place, order)
        if current is not None:
            self.go_to(max(self.rows_model.place_of(lambda row: row is current), 0))
        self._remember()

    def _choose_columns(self, at: QPoint) -> None:
        menu = Menu(self)
        order = Menu(_("Order by"), menu)
        for place, column in enumerate(self.rows_model.columns):
            if not self.isColumnHidden(place) and not column.fixed:
                order.item(_(column.title), partial(self.order_by, place))
        menu.addMenu(order)
        menu.addSeparator()
        for place, column in enumerate(self.rows_model.columns):
            if column.fixed:
                continue
            shown = not self.isColumnHidden(place)
            item = menu.item(_(column.title), partial(self._toggle, place), checked=shown)
            item.setEnabled(not shown or len(self.shown_columns()) > 1)
        menu.addSeparator()
        menu.item(_("Columns as delivered"), self._reset_columns)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(at))

    def _toggle(self, place: int) -> None:
        self.setColumnHidden(place, not self.isColumnHidden(place))
        self._remember()

    def _reset_columns(self) -> None:
        for place, column in enumerate(self.rows_model.columns):
            self.setColumnHidden(place, column.hidden)
            self.setColumnWidth(place, look().px(column.width))
        self._remember()

    def _first_column(self) -> int:
        places = range(len(self.rows_model.columns))
        return next((place for place in places if not self.isColumnHidden(place)), 0)

    def _remember(self) -> None:
        if self._memory is None or not self._key:
            return
        header = self.horizontalHeader()
        columns = self.rows_model.columns
        hidden = [c.key for i, c in enumerate(columns) if self.isColumnHidden(i)]
        self._memory.put(f"{self._key}/hidden", hidden or ["-"])
        sorted_by = header.sortIndicatorSection()
        if 0 <= sorted_by < len(columns):
            down = header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
            self._memory.put(
                f"{self._key}/order", [columns[sorted_by].key, "down" if down else "up"]
            )

    def _recall(self) -> None:
        if self._memory is None or not self._key:
            return
        for place, column in enumerate(self.rows_model.columns):
            width = self._memory.number(f"{self._key}/width/{column.key}", column.width)
            self.setColumnWidth(place, look().px(width))
        hidden = self._memory.names(f"{self._key}/hidden")
        if hidden:
            for place, column in enumerate(self.rows_model.columns):
                self.setColumnHidden(place, column.key in hidden)
        order = self._memory.names(f"{self._key}/order")
        keys = [column.key for column in self.rows_model.columns]
        if len(order) == 2 and order[0] in keys:
            descending = order[1] == "down"
            direction = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
            self.horizontalHeader().setSortIndicator(keys.index(order[0]), direction)
