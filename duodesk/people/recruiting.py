"""Everybody on the way in, with the days of each step: frozen rows over the rules of `steps`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
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
    people = select(Enrolment.person_id).join(Person, Person.id == Enrolment.person_id)
    known = _Known(session, people.where(*chosen), today)
    names = {row.id: row.name or "" for row in session.execute(select(Author.id, Author.name))}
    partners = {row.id: row.name or "" for row in session.execute(select(Partner.id, Partner.name))}
    waits: dict[Id, Patience] = {}
    rows = []
    for found in session.execute(_asked(chosen)).mappings():
        row = dict(found)
        if row["person_id"] in known.aside:
            continue
        office = row["office_id"]
        if office not in waits:
            waits[office] = patience(session, office_id=office, on=today)
        facts = known.facts(row, today)
        rows.append(
            WayRow(
                **_columns(row, names, partners),
                started_on=known.started.get((row["person_id"], row["role"])),
                matched_on=known.matched.get((row["person_id"], row["role"])),
                facts=facts,
                marks=marks(facts),
                next=next_step(facts, today, waits[office]),
            )
        )
    return rows


def _asked(chosen: Sequence[ColumnElement[bool]]) -> Select[Any]:
    own, person = Enrolment.__table__.c, Person.__table__.c
    return (
        select(
            own.id, own.person_id, own.office_id, own.role, own.status, own.registered_on,
            own.accepted_on, own.source, own.partner_id, own.redirected_to_id, own.eligible_basis,
            own.eligible_on, own.eligible_by, own.decided_on, own.decided_by, own.decision_reason,
            own.decision_text, own.trained_on, person.number, person.given_name,
            person.family_name, person.birth_date, person.coordinator_id,
        )
        .join(Person, Person.id == Enrolment.person_id)
        .where(*chosen)
        .order_by(own.registered_on, own.id)
    )  # fmt: skip


def _columns(
    row: Mapping[str, Any], names: Mapping[Id, str], partners: Mapping[Id, str]
) -> dict[str, Any]:
    """The columns of a row as people read them."""
    plain = ("person_id", "office_id", "role", "status", "birth_date", "source", "partner_id",
             "redirected_to_id", "eligible_basis", "eligible_on", "accepted_on",
             "decision_reason", "trained_on")  # fmt: skip
    return {name: row[name] for name in plain} | {
        "enrolment_id": row["id"],
        "decision_text": row["decision_text"] or "",
        "number": row["number"] or "",
        "name": list_name(row["family_name"], row["given_name"]),
        "partner": partners.get(row["partner_id"], ""),
        "redirected_to": partners.get(row["redirected_to_id"], ""),
        "coordinator": names.get(row["coordinator_id"], ""),
        "eligible_by": names.get(row["eligible_by"], ""),
        "decided_by": names.get(row["decided_by"], ""),
    }


class _Known:
    """What happened with the people chosen, by person; read once for all of them.

    What an entry brought that was joined to another one counts for the one that goes on; the entry
    itself stands `aside`.
    """

    def __init__(self, session: Session, people: Select[Any], today: date) -> None:
        self._session, self._people = session, people
        self._joined = joined_entries(session)
        self.aside = frozenset(one for one in self._joined if self._main(one) != one)
        self._calls = self._by_person(
            Contact.person_id, Contact.happened_at, Contact.reached,
            keep=Contact.happened_at.is_not(None),
        )  # fmt: skip
        self._sessions = self._invitations()
        self._talks = self._by_person(
            Interview.person_id, Interview.role, Interview.held_on, Interview.finished_at,
            keep=Interview.held_on.is_not(None),
        )  # fmt: skip
        self.started: dict[tuple[Id, Role], date] = {}
        self.matched: dict[tuple[Id, Role], date] = {}
        for role, side in ((Role.MENTEE, Duo.mentee_id), (Role.MENTOR, Duo.mentor_id)):
            self._duos(role, side, today)

    def facts(self, row: Mapping[str, Any], today: date) -> Facts:
        """The facts of one taking part; a call before the registration was about something else."""
        since, person_id, role = row["registered_on"], row["person_id"], row["role"]
        calls = [(at.astimezone(BELGIUM).date(), reached) for at, reached in self._calls[person_id]]
        calls = [(day, reached) for day, reached in calls if since is None or day >= since]
        sessions = [(day, p) for of, day, p in self._sessions[person_id] if of in {None, role}]
        talks = [(day, end) for of, day, end in self._talks[person_id] if of == role]
        came = [day for day, presence in sessions if presence == Presence.ATTENDED]
        asked = [day for day, presence in sessions if presence == Presence.INVITED]
        missed = [day for day, p in sessions if p in {Presence.ABSENT, Presence.EXCUSED}]
        return Facts(
            status=row["status"],
            registered_on=since,
            tried_on=_last(day for day, reached in calls if not reached),
            called_on=_first(day for day, reached in calls if reached),
            session_ahead=_first(day for day in asked if day >= today) or _last(asked),
            session_missed=_last(missed),
            session_on=_first(came),
            interview_begun=_last(day for day, finished in talks if finished is None),
            interviewed_on=_first(day for day, finished in talks if finished is not None),
            decided_on=row["decided_on"] or row["accepted_on"],
        )

    def _invitations(self) -> dict[Id, list[tuple[Any, ...]]]:
        asked: Any = (
            select(Invited.person_id, InfoSession.role, InfoSession.held_on, Invited.presence)
            .join(InfoSession, InfoSession.id == Invited.session_id)
            .where(InfoSession.held_on.is_not(None), InfoSession.cancelled_on.is_(None))
        )
        return self._gathered(asked.where(self._concerns(Invited.person_id)))

    def _by_person(
        self, person_id: Any, *columns: Any, keep: ColumnElement[bool]
    ) -> dict[Id, list[tuple[Any, ...]]]:
        asked = select(person_id, *columns).where(keep, self._concerns(person_id))
        return self._gathered(asked)

    def _gathered(self, asked: Select[Any]) -> dict[Id, list[tuple[Any, ...]]]:
        found: dict[Id, list[tuple[Any, ...]]] = defaultdict(list)
        for person_id, *said in self._session.execute(asked):
            found[self._main(person_id)].append(tuple(said))
        return found

    def _duos(self, role: Role, side: Any, today: date) -> None:
        """The first duo on a side; one whose day is not known is of today at the latest."""
        asked = select(side, Duo.formed_on, Duo.start_date, Duo.stage).where(self._concerns(side))
        for person_id, formed, start, stage in self._session.execute(asked):
            key = (self._main(person_id), role)
            if stage != DuoStage.NEVER_STARTED:
                day = formed or start or today
                self.matched[key] = min(day, self.matched.get(key, day))
            if start is not None:
                self.started[key] = min(start, self.started.get(key, start))

    def _concerns(self, person_id: Any) -> ColumnElement[bool]:
        concerned: ColumnElement[bool] = person_id.in_(self._people)
        return concerned | person_id.in_(tuple(self.aside)) if self.aside else concerned

    def _main(self, person_id: Id) -> Id:
        return goes_on(self._joined, person_id) if self._joined else person_id


def _first(days: Iterable[date]) -> date | None:
    return min(days, default=None)


def _last(days: Iterable[date]) -> date | None:
    return max(days, default=None)


__all__ = ["WayRow", "on_the_way", "patience", "ways", "ways_numbered", "ways_of"]
