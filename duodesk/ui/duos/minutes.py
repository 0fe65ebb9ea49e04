"""How long something took: typed, or with + and − by five minutes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from duodesk.base.i18n import _
from duodesk.ui.widgets.field import NumberField

_STEP, _MOST = 5, 720


class MinutesField(NumberField):
    """Minutes or none; `take_key` lets + and − of the keyboard change it from outside."""

    def __init__(self) -> None:
        super().__init__(least=1, most=_MOST, problem=_("Minutes: a number from 1 to 720."))

    def take_key(self, event: QKeyEvent) -> bool:
        """Five minutes more or fewer; whether the key was one of these. On AZERTY + needs Shift:
        the key with = and + counts without it.
        """
        key = event.key()
        if key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.set_value(min((self.value() or 0) + _STEP, _MOST))
        elif key == Qt.Key.Key_Minus:
            left = (self.value() or 0) - _STEP
            self.set_value(left if left > 0 else None)
        else:
            return False
        return True
