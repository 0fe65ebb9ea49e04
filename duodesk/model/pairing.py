"""From a suggestion to a signed duo."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from duodesk.base.ids import Id
from duodesk.model.base import LongText, Record, Word
from duodesk.model.people import Goal


class Stage(StrEnum):
    """Where a proposal stands; `accepted` is where a duo begins."""

    SUGGESTED = "suggested"
    PROPOSED = "proposed"
    FIRST_MEETING = "first_meeting"
    DECISION = "decision"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Answer(StrEnum):
    """What one side said after the first meeting; private to that side and the coordination."""

    YES = "yes"
    NO = "no"


class DuoStage(StrEnum):
    """Where a duo stands, from the papers to the end."""

    TO_SIGN = "to_sign"
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"
    NEVER_STARTED = "never_started"


class RuleKind(StrEnum):
    """What the team decided about a pair for good: keep it in the plan, or never think of it."""

    LOCKED = "locked"
    FORBIDDEN = "forbidden"
    CONFLICT = "conflict"


class Decided(StrEnum):
    """What a matching meeting decided about a mentee."""

    PROPOSE = "propose"
    LATER = "later"
    NO_MENTOR = "no_mentor"


class Proposal(Record, kw_only=True):
    """One mentee and one mentor thought to fit, the reasons then given, and both answers."""

    __tablename__ = "proposal"
    __table_args__ = (Index("proposal_meeting_on", "meeting_on"),)
    __office_only__: ClassVar[tuple[str, ...]] = (
        "mentee_reason", "mentor_reason", "closed_reason", "overruled_reason",
    )  # fmt: skip
    __owner__: ClassVar[tuple[str, ...]] = ("mentee_id", "office_id")

    mentee_id: Mapped[Id]
    mentor_id: Mapped[Id]
    office_id: Mapped[Id]
    stage: Mapped[Stage] = mapped_column(Word(Stage), default=Stage.SUGGESTED)
    proposed_on: Mapped[date | None] = mapped_column(default=None)
    proposed_by: Mapped[Id | None] = mapped_column(default=None)
    reason: Mapped[str | None] = mapped_column(default=None)
    # The reasons as they stood, so that they can be explained later: JSON of criterion, points,
    # values.
    reasons: Mapped[LongText | None] = mapped_column(default=None)
    meeting_on: Mapped[date | None] = mapped_column(default=None)
    meeting_place: Mapped[str | None] = mapped_column(default=None)
    mentee_answer: Mapped[Answer | None] = mapped_column(Word(Answer), default=None)
    mentee_answered_on: Mapped[date | None] = mapped_column(default=None)
    mentee_reason: Mapped[str | None] = mapped_column(default=None)
    mentor_answer: Mapped[Answer | None] = mapped_column(Word(Answer), default=None)
    mentor_answered_on: Mapped[date | None] = mapped_column(default=None)
    mentor_reason: Mapped[str | None] = mapped_column(default=None)
    closed_on: Mapped[date | None] = mapped_column(default=None)
    closed_reason: Mapped[str | None] = mapped_column(default=None)
    # A word of the list beside the reason in one's own words.
    closed_code: Mapped[str | None] = mapped_column(default=None)
    # Since when it stands in its stage; a reservation is counted from here.
    moved_on: Mapped[date | None] = mapped_column(default=None)
    # Warnings that the team overruled, as words with blanks between, and why.
    overruled: Mapped[str | None] = mapped_column(default=None)
    overruled_reason: Mapped[str | None] = mapped_column(default=None)
    # The matching meeting at which it was decided.
    matching_id: Mapped[Id | None] = mapped_column(default=None)


class PairRule(Record, kw_only=True):
    """A pair that is settled or out of question, with who said so and why."""

    __tablename__ = "pair_rule"
    __office_only__: ClassVar[tuple[str, ...]] = ("reason",)
    __owner__: ClassVar[tuple[str, ...]] = ("mentee_id",)

    mentee_id: Mapped[Id]
    mentor_id: Mapped[Id]
    kind: Mapped[RuleKind] = mapped_column(Word(RuleKind))
    reason: Mapped[str | None] = mapped_column(default=None)
    author_id: Mapped[Id | None] = mapped_column(default=None)
    since: Mapped[date | None] = mapped_column(default=None)
    lifted_on: Mapped[date | None] = mapped_column(default=None)


class MatchingMeeting(Record, kw_only=True):
    """A meeting of the team at which duos are thought of."""

    __tablename__ = "matching_meeting"
    __office_only__: ClassVar[tuple[str, ...]] = ("note",)

    office_id: Mapped[Id]
    held_on: Mapped[date]
    finished_at: Mapped[datetime | None] = mapped_column(default=None)
    note: Mapped[LongText | None] = mapped_column(default=None)


class MatchingPresent(Record, kw_only=True):
    """Who took part in a matching meeting: a colleague, or a guest by name."""

    __tablename__ = "matching_present"

    matching_id: Mapped[Id]
    author_id: Mapped[Id | None] = mapped_column(default=None)
    name: Mapped[str | None] = mapped_column(default=None)


class MatchingDecision(Record, kw_only=True):
    """What was decided about a mentee at a matching meeting, and the reason noted there."""

    __tablename__ = "matching_decision"
    __office_only__: ClassVar[tuple[str, ...]] = ("reason",)
    __owner__: ClassVar[tuple[str, ...]] = ("mentee_id",)

    matching_id: Mapped[Id]
    mentee_id: Mapped[Id]
    decided: Mapped[Decided] = mapped_column(Word(Decided))
    mentor_id: Mapped[Id | None] = mapped_column(default=None)
    proposal_id: Mapped[Id | None] = mapped_column(default=None)
    reason: Mapped[LongText | None] = mapped_column(default=None)


class Duo(Record, kw_only=True):
    """Two people who said yes: papers, start, expected end, end."""

    __tablename__ = "duo"
    __search__ = ("number",)
    __office_only__: ClassVar[tuple[str, ...]] = ("unsigned_reason",)

    number: Mapped[str]
    mentee_id: Mapped[Id]
    mentor_id: Mapped[Id]
    office_id: Mapped[Id]
    proposal_id: Mapped[Id | None] = mapped_column(default=None)
    coordinator_id: Mapped[Id | None] = mapped_column(default=None)
    stage: Mapped[DuoStage] = mapped_column(Word(DuoStage), default=DuoStage.TO_SIGN)
    language: Mapped[str | None] = mapped_column(default=None)
    goal: Mapped[Goal | None] = mapped_column(Word(Goal), default=None)
    formed_on: Mapped[date | None] = mapped_column(default=None)
    start_date: Mapped[date | None] = mapped_column(default=None)
    expected_end: Mapped[date | None] = mapped_column(default=None)
    ended_on: Mapped[date | None] = mapped_column(default=None)
    end_reason: Mapped[str | None] = mapped_column(default=None)
    unsigned_reason: Mapped[str | None] = mapped_column(default=None)
    # Days by which the term was put off, besides those of pauses.
    extended_days: Mapped[int | None] = mapped_column(default=None)
    # The version of the follow-up template that made its plan.
    template_id: Mapped[Id | None] = mapped_column(default=None)
    # When the career action plan was written.
    plan_written_on: Mapped[date | None] = mapped_column(default=None)
    # What the two wish once the duo is over: to stay in touch, or not.
    afterwards: Mapped[str | None] = mapped_column(default=None)
    # Whether the mentor takes another duo, and from when on.
    again: Mapped[bool | None] = mapped_column(default=None)
    thanked_on: Mapped[date | None] = mapped_column(default=None)
