"""What somebody answered in an outcome round: how things stand and, where something was found,
what; what it counts as is said at once.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from duodesk.base import reference
from duodesk.base.i18n import _
from duodesk.followup import round_calls
from duodesk.followup.commands import OutcomeValues, counts_as
from duodesk.followup.round_calls import AnswerValues, CallValues
from duodesk.followup.rounds import RoundRow
from duodesk.followup.words import Evidence, Party, Situation
from duodesk.people.contacts import keep_words
from duodesk.ui.desk import Desk
from duodesk.ui.duos.dialogs import OutcomeForm
from duodesk.ui.theme import look
from duodesk.ui.widgets.choice import SegmentField
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.text import show_if

_ASKED = (
    Situation.POSITIVE,
    Situation.LOOKING,
    Situation.NOT_LOOKING,
    Situation.OUT_OF_SCOPE,
)


class AnswerDialog(Dialog):
    """One answer is one step of undo: the contact, how things stand, the outcome."""

    def __init__(
        self, desk: Desk, shown: RoundRow, call: CallValues, *, parent: QWidget | None = None
    ) -> None:
        mentor = call.party == Party.MENTOR
        told = (
            _("%(mentor)s says what became of %(mentee)s.",
              mentor=shown.mentor, mentee=shown.mentee)
            if mentor
            else ""
        )  # fmt: skip
        super().__init__(
            _("How do things stand for %(name)s?", name=shown.mentee), told,
            icon_name="briefcase", parent=parent,
        )  # fmt: skip
        self.setMinimumWidth(look().px(640))
        self._desk, self._row, self._call = desk, shown, call
        self.situation = SegmentField(
            [(str(one), reference.chosen("situation", one)) for one in _ASKED]
        )
        self.situation.set_value(str(Situation.POSITIVE))
        form = Form()
        form.add(_("Answer"), self.situation)
        self.outcome = OutcomeForm(desk)
        if mentor:
            self.outcome.evidence.set_value(str(Evidence.MENTOR))
        self.counts = Notice("", tone="info")
        for part in (form, self.outcome, self.counts):
            self.body.addWidget(part)
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Write down"), self.do, kind="primary", default=True)
        self.situation.committed.connect(lambda _code: self._tell())
        self.outcome.changed.connect(self._tell)
        self._tell()

    def do(self) -> None:
        """Write it down."""
        found, values = self._found(), self.outcome.values()
        if found and values is None:
            self.outcome.start.set_problem(_("Which day?"))
            return
        situation = Situation(self.situation.value() or Situation.LOOKING)
        answer = AnswerValues(situation, values if found else None)
        done = self._desk.do(
            round_calls.record_answer, self._row.duo_id, self._row.round, self._call, answer
        )
        if done is not None:
            keep_words(self._desk.store, self._row.duo_id, "")
            self._desk.say(self.counts.label.text() if found else _("Noted."))
            self.accept()

    def _found(self) -> bool:
        return self.situation.value() == Situation.POSITIVE

    def _tell(self) -> None:
        found, values = self._found(), self.outcome.values()
        show_if(self.outcome, on=found)
        said = self._counted(values) if found and values is not None else ""
        self.counts.set_text(said)
        self.fit()

    def _counted(self, values: OutcomeValues) -> str:
        said = counts_as(self._desk.store, self._row.mentee_id, values)
        return str(said) if said else ""
