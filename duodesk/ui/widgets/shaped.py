"""A table that remembers how it stands: which columns, where, how wide, ordered by what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTableView

from duodesk.base.i18n import _
from duodesk.ui.memory import Memory
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Menu
from duodesk.ui.widgets.rows import Column, RowsModel

Row = TypeVar("Row")
_FEW = 12  # columns that a menu still shows one by one


@dataclass(frozen=True, slots=True)
class Shape:
    """How a table stands: the keys of the columns from left to right, and what orders the rows."""

    columns: tuple[str, ...]
    order: str = ""
    down: bool = False


class ShapedTable(QTableView, Generic[Row]):
    """Columns to choose, move, widen and order by; `reshaped` when any of that changed."""

    reshaped = Signal()

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        *,
        key: str = "",
        memory: Memory | None = None,
        folded: Callable[[Row], str] | None = None,
    ) -> None:
        super().__init__()
        self.rows_model: RowsModel[Row] = RowsModel(columns, folded)
        self._key, self._memory, self._quiet = key, memory, True
        self.setModel(self.rows_model)
        self._give_header()
        self._dress_header()
        self._recall()
        self._quiet = False

    def shown_columns(self) -> list[Column[Row]]:
        """The columns as they stand now, from left to right."""
        return [self.rows_model.columns[place] for place in self._places_shown()]

    def shape(self) -> Shape:
        """How the table stands now."""
        header = self.horizontalHeader()
        sorted_by, columns = header.sortIndicatorSection(), self.rows_model.columns
        down = header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        keys = tuple(columns[place].key for place in self._places_shown())
        known = 0 <= sorted_by < len(columns)
        return Shape(keys, columns[sorted_by].key if known else "", known and down)

    def delivered(self) -> Shape:
        """How the table stands when it is new."""
        return Shape(tuple(c.key for c in self.rows_model.columns if not c.hidden))

    def set_shape(self, shape: Shape) -> None:
        """Let it stand so; columns that are not known are passed over, fixed ones stay."""
        header, columns = self.horizontalHeader(), self.rows_model.columns
        places = {column.key: place for place, column in enumerate(columns)}
        wanted = [places[key] for key in dict.fromkeys(shape.columns) if key in places]
        if not wanted:
            return
        for place, column in enumerate(columns):
            self.setColumnHidden(place, place not in wanted and not column.fixed)
        for target, place in enumerate(wanted):
            if header.visualIndex(place) != target:
                header.moveSection(header.visualIndex(place), target)
        order = Qt.SortOrder.DescendingOrder if shape.down else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(places.get(shape.order, -1), order)
        self._remember()

    def reset_columns(self) -> None:
        """Columns, their widths and their places as delivered."""
        order = self.shape()
        for place, column in enumerate(self.rows_model.columns):
            self.setColumnWidth(place, look().px(column.width))
        self.set_shape(Shape(self.delivered().columns, order.order, order.down))

    def order_by(self, place: int) -> None:
        """Order by that column; by the same one again, the other way round."""
        header = self.horizontalHeader()
        same = header.sortIndicatorSection() == place
        up = header.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        down = Qt.SortOrder.DescendingOrder
        header.setSortIndicator(place, down if same and up else Qt.SortOrder.AscendingOrder)

    def choose_columns(self) -> None:
        """Open the list of all columns."""
        from duodesk.ui.widgets.columns import ColumnsPopup

        ColumnsPopup(self).open_below(self.horizontalHeader())

    def _give_header(self) -> None:
        """A head of its own, for a table that paints it."""

    def _dress_header(self) -> None:
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(40)
        header.setStretchLastSection(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(False)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._offer_columns)
        header.sortIndicatorChanged.connect(self._on_sorted)
        header.sectionResized.connect(self._on_resized)
        header.sectionMoved.connect(lambda *_places: self._remember())
        self.setSortingEnabled(False)
        header.setSortIndicatorShown(True)  # the line above took it away
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setSectionsClickable(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for place, column in enumerate(self.rows_model.columns):
            self.setColumnWidth(place, look().px(column.width))
            self.setColumnHidden(place, column.hidden)

    def _on_resized(self, place: int, _before: int, width: int) -> None:
        if self._memory is not None and self._key and self.isVisible() and width:
            column = self.rows_model.columns[place]
            self._memory.put(f"{self._key}/width/{column.key}", round(width / look().scale))

    def _on_sorted(self, place: int, order: Qt.SortOrder) -> None:
        self.rows_model.sort(place, order)
        self._remember()

    def _offer_columns(self, at: QPoint) -> None:
        menu = Menu(self)
        order = Menu(_("Order by"), menu)
        for place in self._places_shown():
            if not self.rows_model.columns[place].fixed:
                order.item(self.rows_model.columns[place].heading, partial(self.order_by, place))
        menu.addMenu(order)
        menu.addSeparator()
        free = [(n, c) for n, c in enumerate(self.rows_model.columns) if not c.fixed]
        for place, column in free if len(free) <= _FEW else ():
            shown = not self.isColumnHidden(place)
            item = menu.item(column.heading, partial(self._toggle, place), checked=shown)
            item.setEnabled(not shown or len(self.shown_columns()) > 1)
        menu.addSeparator()
        menu.item(_("Columns…"), self.choose_columns, icon_name="columns-3")
        menu.item(_("Columns as delivered"), self.reset_columns)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(at))

    def _toggle(self, place: int) -> None:
        self.setColumnHidden(place, not self.isColumnHidden(place))
        self._remember()

    def _places_shown(self) -> list[int]:
        header = self.horizontalHeader()
        order = [header.logicalIndex(place) for place in range(header.count())]
        return [place for place in order if not header.isSectionHidden(place)]

    def _remember(self) -> None:
        if self._quiet:
            return
        if self._memory is not None and self._key:
            shape = self.shape()
            self._memory.put(f"{self._key}/shown", list(shape.columns))
            direction = "down" if shape.down else "up"
            self._memory.put(f"{self._key}/order", [shape.order, direction] if shape.order else [])
        self.reshaped.emit()

    def _recall(self) -> None:
        if self._memory is None or not self._key:
            return
        for place, column in enumerate(self.rows_model.columns):
            width = self._memory.number(f"{self._key}/width/{column.key}", column.width)
            self.setColumnWidth(place, look().px(width))
        shown = tuple(self._memory.names(f"{self._key}/shown")) or self.delivered().columns
        order, direction = (*self._memory.names(f"{self._key}/order"), "", "")[:2]
        self.set_shape(Shape(shown, order, direction == "down"))
