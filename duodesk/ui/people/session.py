"""One session: its people, ticked off; its day, hours and place, edited in place; its paper."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from duodesk.base import reference
from duodesk.base.dates import full, hours
from duodesk.base.i18n import _, ngettext
from duodesk.base.ids import Id
from duodesk.documents import sign_in_sheet
from duodesk.people import sessions
from duodesk.people.attendance import AttendeeRow, SessionRow, attendees
from duodesk.people.words import Presence
from duodesk.ui.desk import Desk
from duodesk.ui.people.attendance import AttendanceTable
from duodesk.ui.people.inviting import InviteDialog
from duodesk.ui.people.letter import show_invitations
from duodesk.ui.people.session_form import SessionForm
from duodesk.ui.printing import print_pdf
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Button, Menu, MenuButton
from duodesk.ui.widgets.header import EmptyState
from duodesk.ui.widgets.layout import Body, Card, column, row
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.text import PlainLabel, show_if

_MARKS = (
    (Presence.ATTENDED, "check", "Space"),
    (Presence.ABSENT, "x", "A"),
    (Presence.EXCUSED, "minus", "E"),
)


class SessionDetail(QWidget):
    """Everything of the chosen session; `opened` carries a person."""

    opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.row: SessionRow | None = None
        self.title = PlainLabel(role="heading", wrap=True)
        head = row(
            self.title,
            Button(_("Invite…"), self.invite, kind="primary", icon_name="user-plus"),
            Button(_("Sign-in sheet…"), self.print_sheet, icon_name="printer"),
            MenuButton(_("More"), self._offer),
        )
        head.setStretchFactor(self.title, 1)
        self.notice = Notice("", tone="warn")
        self.form = SessionForm(desk)
        self.form.changed.connect(self.change)
        self.count = PlainLabel(role="strong")
        self.table = AttendanceTable(desk.memory)
        self.table.marked.connect(self.mark)
        self.table.withdrawn.connect(self.withdraw)
        self.table.letter_wanted.connect(self.write_invitation)
        self.table.opened.connect(lambda one: self.opened.emit(one.person_id))
        self._nobody = EmptyState(
            "user-plus",
            _("Nobody is invited yet."),
            hint=_("“Invite…” shows who waits for a session, the longest waiting first."),
        )
        self._people = QStackedWidget()
        self._people.addWidget(self.table)
        self._people.addWidget(self._nobody)
        self._marks = self._mark_buttons()
        self._people.setMinimumHeight(look().px(190))
        people = row(self.count, None, *self._marks, spacing=6)
        body = Body(self.notice, people, self._people, Card("", self.form), spacing=8)
        body.column.setStretchFactor(self._people, 1)
        layout = column(head, body, spacing=8)
        layout.setStretchFactor(body, 1)
        self.setLayout(layout)

    def show_session(self, shown: SessionRow | None) -> None:
        """Another session, or the same after something changed."""
        self.row = shown
        if shown is None:
            return
        when = " · ".join(p for p in (full(shown.held_on), hours(shown.start, shown.minutes)) if p)
        self.title.setText(when)
        self.notice.set_text(self._warning(shown))
        self.form.show_session(shown)
        self.count.setText(count_words(shown))
        self.table.set_rows(self._desk.read(attendees, shown.id))
        self.table.invites = not shown.is_over(self._desk.today)
        if shown.people and not self.table.currentIndex().isValid():
            self.table.go_to(0)
        self._people.setCurrentWidget(self.table if shown.people else self._nobody)
        for button in self._marks:
            show_if(button, on=bool(shown.people))

    def change(self, name: str, value: Any) -> None:
        """Keep what was typed into a field; what cannot be goes back to what was."""
        if self.row is None:
            return
        if self._desk.do(sessions.change_session, self.row.id, **{name: value}) is None:
            self.form.fields[name].entry().clearFocus()
            self.form.show_session(self.row)

    def mark(self, people: Sequence[Id] | None, presence: Presence) -> None:
        """Note who came, did not come or excused themselves."""
        if self.row is not None:
            self._desk.do(sessions.mark, self.row.id, people, presence)

    def withdraw(self, people: Sequence[Id]) -> None:
        """Take invitations back."""
        shown = self.row
        if shown is not None and self._desk.do(sessions.withdraw, shown.id, people) is not None:
            self._desk.say(_("The invitation is withdrawn. Ctrl+Z brings it back."))

    def invite(self) -> None:
        """Choose people to invite."""
        if self.row is not None:
            InviteDialog(self._desk, self.row, parent=self.window()).open_over()

    def print_sheet(self) -> None:
        """Put the sign-in sheet on paper."""
        made = self._sheet()
        if made is not None:
            content, name = sign_in_sheet.draw(made), sign_in_sheet.file_name(made)
            print_pdf(self._desk, [content], name, parent=self)

    def save_sheet(self) -> None:
        """The sign-in sheet as a file."""
        made = self._sheet()
        if made is not None:
            content = sign_in_sheet.draw(made)
            self._desk.ask.save(_("Sign-in sheet"), sign_in_sheet.file_name(made), content)

    def write_invitations(self) -> None:
        """The letters to those who are still expected: the marked ones where several are."""
        shown, marked = self.row, self.table.selected()
        rows = marked if len(marked) > 1 else self.table.rows_model.rows()
        people = [(one.person_id, one.name) for one in rows if one.presence == Presence.INVITED]
        if shown is not None and people:
            show_invitations(self._desk, shown.id, people, parent=self.window())

    def write_invitation(self, one: AttendeeRow) -> None:
        """The letter to one person."""
        if self.row is not None:
            person = [(one.person_id, one.name)]
            show_invitations(self._desk, self.row.id, person, parent=self.window())

    def _sheet(self) -> sign_in_sheet.SignInSheet | None:
        if self.row is None:
            return None
        return self._desk.read(sign_in_sheet.collect, self.row.id)

    def _mark_buttons(self) -> list[QWidget]:
        made: list[QWidget] = []
        for presence, icon_name, key in _MARKS:
            name = reference.chosen("presence", presence)
            tip = _("%(name)s: key %(key)s in the list", name=name, key=key)
            call = self.table.tick if key == "Space" else partial(self.table.mark, presence)
            made.append(Button(name, call, icon_name=icon_name, tip=tip))
        return made

    def _warning(self, shown: SessionRow) -> str:
        if shown.cancelled_on is not None:
            return _(
                "This session is cancelled. Whoever was invited can be invited to another one."
            )
        over = -(shown.seats_left or 0)
        if over > 0 and not shown.is_over(self._desk.today):
            return ngettext(
                "%(n)s person more is expected than there are seats.",
                "%(n)s people more are expected than there are seats.",
                over,
            )
        if shown.held_on < self._desk.today and shown.invited:
            return ngettext(
                "Whether %(n)s person came is not noted yet.",
                "Whether %(n)s people came is not noted yet.",
                shown.invited,
            )
        return ""

    def _offer(self, menu: Menu) -> None:
        shown = self.row
        if shown is None:
            return
        do = self._desk.do
        if shown.invited and shown.held_on <= self._desk.today:
            menu.item(
                _("All the others came"),
                partial(self.mark, None, Presence.ATTENDED),
                icon_name="check",
            )
            menu.item(
                _("The others did not come"),
                partial(self.mark, None, Presence.ABSENT),
                icon_name="x",
            )
            menu.addSeparator()
        if shown.invited and not shown.is_over(self._desk.today):
            menu.item(_("Invitation letters…"), self.write_invitations, icon_name="mail")
        menu.item(_("Save the sign-in sheet as PDF…"), self.save_sheet, icon_name="download")
        menu.addSeparator()
        if shown.cancelled_on is None:
            menu.item(_("Cancel the session"), partial(do, sessions.cancel_session, shown.id))
        else:
            menu.item(_("It takes place after all"), partial(do, sessions.hold_session, shown.id))


def count_words(shown: SessionRow) -> str:
    """How many came, or are expected, and the seats that are left."""
    if shown.attended or shown.absent:
        expected = shown.people - shown.excused
        return _("%(came)s of %(all)s came", came=shown.attended, all=expected)
    if not shown.people:
        return _("Nobody is invited yet")
    told = [ngettext("%(n)s person expected", "%(n)s people expected", shown.invited)]
    if shown.seats_left is not None and shown.seats_left >= 0:
        told.append(ngettext("%(n)s seat left", "%(n)s seats left", shown.seats_left))
    return " · ".join(told)
