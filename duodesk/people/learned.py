"""What somebody learnt, and when they are expected: seats, presence day by day, the whole training,
appointments. Lines of the timeline, as in `happened`.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from duodesk.base.clock import BELGIUM
from duodesk.base.dates import LAST
from duodesk.base.i18n import N_, Message
from duodesk.base.worded import Named, Written
from duodesk.model.pairing import Duo
from duodesk.model.training import Attendance, Event, EventKind, Seat, SeatState, Series
from duodesk.people.happened import Entries, People
from duodesk.people.moments import Kind, TimelineEntry, noon
from duodesk.people.trained import trained_on, unit_titles

_SEATS = {
    SeatState.BOOKED: (
        N_("Seat in the series “%(series)s”"), N_("Seat: %(what)s on %(day)s"),
    ),
    SeatState.WAITING: (
        N_("On the waiting list of “%(series)s”"), N_("On the waiting list: %(what)s on %(day)s"),
    ),
    SeatState.GIVEN_BACK: (
        N_("Seat given back in “%(series)s”"), N_("Seat given back: %(what)s on %(day)s"),
    ),
}  # fmt: skip
_DAY = 24 * 60


def seats(session: Session, people: People) -> Entries:
    """Seats in series and on days, or that somebody waits for one; the latest row of each holds."""
    found = session.execute(
        select(
            Seat.series_id, Seat.event_id, Seat.state, Seat.since, Series.name, Event.kind,
            Event.held_on,
        )
        .outerjoin(Series, Series.id == Seat.series_id)
        .outerjoin(Event, Event.id == Seat.event_id)
        .where(Seat.person_id.in_(people), Seat.since.is_not(None))
        .order_by(Seat.id)
    )  # fmt: skip
    latest = {(row.series_id, row.event_id): row for row in found}
    for (series_id, event_id), row in latest.items():
        of_series, of_day = _SEATS.get(row.state, _SEATS[SeatState.BOOKED])
        if event_id is not None:
            what = Named("event_kind", row.kind or EventKind.OTHER)
            said = Message(of_day, {"what": what, "day": Written(row.held_on)})
            yield TimelineEntry(noon(row.since), Kind.TRAINING, said, "event", event_id)
        elif series_id is not None:
            said = Message(of_series, {"series": row.name or "?"})
            yield TimelineEntry(noon(row.since), Kind.TRAINING, said, "series", series_id)


def attended(session: Session, people: People) -> Entries:
    """Who was there, who not: a line for each day, or two where it was not the same all day; the
    words are what was taught.
    """
    found = session.execute(
        select(
            Attendance.event_id, Attendance.unit_id, Attendance.presence, Event.kind,
            Event.held_on, Event.start, Event.title,
        )
        .join(Event, Event.id == Attendance.event_id)
        .where(Attendance.person_id.in_(people))
        .order_by(Attendance.id)
    )  # fmt: skip
    latest = {(row.event_id, row.unit_id): row for row in found if row.presence}
    titles = unit_titles(session, {unit for _, unit in latest if unit is not None})
    days = defaultdict(list)
    for row in latest.values():
        days[row.event_id, row.presence].append(row)
    for (event_id, presence), rows in days.items():
        first, units = rows[0], {row.unit_id for row in rows}
        said = Message(
            N_("%(what)s: %(presence)s"),
            {
                "what": Named("event_kind", first.kind or EventKind.OTHER),
                "presence": Named("attended", presence),
            },
        )
        words = ", ".join(title for unit, title in titles.items() if unit in units)
        yield TimelineEntry(
            _at(first.held_on, first.start), Kind.TRAINING, said, "event", event_id,
            words=words or first.title or "",
        )  # fmt: skip


def completed(session: Session, people: People) -> Entries:
    """The day on which the last unit was followed."""
    for person_id, day in trained_on(session, people, on=LAST).items():
        said = Message(N_("Whole training followed"))
        yield TimelineEntry(noon(day), Kind.TRAINING, said, "person", person_id)


def appointments(session: Session, people: People) -> Entries:
    """What the calendar holds about the person or their duos; a first meeting is told with its
    proposal.
    """
    duos = select(Duo.id).where(or_(Duo.mentee_id.in_(people), Duo.mentor_id.in_(people)))
    found = session.execute(
        select(
            Event.id, Event.kind, Event.held_on, Event.start, Event.place, Event.title,
            Event.cancelled_on,
        ).where(
            or_(Event.person_id.in_(people), Event.duo_id.in_(duos)),
            Event.held_on.is_not(None),
            Event.proposal_id.is_(None),
        )
    )  # fmt: skip
    for row in found:
        off = row.cancelled_on is not None
        msgid = N_("Appointment cancelled: %(what)s") if off else N_("Appointment: %(what)s")
        said = Message(msgid, {"what": Named("event_kind", row.kind or EventKind.OTHER)})
        yield TimelineEntry(
            _at(row.held_on, row.start), Kind.APPOINTMENT, said, "event", row.id,
            words=" – ".join(filter(None, (row.title, row.place))),
        )  # fmt: skip


def _at(day: date | None, start: int | None) -> datetime:
    """The hour where it is known, else noon."""
    if day is None or start is None or not 0 <= start < _DAY:
        return noon(day)
    midnight = datetime(day.year, day.month, day.day, tzinfo=BELGIUM)
    return midnight + timedelta(minutes=start)
