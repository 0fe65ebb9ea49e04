"""Start, pause, extension, another start: every day is shown before it moves; steps are done,
moved, left out or put in the calendar.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from duodesk.followup import plan_rows, queries
from duodesk.followup.overview import OverviewRow
from duodesk.followup.plan_rows import PlanRow
from duodesk.followup.schedule import StepState
from duodesk.followup.words import DuoStage, StepKind
from duodesk.model.pairing import Duo
from duodesk.tour.stage import Stage
from duodesk.ui.duos.appointing import AppointmentDialog
from duodesk.ui.duos.covering import CoverDialog
from duodesk.ui.duos.page import DuosPage
from duodesk.ui.duos.plan_side import PlanSide
from duodesk.ui.duos.starting import StartDialog
from duodesk.ui.duos.stepping import OtherDayDialog, SkipDialog
from duodesk.ui.duos.terms import ExtendDialog, PauseDialog, RestartDialog, ResumeDialog
from tests.ui.test_screens import nameless


@pytest.fixture
def page(stage: Stage) -> DuosPage:
    shown = stage.page("duos")
    assert isinstance(shown, DuosPage)
    return shown


def of_stage(page: DuosPage, stage: DuoStage) -> OverviewRow:
    rows = [row for row in page.table.rows_model.rows() if row.duo.stage == stage]
    return min(rows, key=lambda row: row.duo.week)


def to_sign(stage: Stage, page: DuosPage) -> OverviewRow:
    """Two people whose papers are not signed yet."""
    known = of_stage(page, DuoStage.ACTIVE).duo
    with stage.desk.store.write("Trial") as write:
        made = Duo(
            id=write.new_id(), number="BRU-D99", mentee_id=known.mentor_id,
            mentor_id=known.mentee_id, office_id=write.office_id,
        )  # fmt: skip
        write.session.add(made)
        duo_id = made.id
    stage.desk.tell(write.changes)
    stage.settle()
    return next(row for row in page.table.rows_model.rows() if row.id == duo_id)


def plan(stage: Stage, row: OverviewRow) -> PlanRow:
    found = stage.desk.read(plan_rows.plan_of, row.id, today=stage.desk.today)
    assert found is not None
    return found


def outcomes(known: PlanRow) -> list[date]:
    return [step.due_on for step in known.steps if step.kind == StepKind.OUTCOME]


@pytest.mark.gui
def test_a_pause_moves_the_plan_but_not_the_outcome_calls(stage: Stage, page: DuosPage) -> None:
    row = of_stage(page, DuoStage.ACTIVE)
    before, end = plan(stage, row), row.duo.expected_end
    assert end is not None
    stage.page("duos", row.id)
    page.detail.act("pause")
    (dialog,) = stage.dialogs()
    assert isinstance(dialog, PauseDialog)
    assert nameless(dialog) == []
    moves = dialog.moves.rows_model.rows()
    assert len(moves) > 1
    assert all(move.was is None or move.will > move.was for move in moves)
    stays = dialog.stays.text()
    assert "These days stay" in stays
    dialog.do()
    stage.settle()
    after = plan(stage, row)
    assert after.rests
    assert outcomes(after) == outcomes(before)
    told = {move.step_id: move.will for move in moves if move.step_id}
    now = {step.id: step.due_on for step in after.steps}
    assert all(now[step] == will for step, will in told.items())
    assert after.expected_end == end + timedelta(days=14)
    stage.desk.undo()
    assert plan(stage, row).expected_end == end


@pytest.mark.gui
def test_a_pause_without_an_end_says_so_and_the_duo_goes_on(stage: Stage, page: DuosPage) -> None:
    row = of_stage(page, DuoStage.ACTIVE)
    dialog = PauseDialog(stage.desk, row, parent=stage.window)
    dialog.open_over()
    dialog.last.set_value(None)
    dialog.look_ahead()
    assert "Nobody knows yet" in dialog.told.label.text()
    dialog.do()
    stage.page("duos", row.id)
    stage.press("Goes on…")
    (resume,) = stage.dialogs()
    assert isinstance(resume, ResumeDialog)
    resume.do()
    stage.settle()
    again = stage.desk.read(queries.duo, row.id, today=stage.desk.today)
    assert again is not None
    assert again.stage == DuoStage.ACTIVE


@pytest.mark.gui
def test_what_cannot_be_is_said_before_it_is_done(stage: Stage, page: DuosPage) -> None:
    row = of_stage(page, DuoStage.ACTIVE)
    dialog = PauseDialog(stage.desk, row, parent=stage.window)
    dialog.open_over()
    dialog.last.set_value(stage.desk.today - timedelta(days=3))
    dialog.look_ahead()
    assert dialog.told.label.text() == "The pause ends before it begins. Check the two dates."
    assert dialog.moves.rows_model.rows() == []


@pytest.mark.gui
def test_an_extension_and_another_start_are_previewed(stage: Stage, page: DuosPage) -> None:
    row = of_stage(page, DuoStage.ACTIVE)
    end, start = row.duo.expected_end, row.duo.start
    assert end is not None
    assert start is not None
    fixed = outcomes(plan(stage, row))
    extend = ExtendDialog(stage.desk, row, parent=stage.window)
    extend.open_over()
    ends = [move for move in extend.moves.rows_model.rows() if move.step_id is None]
    assert [move.will for move in ends] == [end + timedelta(days=28)]
    extend.reason.set_value("One more month for the exam")
    extend.do()
    assert plan(stage, row).extended_days == 28
    assert outcomes(plan(stage, row)) == fixed
    restart = RestartDialog(stage.desk, row, parent=stage.window)
    restart.open_over()
    restart.day.set_value(start - timedelta(days=2))
    restart.look_ahead()
    assert restart.stays.text() == ""  # the outcome calls are counted from the start: they move too
    restart.do()
    assert outcomes(plan(stage, row)) == [day - timedelta(days=2) for day in fixed]


@pytest.mark.gui
def test_the_plan_is_adjusted_before_the_duo_begins(stage: Stage, page: DuosPage) -> None:
    row = to_sign(stage, page)
    stage.page("duos", row.id)
    stage.press("Start the duo…")
    (dialog,) = stage.dialogs()
    assert isinstance(dialog, StartDialog)
    assert nameless(dialog) == []
    chosen = stage.desk.today + timedelta(days=16)
    dialog.days["First contact"].set_value(chosen)
    dialog.reason.set_value("Papers on their way")
    dialog.day.set_value(stage.desk.today + timedelta(days=1))
    dialog.propose()
    assert dialog.days["First contact"].value() == chosen
    dialog.do()
    stage.settle()
    steps = plan(stage, row).steps
    assert {s.due_on for s in steps if s.title == "First contact"} == {chosen}
    assert plan(stage, row).start == stage.desk.today + timedelta(days=1)
    stage.desk.undo()
    assert stage.desk.read(plan_rows.plan_of, row.id, today=stage.desk.today) is None


@pytest.mark.gui
def test_steps_are_done_moved_left_out_and_opened_again(stage: Stage, page: DuosPage) -> None:
    row = of_stage(page, DuoStage.ACTIVE)
    stage.page("duos", row.id)
    page.detail.show_side("plan")
    side = page.detail.findChild(PlanSide)
    assert side is not None
    step = side.table.current()
    assert step is not None
    assert step.open
    QTest.keyClick(side.table, Qt.Key.Key_F2)
    (moved,) = stage.dialogs()
    assert isinstance(moved, OtherDayDialog)
    moved.day.set_value(step.due_on + timedelta(days=2))
    moved.do()
    stage.settle()
    QTest.keyClick(side.table, Qt.Key.Key_Delete)
    skip = next(one for one in stage.dialogs() if isinstance(one, SkipDialog))
    skip.do()
    assert skip.isVisible()
    skip.reason.set_value("Spoke at the fair")
    skip.do()
    stage.settle()
    again = next(one for one in plan(stage, row).steps if one.id == step.id)
    assert (again.due_on, again.state) == (step.due_on + timedelta(days=2), StepState.SKIPPED)
    assert again.reason == "Spoke at the fair"
    QTest.keyClick(side.table, Qt.Key.Key_Space)
    assert next(one for one in plan(stage, row).steps if one.id == step.id).open
    stage.settle()
    QTest.keyClick(side.table, Qt.Key.Key_Space)
    done = next(one for one in plan(stage, row).steps if one.id == step.id)
    assert done.done_on == stage.desk.today


@pytest.mark.gui
def test_the_closing_meeting_goes_in_the_calendar(stage: Stage, page: DuosPage) -> None:
    row = of_stage(page, DuoStage.ACTIVE)
    step = next(one for one in plan(stage, row).steps if one.kind == StepKind.CLOSING)
    dialog = AppointmentDialog(stage.desk, row, step, parent=stage.window)
    dialog.open_over()
    assert nameless(dialog) == []
    dialog.place.set_value("Salle 2")
    dialog.do()
    again = next(one for one in plan(stage, row).steps if one.id == step.id)
    assert again.appointment == step.due_on


@pytest.mark.gui
def test_my_duos_go_to_a_colleague_until_a_day_and_back(stage: Stage, page: DuosPage) -> None:
    me = stage.desk.store.author_id
    mine = [r.id for r in page.table.rows_model.rows() if r.looks_after_id == me and r.under_way]
    stage.press("Hand over my duos…")
    (dialog,) = stage.dialogs()
    assert isinstance(dialog, CoverDialog)
    assert nameless(dialog) == []
    dialog.do()
    stage.settle()
    after = {r.id: r.looks_after_id for r in page.table.rows_model.rows()}
    assert all(after[one] != me for one in mine)
    stage.press("Hand over my duos…")
    (dialog,) = stage.dialogs()
    stage.press("Take back", dialog)
    stage.settle()
    back = {r.id: r.looks_after_id for r in page.table.rows_model.rows()}
    assert all(back[one] == me for one in mine)
