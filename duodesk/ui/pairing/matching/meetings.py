"""The list of matching meetings: begin one, go on with one, its minutes on paper."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from duodesk.base.dates import short
from duodesk.base.i18n import LANGUAGES, N_, _, language_name
from duodesk.base.ids import Id
from duodesk.pairing import matching
from duodesk.pairing.matching import MatchingRow
from duodesk.ui.desk import Desk
from duodesk.ui.leaving import PaperDialog
from duodesk.ui.pairing.matching.words import tally
from duodesk.ui.widgets.buttons import Button, Menu, MenuButton
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.header import EmptyState
from duodesk.ui.widgets.layout import column, row
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.table import RowsTable

_COLUMNS: tuple[Column[MatchingRow], ...] = (
    Column(
        key="day",
        title=N_("Day"),
        text=lambda m: short(m.held_on),
        order=lambda m: m.held_on,
        value=lambda m: m.held_on,
        width=104,
        strong=True,
    ),
    Column(
        key="state",
        title=N_("State"),
        text=lambda m: _("ended") if m.finished_at else _("under way"),
        badges=lambda m: [
            Badge(_("ended"), "neutral") if m.finished_at else Badge(_("under way"), "good")
        ],
        width=104,
    ),
    Column(
        key="present", title=N_("Who was there"), text=lambda m: ", ".join(m.present), width=220
    ),
    Column(
        key="number",
        title=N_("Mentees"),
        text=lambda m: str(len(m.decisions)),
        order=lambda m: len(m.decisions),
        value=lambda m: len(m.decisions),
        right=True,
        width=76,
    ),
    Column(key="decided", title=N_("Decided"), text=tally, width=330),
    Column(key="note", title=N_("Note"), text=lambda m: m.note, width=200),
)


class MeetingsView(QWidget):
    """`begun` wants a new meeting, `opened` carries one to go on with."""

    opened = Signal(object)
    begun = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.begin = Button(
            _("Begin a meeting"), self.begun.emit, kind="primary", icon_name="users"
        )
        self.further = Button(_("Go on"), self.go_on, icon_name="arrow-right")
        self.minutes = MenuButton(_("The minutes"), self._fill, icon_name="file-text")
        self.table: RowsTable[MatchingRow] = RowsTable(
            _COLUMNS, name=_("Matching meetings"), key="matchings", memory=desk.memory
        )
        self.empty = EmptyState(
            "users",
            _("No matching meeting yet."),
            hint=_("The mentees who wait, three mentors for each, one decision after the other."),
        )
        self.table.opened.connect(self._open)
        self.table.picked.connect(lambda _row: self._tell())
        self._stack = QStackedWidget()
        for part in (self.table, self.empty):
            self._stack.addWidget(part)
        whole = column(row(self.begin, self.further, self.minutes, None), self._stack, spacing=10)
        whole.setStretchFactor(self._stack, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.table)
        self.reload()

    def reload(self) -> None:
        """Read the meetings of this office."""
        rows = self._desk.read(matching.meetings, office_id=self._desk.office_id)
        self.table.set_rows(rows)
        self._stack.setCurrentWidget(self.table if rows else self.empty)
        if rows and self.table.current() is None:
            self.table.go_to(0)
        self._tell()

    def choose(self, matching_id: Id) -> None:
        """Make a meeting the current row."""
        place = self.table.rows_model.place_of(lambda row: row.id == matching_id)
        if place >= 0:
            self.table.go_to(place)

    def go_on(self) -> None:
        """Enter the chosen meeting; one that was ended is opened again."""
        row = self.table.current()
        if row is None:
            return
        if row.finished_at is None or self._desk.do(matching.reopen, row.id) is not None:
            self.opened.emit(row.id)

    def show_minutes(self, code: str | None = None) -> None:
        """The minutes on the screen, to be printed or kept; without a language in that of the
        office.
        """
        from duodesk.documents import matching_minutes

        row = self.table.current()
        made = self._desk.read(matching_minutes.collect, row.id, code) if row else None
        if made is not None:
            title = matching_minutes.file_name(made).removesuffix(".pdf")
            content = matching_minutes.draw(made)
            PaperDialog(self._desk, title, content, parent=self).open_over()

    def _open(self, row: MatchingRow) -> None:
        if row.finished_at is None:
            self.opened.emit(row.id)
        else:
            self.show_minutes()

    def _fill(self, menu: Menu) -> None:
        for code in LANGUAGES:
            menu.item(language_name(code), partial(self.show_minutes, code))

    def _tell(self) -> None:
        row = self.table.current()
        self.minutes.setEnabled(row is not None)
        self.further.setEnabled(row is not None)
        ended = row is not None and row.finished_at is not None
        self.further.set_text(_("Open again") if ended else _("Go on"))
