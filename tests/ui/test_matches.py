"""Ctrl+J, wherever one is: the mentors for the mentee in sight, or a line to find one by name."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from duodesk.base.ids import Id
from duodesk.pairing import queries
from duodesk.pairing.board import Column
from duodesk.tour.stage import Stage
from duodesk.ui.pairing.page import PairingPage
from duodesk.ui.pairing.pool import MENTEES
from duodesk.ui.pairing.waiting import WaitingPart
from tests.ui.boards import board_of, card_of, press_key, stand_on, suggest

pytestmark = pytest.mark.gui


def ctrl_j(stage: Stage) -> WaitingPart:
    press_key(stage, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    shell = stage.window.shell
    assert shell is not None
    assert isinstance(shell.page, PairingPage)
    part = shell.page.current()
    assert isinstance(part, WaitingPart)
    return part


def waiting(stage: Stage) -> list[Id]:
    desk = stage.desk
    found = desk.read(queries.waiting_mentees, today=desk.today, office_id=desk.office_id)
    return [one.id for one in found]


def test_on_a_person_s_page_it_shows_their_candidates(stage: Stage) -> None:
    mentee = waiting(stage)[3]
    stage.page("people", mentee)
    part = ctrl_j(stage)
    assert part.current() == mentee
    assert part.cards.hasFocus()
    shell = stage.window.shell
    assert shell is not None
    shell.back()
    stage.settle()
    assert shell.key == "people"


def test_where_nobody_is_in_sight_one_types_a_name(stage: Stage) -> None:
    stage.page("reports")
    assert ctrl_j(stage).search.hasFocus()


def test_on_the_board_it_is_the_mentee_of_the_card_or_of_the_pool(stage: Stage) -> None:
    proposal_id = suggest(stage)
    board = board_of(stage)
    card = card_of(board, proposal_id)
    stand_on(board, card)
    assert ctrl_j(stage).current() == card.mentee_id
    stage.page("pairing", "board")
    board.show_pool(on=True)
    mentees = board.pool.lists[MENTEES]
    mentees.setFocus()
    mentees.setCurrentIndex(mentees.cards.index(2))
    other = mentees.current()
    assert other is not None
    assert ctrl_j(stage).current() == other.id


def test_a_mentee_who_waits_no_more_is_not_looked_for(stage: Stage) -> None:
    board = board_of(stage)
    stand_on(board, board.state.cards[Column.DECISION][0])
    assert ctrl_j(stage).search.hasFocus()
