"""One event of the calendar with everything that belongs to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from duodesk.base.collate import sort_key
from duodesk.base.ids import Id
from duodesk.model.pairing import Duo, Proposal
from duodesk.model.people import Person
from duodesk.model.training import Event, EventKind, SeatState, Series, Trainer
from duodesk.office.queries import author_names
from duodesk.people.text import full_name
from duodesk.training.completion import taught_units
from duodesk.training.curricula import UnitRow, unit_rows
from duodesk.training.expected import capacities, expected_at, states


@dataclass(frozen=True, slots=True)
class TrainerRow:
    """Who gives a day: a colleague, or somebody from outside."""

    id: Id
    author_id: Id | None
    name: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event with its units, trainers and seats; `who` names the people it is about,
    `booked` counts the seats of its series too, and `seats_left` is below zero where too many are
    expected.
    """

    id: Id
    office_id: Id
    kind: EventKind
    held_on: date
    start: int | None
    minutes: int | None
    title: str
    place: str
    online: bool | None
    language: str | None
    capacity: int | None
    series_id: Id | None
    person_id: Id | None
    proposal_id: Id | None
    duo_id: Id | None
    led_by: Id | None
    leader: str
    cancelled_on: date | None
    series: str
    units: tuple[UnitRow, ...]
    trainers: tuple[TrainerRow, ...]
    people: tuple[Id, ...]
    who: str
    booked: int
    waiting: int
    seats_left: int | None

    @property
    def unit_ids(self) -> tuple[Id, ...]:
        """The units it teaches."""
        return tuple(unit.id for unit in self.units)


def event(session: Session, event_id: Id) -> EventRow | None:
    """One event; None when there is no such event (any more), or its day is still on its way."""
    row = session.get(Event, event_id)
    if row is None or row.held_on is None:
        return None
    names = author_names(session)
    series = session.get(Series, row.series_id) if row.series_id else None
    units = unit_rows(session, taught_units(session, [event_id]).get(event_id, ()))
    told = states(session, events=[event_id]).get(event_id, {})
    people = people_of(session, row)
    days = {event_id: row.series_id}
    booked, most = len(expected_at(session, days)[event_id]), capacities(session, days)[event_id]
    return EventRow(
        id=row.id,
        office_id=row.office_id,
        kind=row.kind or EventKind.OTHER,
        held_on=row.held_on,
        start=row.start,
        minutes=row.minutes,
        title=row.title or "",
        place=row.place or "",
        online=row.online,
        language=row.language,
        capacity=row.capacity,
        series_id=row.series_id,
        person_id=row.person_id,
        proposal_id=row.proposal_id,
        duo_id=row.duo_id,
        led_by=row.led_by,
        leader=names.get(row.led_by, "") if row.led_by else "",
        cancelled_on=row.cancelled_on,
        series=(series.name or "") if series is not None else "",
        units=tuple(sorted(units.values(), key=lambda unit: (unit.position, str(unit.id)))),
        trainers=trainers_of(session, event_id, names),
        people=tuple(people),
        who=" × ".join(people.values()),
        booked=booked,
        waiting=sum(state == SeatState.WAITING for state in told.values()),
        seats_left=None if most is None else most - booked,
    )


def trainers_of(session: Session, event_id: Id, names: dict[Id, str]) -> tuple[TrainerRow, ...]:
    """The trainers of a day by name."""
    found = [
        TrainerRow(row.id, row.author_id, row.name or names.get(row.author_id, "?"))
        for row in session.execute(
            select(Trainer.id, Trainer.author_id, Trainer.name).where(Trainer.event_id == event_id)
        )
    ]
    return tuple(sorted(found, key=lambda one: (sort_key(one.name), str(one.id))))


def people_of(session: Session, row: Event) -> dict[Id, str]:
    """Whom an event is about, with their names, mentee before mentor."""
    found: dict[Id | None, str] = {}
    for kind, one in ((Proposal, row.proposal_id), (Duo, row.duo_id)):
        if one is None:
            continue
        mentee, mentor = aliased(Person), aliased(Person)
        pair = session.execute(
            select(
                kind.mentee_id, mentee.given_name, mentee.family_name,
                kind.mentor_id, mentor.given_name, mentor.family_name,
            )
            .outerjoin(mentee, mentee.id == kind.mentee_id)
            .outerjoin(mentor, mentor.id == kind.mentor_id)
            .where(kind.id == one)
        ).one_or_none()  # fmt: skip
        if pair is not None:
            found |= {
                pair[0]: full_name(*pair[1:3]) or "?",
                pair[3]: full_name(*pair[4:6]) or "?",
            }
    person = session.get(Person, row.person_id) if row.person_id else None
    if person is not None:
        found[person.id] = full_name(person.given_name, person.family_name)
    return {one: name for one, name in found.items() if one is not None}
