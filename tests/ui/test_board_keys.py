"""The board without a mouse: arrows, lifting and dropping with words for those who listen, the
menu, the table, and names for every part.
"""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication

from duodesk.pairing.board import Column
from duodesk.pairing.moves import COLUMNS
from duodesk.tour.stage import Stage
from duodesk.ui.pairing.asking.answering import AnswersQuestion
from duodesk.ui.pairing.asking.meeting import MeetingQuestion
from duodesk.ui.pairing.asking.proposing import ProposeQuestion, ReleaseQuestion
from duodesk.ui.pairing.board import BoardPart
from duodesk.ui.pairing.filtering import OURS
from duodesk.ui.pairing.pool import MENTEES, MENTORS
from duodesk.ui.widgets.buttons import Menu
from tests.ui.boards import (
    KEY,
    SHIFT,
    advance,
    board_of,
    card_of,
    click,
    list_of,
    page_of,
    press_key,
    stand_on,
    suggest,
)
from tests.ui.test_screens import nameless


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader would be given."""
    heard: list[str] = []
    monkeypatch.setattr(
        "duodesk.ui.pairing.room.announce", lambda _widget, text: heard.append(text)
    )
    monkeypatch.setattr(
        "duodesk.ui.pairing.pool.announce", lambda _widget, text: heard.append(text)
    )
    return heard


def open_menu(board: BoardPart) -> Menu:
    found = [menu for menu in board.findChildren(Menu) if menu.isVisible()]
    assert found
    return found[-1]


@pytest.mark.gui
def test_arrows_walk_over_all_columns_and_skip_empty_ones(stage: Stage) -> None:
    suggest(stage)
    board = board_of(stage)
    stand_on(board, board.state.cards[Column.SUGGESTED][0])
    filled = [place for place in COLUMNS if board.state.cards[place]]
    assert len(filled) >= 3
    for place in filled[1:]:
        press_key(stage, KEY.Key_Right)
        assert list_of(board, place).hasFocus()
        card = board.grid.current()
        assert card is not None
        assert card.column == place
    press_key(stage, KEY.Key_Right)
    assert list_of(board, filled[-1]).hasFocus()
    press_key(stage, KEY.Key_Left)
    assert list_of(board, filled[-2]).hasFocus()
    only = [place for place in COLUMNS if list_of(board, place).currentIndex().isValid()]
    assert only == [filled[-2]]


@pytest.mark.gui
def test_shift_and_arrows_move_a_card_one_stage(stage: Stage) -> None:
    proposal_id = suggest(stage, doubtful=False)
    board = board_of(stage)
    stand_on(board, card_of(board, proposal_id))
    press_key(stage, KEY.Key_Right, SHIFT)
    assert card_of(board, proposal_id).column == Column.PROPOSED
    press_key(stage, KEY.Key_Right, SHIFT)
    assert isinstance(board.panel.question(), MeetingQuestion)
    press_key(stage, KEY.Key_Escape)
    assert board.panel.question() is None
    assert list_of(board, Column.PROPOSED).hasFocus()
    press_key(stage, KEY.Key_Left, SHIFT)
    assert board.panel.question() is not None
    assert card_of(board, proposal_id).column == Column.PROPOSED


@pytest.mark.gui
def test_space_lifts_arrows_aim_space_drops_and_each_is_said(stage: Stage, said: list[str]) -> None:
    proposal_id = suggest(stage)
    board = board_of(stage)
    card = card_of(board, proposal_id)
    stand_on(board, card)
    press_key(stage, KEY.Key_Space)
    assert said[-1].startswith(f"{card.mentee} × {card.mentor} is lifted. It may go to: Proposed.")
    assert list_of(board, Column.PROPOSED).property("lands") == "true"
    press_key(stage, KEY.Key_Right)
    assert said[-1] == "Above “Proposed”: needs doubts answered."
    press_key(stage, KEY.Key_Right)
    assert said[-1] == "No column further on takes it."
    press_key(stage, KEY.Key_Space)
    assert isinstance(board.panel.question(), ProposeQuestion)
    assert list_of(board, Column.PROPOSED).property("lands") == "false"


@pytest.mark.gui
def test_escape_puts_a_lifted_card_back(stage: Stage, said: list[str]) -> None:
    proposal_id = suggest(stage, doubtful=False)
    board = board_of(stage)
    stand_on(board, card_of(board, proposal_id))
    press_key(stage, KEY.Key_Space)
    press_key(stage, KEY.Key_Right)
    press_key(stage, KEY.Key_Escape)
    assert said[-1].endswith("is put back.")
    assert card_of(board, proposal_id).column == Column.SUGGESTED
    assert board.carrier.card is None


@pytest.mark.gui
def test_a_refused_move_is_said_to_all(stage: Stage, said: list[str]) -> None:
    board = board_of(stage)
    lapsed = next(c for c in board.state.cards[Column.DECISION])
    stand_on(board, lapsed)
    board.mover.move(lapsed, Column.DECISION)
    assert said[-1] == "The card is there already."
    assert stage.heard[-1] == ("The card is there already.", "warn")


@pytest.mark.gui
def test_m_offers_every_column_by_its_first_letter(stage: Stage) -> None:
    proposal_id = suggest(stage, doubtful=False)
    board = board_of(stage)
    stand_on(board, card_of(board, proposal_id))
    press_key(stage, KEY.Key_M)
    menu = open_menu(board)
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts[0] == "Move to “&Proposed”"
    assert not any("Signed" in text for text in texts)
    menu.actions()[0].trigger()
    menu.close()
    stage.settle()
    assert card_of(board, proposal_id).column == Column.PROPOSED


@pytest.mark.gui
def test_the_context_menu_releases_with_a_word_of_the_list(stage: Stage) -> None:
    proposal_id = suggest(stage)
    board = board_of(stage)
    cards = stand_on(board, card_of(board, proposal_id))
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(5, 5))
    QApplication.sendEvent(cards, asked)
    menu = open_menu(board)
    next(a for a in menu.actions() if a.text() == "Release…").trigger()
    menu.close()
    stage.settle()
    question = board.panel.question()
    assert isinstance(question, ReleaseQuestion)
    question.code.set_value("not_available")
    question.reason.set_value("Works nights")
    click(stage, "Release", board.panel)
    card = card_of(board, proposal_id)
    assert (card.column, card.closed_code) == (Column.CLOSED, "not_available")
    assert card.closed_reason == "Works nights"
    assert board.forms.findChildren(type(board.pool_button))[2].text().startswith("Ended: ")


@pytest.mark.gui
def test_enter_opens_escape_closes_and_leads_back(stage: Stage) -> None:
    proposal_id = suggest(stage)
    board = board_of(stage)
    cards = stand_on(board, card_of(board, proposal_id))
    press_key(stage, KEY.Key_Return)
    detail = board.panel.detail()
    assert detail is not None
    assert detail.isVisible()
    inside = QApplication.focusWidget()
    assert inside is not None
    assert board.panel.isAncestorOf(inside)
    press_key(stage, KEY.Key_Escape)
    assert board.panel.isHidden()
    assert cards.hasFocus()


@pytest.mark.gui
def test_answers_show_one_side_at_a_time(stage: Stage) -> None:
    proposal_id = suggest(stage)
    board = board_of(stage)
    advance(stage, proposal_id, Column.DECISION)
    card = card_of(board, proposal_id)
    stand_on(board, card)
    press_key(stage, KEY.Key_Right, SHIFT)
    click(stage, f"{card.mentee}: yes", board.panel)
    press_key(stage, KEY.Key_Right, SHIFT)
    question = board.panel.question()
    assert isinstance(question, AnswersQuestion)
    assert question.side.value() == "mentor"
    assert question.chip.text() == "No answer yet"
    assert "Yes" not in question.told.text()
    question.side.set_value("mentee")
    question.side.chosen.emit("mentee")
    assert question.chip.text() == "Yes"
    assert question.told.text() == "on 24/11/2026"


@pytest.mark.gui
def test_somebody_of_the_pool_is_lifted_and_suggested_by_keys(
    stage: Stage, said: list[str]
) -> None:
    board = board_of(stage)
    board.show_pool(on=True)
    mentors, mentees = board.pool.lists[MENTORS], board.pool.lists[MENTEES]
    mentors.setFocus()
    mentors.setCurrentIndex(mentors.cards.index(0))
    press_key(stage, KEY.Key_Space)
    assert "is lifted" in said[-1]
    assert mentees.hasFocus()
    mentees.setCurrentIndex(mentees.cards.index(0))
    mentor, mentee = mentors.current(), mentees.current()
    assert mentor is not None
    assert mentee is not None
    press_key(stage, KEY.Key_Space)
    assert board.state.of_pair((mentee.id, mentor.id)) is not None


@pytest.mark.gui
def test_a_narrow_window_shows_the_table_with_the_same_keys(stage: Stage) -> None:
    proposal_id = suggest(stage, doubtful=False)
    stage.window.resize(860, 640)
    board = board_of(stage)
    stage.settle()
    assert board.grid.isHidden()
    assert board.table.isVisible()
    board.table.choose(card_of(board, proposal_id))
    board.table.setFocus()
    press_key(stage, KEY.Key_Right, SHIFT)
    assert card_of(board, proposal_id).column == Column.PROPOSED
    assert board.table.hasFocus()
    row = board.table.current()
    assert row is not None
    assert row.id == proposal_id
    press_key(stage, KEY.Key_Right, SHIFT)
    assert isinstance(board.panel.question(), MeetingQuestion)
    press_key(stage, KEY.Key_Escape)
    press_key(stage, KEY.Key_M)
    open_menu(board).close()


@pytest.mark.gui
def test_large_letters_show_the_table_too(stage: Stage) -> None:
    stage.appearance.choose_size(150)
    stage.settle()
    board = board_of(stage)
    assert board.grid.isHidden()
    assert board.table.isVisible()


@pytest.mark.gui
def test_a_card_that_leaves_the_filter_stays_in_sight_and_says_so(stage: Stage) -> None:
    proposal_id = suggest(stage, doubtful=False)
    board = board_of(stage)
    board.filters.chips.set_value(frozenset({OURS}))
    board.filters.changed.emit()
    stand_on(board, card_of(board, proposal_id))
    press_key(stage, KEY.Key_Right, SHIFT)
    moved = list_of(board, Column.PROPOSED).current()
    assert moved is not None
    assert moved.id == proposal_id
    assert moved.badges[0].text == "outside the filter"
    board.filters.chips.clear()
    assert all("outside" not in c.spoken for c in list_of(board, Column.PROPOSED).cards.cards())


@pytest.mark.gui
@pytest.mark.parametrize("code", ["fr", "nl", "en"])
def test_every_part_of_the_board_has_a_name(stage: Stage, code: str) -> None:
    stage.appearance.choose_language(code)
    proposal_id = suggest(stage)
    advance(stage, proposal_id, Column.DECISION)
    page = page_of(stage, proposal_id)
    board = page.board
    assert nameless(stage.window) == []
    board.show_pool(on=True)
    stage.settle()
    assert nameless(stage.window) == []
    for step in ("answers", "meeting", "met", "release"):
        board.panel.ask(step, card_of(board, proposal_id))  # type: ignore[arg-type]
        board.show_panel(on=True)
        stage.settle()
        assert nameless(stage.window) == [], step


@pytest.mark.gui
def test_a_card_is_said_in_one_sentence(stage: Stage) -> None:
    proposal_id = suggest(stage)
    board = board_of(stage)
    card = card_of(board, proposal_id)
    cards = stand_on(board, card)
    spoken = cards.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith(f"{card.mentee}, × {card.mentor}")
    assert cards.accessibleName() == f"Suggested, {len(board.state.cards[card.column])} cards"
