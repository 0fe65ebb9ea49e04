"""Closing a duo in four steps, what comes back from both, the outcome rounds, and the settings
behind them.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select

from duodesk.base.dates import add_months
from duodesk.followup import closings, expenses, questionnaires, rounds, templates
from duodesk.followup.closings import Part
from duodesk.followup.overview import OverviewRow
from duodesk.followup.rounds import Known
from duodesk.followup.words import DuoStage, Party, Situation
from duodesk.model.followup import OutcomeEvent
from duodesk.model.pairing import Duo
from duodesk.office import settings
from duodesk.tour.stage import Stage
from duodesk.ui.duos.answering import AnswerDialog
from duodesk.ui.duos.answers import AnswersDialog
from duodesk.ui.duos.closing import ASKING, END, PAPERS, TALKS, ClosingDialog
from duodesk.ui.duos.page import DuosPage
from duodesk.ui.duos.paying import ExpenseDialog
from duodesk.ui.duos.rounds import RoundsPart
from duodesk.ui.leaving import PaperDialog
from duodesk.ui.settings.steps_form import TemplateDialog
from duodesk.ui.widgets.amount import cents_of
from tests.ui.test_screens import nameless


def ending(stage: Stage) -> OverviewRow:
    """The duo under way whose end is nearest."""
    page = stage.page("duos")
    assert isinstance(page, DuosPage)
    rows = [r for r in page.table.rows_model.rows() if r.duo.stage == DuoStage.ACTIVE]
    return max(rows, key=lambda row: row.duo.week)


def begun_long_ago(stage: Stage) -> None:
    """One duo began nine months ago, and nothing is known of its mentee."""
    with stage.desk.store.write("Trial") as write:
        events = select(OutcomeEvent.person_id)
        duo = write.session.scalars(
            select(Duo).where(Duo.stage == DuoStage.ENDED, Duo.mentee_id.not_in(events))
        ).first()
        assert duo is not None
        duo.start_date = add_months(write.today, -9)
        duo.ended_on = write.today - timedelta(days=60)


def known(stage: Stage, row: OverviewRow) -> closings.ClosingRow:
    found = stage.desk.read(closings.closing, row.id, today=stage.desk.today)
    assert found is not None
    return found


@pytest.mark.gui
def test_the_wizard_goes_through_the_whole_closing(stage: Stage) -> None:
    row, desk = ending(stage), stage.desk
    stage.page("duos", row.id)
    stage.press("Close…")
    (dialog,) = stage.dialogs()
    assert isinstance(dialog, ClosingDialog)
    dialog.show_step(TALKS)
    for side in (Party.MENTEE, Party.MENTOR):
        dialog.talks.words[side].set_value(f"Talk of the {side}")
        dialog.talks.note(side)
    stage.settle()
    assert not {Part.MENTEE_TALK, Part.MENTOR_TALK} & set(known(stage, row).missing)
    dialog.show_step(ASKING)
    if dialog.asking.ask.isVisible():
        stage.press("Ask both now", dialog)
    assert nameless(dialog) == []
    dialog.show_step(END)
    dialog.end.day.set_value(desk.today)
    dialog.end.day.committed.emit(desk.today)
    dialog.end.reason.set_value("positive_outcome")
    dialog.end.reason.committed.emit("positive_outcome")
    assert "Counts as" in dialog.end.counts.label.text()
    dialog.end.again.set_answer(True)
    dialog.end.rest.set_value(desk.today + timedelta(days=60))
    dialog.do()
    stage.settle()
    assert dialog.steps.value() == PAPERS
    for name in ("Certificate of ", "Letter to "):
        who = row.duo.mentee if name.startswith("Cert") else row.duo.mentor
        stage.press(f"{name}{who}…", dialog)
        paper = next(one for one in stage.dialogs() if isinstance(one, PaperDialog))
        assert paper.content.startswith(b"%PDF")
        paper.reject()
        stage.settle()
    stage.press(f"{row.duo.mentor} was thanked", dialog)
    after = known(stage, row)
    assert (after.ended_on, after.reason, after.again) == (desk.today, "positive_outcome", True)
    assert after.rest_until == desk.today + timedelta(days=60)
    assert Part.CERTIFICATE not in after.missing
    assert Part.THANKS not in after.missing
    stage.refuse_complaints()
    dialog.accept()


@pytest.mark.gui
def test_an_end_without_a_reason_is_not_taken_and_undo_brings_the_duo_back(stage: Stage) -> None:
    row = ending(stage)
    dialog = ClosingDialog(stage.desk, row, parent=stage.window)
    dialog.open_over()
    dialog.show_step(END)
    dialog.end.day.set_value(stage.desk.today)
    dialog.end.reason.set_value(None)
    dialog.do()
    assert dialog.steps.value() == END
    assert known(stage, row).ended_on is None
    dialog.end.reason.set_value("moved")
    dialog.do()
    assert known(stage, row).ended_on == stage.desk.today
    stage.desk.undo()
    assert known(stage, row).ended_on is None


@pytest.mark.gui
def test_digits_answer_one_question_after_the_other(stage: Stage) -> None:
    row, desk = ending(stage), stage.desk
    desk.do(questionnaires.ask, row.id)
    asked = desk.read(questionnaires.asked, row.id)[0]
    dialog = AnswersDialog(desk, asked, parent=stage.window)
    dialog.open_over()
    assert nameless(dialog) == []
    scored = [line for line in dialog.lines.values() if line.question.scored]
    for number, line in zip((5, 4, 3), scored, strict=False):
        assert line.score.segments.isAncestorOf(dialog.focusWidget())
        QTest.keyClick(dialog.focusWidget(), Qt.Key(int(Qt.Key.Key_0) + number))
        stage.settle()
    dialog.keep()
    answers = desk.read(questionnaires.replies, asked.id)
    given = {one.question: one.score for one in answers}
    assert [given[line.question.key] for line in scored[:3]] == [5, 4, 3]
    assert desk.read(questionnaires.asked, row.id)[0].answered_on == desk.today


@pytest.mark.gui
def test_the_round_notes_attempts_and_answers_and_its_bar_moves(stage: Stage) -> None:
    begun_long_ago(stage)
    page = stage.page("duos", "rounds")
    part = page.findChild(RoundsPart)
    assert part is not None
    assert part.isVisible()
    assert nameless(page) == []
    before = rounds.coverage(part._rows, on=stage.desk.today)
    assert part.bar.words.text() == f"{before.known} of {before.of} known"
    row = next(one for one in part.table.rows_model.rows() if one.is_open(stage.desk.today))
    part.table.go_to(part.table.rows_model.place_of(lambda one: one.duo_id == row.duo_id))
    assert not part.panel.gone.isEnabled()
    QTest.keyClick(part.table, Qt.Key.Key_N)
    stage.settle()
    again = next(one for one in part.table.rows_model.rows() if one.duo_id == row.duo_id)
    assert again.tried.days == row.tried.days + 1
    QTest.keyClick(part.table, Qt.Key.Key_R)
    stage.settle()
    (dialog,) = stage.dialogs()
    assert isinstance(dialog, AnswerDialog)
    assert nameless(dialog) == []
    assert dialog.counts.label.text()
    dialog.situation.set_value(str(Situation.POSITIVE))
    dialog.outcome.start.set_value(row.due_on - timedelta(days=60))
    dialog.do()
    stage.settle()
    after = rounds.coverage(part._rows, on=stage.desk.today)
    assert after.known == before.known + 1
    done = next(one for one in part._rows if one.duo_id == row.duo_id and one.round == row.round)
    assert done.known == Known.KNOWN


@pytest.mark.gui
def test_a_changed_follow_up_is_a_new_version(stage: Stage) -> None:
    stage.page("settings", "follow_up")
    assert nameless(stage.window) == []
    stage.press("Change…")
    (dialog,) = stage.dialogs()
    assert isinstance(dialog, TemplateDialog)
    assert nameless(dialog) == []
    steps = len(dialog.lines)
    dialog.lines[0].gone.emit()
    dialog.add_line()
    dialog.lines[-1].title.set_value("A word after a hundred days")
    dialog.do()
    assert dialog.isVisible()  # the number of days is missing
    dialog.lines[-1].after.set_value(100)
    dialog.do()
    stage.settle()
    found = stage.desk.read(templates.template_for, stage.desk.office_id, on=stage.desk.today)
    assert found.version == 2
    assert len(found.steps) == steps
    assert any(s.title == "A word after a hundred days" and s.days == 100 for s in found.steps)
    assert {s.months for s in found.steps} >= {9, 12}


@pytest.mark.gui
def test_expenses_are_noted_where_they_are_switched_on(stage: Stage) -> None:
    row, desk = ending(stage), stage.desk
    desk.do(settings.choose, settings.EXPENSES, "1", valid_from=desk.today)
    page = stage.page("duos", row.id)
    assert isinstance(page, DuosPage)
    page.detail.show_side("papers")
    stage.press("Note a payment…")
    (dialog,) = stage.dialogs()
    assert isinstance(dialog, ExpenseDialog)
    dialog.do()
    assert dialog.isVisible()
    dialog.amount.line.setText("42,31")
    dialog.do()
    stage.settle()
    (paid,) = desk.read(expenses.expenses_of, row.duo.mentor_id, year=desk.today.year)
    assert paid.cents == 4231
    assert nameless(page) == []


@pytest.mark.parametrize(
    ("text", "cents"),
    [("12,50", 1250), ("1.250,00", 125000), ("12.5", 1250), ("€ 7", 700), ("", None), ("x", None),
     ("1,234", None), ("-3", None)],
)  # fmt: skip
def test_amounts_are_read_as_people_write_them(text: str, cents: int | None) -> None:
    assert cents_of(text) == cents
