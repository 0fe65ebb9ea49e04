"""How the two of a card are reached: one's own people are written, another office's only read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from duodesk.base.ids import Id
from duodesk.model.people import Person
from duodesk.office.seeds import office_seed
from duodesk.tour.stage import Stage
from duodesk.ui.pairing.reaching import Reaching
from duodesk.ui.widgets.chips import Chip
from tests.ui.boards import SHIFT, board_of, card_of, press_key, stand_on, suggest

pytestmark = pytest.mark.gui


def reaching(stage: Stage, proposal_id: Id) -> Reaching:
    board = board_of(stage)
    card = card_of(board, proposal_id)
    stand_on(board, card)
    board.show_card(card)
    stage.settle()
    detail = board.panel.detail()
    assert detail is not None
    return detail.reaching


def test_a_number_of_our_own_is_written_and_undone_beside_the_card(stage: Stage) -> None:
    proposal_id = suggest(stage)
    shown = reaching(stage, proposal_id)
    card = card_of(board_of(stage), proposal_id)
    field = shown.fields[card.mentee_id, "phone"]
    before = field.value()
    field.line.setFocus()
    field.line.selectAll()
    QTest.keyClicks(field.line, "0470 12 34 56")
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    stage.settle()

    def phone() -> str | None:
        with stage.desk.store.read() as session:
            return session.get_one(Person, card.mentee_id).phone

    assert phone() == "0470 12 34 56"
    board_of(stage).grid.enter()
    stage.desk.undo()
    stage.settle()
    assert phone() == before
    detail = board_of(stage).panel.detail()
    assert detail is not None
    assert detail.reaching.fields[card.mentee_id, "phone"].value() == before


def test_another_office_s_are_read_only_and_name_it(stage: Stage) -> None:
    proposal_id = suggest(stage)
    card = card_of(board_of(stage), proposal_id)
    antwerp = office_seed("ANT")
    assert antwerp is not None
    with stage.desk.store.write("Moves") as write:
        write.session.get_one(Person, card.mentor_id).office_id = antwerp.id
    stage.desk.tell(write.changes)
    stage.settle()
    shown = reaching(stage, proposal_id)
    theirs = [shown.fields[card.mentor_id, name] for name in ("phone", "email")]
    assert all(field.line.isReadOnly() for field in theirs)
    assert all("Antwerp keeps these contact data" in field.line.toolTip() for field in theirs)
    assert [chip.text() for chip in shown.findChildren(Chip)] == ["Antwerp"]
    ours = [shown.fields[card.mentee_id, name] for name in ("phone", "email")]
    assert not any(field.line.isReadOnly() or field.line.toolTip() for field in ours)


def test_contact_data_are_hidden_for_a_screen_that_others_see(stage: Stage) -> None:
    proposal_id = suggest(stage)
    assert reaching(stage, proposal_id).isVisibleTo(board_of(stage).panel)
    press_key(stage, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier | SHIFT)
    assert not reaching(stage, proposal_id).isVisibleTo(board_of(stage).panel)
    assert "hidden" in stage.heard[-1][0]
    press_key(stage, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier | SHIFT)
    assert reaching(stage, proposal_id).isVisibleTo(board_of(stage).panel)
