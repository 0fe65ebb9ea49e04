"""The list of Today: one table with headings, each line with the button that finishes it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyle, QStyleOptionViewItem
from typing_extensions import override

from duodesk.base.i18n import N_
from duodesk.ui.icons import draw_icon
from duodesk.ui.theme import look
from duodesk.ui.today.entries import (
    Entry,
    finish_words,
    phone_words,
    when_badge,
    when_words,
    who_words,
    why_words,
)
from duodesk.ui.widgets.cells import CellDelegate
from duodesk.ui.widgets.rows import ROW_ROLE, Column, Index
from duodesk.ui.widgets.table import RowsTable

_WHY, _FINISH = "why", "finish"
_GAP = 9
_BUTTON = 26  # height in pixels
# Below this width the reason takes room from all the others.
_NARROW = 960
_NARROW_WIDTHS = {"when": 98, "who": 176, "phone": 146, _FINISH: 164}


class DayTable(RowsTable[Entry]):
    """Space finishes a line, S puts it off, E notes, Del lets it go, Enter opens; on a heading
    Enter and Space open and close its group.
    """

    finished = Signal(object)
    put_off = Signal(object)
    noted = Signal(object)
    let_go = Signal(object)
    turned = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__(_COLUMNS, name=name)
        self.setItemDelegate(_DayDelegate(self))
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(False)
        self._fit_columns()
        self.clicked.connect(self._on_clicked)

    def show_entries(self, rows: Sequence[Entry]) -> None:
        """Other rows; the place in the list is kept, at the same line where it is still there."""
        before, place = self.current(), self.currentIndex().row()
        self.clearSpans()
        self.rows_model.set_rows(rows)
        for n, entry in enumerate(rows):
            if entry.line is None:
                first = 0 if entry.done is None else 1
                self.setSpan(n, first, 1, len(_COLUMNS) - first)
        same = -1
        if before is not None:
            same = self.rows_model.place_of(lambda row: row.key == before.key)
        wanted = same if same >= 0 else min(max(place, 0), len(rows) - 1)
        if wanted >= 0:
            self.go_to(self._nearest(wanted) if before is None or same < 0 else wanted)

    def line_entries(self) -> list[Entry]:
        """The rows that are lines, from top to bottom."""
        return [entry for entry in self.rows_model.rows() if entry.line is not None]

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        entry = self.current()
        if entry is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        key = Qt.Key(event.key())
        if entry.line is None:
            if key in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.turned.emit(entry)
            else:
                super().keyPressEvent(event)
            return
        told = {
            Qt.Key.Key_Space: self.finished,
            Qt.Key.Key_S: self.put_off,
            Qt.Key.Key_E: self.noted,
            Qt.Key.Key_Delete: self.let_go,
        }.get(key)
        if told is None:
            super().keyPressEvent(event)
        else:
            told.emit(entry)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < look().px(_NARROW)
        for place, column in enumerate(_COLUMNS):
            if column.key != _WHY:
                width = _NARROW_WIDTHS[column.key] if narrow else column.width
                self.setColumnWidth(place, look().px(width))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        entry = self._entry_at(event.position().toPoint())
        hand = entry is not None and (entry.line is None and entry.done is None)
        hand = hand or self._on_button(event.position().toPoint())
        shape = Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    @override
    def _offer_columns(self, at: QPoint) -> None:
        """The columns of this list stay as they are."""

    def _entry_at(self, at: QPoint) -> Entry | None:
        index = self.indexAt(at)
        return self.rows_model.row_at(index) if index.isValid() else None

    def _on_button(self, at: QPoint) -> bool:
        index = self.indexAt(at)
        if not index.isValid() or _COLUMNS[index.column()].key != _FINISH:
            return False
        return bool(finish_words(self.rows_model.row_at(index)))

    def _on_clicked(self, index: QModelIndex) -> None:
        entry = self.rows_model.row_at(index)
        if entry.line is None and entry.done is None:
            self.turned.emit(entry)
        elif entry.line is not None and _COLUMNS[index.column()].key == _FINISH:
            self.finished.emit(entry)

    def _nearest(self, place: int) -> int:
        """The first line from a place on, else the last before it."""
        rows = self.rows_model.rows()
        after = [n for n in range(place, len(rows)) if rows[n].line is not None]
        before = [n for n in range(place) if rows[n].line is not None]
        return after[0] if after else before[-1] if before else place

    def _fit_columns(self) -> None:
        header = self.horizontalHeader()
        for place, column in enumerate(_COLUMNS):
            stretch = column.key == _WHY
            mode = QHeaderView.ResizeMode.Stretch if stretch else QHeaderView.ResizeMode.Fixed
            header.setSectionResizeMode(place, mode)


class _DayDelegate(CellDelegate):
    """Headings across the row, and a button in the last cell."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ROW_ROLE)
        if entry.line is None and entry.done is None:
            self._paint_heading(painter, option, index, entry)
        elif _COLUMNS[index.column()].key == _FINISH and entry.line is not None:
            self.paint_ground(painter, option, index)
            _paint_button(painter, option, finish_words(entry))
        else:
            super().paint(painter, option, index)

    def _paint_heading(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, entry: Entry
    ) -> None:
        self.paint_ground(painter, option, index)
        painter.save()
        rect = QRectF(option.rect)
        side = look().px(16)
        x = rect.x() + look().px(_GAP)
        if entry.is_heading:
            box = QRectF(x, rect.center().y() - side / 2, side, side)
            draw_icon(painter, box, "chevron-down" if entry.is_open else "chevron-right", "muted")
        x += side + look().px(6)
        font = look().font(weight=600 if entry.is_heading else 400)
        painter.setFont(font)
        painter.setPen(look().color("text" if entry.is_heading else "accent"))
        words = QRectF(x, rect.y(), rect.right() - x, rect.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, when_words(entry))
        painter.restore()


def _paint_button(painter: QPainter, option: QStyleOptionViewItem, text: str) -> None:
    font = look().font("small", weight=500)
    metrics = QFontMetricsF(font)
    rect = QRectF(option.rect).adjusted(look().px(4), 0, -look().px(8), 0)
    width = min(metrics.horizontalAdvance(text) + look().px(24), rect.width())
    height = min(look().px(_BUTTON), rect.height() - 4)
    box = QRectF(rect.x(), rect.center().y() - height / 2, width, height)
    over = bool(option.state & QStyle.StateFlag.State_MouseOver)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look().color("edge"), 1))
    painter.setBrush(look().color("soft" if over else "surface"))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    painter.setFont(font)
    painter.setPen(look().color("accent"))
    room = box.adjusted(look().px(8), 0, -look().px(8), 0)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, shown)
    painter.restore()


_COLUMNS: tuple[Column[Entry], ...] = (
    Column(
        key="when",
        title=N_("When"),
        text=when_words,
        badges=lambda e: [badge] if (badge := when_badge(e)) is not None else [],
        width=104,
    ),
    Column(key="who", title=N_("Who"), text=who_words, tip=who_words, width=230, strong=True),
    Column(key=_WHY, title=N_("Why"), text=why_words, tip=why_words, width=260),
    Column(key="phone", title=N_("Telephone"), text=phone_words, width=142),
    Column(key=_FINISH, title=N_("To do"), text=finish_words, tip=finish_words, width=172),
)
