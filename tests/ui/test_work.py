"""The day's work in the window: a list comes in, an interview is typed, a duo is formed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton

from duodesk.documents import queries as documents
from duodesk.followup import queries as followup
from duodesk.followup.queries import DuoRow
from duodesk.followup.words import DuoStage
from duodesk.lists.plan import Action
from duodesk.pairing import queries as pairing
from duodesk.people import interviews, queries
from duodesk.people.cards import person
from duodesk.people.words import Role
from duodesk.tour.lists import write_lists
from duodesk.tour.stage import Stage
from duodesk.ui.documents.page import DocumentsPage
from duodesk.ui.duos.page import DuosPage
from duodesk.ui.pairing.asking.meeting import MeetingQuestion
from duodesk.ui.pairing.deciding import ProposeDialog
from duodesk.ui.pairing.page import PairingPage
from duodesk.ui.pairing.suggestions import SuggestionsView
from duodesk.ui.people.importing import ImportView
from duodesk.ui.people.interview import InterviewView
from duodesk.ui.people.page import PeoplePage
from duodesk.ui.people.person import PersonView


def press(stage: Stage, text: str, kind: type = QPushButton) -> None:
    """Click the button with these words, wherever it is in sight."""
    top = stage.window.findChild(QDialog) or stage.window
    found = [b for b in top.findChildren(kind) if b.isVisible() and b.accessibleName() == text]
    assert found, text
    QTest.mouseClick(found[-1], Qt.MouseButton.LeftButton)
    stage.settle()


@pytest.mark.gui
def test_a_list_is_shown_first_and_written_only_on_the_button(stage: Stage) -> None:
    mentees, _mentors = write_lists(stage.answers.place, stage.desk.store.clock.now())
    before = len(stage.desk.read(queries.people, today=stage.desk.today))
    view = stage.view("people", mentees, ImportView)
    stage.finish_jobs()
    assert view.plan is not None
    assert view.plan.count(Action.NEW) == 5
    assert len(stage.desk.read(queries.people, today=stage.desk.today)) == before
    press(stage, "Bring in 5 people")
    stage.finish_jobs()
    assert len(stage.desk.read(queries.people, today=stage.desk.today)) == before + 5
    QTest.keyClick(stage.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    stage.settle()
    assert len(stage.desk.read(queries.people, today=stage.desk.today)) == before


@pytest.mark.gui
def test_a_foreign_file_is_refused_with_a_sentence_and_nothing_changes(stage: Stage) -> None:
    path = stage.answers.place / "photo.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    before = stage.desk.store.undo_label
    view = stage.view("people", path, ImportView)
    stage.finish_jobs()
    assert view.problem.isVisible()
    assert view.problem.label.text()
    assert not view.go_button.isEnabled()
    assert stage.desk.store.undo_label == before


@pytest.mark.gui
def test_typing_is_in_the_desk_file_within_a_second(stage: Stage) -> None:
    mentee = next(
        r for r in stage.desk.read(queries.people, today=stage.desk.today) if "mentee" in r.roles
    )
    started = stage.desk.do(interviews.start_interview, mentee.id, Role.MENTEE)
    assert started is not None
    editor = stage.view("people", ("interview", started.interview_id), InterviewView)
    for word in ("Elle ", "cherche ", "du ", "travail"):
        QTest.keyClicks(editor.notes, word)
        watch = QElapsedTimer()
        watch.start()
        text = editor.notes.toPlainText()

        def kept(text: str = text) -> bool:
            draft = stage.desk.read(interviews.draft, started.interview_id)
            return draft is not None and draft.text == text

        stage.until(kept, "the draft")
        assert watch.elapsed() <= 1000
    press(stage, "Finish")
    card = stage.desk.read(interviews.interview, started.interview_id)
    assert card is not None
    assert card.notes == "Elle cherche du travail"


@pytest.mark.gui
def test_a_field_of_a_person_is_kept_when_it_is_left(stage: Stage) -> None:
    row = stage.desk.read(queries.people, today=stage.desk.today)[0]
    view = stage.view("people", row.id, PersonView)
    assert view.panel is not None
    line = view.panel.fields["phone"].entry()
    line.setFocus()
    line.clear()  # type: ignore[attr-defined]
    QTest.keyClicks(line, "0470 99 88 77")
    QTest.keyClick(line, Qt.Key.Key_Return)
    stage.settle()
    card = stage.desk.read(person, row.id, today=stage.desk.today)
    assert card is not None
    assert card.values["phone"] == "0470 99 88 77"
    assert view.history is not None
    view.history.note.setFocus()
    QTest.keyClicks(view.history.note, "Called, no answer")
    QTest.keyClick(view.history.note, Qt.Key.Key_Return)
    stage.settle()
    assert any("Called" in e.words for e in view.history.table.rows_model.rows())


@pytest.mark.gui
def test_a_new_person_who_looks_like_a_known_one_is_pointed_out(stage: Stage) -> None:
    known = stage.desk.read(queries.people, today=stage.desk.today)[0]
    card = stage.desk.read(person, known.id, today=stage.desk.today)
    assert card is not None
    page = stage.page("people")
    assert isinstance(page, PeoplePage)
    page.make_new()
    dialog = stage.window.findChild(QDialog)
    assert dialog is not None
    QTest.keyClicks(dialog.given.line, card.values["given_name"])
    QTest.keyClicks(dialog.family.line, card.values["family_name"])
    QTest.keyClick(dialog.family.line, Qt.Key.Key_Tab)
    stage.until(lambda: bool(dialog.known.buttons), "a look-alike is shown")
    assert card.number in dialog.known.buttons[0].accessibleName()
    dialog.reject()


def form_duo(stage: Stage) -> DuoRow:
    """By mouse: the first suggestion is proposed and both say yes."""
    desk = stage.desk
    mentee = next(
        row
        for row in desk.read(pairing.waiting_mentees, today=desk.today, office_id=desk.office_id)
        if desk.read(pairing.suggestions, row.id, today=desk.today, office_id=desk.office_id)
    )
    view = stage.view("pairing", mentee.id, SuggestionsView)
    assert 1 <= len(view.found) <= 3
    press(stage, "Propose…")
    asked_why = stage.window.findChild(ProposeDialog)
    assert asked_why is not None
    asked_why.overruled.set_value("The team knows, and goes on")
    press(stage, "Propose")
    stage.until(lambda: stage.window.findChild(QDialog) is None, "the question is gone")
    proposal = next(
        p
        for p in desk.read(pairing.proposals, office_id=desk.office_id)
        if p.mentee_id == mentee.id
    )
    page = stage.page("pairing", proposal.id)
    assert isinstance(page, PairingPage)
    shown = page.board.panel.card()
    assert shown is not None
    assert shown.id == proposal.id
    press(stage, "Plan the meeting…")
    asked = page.board.panel.question()
    assert isinstance(asked, MeetingQuestion)
    asked.form.day.set_value(desk.today)
    press(stage, "Plan the meeting")
    press(stage, "They met…")
    press(stage, "They met")
    for name in (proposal.mentee, proposal.mentor):
        press(stage, "Note an answer…")
        press(stage, f"{name}: yes")
    return next(
        d
        for d in desk.read(followup.duos, today=desk.today)
        if (d.mentee_id, d.mentor_id) == (proposal.mentee_id, proposal.mentor_id)
    )


def print_and_sign(stage: Stage, duo: DuoRow, kind: str) -> None:
    """By mouse: one paper is previewed, kept as PDF, and both have signed."""
    page = stage.page("documents", duo.id)
    assert isinstance(page, DocumentsPage)
    page.cards.choose((duo.id, kind))
    stage.settle()
    assert page.preview.pages >= 1
    page.save()
    page.states.set_value("to_sign")
    page.reload()
    page.cards.choose((duo.id, kind))
    stage.settle()
    for name in (duo.mentee, duo.mentor):
        press(stage, f"{name} has signed")


@pytest.mark.gui
def test_from_suggestion_to_the_first_meeting_noted_by_mouse(stage: Stage) -> None:
    desk = stage.desk
    duo = form_duo(stage)
    assert duo.stage == DuoStage.TO_SIGN
    for kind in ("agreement", "code_of_conduct"):
        print_and_sign(stage, duo, kind)
    assert {r.state for r in desk.read(documents.paper_rows, duo_id=duo.id)} == {"signed"}
    assert all(path.read_bytes().startswith(b"%PDF") for path in stage.answers.files)
    page = stage.page("duos", duo.id)
    assert isinstance(page, DuosPage)
    press(stage, "Start the duo…")
    press(stage, "Begin")
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_1)
    stage.settle()
    row = desk.read(followup.duo, duo.id, today=desk.today)
    assert row is not None
    assert row.stage == DuoStage.ACTIVE
    assert row.met == 1
    stage.refuse_complaints()


@pytest.mark.gui
def test_an_outcome_says_what_it_counts_as_before_it_is_recorded(stage: Stage) -> None:
    desk = stage.desk
    active = next(
        d
        for d in desk.read(followup.duos, today=desk.today, office_id=desk.office_id)
        if d.stage == DuoStage.ACTIVE
    )
    page = stage.page("duos", active.id)
    assert isinstance(page, DuosPage)
    press(stage, "Record an outcome…")
    dialog = stage.window.findChild(QDialog)
    assert dialog is not None
    assert "Counts as: job" in dialog.counts.label.text()
    press(stage, "Record")
    assert any("Counts as" in text for text, _tone in stage.heard)
    assert desk.read(followup.outcomes, active.mentee_id)
