"""What two entries of one person say twice becomes one row; the rest moves over as it is.

Where both say something else, the entry holds that somebody chose (`Words`); else the one that goes
on, the earlier registration, the farther status, and all free hours together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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
KEYS: tuple[tuple[type[Any], tuple[str, ...]], ...] = (
    (PersonLanguage, ("language",)),
    (PersonOccupation, ("occupation", "relation")),
    (PersonInterest, ("interest",)),
    (PersonTopic, ("topic", "side")),
    (PersonTrait, ("trait", "stance")),
    (Invited, ("session_id",)),
)
# Who saw or decided something goes with the day of it.
_ALONG = {"eligible_on": "eligible_by", "decided_on": "decided_by"}
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
FARTHEST = (
    Status.REGISTERED, Status.INVITED, Status.INTERVIEWED, Status.WAITING, Status.RESTING,
    Status.ACCEPTED, Status.IN_DUO,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Member:
    """One thing that both entries may say differently: a column of a row they both have; without a
    key, all free hours (`hours`) or the order of all wishes (`rank`).
    """

    table: str
    key: tuple[str, ...]
    column: str


# Whose word holds, by member: the identity of one of the two entries.
Words = Mapping[Member, Id]
HOURS, WISHES = Member("availability", (), "hours"), Member("person_occupation", (), "rank")


def people_references() -> list[Column[Any]]:
    """The columns of all tables by which a row is about a person."""
    return [c for table in record_tables() for c in table.columns if c.name in PEOPLE_COLUMNS]


def unite(session: Session, keep: Id, other: Id, words: Words | None = None) -> None:
    """Bring everything of one entry over to another; what both say becomes one row, in the words of
    whom `words` names.
    """
    whose = words or {}
    first = _wished(session, other) if whose.get(WISHES) == other else []
    for kind, key in KEYS:
        _unite_members(session, kind, key, (keep, other), whose)
    for kind, key in _TRAINING:
        _unite_training(session, kind, key, (keep, other))
    _unite_enrolments(session, keep, other, whose)
    _unite_hours(session, keep, other, whose.get(HOURS))
    _line_up_wishes(session, keep, other, first)
    session.flush()
    for column in people_references():
        session.execute(update(column.table).where(column == other).values({column: keep}))
    session.expire_all()


def twins(
    session: Session, kind: type[Any], key: tuple[str, ...], of: tuple[Id, Id]
) -> list[tuple[Member, Any, Any]]:
    """The rows that both have by their key, with the member they are (its column left open)."""
    mine = {_named(row, key): row for row in reversed(rows_of(session, kind, of[0]))}
    table = str(kind.__tablename__)
    found = ((_named(row, key), row) for row in rows_of(session, kind, of[1]))
    return [(Member(table, n, ""), mine[n], row) for n, row in found if n in mine]


def stories(session: Session, of: tuple[Id, Id]) -> list[tuple[Member, Any, Any]]:
    """The enrolments that both have and that tell one story."""
    mine = rows_of(session, Enrolment, of[0])
    found = []
    for row in rows_of(session, Enrolment, of[1]):
        twin = next((one for one in mine if _is_one_story(one, row)), None)
        if twin is not None:
            end = "" if row.status in FARTHEST else str(row.status)
            found.append((Member("enrolment", (str(row.role), end), ""), twin, row))
    return found


def _unite_members(
    session: Session, kind: type[Any], key: tuple[str, ...], of: tuple[Id, Id], words: Words
) -> None:
    for member, twin, row in twins(session, kind, key, of):
        if isinstance(twin, Invited) and twin.presence == Presence.INVITED:
            twin.presence = row.presence
        _fill(twin, row)
        _speak(twin, row, _chosen(words, member, of[1]))
        session.delete(row)


def _unite_training(
    session: Session, kind: type[Any], key: tuple[str, ...], of: tuple[Id, Id]
) -> None:
    """Where both had a seat or were marked, what says more holds: somebody who came was there. Of
    several rows of one entry the latest is what it says.
    """
    column, order = _MORE[kind]
    mine = {_named(row, key): row for row in rows_of(session, kind, of[0])}
    theirs = rows_of(session, kind, of[1])
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


def _unite_enrolments(session: Session, keep: Id, other: Id, words: Words) -> None:
    """Two enrolments in one role that tell one story are one: the earlier day of registering, the
    farther status.
    """
    for member, twin, row in stories(session, (keep, other)):
        own = {name: getattr(twin, name) for name in _chosen(words, member, keep)}
        days = [day for day in (twin.registered_on, row.registered_on) if day]
        twin.registered_on = min(days, default=None)
        if twin.status != row.status:
            twin.status = max(twin.status, row.status, key=FARTHEST.index)
        _fill(twin, row)
        for name, value in own.items():
            setattr(twin, name, value)
        _speak(twin, row, _chosen(words, member, other))
        session.delete(row)


def _unite_hours(session: Session, keep: Id, other: Id, whose: Id | None) -> None:
    """Stretches of a weekday that overlap or touch become one stretch of the entry that goes on;
    or the hours of one of the two alone.
    """
    if whose is not None:
        for row in rows_of(session, Availability, other if whose == keep else keep):
            session.delete(row)
        return
    mine = [row for row in rows_of(session, Availability, keep) if _is_whole(row)]
    for row in rows_of(session, Availability, other):
        beside = [m for m in mine if _is_whole(row) and _touch(m, row)]
        if not beside:
            continue
        first, *rest = beside
        first.start = min(row.start, *(m.start for m in beside))
        first.end = max(row.end, *(m.end for m in beside))
        for covered in (row, *rest):
            session.delete(covered)
        mine = [m for m in mine if m not in rest]


def _line_up_wishes(session: Session, keep: Id, other: Id, first: list[str]) -> None:
    """The wishes of the entry that goes on come first, or those named; a fourth wish has no
    rank.
    """
    session.flush()
    mine, theirs = wishes_of(session, keep), wishes_of(session, other)
    place = max((row.rank or 0 for row in mine), default=0)
    if first:
        order = {occupation: n for n, occupation in enumerate(first)}
        theirs = sorted((*theirs, *mine), key=lambda row: order.get(row.occupation, len(order)))
        place = 0
    for row in theirs:
        place += 1
        row.rank = place if place <= _TARGETS else None


def _wished(session: Session, person_id: Id) -> list[str]:
    return [row.occupation for row in wishes_of(session, person_id)]


def wishes_of(session: Session, person_id: Id) -> list[Any]:
    """The occupations an entry aims at, by rank."""
    wishes = [row for row in rows_of(session, PersonOccupation, person_id) if _is_wish(row)]
    return sorted(wishes, key=lambda wish: wish.rank or _TARGETS + 1)


def rows_of(session: Session, kind: type[Any], person_id: Id) -> list[Any]:
    """The rows of one table that are about an entry, in order of birth."""
    found: Iterable[Any] = session.scalars(
        select(kind).where(kind.person_id == person_id).order_by(kind.id)
    )
    return list(found)


def _named(row: Record, key: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(str(getattr(row, name)) for name in key)


def _chosen(words: Words, member: Member, whose: Id) -> list[str]:
    """The columns of a member in which this entry's word was chosen, with what goes along."""
    named = [
        one.column
        for one, entry in words.items()
        if (one.table, one.key, entry) == (member.table, member.key, whose)
    ]
    return named + [_ALONG[name] for name in named if name in _ALONG]


def _speak(row: Record, source: Record, names: Iterable[str]) -> None:
    for name in names:
        setattr(row, name, getattr(source, name))


def _fill(row: Record, source: Record) -> None:
    """What is blank takes what the other one says."""
    for column in row.__table__.columns:
        if getattr(row, column.name) is None:
            setattr(row, column.name, getattr(source, column.name))


def _is_one_story(one: Enrolment, other: Enrolment) -> bool:
    """Both under way, or both ended the same way before any duo."""
    under_way = one.status in FARTHEST and other.status in FARTHEST
    same_end = one.status == other.status != Status.FINISHED
    return one.role == other.role and (under_way or same_end)


def _is_wish(row: PersonOccupation) -> bool:
    return row.relation == Relation.TARGET


def _is_whole(row: Availability) -> bool:
    return None not in {row.weekday, row.start, row.end}


def _touch(one: Availability, other: Availability) -> bool:
    return one.weekday == other.weekday and one.start <= other.end and other.start <= one.end
