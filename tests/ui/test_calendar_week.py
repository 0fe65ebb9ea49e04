"""The week with its hours: moved by quarters, made longer, drawn by the mouse, all by keys too."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt

from duodesk.base.ids import Id
from duodesk.tour.stage import Stage
from duodesk.training.dated import Key, Source
from duodesk.ui.training.calendar import CalendarView
from duodesk.ui.training.event import EventDialog
from duodesk.ui.training.week import WeekGrid
from tests.ui.test_calendar import (
    CTRL,
    DAY,
    NOON,
    SHIFT,
    calendar,
    choose,
    chosen_id,
    drag,
    event,
    mouse,
    planned,
    press,
)

pytestmark = pytest.mark.gui


def week(stage: Stage) -> CalendarView:
    view = calendar(stage)
    view.bar.show_view("week")
    view.grid.setFocus()
    stage.settle()
    return view


def box(view: CalendarView, event_id: Id) -> tuple[QPointF, QPointF]:
    """The middle and the foot of an entry."""
    found = next(b for b in view.grid.boxes() if b.entry and b.entry.key.id == event_id)
    foot = QPointF(found.rect.center().x(), found.rect.bottom() - 2)
    return found.rect.center(), foot


def slot(view: CalendarView) -> float:
    """How high half an hour is."""
    return float(view.grid.verticalHeader().defaultSectionSize())


def test_keys_move_by_a_quarter_and_a_day_and_make_it_longer(stage: Stage) -> None:
    made = planned(stage)
    view = week(stage)
    assert isinstance(view.grid, WeekGrid)
    choose(view, made)
    press(stage, view, Qt.Key.Key_Down, Qt.Key.Key_Down, held=CTRL)
    assert event(stage, made).start == NOON + 30
    press(stage, view, Qt.Key.Key_Up, held=CTRL)
    press(stage, view, Qt.Key.Key_Down, held=SHIFT)
    press(stage, view, Qt.Key.Key_Left, held=SHIFT)
    row = event(stage, made)
    assert (row.held_on, row.start, row.minutes) == (DAY - timedelta(days=1), NOON + 15, 75)
    for _turn in range(5):
        stage.desk.undo()
    row = event(stage, made)
    assert (row.held_on, row.start, row.minutes) == (DAY, NOON, 60)


def test_it_never_gets_shorter_than_a_quarter(stage: Stage) -> None:
    made = planned(stage, minutes=20)
    view = week(stage)
    choose(view, made)
    press(stage, view, Qt.Key.Key_Up, Qt.Key.Key_Up, held=SHIFT)
    assert event(stage, made).minutes == 15


def test_the_mouse_moves_to_another_hour_and_day(stage: Stage) -> None:
    made = planned(stage)
    view = week(stage)
    middle, _foot = box(view, made)
    across = QPointF(view.grid.columnWidth(0), 2 * slot(view))
    drag(stage, view.grid, middle, middle + across)
    row = event(stage, made)
    assert (row.held_on, row.start, row.minutes) == (DAY + timedelta(days=1), NOON + 60, 60)


def test_what_is_dragged_to_the_foot_scrolls_on_and_lands_where_it_is_seen(stage: Stage) -> None:
    stage.window.resize(1024, 600)
    made = planned(stage, start=8 * 60)
    view = week(stage)
    bar = view.grid.verticalScrollBar()
    bar.setValue(0)
    assert bar.maximum() > 0
    middle, _foot = box(view, made)
    end = QPointF(middle.x(), view.grid.viewport().height() - 3)
    mouse(view.grid, QEvent.Type.MouseButtonPress, middle)
    while bar.value() < bar.maximum():
        mouse(view.grid, QEvent.Type.MouseMove, end)
    mouse(view.grid, QEvent.Type.MouseMove, end)
    mouse(view.grid, QEvent.Type.MouseButtonRelease, end)
    stage.settle()
    start = event(stage, made).start or 0
    assert start >= 19 * 60
    middle, _foot = box(view, made)
    assert abs(middle.y() - end.y()) <= slot(view)


def test_the_lower_edge_makes_it_longer_and_ctrl_copies(stage: Stage) -> None:
    made = planned(stage)
    view = week(stage)
    middle, foot = box(view, made)
    assert view.grid.at_edge(view.grid.box_at(foot), foot)
    assert not view.grid.at_edge(view.grid.box_at(middle), middle)
    drag(stage, view.grid, foot, foot + QPointF(0, slot(view)))
    assert event(stage, made).minutes == 90
    middle, _foot = box(view, made)
    drag(stage, view.grid, middle, middle + QPointF(0, 8 * slot(view)), held=CTRL)
    assert event(stage, made).start == NOON
    starts = sorted(one.start or 0 for one in view.grid.days.entries_on(DAY))
    assert starts == [NOON, NOON + 240]


def test_dragging_over_empty_hours_plans_something_there(stage: Stage) -> None:
    view = week(stage)
    grid = view.grid
    assert isinstance(grid, WeekGrid)
    x = grid.columnViewportPosition(2) + 20
    top = grid.rowViewportPosition(5)
    drag(stage, grid, QPointF(x, top + 1), QPointF(x, top + 3 * slot(view) - 1))
    (dialog,) = stage.dialogs()
    assert isinstance(dialog, EventDialog)
    fields = dialog.form.fields
    monday = DAY - timedelta(days=DAY.weekday())
    assert fields["held_on"].value() == monday + timedelta(days=2)
    assert (fields["start"].value(), fields["end"].value()) == (9 * 60, 10 * 60 + 30)
    dialog.reject()


def test_what_goes_on_in_a_half_hour_is_chosen_and_space_goes_on(stage: Stage) -> None:
    one, other = planned(stage), planned(stage, start=NOON + 30)
    view = week(stage)
    view.grid.choose(DAY, Key(Source.EVENT, one))
    press(stage, view, Qt.Key.Key_Down)
    assert chosen_id(view) == one
    press(stage, view, Qt.Key.Key_Space)
    assert chosen_id(view) == other
    press(stage, view, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert chosen_id(view) is None
    told = view.grid.days.data(view.grid.currentIndex(), Qt.ItemDataRole.AccessibleTextRole)
    assert told == "Tuesday 14 September, 13:30: nothing planned"


def test_what_overlaps_stands_side_by_side_and_what_has_no_hour_on_top(stage: Stage) -> None:
    one, other = planned(stage), planned(stage, start=NOON + 30)
    whole = planned(stage, start=None, minutes=None, title="Visit")
    view = week(stage)
    rects = {b.entry.key.id: b.rect for b in view.grid.boxes() if b.entry and b.day == DAY}
    assert not rects[one].intersects(rects[other])
    assert rects[whole].bottom() < view.grid.rowViewportPosition(1) < rects[one].top()
    night = planned(stage, start=5 * 60, minutes=60)
    stage.settle()
    rects = {b.entry.key.id: b.rect for b in view.grid.boxes() if b.entry and b.day == DAY}
    assert rects[night].bottom() < view.grid.rowViewportPosition(1)


def test_a_double_click_opens_or_plans_at_that_hour(stage: Stage) -> None:
    made = planned(stage)
    view = week(stage)
    middle, _foot = box(view, made)
    mouse(view.grid, QEvent.Type.MouseButtonDblClick, middle)
    stage.settle()
    (dialog,) = stage.dialogs()
    assert isinstance(dialog, EventDialog)
    assert dialog.form.fields["start"].value() == NOON
    dialog.reject()
    mouse(view.grid, QEvent.Type.MouseButtonDblClick, middle + QPointF(0, 6 * slot(view)))
    stage.settle()
    dialog = stage.dialogs()[-1]
    assert isinstance(dialog, EventDialog)
    assert dialog.form.fields["held_on"].value() == DAY
    assert dialog.form.fields["start"].value() == NOON + 3.5 * 60
    dialog.reject()


def test_the_week_is_there_again_after_a_restart_of_the_screen(stage: Stage) -> None:
    week(stage)
    stage.appearance.choose_theme("dark")
    stage.settle()
    again = stage.view("training", DAY, CalendarView)
    assert isinstance(again.grid, WeekGrid)
    assert again.grid.current_day() == DAY
