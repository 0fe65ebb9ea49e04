"""Mentors are trained: a series is planned and filled, presence is noted with the keys, the
calendar is looked at, moved and taken along, mentors meet.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from duodesk.base.i18n import N_, _
from duodesk.people import commands
from duodesk.people.values import EnrolmentValues, PersonValues
from duodesk.people.words import Role, Status
from duodesk.tour.stage import Stage, TourError
from duodesk.tour.way import Way
from duodesk.training import attendance, seats, series
from duodesk.training.dated import Key, Source
from duodesk.training.words import Attended
from duodesk.ui.training import files
from duodesk.ui.training.calendar import CalendarView
from duodesk.ui.training.candidates import CandidatesDialog
from duodesk.ui.training.days_off_part import DaysOffPart
from duodesk.ui.training.letters import LettersDialog
from duodesk.ui.training.meeting_form import MeetingDialog
from duodesk.ui.training.meetings_part import MentorsMeetingsPart
from duodesk.ui.training.series_form import PlanSeriesDialog
from duodesk.ui.training.series_part import SeriesPart

D = TypeVar("D", bound=QDialog)
_NEW = (("Martine", "Lejeune"), ("Guido", "Van Acker"), ("Denise", "Franssen"))
_SEATS = 8


def plan_series(way: Way) -> str:
    """Three mentors are new; the four days of a series are proposed from its first one."""
    stage, today = way.stage, way.clock.today()
    for given, family in _NEW:
        stage.desk.do(
            commands.register,
            Role.MENTOR,
            values=PersonValues(given_name=given, family_name=family, contact_language="fr"),
            enrolment=EnrolmentValues(
                registered_on=today, status=Status.ACCEPTED, accepted_on=today
            ),
        )
    part = stage.view("training", "series", SeriesPart)
    part.make_new()
    dialog = _dialog(stage, PlanSeriesDialog)
    _put(dialog, "first_day", today)
    _put(dialog, "capacity", _SEATS)
    stage.picture("series-plan")
    dialog.plan()
    stage.settle()
    stage.refuse_complaints()
    shown = part.detail.row
    if shown is None or len(shown.days) != 4:
        raise TourError("the series has no four days")
    stage.picture("series")
    return shown.name


def fill_series(way: Way) -> str:
    """Who has not finished yet gets a seat and a letter."""
    stage = way.stage
    part = _part(stage)
    part.detail.show_tab("people")
    part.detail.people.add()
    dialog = _dialog(stage, CandidatesDialog)
    for pick in dialog.table.rows_model.rows():
        dialog.table.toggle(pick)
    stage.picture("series-candidates")
    dialog.book()
    stage.settle()
    stage.picture("series-people")
    part.detail.people.write()
    letters = _dialog(stage, LettersDialog)
    stage.finish_jobs()
    stage.picture("series-letters")
    letters.save_all()
    letters.reject()
    stage.settle()
    stage.refuse_complaints()
    shown = part.detail.row
    there = stage.desk.read(seats.seats, series_id=shown.id) if shown else []
    if len(there) < len(_NEW) or not all(one.invited_on for one in there):
        raise TourError("not all who are expected were invited")
    return _("%(n)s invited", n=len(there))


def mark_presence(way: Way) -> str:
    """The first day by keys: one is absent and is offered a day to make it up."""
    stage = way.stage
    part = _part(stage)
    part.detail.show_tab("attendance")
    grid = part.detail.attendance.grid
    grid.go_to(0, 0)
    QTest.keyClick(grid, Qt.Key.Key_A)
    stage.settle()
    part.detail.attendance.mark_all()
    stage.settle()
    stage.refuse_complaints()
    stage.picture("attendance")
    shown = part.detail.row
    found = stage.desk.read(attendance.grid, shown.id) if shown else None
    marks = [row.cells[0].presence for row in found.rows] if found else []
    if marks.count(Attended.ABSENT) != 1 or marks.count(Attended.PRESENT) != len(marks) - 1:
        raise TourError(f"the presence is {marks}")
    return _("%(came)s came, %(absent)s did not", came=len(marks) - 1, absent=1)


def look_at_calendar(way: Way) -> str:
    """A month and a week; a day moves by a key, with its warnings; the office's calendar file."""
    stage = way.stage
    (coming,) = [day for day in _days(stage) if day.held_on > way.clock.today()][:1]
    view = stage.view("training", coming.held_on, CalendarView)
    stage.picture("calendar-month")
    view.grid.setFocus()
    view.grid.choose(coming.held_on, Key(Source.EVENT, coming.event_id))
    stage.settle()
    QTest.keyClick(view.grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    stage.settle()
    stage.picture("calendar-moved")
    first = coming.held_on.replace(day=1)
    files.save_office(stage.desk, first, first + timedelta(days=30))
    stage.finish_jobs()
    stage.refuse_complaints()
    if not stage.answers.files[-1].read_bytes().startswith(b"BEGIN:VCALENDAR"):
        raise TourError("no calendar file was written")
    return stage.answers.files[-1].name


def meet_mentors(way: Way) -> str:
    """Mentors meet every two months; days off stand in the calendar."""
    stage = way.stage
    part = stage.view("training", "meetings", MentorsMeetingsPart)
    part.make_new()
    dialog = _dialog(stage, MeetingDialog)
    dialog.fields["held_on"].set_value(way.clock.today() + timedelta(days=14))
    dialog.times.set_value(3)
    dialog.every.set_value(8)
    stage.picture("mentors-meeting-plan")
    dialog.plan()
    stage.settle()
    stage.refuse_complaints()
    stage.picture("mentors-meetings")
    stage.view("training", "days_off", DaysOffPart)
    stage.picture("days-off")
    if part.detail.shown is None:
        raise TourError("no meeting was planned")
    return "3"


def _part(stage: Stage) -> SeriesPart:
    """The part with the series that was planned."""
    (made,) = [one for one in stage.desk.read(series.series_list) if one.name == _name(stage)]
    return stage.view("training", ("series", made.id), SeriesPart)


def _name(stage: Stage) -> str:
    """The latest series of the office."""
    own = stage.desk.read(series.series_list, office_id=stage.desk.office_id)
    return max(own, key=lambda one: str(one.id)).name


def _days(stage: Stage) -> list[series.DayRow]:
    shown = _part(stage).detail.row
    return sorted(shown.days, key=lambda day: day.held_on) if shown else []


def _put(dialog: PlanSeriesDialog, name: str, value: date | int) -> None:
    dialog.fields[name].set_value(value)
    dialog.fields[name].committed.emit(value)


def _dialog(stage: Stage, kind: type[D]) -> D:
    stage.settle()
    found = [one for one in stage.dialogs() if isinstance(one, kind)]
    if not found:
        raise TourError(f"no {kind.__name__}")
    return found[-1]


STEPS: tuple[tuple[str, Callable[[Way], str]], ...] = (
    (N_("Training days are planned"), plan_series),
    (N_("The series is filled"), fill_series),
    (N_("Presence is noted"), mark_presence),
    (N_("The calendar is looked at"), look_at_calendar),
    (N_("Mentors meet"), meet_mentors),
)
