"""What the window's parts tell each other: data changed, undo moved, something to say, go there."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Bus(QObject):
    """The signals every page may follow."""

    changed = Signal(object)
    undo_changed = Signal()
    not_saved = Signal(str)
    said = Signal(str, str)
    went = Signal(str, object)
    # The desk file was put back to a copy: the window must close.
    restored = Signal()
