"""What people are still going to follow: the units of days to come on which they have a seat."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.ids import Id
from duodesk.model.training import Attendance, Attended, Event, EventUnit
from duodesk.office.queries import offices
from duodesk.people.continued import continued, in_line
from duodesk.training.expected import expected_at

# Who was excused or missed it is not coming any more.
_NOT = frozenset({Attended.EXCUSED, Attended.ABSENT})


@dataclass(frozen=True, slots=True)
class Coming:
    """A unit that somebody is going to follow: where they have a seat for it."""

    unit_id: Id
    event_id: Id
    series_id: Id | None
    day: date
    office: str


def coming(session: Session, *, people: Collection[Id], today: date) -> dict[Id, dict[Id, Coming]]:
    """For each of these people the units they are going to follow from today on, each where it
    comes first, with what another version of the curriculum has in their place.
    """
    asked = (
        select(Event.id, Event.series_id, Event.held_on, Event.office_id, EventUnit.unit_id)
        .join(EventUnit, EventUnit.event_id == Event.id)
        .where(Event.held_on >= today, Event.cancelled_on.is_(None), EventUnit.unit_id.is_not(None))
        .order_by(Event.held_on, Event.start, Event.id)
    )
    rows = session.execute(asked).all()
    expected = expected_at(session, {row.id: row.series_id for row in rows})
    given_up = _given_up(session, expected)
    names = {row.id: row.name for row in offices(session)}
    line = in_line(continued(session), {row.unit_id for row in rows})
    found: dict[Id, dict[Id, Coming]] = defaultdict(dict)
    for row in rows:
        where = Coming(
            row.unit_id, row.id, row.series_id, row.held_on, names.get(row.office_id, "?")
        )
        for person_id in set(expected[row.id]).intersection(people):
            noted = given_up.get((person_id, row.id), frozenset())
            if not noted & {row.unit_id, None}:
                for unit_id in line[row.unit_id]:
                    found[person_id].setdefault(unit_id, where)
    return dict(found)


def _given_up(
    session: Session, events: Collection[Id]
) -> dict[tuple[Id, Id], frozenset[Id | None]]:
    """The units of these days of which it is noted already that somebody does not follow them; None
    is the whole day. Two laptops may have noted the same: the later row holds.
    """
    asked = (
        select(Attendance.person_id, Attendance.event_id, Attendance.unit_id, Attendance.presence)
        .where(Attendance.event_id.in_(events), Attendance.person_id.is_not(None))
        .order_by(Attendance.id)
    )
    latest = {(r.person_id, r.event_id, r.unit_id): r.presence for r in session.execute(asked)}
    found: dict[tuple[Id, Id], set[Id | None]] = defaultdict(set)
    for (person_id, event_id, unit_id), presence in latest.items():
        if presence in _NOT:
            found[person_id, event_id].add(unit_id)
    return {at: frozenset(units) for at, units in found.items()}
