"""An hour in a form: typed as people write it, 14:30 or 14h30; it may be empty."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from duodesk.base import dates
from duodesk.base.i18n import _
from duodesk.ui.widgets.field import Field


class HourField(Field[int | None]):
    """Minutes after midnight, or none."""

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setPlaceholderText("14:30")
        self.line.setMaxLength(12)
        self._lay(self.line)
        self.line.editingFinished.connect(self._on_finished)

    @override
    def value(self) -> int | None:
        return dates.parse_hour(self.line.text())

    @override
    def _show(self, value: int | None) -> None:
        self.line.setText("" if value is None else dates.hour(value))

    def _on_finished(self) -> None:
        value = self.value()
        if self.line.text().strip() and value is None:
            self.set_problem(_("Write the hour like this: 14:30."))
            return
        self._show(value)
        self.set_problem("")
        self.flush()
