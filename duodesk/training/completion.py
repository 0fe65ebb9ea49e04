"""Who followed the whole training: a fact of attendance, wherever and in whichever series; and what
somebody could catch up next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.ids import Id
from duodesk.model.people import Enrolment, Person, Role
from duodesk.model.training import (
    Attendance,
    Attended,
    Event,
    EventUnit,
    Seat,
    SeatState,
    Series,
)
from duodesk.office.queries import offices
from duodesk.people.together import Joined, goes_on, joined_entries
from duodesk.training.curricula import CurriculumRow, UnitRow, curricula
from duodesk.training.expected import expected_at

FOLLOWED = (Attended.PRESENT, Attended.MADE_UP)
# As many people are asked for by name; of more, everything is read.
_SOME = 400


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
    row = max(told, key=lambda one: (_part(one, days), -told.index(one)))
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
    by_hand = _by_hand(session, people, on)
    wanted = set(by_hand) if people is None else set(people)
    days = _followed_on(session, None if people is None else wanted, on)
    begun = _begun(session, None if people is None else wanted)
    known = curricula(session)
    place = {row.id: n for n, row in enumerate(known)}
    return {
        one: followed(
            _in_order(known, [place[c] for c in begun.get(one, ()) if c in place], days[one]),
            days[one],
            by_hand.get(one),
        )
        for one in wanted
    }


def make_ups(session: Session, *, people: Collection[Id], today: date) -> list[MakeUp]:
    """Where people can catch up what they miss: days to come of any series and office, soonest
    first, those of the own office before others on the same day.
    """
    missing = {
        one: {unit.id: unit for unit in found.missing}
        for one, found in completions(session, people, on=today).items()
        if not found.done
    }
    units = {unit for one in missing.values() for unit in one}
    coming = _coming(session, units, today)
    taken = expected_at(session, {event.id: event.series_id for event, _unit in coming})
    at_home = _offices_of(session, people)
    names = {row.id: row.name for row in offices(session)}
    found = []
    for event, unit_id in coming:
        expected = taken[event.id]
        left = None if event.capacity is None else event.capacity - len(expected)
        for person_id, units_of in missing.items():
            unit = units_of.get(unit_id)
            if unit is None or person_id in expected:
                continue
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
    known: Sequence[CurriculumRow], first: Iterable[int], days: Mapping[Id, date]
) -> list[CurriculumRow]:
    """The curricula with those of somebody's own series first; a closed one counts for who began
    with it.
    """
    own = list(dict.fromkeys(known[n] for n in first))
    others = [row for row in known if row not in own]
    return own + [row for row in others if row.closed_on is None or _part_any(row, days)]


def _part_any(row: CurriculumRow, days: Mapping[Id, date]) -> bool:
    return any(unit.id in days for unit in row.units)


def _by_hand(session: Session, people: Collection[Id] | None, on: date) -> dict[Id, date | None]:
    """Mentors and the day of their training that somebody wrote down, if it is past."""
    asked = select(Enrolment.person_id, Enrolment.trained_on).where(Enrolment.role == Role.MENTOR)
    joined = joined_entries(session)
    found: dict[Id, date | None] = {}
    for person_id, day in session.execute(_of(asked, Enrolment.person_id, people, joined)):
        one = goes_on(joined, person_id)
        days = [d for d in (day, found.get(one)) if d is not None and d <= on]
        found[one] = min(days, default=None)
    return found


def _followed_on(
    session: Session, people: Collection[Id] | None, on: date
) -> dict[Id, dict[Id, date]]:
    """The first day on which somebody followed a unit. A mark without a unit on a day that teaches
    some counts for all of them but those that have a mark of their own.
    """
    joined = joined_entries(session)
    own = Attendance
    asked = (
        select(own.person_id, own.event_id, own.unit_id, own.presence, Event.held_on)
        .join(Event, Event.id == own.event_id)
        .where(Event.held_on <= on)
        .order_by(own.id)
    )
    # Two laptops may have marked the same: the later row holds.
    marks: dict[tuple[Id, Id], dict[Id | None, Any]] = defaultdict(dict)
    days: dict[Id, date] = {}
    for row in session.execute(_of(asked, own.person_id, people, joined)):
        marks[goes_on(joined, row.person_id), row.event_id][row.unit_id] = row.presence
        days[row.event_id] = row.held_on
    taught = taught_units(session, {event for (_, event), of in marks.items() if None in of})
    found: dict[Id, dict[Id, date]] = defaultdict(dict)
    for (person_id, event_id), of in marks.items():
        whole = dict.fromkeys(taught.get(event_id, ()), of.get(None))
        for unit_id, presence in (whole | of).items():
            if unit_id is not None and presence in FOLLOWED:
                day = min(days[event_id], found[person_id].get(unit_id, date.max))
                found[person_id][unit_id] = day
    return found


def taught_units(session: Session, events: Collection[Id]) -> dict[Id, tuple[Id, ...]]:
    """The units of each of these days, in the order in which they were put there."""
    found: dict[Id, list[Id]] = defaultdict(list)
    asked = select(EventUnit.event_id, EventUnit.unit_id).where(
        EventUnit.event_id.in_(events), EventUnit.unit_id.is_not(None)
    )
    for event_id, unit_id in session.execute(asked.order_by(EventUnit.id)):
        if unit_id not in found[event_id]:
            found[event_id].append(unit_id)
    return {event_id: tuple(units) for event_id, units in found.items()}


def _begun(session: Session, people: Collection[Id] | None) -> dict[Id, list[Id]]:
    """The curricula of the series in which somebody has a seat, latest first."""
    joined = joined_entries(session)
    asked = (
        select(Seat.person_id, Series.curriculum_id)
        .join(Series, Series.id == Seat.series_id)
        .where(Seat.state == SeatState.BOOKED)
        .order_by(Seat.id.desc())
    )
    found: dict[Id, list[Id]] = defaultdict(list)
    for person_id, curriculum_id in session.execute(_of(asked, Seat.person_id, people, joined)):
        found[goes_on(joined, person_id)].append(curriculum_id)
    return found


def _of(asked: Any, column: Any, people: Collection[Id] | None, joined: Joined) -> Any:
    """Only what is about these people or entries joined to theirs; of many, all is read."""
    narrowed = asked.where(column.is_not(None))
    if people is None or len(people) > _SOME:
        return narrowed
    entries = {*people, *(one for one in joined if goes_on(joined, one) in people)}
    return narrowed.where(column.in_(entries))


def _coming(session: Session, units: Collection[Id], today: date) -> list[tuple[Event, Id]]:
    """Days from today on that teach one of these units."""
    asked = (
        select(Event, EventUnit.unit_id)
        .join(EventUnit, EventUnit.event_id == Event.id)
        .where(EventUnit.unit_id.in_(units))
        .where(Event.held_on >= today, Event.cancelled_on.is_(None))
        .order_by(Event.held_on, Event.id)
    )
    return list(dict.fromkeys((event, unit_id) for event, unit_id in session.execute(asked)))


def _offices_of(session: Session, people: Collection[Id]) -> dict[Id, Id]:
    asked = select(Person.id, Person.office_id).where(Person.id.in_(people))
    return {row.id: row.office_id for row in session.execute(asked)}
