"""Whom to call: those who registered and were not called yet, and those who were expected and did
not come.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from duodesk.base.clock import BELGIUM
from duodesk.base.collate import fold
from duodesk.base.holidays import working_days_after
from duodesk.base.ids import Id
from duodesk.model.people import Enrolment, Person, Role, Status
from duodesk.model.recruitment import InfoSession, Invited, Presence
from duodesk.model.reference import Author
from duodesk.office import settings
from duodesk.people.contacts import About, ContactRow, People, contacts_of
from duodesk.people.text import list_name
from duodesk.people.together import Joined, goes_on, joined_entries, second_entries

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Tries:
    """What was tried in vain so far: how often, and when last."""

    count: int = 0
    last: datetime | None = None

    @property
    def again_on(self) -> date | None:
        """The working day after the last attempt; None when nothing was tried."""
        return working_days_after(self.last.astimezone(BELGIUM).date(), 1) if self.last else None


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody to call, why, and since when; `due` is the last day to do it in time."""

    person_id: Id
    number: str
    name: str
    role: Role
    phone: str
    email: str
    coordinator: str
    about: About
    since: date
    due: date
    tries: Tries

    def is_late(self, today: date) -> bool:
        """Whether the time in which they should have heard from us is over."""
        return today > self.due

    def was_tried(self, today: date) -> bool:
        """Whether they were tried so lately that the next attempt is for another working day."""
        again = self.tries.again_on
        return again is not None and again > today


def counted(contacts: Iterable[ContactRow], about: About, since: date) -> list[ContactRow]:
    """The contacts that speak for a call: those since the registration. On the day of a missed
    session only those about it do: who is called in the morning may be missed in the evening.
    """
    if about == About.NO_SHOW:
        return [
            one
            for one in contacts
            if one.day > since or (one.day == since and one.about == About.NO_SHOW)
        ]
    return [one for one in contacts if one.day >= since]


def tries(contacts: Sequence[ContactRow]) -> Tries | None:
    """What was tried in vain; None when the person was reached."""
    if any(one.reached for one in contacts):
        return None
    return Tries(len(contacts), max((one.at for one in contacts), default=None))


def calls(session: Session, *, office_id: Id, today: date) -> list[Call]:
    """The call list of an office, what is due first on top; each person stands on it once."""
    chosen = settings.values(session, office_id=office_id, on=today)
    within = chosen.number(settings.FIRST_CALL_DAYS)
    joined = joined_entries(session)
    waiting = session.execute(_waiting(office_id, second_entries(joined))).all()
    # What another office told of an entry that goes on in another one counts for that one.
    here = {row.id for row in waiting}
    ids = [*here, *(one for one in joined if goes_on(joined, one) in here)]
    contacts = _by_person(contacts_of(session, ids), joined)
    marks = _by_person(_marks(session, ids), joined)
    found: dict[Id, Call] = {}
    for row in waiting:
        reasons = [(About.NO_SHOW, last_missed(marks.get(row.id, ())))]
        if row.status == Status.REGISTERED:
            reasons.append((About.FIRST_CALL, row.registered_on))
        for about, since in reasons:
            if since is None or row.id in found:
                continue
            tried = tries(counted(contacts.get(row.id, ()), about, since))
            if tried is not None:
                found[row.id] = _call(row, about, since, within, tried)
    return sorted(found.values(), key=lambda c: (c.due, c.since, fold(c.name), c.number))


def last_missed(marks: Iterable[tuple[date, Presence]]) -> date | None:
    """The session somebody missed last; None when they came to a later one, or excused
    themselves.
    """
    told = sorted((day, mark) for day, mark in marks if mark != Presence.INVITED)
    return told[-1][0] if told and told[-1][1] == Presence.ABSENT else None


def _call(row: Any, about: About, since: date, within: int, tried: Tries) -> Call:
    return Call(
        person_id=row.id,
        number=row.number or "",
        name=list_name(row.family_name, row.given_name),
        role=row.role,
        phone=row.phone or "",
        email=row.email or "",
        coordinator=row.coordinator or "",
        about=about,
        since=since,
        due=working_days_after(since, within),
        tries=tried,
    )


def _waiting(office_id: Id, second: frozenset[Id]) -> Select[*tuple[Any, ...]]:
    """Who is at the beginning of the way, with what a call needs; nobody's second entry."""
    return (
        select(
            Person.id, Person.number, Person.family_name, Person.given_name, Person.phone,
            Person.email, Enrolment.role, Enrolment.status, Enrolment.registered_on,
            Author.name.label("coordinator"),
        )
        .join(Enrolment, Enrolment.person_id == Person.id)
        .outerjoin(Author, Author.id == Person.coordinator_id)
        .where(
            Enrolment.office_id == office_id,
            Enrolment.status.in_((Status.REGISTERED, Status.INVITED)),
            Person.id.not_in(second),
        )
    )  # fmt: skip


def _marks(session: Session, people: People) -> dict[Id, list[tuple[date, Presence]]]:
    """The sessions these people were invited to, and whether they came."""
    asked = (
        select(Invited.person_id, InfoSession.held_on, Invited.presence)
        .join(InfoSession, InfoSession.id == Invited.session_id)
        .where(
            Invited.person_id.in_(people),
            InfoSession.held_on.is_not(None),
            InfoSession.cancelled_on.is_(None),
        )
    )
    marks: dict[Id, list[tuple[date, Presence]]] = defaultdict(list)
    for row in session.execute(asked):
        marks[row.person_id].append((row.held_on, row.presence))
    return marks


def _by_person(told: Mapping[Id, list[T]], joined: Joined) -> dict[Id, list[T]]:
    """What is told of each person, with what is told of their other entries."""
    found: dict[Id, list[T]] = defaultdict(list)
    for one, rows in told.items():
        found[goes_on(joined, one)] += rows
    return found
