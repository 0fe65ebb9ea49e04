"""One series: its days, its participants, who followed what; and its papers."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from duodesk.base.i18n import N_, _
from duodesk.training import series
from duodesk.training.series import SeriesRow
from duodesk.ui.desk import Desk
from duodesk.ui.training import papers, sheets
from duodesk.ui.training.attendance_view import AttendanceView
from duodesk.ui.training.participants import Participants
from duodesk.ui.training.room import Room
from duodesk.ui.training.series_days import SeriesDays
from duodesk.ui.training.series_form import CopySeriesDialog
from duodesk.ui.training.words import span_words
from duodesk.ui.widgets.buttons import Button, Menu, MenuButton, Segmented
from duodesk.ui.widgets.layout import column, row
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.text import ElidedLabel, PlainLabel

_DAYS, _PEOPLE, _ATTENDANCE = "days", "people", "attendance"
_TABS = (
    (_DAYS, N_("Days")), (_PEOPLE, N_("Participants")), (_ATTENDANCE, N_("Attendance")),
)  # fmt: skip


class SeriesDetail(QWidget):
    """Everything of the chosen series; `planned` carries a copy that was made."""

    planned = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.row: SeriesRow | None = None
        self.title = ElidedLabel(role="heading")
        self.span = PlainLabel("", role="muted")
        self.notice = Notice("", tone="warn")
        self.tabs = Segmented(
            [(code, _(text)) for code, text in _TABS], value=_DAYS, name=_("Part of the series")
        )
        self.tabs.chosen.connect(self.show_tab)
        self.days, self.people = SeriesDays(desk), Participants(desk)
        self.attendance = AttendanceView(desk)
        self._parts = {_DAYS: self.days, _PEOPLE: self.people, _ATTENDANCE: self.attendance}
        self._stack = QStackedWidget()
        for part in self._parts.values():
            self._stack.addWidget(part)
        words = column(self.title, self.span, spacing=1)
        head = row(
            words,
            MenuButton(_("Print"), self._offer_papers, icon_name="printer"),
            Button(_("Copy…"), self.copy, icon_name="copy"),
            MenuButton(_("More"), self._offer),
            spacing=6,
        )
        head.setStretchFactor(words, 1)
        layout = column(head, self.notice, self.tabs, self._stack, spacing=8)
        layout.setStretchFactor(self._stack, 1)
        self.setLayout(layout)

    def show_series(self, shown: SeriesRow | None) -> None:
        """Another series, or the same after something changed."""
        self.row = shown
        if shown is None:
            return
        self.title.setText(shown.name)
        told = (span_words(shown.first_day, shown.last_day), shown.place)
        self.span.setText(" · ".join(part for part in told if part))
        self.notice.set_text(
            _("This series is cancelled. Whoever had a seat can be given one in another.")
            if shown.cancelled_on is not None
            else ""
        )
        self._show_part()

    def show_tab(self, code: str) -> None:
        """Days, participants or attendance."""
        if code in self._parts:
            self.tabs.set_value(code)
            self._stack.setCurrentWidget(self._parts[code])
            self._show_part()

    def copy(self) -> None:
        """The same days from another first day on."""
        if self.row is not None:
            dialog = CopySeriesDialog(self._desk, self.row, parent=self.window())
            dialog.planned.connect(self.planned)
            dialog.open_over()

    def print_page(self) -> None:
        """What the tab shows, on paper: the attendance sheet, else the sheet of the series."""
        if self.row is not None:
            if self.tabs.value() == _ATTENDANCE:
                sheets.attendance(self._desk, self, self.row, blank=False)
            else:
                sheets.series(self._desk, self, self.row)

    def _show_part(self) -> None:
        """Only what is in sight is read."""
        shown = self.row
        if shown is None:
            return
        code = self.tabs.value()
        if code == _PEOPLE:
            over = shown.is_over(self._desk.today)
            room = Room(shown.name, series_id=shown.id, capacity=shown.capacity, over=over)
            self.people.show_room(room)
        elif code == _ATTENDANCE:
            self.attendance.show_series(shown.id)
        else:
            self.days.show_series(shown)

    def _offer_papers(self, menu: Menu) -> None:
        if self.row is not None:
            sheets.offer(self._desk, self, menu, self.row)

    def _offer(self, menu: Menu) -> None:
        shown = self.row
        if shown is None:
            return
        do = self._desk.do
        menu.item(
            _("Calendar file of all days…"),
            partial(papers.save_series_file, self._desk, shown),
            icon_name="calendar-days",
        )
        menu.addSeparator()
        if shown.cancelled_on is None:
            menu.item(_("Cancel the series"), partial(do, series.cancel_series, shown.id))
        else:
            menu.item(_("It takes place after all"), partial(do, series.hold_series, shown.id))
