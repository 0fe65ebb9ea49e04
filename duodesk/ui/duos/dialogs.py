"""Beginning and ending a duo, and recording what the mentee found."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from duodesk.base import reference
from duodesk.base.i18n import _
from duodesk.documents.catalog import kind_of
from duodesk.followup.commands import OutcomeValues, counts_as, record_outcome
from duodesk.followup.plan import start_with_plan
from duodesk.followup.queries import DuoRow
from duodesk.followup.words import Evidence
from duodesk.pairing import duos
from duodesk.ui.desk import Desk
from duodesk.ui.theme import look
from duodesk.ui.widgets.choice import ChoiceField
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.field import LineField, NumberField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.notice import Notice


class StartDialog(Dialog):
    """The day of the beginning; unsigned papers are named and need a reason."""

    def __init__(self, desk: Desk, shown: DuoRow, *, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Start the duo %(mentee)s × %(mentor)s", mentee=shown.mentee, mentor=shown.mentor),
            icon_name="heart-handshake",
            parent=parent,
        )
        self._desk, self._row = desk, shown
        self.day = DayField(today=desk.today)
        self.day.set_value(desk.today)
        self.reason = LineField()
        form = Form()
        form.add(_("First day"), self.day, required=True)
        missing = desk.read(duos.missing_signatures, shown.id)
        if missing:
            papers = ", ".join(
                f"{kind_of(kind).title} ({reference.chosen('signatory', who)})"
                for kind, who in missing
            )
            self.body.addWidget(Notice(_("Not signed yet: %(papers)s", papers=papers), tone="warn"))
            form.add(_("Why start all the same?"), self.reason, required=True)
        self.body.addWidget(form)
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Begin"), self.do, kind="primary", default=True)

    def do(self) -> None:
        """Let it begin."""
        day = self.day.value()
        if day is None:
            self.day.set_problem(_("Which day?"))
        elif self._desk.do(
            start_with_plan, self._row.id, on=day, unsigned_reason=self.reason.value()
        ):
            self._desk.say(_("The duo has begun."))
            self.accept()


class EndDialog(Dialog):
    """Day and reason of the end."""

    def __init__(self, desk: Desk, shown: DuoRow, *, parent: QWidget | None = None) -> None:
        super().__init__(
            _("End the duo %(mentee)s × %(mentor)s", mentee=shown.mentee, mentor=shown.mentor),
            _("The mentor is free again from that day; the outcome can still be recorded later."),
            icon_name="heart-handshake",
            parent=parent,
        )
        self._desk, self._row = desk, shown
        self.day = DayField(today=desk.today)
        self.day.set_value(desk.today)
        reasons = reference.picklist("end_reason")
        self.reason = ChoiceField([(code, one.name()) for code, one in reasons.items()], empty=None)
        form = Form()
        form.add(_("Last day"), self.day, required=True)
        form.add(_("Reason"), self.reason, required=True)
        self.body.addWidget(form)
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("End the duo"), self.do, kind="primary", default=True)

    def do(self) -> None:
        """End it."""
        day, reason = self.day.value(), self.reason.value()
        if day is None:
            self.day.set_problem(_("Which day?"))
        elif reason and self._desk.do(duos.end_duo, self._row.id, on=day, reason=reason):
            self._desk.say(_("The duo has ended."))
            self.accept()


class OutcomeDialog(Dialog):
    """A job, an internship, a training or another step, and at once what it counts as."""

    def __init__(self, desk: Desk, shown: DuoRow, *, parent: QWidget | None = None) -> None:
        super().__init__(
            _("What did %(mentee)s find?", mentee=shown.mentee),
            icon_name="briefcase",
            parent=parent,
        )
        self.setMinimumWidth(look().px(600))
        self._desk, self._row = desk, shown
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
        self.counts = Notice("", tone="info")
        self.body.addWidget(form)
        self.body.addWidget(self.counts)
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Record"), self.do, kind="primary", default=True)
        for field in (self.kind, self.start, self.end, self.employer):
            field.committed.connect(lambda _value: self._tell())
        self._tell()

    def do(self) -> None:
        """Record it, and say what it counts as."""
        values = self._values()
        if values is None:
            self.start.set_problem(_("Which day?"))
            return
        done = self._desk.do(record_outcome, self._row.mentee_id, values)
        if done is not None:
            self._desk.say(str(done.counts_as) if done.counts_as else _("Recorded."))
            self.accept()

    def _values(self) -> OutcomeValues | None:
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

    def _tell(self) -> None:
        values = self._values()
        counted = counts_as(self._desk.store, self._row.mentee_id, values) if values else None
        self.counts.set_text(str(counted) if counted else "")
