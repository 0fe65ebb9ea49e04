"""People: mentees, mentors, or both; what they can, want, and when they are free."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy.orm import Mapped, mapped_column

from duodesk.base.ids import Id
from duodesk.model.base import LongText, Record, Word


class Role(StrEnum):
    """On which side of a duo a person stands."""

    MENTEE = "mentee"
    MENTOR = "mentor"


class Status(StrEnum):
    """Where an enrolment stands on the way from registration to rest."""

    REGISTERED = "registered"
    INVITED = "invited"
    INTERVIEWED = "interviewed"
    WAITING = "waiting"
    ACCEPTED = "accepted"
    IN_DUO = "in_duo"
    RESTING = "resting"
    REDIRECTED = "redirected"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    FINISHED = "finished"


class Goal(StrEnum):
    """What a mentee works towards."""

    JOB = "job"
    INTERNSHIP = "internship"
    TRAINING = "training"


class Level(StrEnum):
    """How well a language is spoken (Common European Framework), or that it is a first language."""

    A1 = "A1"
    A2 = "A2"
    B1 = "B1"
    B2 = "B2"
    C1 = "C1"
    C2 = "C2"
    NATIVE = "native"


class Relation(StrEnum):
    """How a person stands to an occupation."""

    TARGET = "target"
    EXPERIENCE = "experience"


class Stance(StrEnum):
    """How a person stands to something that may matter between two people."""

    HAS = "has"
    WISHES = "wishes"
    REFUSES = "refuses"


class Side(StrEnum):
    """Whether a topic is asked for or offered."""

    NEED = "need"
    STRENGTH = "strength"


class Person(Record, kw_only=True):
    """A person known to an office. There is no column for origin, belief, health or register
    number.
    """

    __tablename__ = "person"
    __search__ = (
        "family_name",
        "given_name",
        "known_as",
        "number",
        "email",
        "phone",
        "municipality",
    )
    __sort__ = ("family_name", "given_name")

    number: Mapped[str]
    office_id: Mapped[Id]
    given_name: Mapped[str | None] = mapped_column(default=None)
    family_name: Mapped[str | None] = mapped_column(default=None)
    known_as: Mapped[str | None] = mapped_column(default=None)
    form_of_address: Mapped[str | None] = mapped_column(default=None)
    birth_date: Mapped[date | None] = mapped_column(default=None)
    contact_language: Mapped[str | None] = mapped_column(default=None)
    email: Mapped[str | None] = mapped_column(default=None)
    phone: Mapped[str | None] = mapped_column(default=None)
    street: Mapped[str | None] = mapped_column(default=None)
    postcode: Mapped[str | None] = mapped_column(default=None)
    municipality: Mapped[str | None] = mapped_column(default=None)
    arrival: Mapped[str | None] = mapped_column(default=None)
    coordinator_id: Mapped[Id | None] = mapped_column(default=None)
    # Working style rated at intake, -2 to +2 on four axes (resources/reference/styles.csv).
    style_pace: Mapped[int | None] = mapped_column(default=None)
    style_structure: Mapped[int | None] = mapped_column(default=None)
    style_talk: Mapped[int | None] = mapped_column(default=None)
    style_feedback: Mapped[int | None] = mapped_column(default=None)
    # Set where two entries turned out to be one person: the entry that goes on, and since when.
    merged_into_id: Mapped[Id | None] = mapped_column(default=None)
    merged_on: Mapped[date | None] = mapped_column(default=None)


class Enrolment(Record, kw_only=True):
    """A person taking part as mentee or as mentor; somebody may do both in the course of time."""

    __tablename__ = "enrolment"
    __office_only__: ClassVar[tuple[str, ...]] = ("decision_text",)
    __owner__: ClassVar[tuple[str, ...]] = ("person_id", "office_id")

    person_id: Mapped[Id]
    office_id: Mapped[Id]
    role: Mapped[Role] = mapped_column(Word(Role))
    status: Mapped[Status] = mapped_column(Word(Status), default=Status.REGISTERED)
    registered_on: Mapped[date | None] = mapped_column(default=None)
    accepted_on: Mapped[date | None] = mapped_column(default=None)
    source: Mapped[str | None] = mapped_column(default=None)
    # The organisation that sent the person, and the one we sent them to.
    partner_id: Mapped[Id | None] = mapped_column(default=None)
    redirected_to_id: Mapped[Id | None] = mapped_column(default=None)
    # How somebody saw that the person may take part; never what they saw.
    eligible_basis: Mapped[str | None] = mapped_column(default=None)
    eligible_on: Mapped[date | None] = mapped_column(default=None)
    eligible_by: Mapped[Id | None] = mapped_column(default=None)
    # What was decided stands in `status`.
    decided_on: Mapped[date | None] = mapped_column(default=None)
    decided_by: Mapped[Id | None] = mapped_column(default=None)
    decision_reason: Mapped[str | None] = mapped_column(default=None)
    decision_text: Mapped[LongText | None] = mapped_column(default=None)
    # Of mentees
    goal: Mapped[Goal | None] = mapped_column(Word(Goal), default=None)
    project_clarity: Mapped[str | None] = mapped_column(default=None)
    diploma_home: Mapped[str | None] = mapped_column(default=None)
    diploma_recognised: Mapped[str | None] = mapped_column(default=None)
    # Of mentors
    employment_status: Mapped[str | None] = mapped_column(default=None)
    generalist: Mapped[bool | None] = mapped_column(default=None)
    trained_on: Mapped[date | None] = mapped_column(default=None)
    free_from: Mapped[date | None] = mapped_column(default=None)
    # How many duos at once; None is the programme's one.
    capacity: Mapped[int | None] = mapped_column(default=None)
    # When the information note to volunteers was handed over.
    informed_on: Mapped[date | None] = mapped_column(default=None)
    # Until when a residence permit is known to be valid; never which one, nor a copy.
    permit_until: Mapped[date | None] = mapped_column(default=None)
    # The declaration of volunteers on an allowance (form C45B): filed, answered, valid until.
    c45b_filed_on: Mapped[date | None] = mapped_column(default=None)
    c45b_answer: Mapped[str | None] = mapped_column(default=None)
    c45b_until: Mapped[date | None] = mapped_column(default=None)


class PersonLanguage(Record, kw_only=True):
    """A language a person speaks, by ISO 639-3 code."""

    __tablename__ = "person_language"

    person_id: Mapped[Id]
    language: Mapped[str]
    level: Mapped[Level | None] = mapped_column(Word(Level), default=None)


class PersonOccupation(Record, kw_only=True):
    """A trade a mentee aims at (`rank` 1 to 3) or a mentor has worked in (`years`)."""

    __tablename__ = "person_occupation"

    person_id: Mapped[Id]
    occupation: Mapped[str]
    relation: Mapped[Relation] = mapped_column(Word(Relation))
    rank: Mapped[int | None] = mapped_column(default=None)
    years: Mapped[int | None] = mapped_column(default=None)


class PersonInterest(Record, kw_only=True):
    """Something a person likes to do or talk about."""

    __tablename__ = "person_interest"

    person_id: Mapped[Id]
    interest: Mapped[str]


class PersonTopic(Record, kw_only=True):
    """Help a mentee asks for, or a strength a mentor offers."""

    __tablename__ = "person_topic"

    person_id: Mapped[Id]
    topic: Mapped[str]
    side: Mapped[Side] = mapped_column(Word(Side))


class PersonTrait(Record, kw_only=True):
    """Something the person said themselves that may matter between two: has it, wishes it of the
    other, refuses it; never noted by anybody else's impression.
    """

    __tablename__ = "person_trait"

    person_id: Mapped[Id]
    trait: Mapped[str]
    stance: Mapped[Stance] = mapped_column(Word(Stance))
    said_on: Mapped[date | None] = mapped_column(default=None)


class Availability(Record, kw_only=True):
    """A stretch of the week in which a person is free; half-hours counted from midnight, end
    excluded.
    """

    __tablename__ = "availability"

    person_id: Mapped[Id]
    weekday: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]


class Note(Record, kw_only=True):
    """Something written down about a person or a duo."""

    __tablename__ = "note"
    __search__ = ("text",)
    __office_only__: ClassVar[tuple[str, ...]] = ("text",)
    __owner__: ClassVar[tuple[str, ...]] = ("person_id", "duo_id")

    text: Mapped[LongText]
    author_id: Mapped[Id | None] = mapped_column(default=None)
    written_at: Mapped[datetime | None] = mapped_column(default=None)
    person_id: Mapped[Id | None] = mapped_column(default=None)
    duo_id: Mapped[Id | None] = mapped_column(default=None)
    # Shown to its author and the office's administration alone.
    restricted: Mapped[bool | None] = mapped_column(default=None)
