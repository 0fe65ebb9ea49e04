"""Seats in a series or on one day: booked, waited for, given back; and who was invited to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.collate import sort_key
from duodesk.base.dates import short
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.base.worded import Named
from duodesk.model.people import Enrolment, Person, Role, Status
from duodesk.model.training import Event, EventKind, Seat, SeatState, Series
from duodesk.people.commands import name_of
from duodesk.people.text import list_name
from duodesk.people.together import left_out
from duodesk.store.store import Changes, Store
from duodesk.training.completion import Completion, completions
from duodesk.training.expected import capacities, expected_at, states

_UNKNOWN = date.max
_TAKING_PART = (Status.ACCEPTED, Status.IN_DUO)
_AMONG = {
    EventKind.TRAINING: (Enrolment.role == Role.MENTOR, Enrolment.status == Status.ACCEPTED),
    EventKind.MENTORS_MEETING: (Enrolment.role == Role.MENTOR, Enrolment.status == Status.IN_DUO),
}


@dataclass(frozen=True, slots=True)
class Booked:
    """Who got a seat, who waits for one, and what was touched."""

    changes: Changes
    booked: tuple[Id, ...]
    waiting: tuple[Id, ...]


@dataclass(frozen=True, slots=True)
class SeatRow:
    """Somebody's seat; `since` when they have it or wait for it."""

    person_id: Id
    number: str
    name: str
    state: SeatState
    since: date | None
    invited_on: date | None
    phone: str
    email: str
    completion: Completion


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """Somebody who could be given a seat, and since when they wait."""

    person_id: Id
    number: str
    name: str
    municipality: str
    since: date | None
    completion: Completion


def seats(
    session: Session, *, series_id: Id | None = None, event_id: Id | None = None
) -> list[SeatRow]:
    """The seats of a series or of one day, those of its series included: by name those who have
    one, then who waits in the order in which they do, then who gave theirs back.
    """
    found = _there(session, series_id, event_id)
    people = {
        row.id: row
        for row in session.execute(
            select(
                Person.id, Person.number, Person.family_name, Person.given_name, Person.phone,
                Person.email,
            ).where(Person.id.in_(found))
        )
    }  # fmt: skip
    done = completions(session, found.keys(), on=date.max)
    rows = [
        (_place(seat, people[one]), _row(seat, people[one], done[one]))
        for one, seat in found.items()
        if one in people
    ]
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def candidates(
    session: Session, *, today: date, series_id: Id | None = None, event_id: Id | None = None
) -> list[CandidateRow]:
    """Who of the office could be given a seat, longest waiting first; who has one or waits for one
    is left out. For a training those are the accepted mentors who have not followed everything yet,
    for a meeting of mentors those in a duo, for anything else all who take part.
    """
    target = _target(session, series_id, event_id)
    kind = target.kind if isinstance(target, Event) else EventKind.TRAINING
    there = _there(session, series_id, event_id)
    here = {one for one, seat in there.items() if seat.state != SeatState.GIVEN_BACK}
    since = Enrolment.accepted_on
    asked = (
        select(
            Person.id, Person.number, Person.family_name, Person.given_name, Person.municipality,
            since,
        )
        .join(Enrolment, Enrolment.person_id == Person.id)
        .where(
            *_AMONG.get(kind, (Enrolment.status.in_(_TAKING_PART),)),
            Enrolment.office_id == target.office_id,
            Person.id.not_in(left_out(session) | here),
        )
        .order_by(since.is_(None), since, Person.number, Person.id)
    )  # fmt: skip
    found: dict[Id, Any] = {}
    for row in session.execute(asked):
        found.setdefault(row.id, row)
    done = completions(session, found.keys(), on=today)
    return [
        CandidateRow(
            row.id, row.number or "", list_name(row.family_name, row.given_name),
            row.municipality or "", row.accepted_on, done[row.id],
        )
        for row in found.values()
        if kind != EventKind.TRAINING or not done[row.id].done
    ]  # fmt: skip


def book(
    store: Store,
    people: Sequence[Id],
    *,
    series_id: Id | None = None,
    event_id: Id | None = None,
    on: date | None = None,
) -> Booked:
    """Give people a seat in a series, or on one day; beyond the capacity they go on the waiting
    list, in this order.
    """
    _one_of(series_id, event_id)
    label, words = _label(store, people, series_id, event_id)
    with store.write(label, **words) as write:
        left = _left(write.session, series_id, event_id)
        there = _there(write.session, series_id, event_id)
        queue = any(row.state == SeatState.WAITING for row in there.values())
        booked: list[Id] = []
        waiting: list[Id] = []
        new = list(dict.fromkeys(people))
        # Identities of one moment have no order of their own; here they need that of the people.
        for person_id, seat_id in zip(new, sorted(write.new_id() for _ in new), strict=True):
            seat = there.get(person_id)
            if seat is not None and seat.state != SeatState.GIVEN_BACK:
                continue
            # Nobody passes those who wait.
            free = left is None or (left - len(booked) > 0 and not queue)
            state = SeatState.BOOKED if free else SeatState.WAITING
            (booked if free else waiting).append(person_id)
            if seat is not None:
                # A new row: its identity is its place among those who began to wait on one day.
                write.session.delete(seat)
            write.session.add(
                Seat(
                    id=seat_id,
                    person_id=person_id,
                    series_id=series_id,
                    event_id=event_id,
                    state=state,
                    since=on or write.today,
                )
            )
    return Booked(write.changes, tuple(booked), tuple(waiting))


def give_back(
    store: Store, people: Sequence[Id], *, series_id: Id | None = None, event_id: Id | None = None
) -> Changes:
    """Take seats back, or people off the waiting list; on one day of a series, that day alone."""
    _one_of(series_id, event_id)
    with store.write(N_("Seats given back: %(what)s"), what=_what(store, series_id, event_id)) as w:
        there = _there(w.session, series_id, event_id)
        for person_id in dict.fromkeys(people):
            seat = there.get(person_id)
            if seat is None:
                continue
            if event_id is None or seat.event_id == event_id:
                seat.state = SeatState.GIVEN_BACK
            else:
                w.session.add(
                    Seat(
                        id=w.new_id(),
                        person_id=person_id,
                        event_id=event_id,
                        state=SeatState.GIVEN_BACK,
                        since=w.today,
                    )
                )
    return w.changes


def take_in(
    store: Store, people: Sequence[Id], *, series_id: Id | None = None, event_id: Id | None = None
) -> Changes:
    """Give people a seat who waited for one, beyond the capacity too: the screen warns, the
    coordinator decides.
    """
    _one_of(series_id, event_id)
    with store.write(
        N_("Taken in from the waiting list: %(what)s"), what=_what(store, series_id, event_id)
    ) as write:
        for row in _own(write.session, series_id, event_id):
            if row.person_id in people and row.state != SeatState.BOOKED:
                row.state, row.since = SeatState.BOOKED, write.today
    return write.changes


def invite_next(store: Store, series_id: Id) -> Booked:
    """Take in who waits longest, as many as there are seats left."""
    with store.write(
        N_("Next from the waiting list: %(what)s"), what=_what(store, series_id, None)
    ) as write:
        left = _left(write.session, series_id, None)
        waiting = sorted(
            (r for r in _own(write.session, series_id, None) if r.state == SeatState.WAITING),
            key=_turn,
        )
        taken = waiting if left is None else waiting[: max(left, 0)]
        for row in taken:
            row.state, row.since = SeatState.BOOKED, write.today
        people = [row.person_id for row in waiting]
    return Booked(write.changes, tuple(people[: len(taken)]), tuple(people[len(taken) :]))


def note_invited(
    store: Store,
    people: Sequence[Id],
    *,
    series_id: Id | None = None,
    event_id: Id | None = None,
    on: date | None = None,
) -> Changes:
    """Note that an invitation was made for people, on paper or as a file."""
    _one_of(series_id, event_id)
    with store.write(N_("Invitations: %(what)s"), what=_what(store, series_id, event_id)) as write:
        for person_id, row in _there(write.session, series_id, event_id).items():
            if person_id in people:
                row.invited_on = on or write.today
    return write.changes


def _own(session: Session, series_id: Id | None, event_id: Id | None) -> list[Seat]:
    """The seats that are told for exactly this; of two for one person the later row holds."""
    which = Seat.event_id == event_id if event_id is not None else Seat.series_id == series_id
    found = session.scalars(
        select(Seat).where(which, Seat.person_id.is_not(None)).order_by(Seat.id)
    )
    return list({row.person_id: row for row in found}.values())


def _there(session: Session, series_id: Id | None, event_id: Id | None) -> dict[Id, Seat]:
    """The seats that hold here: on a day those of its series too, unless one was given back for
    that day alone.
    """
    own = {row.person_id: row for row in _own(session, series_id, event_id)}
    day = session.get(Event, event_id) if event_id is not None else None
    if day is None or day.series_id is None:
        return own
    whole = _own(session, day.series_id, None)
    return {row.person_id: row for row in whole if row.state == SeatState.BOOKED} | own


def _target(session: Session, series_id: Id | None, event_id: Id | None) -> Series | Event:
    found: Series | Event | None = None
    if event_id is not None:
        found = session.get(Event, event_id)
    elif series_id is not None:
        found = session.get(Series, series_id)
    if found is None:
        raise UserError(N_("This is no longer in the calendar. Undo brings back what was removed."))
    return found


def _left(session: Session, series_id: Id | None, event_id: Id | None) -> int | None:
    """How many seats are left; None where nobody counts them."""
    target = _target(session, series_id, event_id)
    if isinstance(target, Series):
        told = states(session, series=[target.id]).get(target.id, {})
        taken = sum(state == SeatState.BOOKED for state in told.values())
        return None if target.capacity is None else target.capacity - taken
    days = {target.id: target.series_id}
    most, expected = capacities(session, days)[target.id], expected_at(session, days)[target.id]
    return None if most is None else most - len(expected)


def _turn(row: Seat) -> tuple[date, bytes]:
    return row.since or _UNKNOWN, row.id.bytes


def _place(seat: Seat, person: Any) -> tuple[Any, ...]:
    order = [SeatState.BOOKED, SeatState.WAITING, SeatState.GIVEN_BACK]
    group = order.index(seat.state) if seat.state in order else 0
    turn = _turn(seat) if seat.state == SeatState.WAITING else (_UNKNOWN, b"")
    name = sort_key(person.family_name or person.given_name or "", person.given_name or "")
    return (group, *turn, name, str(person.id))


def _row(seat: Seat, person: Any, completion: Completion) -> SeatRow:
    return SeatRow(
        person_id=person.id,
        number=person.number or "",
        name=list_name(person.family_name, person.given_name),
        state=seat.state or SeatState.BOOKED,
        since=seat.since,
        invited_on=seat.invited_on,
        phone=person.phone or "",
        email=person.email or "",
        completion=completion,
    )


def _one_of(series_id: Id | None, event_id: Id | None) -> None:
    if (series_id is None) == (event_id is None):
        message = "a seat is in a series or on a day, not both"
        raise TypeError(message)


def _label(
    store: Store, people: Sequence[Id], series_id: Id | None, event_id: Id | None
) -> tuple[str, dict[str, object]]:
    words: dict[str, object] = {"what": _what(store, series_id, event_id)}
    if len(people) == 1:
        return N_("A seat for %(name)s: %(what)s"), words | {"name": name_of(store, people[0])}
    return N_("Seats for %(n)s people: %(what)s"), words | {"n": len(people)}


def _what(store: Store, series_id: Id | None, event_id: Id | None) -> str:
    with store.read() as session:
        found = _target(session, series_id, event_id)
        if isinstance(found, Series):
            return found.name or "?"
        return f"{Named('event_kind', found.kind)} {short(found.held_on)}"
