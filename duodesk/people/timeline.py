"""All that happened with a person on one line of time, newest first, and above it what is planned.

The entries of a person are those of all their entries in the register: what another office still
writes to one that was joined shows here too.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from duodesk.base.clock import BELGIUM
from duodesk.base.ids import Id
from duodesk.people import happened, learned
from duodesk.people.changes import changes as written
from duodesk.people.moments import Kind, TimelineEntry
from duodesk.people.together import entries_of

__all__ = ["Kind", "TimelineEntry", "changes", "timeline"]

_SOURCES = (
    happened.interviews,
    happened.notes,
    happened.contacts,
    happened.sessions,
    happened.enrolments,
    learned.seats,
    learned.attended,
    learned.completed,
    learned.appointments,
    happened.proposals,
    happened.duos,
    happened.documents,
    happened.outcomes,
    happened.transfers,
    happened.joined,
)


def timeline(session: Session, person_id: Id) -> list[TimelineEntry]:
    """Every entry of a person but changes of fields, newest first."""
    people = entries_of(session, person_id)
    return in_order(entry for source in _SOURCES for entry in source(session, people))


def changes(session: Session, person_id: Id) -> list[TimelineEntry]:
    """What was written in the fields of a person and of what belongs to them, step by step: old and
    new value. It reads through the journal: for the worker where there are many people.
    """
    return in_order(written(session, entries_of(session, person_id)))


def in_order(entries: object) -> list[TimelineEntry]:
    """Newest first, always the same way."""
    return sorted(entries, key=_place, reverse=True)  # type: ignore[call-overload, no-any-return]


def is_planned(entry: TimelineEntry, today: date) -> bool:
    """Whether this is still to come."""
    return day_of(entry) > today


def day_of(entry: TimelineEntry) -> date:
    """The calendar day in Belgium."""
    return entry.at.astimezone(BELGIUM).date()


def _place(entry: TimelineEntry) -> tuple[datetime, str, str, str]:
    return (entry.at, entry.kind, entry.text.msgid, str(entry.row))
