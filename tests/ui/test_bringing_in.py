"""Bringing in a list by steps, as a person does it: keyboard, decisions, sheets, refusals."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from duodesk.lists.plan import Action, State
from duodesk.people import queries
from duodesk.tour.stage import Stage
from duodesk.ui.people.importing import COLUMNS, FILE, ROWS, ImportView
from duodesk.ui.widgets.buttons import Menu
from tests.lists import hard, messy

pytestmark = pytest.mark.gui


def opened(stage: Stage, path: object) -> ImportView:
    view = stage.view("people", path, ImportView)
    stage.finish_jobs()
    return view


def people(stage: Stage) -> int:
    return len(stage.desk.read(queries.people, today=stage.desk.today))


def test_an_unsure_list_opens_on_its_columns_a_sure_one_on_its_rows(stage: Stage) -> None:
    view = opened(stage, messy.no_headings(stage.answers.place))
    assert view.steps.value() == COLUMNS
    assert view.go_button.text().strip() == "Check the rows"
    sure = opened(stage, messy.two_sheets(stage.answers.place))
    assert sure.steps.value() == ROWS


def test_a_corrected_column_is_checked_again_remembered_and_taken_back(stage: Stage) -> None:
    path = messy.no_headings(stage.answers.place)
    view = opened(stage, path)
    combo = view.columns.fields[5].findChild(QComboBox)
    assert combo is not None
    combo.setCurrentIndex(combo.findData("leave"))
    combo.activated.emit(combo.currentIndex())
    stage.settle()
    view.go_on()
    stage.finish_jobs()
    assert view.steps.value() == ROWS
    assert view.plan is not None
    assert view.plan.columns[5].target == "leave"
    assert "remembered" in str(stage.desk.store.undo_label)
    again = opened(stage, path)
    assert again.plan is not None
    assert again.plan.columns[5].target == "leave"
    assert "Columns as you set them on" in again.problem.label.text()


def test_sheets_come_in_one_after_the_other_without_choosing_the_file_again(stage: Stage) -> None:
    before = people(stage)
    view = opened(stage, messy.two_sheets(stage.answers.place))
    assert view.roles.value() == "mentor"
    view.apply()
    stage.finish_jobs()
    assert people(stage) == before + 2
    assert (view.steps.value(), view.roles.value()) == (FILE, "mentee")
    view.steps.chosen.emit(ROWS)
    view.apply()
    stage.finish_jobs()
    assert people(stage) == before + 5
    assert not any(one.isVisible() for one in stage.window.findChildren(ImportView))


def test_the_same_list_again_has_nothing_to_do_and_writes_nothing(stage: Stage) -> None:
    path = messy.formulas(stage.answers.place)
    view = opened(stage, path)
    view._show_step(ROWS)
    view.apply()
    stage.finish_jobs()
    label = str(stage.desk.store.undo_label)
    again = opened(stage, path)
    again._show_step(ROWS)
    assert again.plan is not None
    assert again.plan.coming == 0
    assert not again.go_button.isEnabled()
    assert str(stage.desk.store.undo_label) == label


def test_who_is_likely_known_waits_and_all_may_be_decided_alike(stage: Stage) -> None:
    first = opened(stage, messy.french_mentees(stage.answers.place))
    first._show_step(ROWS)
    first.apply()
    stage.finish_jobs()
    view = opened(stage, messy.no_headings(stage.answers.place))
    view.go_on()
    stage.settle()
    assert view.plan is not None
    assert view.plan.states()[State.LIKELY] == 1
    assert "waits for your decision" in view._header.subtitle.text()
    coming = view.plan.coming
    numbers = [row.number for row in view.plan.rows if row.state == State.LIKELY]
    view.rows.decided.emit(numbers, Action.NEW)
    assert view.plan.coming == coming + 1
    assert str(coming + 1) in view.go_button.text()


def test_a_row_is_read_out_whole_and_decided_by_the_keyboard(stage: Stage) -> None:
    view = opened(stage, messy.french_mentees(stage.answers.place))
    view._show_step(ROWS)
    table = view.rows.table
    table.setFocus()
    table.go_to(2)
    stage.settle()
    assert "hidden in the file" in view.rows.whole.text()
    QTest.keyClick(table, Qt.Key.Key_Return)
    stage.settle()
    (menu,) = [one for one in view.rows.findChildren(Menu) if one.isVisible()]
    texts = [action.text() for action in menu.actions()]
    assert texts == ["Bring in as new", "Leave this row out"]
    menu.actions()[1].trigger()
    menu.close()
    stage.settle()
    assert view.plan is not None
    assert view.plan.rows[2].state == State.SKIP


@pytest.mark.parametrize("name", ["zip bomb", "pdf", "cut in half", "locked ods", "only headings"])
def test_a_hard_file_is_refused_in_its_place_and_another_may_be_chosen(
    stage: Stage, name: str
) -> None:
    make, word = hard.HARD[name]
    label = stage.desk.store.undo_label
    view = opened(stage, make(stage.answers.place))
    assert word in view.problem.label.text()
    assert view.problem.isVisible()
    assert not view.go_button.isEnabled()
    view.file.file_chosen.emit(hard.good(stage.answers.place))
    stage.finish_jobs()
    assert view.plan is not None
    assert view.go_button.isEnabled()
    assert stage.desk.store.undo_label == label


def test_reading_may_be_stopped_and_says_so(stage: Stage) -> None:
    path = messy.french_mentees(stage.answers.place)
    view = stage.view("people", path, ImportView)
    if stage.jobs.current is not None:
        stage.jobs.cancel_all()
    stage.finish_jobs()
    assert view.plan is not None or "stopped" in view.problem.label.text()


def test_every_field_of_the_columns_has_a_name(stage: Stage) -> None:
    view = opened(stage, messy.french_mentees(stage.answers.place))
    view._show_step(COLUMNS)
    for field in view.columns.fields.values():
        assert field.entry().accessibleName().startswith("What “")
