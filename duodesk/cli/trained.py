"""The calendar without a window: files for other programs, series, attendance, papers."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import date
from typing import Any

from duodesk.base import dates
from duodesk.base.collate import fold
from duodesk.base.dates import short
from duodesk.base.errors import UserError
from duodesk.base.files import atomic_write
from duodesk.base.i18n import N_, _, ngettext
from duodesk.base.ids import Id
from duodesk.cli.handing import person_of
from duodesk.cli.opening import opened, say, say_json
from duodesk.model.training import Attended
from duodesk.office.queries import office_of_code
from duodesk.store.store import Store
from duodesk.training import attendance, calendar_file
from duodesk.training.attendance import Grid
from duodesk.training.series import DayRow, SeriesRow, series_list

_AHEAD = 12  # months that a calendar file holds unless told
_PAPERS = (".pdf", ".ics", ".eml")


def whole(arguments: argparse.Namespace) -> None:
    """The calendar of an office as one file: from today on for a year unless told."""
    with opened(arguments) as desk, desk.store.read() as session:
        store = desk.store
        place = office_of_code(session, arguments.office).id if arguments.office else None
        first = arguments.begin or store.clock.today()
        last = arguments.end or dates.add_months(first, _AHEAD)
        if last < first:
            raise UserError(
                N_("%(last)s is before %(first)s. Turn the two days round."),
                first=short(first),
                last=short(last),
            )
        content = calendar_file.office_file(
            session,
            office_id=place or store.office_id,
            first=first,
            last=last,
            now=store.clock.now(),
            names=arguments.names,
        )
    atomic_write(arguments.out, content)
    entries = content.count(b"\r\nBEGIN:VEVENT\r\n")
    if arguments.json:
        say_json({"file": str(arguments.out), "entries": entries})
    else:
        say(_("Written: %(name)s", name=arguments.out.name))


def list_series(arguments: argparse.Namespace) -> None:
    """The series of this office, latest first; or one of them with who followed how much."""
    with opened(arguments) as desk, desk.store.read() as session:
        if arguments.name is not None:
            one = _named(series_list(session, office_id=desk.store.office_id), arguments.name)
            _tell(arguments, one, attendance.grid(session, one.id))
            return
        rows = series_list(session, office_id=desk.store.office_id)
    if arguments.json:
        say_json({"series": [_document(row) for row in rows]})
        return
    for row in rows:
        say(_line(row))
    if not rows:
        say(_("No training series yet."))


def attend(arguments: argparse.Namespace) -> None:
    """Note who followed a day of a series; without numbers all of whom nothing is noted yet."""
    with opened(arguments) as desk:
        store = desk.store
        row = _series(store, arguments.series)
        day = _day(row, arguments.day)
        people = [person_of(store, number).id for number in arguments.numbers] or None
        with store.read() as session:
            known = {one.person_id for one in attendance.event_grid(session, day.event_id).rows}
        if strangers := [n for n, one in zip(arguments.numbers, people or [], strict=False)
                         if one not in known]:  # fmt: skip
            raise UserError(
                N_("%(number)s has no seat on this day. Give them one first."),
                number=", ".join(strangers),
            )
        presence = Attended(arguments.presence or Attended.PRESENT)
        attendance.mark(store, day.event_id, people, presence)
        with store.read() as session:
            _tell(arguments, _series(store, arguments.series), attendance.grid(session, row.id))


def paper(arguments: argparse.Namespace) -> None:
    """The letter, the calendar file or the mail that invites a mentor; without a series, the
    certificate.
    """
    kind = arguments.out.suffix.lower()
    if kind not in _PAPERS or (arguments.series is None and kind != ".pdf"):
        raise UserError(
            N_("A file called “%(name)s” cannot be made. An invitation ends in .pdf, .ics or .eml, "
               "a certificate in .pdf."),
            name=arguments.out.name,
        )  # fmt: skip
    with opened(arguments) as desk:
        person = person_of(desk.store, arguments.number)
        series_id = _series(desk.store, arguments.series).id if arguments.series else None
        content = _content(desk.store, kind, person.id, series_id)
    atomic_write(arguments.out, content)
    if arguments.json:
        say_json({"file": str(arguments.out), "person": person.number})
    else:
        say(_("Written: %(name)s", name=arguments.out.name))


def _content(store: Store, kind: str, person_id: Id, series_id: Id | None) -> bytes:
    from duodesk.documents import calendar_mail, certificate, training_invitation
    from duodesk.documents.commands import print_letter

    today = store.clock.today()
    with store.read() as session:
        if series_id is None:
            made = certificate.certificate(session, person_id, today=today)
        elif kind == ".pdf":
            made = training_invitation.invitation(session, person_id, series_id, today=today)
        else:
            file = calendar_file.person_file(
                session, person_id, series_id=series_id, now=store.clock.now()
            )
            return calendar_mail.draft(session, person_id, file) if kind == ".eml" else file
    return print_letter(store, person_id, made).content


def _series(store: Store, name: str) -> SeriesRow:
    with store.read() as session:
        return _named(series_list(session, office_id=store.office_id), name)


def _named(rows: Iterable[SeriesRow], name: str) -> SeriesRow:
    """The series with this name, or the only one whose name begins so."""
    wanted = fold(name)
    found = [row for row in rows if fold(row.name).startswith(wanted)]
    same = [row for row in found if fold(row.name) == wanted] or found
    if len(same) != 1:
        raise UserError(
            N_("No single series is called “%(name)s”. “duodesk series” lists them all."), name=name
        )
    return same[0]


def _day(row: SeriesRow, on: date) -> DayRow:
    found = next((day for day in row.days if day.held_on == on), None)
    if found is None:
        raise UserError(
            N_("“%(name)s” has no day on %(day)s. Its days are: %(days)s."),
            name=row.name,
            day=short(on),
            days=", ".join(short(day.held_on) for day in row.days),
        )
    return found


def _tell(arguments: argparse.Namespace, row: SeriesRow, grid: Grid) -> None:
    """A series, then each of its people with how much they followed."""
    if arguments.json:
        say_json({**_document(row), "people": [_person(one) for one in grid.rows]})
        return
    say(_line(row))
    for one in grid.rows:
        done = one.completion
        told = _("%(n)s of %(of)s", n=done.followed, of=done.of)
        complete = _("complete since %(day)s", day=short(done.done_on)) if done.done_on else ""
        say(" · ".join(part for part in (one.number, one.name, told, complete) if part))


def _person(one: attendance.GridRow) -> dict[str, Any]:
    done = one.completion
    return {
        "number": one.number,
        "name": one.name,
        "followed": done.followed,
        "of": done.of,
        "complete": done.done_on.isoformat() if done.done_on else None,
    }


def _document(row: SeriesRow) -> dict[str, Any]:
    return {
        "name": row.name,
        "days": [day.held_on.isoformat() for day in row.days],
        "seats": row.capacity,
        "booked": row.booked,
        "waiting": row.waiting,
        "complete": row.completed,
        "called_off": row.cancelled_on.isoformat() if row.cancelled_on else None,
    }


def _line(row: SeriesRow) -> str:
    days = " – ".join(dict.fromkeys(short(day) for day in (row.first_day, row.last_day) if day))
    booked = ngettext("%(n)s seat taken", "%(n)s seats taken", row.booked)
    waiting = ngettext("%(n)s waits", "%(n)s wait", row.waiting) if row.waiting else ""
    done = ngettext("%(n)s completed the training", "%(n)s completed the training", row.completed)
    off = _("called off") if row.cancelled_on else ""
    return " · ".join(part for part in (row.name, days, booked, waiting, done, off) if part)
