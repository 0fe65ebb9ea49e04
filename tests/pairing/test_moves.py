"""Where a card may go: every move either asks for something or is refused in a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duodesk.base.i18n import Message
from duodesk.base.ids import seed_id
from duodesk.model.documents import Signatory
from duodesk.model.pairing import Answer
from duodesk.pairing.board import BoardCard, Column, Meeting
from duodesk.pairing.moves import (
    COLUMNS,
    Step,
    is_overdue,
    is_stale,
    move,
    next_step,
    stage_of,
    waits_for_us,
)

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
MEETING = Meeting(None, TODAY, 660, 60, "", None)


def card(column: Column, **values: object) -> BoardCard:
    made = BoardCard(
        id=seed_id("card"), column=column, office_id=None, mentee_id=seed_id("a"),
        mentor_id=seed_id("b"), mentee="Awa", mentor="Jan", coordinator_id=None, since=TODAY,
        days=0,
    )  # fmt: skip
    return replace(made, **values)  # type: ignore[arg-type]


def cards() -> st.SearchStrategy[BoardCard]:
    return st.builds(
        card,
        st.sampled_from(list(Column)),
        days=st.integers(0, 60),
        started_on=st.sampled_from([None, TODAY]),
        lapses_on=st.sampled_from([None, TODAY - timedelta(1), TODAY]),
        meeting=st.sampled_from([None, MEETING]),
        signing=st.sampled_from([None, MEETING]),
        mentee_answer=st.sampled_from([None, *Answer]),
        due=st.sampled_from([None, NOW, NOW + timedelta(hours=1)]),
        gone=st.sampled_from([(), (Signatory.MENTOR,)]),
    ).map(lambda one: one if one.column == Column.SIGNED else replace(one, started_on=None))


@given(cards(), st.sampled_from(list(Column)))
def test_every_move_asks_or_is_refused_in_a_sentence(one: BoardCard, to: Column) -> None:
    found = move(one, to)
    assert isinstance(found, (Step, Message))
    if isinstance(found, Message):
        assert str(found).endswith(".")
    if to == one.column or one.column == Column.CLOSED or one.started_on:
        assert isinstance(found, Message)


@given(cards())
def test_the_next_step_is_one_that_may_be_taken(one: BoardCard) -> None:
    step = next_step(one)
    reached = {move(one, to) for to in Column if isinstance(move(one, to), Step)}
    if step is None:
        assert not reached
    else:
        assert step in reached | {Step.PAPERS}
    assert not (waits_for_us(one, TODAY, NOW) and step is None)


@pytest.mark.parametrize(
    ("column", "to", "step"),
    [
        (Column.SUGGESTED, Column.PROPOSED, Step.PROPOSE),
        (Column.PROPOSED, Column.FIRST_MEETING, Step.MEETING),
        (Column.FIRST_MEETING, Column.DECISION, Step.MET),
        (Column.DECISION, Column.SIGNED, Step.ANSWERS),
        (Column.DECISION, Column.SUGGESTED, Step.BACK),
        (Column.PROPOSED, Column.CLOSED, Step.RELEASE),
    ],
)
def test_each_stage_asks_for_what_it_needs(column: Column, to: Column, step: Step) -> None:
    assert move(card(column), to) == step


def test_nobody_meets_before_being_asked_nor_signs_before_having_met() -> None:
    assert "Propose the duo to both first" in str(move(card(Column.SUGGESTED), Column.DECISION))
    assert "They have to meet first" in str(move(card(Column.PROPOSED), Column.SIGNED))
    gone = card(Column.PROPOSED, gone=(Signatory.MENTEE,))
    assert "Release the other one" in str(move(gone, Column.FIRST_MEETING))
    assert next_step(gone) == Step.RELEASE


def test_what_waits_for_the_office_and_what_for_others() -> None:
    assert waits_for_us(card(Column.SUGGESTED), TODAY, NOW)
    fresh = card(Column.PROPOSED, lapses_on=TODAY)
    assert not waits_for_us(fresh, TODAY, NOW)
    assert waits_for_us(replace(fresh, lapses_on=TODAY - timedelta(1)), TODAY, NOW)
    coming = card(Column.FIRST_MEETING, meeting=replace(MEETING, on=TODAY + timedelta(1)))
    assert not waits_for_us(coming, TODAY, NOW)
    assert waits_for_us(card(Column.FIRST_MEETING, meeting=MEETING), TODAY, NOW)
    thinking = card(Column.DECISION, due=NOW + timedelta(minutes=1))
    assert not is_overdue(thinking, NOW)
    assert is_overdue(thinking, NOW + timedelta(minutes=1))
    answered = replace(thinking, mentee_answer=Answer.YES, mentor_answer=Answer.YES)
    assert not is_overdue(answered, NOW + timedelta(days=9))


def test_a_card_that_stands_too_long_stands_out() -> None:
    assert not is_stale(card(Column.DECISION, days=1))
    assert is_stale(card(Column.DECISION, days=2))
    assert not is_stale(card(Column.SIGNED, days=90, started_on=TODAY))


def test_a_stage_belongs_to_each_column_before_the_duo() -> None:
    assert [stage_of(one).value for one in COLUMNS[:4]] == [one.value for one in COLUMNS[:4]]
