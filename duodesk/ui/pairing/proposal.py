"""A proposal on its way: the first meeting, what both answered, or taken back."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from duodesk.base import reference
from duodesk.base.dates import short
from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.pairing import commands, first_meeting
from duodesk.pairing.first_meeting import Appointment
from duodesk.pairing.queries import ProposalRow
from duodesk.pairing.words import Answer, Signatory
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.chips import Chip
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.field import LineField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.layout import Body, Card, column, row
from duodesk.ui.widgets.text import PlainLabel

_STEPS = ("proposed", "first_meeting", "decision")


class ProposalView(QWidget):
    """Three cards in the order in which things happen."""

    def __init__(self, desk: Desk, shown: ProposalRow) -> None:
        super().__init__()
        self._desk = desk
        self._row = shown
        self.stage = Chip("", "info")
        title = PlainLabel(f"{shown.mentee} × {shown.mentor}", role="heading", wrap=True)
        head = row(title, self.stage, spacing=10)
        head.setStretchFactor(title, 1)
        self.told = PlainLabel("", role="muted", wrap=True)
        self.day = DayField(today=desk.today)
        self.place = LineField()
        self.reasons: dict[Signatory, LineField] = {}
        self.answers: dict[Signatory, Chip] = {}
        people = row(
            Button(_("Open the mentee"), partial(desk.go, "people", shown.mentee_id), kind="quiet"),
            Button(_("Open the mentor"), partial(desk.go, "people", shown.mentor_id), kind="quiet"),
            None,
            Button(_("Take the proposal back"), self.withdraw, icon_name="undo-2"),
        )
        body = Body(self._meeting_card(), self._answers_card(), people, None, spacing=12)
        layout = column(head, self.told, body, spacing=6)
        layout.setStretchFactor(body, 1)
        self.setLayout(layout)
        self.show_row(shown)

    @property
    def id(self) -> Id:
        """The proposal that is shown."""
        return self._row.id

    def show_row(self, shown: ProposalRow) -> None:
        """Show what the desk file holds now."""
        self._row = shown
        self.stage.show_badge(reference.chosen("stage", shown.stage), "info")
        on = short(shown.proposed_on) if shown.proposed_on else ""
        self.told.setText(
            " · ".join(part for part in (_("Proposed on %(day)s", day=on), shown.reason) if part)
        )
        self.day.set_value(shown.meeting_on)
        self.place.set_value(shown.meeting_place)
        answers = {Signatory.MENTEE: shown.mentee_answer, Signatory.MENTOR: shown.mentor_answer}
        for side, chip in self.answers.items():
            answer = answers[side]
            tone = (
                {Answer.YES: "good", Answer.NO: "bad"}.get(answer, "neutral")
                if answer
                else "neutral"
            )
            words = {Answer.YES: _("Yes"), Answer.NO: _("No")}
            chip.show_badge(
                words.get(answer, _("No answer yet")) if answer else _("No answer yet"), tone
            )

    def plan(self) -> None:
        """Keep day and place of the first meeting."""
        on = self.day.value()
        if on is None:
            self.day.setFocus()
            self._desk.say(_("Choose the day of the first meeting."), "warn")
            return
        self._desk.do(
            first_meeting.plan_first_meeting,
            self.id,
            Appointment(on=on, place=self.place.value() or ""),
        )

    def answer(self, side: Signatory, said: Answer) -> None:
        """Note what one of them answered; the second yes makes the duo."""
        both = {
            Signatory.MENTEE: self._row.mentor_answer,
            Signatory.MENTOR: self._row.mentee_answer,
        }
        done = self._desk.do(
            first_meeting.answer, self.id, side, said, reason=self.reasons[side].value()
        )
        if done is None:
            return
        if said == Answer.YES and both[side] == Answer.YES:
            self._desk.say(_("Both said yes: the duo is there. Its papers wait to be printed."))
        elif said == Answer.NO:
            self._desk.say(_("Noted. The mentee is back on the waiting list with the time waited."))

    def withdraw(self) -> None:
        """Take the proposal back; undo brings it again."""
        if self._desk.do(commands.withdraw, self.id) is not None:
            self._desk.say(_("Taken back. Both are free again."))

    def _meeting_card(self) -> Card:
        form = Form()
        form.add(_("Day"), self.day)
        form.add(_("Place"), self.place)
        return Card(_("First meeting"), form, row(None, Button(_("Keep day and place"), self.plan)))

    def _answers_card(self) -> Card:
        card = Card(_("What did they answer?"))
        names = {Signatory.MENTEE: self._row.mentee, Signatory.MENTOR: self._row.mentor}
        for side, name in names.items():
            self.answers[side] = Chip("")
            self.reasons[side] = LineField(placeholder=_("Reason (if you like)"))
            self.reasons[side].set_name(_("Reason of %(name)s", name=name))
            yes = Button(_("Yes"), partial(self.answer, side, Answer.YES), icon_name="check")
            no = Button(_("No"), partial(self.answer, side, Answer.NO), icon_name="x")
            yes.setAccessibleName(_("%(name)s: yes", name=name))
            no.setAccessibleName(_("%(name)s: no", name=name))
            title = PlainLabel(name, role="strong", wrap=True)
            line = row(title, self.answers[side], yes, no, spacing=8)
            line.setStretchFactor(title, 1)
            card.body.addLayout(line)
            card.body.addWidget(self.reasons[side])
        return card
