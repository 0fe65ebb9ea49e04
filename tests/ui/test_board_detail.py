"""A card opened, the rules about a pair, the filters, and where a person or a proposal is found."""

from __future__ import annotations

import pytest

from duodesk.model.people import Enrolment, Status
from duodesk.pairing import commands, queries, rules
from duodesk.pairing.board import Column
from duodesk.pairing.pairs import rule_of
from duodesk.pairing.words import RuleKind
from duodesk.tour.stage import Stage
from duodesk.ui.pairing.asking.meeting import MeetingQuestion
from duodesk.ui.pairing.asking.ruling import RuleQuestion
from duodesk.ui.pairing.filtering import ELSEWHERE, MINE, OURS
from duodesk.ui.pairing.part import PARTS
from duodesk.ui.pairing.suggestions import SuggestionsView
from duodesk.ui.widgets.buttons import MenuButton
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.text import PlainLabel
from tests.ui.boards import advance, board_of, card_of, click, lapse, list_of, page_of, suggest


def choose(stage: Stage, text: str) -> None:
    """A line of the detail's menu."""
    page = page_of(stage)
    detail = page.board.panel.detail()
    assert detail is not None
    button = detail.findChild(MenuButton)
    assert button is not None
    menu = button.menu()
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == text).trigger()
    stage.settle()


@pytest.mark.gui
def test_doubts_come_before_praise_and_each_is_told_with_its_stance(stage: Stage) -> None:
    proposal_id = suggest(stage)
    page = page_of(stage, proposal_id)
    detail = page.board.panel.detail()
    assert detail is not None
    told = [
        label.accessibleName().split(":")[0]
        for label in detail.findChildren(PlainLabel)
        if label.accessibleName().startswith(("A doubt", "To be asked", "Speaks for it"))
    ]
    order = ["A doubt", "To be asked", "Speaks for it"]
    assert told
    assert told == sorted(told, key=order.index)
    assert any(notice.property("tone") == "warn" for notice in detail.findChildren(Notice))


@pytest.mark.gui
def test_the_note_on_a_pair_is_kept_as_it_is_typed_and_the_caret_stays(stage: Stage) -> None:
    proposal_id = suggest(stage)
    page = page_of(stage, proposal_id)
    detail = page.board.panel.detail()
    assert detail is not None
    assert detail.note is not None
    detail.note.text.insertPlainText("Both love chess")
    detail.note.flush()
    stage.settle()
    assert card_of(page.board, proposal_id).reason == "Both love chess"
    assert page.board.panel.detail() is detail


@pytest.mark.gui
def test_never_these_two_wants_a_reason_and_bars_the_pair(stage: Stage) -> None:
    proposal_id = suggest(stage)
    page = page_of(stage, proposal_id)
    card = card_of(page.board, proposal_id)
    choose(stage, "Never pair these two…")
    question = page.board.panel.question()
    assert isinstance(question, RuleQuestion)
    stage.heard.clear()
    click(stage, "Keep the rule", page.board.panel)
    assert stage.heard[-1][1] == "bad"
    question.reason.set_value("Former colleagues who quarrelled")
    click(stage, "Keep the rule", page.board.panel)
    found = stage.desk.read(rule_of, card.mentee_id, card.mentor_id)
    assert found is not None
    assert found.kind == RuleKind.FORBIDDEN
    stage.heard.clear()
    page.board.mover.move(card, Column.PROPOSED)
    assert "out of question" in stage.heard[-1][0]
    choose(stage, "Lift the rule about these two")
    assert stage.desk.read(rule_of, card.mentee_id, card.mentor_id) is None


@pytest.mark.gui
def test_a_lapsed_reservation_is_told_and_made_again(stage: Stage) -> None:
    proposal_id = suggest(stage)
    advance(stage, proposal_id, Column.PROPOSED)
    lapse(stage)
    page = page_of(stage)
    page.reload()
    page.show_subject(proposal_id)
    stage.settle()
    spoken = next(
        c.spoken for c in list_of(page.board, Column.PROPOSED).cards.cards() if c.id == proposal_id
    )
    assert "reservation lapsed" in spoken
    choose(stage, "Reserve them again…")
    question = page.board.panel.question()
    assert question is not None
    question.reason.set_value("They still want it")  # type: ignore[attr-defined]
    click(stage, "Propose", page.board.panel)
    assert not card_of(page.board, proposal_id).has_lapsed(stage.desk.today)


@pytest.mark.gui
def test_who_left_greys_the_card_and_only_a_release_is_offered(stage: Stage) -> None:
    proposal_id = suggest(stage)
    board = board_of(stage)
    card = card_of(board, proposal_id)
    with stage.desk.store.write("Leave") as write:
        for row in write.session.query(Enrolment).filter_by(person_id=card.mentor_id):
            row.status = Status.WITHDRAWN
    stage.desk.tell(write.changes)
    page = page_of(stage, proposal_id)
    stage.settle()
    item = next(c for c in list_of(board, Column.SUGGESTED).cards.cards() if c.id == proposal_id)
    assert item.faded
    assert "has left" in item.badges[0].text
    click(stage, "Release…", page.board.panel)
    click(stage, "Release", page.board.panel)
    assert card_of(board, proposal_id).closed_code == "left"


@pytest.mark.gui
def test_the_meeting_proposes_hours_that_suit_all_three(stage: Stage) -> None:
    proposal_id = suggest(stage, doubtful=False)
    advance(stage, proposal_id, Column.PROPOSED)
    page = page_of(stage, proposal_id)
    click(stage, "Plan the meeting…", page.board.panel)
    question = page.board.panel.question()
    assert isinstance(question, MeetingQuestion)
    assert 1 <= question.form.slots.count() <= 3
    first = question.form.slots.itemAt(0)
    assert first is not None
    first.widget().click()  # type: ignore[union-attr]
    question.form.online.setChecked(True)
    click(stage, "Plan the meeting", page.board.panel)
    meeting = card_of(page.board, proposal_id).meeting
    assert meeting is not None
    assert meeting.on > stage.desk.today
    assert meeting.start is not None
    assert meeting.led_by == stage.desk.store.author_id


@pytest.mark.gui
def test_filters_hide_cards_and_counts_say_so(stage: Stage) -> None:
    proposal_id = suggest(stage)
    advance(stage, proposal_id, Column.PROPOSED)
    board = board_of(stage)
    total = sum(len(board.state.cards[p]) for p in board.grid.columns)
    board.filters.chips.set_value(frozenset({OURS}))
    board.filters.changed.emit()
    shown = [c.id for p in board.grid.columns for c in list_of(board, p).cards.cards()]
    assert proposal_id not in shown
    assert 0 < len(shown) < total
    head = board.grid.columns[Column.PROPOSED].count.text()
    assert head == f"{len(list_of(board, Column.PROPOSED).cards.cards())} / " + str(
        len(board.state.cards[Column.PROPOSED])
    )
    board.filters.chips.clear()
    again = [c.id for p in board.grid.columns for c in list_of(board, p).cards.cards()]
    assert len(again) == total


@pytest.mark.gui
def test_each_filter_lets_through_what_it_says(stage: Stage) -> None:
    board = board_of(stage)
    state = board.state
    languages = {code for facts in state.facts.values() for code in facts.languages}
    language = min(languages)
    board.filters.choose(language=language)
    for place in board.grid.columns:
        for item in list_of(board, place).cards.cards():
            assert language in state.facts[item.id].languages
    board.filters.chips.clear()
    assert board.filters.language == ""
    board.filters.chips.set_value(frozenset({MINE}))
    board.filters.changed.emit()
    assert all(
        item.data.coordinator_id == state.author_id
        for place in board.grid.columns
        for item in list_of(board, place).cards.cards()
    )
    board.filters.chips.set_value(frozenset({ELSEWHERE}))
    board.filters.changed.emit()
    assert all(
        state.facts[item.id].elsewhere
        for place in board.grid.columns
        for item in list_of(board, place).cards.cards()
    )


@pytest.mark.gui
def test_a_waiting_mentee_leads_to_three_candidates_others_to_their_card(stage: Stage) -> None:
    proposal_id = suggest(stage)
    page = page_of(stage)
    card = card_of(page.board, proposal_id)
    page_of(stage, card.mentee_id)
    assert page.parts.value() == "waiting"
    assert page.findChild(SuggestionsView) is not None
    stage.finish_jobs()
    page_of(stage, card.mentor_id)
    assert page.parts.value() == "board"
    assert page.subject() == proposal_id
    stage.desk.do(commands.withdraw, proposal_id, "", code="mistake")
    stage.settle()
    page_of(stage, proposal_id)
    assert page.board.forms.value() == "closed"
    row = page.board.table.current()
    assert row is not None
    assert row.id == proposal_id


@pytest.mark.gui
def test_who_neither_waits_nor_is_paired_is_said(stage: Stage) -> None:
    board = board_of(stage)
    free = {r.id for r in board.state.free} - {c.mentor_id for c in board.state.all()}
    page_of(stage, next(iter(free)))
    assert stage.heard[-1] == ("This person does not wait for a duo now.", "info")


@pytest.mark.gui
def test_every_part_opens_and_is_where_one_comes_back_to(stage: Stage) -> None:
    for part in PARTS:
        page = page_of(stage, part.key)
        assert page.parts.value() == part.key
        stage.finish_jobs()
        if part.key not in {"board", "waiting"}:
            assert page.subject() == part.key


@pytest.mark.gui
def test_a_part_that_was_out_of_sight_is_read_anew(stage: Stage) -> None:
    page = page_of(stage, "waiting")
    stage.finish_jobs()
    desk = stage.desk
    mentee = desk.read(queries.waiting_mentees, today=desk.today, office_id=desk.office_id)[0]
    mentor = desk.read(queries.free_mentors, today=desk.today, office_id=desk.office_id)[0]
    made = desk.do(commands.suggest, mentee_id=mentee.id, mentor_id=mentor.id)
    assert made is not None
    stage.settle()
    page.show_part("board")
    assert page.board.state.of_pair((mentee.id, mentor.id)) is not None
    stage.finish_jobs()


@pytest.mark.gui
def test_keep_these_two_is_a_rule_without_a_reason(stage: Stage) -> None:
    proposal_id = suggest(stage)
    page = page_of(stage, proposal_id)
    choose(stage, "Keep these two in the plan…")
    click(stage, "Keep the rule", page.board.panel)
    kept = stage.desk.read(rules.locked)
    card = card_of(page.board, proposal_id)
    assert kept[card.mentee_id] == card.mentor_id
