"""The pairing screen: its parts side by side, each made when first shown; the board comes first."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from duodesk.base.i18n import _, ngettext
from duodesk.base.ids import Id
from duodesk.ui.desk import Desk
from duodesk.ui.page import Page
from duodesk.ui.pairing.board import BoardPart
from duodesk.ui.pairing.part import BOARD, PARTS, WAITING
from duodesk.ui.pairing.waiting import WaitingPart
from duodesk.ui.widgets.buttons import Segmented
from duodesk.ui.widgets.header import PageHeader


class PairingPage(Page):
    """Answers one question: who fits whom, and how far are they?"""

    tables = frozenset(
        {
            "person", "enrolment", "person_language", "person_occupation", "person_interest",
            "person_topic", "person_trait", "availability", "proposal", "pair_rule", "duo", "event",
            "document", "signature", "setting", "author", "matching_meeting", "matching_decision",
            "matching_present", "attendance", "event_unit", "unit",
        }
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._stack = QStackedWidget(self)
        self.board = BoardPart(desk, self._stack)
        self.board.candidates_wanted.connect(self.show_candidates)
        self._made: dict[str, QWidget] = {BOARD: self.board}
        self._stale_parts: set[str] = set()
        self.parts = Segmented([(p.key, p.title) for p in PARTS], value=BOARD, name=_("Part"))
        self.parts.chosen.connect(self.show_part)
        self.header = PageHeader(_("Pairing"), "", self.parts)
        self._stack.addWidget(self.board)
        self.lay(self.header, self._stack, grow=self._stack)
        self._tell()

    @override
    def reload(self) -> None:
        """The part in sight now; the others when they are shown again."""
        self._stale_parts = set(self._made) - {self.parts.value()}
        _reload(self.current())
        self._tell()

    @override
    def show_subject(self, subject: object) -> None:
        """A person or a proposal, wherever it is; a part by its key."""
        if subject in {part.key for part in PARTS}:
            self.show_part(str(subject))
        if isinstance(subject, tuple) and len(subject) == 2:
            self.show_part(str(subject[0]))
            self._show_in(subject[1])
        if not isinstance(subject, Id):
            return
        self._freshen(BOARD)
        card = self.board.state.find(subject)
        if card is None and self._waiting().show_mentee(subject):
            self.show_part(WAITING)
            return
        card = card or self.board.state.of_person(subject)
        if card is not None:
            self.show_part(BOARD)
            self.board.show_card(card)
        else:
            self.desk.say(_("This person does not wait for a duo now."), "info")

    @override
    def subject(self) -> object:
        if self.parts.value() == WAITING:
            return self._waiting().current() or WAITING
        if self.parts.value() != BOARD:
            return self.parts.value()
        card = self.board.card()
        return card.id if card is not None and not self.board.panel.isHidden() else None

    @override
    def mentee_in_sight(self) -> Id | None:
        current = self.current()
        if current is self.board:
            card = self.board.card()
            return self.board.pool.mentee() or (card.mentee_id if card is not None else None)
        return current.current() if isinstance(current, WaitingPart) else None

    @override
    def settle(self) -> None:
        self.board.panel.settle()
        settle = getattr(self.current(), "settle", None)
        if settle is not None:
            settle()

    @override
    def busy(self) -> bool:
        busy = getattr(self.current(), "busy", None)
        return bool(busy()) if busy is not None else False

    @override
    def focus_filter(self) -> None:
        current = self.current()
        if current is self.board:
            self.board.filters.search.setFocus()
        elif isinstance(current, WaitingPart):
            current.search.setFocus()

    @override
    def hide_sensitive(self) -> None:
        if not self.board.panel.turn_contacts():
            self.desk.say(_("Contact data are hidden. Ctrl+Shift+H shows them again."), "info")

    def current(self) -> QWidget:
        """The part in sight."""
        return self._stack.currentWidget() or self.board

    def show_part(self, key: str) -> None:
        """Show a part, as the desk file is now."""
        part = self._part(key)
        self.parts.set_value(key)
        self._stack.setCurrentWidget(part)
        self._freshen(key)

    def show_candidates(self, mentee_id: Id) -> None:
        """The three candidates of a waiting mentee."""
        if self._waiting().show_mentee(mentee_id):
            self.show_part(WAITING)
        else:
            self.desk.say(_("This person does not wait for a duo now."), "info")

    def _part(self, key: str) -> QWidget:
        if key not in self._made:
            made = next(part for part in PARTS if part.key == key).make(self.desk, self._stack)
            self._stack.addWidget(made)
            self._made[key] = made
        return self._made[key]

    def _waiting(self) -> WaitingPart:
        part = self._part(WAITING)
        if not isinstance(part, WaitingPart):
            raise TypeError(type(part).__name__)
        self._freshen(WAITING)
        return part

    def _freshen(self, key: str) -> None:
        """Read a part anew if something changed while another was in sight."""
        if key in self._stale_parts:
            self._stale_parts.discard(key)
            _reload(self._made[key])

    def _show_in(self, subject: object) -> None:
        show = getattr(self.current(), "show_subject", None)
        if show is not None:
            show(subject)

    def _tell(self) -> None:
        state = self.board.state
        told = (
            ngettext("%(n)s mentee waits", "%(n)s mentees wait", len(state.waiting)),
            ngettext("%(n)s mentor is free", "%(n)s mentors are free", len(state.free)),
        )
        self.header.set_texts(_("Pairing"), " · ".join(told))


def _reload(part: QWidget) -> None:
    reload = getattr(part, "reload", None)
    if reload is not None:
        reload()
