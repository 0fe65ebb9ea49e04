"""Recording what the mentee found, and hearing at once what it counts as."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from duodesk.base import reference
from duodesk.base.i18n import _
from duodesk.followup.commands import OutcomeValues, counts_as, record_outcome
from duodesk.followup.queries import DuoRow
from duodesk.followup.words import Evidence
from duodesk.ui.desk import Desk
from duodesk.ui.theme import look
from duodesk.ui.widgets.choice import ChoiceField
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.field import LineField, NumberField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.layout import column
from duodesk.ui.widgets.notice import Notice


class OutcomeForm(QWidget):
    """What is known of a job, an internship, a training or another step; `changed` when any of it
    is.
    """

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        kinds, proofs = reference.picklist("outcome"), reference.picklist("evidence")
        self.kind = ChoiceField([(code, one.name()) for code, one in kinds.items()], empty=None)
        self.start = DayField(today=desk.today)
        self.start.set_value(desk.today)
        self.end = DayField(today=desk.today)
        self.hours = NumberField(
            least=1, most=60, problem=_("Hours a week: a number from 1 to 60.")
        )
        self.employer = LineField()
        self.evidence = ChoiceField([(c, one.name()) for c, one in proofs.items()], empty=None)
        form = Form()
        form.add(_("What"), self.kind, required=True)
        form.add(_("From"), self.start, required=True)
        form.add(_("Until (planned)"), self.end)
        form.add(_("Hours a week"), self.hours)
        form.add(_("Employer or school"), self.employer)
        form.add(_("How do we know?"), self.evidence)
        self.setLayout(column(form))
        for field in (self.kind, self.start, self.end, self.employer):
            field.committed.connect(lambda _value: self.changed.emit())

    def values(self) -> OutcomeValues | None:
        """What stands in the form; None without a first day."""
        start = self.start.value()
        if start is None:
            return None
        return OutcomeValues(
            kind=self.kind.value() or "",
            started_on=start,
            expected_end=self.end.value(),
            weekly_hours=self.hours.value(),
            employer=self.employer.value(),
            evidence=Evidence(self.evidence.value() or Evidence.MENTEE),
        )


class OutcomeDialog(Dialog):
    """Says what the outcome counts as before it is recorded."""

    def __init__(self, desk: Desk, shown: DuoRow, *, parent: QWidget | None = None) -> None:
        super().__init__(
            _("What did %(mentee)s find?", mentee=shown.mentee),
            icon_name="briefcase",
            parent=parent,
        )
        self.setMinimumWidth(look().px(600))
        self._desk, self._row = desk, shown
        self.form = OutcomeForm(desk)
        self.counts = Notice("", tone="info")
        self.body.addWidget(self.form)
        self.body.addWidget(self.counts)
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Record"), self.do, kind="primary", default=True)
        self.form.changed.connect(self._tell)
        self._tell()

    def do(self) -> None:
        """Record it, and say what it counts as."""
        values = self.form.values()
        if values is None:
            self.form.start.set_problem(_("Which day?"))
            return
        done = self._desk.do(record_outcome, self._row.mentee_id, values)
        if done is not None:
            self._desk.say(str(done.counts_as) if done.counts_as else _("Recorded."))
            self.accept()

    def _tell(self) -> None:
        values = self.form.values()
        counted = counts_as(self._desk.store, self._row.mentee_id, values) if values else None
        self.counts.set_text(str(counted) if counted else "")
