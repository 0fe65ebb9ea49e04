"""Finding in a list: a search field, filter chips, and how many of how many are shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from duodesk.base.i18n import _
from duodesk.ui.icons import icon
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.layout import Flow, row
from duodesk.ui.widgets.text import PlainLabel, show_if

_PAUSE = 120  # milliseconds after the last key


class SearchBox(QLineEdit):
    """A field to filter with: `searched` after a short pause, Esc empties, ↓ goes to the list."""

    searched = Signal(str)
    went_down = Signal()

    def __init__(self, placeholder: str) -> None:
        super().__init__()
        self.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(lambda: self.searched.emit(self.text()))
        self.textChanged.connect(self._pause.start)
        self.set_name(placeholder)

    def set_name(self, placeholder: str) -> None:
        """What is searched, shown while the field is empty and said to readers."""
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.went_down.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._pause.stop()
            self.searched.emit(self.text())
            super().keyPressEvent(event)
        else:
            super().keyPressEvent(event)


class FilterChips(QWidget):
    """Chips to switch on and off, the way out of all filters, and "312 of 1 204"."""

    changed = Signal()
    cleared = Signal()

    def __init__(self, options: Sequence[tuple[str, str]] = (), *, name: str = "") -> None:
        super().__init__()
        self._chips: dict[str, Button] = {}
        self._flow = Flow()
        self._count = PlainLabel(role="small")
        self._clear = Button("", self.clear, kind="quiet", icon_name="x")
        self._extra = False
        whole = row(spacing=10)
        whole.addLayout(self._flow, 1)
        whole.addWidget(self._count, 0, Qt.AlignmentFlag.AlignVCenter)
        whole.addWidget(self._clear, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(whole)
        self.setAccessibleName(name)
        self.set_options(options)
        self.retranslate()

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer these filters (code, text); those switched on stay on."""
        on = self.value()
        self._flow.clear()
        self._chips = {}
        for code, text in options:
            chip = Button(text, kind="chip")
            chip.setCheckable(True)
            chip.setChecked(code in on)
            chip.toggled.connect(self._on_toggled)
            self._chips[code] = chip
            self._flow.addWidget(chip)
        self._show_clear()

    def value(self) -> frozenset[str]:
        """The codes of the filters that are on."""
        return frozenset(code for code, chip in self._chips.items() if chip.isChecked())

    def told(self) -> str:
        """The filters that are on, in words."""
        return ", ".join(c.accessibleName() for c in self._chips.values() if c.isChecked())

    def set_value(self, codes: frozenset[str]) -> None:
        """Switch on just these, without telling."""
        for code, chip in self._chips.items():
            chip.blockSignals(True)
            chip.setChecked(code in codes)
            chip.blockSignals(False)
        self._show_clear()

    def add(self, part: QWidget) -> None:
        """Put another filter (a choice, a button) after the chips."""
        self._flow.addWidget(part)

    def show_count(self, shown: int, total: int, *, filtered: bool = False) -> None:
        """Say how many of how many; `filtered` when a filter outside the chips holds."""
        self._extra = filtered
        if shown == total:
            self._count.setText(number(total))
        else:
            words = {"shown": number(shown), "total": number(total)}
            self._count.setText(_("%(shown)s of %(total)s", **words))
        self._show_clear()

    def clear(self) -> None:
        """Switch everything off."""
        self.set_value(frozenset())
        self.cleared.emit()
        self.changed.emit()

    def retranslate(self) -> None:
        """Say it in the language spoken now."""
        self._clear.set_text(_("Clear"))
        self._clear.setAccessibleName(_("Clear all filters"))

    def _on_toggled(self) -> None:
        self._show_clear()
        self.changed.emit()

    def _show_clear(self) -> None:
        show_if(self._clear, on=bool(self.value()) or self._extra)


def number(value: int) -> str:
    """1204 as 1 204, with a narrow space that no line break tears apart."""
    return f"{value:,}".replace(",", "\u202f")
