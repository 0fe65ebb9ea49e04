"""What two entries of one person say twice becomes one row; the rest moves over as it is."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, select, update
from sqlalchemy.orm import Session

from duodesk.base.ids import Id
from duodesk.model.base import Record
from duodesk.model.people import (
    Availability,
    Enrolment,
    PersonInterest,
    PersonLanguage,
    PersonOccupation,
    PersonTopic,
    PersonTrait,
    Relation,
    Status,
)
from duodesk.model.recruitment import Invited, Presence
from duodesk.model.training import Attendance, Attended, Seat, SeatState
from duodesk.model.vocabulary import record_tables

# The columns by which a row is about a person; every other reference is to something else.
PEOPLE_COLUMNS = ("person_id", "mentee_id", "mentor_id")
_TARGETS = 3
# What makes a member of a person what it is; the rest is said about it.
_KEYS: tuple[tuple[type[Any], tuple[str, ...]], ...] = (
    (PersonLanguage, ("language",)),
    (PersonOccupation, ("occupation", "relation")),
    (PersonInterest, ("interest",)),
    (PersonTopic, ("topic", "side")),
    (PersonTrait, ("trait", "stance")),
    (Invited, ("session_id",)),
)
# The same of the training, and what its words say, the least first.
_TRAINING: tuple[tuple[type[Any], tuple[str, ...]], ...] = (
    (Seat, ("series_id", "event_id")),
    (Attendance, ("event_id", "unit_id")),
)
_MORE: dict[type[Any], tuple[str, tuple[StrEnum, ...]]] = {
    Seat: ("state", (SeatState.GIVEN_BACK, SeatState.WAITING, SeatState.BOOKED)),
    Attendance: (
        "presence", (Attended.ABSENT, Attended.EXCUSED, Attended.MADE_UP, Attended.PRESENT),
    ),
}  # fmt: skip
# How far somebody is in the programme, for an enrolment that stands twice; one that ended is a
# story of its own and stays apart from one that is under way.
_FARTHEST = (
    Status.REGISTERED, Status.INVITED, Status.INTERVIEWED, Status.WAITING, Status.RESTING,
    Status.ACCEPTED, Status.IN_DUO,
)  # fmt: skip


def people_references() -> list[Column[Any]]:
    """The columns of all tables by which a row is about a person."""
    return [c for table in record_tables() for c in table.columns if c.name in PEOPLE_COLUMNS]


def unite(session: Session, keep: Id, other: Id) -> None:
    """Bring everything of one entry over to another; what both say becomes one row."""
    for kind, key in _KEYS:
        _unite_members(session, kind, key, (keep, other))
    for kind, key in _TRAINING:
        _unite_training(session, kind, key, (keep, other))
    _unite_enrolments(session, keep, other)
    _unite_hours(session, keep, other)
    _line_up_wishes(session, keep, other)
    session.flush()
    for column in people_references():
        session.execute(update(column.table).where(column == other).values({column: keep}))
    session.expire_all()


def _unite_members(
    session: Session, kind: type[Any], key: tuple[str, ...], of: tuple[Id, Id]
) -> None:
    mine = {_named(row, key): row for row in reversed(_rows(session, kind, of[0]))}
    for row in _rows(session, kind, of[1]):
        twin = mine.get(_named(row, key))
        if twin is None:
            continue
        if isinstance(twin, Invited) and twin.presence == Presence.INVITED:
            twin.presence = row.presence
        _fill(twin, row)
        session.delete(row)


def _unite_training(
    session: Session, kind: type[Any], key: tuple[str, ...], of: tuple[Id, Id]
) -> None:
    """Where both had a seat or were marked, what says more holds: somebody who came was there. Of
    several rows of one entry the latest is what it says.
    """
    column, order = _MORE[kind]
    mine = {_named(row, key): row for row in _rows(session, kind, of[0])}
    theirs = _rows(session, kind, of[1])
    latest = {_named(row, key): row for row in theirs}
    for row in theirs:
        twin = mine.get(_named(row, key))
        if twin is None:
            continue
        if row is latest[_named(row, key)]:
            if _rank(getattr(row, column), order) > _rank(getattr(twin, column), order):
                setattr(twin, column, getattr(row, column))
            _fill(twin, row)
        session.delete(row)


def _rank(word: StrEnum | str | None, order: Sequence[StrEnum]) -> int:
    """How much a word says; one of a newer program least."""
    return next((n for n, one in enumerate(order) if one == word), -1)


def _unite_enrolments(session: Session, keep: Id, other: Id) -> None:
    """Two enrolments in one role that tell one story are one: the earlier day of registering, the
    farther status.
    """
    mine = _rows(session, Enrolment, keep)
    for row in _rows(session, Enrolment, other):
        twin = next((one for one in mine if _is_one_story(one, row)), None)
        if twin is None:
            continue
        days = [day for day in (twin.registered_on, row.registered_on) if day]
        twin.registered_on = min(days, default=None)
        if twin.status != row.status:
            twin.status = max(twin.status, row.status, key=_FARTHEST.index)
        _fill(twin, row)
        session.delete(row)


def _unite_hours(session: Session, keep: Id, other: Id) -> None:
    """Stretches of a weekday that overlap or touch become one stretch of the entry that goes on."""
    mine = [row for row in _rows(session, Availability, keep) if _is_whole(row)]
    for row in _rows(session, Availability, other):
        beside = [m for m in mine if _is_whole(row) and _touch(m, row)]
        if not beside:
            continue
        first, *rest = beside
        first.start = min(row.start, *(m.start for m in beside))
        first.end = max(row.end, *(m.end for m in beside))
        for covered in (row, *rest):
            session.delete(covered)
        mine = [m for m in mine if m not in rest]


def _line_up_wishes(session: Session, keep: Id, other: Id) -> None:
    """The wishes of the entry that goes on come first; a fourth wish has no rank."""
    session.flush()
    taken = [row.rank or 0 for row in _rows(session, PersonOccupation, keep) if _is_wish(row)]
    place = max(taken, default=0)
    wishes = [row for row in _rows(session, PersonOccupation, other) if _is_wish(row)]
    for row in sorted(wishes, key=lambda wish: wish.rank or _TARGETS + 1):
        place += 1
        row.rank = place if place <= _TARGETS else None


def _rows(session: Session, kind: type[Any], person_id: Id) -> list[Any]:
    found: Iterable[Any] = session.scalars(
        select(kind).where(kind.person_id == person_id).order_by(kind.id)
    )
    return list(found)


def _named(row: Record, key: tuple[str, ...]) -> tuple[Hashable, ...]:
    return tuple(getattr(row, name) for name in key)


def _fill(row: Record, source: Record) -> None:
    """What is blank takes what the other one says."""
    for column in row.__table__.columns:
        if getattr(row, column.name) is None:
            setattr(row, column.name, getattr(source, column.name))


def _is_one_story(one: Enrolment, other: Enrolment) -> bool:
    """Both under way, or both ended the same way before any duo."""
    under_way = one.status in _FARTHEST and other.status in _FARTHEST
    same_end = one.status == other.status != Status.FINISHED
    return one.role == other.role and (under_way or same_end)


def _is_wish(row: PersonOccupation) -> bool:
    return row.relation == Relation.TARGET


def _is_whole(row: Availability) -> bool:
    return None not in {row.weekday, row.start, row.end}


def _touch(one: Availability, other: Availability) -> bool:
    return one.weekday == other.weekday and one.start <= other.end and other.start <= one.end
