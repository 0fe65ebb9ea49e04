"""The panel beside the board: a card opened, or the one question its move asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget
from typing_extensions import override

from duodesk.base.i18n import _
from duodesk.pairing.board import BoardCard, Column
from duodesk.pairing.moves import Step
from duodesk.pairing.words import RuleKind
from duodesk.ui.desk import Desk
from duodesk.ui.pairing.asking.answering import AnswersQuestion
from duodesk.ui.pairing.asking.meeting import MeetingQuestion, MetQuestion
from duodesk.ui.pairing.asking.papers import PapersQuestion, SigningQuestion
from duodesk.ui.pairing.asking.proposing import BackQuestion, ProposeQuestion, ReleaseQuestion
from duodesk.ui.pairing.asking.question import Question
from duodesk.ui.pairing.asking.ruling import RuleQuestion
from duodesk.ui.pairing.detail import CardDetail
from duodesk.ui.pairing.state import BoardState, pair_of
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import IconButton
from duodesk.ui.widgets.layout import column, row
from duodesk.ui.widgets.text import PlainLabel, show_if

_ASKS: dict[Step, Callable[[Desk, BoardCard], Question]] = {
    Step.PROPOSE: ProposeQuestion,
    Step.MEETING: MeetingQuestion,
    Step.MET: MetQuestion,
    Step.ANSWERS: AnswersQuestion,
    Step.PAPERS: PapersQuestion,
    Step.RELEASE: ReleaseQuestion,
}


class SidePanel(QFrame):
    """`finished` comes when a question was answered or dropped, `closed` when the panel goes;
    `candidates_wanted` carries a mentee, `move_wanted` a card.
    """

    finished = Signal()
    closed = Signal()
    candidates_wanted = Signal(object)
    move_wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("card")
        self._desk = desk
        self._state: BoardState | None = None
        self._again: Step | None = None
        self._contacts = True
        self._stack = QStackedWidget()
        self._title = PlainLabel("", role="heading", wrap=True)
        close = IconButton("x", _("Close the panel"), self.closed.emit)
        head = row(self._title, close, spacing=4)
        head.setStretchFactor(self._title, 1)
        head.setAlignment(close, Qt.AlignmentFlag.AlignTop)
        whole = column(head, self._stack, spacing=6)
        whole.setContentsMargins(14, 10, 8, 12)
        whole.setStretchFactor(self._stack, 1)
        self.setLayout(whole)
        self.setMinimumWidth(look().px(250))
        self.setAccessibleName(_("The chosen pair"))

    def question(self) -> Question | None:
        """The question that is asked now."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Question) else None

    def detail(self) -> CardDetail | None:
        """The card that is opened now."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, CardDetail) else None

    def card(self) -> BoardCard | None:
        """The pair that the panel is about."""
        shown = self.question() or self.detail()
        return shown.card if shown is not None else None

    def watch(self, state: BoardState) -> None:
        """What the panel shows is taken from this state."""
        self._state = state

    def enter(self) -> None:
        """Put the focus on the first thing that can be done."""
        shown = self._stack.currentWidget()
        if shown is not None:
            first = shown.first() if isinstance(shown, Question) else shown
            first.setFocus()
            if first is shown:
                self.focusNextChild()

    def show_card(self, card: BoardCard, state: BoardState) -> None:
        """Open a card."""
        self._state = state
        made = CardDetail(self._desk, card, state, self._stack)
        show_if(made.reaching, on=self._contacts)
        made.asked.connect(lambda step: self.ask(step, card))
        made.ruled.connect(lambda kind: self._rule(card, kind))
        made.signing_wanted.connect(lambda: self._put(SigningQuestion(self._desk, card)))
        made.candidates_wanted.connect(lambda: self.candidates_wanted.emit(card.mentee_id))
        made.move_wanted.connect(lambda: self.move_wanted.emit(card))
        self._swap(made)

    def ask(self, step: Step, card: BoardCard, to: Column | None = None) -> None:
        """Ask what a step needs."""
        if step == Step.BACK and to is not None:
            self._put(BackQuestion(self._desk, card, to))
        else:
            self._put(_ASKS[step](self._desk, card), step)

    def refresh(self, state: BoardState) -> None:
        """Show the card as it is now; what is being typed stays."""
        self._state = state
        card = self.card()
        if card is None:
            return
        now = state.of_pair(pair_of(card))
        again, self._again = self._again, None
        if now is None:
            self.closed.emit()
        elif again is not None and now.started_on is None:
            self.ask(again, now)
        elif self.question() is None:
            detail = self.detail()
            if detail is not None and replace(card, reason=now.reason) == now:
                detail.card = now
                detail.reaching.reload()
            else:
                self.show_card(now, state)

    def turn_contacts(self) -> bool:
        """Hide how the two are reached, for a screen that others see, or show it again; whether it
        is shown now.
        """
        self._contacts = not self._contacts
        detail = self.detail()
        if detail is not None:
            show_if(detail.reaching, on=self._contacts)
        return self._contacts

    def settle(self) -> None:
        """Keep what is typed."""
        detail = self.detail()
        if detail is not None:
            detail.flush()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _rule(self, card: BoardCard, kind: RuleKind) -> None:
        self._put(RuleQuestion(self._desk, card, kind))

    def _put(self, question: Question, step: Step | None = None) -> None:
        self._swap(question)
        question.done.connect(lambda: self._on_done(question, step))
        question.dropped.connect(lambda: self._leave(question))
        question.first().setFocus()

    def _on_done(self, question: Question, step: Step | None) -> None:
        """The desk file has changed; the board reads it anew and shows the card where it is."""
        self._again = step if question.again else None
        self._leave(question)

    def _leave(self, question: Question) -> None:
        if self._state is not None:
            self.show_card(question.card, self._state)
        self.finished.emit()

    def _swap(self, shown: QWidget) -> None:
        self.settle()
        while (old := self._stack.currentWidget()) is not None:
            self._stack.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._stack.addWidget(shown)
        self._stack.setCurrentWidget(shown)
        self._title.setText(shown.accessibleName())
