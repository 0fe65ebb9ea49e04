"""Noting what a mentor was paid; what passes a cap is kept and said."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import _
from duodesk.followup import expenses
from duodesk.followup.overview import OverviewRow
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.amount import AmountField
from duodesk.ui.widgets.choice import SegmentField
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.form import Form

_LUMP, _REAL = "lump", "real"


class ExpenseDialog(Dialog):
    """Day, amount and kind of one payment."""

    def __init__(self, desk: Desk, shown: OverviewRow, *, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Payment to %(name)s", name=shown.duo.mentor), icon_name="clipboard-list",
            parent=parent,
        )  # fmt: skip
        self._desk, self._row = desk, shown
        self.day = DayField(today=desk.today)
        self.day.set_value(desk.today)
        self.amount = AmountField()
        self.kind = SegmentField([(_LUMP, _("Lump sum")), (_REAL, _("Real costs"))])
        self.kind.set_value(_LUMP)
        form = Form()
        form.add(_("Day"), self.day, required=True)
        form.add(_("Amount in euros"), self.amount, required=True)
        form.add(_("Kind"), self.kind)
        self.body.addWidget(form)
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Write down"), self.do, kind="primary", default=True)

    def do(self) -> None:
        """Write it down, and say what is worth knowing."""
        day, cents = self.day.value(), self.amount.value()
        if day is None:
            self.day.set_problem(_("Which day?"))
            return
        if cents is None:
            self.amount.complain()
            return
        done = self._desk.do(
            expenses.add_expense, self._row.duo.mentor_id, on=day, cents=cents,
            lump_sum=self.kind.value() != _REAL, duo_id=self._row.id,
        )  # fmt: skip
        if done is None:
            return
        self.accept()
        if done.warnings:
            self._desk.say(" ".join(str(one) for one in done.warnings), "warn")
