"""Everybody on the way in, with the days of each step: frozen rows over the rules of `steps`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, LargeBinary, Select, func, select, type_coerce
from sqlalchemy.orm import Session

from duodesk.base.clock import BELGIUM
from duodesk.base.collate import fold
from duodesk.base.ids import Id
from duodesk.model.interviews import Interview
from duodesk.model.pairing import Duo, DuoStage
from duodesk.model.people import Enrolment, Person, Role, Status
from duodesk.model.recruitment import Contact, InfoSession, Invited, Partner, Presence
from duodesk.model.reference import Author
from duodesk.office import settings
from duodesk.people.steps import ON_THE_WAY, Facts, Mark, Next, Patience, marks, next_step
from duodesk.people.text import list_name
from duodesk.people.together import goes_on, joined_entries


@dataclass(frozen=True, slots=True)
class WayRow:
    """One taking part on the way in, or beyond it: who, from where, and how far."""

    enrolment_id: Id
    person_id: Id
    office_id: Id
    number: str
    name: str
    role: Role
    status: Status
    birth_date: date | None
    source: str | None
    partner_id: Id | None
    partner: str
    redirected_to_id: Id | None
    redirected_to: str
    coordinator: str
    eligible_basis: str | None
    eligible_on: date | None
    eligible_by: str
    accepted_on: date | None
    decision_reason: str | None
    decision_text: str
    decided_by: str
    trained_on: date | None
    matched_on: date | None
    started_on: date | None
    facts: Facts
    marks: tuple[Mark, ...]
    next: Next | None

    @property
    def folded(self) -> str:
        """What a search looks in."""
        return fold(f"{self.name} {self.number} {self.partner} {self.coordinator}")


# What happened, by the key of the person: a day or a moment first, then what is said about it.
Gathered = dict[bytes, list[tuple[Any, ...]]]


class Told(NamedTuple):
    """One taking part: its columns as they were asked for, and what happened by its days."""

    row: Any
    facts: Facts
    matched_on: date | None
    started_on: date | None


_own, _person = Enrolment.__table__.c, Person.__table__.c
# What the facts are made of, beyond what happened.
FACTS = (
    _own.person_id, _own.role, _own.status, _own.registered_on, _own.accepted_on, _own.decided_on,
)  # fmt: skip
_COLUMNS = (
    *FACTS, _own.id, _own.office_id, _own.source, _own.partner_id, _own.redirected_to_id,
    _own.eligible_basis, _own.eligible_on, _own.eligible_by, _own.decided_by, _own.decision_reason,
    _own.decision_text, _own.trained_on, _person.number, _person.given_name, _person.family_name,
    _person.birth_date, _person.coordinator_id,
)  # fmt: skip


def patience(session: Session, *, office_id: Id | None, on: date) -> Patience:
    """How long an office waits before a step presses."""
    chosen = settings.values(session, office_id=office_id, on=on)
    return Patience(
        call=chosen.number(settings.FIRST_CALL_DAYS),
        look=chosen.number(settings.SILENCE_AMBER),
        act=chosen.number(settings.SILENCE_RED),
    )


def on_the_way(session: Session, *, today: date, office_id: Id | None = None) -> list[WayRow]:
    """Everybody on the way in, who waits longest first."""
    chosen: list[ColumnElement[bool]] = [Enrolment.status.in_(ON_THE_WAY)]
    if office_id is not None:
        chosen.append(Enrolment.office_id == office_id)
    rows = ways(session, *chosen, today=today)
    return sorted(rows, key=lambda row: (row.facts.registered_on or date.min, row.number))


def ways_of(session: Session, person_id: Id, *, today: date) -> list[WayRow]:
    """Each taking part of one person, also where something was decided long ago."""
    return ways(session, Enrolment.person_id == person_id, today=today)


def ways_numbered(session: Session, number: str, *, today: date) -> list[WayRow]:
    """Each taking part of the person with this number, the earlier one first."""
    return ways(session, func.lower(Person.number) == number.strip().lower(), today=today)


def ways(session: Session, *chosen: ColumnElement[bool], today: date) -> list[WayRow]:
    """The takings part that are chosen, each with its facts; one statement for each table."""
    names = {row.id: row.name or "" for row in session.execute(select(Author.id, Author.name))}
    partners = {row.id: row.name or "" for row in session.execute(select(Partner.id, Partner.name))}
    waits: dict[Id, Patience] = {}
    rows = []
    for one in told(session, *chosen, columns=_COLUMNS, today=today):
        office = one.row.office_id
        if office not in waits:
            waits[office] = patience(session, office_id=office, on=today)
        rows.append(
            WayRow(
                **_columns(one.row, names, partners),
                started_on=one.started_on,
                matched_on=one.matched_on,
                facts=one.facts,
                marks=marks(one.facts),
                next=next_step(one.facts, today, waits[office]),
            )
        )
    return rows


def told(
    session: Session, *chosen: ColumnElement[bool], columns: Sequence[Any], today: date
) -> Iterator[Told]:
    """The takings part that are chosen, in these columns (`FACTS` among them), each with its facts:
    for figures of many, who need no names and no next step.
    """
    people = select(Enrolment.person_id).join(Person, Person.id == Enrolment.person_id)
    known = _Known(session, people.where(*chosen), today)
    asked = (
        select(*columns)
        .join(Person, Person.id == Enrolment.person_id)
        .where(*chosen)
        .order_by(Enrolment.registered_on, Enrolment.id)
    )
    for row in session.connection().execute(asked).all():
        if row.person_id not in known.aside:
            key = (row.person_id.bytes, row.role)
            yield Told(row, known.facts(row, today), known.matched.get(key), known.started.get(key))


def _columns(row: Any, names: Mapping[Id, str], partners: Mapping[Id, str]) -> dict[str, Any]:
    """The columns of a row as people read them."""
    plain = ("person_id", "office_id", "role", "status", "birth_date", "source", "partner_id",
             "redirected_to_id", "eligible_basis", "eligible_on", "accepted_on",
             "decision_reason", "trained_on")  # fmt: skip
    return {name: getattr(row, name) for name in plain} | {
        "enrolment_id": row.id,
        "decision_text": row.decision_text or "",
        "number": row.number or "",
        "name": list_name(row.family_name, row.given_name),
        "partner": partners.get(row.partner_id, ""),
        "redirected_to": partners.get(row.redirected_to_id, ""),
        "coordinator": names.get(row.coordinator_id, ""),
        "eligible_by": names.get(row.eligible_by, ""),
        "decided_by": names.get(row.decided_by, ""),
    }


class _Known:
    """What happened with the people chosen, by person; read once for all of them.

    What an entry brought that was joined to another one counts for the one that goes on; the entry
    itself stands `aside`.
    """

    def __init__(self, session: Session, people: Select[Any], today: date) -> None:
        self._session, self._people = session, people
        joined = joined_entries(session)
        self._joined = {one.bytes: goes_on(joined, one) for one in joined}
        self.aside = frozenset(one for one in joined if goes_on(joined, one) != one)
        self._calls = self._by_person(Contact.person_id, Contact.happened_at, Contact.reached)
        self._sessions = self._invitations()
        self._talks = self._by_person(
            Interview.person_id, Interview.held_on, Interview.role, Interview.finished_at
        )
        self.started: dict[tuple[bytes, Role], date] = {}
        self.matched: dict[tuple[bytes, Role], date] = {}
        for role, side in ((Role.MENTEE, Duo.mentee_id), (Role.MENTOR, Duo.mentor_id)):
            self._duos(role, side, today)

    def facts(self, row: Any, today: date) -> Facts:
        """The facts of one taking part; a call before the registration was about something else."""
        since, key, role = row.registered_on, row.person_id.bytes, row.role
        called: list[date] = []
        tried: list[date] = []
        for at, reached in self._calls.get(key, ()):
            day = at.astimezone(BELGIUM).date()
            if since is None or day >= since:
                (called if reached else tried).append(day)
        days: dict[Presence, list[date]] = defaultdict(list)
        for day, of, presence in self._sessions.get(key, ()):
            if of is None or of == role:
                days[presence].append(day)
        talks = [(day, end) for day, of, end in self._talks.get(key, ()) if of == role]
        asked = days[Presence.INVITED]
        return Facts(
            status=row.status,
            registered_on=since,
            tried_on=max(tried, default=None),
            called_on=min(called, default=None),
            session_ahead=_first(day for day in asked if day >= today) or _last(asked),
            session_missed=_last(days[Presence.ABSENT] + days[Presence.EXCUSED]),
            session_on=_first(days[Presence.ATTENDED]),
            interview_begun=_last(day for day, finished in talks if finished is None),
            interviewed_on=_first(day for day, finished in talks if finished is not None),
            decided_on=row.decided_on or row.accepted_on,
        )

    def _invitations(self) -> Gathered:
        asked: Any = (
            select(_key(Invited.person_id), InfoSession.held_on, InfoSession.role, Invited.presence)
            .join(InfoSession, InfoSession.id == Invited.session_id)
            .where(InfoSession.cancelled_on.is_(None))
        )
        return self._gathered(asked.where(self._concerns(Invited.person_id)))

    def _by_person(self, person_id: Any, *columns: Any) -> Gathered:
        return self._gathered(select(_key(person_id), *columns).where(self._concerns(person_id)))

    def _gathered(self, asked: Select[Any]) -> Gathered:
        """Rows by person; the first column is a day (or a moment), and what has none is left
        out. Asked past the ORM, which would make an identity of each reference.
        """
        found: Gathered = defaultdict(list)
        for key, day, *said in self._session.connection().execute(asked).all():
            if day is not None:
                found[self._main(key)].append((day, *said))
        return found

    def _duos(self, role: Role, side: Any, today: date) -> None:
        """The first duo on a side; one whose day is not known is of today at the latest."""
        asked = select(_key(side), Duo.formed_on, Duo.start_date, Duo.stage)
        asked = asked.where(self._concerns(side))
        for person_key, formed, start, stage in self._session.connection().execute(asked).all():
            key = (self._main(person_key), role)
            if stage != DuoStage.NEVER_STARTED:
                day = formed or start or today
                self.matched[key] = min(day, self.matched.get(key, day))
            if start is not None:
                self.started[key] = min(start, self.started.get(key, start))

    def _concerns(self, person_id: Any) -> ColumnElement[bool]:
        concerned: ColumnElement[bool] = person_id.in_(self._people)
        return concerned | person_id.in_(tuple(self.aside)) if self.aside else concerned

    def _main(self, key: bytes) -> bytes:
        kept = self._joined.get(key)
        return key if kept is None else kept.bytes


def _key(column: Any) -> ColumnElement[bytes]:
    return type_coerce(column, LargeBinary)


def _first(days: Iterable[date]) -> date | None:
    return min(days, default=None)


def _last(days: Iterable[date]) -> date | None:
    return max(days, default=None)


__all__ = [
    "FACTS",
    "Told",
    "WayRow",
    "on_the_way",
    "patience",
    "told",
    "ways",
    "ways_numbered",
    "ways_of",
]
