"""Duos under way: the weekly meetings, what became of the mentee, and what was asked."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import ClassVar

from sqlalchemy.orm import Mapped, mapped_column

from duodesk.base.ids import Id
from duodesk.model.base import LongText, Record, Word


class Held(StrEnum):
    """Whether a weekly meeting took place."""

    MET = "met"
    NOT_MET = "not_met"
    EXCUSED = "excused"


class Evidence(StrEnum):
    """How we know of an outcome."""

    MENTEE = "mentee"
    MENTOR = "mentor"
    DOCUMENT = "document"
    ADMINISTRATIVE = "administrative"


class Situation(StrEnum):
    """What a mentee answered when asked, if nothing positive was to be told."""

    LOOKING = "looking"
    NOT_LOOKING = "not_looking"
    POSITIVE = "positive"
    UNREACHABLE = "unreachable"
    OUT_OF_SCOPE = "out_of_scope"


class StepKind(StrEnum):
    """What a step of the follow-up asks of a coordinator."""

    LETTER = "letter"
    CHECK = "check"
    # Done by itself once a weekly meeting was held.
    FIRST_MEETING = "first_meeting"
    CONTACT = "contact"
    MID_TERM = "mid_term"
    CLOSING = "closing"
    OUTCOME = "outcome"


class Party(StrEnum):
    """With whom a step is done; `each` are two contacts apart."""

    MENTEE = "mentee"
    MENTOR = "mentor"
    EACH = "each"
    TOGETHER = "together"


class Meeting(Record, kw_only=True):
    """One week's meeting of a duo, or its absence."""

    __tablename__ = "meeting"
    __office_only__: ClassVar[tuple[str, ...]] = ("note",)
    __owner__: ClassVar[tuple[str, ...]] = ("duo_id",)

    duo_id: Mapped[Id]
    held_on: Mapped[date]
    state: Mapped[Held] = mapped_column(Word(Held), default=Held.MET)
    minutes: Mapped[int | None] = mapped_column(default=None)
    note: Mapped[LongText | None] = mapped_column(default=None)
    said_by: Mapped[str | None] = mapped_column(default=None)


class MeetingTopic(Record, kw_only=True):
    """Something a duo worked on at a meeting."""

    __tablename__ = "meeting_topic"

    meeting_id: Mapped[Id]
    topic: Mapped[str]


class OutcomeEvent(Record, kw_only=True):
    """Something that happened to a mentee on the way to work; what it counts as is computed."""

    __tablename__ = "outcome_event"
    __search__ = ("employer",)

    person_id: Mapped[Id]
    kind: Mapped[str]
    started_on: Mapped[date]
    duo_id: Mapped[Id | None] = mapped_column(default=None)
    ended_on: Mapped[date | None] = mapped_column(default=None)
    expected_end: Mapped[date | None] = mapped_column(default=None)
    weekly_hours: Mapped[int | None] = mapped_column(default=None)
    field: Mapped[str | None] = mapped_column(default=None)
    employer: Mapped[str | None] = mapped_column(default=None)
    recognised_certificate: Mapped[bool | None] = mapped_column(default=None)
    evidence: Mapped[Evidence | None] = mapped_column(Word(Evidence), default=None)
    recorded_on: Mapped[date | None] = mapped_column(default=None)
    recorded_by: Mapped[Id | None] = mapped_column(default=None)


class StatusCheck(Record, kw_only=True):
    """A mentee was asked how things stand; absence of a row is unknown, never no."""

    __tablename__ = "status_check"

    person_id: Mapped[Id]
    asked_on: Mapped[date]
    situation: Mapped[Situation] = mapped_column(Word(Situation))
    duo_id: Mapped[Id | None] = mapped_column(default=None)
    source: Mapped[str | None] = mapped_column(default=None)


class Pause(Record, kw_only=True):
    """Days on which a duo rests, both included; without a last day it rests still. Why, stays in
    the owning office: it may be an illness.
    """

    __tablename__ = "pause"
    __office_only__: ClassVar[tuple[str, ...]] = ("reason",)
    __owner__: ClassVar[tuple[str, ...]] = ("duo_id",)

    duo_id: Mapped[Id]
    first_day: Mapped[date]
    last_day: Mapped[date | None] = mapped_column(default=None)
    reason: Mapped[str | None] = mapped_column(default=None)


class FollowUpTemplate(Record, kw_only=True):
    """The follow-up of a duo in one version; a changed one is a new row, running duos keep
    theirs.
    """

    __tablename__ = "follow_up_template"

    name: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    # None where all offices may use it.
    office_id: Mapped[Id | None] = mapped_column(default=None)
    closed_on: Mapped[date | None] = mapped_column(default=None)


class FollowUpStep(Record, kw_only=True):
    """A step of a template: so many days after the start, and whether a pause moves it."""

    __tablename__ = "follow_up_step"

    template_id: Mapped[Id]
    kind: Mapped[StepKind] = mapped_column(Word(StepKind))
    days: Mapped[int]
    party: Mapped[Party] = mapped_column(Word(Party), default=Party.EACH)
    title: Mapped[str | None] = mapped_column(default=None)
    # Counted in months from the start instead, and then never moved.
    months: Mapped[int | None] = mapped_column(default=None)
    # How many days before and after still are in time.
    early: Mapped[int | None] = mapped_column(default=None)
    late: Mapped[int | None] = mapped_column(default=None)


class DuoStep(Record, kw_only=True):
    """A step of one duo's plan: when it is due, and what became of it."""

    __tablename__ = "duo_step"

    duo_id: Mapped[Id]
    step_id: Mapped[Id]
    kind: Mapped[StepKind] = mapped_column(Word(StepKind))
    party: Mapped[Party] = mapped_column(Word(Party), default=Party.EACH)
    due_on: Mapped[date]
    # Where somebody chose another day than the template's.
    adjusted: Mapped[bool | None] = mapped_column(default=None)
    done_on: Mapped[date | None] = mapped_column(default=None)
    skipped_on: Mapped[date | None] = mapped_column(default=None)
    skipped_reason: Mapped[str | None] = mapped_column(default=None)


class Snooze(Record, kw_only=True):
    """An alert put off until a day, and why."""

    __tablename__ = "snooze"
    __office_only__: ClassVar[tuple[str, ...]] = ("reason",)
    __owner__: ClassVar[tuple[str, ...]] = ("person_id", "duo_id")

    rule: Mapped[str]
    until: Mapped[date]
    reason: Mapped[str | None] = mapped_column(default=None)
    duo_id: Mapped[Id | None] = mapped_column(default=None)
    person_id: Mapped[Id | None] = mapped_column(default=None)
    author_id: Mapped[Id | None] = mapped_column(default=None)
    since: Mapped[date | None] = mapped_column(default=None)


class Reminder(Record, kw_only=True):
    """Something a colleague wants to be reminded of; what, stays in the owning office."""

    __tablename__ = "reminder"
    __office_only__: ClassVar[tuple[str, ...]] = ("text",)
    __owner__: ClassVar[tuple[str, ...]] = ("person_id", "duo_id", "office_id")

    due_on: Mapped[date]
    text: Mapped[LongText]
    office_id: Mapped[Id]
    author_id: Mapped[Id | None] = mapped_column(default=None)
    person_id: Mapped[Id | None] = mapped_column(default=None)
    duo_id: Mapped[Id | None] = mapped_column(default=None)
    done_on: Mapped[date | None] = mapped_column(default=None)


class Cover(Record, kw_only=True):
    """A colleague looks after another's duos on some days, both included."""

    __tablename__ = "cover"

    author_id: Mapped[Id]
    covered_by: Mapped[Id]
    first_day: Mapped[date]
    last_day: Mapped[date]


class Questionnaire(Record, kw_only=True):
    """A questionnaire asked of one member of a duo, in one version, and when it came back."""

    __tablename__ = "questionnaire"

    duo_id: Mapped[Id]
    person_id: Mapped[Id]
    kind: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    language: Mapped[str | None] = mapped_column(default=None)
    due_on: Mapped[date | None] = mapped_column(default=None)
    answered_on: Mapped[date | None] = mapped_column(default=None)
    on_paper: Mapped[bool | None] = mapped_column(default=None)


class Reply(Record, kw_only=True):
    """The answer to one question, 1 to 5; words stay in the owning office."""

    __tablename__ = "reply"
    __office_only__: ClassVar[tuple[str, ...]] = ("words",)
    __owner__: ClassVar[tuple[str, ...]] = ("person_id",)

    questionnaire_id: Mapped[Id]
    person_id: Mapped[Id]
    question: Mapped[str]
    score: Mapped[int | None] = mapped_column(default=None)
    words: Mapped[LongText | None] = mapped_column(default=None)


class ExpenseCap(Record, kw_only=True):
    """What a volunteer may be paid in lump sums in one year, in cents."""

    __tablename__ = "expense_cap"

    year: Mapped[int]
    per_day: Mapped[int]
    per_year: Mapped[int]


class Expense(Record, kw_only=True):
    """What was paid to a mentor for a day, in cents."""

    __tablename__ = "expense"

    person_id: Mapped[Id]
    paid_on: Mapped[date]
    cents: Mapped[int]
    lump_sum: Mapped[bool | None] = mapped_column(default=None)
    duo_id: Mapped[Id | None] = mapped_column(default=None)
