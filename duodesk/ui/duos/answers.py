"""Writing down a questionnaire that came back: a digit answers a question and leads to the next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from duodesk.base.dates import short
from duodesk.base.i18n import _
from duodesk.followup import questionnaires
from duodesk.followup.questionnaires import Answer, AskedRow
from duodesk.followup.questions import SCALE, Question, QuestionSheet
from duodesk.ui import keys
from duodesk.ui.desk import Desk
from duodesk.ui.theme import look
from duodesk.ui.widgets.choice import SegmentField
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.field import TextField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.layout import Body, column
from duodesk.ui.widgets.text import PlainLabel, show_if

_PAPER, _TYPED = "paper", "typed"


class AnswersDialog(Dialog):
    """The questions in the language in which they were asked; one left open stays open."""

    def __init__(self, desk: Desk, asked: AskedRow, *, parent: QWidget | None = None) -> None:
        sheet = desk.read(questionnaires.sheet_of, asked.id)
        told = _("due on %(day)s", day=short(asked.due_on)) if asked.due_on else ""
        super().__init__(
            _("Questionnaire of %(name)s", name=asked.name), told, icon_name="clipboard-list",
            parent=parent,
        )  # fmt: skip
        self.setMinimumWidth(look().px(680))
        self._desk, self._asked = desk, asked
        self.lines: dict[str, _Line] = {}
        body = self._questions(sheet)
        body.setMinimumHeight(look().px(280))
        self.day = DayField(today=desk.today)
        self.day.set_value(asked.answered_on or desk.today)
        self.how = SegmentField([(_PAPER, _("From paper")), (_TYPED, _("As it was said"))])
        self.how.set_value(_PAPER if asked.on_paper or asked.answered_on is None else _TYPED)
        form = Form()
        form.add(_("Came back on"), self.day, required=True)
        form.add(_("How"), self.how)
        scale = " · ".join(f"{n} = {name}" for n, name in zip(SCALE, sheet.scale, strict=False))
        self.body.addWidget(form)
        self.body.addWidget(PlainLabel(scale, role="small", wrap=True))
        self.body.addWidget(body, 1)
        if asked.answered_on is not None:
            self.add_button(_("It has not come back"), self._forget, kind="quiet")
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Write down"), self.keep, kind="primary")
        self._show_known()

    def keep(self) -> None:
        """Write down what stands there."""
        day = self.day.value()
        if day is None:
            self.day.set_problem(_("Which day?"))
            return
        done = self._desk.do(
            questionnaires.note_replies,
            self._asked.id,
            [line.answer() for line in self.lines.values()],
            on=day,
            on_paper=self.how.value() != _TYPED,
        )
        if done is not None:
            self._desk.say(_("The answers of %(name)s are noted.", name=self._asked.name))
            self.accept()

    def _questions(self, sheet: QuestionSheet) -> Body:
        body = Body(spacing=10)
        self._body = body
        for part in sheet.parts:
            body.column.addWidget(PlainLabel(part.title, role="section", wrap=True))
            for question in part.questions:
                line = self.lines[question.key] = _Line(question)
                line.answered.connect(self._go_on)
                body.column.addWidget(line)
        body.column.addStretch(1)
        return body

    def _go_on(self, key: str) -> None:
        """To the next question that has a score."""
        names = [name for name, line in self.lines.items() if line.question.scored]
        place = names.index(key) + 1
        if place < len(names):
            following = self.lines[names[place]]
            following.take_focus()
            self._body.ensureWidgetVisible(following)

    def _show_known(self) -> None:
        for answer in self._desk.read(questionnaires.replies, self._asked.id):
            line = self.lines.get(answer.question)
            if line is not None:
                line.show_answer(answer)
        scored = next((one for one in self.lines.values() if one.question.scored), None)
        if scored is not None:
            scored.take_focus()

    def _forget(self) -> None:
        if self._desk.do(questionnaires.forget_replies, self._asked.id) is not None:
            self.accept()


class _Line(QWidget):
    """One question with its five choices and, where asked for, room for words."""

    answered = Signal(str)

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question
        self.score = SegmentField([(str(n), str(n)) for n in SCALE])
        self.score.set_name(question.text)
        for place, number in enumerate(SCALE):
            self.score.segments.name_choice(place, f"{number}: {question.text}")
        self.words = TextField(lines=2)
        self.words.set_name(question.text)
        show_if(self.score, on=question.scored)
        show_if(self.words, on=question.words)
        text = PlainLabel(question.text, wrap=True)
        self.setLayout(column(text, self.score, self.words, spacing=3))

    def answer(self) -> Answer:
        """What stands here."""
        score = self.score.value() if self.question.scored else None
        words = self.words.value() if self.question.words else ""
        return Answer(self.question.key, int(score) if score else None, words)

    def show_answer(self, answer: Answer) -> None:
        """Show what was noted."""
        self.score.set_value(str(answer.score) if answer.score else None)
        self.words.set_value(answer.words)

    def take_focus(self) -> None:
        """Let the next digit answer this question."""
        buttons = self.score.segments.findChildren(QWidget)
        buttons[0].setFocus(Qt.FocusReason.TabFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = keys.digit(event)
        if self.question.scored and number in SCALE:
            self.score.set_value(str(number))
            self.answered.emit(self.question.key)
        else:
            super().keyPressEvent(event)
