"""Noting a weekly meeting: whether they met, when, how long, about what, and who told it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from duodesk.base import reference
from duodesk.base.i18n import _
from duodesk.followup.commands import MeetingValues, log_meeting
from duodesk.followup.overview import OverviewRow
from duodesk.followup.rules import default_day
from duodesk.followup.words import Held, Party
from duodesk.ui import keys
from duodesk.ui.desk import Desk
from duodesk.ui.duos.minutes import MinutesField
from duodesk.ui.widgets.choice import ManyField, SegmentField
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.field import TextField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.layout import column

_STATES = {1: Held.MET, 2: Held.NOT_MET, 3: Held.EXCUSED}
_TELLERS = {Qt.Key.Key_E: Party.MENTEE, Qt.Key.Key_O: Party.MENTOR, Qt.Key.Key_B: Party.TOGETHER}


class MeetingForm(QWidget):
    """1 2 3 say whether they met, E O B who told it, + and - the minutes."""

    def __init__(self, desk: Desk, shown: OverviewRow) -> None:
        super().__init__()
        self._desk, self._row = desk, shown
        self.state = SegmentField(
            [(str(s), f"{reference.chosen('held', s)} ({n})") for n, s in _STATES.items()]
        )
        self.day = DayField(today=desk.today)
        self.minutes = MinutesField()
        topics = [(code, one.name()) for code, one in reference.topics().items() if one.meeting]
        self.topics = ManyField(topics, placeholder=_("Add a topic…"))
        self.said_by = SegmentField(
            [
                (str(Party.MENTEE), _("Mentee (E)")),
                (str(Party.MENTOR), _("Mentor (O)")),
                (str(Party.TOGETHER), _("Both (B)")),
            ]
        )
        self.note = TextField(lines=3)
        form = Form(label_width=120)
        form.add(_("They"), self.state)
        form.add(_("Day"), self.day)
        form.add(_("Told by"), self.said_by)
        form.add(_("Minutes (+ −)"), self.minutes)
        form.add(_("Topics"), self.topics)
        form.add(_("Note"), self.note)
        self.setLayout(column(form))
        self._begin()

    def first(self) -> QWidget:
        """Where the keys go first."""
        return self.state.segments

    def take_key(self, event: QKeyEvent) -> bool:
        """A letter or digit that sets something at once; whether it was one of these."""
        state = _STATES.get(keys.digit(event) or 0)
        teller = _TELLERS.get(Qt.Key(event.key()))
        if state is not None:
            self.state.set_value(str(state))
        elif teller is not None:
            self.said_by.set_value(str(teller))
        else:
            return self.minutes.take_key(event)
        return True

    def keep(self) -> str | None:
        """Note the meeting; what to say of it, None where it could not be."""
        day = self.day.value()
        if day is None:
            self.day.set_problem(_("Which day?"))
            return None
        teller = self.said_by.value()
        state = Held(self.state.value() or Held.MET)
        values = MeetingValues(
            day, state, self.minutes.value(), self.topics.value(), self.note.value(),
            Party(teller) if teller else None,
        )  # fmt: skip
        if self._desk.do(log_meeting, self._row.id, values) is None:
            return None
        words = {"names": self._row.names, "state": reference.chosen("held", state)}
        return _("%(names)s: %(state)s. Ctrl+Z takes it back.", **words)

    def _begin(self) -> None:
        start, today = self._row.duo.start, self._desk.today
        weeks = len(self._row.duo.weeks)
        self.day.set_value(default_day(start, today, weeks) if start else today)
        self.state.set_value(str(Held.MET))
