"""The pairing screen as lists: waiting mentees and open proposals left, the chosen one right."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from duodesk.base import reference
from duodesk.base.collate import fold
from duodesk.base.dates import short
from duodesk.base.i18n import _, ngettext
from duodesk.base.ids import Id
from duodesk.pairing import queries
from duodesk.pairing.queries import CandidateRow, ProposalRow
from duodesk.ui.desk import Desk
from duodesk.ui.page import Page
from duodesk.ui.pairing.proposal import ProposalView
from duodesk.ui.pairing.suggestions import SuggestionsView
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Segmented
from duodesk.ui.widgets.cards import CardItem, CardList
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.header import EmptyState, PageHeader
from duodesk.ui.widgets.layout import column, panes, widget
from duodesk.ui.widgets.search import SearchBox

WAITING, PROPOSALS = "waiting", "proposals"
LONG_WAIT = 28  # days from which the wait stands out


class PairingPage(Page):
    """Answers one question: who fits whom?"""

    tables = frozenset(
        {
            "person", "enrolment", "person_language", "person_occupation", "person_interest",
            "person_topic", "availability", "proposal", "duo", "setting",
            "attendance", "event", "event_unit", "unit",
        }
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._waiting: list[CandidateRow] = []
        self._proposals: list[ProposalRow] = []
        self.header = PageHeader(_("Pairing"), "")
        self.lists = Segmented([(WAITING, ""), (PROPOSALS, "")], value=WAITING, name=_("List"))
        self.lists.chosen.connect(lambda _code: self._show_list())
        self.search = SearchBox(_("Find in this list"))
        self.search.searched.connect(lambda _text: self._show_list())
        self.cards = CardList(_("Mentees who wait and proposals on their way"))
        self.search.went_down.connect(self.cards.setFocus)
        self.cards.picked.connect(lambda card: self._choose(card.id))
        self.cards.opened.connect(lambda card: self._choose(card.id))
        self._right = QStackedWidget()
        self._right.addWidget(QWidget())
        left = widget(column(self.lists, self.search, self.cards, spacing=8))
        left.setMinimumWidth(look().px(250))
        both = panes(left, self._right, shares=(2, 5), name=_("Pairing"))
        both.setSizes([320, 780])
        self.lay(self.header, both, grow=both)
        self.reload()

    @override
    def reload(self) -> None:
        desk = self.desk
        self._waiting = desk.read(
            queries.waiting_mentees, today=desk.today, office_id=desk.office_id
        )
        mentors = desk.read(queries.free_mentors, today=desk.today, office_id=desk.office_id)
        self._proposals = desk.read(queries.proposals, office_id=desk.office_id)
        waiting, free = len(self._waiting), len(mentors)
        told = (
            ngettext("%(n)s mentee waits", "%(n)s mentees wait", waiting),
            ngettext("%(n)s mentor is free", "%(n)s mentors are free", free),
        )
        self.header.set_texts(_("Pairing"), " · ".join(told))
        self.lists.set_texts(
            [
                _("Waiting: %(n)s", n=waiting),
                _("Proposals: %(n)s", n=len(self._proposals)),
            ]
        )
        self._show_list()

    @override
    def show_subject(self, subject: object) -> None:
        if not isinstance(subject, Id):
            return
        proposal = next(
            (p for p in self._proposals if subject in {p.id, p.mentee_id, p.mentor_id}), None
        )
        self.lists.set_value(PROPOSALS if proposal else WAITING)
        self.search.clear()
        self._show_list()
        wanted = proposal.id if proposal else subject
        if not self.cards.choose(wanted):
            self.desk.say(_("This person does not wait for a duo now."), "info")

    @override
    def subject(self) -> object:
        card = self.cards.current()
        return card.id if card is not None else None

    @override
    def focus_filter(self) -> None:
        self.search.setFocus()

    def chosen(self) -> QWidget | None:
        """What is shown on the right."""
        return self._right.currentWidget()

    def _show_list(self) -> None:
        needle = fold(self.search.text()).split()
        waiting = self.lists.value() != PROPOSALS
        cards = (
            [_waiting_card(row) for row in self._waiting]
            if waiting
            else [_proposal_card(row) for row in self._proposals]
        )
        fitting = [card for card in cards if all(word in fold(card.spoken) for word in needle)]
        before = self.cards.current()
        self.cards.set_cards(fitting)
        if not fitting:
            self._show(self._empty(waiting=waiting, filtered=bool(cards)))
        elif before is None or not self.cards.choose(before.id):
            self.cards.setCurrentIndex(self.cards.cards.index(0))
            self._choose(fitting[0].id)
        else:
            self._choose(before.id)

    def _choose(self, card_id: Id) -> None:
        mentee = next((row for row in self._waiting if row.id == card_id), None)
        if mentee is not None:
            self._show(SuggestionsView(self.desk, mentee))
            return
        proposal = next((row for row in self._proposals if row.id == card_id), None)
        shown = self.chosen()
        if isinstance(shown, ProposalView) and proposal is not None and shown.id == proposal.id:
            shown.show_row(proposal)
        elif proposal is not None:
            self._show(ProposalView(self.desk, proposal))

    def _empty(self, *, waiting: bool, filtered: bool) -> EmptyState:
        if filtered:
            return EmptyState("list-filter", _("No one fits this filter."))
        if waiting:
            return EmptyState(
                "handshake",
                _("No mentee waits for a mentor."),
                hint=_("Who is interviewed and accepted appears here."),
            )
        return EmptyState(
            "handshake",
            _("No proposal is on its way."),
            hint=_("Choose a waiting mentee and propose one of the mentors that fit."),
        )

    def _show(self, shown: QWidget) -> None:
        old = self._right.currentWidget()
        self._right.addWidget(shown)
        self._right.setCurrentWidget(shown)
        if old is not None:
            self._right.removeWidget(old)
            old.deleteLater()


def _waiting_card(row: CandidateRow) -> CardItem:
    trades = ", ".join(reference.occupation_name(code) for code in row.occupations[:2])
    spoken = ", ".join(reference.language_label(code) for code, _level in row.languages[:3])
    days = ngettext("%(n)s day", "%(n)s days", row.days)
    tone = "warn" if row.days >= LONG_WAIT else "neutral"
    goal = [Badge(reference.chosen("goal", row.goal), "accent")] if row.goal else []
    return CardItem(
        id=row.id,
        title=row.name,
        lines=tuple(line for line in (trades, spoken) if line),
        badges=(*goal, Badge(days, tone)),
    )


def _proposal_card(row: ProposalRow) -> CardItem:
    on = short(row.meeting_on or row.proposed_on) if row.meeting_on or row.proposed_on else ""
    return CardItem(
        id=row.id,
        title=f"{row.mentee} × {row.mentor}",
        badges=(Badge(reference.chosen("stage", row.stage), "info"), *([Badge(on)] if on else [])),
    )
