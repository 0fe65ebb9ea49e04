"""What keys and mouse do in month and week alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from typing_extensions import override

from duodesk.training.dated import Dated
from duodesk.ui import keys
from duodesk.ui.training.days_view import DaysView
from duodesk.ui.training.shown import QUARTER, Spot, length

_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_ALT, _META = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.MetaModifier
_NEAR = 12  # pixels from the edge at which what is dragged scrolls
_NONE = Qt.KeyboardModifier.NoModifier


class CalendarGrid(DaysView):
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
    escaped = Signal()

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
            self._follow(pos)
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
            found = [box for box in self.boxes() if chosen is not None and box.entry == chosen]
            place = found[0].rect.bottomLeft() if found else QPointF(0, 0)
            corner = self.viewport().mapToGlobal(place.toPoint())
        self.menu_wanted.emit(chosen, corner)

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

    def _follow(self, pos: QPointF) -> None:
        """Scroll on where something is dragged to the edge of what is shown."""
        if self.drag.on:
            height, bar = self.viewport().height(), self.verticalScrollBar()
            beyond = (pos.y() > height - _NEAR) - (pos.y() < _NEAR)
            bar.setValue(bar.value() + beyond * _NEAR)
        self.viewport().update()

    def _here(self) -> list[Dated]:
        """What is on the current day."""
        return self.days.entries_on(self.current_day())
