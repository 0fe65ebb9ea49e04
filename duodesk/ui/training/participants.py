"""Who has a seat in a series or at a meeting, who waits for one, and who could be asked next."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from duodesk.base.dates import short
from duodesk.base.i18n import N_, _, ngettext
from duodesk.base.ids import Id
from duodesk.training import seats
from duodesk.training.seats import SeatRow
from duodesk.training.words import SeatState
from duodesk.ui.desk import Desk
from duodesk.ui.memory import Memory
from duodesk.ui.training import papers
from duodesk.ui.training.candidates import CandidatesDialog
from duodesk.ui.training.room import Room
from duodesk.ui.training.words import completion_words, seat_badge, seats_words
from duodesk.ui.widgets.buttons import Button, Menu, MenuButton
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.header import EmptyState
from duodesk.ui.widgets.layout import Flow, column
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.table import RowsTable
from duodesk.ui.widgets.text import PlainLabel, show_if


class SeatsTable(RowsTable[SeatRow]):
    """Delete gives a seat back, Space takes somebody in from the waiting list."""

    given_back = Signal(object)
    taken_in = Signal(object)

    def __init__(self, memory: Memory) -> None:
        super().__init__(COLUMNS, name=_("Participants"), key="participants", memory=memory)

    def give_back(self) -> None:
        """Give back the seats of those who are marked."""
        people = [row.person_id for row in self.selected() if row.state != SeatState.GIVEN_BACK]
        if people:
            self.given_back.emit(people)

    def take_in(self) -> None:
        """Give a seat to those who are marked and have none."""
        people = [row.person_id for row in self.selected() if row.state != SeatState.BOOKED]
        if people:
            self.taken_in.emit(people)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not event.modifiers() and event.key() == Qt.Key.Key_Delete:
            self.give_back()
        elif not event.modifiers() and event.key() == Qt.Key.Key_Space:
            self.take_in()
        else:
            super().keyPressEvent(event)


class Participants(QWidget):
    """Seats of a series or of one meeting: given, given back, waited for, invited to."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._room: Room | None = None
        self.rows: list[SeatRow] = []
        self.count = PlainLabel("", role="strong")
        self.next = Button(_("Invite next"), self.invite_next, icon_name="user-check")
        self.invitation = MenuButton(_("Invitation"), self._offer_letters, icon_name="mail")
        self.adding = Button(_("Add people…"), self.add, kind="primary", icon_name="user-plus")
        self.notice = Notice("", tone="warn")
        self.table = SeatsTable(desk.memory)
        self.table.given_back.connect(self.give_back)
        self.table.taken_in.connect(self.take_in)
        self.table.opened.connect(lambda one: desk.go("people", one.person_id))
        self.table.menu_wanted.connect(self._offer)
        self._nobody = EmptyState(
            "user-plus",
            _("Nobody has a seat yet."),
            hint=_("“Add people…” shows mentors whose training is not complete, the longest "
                   "waiting first."),
        )  # fmt: skip
        self._stack = QStackedWidget()
        for part in (self.table, self._nobody):
            self._stack.addWidget(part)
        tools = Flow()
        for button in (self.adding, self.invitation, self.next):
            tools.addWidget(button)
        layout = column(self.count, tools, self.notice, self._stack, spacing=8)
        layout.setStretchFactor(self._stack, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.table)

    def show_room(self, room: Room) -> None:
        """Show whose seats these are; one stays on the same person."""
        before = self.table.current()
        self._room = room
        self.rows = self._desk.read(seats.seats, **room.where)
        self.table.set_rows(self.rows)
        self._stack.setCurrentWidget(self.table if self.rows else self._nobody)
        if self.rows and before is not None:
            stays = self.table.rows_model.place_of(lambda r: r.person_id == before.person_id)
            self.table.go_to(max(stays, 0))
        elif self.rows:
            self.table.go_to(0)
        booked, waiting = self._counted(SeatState.BOOKED), self._counted(SeatState.WAITING)
        self.count.setText(seats_words(booked, room.capacity, waiting))
        show_if(self.next, on=waiting > 0)
        show_if(self.invitation, on=bool(self.rows))
        self.notice.set_text(self._warning(room, booked, waiting))

    def add(self) -> None:
        """Choose people from a list."""
        if self._room is not None:
            dialog = CandidatesDialog(
                self._desk,
                self._room.title,
                left=self._room.left(self._counted(SeatState.BOOKED)),
                there={one.person_id for one in self.rows if one.state != SeatState.GIVEN_BACK},
                where=self._room.where,
                parent=self.window(),
            )
            dialog.open_over()

    def invite_next(self) -> None:
        """Give the next free seat to whoever waits longest."""
        room = self._room
        if room is None or room.series_id is None:
            return
        booked = self._desk.do(seats.invite_next, room.series_id)
        if booked is None:
            return
        names = [one.name for one in self.rows if one.person_id in booked.booked]
        if names:
            listed = ", ".join(names)
            self._desk.say(
                ngettext(
                    "%(names)s has a seat now.", "%(names)s have a seat now.", len(names),
                    names=listed,
                )
            )  # fmt: skip
        else:
            self._desk.say(
                _("No seat is free. Give one back, raise the number of seats, or press Space to "
                  "take somebody in all the same."),
                "warn",
            )  # fmt: skip

    def give_back(self, people: Sequence[Id]) -> None:
        """These people do not come."""
        room = self._room
        if room is not None and self._desk.do(seats.give_back, people, **room.where) is not None:
            self._desk.say(_("The seat is given back. Ctrl+Z takes it back."))

    def take_in(self, people: Sequence[Id]) -> None:
        """These people have a seat from now on, even beyond the capacity."""
        if self._room is not None:
            self._desk.do(seats.take_in, people, **self._room.where)

    def note_invited(self) -> None:
        """An invitation went out some other way."""
        people = [one.person_id for one in self.invited()]
        if self._room is not None and people:
            papers.note_invited(self._desk, self._room, people)

    def invited(self) -> list[SeatRow]:
        """Those who are marked where several are, else everybody with a seat."""
        marked = self.table.selected()
        rows = marked if len(marked) > 1 else self.rows
        return [one for one in rows if one.state == SeatState.BOOKED]

    def _counted(self, state: SeatState) -> int:
        return sum(one.state == state for one in self.rows)

    def _warning(self, room: Room, booked: int, waiting: int) -> str:
        if room.capacity is None or room.over:
            return ""
        if booked > room.capacity:
            return _(
                "%(booked)s people have a seat and there are %(seats)s. Give seats back, or "
                "raise the number of seats if the room allows it.",
                booked=booked,
                seats=room.capacity,
            )
        if booked < room.capacity and waiting:
            return _("A seat is free and somebody waits for one: “Invite next” gives it to them.")
        return ""

    def write(self) -> None:
        """The letters that invite to the days of a series."""
        if self._room is not None:
            papers.invitations(self._desk, self, self._room, self.invited())

    def save_files(self, *, mail: bool) -> None:
        """The days as calendar files, or drafts of mails that bring them."""
        if self._room is not None:
            papers.save_files(self._desk, self._room, self.invited(), mail=mail)

    def _offer_letters(self, menu: Menu) -> None:
        if self._room is not None and self._room.series_id is not None:
            menu.item(_("Letter…"), self.write, icon_name="file-text")
        menu.item(
            _("Calendar file…"), partial(self.save_files, mail=False), icon_name="calendar-days"
        )
        menu.item(
            _("Mail with the calendar file…"), partial(self.save_files, mail=True), icon_name="mail"
        )
        menu.addSeparator()
        menu.item(_("Note as invited today"), self.note_invited, icon_name="check")

    def _offer(self, one: SeatRow, at: QPoint) -> None:
        menu = Menu(self)
        if one.state != SeatState.BOOKED:
            menu.item(_("Give a seat"), self.table.take_in, icon_name="user-check")
        if one.state != SeatState.GIVEN_BACK:
            menu.item(_("Give the seat back"), self.table.give_back, icon_name="user-x")
        menu.addSeparator()
        if one.state == SeatState.BOOKED:
            self._offer_letters(menu)
            menu.addSeparator()
        go = partial(self._desk.go, "people", one.person_id)
        menu.item(_("Open the person"), go, icon_name="user")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)


def _state_order(shown: SeatRow) -> tuple[int, object]:
    places = {SeatState.BOOKED: 0, SeatState.WAITING: 1}
    return places.get(shown.state, 2), shown.name.casefold()


def _completion_badges(shown: SeatRow) -> list[Badge]:
    told = shown.completion
    return [Badge(completion_words(told), "good")] if told.done_on is not None else []


COLUMNS: tuple[Column[SeatRow], ...] = (
    Column(
        key="state",
        title=N_("Seat"),
        text=lambda r: seat_badge(r.state).text,
        badges=lambda r: [seat_badge(r.state)],
        order=_state_order,
        width=100,
    ),
    Column(key="name", title=N_("Name"), text=lambda r: r.name, width=180, strong=True),
    Column(
        key="invited",
        title=N_("Invited on"),
        text=lambda r: short(r.invited_on),
        order=lambda r: r.invited_on,
        value=lambda r: r.invited_on,
        width=122,
    ),
    Column(key="phone", title=N_("Telephone"), text=lambda r: r.phone, width=130),
    Column(
        key="completion",
        title=N_("Completion"),
        text=lambda r: completion_words(r.completion),
        badges=_completion_badges,
        tip=lambda r: completion_words(r.completion),
        width=230,
    ),
    Column(
        key="since",
        title=N_("Since"),
        text=lambda r: short(r.since),
        order=lambda r: r.since,
        value=lambda r: r.since,
        width=104,
        hidden=True,
    ),
    Column(key="mail", title=N_("E-mail"), text=lambda r: r.email, width=170, hidden=True),
    Column(key="number", title=N_("Number"), text=lambda r: r.number, width=100, hidden=True),
)
