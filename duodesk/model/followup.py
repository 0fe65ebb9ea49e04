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
