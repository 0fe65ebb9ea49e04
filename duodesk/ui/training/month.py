"""A month: a cell a day with as many entries as there is room for, and how many more there are."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QHeaderView
from typing_extensions import override

from duodesk.base.i18n import _, ngettext
from duodesk.training.dated import Dated
from duodesk.ui.theme import look
from duodesk.ui.training import drawing
from duodesk.ui.training.days_view import Box
from duodesk.ui.training.drag import Grip
from duodesk.ui.training.drawing import State
from duodesk.ui.training.grid import CalendarGrid
from duodesk.ui.training.headers import SideHeader
from duodesk.ui.training.model import MonthModel
from duodesk.ui.training.shown import Period, Spot

_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_WEEKEND = 5


class MonthGrid(CalendarGrid):
    """↑ and ↓ walk through what is on a day, then to the week before or after."""

    def __init__(self, period: Period) -> None:
        super().__init__(MonthModel(period), _("Month"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        across = self.horizontalHeader()
        across.setMinimumSectionSize(look().px(40))
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        across.setHighlightSections(False)
        across.setFixedHeight(look().px(28))
        side = SideHeader(28)
        self.setVerticalHeader(side)
        side.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(360), look().px(220))

    @override
    def spot_at(self, pos: QPointF) -> Spot | None:
        index = self.indexAt(pos.toPoint())
        return Spot(self.days.day_of(index)) if index.isValid() else None

    @override
    def _dragged(self, grip: Grip, pos: QPointF) -> Spot | None:
        found = self.spot_at(pos)
        if grip.entry is None or found is None:
            return None
        return Spot(found.day, grip.entry.start, grip.entry.minutes)

    @override
    def _keys(self) -> dict[tuple[Qt.KeyboardModifier, Qt.Key], Callable[[], object]]:
        key = Qt.Key
        return {
            (_NONE, key.Key_Up): lambda: self._climb(-1),
            (_NONE, key.Key_Down): lambda: self._climb(1),
            (_SHIFT, key.Key_Up): lambda: self._push(days=-7),
            (_SHIFT, key.Key_Down): lambda: self._push(days=7),
        }

    def _climb(self, by: int) -> None:
        """To the next entry of the day; past the last one to the next week."""
        chosen = self.chosen()
        if by < 0 and chosen is None:
            self._walk(-7)
        elif not self._step(by) and by > 0:
            self._walk(7)

    @override
    def _lay_out(self) -> list[Box]:
        placed: dict[object, list[Dated]] = {}
        for one in self.drawn():
            placed.setdefault(self.placed(one).day, []).append(one)
        found = []
        for week in range(self.days.period.weeks):
            for weekday in range(7):
                day = self.days.period.day(week, weekday)
                cell = QRectF(self.visualRect(self.days.index(week, weekday)))
                found += self._boxes_of(day_cell(cell), Spot(day), placed.get(day, []))
        return found

    def _boxes_of(self, room: QRectF, spot: Spot, entries: list[Dated]) -> list[Box]:
        """The entries of a day from the top; the chosen one is always among those shown."""
        height, gap = drawing.line_height(), 1.0
        lines = max(int((room.height() + gap) // (height + gap)), 1)
        shown = entries if len(entries) <= lines else entries[: max(lines - 1, 1)]
        chosen = next((one for one in entries if one.key == self.days.chosen), None)
        if chosen is not None and chosen not in shown:
            shown = [*shown[:-1], chosen]
        hidden = len(entries) - len(shown)
        # Where there is one line alone, the number of the others stands at its end.
        beside = look().px(26) if hidden and lines == 1 else 0
        width, spare = room.width() - beside, lines - len(shown) - bool(hidden)
        boxes, y = [], room.y()
        for one in shown:
            folded = spare > 0 and drawing.is_long(one, width)
            spare -= folded
            high = height * 2 - look().px(3) if folded else height
            boxes.append(Box(QRectF(room.x(), y, width, high), spot.day, one))
            y += high + gap
        if hidden and beside:
            boxes.append(Box(QRectF(room.right() - beside, room.y(), beside, height), spot.day,
                             hidden=hidden))  # fmt: skip
        elif hidden:
            boxes.append(Box(QRectF(room.x(), y, width, height), spot.day, hidden=hidden))
        return boxes

    @override
    def _paint(self, painter: QPainter) -> None:
        shown, period = look(), self.days.period
        painter.fillRect(self.viewport().rect(), shown.color("surface"))
        for week in range(period.weeks):
            for weekday in range(7):
                self._paint_day(painter, week, weekday)
        self._paint_lines(painter)
        for box in self.boxes():
            self._paint_box(painter, box)
        self._paint_focus(painter)
        self._paint_drag(painter)

    def _paint_day(self, painter: QPainter, week: int, weekday: int) -> None:
        period = self.days.period
        day = period.day(week, weekday)
        cell = QRectF(self.visualRect(self.days.index(week, weekday)))
        signs = period.signs.get(day)
        holiday = signs is not None and bool(signs.holiday)
        drawing.paint_ground(painter, cell, holiday=holiday, weekend=weekday >= _WEEKEND)
        faded = period.is_outside(day)
        width = drawing.paint_number(painter, cell, day, today=day == period.today, faded=faded)
        if signs is not None:
            drawing.paint_signs(painter, cell.adjusted(width, 0, 0, 0), signs)

    def _paint_lines(self, painter: QPainter) -> None:
        room = self.viewport().rect()
        painter.setPen(QPen(look().color("line"), 1))
        for week in range(1, self.days.period.weeks):
            y = self.rowViewportPosition(week)
            painter.drawLine(0, y, room.width(), y)
        for weekday in range(1, 7):
            x = self.columnViewportPosition(weekday)
            painter.drawLine(x, 0, x, room.height())

    def _paint_box(self, painter: QPainter, box: Box) -> None:
        if box.entry is None:
            text = ngettext("+%(n)s more", "+%(n)s more", box.hidden)
            if box.rect.width() <= look().px(26):
                text = f"+{box.hidden}"
            drawing.paint_more(painter, box.rect, text, chosen=False)
            return
        chosen = box.entry.key == self.days.chosen
        state = State(chosen, self.hasFocus(), self.is_pending(box.entry), folded=True)
        drawing.paint_entry(painter, box.rect, box.entry, state)

    def _paint_focus(self, painter: QPainter) -> None:
        cell = QRectF(self.visualRect(self.currentIndex())).adjusted(1, 1, -2, -2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        focused = self.hasFocus()
        painter.setPen(QPen(look().color("focus" if focused else "edge"), 2 if focused else 1))
        painter.drawRect(cell)

    def _paint_drag(self, painter: QPainter) -> None:
        entry, spot = self.drag.entry, self.drag.spot
        place = self.days.period.place(spot.day) if spot is not None else None
        if entry is None or place is None:
            return
        cell = QRectF(self.visualRect(self.days.index(*place)))
        painter.setPen(QPen(look().color("accent"), 2, Qt.PenStyle.DashLine))
        painter.drawRect(cell.adjusted(1, 1, -2, -2))
        room = day_cell(cell)
        ghost = QRectF(room.x(), room.y(), room.width(), drawing.line_height())
        drawing.paint_entry(painter, ghost, entry, State(chosen=True, focused=True, pending=True))


def day_cell(cell: QRectF) -> QRectF:
    """The part of a day's cell that entries have."""
    top = cell.y() + drawing.number_height()
    return QRectF(cell.x() + 2, top, cell.width() - 5, cell.bottom() - 2 - top)
