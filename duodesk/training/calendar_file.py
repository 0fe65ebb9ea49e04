"""Calendar files (RFC 5545) that Outlook, Thunderbird and telephones open.

What is sent twice is one entry there: its UID comes from the row and its SEQUENCE from the journal,
so that a later file moves the entry, or calls it off. No file holds an address or a number of a
person, and a person's own file no name of anybody else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from duodesk import __version__
from duodesk.base import dates
from duodesk.base.clock import BELGIUM
from duodesk.base.errors import UserError
from duodesk.base.i18n import LANGUAGES, N_, _, language, language_name, speaking
from duodesk.base.ids import Id
from duodesk.model.base import Day, Record
from duodesk.model.followup import DuoStep
from duodesk.model.interviews import Interview
from duodesk.model.pairing import Duo, Proposal
from duodesk.model.people import Person
from duodesk.model.recruitment import InfoSession
from duodesk.model.training import Event, EventUnit, Seat, Series, Trainer
from duodesk.office.queries import OfficeRow, office
from duodesk.people.text import clean_line, clean_lines
from duodesk.store import history
from duodesk.training import expected
from duodesk.training.appointments import events
from duodesk.training.dated import dated
from duodesk.training.entry import REMINDERS, Dated, DatedKind, Key, Names, Source
from duodesk.training.hours import span
from duodesk.training.words import SeatState

if TYPE_CHECKING:
    import icalendar

# SEQUENCE counts seconds from here: a whole number that programs hold in 31 bits until 2088.
_START = datetime(2020, 1, 1, tzinfo=UTC)
_MOST = 2**31 - 1
_BRAND = "DUO for a JOB"
# The table of a source, and its column with the day or the one that the day is reckoned from.
_TABLES: dict[Source, tuple[type[Record], Any]] = {
    Source.EVENT: (Event, Event.held_on),
    Source.SESSION: (InfoSession, InfoSession.held_on),
    Source.INTERVIEW: (Interview, Interview.held_on),
    Source.PROPOSAL: (Proposal, Proposal.meeting_on),
    Source.DUO_START: (Duo, Duo.start_date),
    Source.DUO_END: (Duo, func.coalesce(Duo.ended_on, Duo.expected_end, type_=Day())),
    Source.OUTCOME: (Duo, Duo.start_date),
    Source.STEP: (DuoStep, DuoStep.due_on),
}
_OUTCOME_WITHIN = 60  # months after the start: more than any office waits
# Their titles name nobody: what is taught, whom a session is for, or what somebody typed.
_NAMELESS = frozenset({DatedKind.TRAINING, DatedKind.INFO_SESSION})


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is written of something dated, and when it changed last."""

    about: Dated
    title: str
    changed: datetime
    cancelled: bool = False
    tentative: bool = False

    @property
    def sequence(self) -> int:
        return min(max(int((self.changed - _START).total_seconds()), 0), _MOST)


def uid(key: Key) -> str:
    """The lasting name of an entry in all calendars: of its row, and of the date of a duo."""
    of_a_duo = _TABLES[key.source][0] is Duo
    return f"{key.id}.{key.source}@duodesk" if of_a_duo else f"{key.id}@duodesk"


def office_file(
    session: Session,
    *,
    office_id: Id,
    first: date,
    last: date,
    now: datetime,
    names: bool = False,
) -> bytes:
    """The whole calendar of an office on these days. Short names of the people concerned stand in
    it only where they are asked for: the file leaves the protected desk.
    """
    found = dated(session, first=first, last=last, office_id=office_id)
    entries = _entries(session, found, names=names)
    place = office(session, office_id)
    return _calendar(entries, place, now, title=f"{_BRAND} · {place.name}")


def event_file(session: Session, key: Key, *, now: datetime, names: bool = False) -> bytes:
    """One entry of the calendar, for a colleague. Called off, the file takes it out of the
    calendars that have it. Raises `UserError` for one that is gone.
    """
    one = _one(session, key)
    place = office(session, one.office_id) if one.office_id else None
    return _calendar(_entries(session, [one], names=names), place, now)


def series_file(session: Session, series_id: Id, *, now: datetime) -> bytes:
    """All days of a series, those called off too."""
    found = _of_series(session, series_id)
    place = office(session, found[0].office_id) if found[0].office_id else None
    return _calendar(_entries(session, found, names=False), place, now, title=found[0].who)


def person_file(
    session: Session,
    person_id: Id,
    *,
    now: datetime,
    series_id: Id | None = None,
    key: Key | None = None,
) -> bytes:
    """What somebody is invited to, in the language of their letters: the days of a series, or one
    entry. Who gave the seat back gets a file that takes the days out of their calendar.
    """
    person = session.get_one(Person, person_id)
    code = person.contact_language
    with speaking(code if code in LANGUAGES else "fr"):
        found = [_one(session, key)] if key is not None else _of_series(session, series_id)
        place = office(session, found[0].office_id) if found[0].office_id else None
        entries = _entries(session, found, names=False)
        return _calendar(_for_person(session, entries, person_id), place, now)


def is_cancelling(content: bytes) -> bool:
    """Whether a file takes entries out of a calendar; texts cannot look like it, lines that go on
    begin with a space.
    """
    return b"\r\nMETHOD:CANCEL\r\n" in content


def _one(session: Session, key: Key) -> Dated:
    """The entry of a key; raises `UserError` when it is no longer there."""
    table, column = _TABLES[key.source]
    day = session.scalar(select(column).where(table.id == key.id)) if key.id is not None else None
    if day is not None:
        months = _OUTCOME_WITHIN if key.source == Source.OUTCOME else 0
        for one in dated(session, first=day, last=dates.add_months(day, months)):
            if one.key == key:
                return one
    raise UserError(N_("This entry is no longer in the calendar. Choose another one."))


def _of_series(session: Session, series_id: Id | None) -> list[Dated]:
    found = events(
        session, Names(session), first=dates.FIRST, last=dates.LAST, series_id=series_id
    ) if series_id is not None else []  # fmt: skip
    if not found:
        raise UserError(N_("This series has no day yet. Add one, then make the calendar file."))
    return sorted(found, key=lambda one: (one.day, one.start or 0, str(one.key.id)))


def _entries(session: Session, found: Sequence[Dated], *, names: bool) -> list[_Entry]:
    """What is written, each with the moment of its last change: of its own row, of the series it
    belongs to, and of units and trainers that it has or had.
    """
    changed: dict[Id, datetime] = {}
    for table in {table for table, _column in _TABLES.values()}:
        ids = [one.key.id for one in found if one.key.id and _TABLES[one.key.source][0] is table]
        changed |= history.last_touched(session, table.__tablename__, ids)
    own = [one.key.id for one in found if one.key.id and one.key.source == Source.EVENT]
    for name in (EventUnit.__tablename__, Trainer.__tablename__):
        for row, at in history.last_pointed(session, name, "event_id", own).items():
            changed[row] = max(at, changed.get(row, at))
    series = {one.series_id for one in found if one.series_id is not None}
    of_series = history.last_touched(session, Series.__tablename__, series)
    return [
        _Entry(
            about=one,
            title=one.title if names else _nameless(one),
            changed=max(
                changed.get(one.key.id, _START) if one.key.id else _START,
                of_series.get(one.series_id, _START) if one.series_id else _START,
            ),
            cancelled=one.cancelled,
        )
        for one in found
    ]


def _nameless(one: Dated) -> str:
    """The title without the people it is about."""
    if one.kind in _NAMELESS or not one.who or one.who not in one.title:
        return one.title
    return one.kind.title


def _for_person(session: Session, entries: list[_Entry], person_id: Id) -> list[_Entry]:
    """Entries as one person gets them: with what became of their seat."""
    days = [e.about.key.id for e in entries if e.about.key.source == Source.EVENT]
    own = [day for day in days if day is not None]
    series = {e.about.series_id for e in entries if e.about.series_id is not None}
    told = expected.states(session, series=series, events=own)
    seats = history.last_pointed(session, Seat.__tablename__, "person_id", [person_id])
    made = []
    for entry in entries:
        about = entry.about
        of_day = told.get(about.key.id, {}) if about.key.id else {}
        of_series = told.get(about.series_id, {}) if about.series_id else {}
        state = of_day.get(person_id, of_series.get(person_id))
        made.append(
            replace(
                entry,
                title=f"{_BRAND}: {entry.title}",
                changed=max(entry.changed, seats.get(person_id, entry.changed)),
                cancelled=entry.cancelled or state == SeatState.GIVEN_BACK,
                tentative=state == SeatState.WAITING,
            )
        )
    return made


def _calendar(
    entries: Iterable[_Entry], place: OfficeRow | None, now: datetime, *, title: str = ""
) -> bytes:
    """The file: it cancels when all in it is called off, and publishes otherwise."""
    import icalendar

    entries = list(entries)
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//Duodesk//Duodesk {__version__}//{language().upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    cancels = bool(entries) and all(entry.cancelled for entry in entries)
    calendar.add("method", "CANCEL" if cancels else "PUBLISH")
    if name := clean_line(title):
        calendar.add("x-wr-calname", name)
    calendar.add_component(_belgian_time())
    for entry in entries:
        calendar.add_component(_event(entry, place, now))
    content: bytes = calendar.to_ical()
    return content


def _event(entry: _Entry, place: OfficeRow | None, now: datetime) -> icalendar.Event:
    import icalendar

    about = entry.about
    made = icalendar.Event()
    made.add("uid", uid(about.key))
    made.add("dtstamp", now.astimezone(UTC))
    made.add("last-modified", entry.changed)
    made.add("sequence", entry.sequence)
    made.add("summary", clean_line(entry.title) or about.kind.title)
    _add_time(made, about)
    online = _("online") if about.online else ""
    if where := ", ".join(part for part in (clean_line(about.place), online) if part):
        made.add("location", where)
    if told := clean_lines("\n".join(_details(about))):
        made.add("description", told)
    made.add("categories", [about.kind.title])
    if about.kind not in _NAMELESS and about.who:
        made.add("class", "PRIVATE")
    status = "TENTATIVE" if entry.tentative else "CONFIRMED"
    made.add("status", "CANCELLED" if entry.cancelled else status)
    if place is not None and "@" in place.email:
        made.add("organizer", _organizer(place))
    return made


def _add_time(made: icalendar.Event, about: Dated) -> None:
    """From when to when, as Belgian clocks show it; without an hour the whole day. What only
    reminds leaves the time free.
    """
    if about.start is None:
        made.add("dtstart", about.day)
        made.add("dtend", about.day + timedelta(days=1))
    else:
        begin, end = span(about.day, about.start, about.minutes)
        made.add("dtstart", begin)
        if end.replace(tzinfo=None) > begin.replace(tzinfo=None):
            made.add("dtend", end)
    made.add("transp", "TRANSPARENT" if about.kind in REMINDERS else "OPAQUE")


def _details(about: Dated) -> list[str]:
    """What else is good to know; nothing about who else comes."""
    told = []
    if about.kind == DatedKind.TRAINING and about.who:
        told.append(about.who)
    if about.trainers:
        told.append(_("Given by %(names)s", names=", ".join(about.trainers)))
    if about.language in LANGUAGES:
        told.append(_("Language: %(name)s", name=language_name(about.language)))
    return told


def _organizer(place: OfficeRow) -> icalendar.vCalAddress:
    import icalendar

    address = icalendar.vCalAddress(f"mailto:{''.join(place.email.split())}")
    address.params["cn"] = icalendar.vText(f"{_BRAND} · {place.name}".replace('"', "'"))
    return address


def _belgian_time() -> icalendar.Timezone:
    """Summer time as the European Union has it since 1996. The package's own table names the hour
    after the change where the standard wants the one before, and ends in 2038.
    """
    import icalendar

    zone = icalendar.Timezone()
    zone.add("tzid", BELGIUM.key)
    for part, begins, month, before, after, name in (
        (icalendar.TimezoneDaylight(), "1996-03-31T02:00", 3, 1, 2, "CEST"),
        (icalendar.TimezoneStandard(), "1996-10-27T03:00", 10, 2, 1, "CET"),
    ):
        part.add("dtstart", datetime.fromisoformat(begins))
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        part.add("tzname", name)
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        zone.add_component(part)
    return zone
