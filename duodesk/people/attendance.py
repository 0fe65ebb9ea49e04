"""Information sessions as screens and papers show them: how full, who is expected, who came."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from duodesk.base.collate import sort_key
from duodesk.base.ids import Id
from duodesk.model.people import Enrolment, Person, Role, Status
from duodesk.model.recruitment import InfoSession, Invited, Presence
from duodesk.model.reference import Author
from duodesk.people.text import full_name, list_name
from duodesk.people.together import left_out

_UNPLANNED = date.max
_WAITING = (Status.REGISTERED, Status.INVITED)


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session with its counts; `invited` are those whose presence is not noted yet."""

    id: Id
    office_id: Id
    held_on: date
    role: Role | None
    start: int | None
    minutes: int | None
    place: str
    online: bool | None
    language: str | None
    capacity: int | None
    led_by: Id | None
    leader: str
    cancelled_on: date | None
    invited: int = 0
    attended: int = 0
    absent: int = 0
    excused: int = 0

    @property
    def people(self) -> int:
        """Everybody who was ever expected."""
        return self.invited + self.attended + self.absent + self.excused

    @property
    def seats_left(self) -> int | None:
        """Free seats, below zero where too many are expected; who excused themselves needs none."""
        return None if self.capacity is None else self.capacity - self.people + self.excused

    def is_over(self, today: date) -> bool:
        """Whether its day is past, or it was called off."""
        return self.held_on < today or self.cancelled_on is not None


@dataclass(frozen=True, slots=True)
class AttendeeRow:
    """Somebody invited to a session; `missed` counts the other sessions they did not come to."""

    person_id: Id
    number: str
    name: str
    full_name: str
    phone: str
    email: str
    presence: Presence
    invited_on: date | None
    missed: int


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """Somebody who could be invited: since when they wait, and the session they missed last."""

    person_id: Id
    number: str
    name: str
    role: Role
    municipality: str
    language: str | None
    since: date | None
    missed_on: date | None


def sessions(session: Session, *, office_id: Id) -> list[SessionRow]:
    """All sessions of an office, latest first."""
    found = _sessions(session, InfoSession.office_id == office_id)
    return sorted(found, key=lambda s: (s.held_on, s.start or 0, str(s.id)), reverse=True)


def info_session(session: Session, session_id: Id) -> SessionRow | None:
    """One session; None when there is no such session (any more)."""
    return next(iter(_sessions(session, InfoSession.id == session_id)), None)


def attendees(session: Session, session_id: Id) -> list[AttendeeRow]:
    """The people of a session by name."""
    missed = _missed_elsewhere(session, session_id)
    found = session.execute(
        select(
            Person.id, Person.number, Person.family_name, Person.given_name, Person.phone,
            Person.email, Invited.presence, Invited.invited_on,
        )
        .join(Invited, Invited.person_id == Person.id)
        .where(Invited.session_id == session_id)
        .order_by(Invited.id)
    )  # fmt: skip
    # Two offices may have invited the same person: the later row holds.
    rows = {
        (
            sort_key(row.family_name or row.given_name or "", row.given_name or ""),
            row.id,
        ): AttendeeRow(
            person_id=row.id,
            number=row.number or "",
            name=list_name(row.family_name, row.given_name),
            full_name=full_name(row.given_name, row.family_name),
            phone=row.phone or "",
            email=row.email or "",
            presence=row.presence or Presence.INVITED,
            invited_on=row.invited_on,
            missed=missed[row.id],
        )
        for row in found
    }
    return [rows[key] for key in sorted(rows)]


def invited_to(session: Session, person_id: Id, *, today: date) -> list[SessionRow]:
    """The sessions at which a person is still expected, the next one first."""
    asked = select(Invited.session_id).where(
        Invited.person_id == person_id, Invited.presence == Presence.INVITED
    )
    found = _sessions(session, InfoSession.id.in_(asked))
    coming = [row for row in found if not row.is_over(today)]
    return sorted(coming, key=lambda row: (row.held_on, row.start or 0, str(row.id)))


def candidates(session: Session, session_id: Id, *, today: date) -> list[CandidateRow]:
    """Who could still be invited, longest waiting first: registered, or invited before in vain."""
    row = info_session(session, session_id)
    if row is None:
        return []
    waiting = _waiting(row, left_out(session))
    people = waiting.with_only_columns(Person.id).order_by(None)
    busy, missed = _invitations(session, session_id, people, today)
    found: dict[Id, CandidateRow] = {}
    for one in session.execute(waiting):
        if one.id not in busy:
            found.setdefault(one.id, _candidate(one, missed.get(one.id)))
    return list(found.values())


def _sessions(session: Session, which: Any) -> list[SessionRow]:
    """A session whose day is still on its way from another office is left out."""
    table = InfoSession.__table__
    asked = (
        select(table, Author.name.label("leader"))
        .outerjoin(Author, Author.id == InfoSession.led_by)
        .where(which, InfoSession.held_on.is_not(None))
    )
    rows = session.execute(asked).mappings().all()
    counts = _counts(session, [row["id"] for row in rows])
    return [
        SessionRow(
            **{
                **row,
                "place": row["place"] or "",
                "leader": row["leader"] or "",
                **{str(mark): counts[row["id"], mark] for mark in Presence},
            }
        )
        for row in rows
    ]


def _counts(session: Session, ids: Sequence[Id]) -> Counter[tuple[Id, Presence]]:
    """How many people have which presence. Two offices may have invited the same person: the
    later row holds (SQLite gives the columns of the row that has the maximum).
    """
    latest = (
        select(Invited.session_id, Invited.presence, func.max(Invited.id))
        .where(Invited.session_id.in_(ids))
        .group_by(Invited.session_id, Invited.person_id)
        .subquery()
    )
    told = select(latest.c.session_id, latest.c.presence, func.count())
    return Counter(
        {
            (one, presence or Presence.INVITED): n
            for one, presence, n in session.execute(told.group_by("session_id", "presence"))
        }
    )


def _missed_elsewhere(session: Session, session_id: Id) -> Counter[Id]:
    here = select(Invited.person_id).where(Invited.session_id == session_id)
    asked = select(Invited.person_id).where(
        Invited.person_id.in_(here),
        Invited.session_id != session_id,
        Invited.presence == Presence.ABSENT,
    )
    return Counter(session.scalars(asked))


def _invitations(
    session: Session, session_id: Id, people: Select[Id], today: date
) -> tuple[set[Id], dict[Id, date]]:
    """Who is in this session, expected in another one or came to one; and who missed which last."""
    busy: set[Id] = set()
    missed: dict[Id, date] = defaultdict(lambda: date.min)
    asked = (
        select(
            Invited.person_id, Invited.session_id, Invited.presence, InfoSession.held_on,
            InfoSession.cancelled_on,
        )
        .join(InfoSession, InfoSession.id == Invited.session_id)
        .where(Invited.person_id.in_(people))
    )  # fmt: skip
    for row in session.execute(asked):
        day = row.held_on or _UNPLANNED
        expected = row.presence == Presence.INVITED and day >= today and not row.cancelled_on
        if row.session_id == session_id or expected or row.presence == Presence.ATTENDED:
            busy.add(row.person_id)
        elif row.presence == Presence.ABSENT:
            missed[row.person_id] = max(missed[row.person_id], day)
    return busy, missed


def _waiting(row: SessionRow, second: frozenset[Id]) -> Select[*tuple[Any, ...]]:
    """Who of the session's office and role is at the beginning of the way."""
    which = [Enrolment.role == row.role] if row.role else []
    return (
        select(
            Person.id, Person.number, Person.family_name, Person.given_name, Person.municipality,
            Person.contact_language, Enrolment.role, Enrolment.registered_on,
        )
        .join(Enrolment, Enrolment.person_id == Person.id)
        .where(
            Enrolment.office_id == row.office_id,
            Enrolment.status.in_(_WAITING),
            Person.id.not_in(second),
            *which,
        )
        .order_by(Enrolment.registered_on.is_(None), Enrolment.registered_on, Person.number)
    )  # fmt: skip


def _candidate(row: Any, missed_on: date | None) -> CandidateRow:
    return CandidateRow(
        person_id=row.id,
        number=row.number or "",
        name=list_name(row.family_name, row.given_name),
        role=row.role,
        municipality=row.municipality or "",
        language=row.contact_language,
        since=row.registered_on,
        missed_on=missed_on,
    )
