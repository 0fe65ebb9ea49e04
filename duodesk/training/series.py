"""Series: training days that are planned, booked and called off together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.dates import LAST
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.model.training import Event, EventKind, SeatState, Series, Trainer
from duodesk.office.queries import author_names
from duodesk.people.text import clean_line
from duodesk.people.trained import trained
from duodesk.store.store import Changes, Store, Write
from duodesk.training.completion import taught_units
from duodesk.training.curricula import CurriculumRow, UnitRow, unit_rows
from duodesk.training.events import (
    MOST_SEATS,
    EventValues,
    Planned,
    TrainerValues,
    add_event,
    values_of,
    working_day_from,
)
from duodesk.training.expected import states

MOST_DAYS = 40
# A day of training: from 9 to 16; a half-day, from 9 to half past twelve.
_MORNING = 9 * 60
_WHOLE, _HALF = 7 * 60, 210


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesValues:
    """What is known of a series."""

    name: str
    curriculum_id: Id
    language: str | None = None
    capacity: int | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayValues:
    """One day of a series to be planned; without a place it is held where the series is."""

    held_on: date
    start: int | None = None
    minutes: int | None = None
    place: str | None = None
    online: bool | None = None
    unit_ids: tuple[Id, ...] = ()
    trainers: tuple[TrainerValues, ...] = ()
    led_by: Id | None = None


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day of a series; `number` counts from 1 in the order of the days."""

    event_id: Id
    number: int
    held_on: date
    start: int | None
    minutes: int | None
    place: str
    online: bool | None
    units: tuple[UnitRow, ...]
    trainers: tuple[str, ...]
    led_by: Id | None
    cancelled_on: date | None


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A series with its days and how full it is; `completed` of those with a seat have followed the
    whole training.
    """

    id: Id
    name: str
    office_id: Id
    curriculum_id: Id
    language: str | None
    capacity: int | None
    place: str
    cancelled_on: date | None
    first_day: date | None
    last_day: date | None
    days: tuple[DayRow, ...]
    booked: int
    waiting: int
    completed: int

    @property
    def seats_left(self) -> int | None:
        """Free seats, below zero where too many are expected."""
        return None if self.capacity is None else self.capacity - self.booked

    def is_over(self, today: date) -> bool:
        """Whether its last day is past, or it was called off."""
        past = self.last_day is not None and self.last_day < today
        return past or self.cancelled_on is not None


def series_list(session: Session, *, office_id: Id | None = None) -> list[SeriesRow]:
    """The series of an office or of all, latest first."""
    asked = select(Series)
    if office_id is not None:
        asked = asked.where(Series.office_id == office_id)
    found = _rows(session, session.scalars(asked).all())
    # A series without days is being planned: it stands on top.
    return sorted(found, key=lambda s: (s.first_day or date.max, s.name, str(s.id)), reverse=True)


def series(session: Session, series_id: Id) -> SeriesRow | None:
    """One series; None when there is no such series (any more)."""
    row = session.get(Series, series_id)
    return _rows(session, [row])[0] if row is not None else None


def proposed_days(
    known: CurriculumRow,
    first_day: date,
    *,
    every: Sequence[int] = (2, 5),
    start: int = _MORNING,
) -> list[DayValues]:
    """Days for the units of a curriculum, a day for two half-days, that follow each other after so
    many days in turn; holidays and Sundays give way. Pure.
    """
    days: list[DayValues] = []
    shared: list[UnitRow] = []
    on = first_day
    for unit in known.units:
        if shared and sum(one.half_days for one in shared) + unit.half_days > 2:
            days.append(_proposed(on, shared, start))
            on, shared = on + timedelta(days=every[(len(days) - 1) % len(every)]), []
        shared.append(unit)
    if shared:
        days.append(_proposed(on, shared, start))
    return _apart([replace(day, held_on=working_day_from(day.held_on)) for day in days])


def plan_series(store: Store, values: SeriesValues, days: Sequence[DayValues]) -> Planned:
    """Plan a series of this office with its days, in one step."""
    tidy = _checked(values, days)
    with store.write(N_("Series “%(name)s”"), name=tidy.name) as write:
        made = write.new_id()
        write.session.add(Series(id=made, office_id=write.office_id, **asdict(tidy)))
        for day in days:
            add_day(write, made, tidy, day)
    return Planned(write.changes, made)


def add_series_day(store: Store, series_id: Id, day: DayValues) -> Planned:
    """Add one more day to a series."""
    with store.write(N_("One more day: %(name)s"), name=_name(store, series_id)) as write:
        row = _series(write, series_id)
        made = add_day(write, series_id, _values(row), day)
    return Planned(write.changes, made)


def change_series(store: Store, series_id: Id, /, **values: Any) -> Changes:
    """Change one or more columns of a series, named as in `SeriesValues`."""
    unknown = values.keys() - {field.name for field in fields(SeriesValues)}
    if unknown or not values:
        message = f"not to be changed of a series: {sorted(unknown)}"
        raise TypeError(message)
    with store.write(N_("Change the series “%(name)s”"), name=_name(store, series_id)) as write:
        row = _series(write, series_id)
        tidy = asdict(_checked(replace(_values(row), **values), None))
        for name in values:
            setattr(row, name, tidy[name])
    return write.changes


def cancel_series(store: Store, series_id: Id, *, on: date | None = None) -> Changes:
    """Call a series off with all its days that are still to come."""
    with store.write(N_("Cancel the series “%(name)s”"), name=_name(store, series_id)) as write:
        day = on or write.today
        row = _series(write, series_id)
        row.cancelled_on = day
        for event in _events(write, series_id):
            if event.cancelled_on is None and event.held_on >= day:
                event.cancelled_on = day
    return write.changes


def hold_series(store: Store, series_id: Id) -> Changes:
    """Let a series that was called off take place after all, with the days called off with it."""
    with store.write(
        N_("The series “%(name)s” takes place after all"), name=_name(store, series_id)
    ) as write:
        row = _series(write, series_id)
        day, row.cancelled_on = row.cancelled_on, None
        for event in _events(write, series_id):
            if event.cancelled_on == day:
                event.cancelled_on = None
    return write.changes


def copy_series(store: Store, series_id: Id, *, first_day: date, name: str) -> Planned:
    """The same series once more from another day on, with the same spacing, hours, units and
    trainers; a day that falls on a holiday or a Sunday gives way to the next working day. Days that
    were called off are left out.
    """
    with store.write(N_("Copy the series “%(name)s”"), name=_name(store, series_id)) as write:
        values = replace(_values(_series(write, series_id)), name=name)
        tidy = _checked(values, None)
        made = write.new_id()
        write.session.add(Series(id=made, office_id=write.office_id, **asdict(tidy)))
        held = [e for e in _events(write, series_id) if e.cancelled_on is None]
        for event, day in zip(held, copied_days([e.held_on for e in held], first_day), strict=True):
            copied = replace(values_of(write, event.id), held_on=day, series_id=made)
            add_event(write, copied)
    return Planned(write.changes, made)


def copied_days(days: Sequence[date], first_day: date) -> list[date]:
    """Where the days of a series go that begins on another day: as far apart as they were, none on
    a holiday or a Sunday, and still in their order. Pure.
    """
    moved: list[date] = []
    for day in days:
        wanted = first_day + (day - days[0])
        if moved and day > days[len(moved) - 1]:
            wanted = max(wanted, moved[-1] + timedelta(days=1))
        moved.append(working_day_from(wanted))
    return moved


def add_day(write: Write, series_id: Id, values: SeriesValues, day: DayValues) -> Id:
    """A day of a series inside a step of its caller's."""
    place = day.place or (None if day.online else values.place)
    return add_event(
        write,
        EventValues(
            kind=EventKind.TRAINING,
            series_id=series_id,
            language=values.language,
            **{field.name: getattr(day, field.name) for field in fields(day)} | {"place": place},
        ),
    )


def _proposed(on: date, units: Sequence[UnitRow], start: int) -> DayValues:
    whole = sum(unit.half_days for unit in units) > 1
    return DayValues(
        held_on=on,
        start=start,
        minutes=_WHOLE if whole else _HALF,
        unit_ids=tuple(unit.id for unit in units),
    )


def _apart(days: Sequence[DayValues]) -> list[DayValues]:
    """The days in their order, none on that of another after they gave way."""
    found: list[DayValues] = []
    for day in days:
        on = day.held_on
        if found and on <= found[-1].held_on:
            on = working_day_from(found[-1].held_on + timedelta(days=1))
        found.append(replace(day, held_on=on))
    return found


def _checked(values: SeriesValues, days: Sequence[DayValues] | None) -> SeriesValues:
    name = clean_line(values.name)
    if name is None:
        raise UserError(N_("A series needs a name, “Mentors Brussels, March 2027” say."))
    if values.capacity is not None and not 1 <= values.capacity <= MOST_SEATS:
        raise UserError(N_("Seats: a number from 1 to %(most)s."), most=MOST_SEATS)
    if days is not None and not 1 <= len(days) <= MOST_DAYS:
        raise UserError(
            N_("A series has from 1 to %(most)s days. Add a day, or leave some out."),
            most=MOST_DAYS,
        )
    return replace(values, name=name, place=clean_line(values.place))


def _rows(session: Session, found: Collection[Series]) -> list[SeriesRow]:
    ids = [row.id for row in found]
    days = _days(session, ids)
    told = states(session, series=ids)
    booked = {
        one: [person for person, state in told[one].items() if state == SeatState.BOOKED]
        for one in ids
        if one in told
    }
    people = {person for one in booked.values() for person in one}
    done = trained(session, people, on=LAST)
    return [
        SeriesRow(
            id=row.id,
            name=row.name or "?",
            office_id=row.office_id,
            curriculum_id=row.curriculum_id,
            language=row.language,
            capacity=row.capacity,
            place=row.place or "",
            cancelled_on=row.cancelled_on,
            first_day=days[row.id][0].held_on if days[row.id] else None,
            last_day=days[row.id][-1].held_on if days[row.id] else None,
            days=tuple(days[row.id]),
            booked=len(booked.get(row.id, ())),
            waiting=sum(state == SeatState.WAITING for state in told.get(row.id, {}).values()),
            completed=len(done.intersection(booked.get(row.id, ()))),
        )
        for row in found
    ]


def _days(session: Session, series_ids: Collection[Id]) -> dict[Id, list[DayRow]]:
    """The days of series in their order; one whose day is still on its way is left out."""
    asked = select(Event).where(Event.series_id.in_(series_ids), Event.held_on.is_not(None))
    events = sorted(session.scalars(asked), key=lambda e: (e.held_on, e.start or 0, str(e.id)))
    ids = [event.id for event in events]
    taught = taught_units(session, ids)
    units = unit_rows(session, {unit for of in taught.values() for unit in of})
    names = author_names(session)
    given: dict[Id, list[str]] = defaultdict(list)
    for row in session.execute(
        select(Trainer.event_id, Trainer.author_id, Trainer.name)
        .where(Trainer.event_id.in_(ids))
        .order_by(Trainer.id)
    ):
        given[row.event_id].append(row.name or names.get(row.author_id, "?"))
    found: dict[Id, list[DayRow]] = defaultdict(list)
    for event in events:
        of = [units[unit] for unit in taught.get(event.id, ()) if unit in units]
        found[event.series_id].append(  # type: ignore[index]
            DayRow(
                event.id, len(found[event.series_id]) + 1, event.held_on, event.start,  # type: ignore[index]
                event.minutes, event.place or "", event.online,
                tuple(sorted(of, key=lambda unit: unit.position)), tuple(given[event.id]),
                event.led_by, event.cancelled_on,
            )
        )  # fmt: skip
    return found


def _events(write: Write, series_id: Id) -> list[Event]:
    asked = select(Event).where(Event.series_id == series_id, Event.held_on.is_not(None))
    found = write.session.scalars(asked)
    return sorted(found, key=lambda e: (e.held_on, e.start or 0, str(e.id)))


def _values(row: Series) -> SeriesValues:
    return SeriesValues(**{field.name: getattr(row, field.name) for field in fields(SeriesValues)})


def _series(write: Write, series_id: Id) -> Series:
    row = write.session.get(Series, series_id)
    if row is None:
        raise UserError(N_("This series is no longer on this desk. Undo brings back what was "
                           "removed."))  # fmt: skip
    return row


def _name(store: Store, series_id: Id) -> str:
    with store.read() as session:
        row = session.get(Series, series_id)
        return (row.name or "?") if row is not None else "?"
