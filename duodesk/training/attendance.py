"""Who followed what: marked per unit and day, shown as a grid; a unit followed elsewhere counts
here too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.collate import sort_key
from duodesk.base.dates import short
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.base.worded import Named
from duodesk.model.people import Person
from duodesk.model.training import Attendance, Attended, Event
from duodesk.office.queries import offices
from duodesk.people.continued import before, continued
from duodesk.people.text import list_name
from duodesk.store.store import Changes, Store, Write
from duodesk.training.completion import FOLLOWED, Completion, completions, taught_units
from duodesk.training.curricula import unit_rows
from duodesk.training.expected import expected_at

# Who cannot come can say so before.
_NOTED_AFTER = frozenset({Attended.PRESENT, Attended.ABSENT, Attended.MADE_UP})


@dataclass(frozen=True, slots=True)
class UnitDay:
    """A column of the grid: a unit on a day; without a unit, the day itself."""

    event_id: Id
    unit_id: Id | None
    day: date
    title: str


class Elsewhere(NamedTuple):
    """Where and when somebody followed a unit, when it was not here."""

    day: date
    office: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What was noted here, and whether the unit was followed elsewhere."""

    presence: Attended | None
    elsewhere: Elsewhere | None = None


@dataclass(frozen=True, slots=True)
class GridRow:
    """A person's line of the grid, a cell for each column."""

    person_id: Id
    number: str
    name: str
    cells: tuple[Cell, ...]
    completion: Completion


@dataclass(frozen=True, slots=True)
class Grid:
    """Who followed what: a column for each unit of each day, a row for each person by name."""

    columns: tuple[UnitDay, ...]
    rows: tuple[GridRow, ...]


def grid(session: Session, series_id: Id) -> Grid:
    """The attendance of a series; days that were called off have no column."""
    events = session.scalars(
        select(Event).where(
            Event.series_id == series_id, Event.held_on.is_not(None), Event.cancelled_on.is_(None)
        )
    ).all()
    return _grid(session, events)


def event_grid(session: Session, event_id: Id) -> Grid:
    """The attendance of one event."""
    asked = select(Event).where(Event.id == event_id, Event.held_on.is_not(None))
    return _grid(session, session.scalars(asked).all())


def mark(
    store: Store,
    event_id: Id,
    people: Sequence[Id] | None,
    presence: Attended | None,
    *,
    unit_id: Id | None = None,
) -> Changes:
    """Note who followed a unit of a day, or without one all that it teaches; no presence clears
    what was noted. No people means all who have a seat, and of them what is not noted yet.
    """
    with store.write(N_("Presence: %(what)s on %(day)s"), **_words(store, event_id)) as write:
        mark_in(write, event_id, people, presence, unit_id=unit_id)
    return write.changes


def mark_in(
    write: Write,
    event_id: Id,
    people: Sequence[Id] | None,
    presence: Attended | None,
    *,
    unit_id: Id | None = None,
) -> None:
    """The same within another command."""
    event = write.session.get(Event, event_id)
    if event is None:
        raise UserError(N_("This is no longer in the calendar. Undo brings back what was removed."))
    taught = taught_units(write.session, [event_id]).get(event_id, ())
    _check(write, event, presence)
    units: list[Id | None] = [*taught] or [None] if unit_id is None else [unit_id]
    rows = _stored(write.session, event_id)
    _check_taught(unit_id, {*taught, *(unit for _, unit in rows)})
    expected = expected_at(write.session, {event_id: event.series_id})[event_id]
    for person_id in dict.fromkeys(expected if people is None else people):
        _spread(write, rows, person_id, event_id, taught)
        for unit in units:
            noted = rows.get((person_id, unit), [])
            if people is not None or not noted:
                _put(write, noted, (event_id, person_id, unit), presence)


def _put(
    write: Write, rows: Sequence[Attendance], at: tuple[Id, Id, Id | None],
    presence: Attended | None,
) -> None:  # fmt: skip
    """One cell: one row, or none where nothing is noted."""
    event_id, person_id, unit_id = at
    spare = rows if presence is None else rows[:-1]
    for row in spare:
        write.session.delete(row)
    if presence is None:
        return
    if rows:
        rows[-1].presence = presence
        return
    write.session.add(
        Attendance(
            id=write.new_id(),
            event_id=event_id,
            person_id=person_id,
            unit_id=unit_id,
            presence=presence,
        )
    )


def _spread(
    write: Write,
    rows: dict[tuple[Id, Id | None], list[Attendance]],
    person_id: Id,
    event_id: Id,
    taught: Sequence[Id],
) -> None:
    """What was noted of the whole day, before it was known what it teaches, is noted of each
    unit.
    """
    whole = rows.pop((person_id, None), [])
    if not taught or not whole:
        if whole:
            rows[person_id, None] = whole
        return
    for unit in taught:
        if (person_id, unit) not in rows:
            row = Attendance(
                id=write.new_id(),
                event_id=event_id,
                person_id=person_id,
                unit_id=unit,
                presence=whole[-1].presence,
            )
            write.session.add(row)
            rows[person_id, unit] = [row]
    for row in whole:
        write.session.delete(row)


def _check(write: Write, event: Event, presence: Attended | None) -> None:
    day: date | None = event.held_on
    if presence in _NOTED_AFTER and day is not None and day > write.today:
        raise UserError(
            N_("This day is on %(day)s. Who came is noted from that day on; who cannot come can be "
               "excused before."),
            day=short(day),
        )  # fmt: skip
    if presence in FOLLOWED and event.cancelled_on is not None:
        raise UserError(
            N_("This day was called off. Let it take place after all, then note who came.")
        )


def _check_taught(unit_id: Id | None, known: Collection[Id | None]) -> None:
    if unit_id is not None and unit_id not in known:
        raise UserError(
            N_("This unit is not taught on this day. Choose one of its units, or add the unit to "
               "the day first.")
        )  # fmt: skip


def _stored(session: Session, event_id: Id) -> dict[tuple[Id, Id | None], list[Attendance]]:
    """What is noted of an event, cell by cell, oldest row first."""
    found: dict[tuple[Id, Id | None], list[Attendance]] = defaultdict(list)
    asked = select(Attendance).where(
        Attendance.event_id == event_id, Attendance.person_id.is_not(None)
    )
    for row in session.scalars(asked.order_by(Attendance.id)):
        found[row.person_id, row.unit_id].append(row)
    return found


def _grid(session: Session, events: Collection[Event]) -> Grid:
    in_order = sorted(events, key=lambda e: (e.held_on, e.start or 0, str(e.id)))
    marks = _marks(session, [event.id for event in in_order])
    columns = _columns(session, in_order, {(event, unit) for _, event, unit in marks})
    expected = expected_at(session, {event.id: event.series_id for event in in_order})
    people = {one for of in expected.values() for one in of} | {one for one, *_ in marks}
    followed = _elsewhere(session, people, {c.unit_id for c in columns if c.unit_id is not None})
    done = completions(session, people, on=date.max)
    rows = []
    for row in session.execute(
        select(Person.id, Person.number, Person.family_name, Person.given_name).where(
            Person.id.in_(people)
        )
    ):
        cells = tuple(_cell(row.id, column, marks, followed) for column in columns)
        place = sort_key(row.family_name or row.given_name or "", row.given_name or "")
        name = list_name(row.family_name, row.given_name)
        rows.append((place, GridRow(row.id, row.number or "", name, cells, done[row.id])))
    rows.sort(key=lambda pair: (pair[0], str(pair[1].person_id)))
    return Grid(columns, tuple(row for _, row in rows))


def _columns(
    session: Session, events: Sequence[Event], marked: Collection[tuple[Id, Id | None]]
) -> tuple[UnitDay, ...]:
    """What each day teaches, and what was marked on it before it was taken off the day."""
    taught: dict[Id, set[Id]] = defaultdict(set)
    for event_id, of in taught_units(session, [event.id for event in events]).items():
        taught[event_id].update(of)
    for event_id, unit_id in marked:
        if unit_id is not None:
            taught[event_id].add(unit_id)
    units = unit_rows(session, {unit for of in taught.values() for unit in of})
    found = []
    for event in events:
        known = sorted(
            (units[one] for one in taught[event.id] if one in units),
            key=lambda unit: (unit.position, str(unit.id)),
        )
        found += [UnitDay(event.id, unit.id, event.held_on, unit.title) for unit in known]
        if not known:
            title = event.title or str(Named("event_kind", event.kind))
            found.append(UnitDay(event.id, None, event.held_on, title))
    return tuple(found)


_Marks = dict[tuple[Id, Id, Id | None], Attended]


def _marks(session: Session, events: Collection[Id]) -> _Marks:
    """What was noted by person, event and unit; of two rows for one cell the later holds."""
    asked = (
        select(Attendance.person_id, Attendance.event_id, Attendance.unit_id, Attendance.presence)
        .where(Attendance.event_id.in_(events), Attendance.person_id.is_not(None))
        .order_by(Attendance.id)
    )
    return {
        (row.person_id, row.event_id, row.unit_id): row.presence for row in session.execute(asked)
    }


_Followed = dict[tuple[Id, Id], list[tuple[Id, Elsewhere]]]


def _elsewhere(session: Session, people: Collection[Id], units: Collection[Id]) -> _Followed:
    """Where people followed these units or those that they continue, soonest first."""
    origins = continued(session)
    counts = {unit: {unit} for unit in units}
    for unit in units:
        for older in before(origins, unit):
            counts.setdefault(older, set()).add(unit)
    names = {row.id: row.name for row in offices(session)}
    asked = (
        select(
            Attendance.person_id, Attendance.unit_id, Attendance.presence, Event.id, Event.held_on,
            Event.office_id,
        )
        .join(Event, Event.id == Attendance.event_id)
        .where(Attendance.person_id.in_(people), Attendance.unit_id.in_(counts))
        .where(Event.held_on.is_not(None))
        .order_by(Attendance.id)
    )  # fmt: skip
    latest = {(row.person_id, row.unit_id, row.id): row for row in session.execute(asked)}
    found: _Followed = defaultdict(list)
    for row in sorted(latest.values(), key=lambda one: (one.held_on, str(one.id))):
        if row.presence in FOLLOWED:
            where = row.id, Elsewhere(row.held_on, names.get(row.office_id, "?"))
            for unit in counts[row.unit_id]:
                found[row.person_id, unit].append(where)
    return found


def _cell(person_id: Id, column: UnitDay, marks: _Marks, followed: _Followed) -> Cell:
    own = marks.get((person_id, column.event_id, column.unit_id))
    presence = own or marks.get((person_id, column.event_id, None))
    if presence in FOLLOWED or column.unit_id is None:
        return Cell(presence)
    others = followed.get((person_id, column.unit_id), [])
    there = next((where for event, where in others if event != column.event_id), None)
    return Cell(presence, there)


def _words(store: Store, event_id: Id) -> dict[str, object]:
    with store.read() as session:
        row = session.get(Event, event_id)
        if row is None:
            return {"what": "?", "day": ""}
        return {"what": Named("event_kind", row.kind), "day": short(row.held_on)}
