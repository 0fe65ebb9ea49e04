"""What the window's parts tell each other: data changed, another language, another look."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Bus(QObject):
    """The signals every page may follow."""

    changed = Signal(object)
    language_changed = Signal()
    theme_changed = Signal()
    undo_changed = Signal()
    said = Signal(str, str)
    went = Signal(str, object)
