"""The first two steps of a closing: a talk with each, and what both answer."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from duodesk.base import reference
from duodesk.base.dates import short
from duodesk.base.i18n import _
from duodesk.documents.questionnaire_paper import (
    draw_questionnaire,
    questionnaire_file,
    questionnaire_of,
)
from duodesk.followup import closing, questionnaires
from duodesk.followup.closing import TalkValues
from duodesk.followup.closings import ClosingRow, Part
from duodesk.followup.overview import OverviewRow
from duodesk.followup.questionnaires import AskedRow
from duodesk.followup.words import Party
from duodesk.people.words import Channel
from duodesk.ui.desk import Desk
from duodesk.ui.duos.answers import AnswersDialog
from duodesk.ui.leaving import PaperDialog
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.chips import Chip
from duodesk.ui.widgets.choice import ChoiceField
from duodesk.ui.widgets.field import TextField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.layout import Flow, column, row, widget
from duodesk.ui.widgets.text import PlainLabel

_SIDES = ((Party.MENTEE, Part.MENTEE_TALK), (Party.MENTOR, Part.MENTOR_TALK))


class TalksStep(QWidget):
    """A talk with each, about what it was like and what comes next."""

    def __init__(self, desk: Desk, shown: OverviewRow) -> None:
        super().__init__()
        self._desk, self._row = desk, shown
        channels = [(c, one.name()) for c, one in reference.picklist("channel").items()]
        self.words: dict[Party, TextField] = {}
        self.channels: dict[Party, ChoiceField] = {}
        self._states: dict[Party, Chip] = {}
        parts: list[QWidget] = []
        for side, _part in _SIDES:
            name = shown.duo.mentee if side == Party.MENTEE else shown.duo.mentor
            self._states[side] = Chip()
            self.words[side] = TextField(lines=2)
            self.channels[side] = ChoiceField(channels, empty=None)
            self.channels[side].set_value(str(Channel.IN_PERSON))
            title = PlainLabel(_("Talk with %(name)s", name=name), role="strong", wrap=True)
            form = Form()
            form.add(_("How"), self.channels[side])
            form.add(_("What was said"), self.words[side])
            note = Button(_("Note the talk with %(name)s", name=name), partial(self.note, side))
            head = row(title, self._states[side], spacing=8)
            head.setStretchFactor(title, 1)
            parts.append(widget(column(head, form, row(None, note), spacing=6)))
        self.setLayout(column(*parts, spacing=14))

    def show_row(self, known: ClosingRow) -> None:
        """Say which talks took place."""
        for side, part in _SIDES:
            one = next(row for row in known.parts if row.part == part)
            words = _("done on %(day)s", day=short(one.on)) if one.on else _("open")
            self._states[side].show_badge(words, "good" if one.done else "warn")

    def note(self, side: Party) -> None:
        """Write down the talk with one of the two."""
        channel = Channel(self.channels[side].value() or Channel.IN_PERSON)
        values = TalkValues(side, channel=channel, text=self.words[side].value())
        if self._desk.do(closing.note_talk, self._row.id, values) is not None:
            self.words[side].set_value("")


class AskingStep(QWidget):
    """Both questionnaires: asked, printed, and what came back."""

    def __init__(self, desk: Desk, shown: OverviewRow) -> None:
        super().__init__()
        self._desk, self._row = desk, shown
        self._lines = QWidget()
        self.ask = Button(_("Ask both now"), self._ask, icon_name="send")
        self._layout = column(
            PlainLabel(
                _("Each answers in their own language, on paper or by telephone. One scale from 1 "
                  "to 5; the last two questions are about generations and cultures."),
                role="muted", wrap=True,
            ),
            self._lines, row(self.ask, None), spacing=10,
        )  # fmt: skip
        self.setLayout(self._layout)

    def show_row(self, known: ClosingRow) -> None:
        """Say what is asked and what came back."""
        asked = known.questionnaires
        fresh = widget(column(*map(self._line, asked), spacing=10))
        self._layout.replaceWidget(self._lines, fresh)
        self._lines.hide()
        self._lines.deleteLater()
        self._lines = fresh
        self.ask.setVisible(len(asked) < len(questionnaires.ROLES))

    def _line(self, one: AskedRow) -> QWidget:
        title = PlainLabel(
            f"{one.name} · {reference.chosen('role', one.role)}", role="strong", wrap=True
        )
        if one.answered_on is not None:
            state = Chip(_("came back on %(day)s", day=short(one.answered_on)), "good")
        else:
            late = one.is_late(self._desk.today)
            words = _("due on %(day)s", day=short(one.due_on)) if one.due_on else _("asked")
            state = Chip(words, "bad" if late else "warn")
        buttons = Flow(spacing=6)
        type_in = Button(_("Type in the answers…"), partial(self._type_in, one),
                         icon_name="pencil")  # fmt: skip
        paper = Button(_("On paper…"), partial(self._show_paper, one), icon_name="printer")
        type_in.setAccessibleName(_("Type in the answers of %(name)s", name=one.name))
        paper.setAccessibleName(_("The questionnaire of %(name)s on paper", name=one.name))
        buttons.addWidget(type_in)
        buttons.addWidget(paper)
        return widget(column(row(title, state, None, spacing=8), widget(buttons), spacing=4))

    def _ask(self) -> None:
        self._desk.do(questionnaires.ask, self._row.id)

    def _type_in(self, one: AskedRow) -> None:
        AnswersDialog(self._desk, one, parent=self.window()).open_over()

    def _show_paper(self, one: AskedRow) -> None:
        paper = self._desk.read(questionnaire_of, one.id)
        title = questionnaire_file(paper).removesuffix(".pdf")
        content = draw_questionnaire(paper)
        PaperDialog(self._desk, title, content, parent=self.window()).open_over()
