"""Who followed which unit of a series: one key a cell, the mark goes on to the next person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
)
from typing_extensions import override

from duodesk.base.i18n import _
from duodesk.training.attendance import Grid, UnitDay
from duodesk.training.words import Attended
from duodesk.ui.clipboard import copy_table
from duodesk.ui.icons import draw_icon
from duodesk.ui.theme import look
from duodesk.ui.training.attendance_heads import NameHead, UnitHead, wrapped
from duodesk.ui.training.attendance_model import GridModel, MakeUps
from duodesk.ui.training.words import coming_words, make_up_words, mark_look, mark_word
from duodesk.ui.widgets.buttons import Menu
from duodesk.ui.widgets.cells import CellDelegate
from duodesk.ui.widgets.chips import TONES, badge_width
from duodesk.ui.widgets.rows import BADGES_ROLE, DRAWN_ROLE, ICON_ROLE, Index

_KEYS = {
    Qt.Key.Key_P: Attended.PRESENT,
    Qt.Key.Key_Space: Attended.PRESENT,
    Qt.Key.Key_A: Attended.ABSENT,
    Qt.Key.Key_E: Attended.EXCUSED,
    Qt.Key.Key_M: Attended.MADE_UP,
    Qt.Key.Key_Delete: None,
    Qt.Key.Key_Backspace: None,
}
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_UNIT, _NARROW, _LAST, _LEAST = 112, 66, 200, 150
_ROW, _EDGE, _SIGN = 44, 9, 40


class AttendanceGrid(QTableView):
    """P present, A absent, E excused, M made up, Delete clears; Enter books what can be made up,
    elsewhere it opens the person. `marked` carries a column, people and a mark or none; `booked`
    a `MakeUp`, `letter_wanted` a row and a unit that is made up, `opened` a person.
    """

    marked = Signal(object, object, object)
    booked = Signal(object)
    letter_wanted = Signal(object, object)
    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.grid_model = GridModel()
        self.setModel(self.grid_model)
        self.setItemDelegate(_GridDelegate(self))
        self.setObjectName("grid")
        self.setAccessibleName(_("Attendance"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setShowGrid(True)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setMinimumHeight(look().px(150))
        self._dress()
        self.doubleClicked.connect(self._on_double)

    def show_grid(self, grid: Grid, make_ups: MakeUps, *, today: date) -> None:
        """Show who followed what, and what becomes of what is missing; one begins in the column of
        the last day held.
        """
        self.grid_model.set_grid(grid, make_ups)
        self._widen()
        if grid.rows and grid.columns and not self.currentIndex().isValid():
            held = [n for n, column in enumerate(grid.columns) if column.day <= today]
            self.setCurrentIndex(self.grid_model.index(0, held[-1] if held else 0))

    def go_to(self, place: int, column: int) -> None:
        """Stand on the cell of a person and a unit."""
        self.setCurrentIndex(self.grid_model.index(place, column))

    def current_column(self) -> UnitDay | None:
        """The unit and day one is on."""
        return self.grid_model.column_at(self.currentIndex().column())

    def mark(self, presence: Attended | None) -> None:
        """Note this in the cells that are selected in the column one is on; a single mark goes
        on to the next person.
        """
        column, chosen = self.current_column(), self._chosen()
        if column is None or not chosen:
            return
        people = [row.person_id for row in map(self.grid_model.row_at, chosen) if row is not None]
        self.marked.emit(column, people, presence)
        below = chosen[-1] + 1
        if len(chosen) == 1 and below < self.grid_model.rowCount():
            self.go_to(below, self.currentIndex().column())

    def book(self) -> bool:
        """Book the soonest way to make up for the person one is on; false where there is none."""
        row = self.grid_model.row_at(self.currentIndex().row())
        offered = self.grid_model.offer_for(row.person_id) if row is not None else ()
        if offered:
            self.booked.emit(offered[0])
        return bool(offered)

    def open_person(self) -> None:
        """Go to the person one is on."""
        row = self.grid_model.row_at(self.currentIndex().row())
        if row is not None:
            self.opened.emit(row.person_id)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed = Qt.Key(event.key())
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif pressed in _ENTER or (pressed == Qt.Key.Key_Space and not self.current_column()):
            self._go_on()
        elif pressed in _KEYS:
            self.mark(_KEYS[pressed])
        else:
            super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.currentIndex().isValid():
            self._offer(event.globalPos())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the line below how far somebody is books what it says."""
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        index = self.indexAt(at)
        last = index.isValid() and self.grid_model.column_at(index.column()) is None
        if last and at.y() > self.visualRect(index).center().y():
            self.book()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._widen()

    @override
    def keyboardSearch(self, search: str) -> None:
        """Letters are marks here and never jump to a name."""

    def _go_on(self) -> None:
        if self.current_column() is not None or not self.book():
            self.open_person()

    def _on_double(self, index: QModelIndex) -> None:
        if self.grid_model.column_at(index.column()) is not None:
            self.mark(Attended.PRESENT)

    def _chosen(self) -> list[int]:
        """The rows that are selected in the current column."""
        here = self.currentIndex().column()
        chosen = {i.row() for i in self.selectionModel().selectedIndexes() if i.column() == here}
        return sorted(chosen)

    def _copy(self) -> None:
        model = self.grid_model
        rows = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        head = [str(model.headerData(place, Qt.Orientation.Horizontal)) for place in self._places()]
        table = [[_("Name"), *head]]
        for place in rows:
            row = model.row_at(place)
            if row is not None:
                told = [model.told(model.index(place, column)) for column in self._places()]
                table.append([row.name, *told])
        copy_table(table)

    def _places(self) -> range:
        return range(self.grid_model.columnCount())

    def _offer(self, at: QPoint) -> None:
        menu = Menu(self)
        if self.current_column() is not None:
            for presence in Attended:
                icon_name = mark_look(presence)[0]
                call = partial(self.mark, presence)
                menu.item(mark_word(presence), call, icon_name=icon_name)
            menu.item(_("Nothing noted"), partial(self.mark, None), icon_name="x")
            menu.addSeparator()
        self._offer_make_ups(menu)
        menu.item(_("Open the person"), self.open_person, icon_name="user")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def _offer_make_ups(self, menu: Menu) -> None:
        row = self.grid_model.row_at(self.currentIndex().row())
        if row is None:
            return
        for one in self.grid_model.offer_for(row.person_id):
            text = _("Book: %(make_up)s", make_up=make_up_words(one, unit=True))
            menu.item(text, partial(self.booked.emit, one), icon_name="calendar-plus")
        for there in self.grid_model.make_ups.booked.get(row.person_id, ()):
            text = _("Letter: %(make_up)s", make_up=coming_words(there))
            menu.item(text, partial(self.letter_wanted.emit, row, there), icon_name="mail")

    def _dress(self) -> None:
        self.setHorizontalHeader(UnitHead())
        self.setVerticalHeader(NameHead())
        names = self.verticalHeader()
        names.setDefaultSectionSize(look().px(_ROW))
        names.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _widen(self) -> None:
        """Units as wide as their words where there is room, as their signs where there is none;
        what is left shows how far people are.
        """
        units = len(self.grid_model.grid.columns)
        room = self.viewport().width()
        wanted = (room - look().px(_LAST)) // max(units, 1)
        width = min(max(wanted, look().px(_NARROW)), look().px(_UNIT))
        for place in range(units):
            self.setColumnWidth(place, width)
        self.setColumnWidth(units, max(room - units * width, look().px(_LEAST)))


class _GridDelegate(CellDelegate):
    """A mark with its sign and word; in the last column two lines; a frame where one stands."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        lines, badges = index.data(DRAWN_ROLE), index.data(BADGES_ROLE)
        if badges and badge_width(badges[0].text) > option.rect.width() - look().px(_SIGN):
            self.paint_ground(painter, option, index)
            _paint_sign(painter, QRectF(option.rect), index.data(ICON_ROLE), badges[0].tone)
        elif lines is None:
            super().paint(painter, option, index)
        else:
            self.paint_ground(painter, option, index)
            _paint_lines(painter, QRectF(option.rect), lines)
        state = QStyle.StateFlag
        if option.state & state.State_HasFocus:
            painter.save()
            painter.setPen(QPen(look().color("focus"), 2))
            painter.drawRect(QRectF(option.rect).adjusted(1, 1, -2, -2))
            painter.restore()


def _paint_sign(painter: QPainter, rect: QRectF, sign: tuple[str, str], tone: str) -> None:
    """A mark where its word finds no room: its sign on its colour; the word is told and tipped."""
    side = look().px(24)
    disc = QRectF(0, 0, side, side)
    disc.moveCenter(rect.center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look().color(TONES[tone][0]))
    painter.drawEllipse(disc)
    inner = look().px(4)
    draw_icon(painter, disc.adjusted(inner, inner, -inner, -inner), *sign)
    painter.restore()


def _paint_lines(painter: QPainter, rect: QRectF, lines: Sequence[str]) -> None:
    """How far somebody has come, on two lines where there is room; below it what becomes of what
    is missing, as something to press.
    """
    edge = look().px(_EDGE)
    room = rect.adjusted(edge, 0, -edge, 0)
    small, tiny = look().font("small"), look().font("tiny", weight=600)
    first = wrapped(lines[0], small, room.width(), most=1 if len(lines) > 1 else 2)
    elide = Qt.TextElideMode.ElideRight
    others = [QFontMetricsF(tiny).elidedText(text, elide, room.width()) for text in lines[1:]]
    shown = [(text, small, "text") for text in first] + [(text, tiny, "accent") for text in others]
    heights = [QFontMetricsF(font).height() for _text, font, _color in shown]
    y = rect.center().y() - sum(heights) / 2
    painter.save()
    for (text, font, color), height in zip(shown, heights, strict=True):
        painter.setFont(font)
        painter.setPen(look().color(color))
        painter.drawText(QRectF(room.x(), y, room.width(), height), _LEFT, text)
        y += height
    painter.restore()
