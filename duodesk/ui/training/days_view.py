"""The days of a month or a week, painted whole: where everything stands, which day the keys are on,
which entry of it is chosen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView, QToolTip
from typing_extensions import override

from duodesk.training.dated import Dated, Key
from duodesk.ui.training.drag import Dragging, Grip
from duodesk.ui.training.model import DaysModel
from duodesk.ui.training.shown import Period, Spot, entry_words
from duodesk.ui.widgets.rows import Index
from duodesk.ui.widgets.text import tip


@dataclass(frozen=True, slots=True)
class Box:
    """Where an entry is painted; without an entry, the line that says how many are hidden."""

    rect: QRectF
    day: date
    entry: Dated | None = None
    hidden: int = 0


class DaysView(QTableView):
    """A table without cells of its own: what is on a day is laid out and painted by month and week.

    `walked` carries the day to which the keys went.
    """

    walked = Signal(object)

    def __init__(self, days: DaysModel, name: str) -> None:
        super().__init__()
        self.setObjectName("days")
        self.days = days
        self.setModel(days)
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.drag = Dragging(self._dragged)
        self._boxes: list[Box] | None = None
        self._pending: tuple[Dated, Spot] | None = None

    def show_period(self, period: Period, day: date) -> None:
        """Show these days with the keys on one of them; what was chosen stays chosen."""
        chosen, was = self.days.chosen, self.current_day()
        self.drag.stop()
        self.days.show_period(period)
        self._boxes = None
        there = any(one.key == chosen and one.day == day for one in period.entries)
        self._go_to(day)
        if chosen is not None and (there or was == day):
            self.days.chosen = chosen if there else None
        self.viewport().update()

    def current_day(self) -> date:
        """The day the keys are on."""
        return self.days.day_of(self.currentIndex())

    def current_spot(self) -> Spot:
        """Where something new would stand."""
        return Spot(self.current_day())

    def chosen(self) -> Dated | None:
        """The entry the keys are on."""
        known = self.days.period.entries
        asked = () if self._pending is None else (self._pending[0],)
        return next((one for one in (*asked, *known) if one.key == self.days.chosen), None)

    def choose(self, day: date, key: Key | None) -> None:
        """Put the keys on a day, and on an entry of it."""
        self._go_to(day)
        self._choose(
            next((one for one in self.days.entries_on(self.current_day()) if one.key == key), None)
        )

    def show_pending(self, one: Dated | None, spot: Spot | None = None) -> None:
        """Draw an entry where it would go, with the keys on it there; or no more."""
        self._pending = (one, spot) if one is not None and spot is not None else None
        if one is not None and spot is not None:
            self._go_to_spot(spot)
            self.days.chosen = one.key
        self._boxes = None
        self.viewport().update()

    def placed(self, one: Dated) -> Spot:
        """Where an entry is drawn: where it would go, if that is asked just now."""
        if self._pending is not None and self.is_pending(one):
            return self._pending[1]
        return Spot(one.day, one.start, one.minutes)

    def is_pending(self, one: Dated) -> bool:
        """Whether it is asked just now if this entry may go elsewhere."""
        return self._pending is not None and self._pending[0].key == one.key

    def drawn(self) -> list[Dated]:
        """What is painted: all entries, and one that comes from days that are not shown."""
        entries = list(self.days.period.entries)
        if self._pending is not None and not any(self.is_pending(one) for one in entries):
            entries.append(self._pending[0])
        return entries

    def boxes(self) -> list[Box]:
        """Where everything is painted, in the viewport."""
        if self._boxes is None:
            self._boxes = self._lay_out()
        return self._boxes

    def box_at(self, pos: QPointF) -> Box | None:
        """What is painted there; the one on top."""
        return next((box for box in reversed(self.boxes()) if box.rect.contains(pos)), None)

    def spot_at(self, pos: QPointF) -> Spot | None:
        """Which day, and in the week which quarter of an hour, lies there."""
        raise NotImplementedError

    def at_edge(self, _box: Box | None, _pos: QPointF) -> bool:
        """Whether this is the lower edge of an entry that can be made longer."""
        return False

    def _lay_out(self) -> list[Box]:
        raise NotImplementedError

    def _dragged(self, grip: Grip, pos: QPointF) -> Spot | None:
        """Where something would go that was taken there and is held here."""
        raise NotImplementedError

    def _paint(self, painter: QPainter) -> None:
        raise NotImplementedError

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), tip(_told(self, QPointF(event.pos()))), self)
            return True
        return super().viewportEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self._paint(painter)
        painter.end()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._boxes = None

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.drag.scrolled(dx, dy)
        self._boxes = None
        self.viewport().update()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        if current.isValid():
            self.walked.emit(self.days.day_of(current))

    def _choose(self, one: Dated | None) -> None:
        self.days.chosen = one.key if one is not None else None
        self._boxes = None
        self.viewport().update()
        if one is not None and QAccessible.isActive():
            said = QAccessibleAnnouncementEvent(self, entry_words(one))
            QAccessible.updateAccessibility(said)

    def _go_to(self, day: date) -> None:
        index = self.days.index_of(day, self.currentIndex())
        if index.isValid():
            self.setCurrentIndex(index)

    def _go_to_spot(self, spot: Spot) -> None:
        self._go_to(spot.day)


def _told(view: DaysView, pos: QPointF) -> str:
    """What the tip says there: the whole entry, or what the day is."""
    box, spot = view.box_at(pos), view.spot_at(pos)
    if box is not None and box.entry is not None:
        return entry_words(box.entry)
    signs = view.days.period.signs.get(spot.day) if spot is not None else None
    return signs.words if signs is not None else ""
