"""Putting an alert off: until when, and why it can wait."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from PySide6.QtWidgets import QWidget

from duodesk.base.dates import short
from duodesk.base.i18n import _
from duodesk.followup import watch
from duodesk.followup.alerts import Alert
from duodesk.followup.overview import OverviewRow
from duodesk.office import settings
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.choice import SegmentField
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.field import LineField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.layout import row, widget

_USUAL_DAYS = (3, 7, 14)
_ONE, _ALL = "one", "all"


class SnoozeDialog(Dialog):
    """The alert comes back by itself on that day if its cause is still there."""

    def __init__(
        self, desk: Desk, shown: OverviewRow, alert: Alert, *, parent: QWidget | None = None
    ) -> None:
        chosen = desk.read(settings.values, office_id=desk.office_id, on=desk.today)
        self._most = chosen.number(settings.SNOOZE_DAYS)
        last = desk.today + timedelta(days=self._most)
        super().__init__(
            _("Put off: %(what)s", what=alert.rule.label),
            _(
                "%(names)s: %(reason)s. It comes back by itself, at the latest on %(last)s.",
                names=shown.names, reason=str(alert.reason), last=short(last),
            ),
            icon_name="clock",
            parent=parent,
        )  # fmt: skip
        self._desk, self._row, self._alert = desk, shown, alert
        self.reason = LineField()
        self.until = DayField(today=desk.today)
        self._wait(min(7, self._most))
        quick = [
            Button(_("%(n)s days", n=days), partial(self._wait, days), kind="chip")
            for days in _USUAL_DAYS
            if days <= self._most
        ]
        self.which = SegmentField([(_ONE, _("Only this")), (_ALL, _("All of this duo"))])
        self.which.set_value(_ONE)
        form = Form()
        form.add(_("Why can it wait?"), self.reason, required=True)
        form.add(_("Until"), self.until, required=True)
        form.add_below(widget(row(*quick, None, spacing=6)))
        if len(shown.alerts) > 1:
            form.add(_("What"), self.which)
        self.body.addWidget(form)
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Put off"), self.do, kind="primary", default=True)
        self.reason.setFocus()

    def do(self) -> None:
        """Put it off."""
        until = self.until.value()
        if until is None:
            self.until.set_problem(_("Which day?"))
            return
        rules = () if self.which.value() == _ALL else (self._alert.rule,)
        done = self._desk.do(
            watch.snooze, self._row.id, until=until, reason=self.reason.value(), rules=rules
        )
        if done is None:
            self.reason.set_problem("" if self.reason.value() else _("Give a reason."))
            return
        self._desk.say(_("Put off until %(day)s. Ctrl+Z takes it back.", day=short(until)))
        self.accept()

    def _wait(self, days: int) -> None:
        self.until.set_value(self._desk.today + timedelta(days=days))
