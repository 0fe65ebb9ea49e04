"""Letters and sheets of a duo where a coordinator looks for them: at the duo, at the plan, on the
board, at the person.
"""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction
from sqlalchemy import select

from duodesk.documents.welcome_letters import welcomed
from duodesk.followup.words import DuoStage
from duodesk.model.documents import Document
from duodesk.pairing.board import Column
from duodesk.pairing.moves import Step
from duodesk.tour.stage import Stage
from duodesk.ui.duo_papers import PaperPair, offer_papers
from duodesk.ui.duos.page import DuosPage
from duodesk.ui.duos.plan_side import PlanSide
from duodesk.ui.one_paper import OnePaperDialog
from duodesk.ui.pairing.asking.meeting import MeetingQuestion
from duodesk.ui.pairing.board import BoardPart
from duodesk.ui.people.person import PersonView
from duodesk.ui.widgets.buttons import Menu, MenuButton
from tests.ui.test_screens import nameless


def entries(button: MenuButton) -> dict[str, QAction]:
    """What a button offers, by its words; what was opened last is asked anew."""
    menu = button.menu()
    assert isinstance(menu, Menu)
    menu.aboutToShow.emit()
    return {action.text(): action for action in menu.actions() if action.text()}


def button(stage: Stage, text: str) -> MenuButton:
    """The button in sight that says this."""
    found = [b for b in stage.window.findChildren(MenuButton) if b.text().strip() == text]
    return next(b for b in found if b.isVisible())


def choose(stage: Stage, where: MenuButton, begins: str) -> OnePaperDialog:
    """Open the paper whose line begins so."""
    next(a for text, a in entries(where).items() if text.startswith(begins)).trigger()
    stage.settle()
    (dialog,) = stage.dialogs()
    assert isinstance(dialog, OnePaperDialog)
    assert nameless(dialog) == []
    return dialog


@pytest.mark.gui
def test_a_duo_has_its_letters_and_sheets_and_only_letters_are_written_down(stage: Stage) -> None:
    page = stage.page("duos")
    assert isinstance(page, DuosPage)
    shown = next(r for r in page.table.rows_model.rows() if r.duo.stage == DuoStage.ACTIVE)
    stage.page("duos", shown.id)
    page.detail.show_side("papers")
    stage.settle()
    count = select(Document.number)
    with stage.desk.store.read() as session:
        before = set(session.scalars(count))
    for begins in ("Action plan, empty", "Action plan with", "Sheet for the weekly"):
        dialog = choose(stage, button(stage, "Letters and sheets"), begins)
        dialog.show_language("nl")
        assert dialog.shown.language == "nl"
        dialog.save()
        dialog.reject()
        stage.settle()
    with stage.desk.store.read() as session:
        assert set(session.scalars(count)) == before
    assert stage.answers.files[-1].name.startswith(shown.duo.number)
    for name in (shown.duo.mentee, shown.duo.mentor):
        letter = f"Welcome letter for {name}"
        dialog = choose(stage, button(stage, "Letters and sheets"), letter)
        assert stage.desk.read(welcomed, shown.id).keys() != {"welcome_mentee", "welcome_mentor"}
        dialog.save()
        dialog.reject()
        stage.settle()
    assert len(stage.desk.read(welcomed, shown.id)) == 2
    duo = shown.duo
    menu = Menu("", stage.window)
    pair = PaperPair(duo.id, duo.mentee_id, duo.mentor_id, duo.mentee, duo.mentor)
    offer_papers(stage.desk, menu, pair, begun=False, parent=stage.window)
    assert not [a for a in menu.actions() if a.text().startswith("Welcome")]
    menu.deleteLater()
    page.detail.show_side("plan")
    stage.settle()
    side = page.findChild(PlanSide)
    assert side is not None
    table = side.table
    table.go_to(table.rows_model.place_of(lambda step: step.kind == "letter"))
    stage.settle()
    assert len(entries(button(stage, "Welcome letters"))) == 2
    stage.refuse_complaints()


@pytest.mark.gui
def test_the_first_meeting_has_an_invitation_for_each(stage: Stage) -> None:
    board = stage.view("pairing", "board", BoardPart)
    card = next(one for one in board.state.all() if one.column == Column.FIRST_MEETING)
    board._ask(Step.MEETING, card, None)
    stage.settle()
    question = board.findChild(MeetingQuestion)
    assert question is not None
    assert len(entries(question.letters)) == 2
    dialog = choose(stage, question.letters, f"Invitation for {card.mentor}")
    assert dialog.shown.name.split("-")[2].startswith("FM")
    dialog.save()
    dialog.reject()
    stage.settle()
    with stage.desk.store.read() as session:
        kept = session.scalars(select(Document).where(Document.number == dialog.shown.name)).one()
        assert kept.person_id == card.mentor_id
    stage.refuse_complaints()


@pytest.mark.gui
def test_a_mentor_has_form_c45b_and_a_mentee_has_none(stage: Stage) -> None:
    board = stage.view("pairing", "board", BoardPart)
    card = next(iter(board.state.all()))
    for person_id, has in ((card.mentor_id, True), (card.mentee_id, False)):
        stage.view("people", person_id, PersonView)
        lines = entries(button(stage, "More"))
        assert any(text.startswith("Form C45B") for text in lines) is has
