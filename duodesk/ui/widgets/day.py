"""A day in a form: typed as people write it, or taken from a calendar; it may be empty."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QWidget
from typing_extensions import override

from duodesk.base import dates
from duodesk.base.i18n import _, language
from duodesk.ui.widgets.buttons import IconButton
from duodesk.ui.widgets.field import Field
from duodesk.ui.widgets.layout import column, row, widget


class DayField(Field[date | None]):
    """A day or none; ↑ and ↓ walk by a day, the calendar opens with its button or Alt+↓."""

    def __init__(self, *, today: date | None = None) -> None:
        super().__init__()
        self._today = today
        self._popup: _CalendarPopup | None = None
        self.line = _DayLine()
        self.line.setPlaceholderText(_("dd/mm/yyyy"))
        self.line.setMaxLength(12)
        self.line.walked.connect(self._walk)
        self.line.asked.connect(self.open_calendar)
        self.line.editingFinished.connect(self._on_finished)
        self.button = IconButton("calendar-days", _("Open the calendar"), self.open_calendar)
        self._lay(widget(row(self.line, self.button, spacing=4)))
        self.setFocusProxy(self.line)

    @override
    def value(self) -> date | None:
        return dates.parse_date(self.line.text())

    @override
    def entry(self) -> QLineEdit:
        return self.line

    @override
    def set_name(self, name: str) -> None:
        super().set_name(name)
        self.button.set_name(_("%(field)s: open the calendar", field=name))

    def open_calendar(self) -> None:
        """Show the month of the day, or of today."""
        popup = _CalendarPopup(self, self.value() or self._today)
        popup.picked.connect(self._take)
        corner = self.line.mapToGlobal(self.line.rect().bottomLeft())
        popup.move(corner)
        popup.show()
        popup.calendar.setFocus()
        self._popup = popup

    @override
    def _show(self, value: date | None) -> None:
        self.line.setText(dates.short(value))

    def _take(self, day: date) -> None:
        self._show(day)
        self.set_problem("")
        self.flush()
        self.line.setFocus()

    def _walk(self, days: int) -> None:
        start = self.value() or self._today
        if start is not None:
            self._show(start + timedelta(days=days))

    def _on_finished(self) -> None:
        text, day = self.line.text().strip(), self.value()
        if text and day is None:
            self.set_problem(_("Write the day like this: 29/03/2026."))
            return
        self._show(day)
        self.set_problem("")
        self.flush()


class _DayLine(QLineEdit):
    walked = Signal(int)
    asked = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.asked.emit()
        else:
            self.walked.emit(step)


class _CalendarPopup(QFrame):
    picked = Signal(date)

    def __init__(self, parent: QWidget, day: date | None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.calendar = QCalendarWidget()
        self.calendar.setLocale(QLocale(f"{language()}_BE"))
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        if day is not None:
            self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.calendar.clicked.connect(self._on_chosen)
        self.calendar.activated.connect(self._on_chosen)
        self.calendar.setAccessibleName(_("Calendar"))
        inside = column(self.calendar)
        inside.setContentsMargins(8, 8, 8, 8)
        self.setLayout(inside)

    def _on_chosen(self, chosen: QDate) -> None:
        self.picked.emit(date(chosen.year(), chosen.month(), chosen.day()))
        self.close()
