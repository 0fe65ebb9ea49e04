"""Who followed what: units by the first day on which somebody was there, and who so followed the
whole training. Whatever asks for it, lists, figures and pairing, reads it here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    Select,
    Subquery,
    column,
    func,
    literal,
    select,
    union,
    union_all,
    values,
)
from sqlalchemy.orm import Session

from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.model.base import IdType
from duodesk.model.people import Enrolment, Role
from duodesk.model.training import Attendance, Attended, Event, EventUnit, Unit
from duodesk.office.seeds import CURRICULA
from duodesk.people.continued import before, continued
from duodesk.people.together import Joined, goes_on, joined_entries

FOLLOWED = (Attended.PRESENT, Attended.MADE_UP)
# As many people are asked for by name; of more, everything is read.
_SOME = 400


def trained(session: Session, people: Collection[Id] | None = None, *, on: date) -> set[Id]:
    """Who has followed the whole training by a day, those with it whose training somebody wrote
    down.
    """
    joined = joined_entries(session)
    asked = select(Enrolment.person_id).where(
        Enrolment.role == Role.MENTOR, Enrolment.trained_on <= on
    )
    by_hand = session.scalars(of_people(asked, Enrolment.person_id, people, joined))
    return {goes_on(joined, one) for one in by_hand} | trained_on(session, people, on=on).keys()


def trained_on(
    session: Session, people: Collection[Id] | None = None, *, on: date
) -> dict[Id, date]:
    """Who has followed all units of some curriculum by a day, and since when.

    The file counts, for lists of thousands; but for the few who are marked for whole days or stand
    in several entries, one by one.
    """
    joined = joined_entries(session)
    found: dict[Id, date] = {}
    origins = continued(session)
    for person_id, day in session.execute(_whole(people, joined, origins, on)):
        found[person_id] = min(day, found.get(person_id, day))
    wanted = None if people is None else set(people)
    apart = {one for one in _apart(session, joined) if wanted is None or one in wanted}
    curricula = _curricula(session) if apart else []
    days = followed_units(session, apart, on=on) if apart else {}
    told = {one: done_on(curricula, days[one]) for one in apart if one in days}
    kept = {one: day for one, day in found.items() if one not in apart and one not in joined}
    return kept | {one: day for one, day in told.items() if day is not None}


def done_on(curricula: Iterable[Collection[Id]], days: Mapping[Id, date]) -> date | None:
    """The day on which somebody had followed a whole curriculum for the first time. Pure."""
    whole = [
        max(days[unit] for unit in units)
        for units in curricula
        if units and all(unit in days for unit in units)
    ]
    return min(whole, default=None)


def followed_units(
    session: Session, people: Collection[Id] | None, *, on: date
) -> dict[Id, dict[Id, date]]:
    """The first day on which somebody followed a unit or one that it continues, of these people or
    of all. A mark without a unit on a day that teaches some counts for all of them but those that
    have a mark of their own.
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
    for row in session.execute(of_people(asked, own.person_id, people, joined)):
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
    counts = _counts(continued(session))
    for told in found.values():
        for older, unit_id in counts:
            if older in told:
                told[unit_id] = min(told[older], told.get(unit_id, date.max))
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


def unit_titles(session: Session, units: Collection[Id]) -> dict[Id, str]:
    """What units are called, in the order of their curriculum; unknown ones are left out."""
    seeded = {
        seed.unit_id(n): (n, _(title))
        for seed in CURRICULA
        for n, title in enumerate(seed.titles, 1)
    }
    found = {one: seeded[one] for one in units if one in seeded}
    asked = select(Unit.id, Unit.position, Unit.title).where(Unit.id.in_(units))
    rows = session.execute(asked).all()
    origins = continued(session) if any(not row.title for row in rows) else {}
    for one, position, title in rows:
        # A unit without a title has that of the programme's own that it continues.
        line = (one, *before(origins, one))
        n, name = next((seeded[unit] for unit in line if unit in seeded), (0, "?"))
        found[one] = position or n, title or name
    return {one: told[1] for one, told in sorted(found.items(), key=lambda pair: pair[1])}


def of_people(asked: Any, column: Any, people: Collection[Id] | None, joined: Joined) -> Any:
    """Only what is about these people or entries joined to theirs; of many, all is read."""
    narrowed = asked.where(column.is_not(None))
    if people is None or len(people) > _SOME:
        return narrowed
    entries = {*people, *(one for one in joined if goes_on(joined, one) in people)}
    return narrowed.where(column.in_(entries))


def _counts(origins: Mapping[Id, Id]) -> list[tuple[Id, Id]]:
    """Units with each unit for which they count too."""
    return [(older, unit) for unit in origins for older in before(origins, unit)]


def _whole(
    people: Collection[Id] | None, joined: Joined, origins: Mapping[Id, Id], on: date
) -> Select[Any]:
    """People and the day on which they had followed a curriculum, a row for each such curriculum.
    Of two rows for one mark the later holds: SQLite gives the columns of the row that has the
    maximum.
    """
    own = Attendance
    latest = of_people(
        select(own.person_id, own.event_id, own.unit_id, own.presence, func.max(own.id))
        .where(own.unit_id.is_not(None))
        .group_by(own.person_id, own.event_id, own.unit_id),
        own.person_id, people, joined,
    ).subquery()  # fmt: skip
    marked = (
        select(latest.c.person_id, latest.c.unit_id, Event.held_on.label("day"))
        .join(Event, Event.id == latest.c.event_id)
        .where(latest.c.presence.in_(FOLLOWED), Event.held_on <= on)
        .subquery()
    )
    counted = _with_later(marked, _counts(origins))
    followed = (
        select(counted.c.person_id, counted.c.unit_id, func.min(counted.c.day).label("day"))
        .group_by(counted.c.person_id, counted.c.unit_id)
        .subquery()
    )
    shipped = (
        select(literal(seed.id, IdType).label("curriculum"), literal(unit, IdType).label("unit"))
        for seed in CURRICULA
        for unit in seed.unit_ids
    )
    needed = union(*shipped, select(Unit.curriculum_id, Unit.id)).subquery()
    sizes = select(needed.c.curriculum, func.count().label("n")).group_by(needed.c.curriculum)
    size = sizes.subquery()
    return (
        select(followed.c.person_id, func.max(followed.c.day))
        .join(needed, needed.c.unit == followed.c.unit_id)
        .join(size, size.c.curriculum == needed.c.curriculum)
        .group_by(followed.c.person_id, needed.c.curriculum)
        .having(func.count() == func.max(size.c.n))
    )


def _with_later(marked: Subquery, counts: Sequence[tuple[Id, Id]]) -> Subquery:
    """The same marks, and each once more for every unit that continues the one it is about."""
    if not counts:
        return marked
    columns = column("older", IdType), column("unit", IdType)
    later = values(*columns, name="later").data(counts).cte("later")
    again = select(marked.c.person_id, later.c.unit, marked.c.day).join(
        later, later.c.older == marked.c.unit_id
    )
    return union_all(select(marked), again).subquery()


def _apart(session: Session, joined: Joined) -> set[Id]:
    """Who was marked for a whole day that teaches units, or stands in several entries."""
    asked = (
        select(Attendance.person_id)
        .join(EventUnit, EventUnit.event_id == Attendance.event_id)
        .where(Attendance.unit_id.is_(None), Attendance.person_id.is_not(None))
        .distinct()
    )
    marked = {goes_on(joined, one) for one in session.scalars(asked)}
    return marked | {goes_on(joined, one) for one in joined}


def _curricula(session: Session) -> list[set[Id]]:
    """The units of each curriculum, those of the programme's own among them."""
    found: dict[Id, set[Id]] = defaultdict(set)
    for seed in CURRICULA:
        found[seed.id].update(seed.unit_ids)
    asked = select(Unit.curriculum_id, Unit.id).where(Unit.curriculum_id.is_not(None))
    for curriculum_id, unit_id in session.execute(asked):
        found[curriculum_id].add(unit_id)
    return list(found.values())
