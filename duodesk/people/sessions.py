"""Information sessions: planned, people invited, who came; each step can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from duodesk.base.dates import short
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.model.people import Enrolment, Role, Status
from duodesk.model.recruitment import InfoSession, Invited, Presence
from duodesk.people.commands import name_of
from duodesk.people.text import clean_line
from duodesk.store.store import Changes, Store, Write

MOST_MINUTES = 12 * 60
MOST_SEATS = 500
_DAY = 24 * 60
_NOTED = (Presence.ATTENDED, Presence.ABSENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionValues:
    """What is known of a session. `role` is None where mentees and mentors come together; `start`
    is counted in minutes from midnight; `led_by` is a colleague.
    """

    held_on: date
    role: Role | None = None
    start: int | None = None
    minutes: int | None = None
    place: str | None = None
    online: bool | None = None
    language: str | None = None
    capacity: int | None = None
    led_by: Id | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """A new session and what was touched."""

    changes: Changes
    session_id: Id


def plan_session(store: Store, values: SessionValues) -> Planned:
    """Plan a session of this office; one that took place already may be written down too."""
    _check(asdict(values))
    tidy = replace(values, place=clean_line(values.place))
    with store.write(N_("Information session of %(day)s"), day=short(values.held_on)) as write:
        session_id = write.new_id()
        write.session.add(InfoSession(id=session_id, office_id=write.office_id, **asdict(tidy)))
    return Planned(write.changes, session_id)


def change_session(store: Store, session_id: Id, /, **values: Any) -> Changes:
    """Change one or more columns of a session, named as in `SessionValues`."""
    unknown = values.keys() - SessionValues.__dataclass_fields__.keys()
    if unknown or not values:
        message = f"not to be changed of a session: {sorted(unknown)}"
        raise TypeError(message)
    _check(values)
    with store.write(N_("Change the session of %(day)s"), day=_day(store, session_id)) as write:
        row = write.session.get_one(InfoSession, session_id)
        for name, value in values.items():
            setattr(row, name, clean_line(value) if name == "place" else value)
    return write.changes


def cancel_session(store: Store, session_id: Id, *, on: date | None = None) -> Changes:
    """Call a session off; whoever was invited to it can be invited to another one."""
    with store.write(N_("Cancel the session of %(day)s"), day=_day(store, session_id)) as write:
        write.session.get_one(InfoSession, session_id).cancelled_on = on or write.today
    return write.changes


def hold_session(store: Store, session_id: Id) -> Changes:
    """Let a session that was called off take place after all."""
    with store.write(
        N_("The session of %(day)s takes place after all"), day=_day(store, session_id)
    ) as write:
        write.session.get_one(InfoSession, session_id).cancelled_on = None
    return write.changes


def invite(
    store: Store,
    session_id: Id,
    people: Sequence[Id],
    *,
    on: date | None = None,
    presence: Presence = Presence.INVITED,
) -> Changes:
    """Invite people, or note who came unannounced; who only registered so far is invited from now
    on. Invited beyond the capacity they are all the same: the screen warns, the coordinator
    decides.
    """
    label, words = _who(store, people)
    with store.write(label, **words, day=_day(store, session_id)) as write:
        row = write.session.get_one(InfoSession, session_id)
        _check_presence(write, row, presence)
        there = set(
            write.session.scalars(select(Invited.person_id).where(Invited.session_id == session_id))
        )
        new = [one for one in dict.fromkeys(people) if one not in there]
        for person_id in new:
            write.session.add(
                Invited(
                    id=write.new_id(),
                    session_id=session_id,
                    person_id=person_id,
                    presence=presence,
                    invited_on=on or write.today,
                )
            )
        _move(write, new, row.role, Status.REGISTERED, Status.INVITED)
    return write.changes


def withdraw(store: Store, session_id: Id, people: Sequence[Id]) -> Changes:
    """Take invitations back; who has no other one left is only registered again."""
    label = N_("Withdraw invitations to the session of %(day)s")
    with store.write(label, day=_day(store, session_id)) as write:
        session = write.session
        row = session.get_one(InfoSession, session_id)
        for invitation in session.scalars(
            select(Invited).where(Invited.session_id == session_id, Invited.person_id.in_(people))
        ):
            session.delete(invitation)
        session.flush()
        elsewhere = set(
            session.scalars(select(Invited.person_id).where(Invited.person_id.in_(people)))
        )
        left = [one for one in people if one not in elsewhere]
        _move(write, left, row.role, Status.INVITED, Status.REGISTERED)
    return write.changes


def mark(store: Store, session_id: Id, people: Sequence[Id] | None, presence: Presence) -> Changes:
    """Note who came, did not come, or excused themselves; None means all whose presence is not
    noted yet.
    """
    with store.write(
        N_("Presence at the session of %(day)s"), day=_day(store, session_id)
    ) as write:
        _check_presence(write, write.session.get_one(InfoSession, session_id), presence)
        which = Invited.presence == Presence.INVITED
        if people is not None:
            which = Invited.person_id.in_(people)
        for invitation in write.session.scalars(
            select(Invited).where(Invited.session_id == session_id, which)
        ):
            invitation.presence = presence
    return write.changes


def _move(
    write: Write, people: Sequence[Id], role: Role | None, before: Status, after: Status
) -> None:
    """Let the enrolments that a session is about go from one status to another."""
    which = [Enrolment.person_id.in_(people), Enrolment.status == before]
    if role is not None:
        which.append(Enrolment.role == role)
    for enrolment in write.session.scalars(select(Enrolment).where(*which)):
        enrolment.status = after


def _check(values: dict[str, Any]) -> None:
    """Refuse what no session can have; a value left out is fine."""
    if "held_on" in values and values["held_on"] is None:
        raise UserError(N_("A session needs a day. Type it like this: 29/03/2026."))
    start, minutes, seats = (values.get(name) for name in ("start", "minutes", "capacity"))
    if start is not None and not 0 <= start < _DAY:
        raise UserError(N_("Write the hour like this: 14:30."))
    if minutes is not None and not 1 <= minutes <= MOST_MINUTES:
        raise UserError(N_("Minutes: a number from 1 to %(most)s."), most=MOST_MINUTES)
    if seats is not None and not 1 <= seats <= MOST_SEATS:
        raise UserError(N_("Seats: a number from 1 to %(most)s."), most=MOST_SEATS)


def _check_presence(write: Write, row: InfoSession, presence: Presence) -> None:
    held_on: date | None = row.held_on
    if presence in _NOTED and held_on is not None and held_on > write.today:
        raise UserError(
            N_("This session is on %(day)s. Who came is noted from that day on; who cannot come "
               "can be excused before."),
            day=short(held_on),
        )  # fmt: skip


def _who(store: Store, people: Sequence[Id]) -> tuple[str, dict[str, object]]:
    if len(people) == 1:
        words: dict[str, object] = {"name": name_of(store, people[0])}
        return N_("Invite %(name)s to the session of %(day)s"), words
    return N_("Invite %(n)s people to the session of %(day)s"), {"n": len(people)}


def _day(store: Store, session_id: Id) -> str:
    with store.read() as session:
        return short(session.get_one(InfoSession, session_id).held_on)
