"""Meetings of mentors and workshops as a list: when, where, and how many are expected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.ids import Id
from duodesk.model.training import Event, EventKind
from duodesk.training.entry import DatedKind, hour_of, length_of, titled
from duodesk.training.expected import expected_at

KINDS = (EventKind.MENTORS_MEETING, EventKind.WORKSHOP)


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting; `title` is its kind, with its subject where it has one."""

    id: Id
    kind: DatedKind
    day: date
    start: int | None
    minutes: int | None
    title: str
    place: str
    online: bool
    language: str | None
    capacity: int | None
    cancelled: bool
    booked: int


def meetings(session: Session, *, office_id: Id) -> list[MeetingRow]:
    """All meetings of an office by day; one whose day is still on its way is left out."""
    asked = (
        select(
            Event.id, Event.kind, Event.held_on, Event.start, Event.minutes, Event.title,
            Event.place, Event.online, Event.language, Event.capacity, Event.series_id,
            Event.cancelled_on,
        )
        .where(Event.office_id == office_id, Event.kind.in_(KINDS), Event.held_on.is_not(None))
        .order_by(Event.held_on, Event.start, Event.id)
    )  # fmt: skip
    rows = session.execute(asked).all()
    expected = expected_at(session, {row.id: row.series_id for row in rows})
    found = []
    for row in rows:
        kind = DatedKind(row.kind)
        found.append(
            MeetingRow(
                row.id, kind, row.held_on, hour_of(row.start), length_of(row.minutes),
                titled(kind.title, row.title or ""), row.place or "", bool(row.online),
                row.language, row.capacity, row.cancelled_on is not None, len(expected[row.id]),
            )
        )  # fmt: skip
    return found
