"""Small questions of Today: until when and why, why not, a note, yes or no."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from duodesk.base.dates import short
from duodesk.base.i18n import _
from duodesk.office import settings
from duodesk.pairing import first_meeting
from duodesk.pairing.words import Answer, Signatory
from duodesk.today import commands
from duodesk.today.line import Line
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.choice import SegmentField
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.field import LineField, TextField
from duodesk.ui.widgets.form import Form


class SnoozeDialog(Dialog):
    """Until which day a line waits, and why; an alert of a duo cannot wait without a reason."""

    def __init__(
        self, desk: Desk, line: Line, *, days: int = 3, parent: QWidget | None = None
    ) -> None:
        self._needs = line.rule == "alert"
        super().__init__(
            _("Put off: %(what)s", what=_what(line)),
            _told(desk) if self._needs else "",
            icon_name="clock",
            parent=parent,
        )
        self._desk, self._line = desk, line
        self.day = DayField(today=desk.today)
        self.day.set_value(desk.today + timedelta(days=days))
        self.reason = LineField(placeholder=_("on holiday, calls back, …"))
        form = Form()
        form.add(_("Comes back on"), self.day, required=True)
        form.add(_("Reason"), self.reason, required=self._needs)
        self.body.addWidget(form)
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Put off"), self.keep, kind="primary", default=True)
        self.reason.setFocus()

    def keep(self) -> None:
        """Put it off."""
        day = self.day.value()
        if day is None:
            self.day.set_problem(_("Which day?"))
        elif self._needs and not self.reason.value():
            self.reason.set_problem(_("Give the reason for which this can wait."))
        elif put_off(self._desk, self._line, (day - self._desk.today).days, self.reason.value()):
            self.accept()


class LetGoDialog(Dialog):
    """Why a line is not relevant."""

    def __init__(self, desk: Desk, line: Line, *, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Not relevant: %(what)s", what=_what(line)),
            _("It stays away; a new occasion brings a new line. Undo brings this one back."),
            icon_name="circle-x",
            parent=parent,
        )
        self._desk, self._line = desk, line
        self.reason = LineField(placeholder=_("moved abroad, settled otherwise, …"))
        form = Form()
        form.add(_("Reason"), self.reason, required=True)
        self.body.addWidget(form)
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Not relevant"), self.keep, kind="primary", default=True)
        self.reason.setFocus()

    def keep(self) -> None:
        """Let it go."""
        if not self.reason.value():
            self.reason.set_problem(_("Why?"))
        elif self._desk.do(commands.let_go, self._line, reason=self.reason.value()):
            self.accept()


class NoteDialog(Dialog):
    """A note about whom a line is about."""

    def __init__(self, desk: Desk, line: Line, *, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Note about %(name)s", name=line.about.title), icon_name="sticky-note", parent=parent
        )
        self._desk, self._line = desk, line
        self.text = TextField(lines=5)
        self.text.set_name(_("Note"))
        self.body.addWidget(self.text)
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Write down"), self.keep, kind="primary", default=True)
        self.text.setFocus()

    def keep(self) -> None:
        """Write it down."""
        if not self.text.value().strip():
            self.text.set_problem(_("Write something down."))
        elif self._desk.do(commands.note, self._line, self.text.value()) is not None:
            self._desk.say(_("Noted."))
            self.accept()


class AnswerDialog(Dialog):
    """What one side answered after the first meeting; what the other said is not shown."""

    def __init__(self, desk: Desk, line: Line, *, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Answer of %(name)s", name=line.about.title),
            _("What is said here stays between this person and the team."),
            icon_name="handshake",
            parent=parent,
        )
        self._desk, self._line = desk, line
        self.said = SegmentField(
            [(str(Answer.YES), _("Yes, go on together")), (str(Answer.NO), _("No"))]
        )
        self.reason = TextField(lines=3)
        form = Form()
        form.add(_("Answer"), self.said, required=True)
        form.add(_("Reason"), self.reason)
        self.body.addWidget(form)
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Note the answer"), self.keep, kind="primary", default=True)
        self.said.segments.setFocus()

    def keep(self) -> None:
        """Note it."""
        said, finish = self.said.value(), self._line.finish
        if said is None or finish.row_id is None:
            self.said.set_problem(_("Yes or no?"))
            return
        done = self._desk.do(
            first_meeting.answer, finish.row_id, Signatory(finish.side), Answer(said),
            reason=self.reason.value(),
        )  # fmt: skip
        if done is not None:
            self.accept()


def put_off(desk: Desk, line: Line, days: int, reason: str = "") -> bool:
    """Put a line off by some days; whether that could be done."""
    until = desk.today + timedelta(days=days)
    done = desk.do(commands.snooze, line, until=until, reason=reason)
    if done is not None and line.brief is not None and line.tags:
        desk.say(_("Comes back on %(day)s; what else is due of the duo stays.", day=short(until)))
    elif done is not None:
        desk.say(_("Comes back on %(day)s.", day=short(until)))
    return done is not None


def _what(line: Line) -> str:
    """What is put off or let go: of several steps of a duo the one that is told."""
    title = line.about.title or str(line.reason)
    return f"{title}: {line.brief}" if line.brief is not None else title


def _told(desk: Desk) -> str:
    chosen = desk.read(settings.values, office_id=desk.office_id, on=desk.today)
    return _(
        "It comes back by itself on that day if its cause is still there; it can wait %(n)s days "
        "at most.",
        n=chosen.number(settings.SNOOZE_DAYS),
    )
