"""Series of training days as a coordinator works with them: planned, filled, marked, made up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from duodesk.base.ids import Id
from duodesk.tour.stage import Stage
from duodesk.training import attendance, seats, series
from duodesk.training.seats import SeatRow
from duodesk.training.series import SeriesRow
from duodesk.training.words import Attended, SeatState
from duodesk.ui.training.candidates import CandidatesDialog
from duodesk.ui.training.day_form import DayDialog
from duodesk.ui.training.letters import LettersDialog
from duodesk.ui.training.make_up import MakeUpDialog
from duodesk.ui.training.series_form import CopySeriesDialog, PlanSeriesDialog
from duodesk.ui.training.series_part import SeriesPart
from tests.ui.trainees import LONG_AGO, TODAY, mentor, planned

pytestmark = pytest.mark.gui


def shown(stage: Stage, series_id: Id) -> SeriesPart:
    part = stage.view("training", ("series", series_id), SeriesPart)
    assert part.detail.row is not None
    assert part.detail.row.id == series_id
    return part


def row(stage: Stage, series_id: Id) -> SeriesRow:
    found = stage.desk.read(series.series, series_id)
    assert found is not None
    return found


def seats_of(stage: Stage, series_id: Id) -> list[SeatRow]:
    return stage.desk.read(seats.seats, series_id=series_id)


def test_a_series_is_proposed_from_a_first_day_warns_and_is_planned_in_one_step(
    stage: Stage,
) -> None:
    part = stage.view("training", "series", SeriesPart)
    part.make_new()
    stage.settle()
    dialog = stage.window.findChild(PlanSeriesDialog)
    assert dialog is not None
    dialog.fields["first_day"].set_value(date(2026, 12, 22))
    dialog.fields["first_day"].committed.emit(date(2026, 12, 22))
    days = [line.day.value() for line in dialog.lines.lines]
    assert len(days) == 4
    assert days[0] == date(2026, 12, 22)
    told = [line.warning.text() for line in dialog.lines.lines]
    assert any("School holidays" in text for text in told)
    dialog.lines.lines[1].day.set_value(date(2027, 1, 12))
    dialog.lines.lines[1].start.set_value(13 * 60)
    dialog.fields["name"].set_value("Mentors <b>hiver</b>")
    dialog.plan()
    stage.settle()
    made = part.detail.row
    assert made is not None
    assert made.name == "Mentors <b>hiver</b>"
    assert date(2027, 1, 12) in {day.held_on for day in made.days}
    assert [len(day.units) for day in made.days] == [1, 1, 1, 1]
    stage.desk.undo()
    stage.settle()
    assert stage.desk.read(series.series, made.id) is None


def test_a_first_day_that_moves_takes_the_days_that_were_changed_along(stage: Stage) -> None:
    part = stage.view("training", "series", SeriesPart)
    part.make_new()
    stage.settle()
    dialog = stage.window.findChild(PlanSeriesDialog)
    assert dialog is not None
    lines = dialog.lines.lines
    lines[2].minutes.set_value(95)
    dialog.fields["first_day"].set_value(date(2027, 3, 2))
    dialog.fields["first_day"].committed.emit(date(2027, 3, 2))
    assert dialog.lines.lines[0].day.value() == date(2027, 3, 2)
    assert dialog.lines.lines[2].minutes.value() == 95
    assert dialog.fields["name"].value() == "Mentors, March 2027"


def test_a_series_without_a_name_says_so_and_nothing_typed_is_lost(stage: Stage) -> None:
    part = stage.view("training", "series", SeriesPart)
    part.make_new()
    stage.settle()
    dialog = stage.window.findChild(PlanSeriesDialog)
    assert dialog is not None
    dialog.fields["name"].set_value("")
    dialog.fields["place"].set_value("Salle 7")
    dialog.plan()
    assert dialog.isVisible()
    assert dialog.fields["place"].value() == "Salle 7"
    assert stage.heard[-1][1] == "bad"


def test_a_day_is_added_changed_and_cancelled(stage: Stage) -> None:
    made = planned(stage, date(2027, 3, 2))
    part = shown(stage, made)
    part.detail.days.add()
    stage.settle()
    (dialog,) = [one for one in stage.dialogs() if isinstance(one, DayDialog)]
    dialog.form.fields["held_on"].set_value(date(2027, 3, 21))
    dialog.warn()
    assert "Sunday" in dialog.warnings.label.text()
    dialog.form.fields["held_on"].set_value(None)
    dialog.keep()
    assert dialog.isVisible()
    dialog.form.fields["held_on"].set_value(date(2027, 3, 23))
    dialog.form.fields["others"].set_value("Sofie De <b>B.</b>; Karim")
    dialog.keep()
    stage.settle()
    assert len(row(stage, made).days) == 5
    assert set(row(stage, made).days[-1].trainers) == {"Sofie De <b>B.</b>", "Karim"}
    table = part.detail.days.table
    table.go_to(4)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    stage.settle()
    assert row(stage, made).days[-1].cancelled_on == TODAY
    assert table.rows_model.row_at(4).row.cancelled_on == TODAY
    stage.desk.undo()
    stage.settle()
    assert row(stage, made).days[-1].cancelled_on is None


def test_a_field_of_a_series_is_kept_as_it_is_left_and_what_cannot_be_comes_back(
    stage: Stage,
) -> None:
    made = planned(stage, date(2027, 3, 2))
    fields = shown(stage, made).detail.days.fields
    capacity = fields.fields["capacity"].entry()
    capacity.setFocus()
    QTest.keyClicks(capacity, "1")
    QTest.keyClick(capacity, Qt.Key.Key_Return)
    stage.settle()
    assert row(stage, made).capacity == 81
    fields.changed.emit("name", "")
    stage.settle()
    assert row(stage, made).name == "Zz"
    assert fields.fields["name"].value() == "Zz"
    fields.changed.emit("language", None)
    assert row(stage, made).language is None


def test_a_copy_keeps_hours_and_spacing(stage: Stage) -> None:
    made = planned(stage, date(2027, 3, 2))
    part = shown(stage, made)
    part.detail.copy()
    stage.settle()
    dialog = stage.window.findChild(CopySeriesDialog)
    assert dialog is not None
    dialog.first_day.set_value(date(2027, 4, 20))
    dialog.name.set_value("Copy")
    dialog.copy()
    stage.settle()
    copied = part.detail.row
    assert copied is not None
    assert copied.name == "Copy"
    before = [day.held_on for day in row(stage, made).days]
    after = [day.held_on for day in copied.days]
    assert after[0] == date(2027, 4, 20)
    assert [b - before[0] for b in before] == [a - after[0] for a in after]


def test_people_beyond_the_seats_wait_and_the_next_one_is_invited(stage: Stage) -> None:
    made = planned(stage, date(2027, 3, 2), capacity=2)
    for place, name in enumerate(("Zzone", "Zztwo", "Zzthree")):
        mentor(stage, name, LONG_AGO + timedelta(days=place))
    part = shown(stage, made)
    part.detail.show_tab("people")
    people = part.detail.people
    people.add()
    stage.settle()
    dialog = stage.window.findChild(CandidatesDialog)
    assert dialog is not None
    assert not dialog.button.isEnabled()
    for name in ("zzone", "zztwo", "zzthree"):
        dialog.search.setText(name)
        QTest.keyClick(dialog.search, Qt.Key.Key_Return)
    assert not dialog.warning.isHidden()
    dialog.book()
    stage.settle()
    states = [one.state for one in seats_of(stage, made)]
    assert states == [SeatState.BOOKED, SeatState.BOOKED, SeatState.WAITING]
    assert people.count.text() == "2 of 2 seats taken · 1 waiting"
    assert any("waiting list" in text for text, _tone in stage.heard)
    people.table.go_to(0)
    QTest.keyClick(people.table, Qt.Key.Key_Delete)
    stage.settle()
    people.invite_next()
    stage.settle()
    assert sum(one.state == SeatState.BOOKED for one in seats_of(stage, made)) == 2
    assert {one.name for one in people.rows if one.state == SeatState.GIVEN_BACK} == {"Zzone"}


def test_the_longest_waiting_mentor_stands_first(stage: Stage) -> None:
    made = planned(stage, date(2027, 3, 2))
    mentor(stage, "Aaa late", date(2026, 11, 1))
    mentor(stage, "Zzz early", date(2019, 1, 1))
    part = shown(stage, made)
    part.detail.show_tab("people")
    part.detail.people.add()
    stage.settle()
    dialog = stage.window.findChild(CandidatesDialog)
    assert dialog is not None
    assert dialog.table.rows_model.row_at(0).name == "Zzz early"


def test_marks_are_set_by_keys_and_go_down_and_undo_takes_them_back(stage: Stage) -> None:
    made = planned(stage, TODAY - timedelta(days=1))
    people = [mentor(stage, name) for name in ("Aa", "Bb", "Cc", "Dd")]
    stage.desk.do(seats.book, people, series_id=made)
    part = shown(stage, made)
    part.detail.show_tab("attendance")
    grid = part.detail.attendance.grid
    grid.go_to(0, 0)
    for key in (Qt.Key.Key_P, Qt.Key.Key_A, Qt.Key.Key_E, Qt.Key.Key_M):
        QTest.keyClick(grid, key)
        stage.settle()
    found = stage.desk.read(attendance.grid, made)
    assert [one.cells[0].presence for one in found.rows] == [
        Attended.PRESENT, Attended.ABSENT, Attended.EXCUSED, Attended.MADE_UP,
    ]  # fmt: skip
    assert grid.currentIndex().row() == 3
    model = grid.grid_model
    assert model.data(model.index(1, 0)) == "Absent"
    spoken = model.data(model.index(1, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert "Bb" in str(spoken)
    assert "Absent" in str(spoken)
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    stage.settle()
    assert stage.desk.read(attendance.grid, made).rows[3].cells[0].presence is None
    stage.desk.undo()
    stage.settle()
    assert model.data(model.index(3, 0)) == "Made up"


def test_all_present_leaves_what_is_noted_and_a_day_to_come_is_refused(stage: Stage) -> None:
    made = planned(stage, TODAY)
    people = [mentor(stage, name) for name in ("Aa", "Bb", "Cc")]
    stage.desk.do(seats.book, people, series_id=made)
    part = shown(stage, made)
    part.detail.show_tab("attendance")
    view = part.detail.attendance
    view.grid.go_to(1, 0)
    QTest.keyClick(view.grid, Qt.Key.Key_E)
    stage.settle()
    view.mark_all()
    stage.settle()
    found = stage.desk.read(attendance.grid, made)
    assert [one.cells[0].presence for one in found.rows] == [
        Attended.PRESENT, Attended.EXCUSED, Attended.PRESENT,
    ]  # fmt: skip
    view.grid.go_to(0, 2)
    QTest.keyClick(view.grid, Qt.Key.Key_P)
    stage.settle()
    assert stage.heard[-1][1] == "bad"
    assert stage.desk.read(attendance.grid, made).rows[0].cells[2].presence is None


def test_what_is_missed_is_made_up_in_another_series_with_one_key(stage: Stage) -> None:
    made = planned(stage, TODAY)
    there = planned(stage, date(2027, 3, 2), name="Yy")
    (who,) = [mentor(stage, "Aa")]
    stage.desk.do(seats.book, [who], series_id=made)
    part = shown(stage, made)
    part.detail.show_tab("attendance")
    grid = part.detail.attendance.grid
    last = grid.grid_model.columnCount() - 1
    assert grid.grid_model.offer_for(who) == ()  # all of it is still to come here
    grid.go_to(0, 0)
    QTest.keyClick(grid, Qt.Key.Key_A)
    stage.settle()
    (offer, *_others) = grid.grid_model.offer_for(who)
    assert offer.unit.position == 1
    grid.go_to(0, last)
    QTest.keyClick(grid, Qt.Key.Key_Return)
    stage.settle()
    assert offer.event_id in {day.event_id for day in row(stage, there).days}
    seat = stage.desk.read(seats.seats, event_id=offer.event_id)
    assert [one.person_id for one in seat] == [who]
    assert grid.grid_model.offer_for(who) == ()
    assert "seat on" in grid.grid_model.told(grid.grid_model.index(0, last))
    stage.desk.undo()
    stage.settle()
    assert grid.grid_model.offer_for(who)


def test_one_click_books_and_the_letter_to_that_day_is_made(stage: Stage) -> None:
    made = planned(stage, TODAY)
    planned(stage, date(2027, 3, 2), name="Yy")
    who = mentor(stage, "Aa")
    stage.desk.do(seats.book, [who], series_id=made)
    first = row(stage, made).days[0]
    stage.desk.do(attendance.mark, first.event_id, [who], Attended.ABSENT)
    part = shown(stage, made)
    part.detail.show_tab("attendance")
    grid = part.detail.attendance.grid
    (offer, *_others) = grid.grid_model.offer_for(who)
    cell = grid.visualRect(grid.grid_model.index(0, grid.grid_model.columnCount() - 1))
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(grid.viewport(), left, pos=cell.topLeft() + QPoint(20, 4))
    stage.settle()
    assert grid.grid_model.offer_for(who)
    QTest.mouseClick(grid.viewport(), left, pos=cell.bottomLeft() + QPoint(20, -6))
    stage.settle()
    (there,) = grid.grid_model.make_ups.booked[who]
    assert there.event_id == offer.event_id
    grid.letter_wanted.emit(grid.grid_model.row_at(0), there)
    stage.settle()
    (dialog,) = [one for one in stage.dialogs() if isinstance(one, LettersDialog)]
    dialog.save()
    stage.settle()
    (path,) = stage.answers.files
    assert path.read_bytes().startswith(b"%PDF")
    (seat,) = stage.desk.read(seats.seats, event_id=offer.event_id)
    assert seat.invited_on == TODAY


def test_a_unit_followed_elsewhere_stands_with_its_day_and_place(stage: Stage) -> None:
    there = planned(stage, TODAY - timedelta(days=14), name="Yy")
    made = planned(stage, TODAY - timedelta(days=2))
    who = mentor(stage, "Aa")
    stage.desk.do(seats.book, [who], series_id=made)
    day = row(stage, there).days[0]
    stage.desk.do(attendance.mark, day.event_id, [who], Attended.PRESENT)
    part = shown(stage, made)
    part.detail.show_tab("attendance")
    model = part.detail.attendance.grid.grid_model
    assert model.data(model.index(0, 0)) == f"{day.held_on:%d/%m} Brussels"
    assert str(model.data(model.index(0, 4))).startswith("1 of 4, missing")


def test_the_ways_to_make_up_are_listed_and_booked(stage: Stage) -> None:
    made = planned(stage, TODAY)
    planned(stage, date(2027, 3, 2), name="Yy")
    who = mentor(stage, "Aa")
    stage.desk.do(seats.book, [who], series_id=made)
    first = row(stage, made).days[0]
    stage.desk.do(attendance.mark, first.event_id, [who], Attended.ABSENT)
    part = shown(stage, made)
    part.detail.show_tab("attendance")
    part.detail.attendance.open_make_ups()
    stage.settle()
    dialog = stage.window.findChild(MakeUpDialog)
    assert dialog is not None
    assert dialog.table.rows_model.rowCount() >= 1
    dialog.book()
    stage.settle()
    assert dialog.table.rows_model.rowCount() == 0
    assert not dialog.button.isEnabled()


def test_the_list_says_what_runs_what_comes_and_what_is_past(stage: Stage) -> None:
    running, coming = planned(stage, TODAY), planned(stage, date(2027, 3, 2))
    part = shown(stage, coming)
    assert part.times.value() == "coming"
    part.choose(running)
    assert part.times.value() == "running"
    stage.desk.do(series.cancel_series, running)
    stage.settle()
    part.choose(running)
    assert part.times.value() == "past"
    assert part.subject() == ("series", (running, "days"))
    part.office.set_value(None)
    other = next(code for code in part._offices if code != str(stage.desk.office_id))
    part.office.set_value(other)
    part.show_subject((coming, "people"))
    assert part.detail.row is not None
    assert (part.detail.row.id, part.detail.tabs.value()) == (coming, "people")
