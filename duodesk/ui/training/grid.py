"""What month and week share: a table of days that is painted whole, walked and worked by keys, and
worked by mouse.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QModelIndex, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView, QToolTip
from typing_extensions import override

from duodesk.training.dated import Dated, Key
from duodesk.ui import keys
from duodesk.ui.training.drag import Dragging, Grip
from duodesk.ui.training.model import DaysModel
from duodesk.ui.training.shown import QUARTER, Period, Spot, entry_words, length
from duodesk.ui.widgets.text import tip

_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_ALT, _META = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.MetaModifier
_NONE = Qt.KeyboardModifier.NoModifier


@dataclass(frozen=True, slots=True)
class Box:
    """Where an entry is painted; without an entry, the line that says how many are hidden."""

    rect: QRectF
    day: date
    entry: Dated | None = None
    hidden: int = 0


class CalendarGrid(QTableView):
    """Days with what is on them; one day is the current one, and on it perhaps one entry is chosen.

    `moved`, `copied` carry an entry and the Spot it is to go to; nothing moves by itself.
    """

    opened = Signal(object)
    day_opened = Signal(object)
    new_wanted = Signal(object)
    moved = Signal(object, object)
    copied = Signal(object, object)
    carried = Signal(object)
    put_wanted = Signal(object)
    struck = Signal(object)
    numbered = Signal(object, int)
    menu_wanted = Signal(object, object)
    turned = Signal(int)
    today_wanted = Signal()
    left_for = Signal(object)
    walked = Signal(object)
    escaped = Signal()

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
        self._choose(next((one for one in self._here() if one.key == key), None))

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

    def _keys(self) -> dict[tuple[Qt.KeyboardModifier, Qt.Key], Callable[[], object]]:
        """What keys do besides those of every calendar."""
        return {}

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & (_SHIFT | _CTRL | _ALT | _META)
        number = keys.digit(event) if held == _NONE else None
        call = (self._common() | self._keys()).get((held, Qt.Key(event.key())))
        chosen = self.chosen()
        if call is not None:
            call()
        elif number and chosen is not None:
            self.numbered.emit(chosen, number)
        elif event.key() == Qt.Key.Key_Escape and self.drag.on:
            self.drag.stop()
            self.viewport().update()
        elif event.key() == Qt.Key.Key_Escape and self._pending is not None:
            self.escaped.emit()
        elif event.key() == Qt.Key.Key_Escape and chosen is not None:
            self._choose(None)
        else:
            event.ignore()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        pos = event.position()
        box, spot = self.box_at(pos), self.spot_at(pos)
        if spot is None:
            return
        self._go_to_spot(spot)
        self._choose(box.entry if box is not None else None)
        if event.button() == Qt.MouseButton.LeftButton:
            if box is not None and box.hidden:
                self.day_opened.emit(box.day)
            else:
                self.drag.take(pos, box.entry if box else None, edge=self.at_edge(box, pos))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        pos, shape = event.position(), Qt.CursorShape
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.drag.pull(pos, copying=bool(event.modifiers() & _CTRL))
            self.viewport().update()
        grip = self.drag.grip
        edge = grip.edge if grip is not None else self.at_edge(self.box_at(pos), pos)
        usual = shape.DragCopyCursor if self.drag.copying else shape.ArrowCursor
        self.viewport().setCursor(shape.SizeVerCursor if edge else usual)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        done = self.drag.let_go(copying=bool(event.modifiers() & _CTRL))
        self.viewport().update()
        if done is not None and done.entry is None:
            self.new_wanted.emit(done.spot)
        elif done is not None:
            (self.copied if done.copied else self.moved).emit(done.entry, done.spot)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        box, spot = self.box_at(event.position()), self.spot_at(event.position())
        self.drag.stop()
        if box is not None and box.entry is not None:
            self.opened.emit(box.entry)
        elif spot is not None and (box is None or not box.hidden):
            self.new_wanted.emit(spot)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        chosen = self.chosen()
        corner = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            found = [box for box in self.boxes() if box.entry is chosen and chosen is not None]
            place = found[0].rect.bottomLeft() if found else QPointF(0, 0)
            corner = self.viewport().mapToGlobal(place.toPoint())
        self.menu_wanted.emit(chosen, corner)

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), tip(self._tip(QPointF(event.pos()))), self)
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
    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        if current.isValid():
            self.walked.emit(self.days.day_of(current))

    def _common(self) -> dict[tuple[Qt.KeyboardModifier, Qt.Key], Callable[[], object]]:
        key = Qt.Key
        return {
            (_NONE, key.Key_Left): lambda: self._walk(-1),
            (_NONE, key.Key_Right): lambda: self._walk(1),
            (_NONE, key.Key_Home): lambda: self._walk(-self.current_day().weekday()),
            (_NONE, key.Key_End): lambda: self._walk(6 - self.current_day().weekday()),
            (_NONE, key.Key_PageUp): lambda: self.turned.emit(-1),
            (_NONE, key.Key_PageDown): lambda: self.turned.emit(1),
            (_NONE, key.Key_T): self.today_wanted.emit,
            (_NONE, key.Key_N): lambda: self.new_wanted.emit(self.current_spot()),
            (_NONE, key.Key_Return): self._enter,
            (_NONE, key.Key_Enter): self._enter,
            (_NONE, key.Key_Space): self._step,
            (_NONE, key.Key_Delete): lambda: self._with_chosen(self.struck.emit),
            (_CTRL, key.Key_C): lambda: self._with_chosen(self.carried.emit),
            (_CTRL, key.Key_V): lambda: self.put_wanted.emit(self.current_spot()),
            (_SHIFT, key.Key_Left): lambda: self._push(days=-1),
            (_SHIFT, key.Key_Right): lambda: self._push(days=1),
        }

    def _walk(self, days: int) -> None:
        """Go some days on; beyond what is shown another month or week is asked for."""
        target = self.current_day() + timedelta(days=days)
        if self.days.period.place(target) is None:
            self.left_for.emit(target)
        else:
            self._go_to(target)
            self._choose(None)

    def _enter(self) -> None:
        chosen = self.chosen()
        if chosen is not None:
            self.opened.emit(chosen)
        elif self._here():
            self.day_opened.emit(self.current_day())
        else:
            self.new_wanted.emit(self.current_spot())

    def _step(self, by: int = 1) -> bool:
        """Go to the next entry of the day; after the last one none is chosen."""
        here: list[Dated | None] = [None, *self._here()]
        chosen = self.chosen()
        at = (here.index(chosen) if chosen in here else 0) + by
        self._choose(here[at % len(here)])
        return 0 < at < len(here)

    def _push(self, *, days: int = 0, minutes: int = 0, longer: int = 0) -> None:
        """Ask for the chosen entry to go elsewhere, from where it is drawn now."""
        one = self.chosen()
        if one is None:
            return
        at = self.placed(one)
        start, lasting = at.start, at.minutes
        if start is not None and (minutes or longer):
            start = min(max(start + minutes, 0), 24 * 60 - QUARTER)
            lasting = max(length(one) if at.minutes is None else at.minutes + longer, QUARTER)
        self.moved.emit(one, Spot(at.day + timedelta(days=days), start, lasting))

    def _with_chosen(self, call: Callable[[Dated], object]) -> None:
        chosen = self.chosen()
        if chosen is not None:
            call(chosen)

    def _choose(self, one: Dated | None) -> None:
        self.days.chosen = one.key if one is not None else None
        self._boxes = None
        self.viewport().update()
        if one is not None and QAccessible.isActive():
            said = QAccessibleAnnouncementEvent(self, entry_words(one))
            QAccessible.updateAccessibility(said)

    def _here(self) -> list[Dated]:
        """What is on the current day."""
        return self.days.entries_on(self.current_day())

    def _go_to(self, day: date) -> None:
        index = self.days.index_of(day, self.currentIndex())
        if index.isValid():
            self.setCurrentIndex(index)

    def _go_to_spot(self, spot: Spot) -> None:
        self._go_to(spot.day)

    def _tip(self, pos: QPointF) -> str:
        box, spot = self.box_at(pos), self.spot_at(pos)
        if box is not None and box.entry is not None:
            return entry_words(box.entry)
        signs = self.days.period.signs.get(spot.day) if spot is not None else None
        return signs.words if signs is not None else ""
