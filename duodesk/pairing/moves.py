"""Where a card of the board may go, and what has to be asked on the way; pure."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from duodesk.base.i18n import N_, Message
from duodesk.model.pairing import Stage
from duodesk.pairing.board import BoardCard, Column

# From left to right, as a card is moved.
COLUMNS = (
    Column.SUGGESTED,
    Column.PROPOSED,
    Column.FIRST_MEETING,
    Column.DECISION,
    Column.SIGNED,
)
# After so many days in a column a card stands out.
_STALE = {
    Column.SUGGESTED: 14,
    Column.PROPOSED: 4,
    Column.FIRST_MEETING: 14,
    Column.DECISION: 2,
    Column.SIGNED: 10,
}


class Step(StrEnum):
    """What a move asks for before it is made."""

    PROPOSE = "propose"
    MEETING = "meeting"
    MET = "met"
    ANSWERS = "answers"
    PAPERS = "papers"
    BACK = "back"
    RELEASE = "release"


_FORWARD = {
    (Column.SUGGESTED, Column.PROPOSED): Step.PROPOSE,
    (Column.PROPOSED, Column.FIRST_MEETING): Step.MEETING,
    (Column.PROPOSED, Column.DECISION): Step.MET,
    (Column.FIRST_MEETING, Column.DECISION): Step.MET,
    (Column.DECISION, Column.SIGNED): Step.ANSWERS,
}
_NEXT = {
    Column.SUGGESTED: Step.PROPOSE,
    Column.PROPOSED: Step.MEETING,
    Column.FIRST_MEETING: Step.MET,
    Column.DECISION: Step.ANSWERS,
    Column.SIGNED: Step.PAPERS,
}


def move(card: BoardCard, to: Column) -> Step | Message:
    """What a move asks for, or in a sentence why it cannot be made."""
    refused = _refused(card, to)
    if refused is not None:
        return Message(refused)
    if to == Column.CLOSED:
        return Step.RELEASE
    if COLUMNS.index(to) < COLUMNS.index(card.column):
        return Step.BACK
    return _FORWARD[(card.column, to)]


def next_step(card: BoardCard) -> Step | None:
    """What is to be done next about a card; nothing once it is over or under way."""
    if card.column == Column.CLOSED or card.started_on is not None:
        return None
    return Step.RELEASE if card.gone else _NEXT[card.column]


def stage_of(column: Column) -> Stage:
    """The stage of a proposal that stands in this column."""
    return Stage(column.value)


def is_stale(card: BoardCard) -> bool:
    """Whether a card has stood in its column for longer than usual."""
    most = _STALE.get(card.column)
    return most is not None and card.started_on is None and card.days >= most


def is_overdue(card: BoardCard, now: datetime) -> bool:
    """Whether an answer should have come by now."""
    missing = card.mentee_answer is None or card.mentor_answer is None
    return card.column == Column.DECISION and missing and card.due is not None and card.due <= now


def waits_for_us(card: BoardCard, today: date, now: datetime) -> bool:
    """Whether the next step is the office's: nobody else is being waited for."""
    if next_step(card) is None:
        return False
    met, signing = card.meeting, card.signing
    ours = {
        Column.SUGGESTED: True,
        Column.PROPOSED: card.has_lapsed(today),
        Column.FIRST_MEETING: met is None or met.on <= today,
        Column.DECISION: is_overdue(card, now),
        Column.SIGNED: not card.unsigned or signing is None or signing.on <= today,
    }
    return bool(card.gone) or ours[card.column]


def _refused(card: BoardCard, to: Column) -> str | None:
    """Why a card stays where it is; the first reason that holds."""
    forward = to != Column.CLOSED and COLUMNS.index(to) > _place(card)
    reasons = (
        (
            card.column == Column.CLOSED,
            N_("This proposal is closed. Make a new one if the pair should be thought of again."),
        ),
        (to == card.column, N_("The card is there already.")),
        (card.started_on is not None, N_("This duo has begun. Go on with it under Duos.")),
        (
            card.is_duo and to != Column.CLOSED,
            N_("Both have said yes. Release the duo if it is not to begin."),
        ),
        (
            forward and bool(card.gone),
            N_("One of the two has left the programme. Release the other one."),
        ),
        (
            forward and card.column == Column.SUGGESTED and to != Column.PROPOSED,
            N_("Propose the duo to both first, then plan their meeting."),
        ),
        (
            forward and (card.column, to) not in _FORWARD,
            N_("They have to meet first. Then note what both answered."),
        ),
    )
    return next((text for holds, text in reasons if holds), None)


def _place(card: BoardCard) -> int:
    return COLUMNS.index(card.column) if card.column in COLUMNS else len(COLUMNS)
