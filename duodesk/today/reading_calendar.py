"""Reading who came to what is over, and interviews that were planned and not begun."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from duodesk.base.ids import Id
from duodesk.model.interviews import Interview
from duodesk.model.recruitment import InfoSession, Invited, Presence
from duodesk.model.training import Attendance, Event, EventKind, Series
from duodesk.today.facts import InterviewFact, UnmarkedFact
from duodesk.today.heads import People
from duodesk.today.line import Place
from duodesk.training.entry import DatedKind, Source, rows_of
from duodesk.training.expected import expected_at

# What is longer ago is not asked for any more.
_RECENT = timedelta(days=30)
_TAUGHT: Mapping[EventKind, DatedKind] = {
    EventKind.TRAINING: DatedKind.TRAINING,
    EventKind.MENTORS_MEETING: DatedKind.MENTORS_MEETING,
    EventKind.WORKSHOP: DatedKind.WORKSHOP,
}


def unmarked(session: Session, *, office_id: Id, today: date) -> tuple[UnmarkedFact, ...]:
    """Sessions and training days of the last weeks with people of whom nobody noted whether they
    came.
    """
    return (*_sessions(session, office_id, today), *_events(session, office_id, today))


def interviews(
    session: Session, people: People, *, office_id: Id, today: date
) -> tuple[InterviewFact, ...]:
    """Appointments of the last weeks for interviews that were never begun."""
    begun = select(Interview.id).where(
        Interview.person_id == Event.person_id, Interview.held_on >= Event.held_on
    )
    rows = rows_of(
        session,
        select(Event.id, Event.person_id, Event.held_on, Event.led_by).where(
            Event.office_id == office_id,
            Event.held_on.between(today - _RECENT, today - timedelta(days=1)),
            Event.kind == EventKind.INTERVIEW, Event.cancelled_on.is_(None),
            Event.person_id.is_not(None), ~begun.exists(),
        ),
    )  # fmt: skip
    people.learn(row.person_id for row in rows)
    return tuple(
        InterviewFact(row.id, people.of(row.person_id), row.held_on, row.led_by) for row in rows
    )


def _sessions(session: Session, office_id: Id, today: date) -> list[UnmarkedFact]:
    rows = rows_of(
        session,
        select(
            InfoSession.id, InfoSession.held_on, InfoSession.start, InfoSession.minutes,
            InfoSession.led_by, func.count(Invited.id).label("n"),
        )
        .join(Invited, Invited.session_id == InfoSession.id)
        .where(
            InfoSession.office_id == office_id,
            InfoSession.held_on.between(today - _RECENT, today),
            InfoSession.cancelled_on.is_(None), Invited.presence == Presence.INVITED,
        )
        .group_by(InfoSession.id),
    )  # fmt: skip
    return [
        UnmarkedFact(
            row.id, DatedKind.INFO_SESSION.title, row.held_on, _end(row), row.n,
            ("people", ("sessions", row.id)), row.led_by, Source.SESSION,
        )
        for row in rows
    ]  # fmt: skip


def _events(session: Session, office_id: Id, today: date) -> list[UnmarkedFact]:
    rows = rows_of(
        session,
        select(
            Event.id, Event.kind, Event.held_on, Event.start, Event.minutes, Event.led_by,
            Event.series_id, Series.name,
        )
        .outerjoin(Series, Series.id == Event.series_id)
        .where(
            Event.office_id == office_id, Event.held_on.between(today - _RECENT, today),
            Event.kind.in_(_TAUGHT), Event.cancelled_on.is_(None),
            or_(Series.id.is_(None), Series.cancelled_on.is_(None)),
        ),
    )  # fmt: skip
    expected = expected_at(session, {row.id: row.series_id for row in rows})
    noted: dict[Id, set[Id]] = defaultdict(set)
    asked = select(Attendance.event_id, Attendance.person_id).where(
        Attendance.event_id.in_(expected)
    )
    for event_id, person_id in rows_of(session, asked):
        noted[event_id].add(person_id)
    return [
        UnmarkedFact(
            row.id, _title(row), row.held_on, _end(row),
            len(set(expected[row.id]) - noted[row.id]), _place(row), row.led_by,
        )
        for row in rows
    ]  # fmt: skip


def _title(row: Any) -> str:
    kind = _TAUGHT[EventKind(row.kind)].title
    return " · ".join(part for part in (kind, row.name or "") if part)


def _place(row: Any) -> Place:
    if row.series_id is not None:
        return "training", ("series", (row.series_id, "attendance"))
    return "training", ("meetings", row.id)


def _end(row: Any) -> int | None:
    return None if row.start is None else row.start + (row.minutes or 60)
