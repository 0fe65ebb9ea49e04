"""Putting the mid-term or the closing meeting of a duo in the calendar, from its plan."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from duodesk.base.dates import short
from duodesk.base.i18n import _
from duodesk.followup.overview import OverviewRow
from duodesk.followup.plan_rows import PlannedStep
from duodesk.followup.words import StepKind
from duodesk.training import events
from duodesk.training.events import EventValues
from duodesk.training.words import EventKind
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.field import LineField, NumberField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.hour import HourField

_KINDS = {StepKind.MID_TERM: EventKind.MID_TERM, StepKind.CLOSING: EventKind.CLOSING}
_AT, _MINUTES = 10 * 60, 60


class AppointmentDialog(Dialog):
    """Day, hour, length and place; led by whoever plans it."""

    def __init__(
        self, desk: Desk, shown: OverviewRow, step: PlannedStep, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            _("%(step)s: put it in the calendar", step=step.title),
            shown.names,
            icon_name="calendar-plus",
            parent=parent,
        )
        self._desk, self._row, self._step = desk, shown, step
        self.day, self.hour = DayField(today=desk.today), HourField()
        self.day.set_value(max(step.due_on, desk.today))
        self.hour.set_value(_AT)
        self.minutes = NumberField(
            least=1, most=events.MOST_MINUTES, problem=_("Minutes: a number from 1 to 720.")
        )
        self.minutes.set_value(_MINUTES)
        self.place = LineField()
        form = Form()
        form.add(_("Day"), self.day, required=True)
        form.add(_("Begins at"), self.hour)
        form.add(_("Minutes"), self.minutes)
        form.add(_("Place"), self.place)
        self.body.addWidget(form)
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Plan it"), self.do, kind="primary", default=True)

    def do(self) -> None:
        """Plan it; the plan's own day follows the calendar by itself."""
        day = self.day.value()
        if day is None:
            self.day.set_problem(_("Which day?"))
            return
        start = self.hour.value()
        values = EventValues(
            kind=_KINDS[self._step.kind],
            held_on=day,
            start=start,
            minutes=self.minutes.value() if start is not None else None,
            place=self.place.value() or None,
            duo_id=self._row.id,
            led_by=self._desk.store.author_id,
        )
        if self._desk.do(events.plan_event, values) is not None:
            self._desk.say(_("In the calendar on %(day)s.", day=short(day)))
            self.accept()
