"""What is known of a person before there is a row: handed to commands by forms and by lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from duodesk.base.ids import Id
from duodesk.model.people import Goal, Level, Relation, Side, Stance, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonValues:
    """The columns of a person; `number` is given by the desk when left out."""

    number: str | None = None
    given_name: str | None = None
    family_name: str | None = None
    known_as: str | None = None
    form_of_address: str | None = None
    birth_date: date | None = None
    contact_language: str | None = None
    email: str | None = None
    phone: str | None = None
    street: str | None = None
    postcode: str | None = None
    municipality: str | None = None
    arrival: str | None = None
    coordinator_id: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentValues:
    """The columns of an enrolment, mentees' and mentors' alike."""

    status: Status = Status.REGISTERED
    registered_on: date | None = None
    accepted_on: date | None = None
    source: str | None = None
    partner_id: Id | None = None
    redirected_to_id: Id | None = None
    eligible_basis: str | None = None
    eligible_on: date | None = None
    decided_on: date | None = None
    decision_reason: str | None = None
    decision_text: str | None = None
    goal: Goal | None = None
    project_clarity: str | None = None
    diploma_home: str | None = None
    diploma_recognised: str | None = None
    employment_status: str | None = None
    generalist: bool | None = None
    trained_on: date | None = None
    free_from: date | None = None
    capacity: int | None = None
    informed_on: date | None = None
    permit_until: date | None = None
    c45b_filed_on: date | None = None
    c45b_answer: str | None = None
    c45b_until: date | None = None


@dataclass(frozen=True, slots=True)
class Trade:
    """An occupation aimed at (`rank` 1 to 3) or worked in (`years`)."""

    occupation: str
    relation: Relation
    rank: int | None = None
    years: int | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """A free stretch of one weekday (0 Monday), half-hours from midnight, end excluded."""

    weekday: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What pairing weighs: languages, trades, interests, topics, free time."""

    languages: Mapping[str, Level | None] = field(default_factory=dict)
    trades: tuple[Trade, ...] = ()
    interests: frozenset[str] = frozenset()
    topics: frozenset[tuple[str, Side]] = frozenset()
    traits: frozenset[tuple[str, Stance]] = frozenset()
    slots: tuple[Slot, ...] = ()
