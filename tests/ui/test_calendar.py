"""The month as people use it: walked by keys, moved by keys and mouse, warned, undone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QAccessible, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from duodesk.base.ids import Id
from duodesk.people import sessions
from duodesk.people.sessions import SessionValues
from duodesk.tour.stage import Stage
from duodesk.training import events, series
from duodesk.training.curricula import FOUR_DAYS
from duodesk.training.dated import Dated, Key, Source
from duodesk.training.events import EventRow, EventValues
from duodesk.training.series import DayValues, SeriesValues
from duodesk.training.words import EventKind
from duodesk.ui.training.calendar import CalendarView
from duodesk.ui.training.event import EventDialog
from duodesk.ui.training.grid import CalendarGrid
from duodesk.ui.training.list_of_day import DayDialog

pytestmark = pytest.mark.gui
NOON = 12 * 60
# A working day of a month in which the demonstration has nothing.
DAY = date(2027, 9, 14)
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def planned(stage: Stage, day: date = DAY, **values: object) -> Id:
    usual = {"kind": EventKind.WORKSHOP, "held_on": day, "start": NOON, "minutes": 60}
    made = stage.desk.do(events.plan_event, EventValues(**{**usual, **values}))  # type: ignore[arg-type]
    assert made is not None
    stage.settle()
    return made.id


def calendar(stage: Stage, day: date = DAY) -> CalendarView:
    view = stage.view("training", day, CalendarView)
    view.grid.setFocus()
    return view


def event(stage: Stage, event_id: Id) -> EventRow:
    row = stage.desk.read(events.event, event_id)
    assert row is not None
    return row


def choose(view: CalendarView, event_id: Id, day: date = DAY) -> Dated:
    view.grid.choose(day, Key(Source.EVENT, event_id))
    chosen = view.grid.chosen()
    assert chosen is not None
    return chosen


def chosen_id(view: CalendarView) -> Id | None:
    chosen = view.grid.chosen()
    return chosen.key.id if chosen is not None else None


def press(
    stage: Stage,
    view: CalendarView,
    *pressed: Qt.Key,
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    for key in pressed:
        QTest.keyClick(view.grid, key, held)
        stage.settle()


def middle(grid: CalendarGrid, day: date, event_id: Id | None = None) -> QPointF:
    """A point of the screen: the middle of an entry, or of an empty day."""
    if event_id is not None:
        return next(b.rect.center() for b in grid.boxes() if b.entry and b.entry.key.id == event_id)
    return QPointF(grid.visualRect(grid.days.index_of(day, grid.currentIndex())).center())


def mouse(grid: CalendarGrid, kind: QEvent.Type, pos: QPointF, held: object = None) -> None:
    button = Qt.MouseButton.LeftButton
    down = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else button
    place = grid.viewport().mapToGlobal(pos)
    keys = held or Qt.KeyboardModifier.NoModifier
    sent = QMouseEvent(kind, pos, place, button, down, keys)  # type: ignore[call-overload]
    QApplication.sendEvent(grid.viewport(), sent)


def drag(
    stage: Stage, grid: CalendarGrid, start: QPointF, end: QPointF, held: object = None
) -> None:
    mouse(grid, QEvent.Type.MouseButtonPress, start)
    for step in (0.3, 0.7, 1.0):
        mouse(grid, QEvent.Type.MouseMove, start + (end - start) * step, held)
    mouse(grid, QEvent.Type.MouseButtonRelease, end, held)
    stage.settle()


def test_arrows_walk_over_days_and_through_entries_and_into_another_month(stage: Stage) -> None:
    one, other = planned(stage), planned(stage, start=15 * 60)
    view = calendar(stage)
    press(stage, view, Qt.Key.Key_Down)
    assert chosen_id(view) == one
    press(stage, view, Qt.Key.Key_Down)
    assert chosen_id(view) == other
    press(stage, view, Qt.Key.Key_Down)
    assert view.grid.chosen() is None
    assert view.grid.current_day() == DAY + timedelta(days=7)
    press(stage, view, Qt.Key.Key_Right, Qt.Key.Key_End)
    assert view.grid.current_day() == date(2027, 9, 26)
    press(stage, view, Qt.Key.Key_PageDown)
    assert view.grid.current_day() == date(2027, 10, 26)
    assert view.bar.title.text() == "October 2027"
    press(stage, view, Qt.Key.Key_T)
    assert view.grid.current_day() == stage.desk.today
    assert stage.page("training").subject() == ("calendar", stage.desk.today)


def test_beyond_the_days_shown_the_next_month_comes(stage: Stage) -> None:
    view = calendar(stage, date(2027, 10, 3))
    view.go_to(date(2027, 9, 14))
    view.grid.choose(date(2027, 10, 3), None)
    press(stage, view, Qt.Key.Key_Right)
    assert view.bar.title.text() == "October 2027"
    assert view.grid.current_day() == date(2027, 10, 4)


def test_shift_and_arrow_move_the_entry_by_a_day_and_undo_brings_it_back(stage: Stage) -> None:
    made = planned(stage)
    view = calendar(stage)
    choose(view, made)
    press(stage, view, Qt.Key.Key_Right, held=SHIFT)
    assert event(stage, made).held_on == DAY + timedelta(days=1)
    chosen = view.grid.chosen()
    assert chosen is not None
    assert (chosen.key.id, view.grid.current_day()) == (made, DAY + timedelta(days=1))
    press(stage, view, Qt.Key.Key_Up, held=SHIFT)
    assert event(stage, made).held_on == DAY - timedelta(days=6)
    stage.desk.undo()
    stage.desk.undo()
    assert event(stage, made).held_on == DAY
    assert event(stage, made).start == NOON


def test_what_speaks_against_it_is_said_before_and_forbids_nothing(stage: Stage) -> None:
    sunday = date(2027, 9, 19)
    made = planned(stage, sunday - timedelta(days=1))
    view = calendar(stage, sunday - timedelta(days=1))
    choose(view, made, sunday - timedelta(days=1))
    press(stage, view, Qt.Key.Key_Right, held=SHIFT)
    assert view.mover.isVisible()
    assert "Sunday" in view.mover.label.text()
    assert event(stage, made).held_on == sunday - timedelta(days=1)
    press(stage, view, Qt.Key.Key_Escape)
    assert not view.mover.isVisible()
    choose(view, made, sunday - timedelta(days=1))
    press(stage, view, Qt.Key.Key_Right, held=SHIFT)
    stage.press("Move all the same")
    assert event(stage, made).held_on == sunday
    assert not view.mover.isVisible()


def test_keys_go_on_from_where_the_question_stands_and_enter_agrees(stage: Stage) -> None:
    saturday = date(2027, 9, 18)
    made = planned(stage, saturday)
    view = calendar(stage, saturday)
    choose(view, made, saturday)
    press(stage, view, Qt.Key.Key_Right, held=SHIFT)
    assert view.mover.asks
    press(stage, view, Qt.Key.Key_Down, held=SHIFT)
    assert view.mover.asks
    press(stage, view, Qt.Key.Key_Return)
    assert event(stage, made).held_on == date(2027, 9, 26)
    assert stage.dialogs() == []


def test_the_mouse_moves_an_entry_and_copies_it_with_ctrl(stage: Stage) -> None:
    made = planned(stage)
    view = calendar(stage)
    target = DAY + timedelta(days=2)
    drag(stage, view.grid, middle(view.grid, DAY, made), middle(view.grid, target))
    assert event(stage, made).held_on == target
    back = middle(view.grid, target, made)
    drag(stage, view.grid, back, middle(view.grid, DAY), held=CTRL)
    assert event(stage, made).held_on == target
    copied = view.grid.days.entries_on(DAY)
    assert [(one.title, one.start) for one in copied] == [("Workshop", NOON)]
    assert copied[0].key.id != made
    stage.desk.undo()
    stage.settle()
    assert view.grid.days.entries_on(DAY) == []


def test_escape_while_dragging_lets_everything_be(stage: Stage) -> None:
    made = planned(stage)
    view = calendar(stage)
    start, end = middle(view.grid, DAY, made), middle(view.grid, DAY + timedelta(days=2))
    mouse(view.grid, QEvent.Type.MouseButtonPress, start)
    mouse(view.grid, QEvent.Type.MouseMove, end)
    assert view.grid.drag.on
    press(stage, view, Qt.Key.Key_Escape)
    mouse(view.grid, QEvent.Type.MouseButtonRelease, end)
    stage.settle()
    assert event(stage, made).held_on == DAY


def test_an_entry_is_carried_to_another_day_by_keys(stage: Stage) -> None:
    made = planned(stage, place="Salle 2")
    view = calendar(stage)
    choose(view, made)
    press(stage, view, Qt.Key.Key_C, held=CTRL)
    press(stage, view, Qt.Key.Key_Right, Qt.Key.Key_Right)
    press(stage, view, Qt.Key.Key_V, held=CTRL)
    (copied,) = view.grid.days.entries_on(DAY + timedelta(days=2))
    assert (copied.place, copied.start, copied.minutes) == ("Salle 2", NOON, 60)


def test_del_calls_off_and_once_more_takes_it_out_each_one_undone(stage: Stage) -> None:
    made = planned(stage)
    view = calendar(stage)
    choose(view, made)
    press(stage, view, Qt.Key.Key_Delete)
    assert event(stage, made).cancelled_on is not None
    press(stage, view, Qt.Key.Key_Delete)
    assert stage.desk.read(events.event, made) is None
    stage.desk.undo()
    assert event(stage, made).cancelled_on is not None
    stage.desk.undo()
    assert event(stage, made).cancelled_on is None


def test_what_has_no_room_is_counted_and_its_day_opens(stage: Stage) -> None:
    made = [planned(stage, start=NOON + n) for n in range(9)]
    view = calendar(stage)
    (more,) = [box for box in view.grid.boxes() if box.hidden]
    shown = [box for box in view.grid.boxes() if box.entry is not None and box.day == DAY]
    assert len(shown) + more.hidden == len(made)
    view.grid.choose(DAY, Key(Source.EVENT, made[-1]))
    assert any(b.entry and b.entry.key.id == made[-1] for b in view.grid.boxes())
    view.grid.choose(DAY, None)
    (more,) = [box for box in view.grid.boxes() if box.hidden]
    mouse(view.grid, QEvent.Type.MouseButtonPress, more.rect.center())
    stage.settle()
    (dialog,) = stage.dialogs()
    assert isinstance(dialog, DayDialog)
    assert len(dialog.cards.cards.cards()) == len(made)
    dialog.cards.choose(Key(Source.EVENT, made[3]))
    stage.press("Open", dialog)
    (form,) = stage.dialogs()
    assert isinstance(form, EventDialog)
    assert form.form.fields["start"].value() == NOON + 3
    form.reject()


def test_what_lives_elsewhere_opens_there_and_a_session_moves_from_here(stage: Stage) -> None:
    made = stage.desk.do(sessions.plan_session, SessionValues(held_on=DAY, start=NOON))
    assert made is not None
    view = calendar(stage)
    (one,) = view.grid.days.entries_on(DAY)
    view.grid.choose(DAY, one.key)
    press(stage, view, Qt.Key.Key_Right, held=SHIFT)
    (moved,) = view.grid.days.entries_on(DAY + timedelta(days=1))
    assert (moved.key, moved.start) == (one.key, NOON)
    press(stage, view, Qt.Key.Key_Return)
    shell = stage.window.shell
    assert shell is not None
    assert shell.here() == ("people", ("sessions", made.session_id))


def test_a_day_that_follows_from_a_duo_stays_and_says_why(stage: Stage) -> None:
    view = calendar(stage, stage.desk.today)
    found: Dated | None = None
    for months in range(12):
        shown = view.grid.days.period.entries
        found = next((one for one in shown if not one.movable), None)
        if found is not None:
            break
        view.go_to(date(2026, 12 - months, 1))
    assert found is not None
    view.grid.choose(found.day, found.key)
    before = stage.desk.store.undo_label
    press(stage, view, Qt.Key.Key_Right, held=SHIFT)
    assert stage.desk.store.undo_label == before
    assert "Enter opens it" in stage.heard[-1][0]


def test_layers_and_whose_entries_are_chosen_and_remembered(stage: Stage) -> None:
    me = stage.desk.store.author_id
    mine, other = planned(stage, led_by=me), planned(stage)
    view = calendar(stage)

    def seen() -> set[Id | None]:
        return {one.key.id for one in view.grid.days.entries_on(DAY)}

    assert seen() == {mine, other}
    view.bar.who.set_value("me")
    view.bar.who.chosen.emit("me")
    assert seen() == {mine}
    view.bar.who.set_value("office")
    view.bar.layers.set_shown("workshop", on=False)
    assert seen() == set()
    stage.appearance.choose_language("nl")
    stage.settle()
    view = calendar(stage)
    assert seen() == set()
    view.bar.layers.set_shown("workshop", on=True)
    assert seen() == {mine, other}


def test_holidays_and_closed_schools_are_layers_with_their_names(stage: Stage) -> None:
    view = calendar(stage, date(2026, 11, 11))
    signs = view.grid.days.period.signs
    assert signs[date(2026, 11, 11)].holiday
    index = view.grid.days.index_of(date(2026, 11, 11), view.grid.currentIndex())
    told = str(view.grid.days.data(index, Qt.ItemDataRole.AccessibleTextRole))
    assert told.startswith("Wednesday 11 November")
    assert signs[date(2026, 11, 11)].holiday in told
    view.bar.layers.set_shown("holidays", on=False)
    assert date(2026, 11, 11) not in view.grid.days.period.signs
    schools = {
        letters for one in view.grid.days.period.signs.values() for letters, _n in one.schools
    }
    assert schools == {"FR", "NL"}


def test_digits_go_to_a_day_of_the_series(stage: Stage) -> None:
    days = [DayValues(held_on=DAY + timedelta(days=n), start=540, minutes=420) for n in (0, 2, 21)]
    made = stage.desk.do(
        series.plan_series, SeriesValues(name="Mentors", curriculum_id=FOUR_DAYS.id), days
    )
    assert made is not None
    view = calendar(stage)
    (first,) = view.grid.days.entries_on(DAY)
    view.grid.choose(DAY, first.key)
    press(stage, view, Qt.Key.Key_3)
    assert view.grid.current_day() == DAY + timedelta(days=21)
    chosen = view.grid.chosen()
    assert chosen is not None
    assert chosen.series_id == made.id


def test_the_month_is_printed_and_written_as_a_calendar_file(stage: Stage) -> None:
    made = planned(stage)
    view = calendar(stage)
    chosen = choose(view, made)
    view.print_page()
    stage.settle()
    (dialog,) = stage.dialogs()
    stage.press("PDF…", dialog)
    dialog.reject()
    from duodesk.ui.training import files

    files.save_entry(stage.desk, chosen.key)
    files.save_office(stage.desk, DAY.replace(day=1), DAY)
    stage.finish_jobs()
    paper, entry, month = stage.answers.files
    assert paper.read_bytes().startswith(b"%PDF")
    assert all(b"BEGIN:VEVENT" in path.read_bytes() for path in (entry, month))


def test_ctrl_k_finds_an_entry_and_goes_to_its_day(stage: Stage) -> None:
    made = planned(stage, title="Zzquelque chose")
    stage.page("people")
    shell = stage.window.shell
    assert shell is not None
    shell.palette_.open("zzquelque")
    card = shell.palette_.found.current()
    assert card is not None
    assert card.title == "Workshop: Zzquelque chose"
    QTest.keyClick(shell.palette_.line, Qt.Key.Key_Return)
    stage.settle()
    view = stage.window.shell.findChild(CalendarView)  # type: ignore[union-attr]
    assert view is not None
    assert (view.grid.current_day(), chosen_id(view)) == (DAY, made)


def test_a_reader_hears_each_day_with_all_that_is_on_it(stage: Stage) -> None:
    made = planned(stage, minutes=90, place="Salle 2", capacity=16)
    view = calendar(stage)
    spoken = QAccessible.queryAccessibleInterface(view.grid)
    cells = [
        spoken.child(place).text(QAccessible.Text.Name) for place in range(spoken.childCount())
    ]
    whole = "Tuesday 14 September: Workshop, 12:00-13:30, Salle 2, 0 of 16"
    assert whole in cells
    assert "Tuesday" in cells
    assert "Week 37" in cells
    planned(stage, start=15 * 60)
    choose(view, made)
    cell = view.grid.currentIndex()
    assert view.grid.days.data(cell, Qt.ItemDataRole.AccessibleTextRole) == whole
