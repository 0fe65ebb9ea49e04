"""What can be done with a line: finished in place where that is possible, else where it belongs."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import _
from duodesk.followup import reminders
from duodesk.followup.plan import done_step
from duodesk.followup.rounds import Round, round_of
from duodesk.pairing import first_meeting
from duodesk.today.line import Line, Verb
from duodesk.ui.desk import Desk
from duodesk.ui.today.dialogs import AnswerDialog, LetGoDialog, NoteDialog, SnoozeDialog, put_off
from duodesk.ui.widgets.buttons import Menu

# How long one key puts a line off: days by the words of the menu.
_DAYS = (1, 3, 7)


class Acting:
    """The acts of one screen; each is a command of its own, so undo takes it back."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        self._desk, self._page = desk, page

    def finish(self, line: Line) -> None:
        """Do what the line's button says."""
        acts = {
            Verb.LOG_CONTACT: self._talk,
            Verb.DONE_STEP: self._at_once,
            Verb.CALL: self._call,
            Verb.CALL_ROUND: self._call_round,
            Verb.NOTE_CAME: self._note_came,
            Verb.ANSWER: self._answer,
            Verb.NOTE_MET: self._at_once,
            Verb.REMINDER_DONE: self._at_once,
            Verb.REQUEST: self._request,
        }
        acts.get(line.finish.verb, self.open)(line)

    def open(self, line: Line) -> None:
        """Go where the line is worked on."""
        page, subject = line.place
        if page != "today":
            self._desk.go(page, subject)

    def snooze(self, line: Line, days: int = 3) -> None:
        """Ask until when, and why."""
        SnoozeDialog(self._desk, line, days=days, parent=self._window()).open_over()

    def offer_snooze(self, menu: Menu, line: Line) -> None:
        """A day, three, a week, or any day; an alert asks for its reason too."""
        words = {1: _("1 day"), 3: _("3 days"), 7: _("1 week")}
        for days in _DAYS:
            if line.rule == "alert":
                menu.item(words[days], partial(self.snooze, line, days))
            else:
                menu.item(words[days], partial(put_off, self._desk, line, days))
        menu.item(_("Until a day…"), partial(self.snooze, line), icon_name="calendar-days")

    def note(self, line: Line) -> None:
        """Write something down about whom it is about."""
        if line.about.person_id is None and line.about.duo_id is None:
            self._desk.say(_("This line is about nobody; write the note where it leads."), "info")
        else:
            NoteDialog(self._desk, line, parent=self._window()).open_over()

    def let_go(self, line: Line) -> None:
        """Ask why it is not relevant; an alert leaves only with its cause."""
        if line.rule == "alert":
            told = _("An alert leaves by itself when its cause is gone. Put it off until a day "
                     "instead.")  # fmt: skip
            self._desk.say(told, "info")
        else:
            LetGoDialog(self._desk, line, parent=self._window()).open_over()

    def talk(self) -> None:
        """Note a talk with a duo that is asked for."""
        self._log("talk", None)

    def meeting(self) -> None:
        """Note a weekly meeting of a duo that is asked for."""
        self._log("meeting", None)

    def session(self) -> None:
        """Plan an information session."""
        from duodesk.people.attendance import sessions
        from duodesk.ui.people.session_form import PlanDialog

        known = self._desk.read(sessions, office_id=self._desk.office_id)
        dialog = PlanDialog(self._desk, next(iter(known), None), parent=self._window())
        dialog.planned.connect(lambda made: self._desk.go("people", ("sessions", made)))
        dialog.open_over()

    def event(self) -> None:
        """Put something into the calendar."""
        from duodesk.ui.training.event import EventDialog

        EventDialog(self._desk, parent=self._window()).open_over()

    def _talk(self, line: Line) -> None:
        self._log("talk", line)

    def _log(self, mode: str, line: Line | None) -> None:
        from duodesk.ui.duos.log import LogDialog

        duo_id = line.finish.row_id if line is not None else None
        LogDialog(self._desk, duo_id, mode=mode, parent=self._window()).open_over()

    def _at_once(self, line: Line) -> None:
        """What needs no question."""
        row_id, duo_id, do = line.finish.row_id, line.about.duo_id, self._desk.do
        if row_id is None:
            return
        done = None
        if line.finish.verb == Verb.NOTE_MET:
            done = do(first_meeting.note_met, row_id)
        elif line.finish.verb == Verb.REMINDER_DONE:
            done = do(reminders.reminder_done, row_id)
        elif duo_id is not None:
            done = do(done_step, duo_id, row_id)
        if done is not None:
            self._desk.say(_("Done."))

    def _call(self, line: Line) -> None:
        from duodesk.ui.people.contacting import ContactDialog

        finish = line.finish
        if finish.row_id is not None:
            over = self._window()
            ContactDialog(self._desk, finish.row_id, about=finish.side, parent=over).open_over()

    def _call_round(self, line: Line) -> None:
        from duodesk.ui.today.round_call import RoundCallDialog

        finish = line.finish
        if finish.row_id is None:
            return
        which, today = Round(finish.side), self._desk.today
        known = self._desk.read(round_of, finish.row_id, which, today=today)
        if known is not None:
            RoundCallDialog(self._desk, known, parent=self._window()).open_over()

    def _note_came(self, line: Line) -> None:
        from duodesk.ui.today.came import CameDialog

        CameDialog(self._desk, line, parent=self._window()).open_over()

    def _answer(self, line: Line) -> None:
        AnswerDialog(self._desk, line, parent=self._window()).open_over()

    def _request(self, line: Line) -> None:
        from duodesk.ui.requests import RequestsDialog

        person_id, over = line.finish.row_id, self._window()
        if person_id is not None:
            RequestsDialog(self._desk, person_id, line.about.title, parent=over).open_over()

    def _window(self) -> QWidget:
        return self._page.window()
