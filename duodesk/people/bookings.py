"""What a colleague has to do on a day: the sessions they lead and the interviews they hold; two at
the same hours are told, and never refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.clock import BELGIUM
from duodesk.base.ids import Id
from duodesk.model.interviews import Interview
from duodesk.model.people import Person
from duodesk.model.recruitment import InfoSession
from duodesk.people.text import full_name

# So long lasts what has a beginning and no end.
USUAL_MINUTES = 90


class Occupied(StrEnum):
    """By what somebody is occupied."""

    SESSION = "session"
    INTERVIEW = "interview"


@dataclass(frozen=True, slots=True)
class Hours:
    """From when and how long, in minutes; `start` counts from midnight. None is not known."""

    start: int | None = None
    minutes: int | None = None

    def overlaps(self, other: Hours) -> bool:
        """Whether the two share a minute; hours that are not known may."""
        if self.start is None or other.start is None:
            return True
        return self.start < other.end and other.start < self.end

    @property
    def end(self) -> int:
        """The minute after the last one; of an unknown length, after the usual one."""
        return (self.start or 0) + (self.minutes or USUAL_MINUTES)


@dataclass(frozen=True, slots=True)
class Booking:
    """One thing a colleague does on a day: a session (by its place) or an interview (by the name of
    the person).
    """

    what: Occupied
    hours: Hours
    name: str


def clashes(hours: Hours, others: Iterable[Booking]) -> list[Booking]:
    """What falls on these hours, or may: those of known hours first. Pure."""
    found = [one for one in others if one.hours.overlaps(hours)]
    return sorted(found, key=lambda one: (one.hours.start is None, one.hours.start or 0, one.name))


def bookings(session: Session, author_id: Id, day: date, *, but: Id | None = None) -> list[Booking]:
    """All that a colleague does on a day, without one session (the one that is being planned)."""
    return [*_sessions(session, author_id, day, but), *_interviews(session, author_id, day)]


def _sessions(session: Session, author_id: Id, day: date, but: Id | None) -> list[Booking]:
    own = InfoSession
    found = session.execute(
        select(own.id, own.start, own.minutes, own.place).where(
            own.led_by == author_id, own.held_on == day, own.cancelled_on.is_(None)
        )
    )
    return [
        Booking(Occupied.SESSION, Hours(row.start, row.minutes), row.place or "")
        for row in found
        if row.id != but
    ]


def _interviews(session: Session, author_id: Id, day: date) -> list[Booking]:
    """An interview has an hour once it is finished: it ended then, so many minutes after it
    began.
    """
    own = Interview
    found = session.execute(
        select(own.finished_at, own.minutes, Person.given_name, Person.family_name)
        .outerjoin(Person, Person.id == own.person_id)
        .where(own.author_id == author_id, own.held_on == day)
    )
    booked = []
    for row in found:
        hours, ended = Hours(), row.finished_at.astimezone(BELGIUM) if row.finished_at else None
        if ended is not None and ended.date() == day and row.minutes:
            start = ended.hour * 60 + ended.minute - row.minutes
            hours = Hours(max(start, 0), row.minutes)
        name = full_name(row.given_name, row.family_name)
        booked.append(Booking(Occupied.INTERVIEW, hours, name))
    return booked
