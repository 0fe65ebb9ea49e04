"""What opens first for a mentee: three mentors, doubts before praise, the number on demand;
compared, kept in mind, proposed, put out of question.
"""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QBoxLayout, QDialog, QLabel, QWidget
from shiboken6 import isValid

from duodesk.base.ids import Id
from duodesk.pairing import queries, rules
from duodesk.pairing.words import RuleKind, Stage
from duodesk.tour.stage import Stage as Scene
from duodesk.ui.pairing.candidate import CandidateCard
from duodesk.ui.pairing.comparing import Compared
from duodesk.ui.pairing.deciding import NotThisDialog, ProposeDialog
from duodesk.ui.pairing.further import FurtherMentors
from duodesk.ui.pairing.planner import planner
from duodesk.ui.pairing.suggestions import SuggestionsView

pytestmark = pytest.mark.gui


def view_of(stage: Scene) -> SuggestionsView:
    """The candidates of the first mentee who has three, as the screen shows them."""
    desk = stage.desk
    waiting = desk.read(queries.waiting_mentees, today=desk.today, office_id=desk.office_id)
    mentee = next(row for row in waiting if len(_found(stage, row.id)) == 3)
    return stage.view("pairing", mentee.id, SuggestionsView)


def shown(stage: Scene) -> SuggestionsView:
    """The view in sight now: the screen may have made it anew."""
    return next(
        one
        for one in stage.window.findChildren(SuggestionsView)
        if isValid(one) and one.isVisible()
    )


def _found(stage: Scene, mentee: Id) -> list[queries.Suggestion]:
    desk = stage.desk
    return desk.read(queries.suggestions, mentee, today=desk.today, office_id=desk.office_id)


def with_plan(stage: Scene) -> SuggestionsView:
    view = view_of(stage)
    stage.until(lambda: planner(stage.desk).current, "the plan")
    return view


def words(part: QWidget) -> list[str]:
    """The texts in sight, from top to bottom, doubts of the left side before the right."""
    return [label.text() for label in part.findChildren(QLabel) if label.isVisibleTo(part)]


def dialog(stage: Scene, kind: type[QDialog]) -> QDialog:
    stage.until(lambda: stage.window.findChild(kind) is not None, "the question")
    found = stage.window.findChild(kind)
    assert found is not None
    return found


def test_three_cards_say_why_before_any_number(stage: Scene) -> None:
    view = view_of(stage)
    assert len(view.cards) == 3
    for card, one in zip(view.cards, view.found, strict=True):
        assert card.accessibleName() == one.mentor
        said = words(card)
        assert not any("of 100" in text for text in said)
        told = card.candidate.shown(whole=False)
        assert all(reason.text in said for reason in told)
        assert all(str(against.text) in said for against in card.candidate.beside)


def test_numbers_come_on_demand_and_go_again(stage: Scene) -> None:
    view = view_of(stage)
    view.numbers.click()
    stage.settle()
    assert all(any("of 100" in text for text in words(card)) for card in view.cards)
    assert all(any("/ 30" in text for text in words(card)) for card in view.cards)
    view.numbers.click()
    stage.settle()
    assert not any("of 100" in text for card in view.cards for text in words(card))


def test_all_reasons_are_one_click_further(stage: Scene) -> None:
    view = view_of(stage)
    card = view.cards[0]
    few = len(words(card))
    view.whole.click()
    stage.settle()
    assert len(words(card)) > few
    assert all(reason.text in words(card) for reason in card.candidate.told)


def test_what_it_means_for_the_others_follows_from_the_worker(stage: Scene) -> None:
    view = with_plan(stage)
    before = list(view.cards)
    stage.settle()
    assert view.cards == before
    assert all(isValid(card) for card in before)
    assert all(card.others.text().endswith(".") for card in view.cards)
    assert not any("worked out" in card.others.text() for card in view.cards)


def test_three_are_compared_and_what_is_the_same_stands_back(stage: Scene) -> None:
    view = with_plan(stage)
    view.compare.click()
    grid = view.findChild(Compared)
    assert grid is not None
    texts = words(grid)
    assert all(one.mentor in texts for one in view.found)
    assert "Language" in texts
    assert "For the others" in texts
    roles = {label.text(): label.property("role") for label in grid.findChildren(QLabel)}
    names = {label.text(): label.accessibleName() for label in grid.findChildren(QLabel)}
    terms = [{t.criterion: t.value for t in one.score.terms} for one in view.found]
    same = {name for name, value in terms[0].items() if all(t[name] == value for t in terms)}
    assert same
    for card in view._candidates:
        for reason in card.told:
            assert (roles[reason.text] == "muted") == (reason.criterion in same)
            assert names[reason.text].endswith(reason.text)
            assert reason.title in names[reason.text]
    view.numbers.click()
    stage.settle()
    assert any("/ 30" in text for text in words(view.findChildren(Compared)[-1]))
    view.compare.click()
    assert len(view.cards) == 3


def test_more_mentors_are_told_with_their_cost_and_looked_at_below(stage: Scene) -> None:
    view = with_plan(stage)
    more = view.findChildren(FurtherMentors)[-1]
    assert not more.table.isVisible()
    more.button.click()
    stage.settle()
    assert more.table.isVisible()
    rows = more.table.rows_model.rows()
    assert rows
    assert {row.mentor_id for row in rows}.isdisjoint({one.mentor_id for one in view.found})
    assert all(row.told.endswith(".") for row in rows)
    for place in range(min(2, len(rows))):
        more.table.go_to(place)
        stage.settle()
        card = view.cards[-1]
        assert card.candidate.mentor_id == rows[place].mentor_id
    assert len(view.cards) == 4
    view.numbers.click()
    stage.settle()
    assert "of 100" in " ".join(words(view.cards[-1]))


def test_keeping_in_mind_makes_a_card_and_reserves_nobody(stage: Scene) -> None:
    view = with_plan(stage)
    one = view.found[0]
    stage.press("Keep in mind", view.cards[0])
    desk = stage.desk
    made = desk.read(queries.proposals, office_id=desk.office_id)
    kept = next(row for row in made if row.mentor_id == one.mentor_id)
    assert kept.stage == Stage.SUGGESTED
    assert one.mentor_id in {suggestion.mentor_id for suggestion in shown(stage).found}


def test_proposing_names_the_doubts_and_asks_why(stage: Scene) -> None:
    view = with_plan(stage)
    card = next(card for card in view.cards if card.candidate.standing.doubts)
    stage.press("Propose…", card)
    asked = dialog(stage, ProposeDialog)
    assert isinstance(asked, ProposeDialog)
    said = words(asked)
    assert all(str(one.text) in said for one in card.candidate.standing.doubts)
    before = stage.desk.store.undo_label
    asked.go.click()
    assert asked.isVisible()
    assert stage.desk.store.undo_label == before
    asked.overruled.text.setPlainText("The note is handed over on Tuesday")
    mentor_id = card.candidate.mentor_id
    asked.go.click()
    stage.settle()
    desk = stage.desk
    made = desk.read(queries.proposals, office_id=desk.office_id)
    assert any(row.mentor_id == mentor_id and row.stage == Stage.PROPOSED for row in made)


def test_not_this_one_needs_a_reason_and_never_comes_back(stage: Scene) -> None:
    view = with_plan(stage)
    out = view.found[0].mentor_id
    mentee = view.found[0].score.mentee
    stage.press("Not this one…", view.cards[0])
    asked = dialog(stage, NotThisDialog)
    assert isinstance(asked, NotThisDialog)
    asked.rule_out()
    assert asked.isVisible()
    asked.kind.set_value(RuleKind.CONFLICT.value)
    QTest.keyClicks(asked.reason.text, "cousins")
    asked.rule_out()
    stage.until(lambda: planner(stage.desk).current, "the plan")
    assert out not in {one.mentor_id for one in shown(stage).found}
    kept = stage.desk.read(rules.rules)
    assert (kept[0].kind, kept[0].reason, kept[0].mentee_id) == (
        RuleKind.CONFLICT, "cousins", mentee,
    )  # fmt: skip
    stage.desk.undo()
    stage.until(lambda: planner(stage.desk).current, "the plan")
    assert out in {one.mentor_id for one in shown(stage).found}


def test_every_button_is_reached_by_tab(stage: Scene) -> None:
    view = with_plan(stage)
    view.compare.setFocus()
    reached = set()
    for _step in range(40):
        focus = stage.window.focusWidget()
        if not view.isAncestorOf(focus):
            break
        reached.add(focus.accessibleName())
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert {"Compare three", "Numbers", "Propose…", "Keep in mind", "Not this one…"} <= reached


def test_doubts_stand_beside_praise_where_there_is_room(stage: Scene) -> None:
    view = view_of(stage)
    card = CandidateCard(view._candidates[0])
    card.resize(900, 400)
    card.show()
    wide = card._sides.direction()
    card.resize(400, 700)
    narrow = card._sides.direction()
    card.close()
    way = QBoxLayout.Direction
    assert (wide, narrow) == (way.LeftToRight, way.TopToBottom)
