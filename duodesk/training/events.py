"""Planning what the calendar holds: one event is changed, moved, copied, called off or removed in
one step of undo.

A first meeting carries its proposal along: day and place stand there too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, timedelta
from enum import Enum, auto
from typing import Any

from sqlalchemy import select

from duodesk.base.dates import short
from duodesk.base.errors import UserError
from duodesk.base.holidays import holidays, working_days_after
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.base.worded import Named
from duodesk.model.pairing import Proposal, Stage
from duodesk.model.training import (
    Attendance,
    Event,
    EventKind,
    EventUnit,
    Seat,
    Trainer,
)
from duodesk.people.text import clean_line
from duodesk.store.store import Changes, Store, Write
from duodesk.training.completion import FOLLOWED
from duodesk.training.curricula import unit_rows
from duodesk.training.event_rows import EventRow, TrainerRow, event
from duodesk.training.hours import check_hour

__all__ = ["EventRow", "TrainerRow", "event"]

MOST_MINUTES = 12 * 60
MOST_SEATS = 500
MOST_REPEATED = 52
_TEXTS = ("title", "place")
_WHEN = ("held_on", "start", "minutes")
_APART = ("unit_ids", "trainers")
_SUNDAY = 6


class Keep(Enum):
    """Says that a value stays as it is, where None would clear it."""

    KEEP = auto()


KEEP = Keep.KEEP


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainerValues:
    """Who gives a day: a colleague, or somebody from outside by name."""

    author_id: Id | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventValues:
    """What is known of an event; `start` is counted in minutes from midnight, `led_by` is a
    colleague.
    """

    kind: EventKind
    held_on: date
    start: int | None = None
    minutes: int | None = None
    title: str | None = None
    place: str | None = None
    online: bool | None = None
    language: str | None = None
    capacity: int | None = None
    series_id: Id | None = None
    person_id: Id | None = None
    proposal_id: Id | None = None
    duo_id: Id | None = None
    led_by: Id | None = None
    unit_ids: tuple[Id, ...] = ()
    trainers: tuple[TrainerValues, ...] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """Something new in the calendar and what was touched."""

    changes: Changes
    id: Id


def plan_event(store: Store, values: EventValues) -> Planned:
    """Put an event of this office in the calendar; one that took place already may be written down
    too.
    """
    with store.write(
        N_("%(what)s on %(day)s"), what=Named("event_kind", values.kind), day=short(values.held_on)
    ) as write:
        made = add_event(write, values)
    return Planned(write.changes, made)


def plan_repeated(
    store: Store, values: EventValues, *, every_weeks: int, times: int
) -> list[Planned]:
    """The same event again every so many weeks, in one step; a day on which nobody works gives way
    to the next working day.
    """
    if not (1 <= every_weeks <= MOST_REPEATED and 1 <= times <= MOST_REPEATED):
        raise UserError(
            N_("Every how many weeks and how many times: numbers from 1 to %(most)s."),
            most=MOST_REPEATED,
        )
    _check(_columns(values))
    with store.write(
        N_("%(what)s on %(n)s days"), what=Named("event_kind", values.kind), n=times
    ) as write:
        days = [values.held_on + timedelta(weeks=every_weeks * n) for n in range(times)]
        made = [
            add_event(write, replace(values, held_on=working_day_from(day) if n else day))
            for n, day in enumerate(days)
        ]
    return [Planned(write.changes, one) for one in made]


def change_event(store: Store, event_id: Id, /, **values: Any) -> Changes:
    """Change one or more columns of an event, its units or its trainers, named as in
    `EventValues`.
    """
    unknown = values.keys() - {field.name for field in fields(EventValues)}
    if unknown or not values:
        message = f"not to be changed of an event: {sorted(unknown)}"
        raise TypeError(message)
    with store.write(N_("Change: %(what)s on %(day)s"), **_words(store, event_id)) as write:
        row = _event(write, event_id)
        now = {name: getattr(row, name) for name in _WHEN} if values.keys() & set(_WHEN) else {}
        _check({**now, **values})
        for name in values.keys() - set(_APART):
            setattr(row, name, _tidy(name, values[name]))
        if "unit_ids" in values:
            _set_units(write, event_id, values["unit_ids"])
        if "trainers" in values:
            _set_trainers(write, event_id, values["trainers"])
        _tell_proposal(write, row)
    return write.changes


def move_event(
    store: Store,
    event_id: Id,
    *,
    held_on: date,
    start: int | Keep | None = KEEP,
    minutes: int | Keep | None = KEEP,
) -> Changes:
    """Let an event take place on another day, at another hour, or longer."""
    words = _words(store, event_id) | {"to": short(held_on)}
    with store.write(N_("Move: %(what)s from %(day)s to %(to)s"), **words) as write:
        row = _event(write, event_id)
        row.held_on = held_on
        row.start = row.start if isinstance(start, Keep) else start
        row.minutes = row.minutes if isinstance(minutes, Keep) else minutes
        _check({"held_on": row.held_on, "start": row.start, "minutes": row.minutes})
        _tell_proposal(write, row)
    return write.changes


def copy_event(
    store: Store, event_id: Id, *, held_on: date, start: int | Keep | None = KEEP
) -> Planned:
    """The same once more on another day, with its units and trainers; who came to the first is not
    copied.
    """
    words = _words(store, event_id) | {"to": short(held_on)}
    with store.write(N_("Copy: %(what)s from %(day)s to %(to)s"), **words) as write:
        values = values_of(write, event_id)
        at = values.start if isinstance(start, Keep) else start
        made = add_event(write, replace(values, held_on=held_on, start=at))
    return Planned(write.changes, made)


def cancel_event(store: Store, event_id: Id, *, on: date | None = None) -> Changes:
    """Call an event off; it stays in the calendar, crossed out."""
    with store.write(N_("Cancel: %(what)s on %(day)s"), **_words(store, event_id)) as write:
        _check_nobody_came(write, event_id)
        row = _event(write, event_id)
        row.cancelled_on = on or write.today
        _tell_proposal(write, row)
    return write.changes


def hold_event(store: Store, event_id: Id) -> Changes:
    """Let an event that was called off take place after all."""
    with store.write(
        N_("%(what)s on %(day)s takes place after all"), **_words(store, event_id)
    ) as write:
        row = _event(write, event_id)
        row.cancelled_on = None
        _tell_proposal(write, row)
    return write.changes


def remove_event(store: Store, event_id: Id) -> Changes:
    """Take an event out of the calendar with all that belongs to it; undo brings it back."""
    with store.write(N_("Remove: %(what)s on %(day)s"), **_words(store, event_id)) as write:
        _check_nobody_came(write, event_id)
        row = _event(write, event_id)
        _tell_proposal(write, row, gone=True)
        for kind in (EventUnit, Trainer, Seat, Attendance):
            for one in write.session.scalars(select(kind).where(kind.event_id == event_id)):
                write.session.delete(one)
        write.session.delete(row)
    return write.changes


def set_trainers(store: Store, event_id: Id, trainers: Sequence[TrainerValues]) -> Changes:
    """Say who gives a day."""
    with store.write(N_("Trainers: %(what)s on %(day)s"), **_words(store, event_id)) as write:
        _event(write, event_id)
        _set_trainers(write, event_id, trainers)
    return write.changes


def add_event(write: Write, values: EventValues) -> Id:
    """A new event inside a step of its caller's."""
    _check(_columns(values))
    row = Event(
        id=write.new_id(),
        office_id=write.office_id,
        **{name: _tidy(name, value) for name, value in _columns(values).items()},
    )
    write.session.add(row)
    write.session.flush()
    _set_units(write, row.id, values.unit_ids)
    _set_trainers(write, row.id, values.trainers)
    _tell_proposal(write, row)
    return row.id


def values_of(write: Write, event_id: Id) -> EventValues:
    """All that is known of an event, to plan another like it."""
    row = _event(write, event_id)
    session = write.session
    columns = [field.name for field in fields(EventValues) if field.name not in _APART]
    units = session.scalars(
        select(EventUnit.unit_id)
        .where(EventUnit.event_id == event_id, EventUnit.unit_id.is_not(None))
        .order_by(EventUnit.id)
    )
    trainers = session.scalars(
        select(Trainer).where(Trainer.event_id == event_id).order_by(Trainer.id)
    )
    return EventValues(
        **{name: getattr(row, name) for name in columns},
        unit_ids=tuple(dict.fromkeys(units)),
        trainers=tuple(TrainerValues(author_id=t.author_id, name=t.name) for t in trainers),
    )


def working_day_from(day: date) -> date:
    """The day itself, or after a holiday or a Sunday the next on which people work; a Saturday
    stays, for training is given on them.
    """
    is_off = day.weekday() == _SUNDAY or day in holidays(day.year)
    return working_days_after(day, 1) if is_off else day


def _columns(values: EventValues) -> dict[str, Any]:
    return {name: value for name, value in asdict(values).items() if name not in _APART}


def _tidy(name: str, value: Any) -> Any:
    return clean_line(value) if name in _TEXTS else value


def _check(values: dict[str, Any]) -> None:
    """Refuse what no event can have; a value left out is fine."""
    if "held_on" in values and values["held_on"] is None:
        raise UserError(N_("Everything in the calendar needs a day, like this: 29/03/2026."))
    start, minutes, seats = (values.get(name) for name in ("start", "minutes", "capacity"))
    if minutes is not None and minutes <= 0:
        raise UserError(N_("It cannot end before it begins. Choose a later end."))
    if minutes is not None and minutes > MOST_MINUTES:
        raise UserError(N_("Minutes: a number from 1 to %(most)s."), most=MOST_MINUTES)
    if "held_on" in values:
        check_hour(values["held_on"], start, minutes)
    if seats is not None and not 1 <= seats <= MOST_SEATS:
        raise UserError(N_("Seats: a number from 1 to %(most)s."), most=MOST_SEATS)


def _set_units(write: Write, event_id: Id, unit_ids: Sequence[Id]) -> None:
    session = write.session
    wanted = list(dict.fromkeys(unit_ids))
    known = unit_rows(session, wanted)
    if any(one not in known for one in wanted):
        raise UserError(N_("One of these units is not on this desk. Choose from the curriculum."))
    for row in session.scalars(select(EventUnit).where(EventUnit.event_id == event_id)):
        if row.unit_id in wanted:
            wanted.remove(row.unit_id)
        else:
            session.delete(row)
    for unit_id in wanted:
        session.add(EventUnit(id=write.new_id(), event_id=event_id, unit_id=unit_id))


def _set_trainers(write: Write, event_id: Id, trainers: Sequence[TrainerValues]) -> None:
    session = write.session
    tidy = [(one.author_id, clean_line(one.name)) for one in trainers]
    wanted = [one for one in dict.fromkeys(tidy) if any(one)]
    for row in session.scalars(select(Trainer).where(Trainer.event_id == event_id)):
        if (row.author_id, row.name) in wanted:
            wanted.remove((row.author_id, row.name))
        else:
            session.delete(row)
    for author_id, name in wanted:
        session.add(Trainer(id=write.new_id(), event_id=event_id, author_id=author_id, name=name))


def _tell_proposal(write: Write, row: Event, *, gone: bool = False) -> None:
    """Day and place of a first meeting stand with its proposal too."""
    if row.kind != EventKind.FIRST_MEETING or row.proposal_id is None:
        return
    proposal = write.session.get(Proposal, row.proposal_id)
    if proposal is None:
        return
    if gone or row.cancelled_on is not None:
        proposal.meeting_on = None
        return
    proposal.meeting_on, proposal.meeting_place = row.held_on, row.place
    if proposal.stage in {Stage.SUGGESTED, Stage.PROPOSED}:
        proposal.stage = Stage.FIRST_MEETING


def _check_nobody_came(write: Write, event_id: Id) -> None:
    came = select(Attendance.id).where(
        Attendance.event_id == event_id, Attendance.presence.in_(FOLLOWED)
    )
    if write.session.scalar(came.limit(1)) is not None:
        raise UserError(
            N_("People were noted as present on this day. Clear their presence first if that was "
               "a mistake.")
        )  # fmt: skip


def _event(write: Write, event_id: Id) -> Event:
    row = write.session.get(Event, event_id)
    if row is None:
        raise UserError(N_("This is no longer in the calendar. Undo brings back what was removed."))
    return row


def _words(store: Store, event_id: Id) -> dict[str, object]:
    with store.read() as session:
        row = session.get(Event, event_id)
        kind = row.kind if row is not None else EventKind.OTHER
        day = row.held_on if row is not None else None
        return {"what": Named("event_kind", kind), "day": short(day)}
