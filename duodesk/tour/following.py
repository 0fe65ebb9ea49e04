"""A duo under way: what needs somebody today, a talk noted by keys, a pause that moves the plan and
not the round of calls.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from duodesk.base.dates import short
from duodesk.base.i18n import N_
from duodesk.followup import contacts, plan_rows, reminders
from duodesk.tour.stage import TourError
from duodesk.tour.way import Way
from duodesk.ui.duos.log import LogDialog
from duodesk.ui.duos.page import DuosPage
from duodesk.ui.duos.terms import PauseDialog
from duodesk.ui.today.page import TodayPage

_SAID = "Entretien jeudi, a revoir le CV"


def see_today(way: Way) -> str:
    """One list, worst first; a reminder is finished with the space bar."""
    stage, desk = way.stage, way.stage.desk
    desk.do(reminders.remind, way.clock.today(), "Rappeler l'école", person_id=way.people["Çelik"])
    page = stage.page("today")
    if not isinstance(page, TodayPage):
        raise TourError("no screen of today")
    stage.settle()
    stage.picture("today")
    rows = page.table.rows_model
    place = rows.place_of(lambda entry: entry.line is not None and entry.line.rule == "reminder")
    if place < 0:
        raise TourError("the reminder is not in the list")
    page.table.go_to(place)
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    stage.settle()
    stage.refuse_complaints()
    if page.day is None or not page.day.done:
        raise TourError("the reminder is not done")
    return str(page.day.done[0].label)


def note_talk(way: Way) -> str:
    """Ctrl+M, the words, Ctrl+Enter: a talk is noted, and its step of the plan is done."""
    stage, desk = way.stage, way.stage.desk
    page = stage.page("duos", way.duo)
    if not isinstance(page, DuosPage):
        raise TourError("no screen of duos")
    stage.window.activateWindow()
    page.table.setFocus()
    stage.settle()
    before = len(desk.read(contacts.talks, way.duo))
    QTest.keyClick(_there(), Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    stage.settle()
    if not [one for one in stage.dialogs() if isinstance(one, LogDialog)]:
        raise TourError("no place to note a talk")
    QTest.keyClick(_there(), Qt.Key.Key_Return)
    stage.settle()
    QTest.keyClicks(_there(), _SAID)
    stage.picture("duo-talk")
    QTest.keyClick(_there(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    stage.settle()
    stage.refuse_complaints()
    talks = desk.read(contacts.talks, way.duo)
    if len(talks) != before + 1:
        raise TourError("the talk is not noted")
    return _SAID


def pause(way: Way) -> str:
    """Every moved date is shown before; the calls after nine and twelve months stay."""
    stage, desk, today = way.stage, way.stage.desk, way.clock.today()
    page = stage.page("duos", way.duo)
    if not isinstance(page, DuosPage):
        raise TourError("no screen of duos")
    before = desk.read(plan_rows.plan_of, way.duo, today=today)
    page.detail.act("pause")
    stage.settle()
    (dialog,) = [one for one in stage.dialogs() if isinstance(one, PauseDialog)]
    stage.picture("duo-pause")
    dialog.do()
    stage.settle()
    stage.refuse_complaints()
    after = desk.read(plan_rows.plan_of, way.duo, today=today)
    if before is None or after is None or before.expected_end is None:
        raise TourError("the duo has no plan")
    if after.expected_end != before.expected_end + timedelta(days=14):
        raise TourError("the end did not move")
    stage.picture("duo-paused")
    desk.undo()
    return f"{short(before.expected_end)} → {short(after.expected_end)}"


def _there() -> QWidget:
    """Where keys go."""
    found = QApplication.focusWidget()
    if found is None:
        raise TourError("nothing has the focus")
    return found


STEPS: tuple[tuple[str, Callable[[Way], str]], ...] = (
    (N_("What needs somebody today"), see_today),
    (N_("A talk is noted by keys"), note_talk),
    (N_("A pause moves the plan"), pause),
)
