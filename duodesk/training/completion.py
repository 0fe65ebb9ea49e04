"""Who followed the whole training: a fact of attendance, wherever and in whichever series; and what
somebody could catch up next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.ids import Id
from duodesk.model.people import Enrolment, Person, Role
from duodesk.model.training import (
    Event,
    EventUnit,
    Seat,
    SeatState,
    Series,
)
from duodesk.office.queries import offices
from duodesk.people.continued import continued, in_line
from duodesk.people.together import Joined, goes_on, joined_entries
from duodesk.people.trained import FOLLOWED, followed_units, of_people, taught_units
from duodesk.training.curricula import CurriculumRow, UnitRow, curricula
from duodesk.training.expected import capacities, expected_at

__all__ = ["FOLLOWED", "taught_units"]


@dataclass(frozen=True, slots=True)
class Completion:
    """How far somebody is in their training. `done_on` is the day on which the last unit was
    followed, or the day written down by hand; `followed` of `of` units of one curriculum.
    """

    done_on: date | None
    curriculum_id: Id | None
    followed: int
    of: int
    missing: tuple[UnitRow, ...]
    by_hand: bool

    @property
    def done(self) -> bool:
        """Whether everything was followed."""
        return self.done_on is not None


@dataclass(frozen=True, slots=True)
class MakeUp:
    """A day on which somebody can catch a unit up; `office` is its name."""

    person_id: Id
    unit: UnitRow
    event_id: Id
    day: date
    start: int | None
    office: str
    place: str
    seats_left: int | None


def followed(
    known: Sequence[CurriculumRow], days: Mapping[Id, date], trained_on: date | None = None
) -> Completion:
    """How far somebody is who followed these units, each on its first day. Pure.

    Complete with all units of any curriculum, or by hand; otherwise the curriculum counts of which
    the greatest part was followed, the one named first where several are equal.
    """
    told = [row for row in known if row.units]
    whole = [
        (max(days[unit.id] for unit in row.units), n)
        for n, row in enumerate(told)
        if all(unit.id in days for unit in row.units)
    ]
    if whole:
        done_on, n = min(whole)
        row = told[n]
        earliest = min(done_on, trained_on) if trained_on else done_on
        return Completion(earliest, row.id, len(row.units), len(row.units), (), by_hand=False)
    if not told:
        return Completion(trained_on, None, 0, 0, (), by_hand=trained_on is not None)
    # Of several equal ones, `max` takes the first.
    row = max(told, key=lambda one: _part(one, days))
    missing = tuple(unit for unit in row.units if unit.id not in days)
    return Completion(
        trained_on,
        row.id,
        len(row.units) - len(missing),
        len(row.units),
        missing,
        by_hand=trained_on is not None,
    )


def completions(
    session: Session, people: Collection[Id] | None = None, *, on: date
) -> dict[Id, Completion]:
    """How far mentors are on a day: these people, or everybody who is enrolled as one."""
    joined = joined_entries(session)
    by_hand = _by_hand(session, people, joined, on)
    wanted = set(by_hand) if people is None else set(people)
    some = None if people is None else wanted
    days = followed_units(session, some, on=on)
    begun = _begun(session, some, joined)
    usual = _usual(session)
    known = curricula(session)
    found = {}
    for one in wanted:
        trained_on, office_id = by_hand.get(one, (None, None))
        first = [*begun.get(one, ()), usual.get(office_id)]
        found[one] = followed(_in_order(known, first, days[one]), days[one], trained_on)
    return found


def make_ups(session: Session, *, people: Collection[Id], today: date) -> list[MakeUp]:
    """Where people can catch up what they miss, or what another version of the curriculum has in
    its place: days to come of any series and office, soonest first, those of the own office before
    others on the same day.
    """
    missing = {
        one: {unit.id: unit for unit in found.missing}
        for one, found in completions(session, people, on=today).items()
        if not found.done
    }
    line = in_line(continued(session), {unit for one in missing.values() for unit in one})
    coming = _coming(session, {unit for alike in line.values() for unit in alike}, today)
    days = {event.id: event.series_id for event in coming}
    expected, capacity = expected_at(session, days), capacities(session, days)
    at_home = _offices_of(session, people)
    names = {row.id: row.name for row in offices(session)}
    found = []
    for event in coming:
        most, there = capacity[event.id], expected[event.id]
        left = None if most is None else most - len(there)
        for person_id, units_of in missing.items():
            for unit in () if person_id in there else units_of.values():
                if event.unit_id in line[unit.id]:
                    row = MakeUp(
                        person_id, unit, event.id, event.held_on, event.start,
                        names.get(event.office_id, "?"), event.place or "", left,
                    )  # fmt: skip
                    found.append((row, event.office_id != at_home.get(person_id)))
    found.sort(key=lambda one: (one[0].day, one[1], one[0].start or 0, one[0].unit.position))
    return [row for row, _elsewhere in found]


def _part(row: CurriculumRow, days: Mapping[Id, date]) -> float:
    return sum(unit.id in days for unit in row.units) / len(row.units)


def _in_order(
    known: Sequence[CurriculumRow], first: Sequence[Id | None], days: Mapping[Id, date]
) -> list[CurriculumRow]:
    """The curricula in the order in which they come into question: those named first; a closed one
    only for who began with it.
    """
    place = {curriculum_id: n for n, curriculum_id in reversed(list(enumerate(first)))}
    told = [
        row
        for row in known
        if row.id in place or row.closed_on is None or any(u.id in days for u in row.units)
    ]
    return sorted(told, key=lambda row: place.get(row.id, len(first)))


def _by_hand(
    session: Session, people: Collection[Id] | None, joined: Joined, on: date
) -> dict[Id, tuple[date | None, Id | None]]:
    """Mentors, the day of their training that somebody wrote down if it is past, and their
    office.
    """
    asked = select(Enrolment.person_id, Enrolment.trained_on, Enrolment.office_id).where(
        Enrolment.role == Role.MENTOR
    )
    found: dict[Id, tuple[date | None, Id | None]] = {}
    for row in session.execute(of_people(asked, Enrolment.person_id, people, joined)):
        one = goes_on(joined, row.person_id)
        told = (row.trained_on, found.get(one, (None, None))[0])
        days = [day for day in told if day is not None and day <= on]
        found[one] = min(days, default=None), row.office_id
    return found


def _usual(session: Session) -> dict[Id | None, Id]:
    """What each office plans with: the curriculum of its latest series."""
    asked = select(Series.office_id, Series.curriculum_id).where(
        Series.curriculum_id.is_not(None), Series.cancelled_on.is_(None)
    )
    return {row.office_id: row.curriculum_id for row in session.execute(asked.order_by(Series.id))}


def _begun(session: Session, people: Collection[Id] | None, joined: Joined) -> dict[Id, list[Id]]:
    """The curricula of the series in which somebody has a seat, latest first."""
    asked = (
        select(Seat.person_id, Series.curriculum_id)
        .join(Series, Series.id == Seat.series_id)
        .where(Seat.state == SeatState.BOOKED)
        .order_by(Seat.id.desc())
    )
    found: dict[Id, list[Id]] = defaultdict(list)
    for person_id, curriculum_id in session.execute(
        of_people(asked, Seat.person_id, people, joined)
    ):
        found[goes_on(joined, person_id)].append(curriculum_id)
    return found


def _coming(session: Session, units: Collection[Id], today: date) -> list[Any]:
    """Days from today on that teach one of these units, once for each unit."""
    asked = (
        select(
            Event.id, Event.held_on, Event.start, Event.place, Event.office_id, Event.series_id,
            EventUnit.unit_id,
        )
        .join(EventUnit, EventUnit.event_id == Event.id)
        .where(EventUnit.unit_id.in_(units))
        .where(Event.held_on >= today, Event.cancelled_on.is_(None))
        .order_by(Event.held_on, Event.id)
    )  # fmt: skip
    return list({(row.id, row.unit_id): row for row in session.execute(asked)}.values())


def _offices_of(session: Session, people: Collection[Id]) -> dict[Id, Id]:
    asked = select(Person.id, Person.office_id).where(Person.id.in_(people))
    return {row.id: row.office_id for row in session.execute(asked)}
