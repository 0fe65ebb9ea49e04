"""The third step of a closing: the last day, why, what that counts as, and what comes next."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from duodesk.base import reference
from duodesk.base.dates import short
from duodesk.base.i18n import _
from duodesk.followup import closing, endings
from duodesk.followup.closing import ClosingValues
from duodesk.followup.closings import ClosingRow
from duodesk.followup.overview import OverviewRow
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.choice import ChoiceField, YesNoField
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.layout import column
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.text import show_if


class EndStep(QWidget):
    """What the reason counts as is said as soon as it is chosen."""

    def __init__(self, desk: Desk, shown: OverviewRow) -> None:
        super().__init__()
        self._desk, self._row = desk, shown
        reasons = reference.picklist("end_reason")
        wishes = reference.picklist("afterwards")
        self.day = DayField(today=desk.today)
        self.reason = ChoiceField([(c, one.name()) for c, one in reasons.items()],
                                  empty=_("Choose…"))  # fmt: skip
        self.counts = Notice("", tone="info")
        self.afterwards = ChoiceField([(c, one.name()) for c, one in wishes.items()])
        self.again = YesNoField()
        self.rest = DayField(today=desk.today)
        form = Form(label_width=190)
        form.add(_("Last day"), self.day, required=True)
        form.add(_("Reason"), self.reason, required=True)
        form.add_below(self.counts)
        form.add(_("Afterwards, the two"), self.afterwards)
        form.add(_("Another duo for the mentor?"), self.again)
        form.add(_("The mentor rests until"), self.rest)
        self.done = Notice("", tone="good")
        self.setLayout(column(self.done, form, spacing=10))
        self._form = form
        last = min(shown.duo.expected_end or desk.today, desk.today)
        self.day.set_value(max(last, shown.duo.start or last))
        self._propose()
        self.again.set_answer(None)
        self.day.committed.connect(self._on_day)
        self.reason.committed.connect(lambda _code: self._tell())

    def show_row(self, known: ClosingRow) -> None:
        """How it stands: once it is over, the reason stays as it was given."""
        ended = known.ended_on is not None
        show_if(self._form, on=not ended)
        told = ""
        if known.ended_on is not None:
            said = endings.said(known.ended_on, known.expected_end, known.reason)
            reason = reference.chosen("end_reason", known.reason)
            told = f"{short(known.ended_on)} · {reason} · {said}"
        self.done.set_text(told)
        if known.afterwards and not self.afterwards.value():
            self.afterwards.set_value(known.afterwards)
        if known.again is not None and self.again.answer() is None:
            self.again.set_answer(known.again)
        self._tell()

    def close_duo(self) -> bool:
        """End the duo; whether it could be."""
        day, reason = self.day.value(), self.reason.value()
        if day is None:
            self.day.set_problem(_("Which day?"))
            return False
        if not reason:
            self.reason.set_problem(_("Please choose why the duo ends."))
            return False
        values = ClosingValues(
            day, reason, self.afterwards.value() or "", self.again.answer(), self.rest.value()
        )
        done = self._desk.do(closing.close_duo, self._row.id, values)
        if done is not None:
            self._desk.say(_("The duo has ended. Ctrl+Z takes it back."))
        return done is not None

    def _on_day(self, _day: date | None) -> None:
        if not self.reason.value():
            self._propose()
        self._tell()

    def _propose(self) -> None:
        """The term where it is reached; else somebody must say why."""
        day = self.day.value()
        if day is not None:
            proposed = endings.proposed_reason(day, self._row.duo.expected_end)
            self.reason.set_value(proposed or None)

    def _tell(self) -> None:
        day, reason = self.day.value(), self.reason.value()
        said = endings.said(day, self._row.duo.expected_end, reason) if day and reason else ""
        self.counts.set_text(str(said))
