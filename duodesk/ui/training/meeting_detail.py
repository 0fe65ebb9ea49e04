"""One meeting: who is expected, who came, ticked with one key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from duodesk.base.dates import short
from duodesk.base.i18n import N_, _, ngettext
from duodesk.base.ids import Id
from duodesk.store.session import Session
from duodesk.training import attendance, events, seats
from duodesk.training.meetings import MeetingRow
from duodesk.training.seats import SeatRow
from duodesk.training.words import Attended, SeatState
from duodesk.ui.desk import Desk
from duodesk.ui.memory import Memory
from duodesk.ui.training import papers, sheets
from duodesk.ui.training.candidates import CandidatesDialog
from duodesk.ui.training.event import EventDialog
from duodesk.ui.training.room import Room
from duodesk.ui.training.words import (
    MARKS,
    mark_look,
    mark_word,
    seat_badge,
    seats_words,
    when_words,
    where_words,
)
from duodesk.ui.widgets.buttons import Button, Menu, MenuButton
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.header import EmptyState
from duodesk.ui.widgets.layout import Flow, column, row
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.table import RowsTable
from duodesk.ui.widgets.text import ElidedLabel, PlainLabel, set_tip, show_if

_SHOWN = (Attended.PRESENT, Attended.ABSENT, Attended.EXCUSED)
_KEYS = {
    Qt.Key.Key_P: Attended.PRESENT,
    Qt.Key.Key_A: Attended.ABSENT,
    Qt.Key.Key_E: Attended.EXCUSED,
}


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody of a meeting: their seat, if they have one, and whether they came."""

    person_id: Id
    name: str
    number: str
    seat: SeatRow | None
    presence: Attended | None

    @property
    def waits(self) -> bool:
        """Whether they wait for a seat."""
        return self.seat is not None and self.seat.state == SeatState.WAITING


class GuestsTable(RowsTable[Guest]):
    """Space, P or a click on the mark: came; A: did not come; E: excused; Delete gives the seat
    back.
    """

    marked = Signal(object, object)
    given_back = Signal(object)

    def __init__(self, memory: Memory) -> None:
        super().__init__(COLUMNS, name=_("People of the meeting"), key="guests", memory=memory)
        self.clicked.connect(self._on_clicked)

    def mark(self, presence: Attended | None) -> None:
        """Note this of those who are marked."""
        people = [row.person_id for row in self.selected()]
        if people:
            self.marked.emit(people, presence)

    def tick(self) -> None:
        """They came; where all of them had, that was a mistake."""
        came = all(row.presence == Attended.PRESENT for row in self.selected())
        self.mark(None if came else Attended.PRESENT)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed = Qt.Key(event.key())
        if event.modifiers():
            super().keyPressEvent(event)
        elif pressed == Qt.Key.Key_Space:
            self.tick()
        elif pressed == Qt.Key.Key_Delete:
            self.given_back.emit([row.person_id for row in self.selected()])
        elif pressed in _KEYS:
            self.mark(_KEYS[pressed])
        else:
            super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        if self.rows_model.columns[index.column()].key == "presence":
            self.tick()


class MeetingDetail(QWidget):
    """Everything of the chosen meeting."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.shown: MeetingRow | None = None
        self.guests: list[Guest] = []
        self.title = ElidedLabel(role="heading")
        self.where = ElidedLabel("", role="muted")
        self.count = PlainLabel("", role="strong")
        self.notice = Notice("", tone="warn")
        self.table = GuestsTable(desk.memory)
        self.table.marked.connect(self.mark)
        self.table.given_back.connect(self.give_back)
        self.table.opened.connect(lambda one: desk.go("people", one.person_id))
        self.table.menu_wanted.connect(self._offer_person)
        self._nobody = EmptyState(
            "user-plus",
            _("Nobody is expected yet."),
            hint=_("“Add people…” shows mentors who still need a meeting for their duo."),
        )
        self._people = QStackedWidget()
        for part in (self.table, self._nobody):
            self._people.addWidget(part)
        words = column(self.title, self.where, spacing=1)
        head = row(
            words,
            Button(_("Add people…"), self.add, kind="primary", icon_name="user-plus"),
            Button(_("Change…"), self.change, icon_name="pencil"),
            MenuButton(_("More"), self._offer),
            spacing=6,
        )
        head.setStretchFactor(words, 1)
        self._marks = self._mark_buttons()
        tools = Flow()
        for button in self._marks:
            tools.addWidget(button)
        layout = column(head, self.notice, self.count, tools, self._people, spacing=8)
        layout.setStretchFactor(self._people, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.table)

    def show_meeting(self, shown: MeetingRow | None) -> None:
        """Another meeting, or the same after something changed."""
        self.shown = shown
        if shown is None:
            return
        self.title.setText(when_words(shown.day, shown.start, shown.minutes))
        place = where_words(shown.place, online=shown.online)
        self.where.setText(" · ".join(part for part in (shown.title, place) if part))
        self.guests = self._desk.read(guests, shown.id)
        self.table.set_rows(self.guests)
        if self.guests and not self.table.currentIndex().isValid():
            self.table.go_to(0)
        self._people.setCurrentWidget(self.table if self.guests else self._nobody)
        self.count.setText(self._counted(shown))
        self.notice.set_text(self._warning(shown))
        for button in self._marks:
            show_if(button, on=bool(self.guests))

    def mark(self, people: Sequence[Id] | None, presence: Attended | None) -> None:
        """Note who came; None means all of whom nothing is noted."""
        if self.shown is not None:
            self._desk.do(attendance.mark, self.shown.id, people, presence)

    def give_back(self, people: Sequence[Id]) -> None:
        """These people do not come."""
        room = self.room()
        if room is None or not people:
            return
        if self._desk.do(seats.give_back, people, **room.where) is not None:
            self._desk.say(_("The seat is given back. Ctrl+Z takes it back."))

    def add(self) -> None:
        """Choose people from a list."""
        room = self.room()
        if room is not None:
            there = {one.person_id for one in self.guests if one.seat is not None}
            dialog = CandidatesDialog(
                self._desk,
                room.title,
                left=room.left(self._booked()),
                there=there,
                where=room.where,
                parent=self.window(),
            )
            dialog.open_over()

    def change(self) -> None:
        """Day, hours, place and all the rest."""
        shown = self.shown
        known = self._desk.read(events.event, shown.id) if shown is not None else None
        if known is not None:
            EventDialog(self._desk, row=known, parent=self.window()).open_over()

    def room(self) -> Room | None:
        """Where the seats are."""
        shown = self.shown
        if shown is None:
            return None
        title = f"{shown.title} · {short(shown.day)}"
        over = shown.day < self._desk.today
        return Room(title, event_id=shown.id, capacity=shown.capacity, over=over)

    def _booked(self) -> int:
        booked = SeatState.BOOKED
        return sum(one.seat is not None and one.seat.state == booked for one in self.guests)

    def _counted(self, shown: MeetingRow) -> str:
        came = sum(one.presence == Attended.PRESENT for one in self.guests)
        if came:
            excused = sum(one.presence == Attended.EXCUSED for one in self.guests)
            waiting = sum(one.waits for one in self.guests)
            expected = len(self.guests) - excused - waiting
            return _("%(came)s of %(all)s came", came=came, all=expected)
        waiting = sum(one.waits for one in self.guests)
        return seats_words(self._booked(), shown.capacity, waiting)

    def _warning(self, shown: MeetingRow) -> str:
        if shown.cancelled:
            return _("This meeting is cancelled. Whoever was expected can be added to another.")
        open_marks = sum(one.presence is None and not one.waits for one in self.guests)
        if shown.day < self._desk.today and open_marks:
            return ngettext(
                "Whether %(n)s person came is not noted yet.",
                "Whether %(n)s people came is not noted yet.",
                open_marks,
            )
        return ""

    def _mark_buttons(self) -> list[Button]:
        made = []
        for presence in _SHOWN:
            word, key = mark_word(presence), MARKS[presence][4]
            icon_name = mark_look(presence)[0]
            call = partial(self.table.mark, presence)
            button = Button(word, call, icon_name=icon_name)
            set_tip(button, _("%(name)s: key %(key)s in the list", name=word, key=key))
            made.append(button)
        everybody = partial(self.mark, None, Attended.PRESENT)
        made.append(Button(_("All the others came"), everybody, icon_name="check"))
        return made

    def _offer_person(self, one: Guest, at: QPoint) -> None:
        menu = Menu(self)
        for presence in _SHOWN:
            menu.item(
                mark_word(presence),
                partial(self.table.mark, presence),
                icon_name=mark_look(presence)[0],
                checked=one.presence == presence,
            )
        menu.item(_("Nothing noted"), partial(self.table.mark, None), icon_name="x")
        menu.addSeparator()
        room = self.room()
        if one.waits and room is not None:
            take = partial(self._desk.do, seats.take_in, [one.person_id], **room.where)
            menu.item(_("Give a seat"), take, icon_name="user-check")
        menu.item(_("Give the seat back"), partial(self.give_back, [one.person_id]))
        go = partial(self._desk.go, "people", one.person_id)
        menu.item(_("Open the person"), go, icon_name="user")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def _offer(self, menu: Menu) -> None:
        shown, room = self.shown, self.room()
        if shown is None or room is None:
            return
        rows = [one.seat for one in self.guests if one.seat is not None and not one.waits]
        for mail, text, icon_name in (
            (False, _("Calendar files for those expected…"), "calendar-days"),
            (True, _("Mails with the calendar file…"), "mail"),
        ):
            save = partial(papers.save_files, self._desk, room, rows, mail=mail)
            menu.item(text, save, icon_name=icon_name)
        title = _("Sign-in sheet: %(what)s", what=room.title)
        sign = partial(sheets.sign_in_day, self._desk, self, shown.id, title)
        menu.item(_("Sign-in sheet…"), sign, icon_name="printer")
        menu.addSeparator()
        if shown.cancelled:
            hold = partial(self._desk.do, events.hold_event, shown.id)
            menu.item(_("It takes place after all"), hold)
        else:
            cancel = partial(self._desk.do, events.cancel_event, shown.id)
            menu.item(_("Cancel the meeting"), cancel)


def guests(session: Session, event_id: Id) -> list[Guest]:
    """Who has a seat at a meeting or waits for one, and who came without."""
    marks = {row.person_id: row for row in attendance.event_grid(session, event_id).rows}
    found = []
    for seat in seats.seats(session, event_id=event_id):
        row_marked = marks.pop(seat.person_id, None)
        presence = row_marked.cells[0].presence if row_marked and row_marked.cells else None
        if seat.state != SeatState.GIVEN_BACK or presence is not None:
            found.append(Guest(seat.person_id, seat.name, seat.number, seat, presence))
    found += [
        Guest(one.person_id, one.name, one.number, None, one.cells[0].presence)
        for one in marks.values()
        if one.cells
    ]
    return found


def _looks(one: Guest) -> tuple[str, str, str, str]:
    """What stands in the first column: a mark, or that somebody is expected or waits."""
    if one.presence is not None:
        return mark_word(one.presence), *mark_look(one.presence)
    if one.waits:
        badge = seat_badge(SeatState.WAITING)
        return badge.text, "clock", "warn_text", badge.tone
    return _("Expected"), "mail", "muted", "neutral"


COLUMNS: tuple[Column[Guest], ...] = (
    Column(
        key="presence",
        title=N_("Presence"),
        text=lambda g: _looks(g)[0],
        icon=lambda g: _looks(g)[1:3],
        badges=lambda g: [Badge(_looks(g)[0], _looks(g)[3])],
        width=160,
        fixed=True,
    ),
    Column(key="name", title=N_("Name"), text=lambda g: g.name, width=200, strong=True),
    Column(
        key="phone",
        title=N_("Telephone"),
        text=lambda g: g.seat.phone if g.seat else "",
        width=150,
    ),
    Column(
        key="invited",
        title=N_("Invited on"),
        text=lambda g: short(g.seat.invited_on) if g.seat else "",
        order=lambda g: g.seat.invited_on if g.seat else None,
        width=110,
    ),
    Column(key="number", title=N_("Number"), text=lambda g: g.number, width=100, hidden=True),
)
