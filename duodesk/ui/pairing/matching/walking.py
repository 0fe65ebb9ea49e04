"""Arrow keys and Enter are enough: from line to line, along a line, and on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget
from shiboken6 import isValid
from typing_extensions import override

_UP_DOWN = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_LEFT_RIGHT = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Walk(QObject):
    """Walks through lines of widgets. `left` is the arrow beyond the first of a line, `entered` is
    Enter in a field; a button is pressed by it.
    """

    left = Signal()
    entered = Signal()
    escaped = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lines: list[list[QWidget]] = []

    def follow(self, lines: Sequence[Sequence[QWidget]]) -> None:
        """Walk through these from now on; `lines` from top to bottom."""
        for one in (part for line in self._lines for part in line):
            if isValid(one):
                one.removeEventFilter(self)
        self._lines = [list(line) for line in lines]
        for one in (part for line in self._lines for part in line):
            one.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        return isinstance(watched, QWidget) and self._take(watched, Qt.Key(event.key()))

    def _take(self, at: QWidget, key: Qt.Key) -> bool:
        """Whether the key was one of these."""
        button = isinstance(at, QAbstractButton)
        if key in _UP_DOWN:
            self._go_line(at, _UP_DOWN[key])
        elif key in _LEFT_RIGHT and button:
            self._go_along(at, _LEFT_RIGHT[key])
        elif key in _ENTER and isinstance(at, QAbstractButton):
            at.click()
        elif key in _ENTER:
            self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            return False
        return True

    def _go_line(self, at: QWidget, step: int) -> None:
        lines = [found for line in self._lines if (found := _open(line))]
        place = next((n for n, line in enumerate(lines) if at in line), 0) + step
        if 0 <= place < len(lines):
            line = lines[place]
            chosen = next((one for one in line if getattr(one, "isChecked", bool)()), line[0])
            chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_along(self, at: QWidget, step: int) -> None:
        line = next((found for one in self._lines if at in (found := _open(one))), [at])
        place = line.index(at) + step
        if place < 0:
            self.left.emit()
        elif place < len(line):
            line[place].setFocus(Qt.FocusReason.OtherFocusReason)


def _open(line: list[QWidget]) -> list[QWidget]:
    return [one for one in line if not one.isHidden() and one.isEnabled()]
