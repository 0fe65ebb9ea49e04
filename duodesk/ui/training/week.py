"""A week: days side by side from 7 to 21 h, what overlaps side by side, what has no hour on top."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QHeaderView
from typing_extensions import override

from duodesk.base import dates
from duodesk.base.i18n import _, ngettext
from duodesk.training.dated import Dated
from duodesk.ui.theme import look
from duodesk.ui.training import drawing
from duodesk.ui.training.days_view import Box
from duodesk.ui.training.drag import Grip
from duodesk.ui.training.drawing import State
from duodesk.ui.training.grid import CalendarGrid
from duodesk.ui.training.headers import SideHeader, WeekHeader
from duodesk.ui.training.lanes import lanes
from duodesk.ui.training.model import FIRST_HOUR, LAST_HOUR, SLOT, SLOTS, WeekModel
from duodesk.ui.training.shown import DAY, QUARTER, USUAL_MINUTES, Period, Spot, length

_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_WEEKEND = 5
_EDGE = 6  # pixels at the foot of an entry by which it is made longer
_MOST_ABOVE = 4  # entries without an hour that are shown above a day


class WeekGrid(CalendarGrid):
    """↑ and ↓ walk by half an hour; Space goes on where several take place at once."""

    def __init__(self, period: Period) -> None:
        self._model = WeekModel(period)
        super().__init__(self._model, _("Week"))
        across, side = WeekHeader(self._model), SideHeader(40)
        self.setHorizontalHeader(across)
        self.setVerticalHeader(side)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(380), look().px(220))

    @override
    def show_period(self, period: Period, day: date) -> None:
        row = self.currentIndex().row()
        super().show_period(period, day)
        if row >= 0:
            self.setCurrentIndex(self.days.index(row, self.currentIndex().column()))
        self._fit()

    @override
    def choose(self, day: date, key: object) -> None:
        found = next((one for one in self.days.entries_on(day) if one.key == key), None)
        if found is not None:
            self._go_to_spot(Spot(day, found.start))
        super().choose(day, found.key if found is not None else None)

    @override
    def current_spot(self) -> Spot:
        start = self._model.start_of(self.currentIndex().row())
        return Spot(self.current_day(), start, USUAL_MINUTES if start is not None else None)

    @override
    def spot_at(self, pos: QPointF) -> Spot | None:
        index = self.indexAt(pos.toPoint())
        if not index.isValid():
            return None
        start = self._model.start_of(index.row())
        return Spot(self.days.day_of(index), start, None if start is None else USUAL_MINUTES)

    @override
    def at_edge(self, _box: Box | None, _pos: QPointF) -> bool:
        box, pos = _box, _pos
        one = box.entry if box is not None else None
        if box is None or one is None or not one.movable or not self._model.is_timed(one):
            return False
        return box.rect.bottom() - pos.y() <= min(_EDGE, box.rect.height() / 3)

    @override
    def _dragged(self, grip: Grip, pos: QPointF) -> Spot | None:
        column = self.columnAt(round(pos.x()))
        if column < 0:
            return None
        day, one = self.days.period.day(0, column), grip.entry
        begin, now = self._minutes(grip.at[1]), self._minutes(pos.y())
        if one is None:
            at = self.columnAt(round(grip.at[0]))
            first, last = sorted((begin // QUARTER * QUARTER, -(-now // QUARTER) * QUARTER))
            return Spot(self.days.period.day(0, at), first, max(last - first, QUARTER))
        if one.start is None or not self._model.is_timed(one):
            return Spot(day, one.start, one.minutes)
        shift = round((now - begin) / QUARTER) * QUARTER
        if grip.edge:
            longest = DAY - one.start
            return Spot(one.day, one.start, min(max(length(one) + shift, QUARTER), longest))
        start = min(max(one.start + shift, 0), DAY - length(one))
        return Spot(day, start, one.minutes)

    @override
    def _keys(self) -> dict[tuple[Qt.KeyboardModifier, Qt.Key], Callable[[], object]]:
        key = Qt.Key
        return {
            (_NONE, key.Key_Up): lambda: self._climb(-1),
            (_NONE, key.Key_Down): lambda: self._climb(1),
            (_CTRL, key.Key_Up): lambda: self._push(minutes=-QUARTER),
            (_CTRL, key.Key_Down): lambda: self._push(minutes=QUARTER),
            (_SHIFT, key.Key_Up): lambda: self._push(longer=-QUARTER),
            (_SHIFT, key.Key_Down): lambda: self._push(longer=QUARTER),
        }

    def _climb(self, by: int) -> None:
        """Half an hour on; what goes on there is chosen."""
        row = min(max(self.currentIndex().row() + by, 0), SLOTS)
        self._stand(self.current_day(), row)

    @override
    def _walk(self, days: int) -> None:
        super()._walk(days)
        self._stand(self.current_day(), self.currentIndex().row())

    @override
    def _go_to_spot(self, spot: Spot) -> None:
        index = self.days.index_of(spot.day, self.currentIndex())
        if index.isValid():
            self.setCurrentIndex(self.days.index(self._model.row_of(spot.start), index.column()))

    def _stand(self, day: date, row: int) -> None:
        index = self.days.index_of(day, self.currentIndex())
        self.setCurrentIndex(self.days.index(row, index.column()))
        here = self._model.covering(day, row)
        chosen = self.chosen()
        self._choose(chosen if chosen in here else next(iter(here), None))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the hours all the height there is; where it is too little they scroll."""
        self.updateGeometries()
        most = max((len(self._above(day)) for day in self._dates()), default=0)
        line = drawing.line_height() + 2
        above = round(max(min(most, _MOST_ABOVE), 1) * line + 4)
        room = self.viewport().height() - above
        height = max(room // SLOTS, look().px(14))
        header = self.verticalHeader()
        header.setDefaultSectionSize(height)
        header.resizeSection(0, above)
        self._boxes = None

    def _dates(self) -> list[date]:
        return [self.days.period.day(0, column) for column in range(7)]

    def _above(self, day: date) -> list[Dated]:
        return [one for one in self.days.entries_on(day) if not self._model.is_timed(one)]

    def _minutes(self, y: float) -> int:
        """Which minute of the day lies at this height, the hours above and below included."""
        top, slot = self._top(), self.verticalHeader().defaultSectionSize()
        minutes = FIRST_HOUR * 60 + (y - top) / slot * SLOT
        return round(min(max(minutes, FIRST_HOUR * 60), LAST_HOUR * 60))

    def _top(self) -> float:
        """Where the first hour begins."""
        return float(self.rowViewportPosition(1))

    @override
    def _lay_out(self) -> list[Box]:
        drawn: dict[date, list[Dated]] = {}
        for one in self.drawn():
            spot = self.placed(one)
            put = replace(one, day=spot.day, start=spot.start, minutes=spot.minutes)
            drawn.setdefault(spot.day, []).append(put)
        found = []
        for column, day in enumerate(self._dates()):
            here = drawn.get(day, [])
            found += self._boxes_above(column, [o for o in here if not self._model.is_timed(o)])
            found += self._boxes_timed(column, [o for o in here if self._model.is_timed(o)])
        return found

    def _boxes_above(self, column: int, entries: list[Dated]) -> list[Box]:
        day, line = self.days.period.day(0, column), drawing.line_height()
        x, width = self.columnViewportPosition(column) + 2, self.columnWidth(column) - 5
        y = float(self.rowViewportPosition(0) + 2)
        shown = entries if len(entries) <= _MOST_ABOVE else entries[: _MOST_ABOVE - 1]
        boxes = [
            Box(QRectF(x, y + place * (line + 2), width, line), day, one)
            for place, one in enumerate(shown)
        ]
        if len(entries) > len(shown):
            rect = QRectF(x, y + len(shown) * (line + 2), width, line)
            boxes.append(Box(rect, day, hidden=len(entries) - len(shown)))
        return boxes

    def _boxes_timed(self, column: int, entries: list[Dated]) -> list[Box]:
        day = self.days.period.day(0, column)
        x, width = self.columnViewportPosition(column) + 1, self.columnWidth(column) - 4
        spans = [_shown_hours(one) for one in entries]
        boxes = []
        for one, (begin, end), lane in zip(entries, spans, lanes(spans), strict=True):
            left = x + width * lane.first / lane.of
            right = left + width * lane.wide / lane.of
            top, foot = self._y(begin) + 1, self._y(end)
            rect = QRectF(left, top, right - left - 1, max(foot - top, 8))
            boxes.append(Box(rect, day, one))
        return boxes

    def _y(self, minute: int) -> float:
        slot = self.verticalHeader().defaultSectionSize()
        return self._top() + (minute - FIRST_HOUR * 60) / SLOT * slot

    @override
    def _paint(self, painter: QPainter) -> None:
        painter.fillRect(self.viewport().rect(), look().color("surface"))
        for column in range(7):
            self._paint_day(painter, column)
        self._paint_hours(painter)
        self._paint_focus(painter)
        for box in self.boxes():
            self._paint_box(painter, box)
        self._paint_drag(painter)

    def _paint_day(self, painter: QPainter, column: int) -> None:
        shown, period = look(), self.days.period
        day, signs = period.day(0, column), period.signs.get(period.day(0, column))
        x, width = self.columnViewportPosition(column), self.columnWidth(column)
        room = QRectF(x, 0, width, self.viewport().height())
        holiday = signs is not None and bool(signs.holiday)
        drawing.paint_ground(painter, room, holiday=holiday, weekend=column >= _WEEKEND)
        if day == period.today:
            tint = shown.color("soft")
            tint.setAlpha(70)
            painter.fillRect(room, tint)
        painter.setPen(QPen(shown.color("line"), 1))
        painter.drawLine(room.topRight(), room.bottomRight())

    def _paint_hours(self, painter: QPainter) -> None:
        shown, right = look(), self.viewport().width()
        for row in range(1, SLOTS + 1):
            y = self.rowViewportPosition(row)
            whole = row % 2 == 1
            style = Qt.PenStyle.SolidLine if whole else Qt.PenStyle.DotLine
            painter.setPen(QPen(shown.color("edge" if row == 1 else "line"), 1, style))
            painter.drawLine(0, y, right, y)

    def _paint_box(self, painter: QPainter, box: Box) -> None:
        if box.entry is None:
            text = ngettext("+%(n)s more", "+%(n)s more", box.hidden)
            drawing.paint_more(painter, box.rect, text, chosen=False)
            return
        chosen = box.entry.key == self.days.chosen
        state = State(chosen, self.hasFocus(), self.is_pending(box.entry))
        drawing.paint_entry(painter, box.rect, box.entry, state)

    def _paint_focus(self, painter: QPainter) -> None:
        cell = QRectF(self.visualRect(self.currentIndex())).adjusted(1, 1, -2, -1)
        focused = self.hasFocus()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look().color("focus" if focused else "edge"), 2 if focused else 1))
        painter.drawRect(cell)

    def _paint_drag(self, painter: QPainter) -> None:
        spot, entry = self.drag.spot, self.drag.entry
        place = self.days.period.place(spot.day) if spot is not None else None
        if spot is None or place is None:
            return
        put = _ghost(entry, spot)
        timed = self._model.is_timed(put)
        boxes = (self._boxes_timed if timed else self._boxes_above)(place[1], [put])
        for box in boxes:
            state = State(chosen=True, focused=True, pending=True)
            drawing.paint_entry(painter, box.rect, put, state)


def _shown_hours(one: Dated) -> tuple[int, int]:
    """From when to when an entry is drawn, within the hours that are shown."""
    start = one.start or 0
    begin = min(max(start, FIRST_HOUR * 60), LAST_HOUR * 60 - QUARTER)
    return begin, min(max(start + length(one), begin + QUARTER), LAST_HOUR * 60)


def _ghost(entry: Dated | None, spot: Spot) -> Dated:
    """What is drawn while it is on its way, with the hours it would have."""
    from duodesk.training.dated import DatedKind, Key, Source

    one = entry or Dated(key=Key(Source.EVENT), kind=DatedKind.OTHER, day=spot.day)
    hours = dates.hours(spot.start, spot.minutes)
    title = hours or one.title
    return replace(one, day=spot.day, start=spot.start, minutes=spot.minutes, title=title)
