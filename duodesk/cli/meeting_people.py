"""`sessions`, `calls` and `call`: information sessions and whom to call, without a window."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from duodesk.base import reference
from duodesk.base.dates import hours, parse_hour, short
from duodesk.base.errors import UserError
from duodesk.base.files import atomic_write
from duodesk.base.i18n import N_, _, ngettext
from duodesk.base.ids import Id
from duodesk.cli.handing import person_of
from duodesk.cli.opening import opened, say, say_json
from duodesk.model.people import Role
from duodesk.model.recruitment import Presence
from duodesk.people import attendance, contacts, sessions
from duodesk.people.attendance import SessionRow
from duodesk.people.calls import Call, calls
from duodesk.people.sessions import SessionValues
from duodesk.store.store import Store


def list_sessions(arguments: argparse.Namespace) -> None:
    """The sessions to come, the next one first; with `--past` those that are over."""
    with opened(arguments) as desk:
        today = desk.store.clock.today()
        rows = [row for row in _all(desk.store) if row.is_over(today) == arguments.past]
    if not arguments.past:
        rows.reverse()
    if arguments.json:
        say_json([_document(row) for row in rows])
        return
    for row in rows:
        say(_line(row))
    if not rows:
        say(_("There is no such session."))


def plan(arguments: argparse.Namespace) -> None:
    """Plan a session."""
    values = SessionValues(
        held_on=arguments.day,
        role=Role(arguments.role) if arguments.role else None,
        start=_minutes(arguments.at),
        minutes=arguments.minutes,
        place=arguments.place,
        online=arguments.online or None,
        language=arguments.spoken,
        capacity=arguments.seats,
    )
    with opened(arguments) as desk:
        made = sessions.plan_session(desk.store, values)
        row = _one(desk.store, made.session_id)
    _tell(arguments, row)


def invite(arguments: argparse.Namespace) -> None:
    """Invite people by their numbers; what makes the session too full is said, and done."""
    with opened(arguments) as desk:
        row = _session(desk.store, arguments)
        people = [person_of(desk.store, number).id for number in arguments.numbers]
        sessions.invite(desk.store, row.id, people)
        row = _one(desk.store, row.id)
    _tell(arguments, row)


def attend(arguments: argparse.Namespace) -> None:
    """Note who came, did not come or excused themselves; without numbers all not noted yet."""
    with opened(arguments) as desk:
        row = _session(desk.store, arguments)
        people = [person_of(desk.store, number).id for number in arguments.numbers] or None
        _refuse_strangers(desk.store, row, people or [])
        sessions.mark(desk.store, row.id, people, Presence(arguments.presence or Presence.ATTENDED))
        row = _one(desk.store, row.id)
    _tell(arguments, row)


def sheet(arguments: argparse.Namespace) -> None:
    """The sign-in sheet of a session as a PDF file."""
    from duodesk.documents import sign_in_sheet

    with opened(arguments) as desk:
        row = _session(desk.store, arguments)
        with desk.store.read() as session:
            made = sign_in_sheet.collect(session, row.id)
    if made is not None:
        atomic_write(arguments.out, sign_in_sheet.draw(made))
    if arguments.json:
        say_json({"file": str(arguments.out), "names": len(made.names) if made else 0})
    else:
        say(_("Written: %(name)s", name=arguments.out.name))


def list_calls(arguments: argparse.Namespace) -> None:
    """Whom to call, what is due first on top."""
    with opened(arguments) as desk:
        today = desk.store.clock.today()
        with desk.store.read() as session:
            found = calls(session, office_id=desk.store.office_id, today=today)
    if arguments.json:
        say_json([_call_document(call, today) for call in found])
        return
    for call in found:
        about = reference.chosen("contact_about", call.about)
        told = (call.number, call.name, call.phone, about, short(call.due))
        say(" · ".join(part for part in told if part))
    if not found:
        say(_("Nobody waits for a call."))


def call(arguments: argparse.Namespace) -> None:
    """Write down a call with a person, or that there was no answer."""
    with opened(arguments) as desk:
        row = person_of(desk.store, arguments.number)
        reached = not arguments.no_answer
        contacts.log_contact(
            desk.store, row.id, reached=reached, about=arguments.about, text=arguments.text
        )
    if arguments.json:
        say_json({"person": row.number, "reached": reached, "about": arguments.about})
    elif reached:
        say(_("Written down: %(name)s was reached.", name=row.name))
    else:
        say(_("Written down: %(name)s did not answer.", name=row.name))


def _all(store: Store) -> list[SessionRow]:
    with store.read() as session:
        return attendance.sessions(session, office_id=store.office_id)


def _one(store: Store, session_id: Id) -> SessionRow:
    return next(row for row in _all(store) if row.id == session_id)


def _session(store: Store, arguments: argparse.Namespace) -> SessionRow:
    """The session of a day; where there are several, its hour or role says which."""
    start, role = _minutes(arguments.at), arguments.role
    found = [
        row
        for row in _all(store)
        if row.held_on == arguments.day
        and (start is None or row.start == start)
        and (role is None or row.role == role)
    ]
    if not found:
        raise UserError(
            N_("There is no such session on %(day)s. “duodesk sessions list” shows them."),
            day=short(arguments.day),
        )
    if len(found) > 1:
        raise UserError(
            N_("There are several sessions on %(day)s. Say which with --at or --role."),
            day=short(arguments.day),
        )
    return found[0]


def _refuse_strangers(store: Store, row: SessionRow, people: list[Id]) -> None:
    """Presence is noted of those who are invited; a slip in a number must not go unseen."""
    with store.read() as session:
        invited = {one.person_id for one in attendance.attendees(session, row.id)}
    if not set(people) <= invited:
        raise UserError(
            N_("Somebody named here is not invited to this session. Invite them first, with "
               "“duodesk sessions invite”.")
        )  # fmt: skip


def _minutes(text: str | None) -> int | None:
    if text is None:
        return None
    minutes = parse_hour(text)
    if minutes is None:
        raise UserError(N_("Write the hour like this: 14:30."))
    return minutes


def _tell(arguments: argparse.Namespace, row: SessionRow) -> None:
    if arguments.json:
        say_json(_document(row))
        return
    say(_line(row))
    if row.seats_left is not None and row.seats_left < 0:
        say(
            ngettext(
                "%(n)s person more is expected than there are seats.",
                "%(n)s people more are expected than there are seats.",
                -row.seats_left,
            )
        )


def _line(row: SessionRow) -> str:
    counts = _(
        "invited %(invited)s, came %(attended)s, did not come %(absent)s, excused %(excused)s",
        invited=row.people, attended=row.attended, absent=row.absent, excused=row.excused,
    )  # fmt: skip
    cancelled = _("Cancelled") if row.cancelled_on else ""
    role = reference.chosen("role", row.role) or _("Mentees and mentors")
    when = hours(row.start, row.minutes)
    told = (short(row.held_on), when, role, row.place, counts, cancelled)
    return " · ".join(part for part in told if part)


def _document(row: SessionRow) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "day": row.held_on.isoformat(),
        "start": row.start,
        "minutes": row.minutes,
        "role": str(row.role) if row.role else None,
        "place": row.place,
        "online": row.online,
        "language": row.language,
        "seats": row.capacity,
        "seats_left": row.seats_left,
        "led_by": row.leader,
        "cancelled_on": row.cancelled_on.isoformat() if row.cancelled_on else None,
        "invited": row.people,
        "attended": row.attended,
        "absent": row.absent,
        "excused": row.excused,
    }


def _call_document(one: Call, today: date) -> dict[str, Any]:
    last = one.tries.last
    return {
        "person": one.number,
        "name": one.name,
        "phone": one.phone,
        "about": str(one.about),
        "since": one.since.isoformat(),
        "due": one.due.isoformat(),
        "late": one.is_late(today),
        "attempts": one.tries.count,
        "last_attempt": last.isoformat() if last else None,
    }
