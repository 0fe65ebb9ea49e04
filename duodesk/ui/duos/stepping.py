"""A step of a plan on another day, or left out with the reason."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from duodesk.base.dates import short
from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.followup import plan
from duodesk.followup.plan_rows import PlannedStep
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.field import LineField
from duodesk.ui.widgets.form import Form


class OtherDayDialog(Dialog):
    """The day of one step; a pause still moves it."""

    def __init__(
        self, desk: Desk, duo_id: Id, step: PlannedStep, *, parent: QWidget | None = None
    ) -> None:
        told = _("Now on %(day)s; in time from %(first)s to %(last)s.", day=short(step.due_on),
                 first=short(step.opens_on), last=short(step.closes_on))  # fmt: skip
        super().__init__(step.title, told, icon_name="calendar", parent=parent)
        self._desk, self._duo_id, self._step = desk, duo_id, step
        self.day = DayField(today=desk.today)
        self.day.set_value(step.due_on)
        form = Form()
        form.add(_("Day"), self.day, required=True)
        self.body.addWidget(form)
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Keep"), self.do, kind="primary", default=True)

    def do(self) -> None:
        """Put it on that day."""
        day = self.day.value()
        if day is None:
            self.day.set_problem(_("Which day?"))
        elif self._desk.do(plan.adjust_step, self._duo_id, self._step.id, on=day) is not None:
            self.accept()


class SkipDialog(Dialog):
    """A step that is left out says why."""

    def __init__(
        self, desk: Desk, duo_id: Id, step: PlannedStep, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            _("Leave out: %(step)s", step=step.title),
            _("It stays in the plan, crossed out with the reason."),
            parent=parent,
        )
        self._desk, self._duo_id, self._step = desk, duo_id, step
        self.reason = LineField()
        form = Form()
        form.add(_("Reason"), self.reason, required=True)
        self.body.addWidget(form)
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Leave out"), self.do, kind="primary", default=True)

    def do(self) -> None:
        """Leave it out."""
        reason = self.reason.value()
        if not reason:
            self.reason.set_problem(_("Give a reason."))
        elif self._desk.do(plan.skip_step, self._duo_id, self._step.id, reason=reason) is not None:
            self.accept()
