"""Garbage is looked for in the window's thread alone."""

from __future__ import annotations

import gc
from typing import ClassVar

from PySide6.QtCore import QObject, QTimer

_EVERY = 1_000  # milliseconds


class Garbage(QObject):
    """While there is another thread, nobody looks for garbage but this timer.

    Python looks in whichever thread makes one thing too many. A part of the window that it finds in
    another one is destroyed there, and the program with it.
    """

    _keeping: ClassVar[int] = 0
    _was: ClassVar[bool] = False

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """From now on, until `end`."""
        if self._timer.isActive():
            return
        if not Garbage._keeping:
            Garbage._was = gc.isenabled()
            gc.disable()
        Garbage._keeping += 1
        self._timer.start()

    def end(self) -> None:
        """Python looks by itself again, once nobody keeps it from that."""
        if not self._timer.isActive():
            return
        self._timer.stop()
        Garbage._keeping -= 1
        if not Garbage._keeping and Garbage._was:
            gc.enable()

    def look(self) -> None:
        """Look where Python would have looked by now."""
        counts, limits = gc.get_count(), gc.get_threshold()
        due = [one for one in (2, 1, 0) if counts[one] > limits[one]]
        if due:
            gc.collect(due[0])
