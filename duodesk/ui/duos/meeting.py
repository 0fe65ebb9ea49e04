"""Noting a weekly meeting: the day, whether they met, how long, about what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from duodesk.base import reference
from duodesk.base.i18n import _
from duodesk.followup.commands import MeetingValues, log_meeting
from duodesk.followup.queries import DuoRow
from duodesk.followup.rules import default_day
from duodesk.followup.words import Held
from duodesk.ui.desk import Desk
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.choice import ManyField, SegmentField
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.field import LineField, NumberField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.layout import column, row


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form and is not noted yet."""

    day: date | None
    state: str | None
    minutes: int | None
    topics: tuple[str, ...]
    note: str


class MeetingForm(QWidget):
    """A small form; Enter in the note logs it."""

    def __init__(self, desk: Desk, shown: DuoRow) -> None:
        super().__init__()
        self._desk = desk
        self._row = shown
        self.day = DayField(today=desk.today)
        self.state = SegmentField([(str(h), reference.chosen("held", h)) for h in Held])
        self.minutes = NumberField(least=1, most=720, problem=_("Minutes: a number from 1 to 720."))
        topics = [(code, one.name()) for code, one in reference.topics().items() if one.meeting]
        self.topics = ManyField(topics, placeholder=_("Add a topic…"))
        self.note = LineField()
        form = Form(label_width=60)
        form.add(_("Day"), self.day)
        form.add(_("They"), self.state)
        form.add(_("Minutes"), self.minutes)
        form.add(_("Topics"), self.topics)
        form.add(_("Note"), self.note)
        self.note.line.returnPressed.connect(self.log)
        button = Button(_("Log"), self.log, kind="primary", icon_name="check")
        self.setLayout(column(form, row(None, button)))
        self.setFocusProxy(self.day)
        self.setMinimumWidth(look().px(400))
        self._begin()

    def log(self) -> None:
        """Note the meeting."""
        day = self.day.value()
        if day is None:
            self.day.set_problem(_("Which day?"))
            return
        values = MeetingValues(
            day,
            Held(self.state.value() or Held.MET),
            self.minutes.value(),
            self.topics.value(),
            self.note.value(),
        )
        # Empty before the screens hear of it: what is typed outlives a reload.
        typed = self.typed()
        self._begin()
        if self._desk.do(log_meeting, self._row.id, values) is None:
            self.type_again(typed)

    def typed(self) -> Typed:
        """What stands in the form now."""
        return Typed(
            self.day.value(),
            self.state.value(),
            self.minutes.value(),
            self.topics.value(),
            self.note.value(),
        )

    def type_again(self, typed: Typed) -> None:
        """Put back what stood in the form."""
        self.day.set_value(typed.day)
        self.state.set_value(typed.state)
        self.minutes.set_value(typed.minutes)
        self.topics.set_value(typed.topics)
        self.note.set_value(typed.note)

    def _begin(self) -> None:
        start, today = self._row.start, self._desk.today
        day = default_day(start, today, len(self._row.weeks)) if start else today
        self.type_again(Typed(day, str(Held.MET), None, (), ""))
