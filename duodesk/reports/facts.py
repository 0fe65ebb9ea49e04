"""What figures know of mentors, first meetings and contacts: frozen facts without names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from duodesk.base.ids import Id


class Standing(StrEnum):
    """How a mentor stands on the day of looking."""

    ACTIVE = "active"
    READY = "ready"
    IN_TRAINING = "in_training"
    RESTING = "resting"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class MentorFacts:
    """An accepted mentor: how they stand, when their training began and was complete, and their
    duos as start and end; `part` is by whom one is looked up here, never in what leaves.
    """

    office: str
    standing: Standing
    began_on: date | None = None
    trained_on: date | None = None
    duos: tuple[tuple[date, date | None], ...] = ()
    part: Id | None = None


@dataclass(frozen=True, slots=True)
class FirstMeetingFacts:
    """A first meeting of the period after which both answered."""

    office: str
    on: date
    mentee_no: bool = False
    mentor_no: bool = False
    mentee_id: Id | None = None

    @property
    def refused(self) -> bool:
        """Whether one of the two said no."""
        return self.mentee_no or self.mentor_no


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """A contact of a follow-up plan that was due in the period, and when it took place; `id` is
    the duo's.
    """

    office: str
    duo: str
    due_on: date
    done_on: date | None = None
    in_time: bool = False
    id: Id | None = None


@dataclass(frozen=True, slots=True)
class Silence:
    """A duo that runs and how many days ago it gave its last sign; `id` is the duo's."""

    office: str
    duo: str
    days: int
    id: Id | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """A mentee accepted in the period, and when; `part` is by whom one is looked up here."""

    office: str
    on: date
    part: Id | None = None
