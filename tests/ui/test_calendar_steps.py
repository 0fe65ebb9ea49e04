"""Meetings that plans ask for stand in the calendar until they are planned, and lead to their
duo.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from duodesk.base.ids import Id
from duodesk.followup.plan import duo_of_step
from duodesk.tour.stage import Stage
from duodesk.training import events
from duodesk.training.dated import Dated, Source
from duodesk.training.events import EventValues
from duodesk.training.words import EventKind
from duodesk.ui.training.calendar import CalendarView
from tests.ui.test_calendar import SHIFT, calendar, press

pytestmark = pytest.mark.gui


def asked_for(view: CalendarView) -> list[Dated]:
    return [one for one in view.grid.days.period.entries if one.key.source == Source.STEP]


def first_asked_for(stage: Stage) -> tuple[CalendarView, Dated, Id]:
    """A meeting to be planned in one of the next months of the demonstration."""
    view = calendar(stage, stage.desk.today)
    for months in range(1, 6):
        found = asked_for(view)
        if found and found[0].key.id is not None:
            duo_id = stage.desk.read(duo_of_step, found[0].key.id)
            assert duo_id is not None
            return view, found[0], duo_id
        view.go_to(stage.desk.today + timedelta(days=30 * months))
    raise AssertionError("no plan of the demonstration asks for a meeting")


def test_it_opens_its_duo_and_stays_where_the_plan_has_it(stage: Stage) -> None:
    view, one, duo_id = first_asked_for(stage)
    view.grid.choose(one.day, one.key)
    before = stage.desk.store.undo_label
    press(stage, view, Qt.Key.Key_Right, held=SHIFT)
    assert stage.desk.store.undo_label == before
    press(stage, view, Qt.Key.Key_Return)
    shell = stage.window.shell
    assert shell is not None
    assert shell.here() == ("duos", duo_id)


def test_an_appointment_takes_its_place(stage: Stage) -> None:
    view, one, duo_id = first_asked_for(stage)
    kind = EventKind.CLOSING if one.kind == "closing_due" else EventKind.MID_TERM
    values = EventValues(kind=kind, held_on=one.day, duo_id=duo_id)
    assert stage.desk.do(events.plan_event, values) is not None
    stage.settle()
    assert one.key not in {other.key for other in asked_for(view)}
    stage.desk.undo()
    stage.settle()
    assert one.key in {other.key for other in asked_for(view)}
