"""One person: who they are, what a duo is formed by, everything that happened."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget
from typing_extensions import override

from duodesk.base import reference
from duodesk.base.clock import BELGIUM
from duodesk.base.dates import short
from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.exchange import erasure, handover
from duodesk.people import commands, interviews
from duodesk.people.cards import EnrolmentCard, PersonCard, person
from duodesk.people.deciding import Decision
from duodesk.people.recruiting import ways_of
from duodesk.people.timeline import TimelineEntry
from duodesk.people.words import Role, Status
from duodesk.ui import keys
from duodesk.ui.desk import Desk
from duodesk.ui.erasing import EraseDialog
from duodesk.ui.people.belonging import Belonging
from duodesk.ui.people.contacting import ContactDialog
from duodesk.ui.people.deciding import DecideDialog
from duodesk.ui.people.handing import HandOverDialog
from duodesk.ui.people.history import History
from duodesk.ui.people.joined import Joined
from duodesk.ui.people.papers import offer_declaration, offer_guides, offer_invitations
from duodesk.ui.people.profile import ProfilePanel
from duodesk.ui.people.view import View
from duodesk.ui.people.words import status_badge, summary
from duodesk.ui.requests import RequestsDialog
from duodesk.ui.widgets.buttons import Button, IconButton, Menu, MenuButton
from duodesk.ui.widgets.chips import Chip
from duodesk.ui.widgets.header import EmptyState, PageHeader
from duodesk.ui.widgets.layout import Flow, column, panes, row, widget
from duodesk.ui.widgets.text import show_if

_CHOSEN_BY_HAND = (
    Status.REGISTERED,
    Status.INVITED,
    Status.INTERVIEWED,
    Status.RESTING,
    Status.REDIRECTED,
    Status.DECLINED,
    Status.WITHDRAWN,
)
# Of these somebody asks why: they are decided, with a day and a reason.
_DECIDED = frozenset({Status.REDIRECTED, Status.DECLINED, Status.WITHDRAWN})


class PersonView(View):
    """A person's page; everything is edited where it stands."""

    back = Signal()
    interview_wanted = Signal(object)

    def __init__(self, desk: Desk, person_id: Id, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.person_id = person_id
        self._card = desk.read(person, person_id, today=desk.today)
        self._header = PageHeader("", "")
        self._chips = Flow()
        back = IconButton("arrow-left", _("Back to the list (Esc)"), self.back.emit)
        self._talk = Button(_("Interview"), self.interview, icon_name="message-square-text")
        self._match = Button(
            _("Find a mentor"), self._propose, kind="primary", icon_name="handshake"
        )
        more = MenuButton(_("More"), self._offer)
        call = Button(_("Log a call"), self.log_call, icon_name="phone")
        for button in (call, self._talk, self._match, more):
            self._header.action_row.addWidget(button)
        top = row(back, self._header, spacing=10)
        top.setAlignment(back, Qt.AlignmentFlag.AlignTop)
        top.setStretchFactor(self._header, 1)
        self._panes: QSplitter | None = None
        self._gone: EmptyState | None = None
        self._belonging = Belonging(desk)
        self.joined = Joined(desk)
        self.joined.opened.connect(self.opened)
        self._place = column(spacing=0)
        layout = column(top, widget(self._chips), self.joined, self._belonging, self._place,
                        spacing=8)  # fmt: skip
        layout.setStretchFactor(self._place, 1)
        self.setLayout(layout)
        keys.bind(self, "call", self.log_call, desk.memory)
        self.panel: ProfilePanel | None = None
        self.history: History | None = None
        self._fill()

    @override
    def subject(self) -> object:
        return self.person_id

    @override
    def reload(self) -> None:
        """Show what the desk file holds now."""
        before = self._card
        self._card = self._desk.read(person, self.person_id, today=self._desk.today)
        if self._card is None or before is None or _shape(before) != _shape(self._card):
            self._fill()
            return
        self._head()
        if self.panel is not None and self.history is not None:
            self.panel.show_card(self._card)
            self.history.reload()

    @override
    def quick_note(self) -> bool:
        if self.history is not None:
            self.history.note.setFocus()
        return self.history is not None

    def log_call(self) -> None:
        """Ask what came of a call, mail or visit."""
        ContactDialog(self._desk, self.person_id, parent=self.window()).open_over()

    def interview(self) -> None:
        """Go on with the open interview, or begin one."""
        card = self._card
        if card is None:
            return
        open_ones = [
            one for one in self._desk.read(interviews.drafts) if one.person_id == self.person_id
        ]
        if open_ones:
            self.interview_wanted.emit(open_ones[0].id)
            return
        role = card.enrolments[-1].role if card.enrolments else Role.MENTEE
        started = self._desk.do(interviews.start_interview, self.person_id, role)
        if started is not None:
            self.interview_wanted.emit(started.interview_id)

    def show_requests(self) -> None:
        """What the person asked about their data, and what they were answered."""
        if self._card is not None:
            name, over = self._card.full_name, self.window()
            RequestsDialog(self._desk, self.person_id, name, parent=over).open_over()

    @override
    def settle(self) -> None:
        """Keep what is being typed: moving the focus away is what commits a field."""
        focus = self.focusWidget()
        if focus is not None:
            focus.clearFocus()
        if self.history is not None:
            self.history.keep_note()

    def _fill(self) -> None:
        while (item := self._place.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._head()
        if self._card is None:
            self._place.addWidget(self._nobody())
            self.panel = self.history = None
            return
        self.panel = ProfilePanel(self._desk, self._card)
        self.history = History(self._desk, self.person_id)
        self.history.opened.connect(self._open)
        both = panes(self.panel, self.history, shares=(4, 6), name=_("Person"), parent=self)
        both.setSizes([430, 650])
        self._place.addWidget(both)

    def _head(self) -> None:
        card = self._card
        self._header.set_texts(card.name if card else "", summary(card) if card else "")
        self._belonging.show_card(card)
        self.joined.show_person(self.person_id)
        self._chips.clear()
        show_if(self._talk, on=card is not None)
        waits = card is not None and any(_waits(one) for one in card.enrolments)
        show_if(self._match, on=waits)
        for one in card.enrolments if card else ():
            self._chips.addWidget(Chip(reference.chosen("role", one.role), "neutral"))
            badge = status_badge(one.status)
            self._chips.addWidget(Chip(badge.text, badge.tone))
        if card is not None and card.coordinator:
            self._chips.addWidget(Chip(_("Coordination: %(name)s", name=card.coordinator)))

    def _offer(self, menu: Menu) -> None:
        card = self._card
        if card is None:
            return
        for one in card.enrolments:
            role = reference.chosen("role", one.role)
            if one.status not in {Status.ACCEPTED, Status.IN_DUO}:
                menu.item(
                    _("Accept into the programme (%(role)s)", role=role),
                    partial(self._desk.do, commands.accept, one.id),
                    icon_name="user-check",
                )
            if one.status != Status.IN_DUO:
                self._offer_status(menu, one, role)
        for role_ in Role:
            if role_ not in {one.role for one in card.enrolments}:
                menu.item(
                    _("Register as %(role)s too", role=reference.chosen("role", role_)),
                    partial(self._desk.do, commands.enrol, self.person_id, role_),
                )
        menu.addSeparator()
        offer_invitations(self._desk, menu, card, parent=self.window())
        offer_guides(self._desk, menu, card, parent=self)
        offer_declaration(self._desk, menu, card, parent=self.window())
        menu.item(_("Request about data…"), self.show_requests, icon_name="shield-check")
        self._offer_office(menu, card)
        self.joined.offer(menu)
        menu.item(_("Remove this person"), self._remove, icon_name="trash-2")
        if card.office_id == self._desk.office_id:
            menu.item(_("Erase this person for good…"), partial(self._ask, EraseDialog, card))

    def _offer_office(self, menu: Menu, card: PersonCard) -> None:
        """Only the office that follows a person hands them over, to one other at a time."""
        if card.office_id != self._desk.office_id:
            return
        offer = self._desk.read(handover.offer_of, card.id)
        if offer is None:
            menu.item(
                _("Hand over to another office…"),
                partial(self._ask, HandOverDialog, card),
                icon_name="arrow-left-right",
            )
        else:
            menu.item(_("Withdraw the offer"), partial(self._desk.do, handover.withdraw, offer.id))

    def _ask(self, kind: type[HandOverDialog | EraseDialog], card: PersonCard) -> None:
        self.settle()
        kind(self._desk, card, parent=self.window()).open_over()

    def _nobody(self) -> EmptyState:
        erased = self._desk.read(erasure.erased_on, self.person_id)
        if erased is None:
            return EmptyState("user-x", _("This person is no longer on this desk."))
        day = short(erased.astimezone(BELGIUM).date())
        return EmptyState(
            "user-x",
            _("Erased for good on %(day)s.", day=day),
            hint=_("Nothing of this person is kept. Who confirmed it is told under Settings, "
                   "Safety."),
        )  # fmt: skip

    def _offer_status(self, menu: Menu, one: EnrolmentCard, role: str) -> None:
        states = Menu(_("Status (%(role)s)", role=role), menu)
        for status in _CHOSEN_BY_HAND:
            decided = status in _DECIDED
            words = reference.chosen("status", status)
            states.item(
                _("%(status)s…", status=words) if decided else words,
                partial(self._decide, one.id, Decision(status))
                if decided
                else partial(self._desk.do, commands.set_status, one.id, status),
                checked=status == one.status,
            )
        menu.addMenu(states)

    def _decide(self, enrolment_id: Id, decision: Decision) -> None:
        """What is decided about somebody has a day and a reason."""
        ways = self._desk.read(ways_of, self.person_id, today=self._desk.today)
        shown = next((one for one in ways if one.enrolment_id == enrolment_id), None)
        if shown is None:
            self._desk.say(_("This entry is now with another one. Decide there."), "warn")
            return
        self.settle()
        DecideDialog(self._desk, shown, decision=decision, parent=self.window()).open_over()

    def _remove(self) -> None:
        if self._desk.do(commands.remove_person, self.person_id) is not None:
            self._desk.say(_("Removed. Ctrl+Z brings the person back."))
            self.back.emit()

    def _propose(self) -> None:
        self._desk.go("pairing", self.person_id)

    def _open(self, entry: TimelineEntry) -> None:
        if entry.table == "interview":
            self.interview_wanted.emit(entry.row)


def _waits(one: EnrolmentCard) -> bool:
    return one.role == Role.MENTEE and one.status == Status.ACCEPTED


def _shape(card: PersonCard) -> tuple[Id, ...]:
    return tuple(one.id for one in card.enrolments)
