"""The board with the mouse: what is dropped asks what its stage needs, bars are said, undo brings
the card back under the focus.
"""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from duodesk.base.ids import Id
from duodesk.pairing import commands
from duodesk.pairing.board import Column
from duodesk.tour.stage import Stage
from duodesk.ui.pairing.asking.answering import AnswersQuestion
from duodesk.ui.pairing.asking.meeting import MeetingQuestion, MetQuestion
from duodesk.ui.pairing.asking.papers import PapersQuestion
from duodesk.ui.pairing.asking.proposing import BackQuestion, ProposeQuestion
from duodesk.ui.pairing.board import BoardPart
from duodesk.ui.pairing.pool import MENTEES, MENTORS, SCARCE
from tests.ui.boards import (
    advance,
    board_of,
    card_of,
    click,
    drop,
    item_of,
    list_of,
    page_of,
    stand_on,
    suggest,
)

MIDDLE = QPoint(40, 200)


def carry(stage: Stage, board: BoardPart, card_id: Id, to: Column) -> bool:
    """Drag a card from its column to another, as far as its list takes it."""
    card = card_of(board, card_id)
    source = list_of(board, card.column)
    return drop(stage, item_of(source, card.id), source, list_of(board, to), MIDDLE)


@pytest.mark.gui
def test_a_pair_without_doubts_is_proposed_by_dropping_it(stage: Stage) -> None:
    proposal_id = suggest(stage, doubtful=False)
    board = board_of(stage)
    stand_on(board, card_of(board, proposal_id))
    assert carry(stage, board, proposal_id, Column.PROPOSED)
    assert card_of(board, proposal_id).column == Column.PROPOSED
    assert board.panel.question() is None
    assert list_of(board, Column.PROPOSED).hasFocus()
    current = board.grid.current()
    assert current is not None
    assert current.id == proposal_id


@pytest.mark.gui
def test_undo_returns_the_card_and_the_focus_stays_on_it(stage: Stage) -> None:
    proposal_id = suggest(stage, doubtful=False)
    board = board_of(stage)
    stand_on(board, card_of(board, proposal_id))
    carry(stage, board, proposal_id, Column.PROPOSED)
    QTest.keyClick(stage.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    stage.settle()
    assert card_of(board, proposal_id).column == Column.SUGGESTED
    back = list_of(board, Column.SUGGESTED)
    assert back.hasFocus()
    assert back.current() is not None
    assert back.current().id == proposal_id  # type: ignore[union-attr]


@pytest.mark.gui
def test_doubts_are_named_and_wait_for_a_reason(stage: Stage) -> None:
    proposal_id = suggest(stage)
    board = board_of(stage)
    assert carry(stage, board, proposal_id, Column.PROPOSED)
    asked = board.panel.question()
    assert isinstance(asked, ProposeQuestion)
    assert asked.doubts
    assert card_of(board, proposal_id).column == Column.SUGGESTED
    click(stage, "Propose", board.panel)
    assert "Write down why" in asked.reason.entry().accessibleDescription()
    asked.reason.set_value("The training ends on Tuesday")
    click(stage, "Propose", board.panel)
    card = card_of(board, proposal_id)
    assert card.column == Column.PROPOSED
    assert card.overruled_reason == "The training ends on Tuesday"


@pytest.mark.gui
def test_a_column_takes_only_what_may_land_there(stage: Stage) -> None:
    proposal_id = suggest(stage)
    board = board_of(stage)
    assert not carry(stage, board, proposal_id, Column.SIGNED)
    assert not carry(stage, board, proposal_id, Column.FIRST_MEETING)
    assert card_of(board, proposal_id).column == Column.SUGGESTED
    board.grid.lifted.emit(card_of(board, proposal_id))
    lit = {p for p, one in board.grid.columns.items() if one.list.property("lands") == "true"}
    assert lit == {Column.PROPOSED}
    assert board.grid.columns[Column.PROPOSED].need.text() == "needs doubts answered"
    board.grid.light(None)
    assert board.grid.columns[Column.PROPOSED].need.text() != "needs doubts answered"


@pytest.mark.gui
def test_who_is_promised_is_said_and_nothing_moves(stage: Stage) -> None:
    first = suggest(stage)
    board = board_of(stage)
    card = card_of(board, first)
    stage.desk.do(
        commands.suggest,
        mentee_id=next(r.id for r in board.state.waiting if r.id != card.mentee_id),
        mentor_id=card.mentor_id,
    )
    advance(stage, first, Column.PROPOSED)
    other = next(c for c in board.state.cards[Column.SUGGESTED] if c.mentor_id == card.mentor_id)
    stage.heard.clear()
    carry(stage, board, other.id, Column.PROPOSED)
    assert board.panel.question() is None
    assert card_of(board, other.id).column == Column.SUGGESTED
    assert [text for text, tone in stage.heard if tone == "warn" and "already promised" in text]


@pytest.mark.gui
def test_the_whole_way_asks_only_for_what_each_stage_needs(stage: Stage) -> None:
    proposal_id = suggest(stage, doubtful=False)
    board = board_of(stage)
    advance(stage, proposal_id, Column.PROPOSED)
    assert carry(stage, board, proposal_id, Column.FIRST_MEETING)
    meeting = board.panel.question()
    assert isinstance(meeting, MeetingQuestion)
    meeting.form.day.set_value(stage.desk.today)
    meeting.form.hour.set_value(11 * 60)
    meeting.form.place.set_value("Café Belga")
    click(stage, "Plan the meeting", board.panel)
    planned = card_of(board, proposal_id)
    assert planned.meeting is not None
    assert (planned.meeting.start, planned.meeting.place) == (660, "Café Belga")
    assert planned.meeting.led_by == stage.desk.store.author_id
    carry(stage, board, proposal_id, Column.DECISION)
    assert isinstance(board.panel.question(), MetQuestion)
    click(stage, "They met", board.panel)
    carry(stage, board, proposal_id, Column.SIGNED)
    answers = board.panel.question()
    assert isinstance(answers, AnswersQuestion)
    click(stage, f"{planned.mentee}: yes", board.panel)
    assert card_of(board, proposal_id).mentor_answer is None
    carry(stage, board, proposal_id, Column.SIGNED)
    click(stage, f"{planned.mentor}: yes", board.panel)
    duo = card_of(board, proposal_id)
    assert duo.column == Column.SIGNED
    assert len(duo.unsigned) == 4
    current = board.grid.current()
    assert current is not None
    assert current.id == duo.id


@pytest.mark.gui
def test_back_wants_a_reason_and_keeps_it(stage: Stage) -> None:
    proposal_id = suggest(stage)
    board = board_of(stage)
    advance(stage, proposal_id, Column.FIRST_MEETING)
    assert carry(stage, board, proposal_id, Column.PROPOSED)
    asked = board.panel.question()
    assert isinstance(asked, BackQuestion)
    click(stage, "Move back", board.panel)
    assert card_of(board, proposal_id).column == Column.FIRST_MEETING
    asked.reason.set_value("Awa is ill")
    click(stage, "Move back", board.panel)
    card = card_of(board, proposal_id)
    assert card.column == Column.PROPOSED
    assert "Awa is ill" in card.reason


@pytest.mark.gui
def test_a_mentor_dropped_on_a_mentee_suggests_the_two_with_the_reasons_of_today(
    stage: Stage,
) -> None:
    board = board_of(stage)
    board.show_pool(on=True)
    stage.settle()
    pool = board.pool
    before = len(board.state.cards[Column.SUGGESTED])
    mentors, mentees = pool.lists[MENTORS], pool.lists[MENTEES]
    mentor, mentee = mentors.cards.cards()[0], mentees.cards.cards()[0]
    spot = mentees.visualRect(mentees.cards.index(0)).center()
    assert not drop(stage, mentees.cards.cards()[-1], mentees, mentees, spot)
    assert drop(stage, mentor, mentors, mentees, spot)
    found = board.state.of_pair((mentee.id, mentor.id))
    assert found is not None
    assert found.column == Column.SUGGESTED
    assert board.state.facts[found.id].fit
    assert len(board.state.cards[Column.SUGGESTED]) == before + 1
    stage.desk.undo()
    stage.settle()
    assert len(board.state.cards[Column.SUGGESTED]) == before


@pytest.mark.gui
def test_a_mentee_dropped_on_the_first_column_opens_the_three_candidates(stage: Stage) -> None:
    page = page_of(stage)
    page.board.show_pool(on=True)
    stage.settle()
    mentees = page.board.pool.lists[MENTEES]
    mentee = mentees.cards.cards()[0]
    assert drop(stage, mentee, mentees, list_of(page.board, Column.SUGGESTED), MIDDLE)
    assert page.parts.value() == "waiting"
    assert page.subject() == mentee.id
    stage.finish_jobs()


@pytest.mark.gui
def test_the_pool_is_searched_and_put_in_order(stage: Stage) -> None:
    board = board_of(stage)
    board.show_pool(on=True)
    stage.settle()
    names = [one.title for one in board.pool.lists[MENTEES].cards.cards()]
    board.pool.search.setText(names[-1])
    stage.until(lambda: len(board.pool.lists[MENTEES].cards.cards()) == 1, "one is left")
    board.pool.search.clear()
    stage.until(lambda: len(board.pool.lists[MENTEES].cards.cards()) == len(names), "all again")
    board.pool.order.set_value(SCARCE)
    board.pool.order.chosen.emit(SCARCE)
    counts = [
        int(badge.text.split(" ")[1])
        for one in board.pool.lists[MENTEES].cards.cards()
        for badge in one.badges
        if badge.text.startswith("fits")
    ]
    assert counts == sorted(counts)
    assert len(counts) == len(names)


@pytest.mark.gui
def test_signatures_are_noted_one_by_one_and_the_duo_begins(stage: Stage) -> None:
    proposal_id = suggest(stage, doubtful=False)
    board = board_of(stage)
    advance(stage, proposal_id, Column.DECISION)
    for _side in range(2):
        carry(stage, board, proposal_id, Column.SIGNED)
        question = board.panel.question()
        assert isinstance(question, AnswersQuestion)
        click(stage, question.yes.accessibleName(), board.panel)
    page = page_of(stage, card_of(board, proposal_id).id)
    assert page.board.panel.detail() is not None
    click(stage, "Papers and start…", board.panel)
    assert isinstance(board.panel.question(), PapersQuestion)
    stage.heard.clear()
    click(stage, f"Duo agreement: {card_of(board, proposal_id).mentee} has signed", board.panel)
    assert any("not printed yet" in text for text, _tone in stage.heard)
    papers = board.panel.question()
    assert isinstance(papers, PapersQuestion)
    papers.reason.set_value("The papers are in the post")
    click(stage, "Start the duo", board.panel)
    assert card_of(board, proposal_id).started_on == stage.desk.today
