"""What opens first for a mentee: three mentors with reasons in sentences, doubts before praise;
side by side, more of them, and what each choice means for the others on demand.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid
from typing_extensions import override

from duodesk.base import reference
from duodesk.base.i18n import _, ngettext
from duodesk.base.ids import Id
from duodesk.pairing import commands, queries
from duodesk.pairing.candidates import Candidate, candidates
from duodesk.pairing.commands import Thought
from duodesk.pairing.planning import Planning
from duodesk.pairing.queries import CandidateRow, Suggestion
from duodesk.ui.desk import Desk
from duodesk.ui.pairing.candidate import CandidateCard
from duodesk.ui.pairing.comparing import Compared
from duodesk.ui.pairing.deciding import NotThisDialog, ProposeDialog
from duodesk.ui.pairing.further import FurtherMentors
from duodesk.ui.pairing.planner import planner
from duodesk.ui.widgets.buttons import Button, bare
from duodesk.ui.widgets.header import EmptyState
from duodesk.ui.widgets.layout import Body, Flow, column, widget
from duodesk.ui.widgets.text import PlainLabel, show_if

SHOWN = 3


class SuggestionsView(QWidget):
    """Three mentors for one mentee, each with every criterion of the programme."""

    def __init__(self, desk: Desk, mentee: CandidateRow, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._mentee = mentee
        self._planner = planner(desk)
        self._candidates: list[Candidate] = []
        self.found: list[Suggestion] = []
        self.cards: list[CandidateCard] = []
        self._list: Body | None = None
        self._more: FurtherMentors | None = None
        self.compare = _toggle(_("Compare three"), self._lay_out)
        self.whole = _toggle(_("All reasons"), self._show_whole)
        self.numbers = _toggle(_("Numbers"), self._show_numbers)
        self.setAccessibleName(_("Mentors for %(name)s", name=mentee.name))
        tools = Flow(spacing=6)
        for part in (self.compare, self.whole, self.numbers):
            tools.addWidget(part)
        tools.addWidget(Button(_("Open the mentee"), self._open_mentee, kind="quiet"))
        self._stack = QStackedWidget()
        whole = column(
            PlainLabel(_("Mentors for %(name)s", name=mentee.name), role="heading", wrap=True),
            PlainLabel(_about(mentee), role="muted", wrap=True),
            widget(tools),
            self._stack,
            spacing=6,
        )
        whole.setStretchFactor(self._stack, 1)
        self.setLayout(whole)
        self._planner.moved.connect(self._on_moved)
        self.reload()

    def reload(self) -> None:
        """Look at the desk again; what it means for the others follows from the worker."""
        desk = self._desk
        known = self._planner.planning if self._planner.current else None
        if known is not None:
            self.found = queries.suggest_from(known.asked.pool, self._mentee.id, top=SHOWN)
        else:
            self.found = desk.read(
                queries.suggestions,
                self._mentee.id,
                today=desk.today,
                office_id=desk.office_id,
                top=SHOWN,
            )
        self._candidates = self._read(self.found)
        self._lay_out()
        self._planner.want()

    def propose(self, suggestion: Suggestion) -> None:
        """Name the doubts, ask for a word on why, and put the two forward to each other."""
        self._propose(self._read([suggestion])[0])

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._planner.want()

    def _read(self, some: Sequence[Suggestion]) -> list[Candidate]:
        desk = self._desk
        return desk.read(candidates, some, today=desk.today, office_id=desk.office_id)

    def _on_moved(self) -> None:
        """People changed, or the plan is there: what is shown stays where nothing changed."""
        if not isValid(self) or not self.isVisible():
            return
        known = self._planner.planning
        if known is None or not self._planner.current:
            self._planner.want()
            return
        found = queries.suggest_from(known.asked.pool, self._mentee.id, top=SHOWN)
        if self._list is None or self._read(found) != self._candidates:
            self.reload()
        else:
            self._tell_others(self._list)

    def _lay_out(self) -> None:
        """Cards, the comparison, or why there is nobody."""
        self.cards, self._list = [], None
        compared = self.compare.isChecked() and len(self._candidates) > 1
        show_if(self.compare, on=len(self._candidates) > 1)
        if not self._candidates:
            shown: QWidget = self._nobody()
        elif compared:
            others = {one.mentor_id: self._others(one) for one in self._candidates}
            grid = Compared(self._candidates, others, numbers=self.numbers.isChecked())
            grid.proposed.connect(self._propose)
            shown = grid
        else:
            shown = self._list = self._cards()
        show_if(self.whole, on=not compared and bool(self._candidates))
        old = self._stack.currentWidget()
        self._stack.addWidget(shown)
        self._stack.setCurrentWidget(shown)
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()

    def _cards(self) -> Body:
        body = Body(spacing=12)
        self.cards = [self._card(one) for one in self._candidates]
        for card in self.cards:
            body.column.addWidget(card)
        body.column.addStretch(1)
        self._tell_others(body)
        return body

    def _tell_others(self, body: Body) -> None:
        """What each choice means for the others, and the mentors beyond these."""
        planning = self._planning()
        if planning is None:
            return
        self.cards = self.cards[: len(self._candidates)]
        for card in self.cards:
            card.show_others(self._others(card.candidate))
        if self._more is not None and isValid(self._more):
            self._more.hide()
            self._more.deleteLater()
        more = FurtherMentors(planning, self._mentee.id, {one.mentor_id for one in self.found})
        more.picked.connect(lambda mentor_id: more.show_card(self._other_card(mentor_id)))
        body.column.insertWidget(len(self._candidates), more)
        self._more = more

    def _card(self, candidate: Candidate) -> CandidateCard:
        card = CandidateCard(
            candidate, numbers=self.numbers.isChecked(), whole=self.whole.isChecked()
        )
        card.show_others(self._others(candidate))
        card.proposed.connect(self._propose)
        card.kept_in_mind.connect(self._keep_in_mind)
        card.ruled_out.connect(self._rule_out)
        card.looked_at.connect(lambda one: self._desk.go("people", one.mentor_id))
        return card

    def _other_card(self, mentor_id: Id) -> CandidateCard | None:
        planning = self._planning()
        if planning is None:
            return None
        card = self._card(self._read([planning.suggestion(self._mentee.id, mentor_id)])[0])
        self.cards = [*self.cards[: len(self._candidates)], card]
        return card

    def _planning(self) -> Planning | None:
        """The plan, where this mentee is in it."""
        known = self._planner.planning if self._planner.current else None
        return known if known is not None and known.row(self._mentee.id) is not None else None

    def _others(self, one: Candidate) -> list[str]:
        """What the choice means for everybody else; nothing while that is worked out."""
        planning = self._planning()
        if planning is None:
            return []
        told = planning.choosing(self._mentee.id, one.mentor_id)
        also = planning.also_wanted(one.mentor_id, but=self._mentee.id)
        if also:
            names = ", ".join(also[:SHOWN])
            told.append(_("%(mentor)s would also be the best for %(names)s.",
                          mentor=one.suggestion.mentor, names=names))  # fmt: skip
        return told

    def _propose(self, candidate: Candidate) -> None:
        ProposeDialog(self._desk, candidate, parent=self).open_over()

    def _rule_out(self, candidate: Candidate) -> None:
        NotThisDialog(self._desk, candidate, parent=self).open_over()

    def _keep_in_mind(self, candidate: Candidate) -> None:
        one = candidate.suggestion
        made = self._desk.do(
            commands.suggest,
            mentee_id=self._mentee.id,
            mentor_id=one.mentor_id,
            thought=Thought(score=one.score),
        )
        if made is not None:
            self._desk.say(
                _("%(name)s is kept in mind: a card under “Suggested”.", name=one.mentor)
            )

    def _show_whole(self) -> None:
        for card in self.cards:
            card.show_whole(self.whole.isChecked())

    def _show_numbers(self) -> None:
        if self.compare.isChecked():
            self._lay_out()
        for card in self.cards:
            card.show_numbers(self.numbers.isChecked())

    def _nobody(self) -> EmptyState:
        return EmptyState(
            "users",
            _("No free mentor can be proposed to %(name)s now.", name=self._mentee.name),
            hint=_(
                "A mentor needs a language in common, a free time in common, and must not "
                "have been refused before. Look at the profile of the mentee, or wait "
                "until a mentor is free again."
            ),
        )

    def _open_mentee(self) -> None:
        self._desk.go("people", self._mentee.id)


def _toggle(text: str, on_toggle: Callable[[], object]) -> Button:
    made = Button(text, kind="chip")
    made.setCheckable(True)
    made.toggled.connect(bare(on_toggle))
    return made


def _about(mentee: CandidateRow) -> str:
    """Goal, trades, place, how long they wait."""
    goal = reference.chosen("goal", mentee.goal) if mentee.goal else ""
    trades = ", ".join(reference.occupation_name(code) for code in mentee.occupations)
    waits = ngettext("waits for %(n)s day", "waits for %(n)s days", mentee.days)
    return " · ".join(part for part in (goal, trades, mentee.municipality, waits) if part)
