"""What the desk has of the people a list names, and how each row differs from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.collate import fold
from duodesk.base.ids import Id
from duodesk.lists.plan import Difference, Plan, PlannedRow
from duodesk.model.base import Record
from duodesk.model.people import (
    Availability,
    Enrolment,
    Note,
    Person,
    PersonInterest,
    PersonLanguage,
    PersonOccupation,
    PersonTopic,
)
from duodesk.people.commands import cleaned
from duodesk.people.duplicates import phone_key
from duodesk.people.slots import joined
from duodesk.people.values import Profile

_CHUNK = 500
# What tells one row of a table from another, and what it says beside.
MEMBERS: Mapping[type[Record], tuple[str, ...]] = {
    PersonLanguage: ("language",),
    PersonOccupation: ("occupation", "relation"),
    PersonInterest: ("interest",),
    PersonTopic: ("topic", "side"),
    Availability: ("weekday", "start", "end"),
}
Values = dict[str, Any]


@dataclass(slots=True)
class Kept:
    """What the desk has of one person already."""

    person: Values
    enrolments: dict[str, Values] = field(default_factory=dict)
    members: dict[str, list[Values]] = field(default_factory=dict)
    notes: set[str] = field(default_factory=set)

    def rows(self, kind: type[Record]) -> list[Values]:
        """The person's rows of a table."""
        return self.members.setdefault(str(kind.__tablename__), [])


def compared(session: Session, plan: Plan[PlannedRow]) -> Plan[PlannedRow]:
    """The plan with what each row about somebody known has that the desk has not."""
    rows: list[PlannedRow] = []
    for start in range(0, len(plan.rows), _CHUNK):
        some = plan.rows[start : start + _CHUNK]
        known = kept(session, [row.existing for row in some])
        rows.extend(
            replace(row, differences=differences(row, known[row.existing]))
            if row.existing in known
            else row
            for row in some
        )
    return replace(plan, rows=tuple(rows))


def differences(row: PlannedRow, before: Kept) -> tuple[Difference, ...]:
    """Columns of person and enrolment, tables of members and the note, where they differ."""
    return tuple(_differences(row, before))


def _differences(row: PlannedRow, before: Kept) -> Iterator[Difference]:
    person = columns_of(cleaned(row.person))
    yield from _columns(person, before.person)
    enrolment = before.enrolments.get(row.role)
    if enrolment is None:
        yield Difference("enrolment", None, row.role)
    else:
        said = {k: v for k, v in columns_of(row.enrolment).items() if k in row.given}
        yield from _columns(said, enrolment)
    for kind, new in members(row.profile).items():
        yield from _members(kind, new, before.rows(kind))
    if left := unwritten(row.note, before.notes):
        yield Difference("note", None, left)


def _columns(said: Values, before: Values) -> Iterator[Difference]:
    for name, value in said.items():
        if value is not None and not _same(name, value, before.get(name)):
            yield Difference(name, before.get(name), value)


def _same(name: str, one: object, other: object) -> bool:
    """Whether two values say the same, however they are spelled."""
    if one == other:
        return True
    if not isinstance(one, str) or not isinstance(other, str):
        return False
    if name == "phone" and phone_key(one):
        return phone_key(one) == phone_key(other)
    return fold(one).strip() == fold(other).strip()


def _members(
    kind: type[Record], new: Sequence[Values], before: Sequence[Values]
) -> Iterator[Difference]:
    """Rows to add; a table is completed only where it was empty."""
    if added := lacking(kind, new, before):
        yield Difference(str(kind.__tablename__), _told(before) or None, _told(added))


def lacking(kind: type[Record], new: Sequence[Values], before: Sequence[Values]) -> list[Values]:
    """The rows of a list that the desk has not, or has otherwise: a language at another level."""
    have = {_key(kind, row): row for row in before}
    return [row for row in new if _is_news(row, have.get(_key(kind, row)))]


def _is_news(row: Values, before: Values | None) -> bool:
    return before is None or bool(row.get("level") and row["level"] != before.get("level"))


def _key(kind: type[Record], row: Values) -> tuple[object, ...]:
    return tuple(row[name] for name in MEMBERS[kind])


def _told(rows: Sequence[Values]) -> tuple[tuple[object, ...], ...]:
    names = ("language", "level", "occupation", "interest", "topic", "weekday", "start", "end")
    return tuple(tuple(row[name] for name in names if name in row) for row in rows)


def unwritten(note: str, notes: Iterable[str]) -> str:
    """The lines of a row's note that no note of the person holds yet."""
    have = {line for text in notes for line in text.splitlines()}
    return "\n".join(line for line in note.splitlines() if line not in have)


def columns_of(values: object) -> Values:
    """The fields of frozen values by name; `asdict` copies them deeply, which takes its time."""
    return {one.name: getattr(values, one.name) for one in fields(values)}  # type: ignore[arg-type]


def members(profile: Profile) -> dict[type[Record], list[Values]]:
    """The rows of tables that a profile is made of."""
    return {
        PersonLanguage: [{"language": c, "level": level} for c, level in profile.languages.items()],
        PersonOccupation: [columns_of(trade) for trade in profile.trades],
        PersonInterest: [{"interest": code} for code in sorted(profile.interests)],
        PersonTopic: [{"topic": code, "side": side} for code, side in sorted(profile.topics)],
        Availability: [columns_of(slot) for slot in joined(profile.slots)],
    }


def kept(session: Session, people: Iterable[Id | None]) -> dict[Id | None, Kept]:
    """What the desk has of some people, in few statements."""
    ids = sorted({one for one in people if one is not None})
    known: dict[Id | None, Kept] = {
        person["id"]: Kept(person) for person in _select(session, Person, "id", ids)
    }
    owned = sorted(one for one in known if one)
    for enrolment in _select(session, Enrolment, "person_id", owned):
        known[enrolment["person_id"]].enrolments[enrolment["role"]] = enrolment
    for note in _select(session, Note, "person_id", owned):
        known[note["person_id"]].notes.add(note["text"] or "")
    for kind in MEMBERS:
        for member in _select(session, kind, "person_id", owned):
            known[member["person_id"]].rows(kind).append(member)
    return known


def _select(
    session: Session, kind: type[Record], column: str, ids: Sequence[Id]
) -> Iterator[Values]:
    """The rows whose column holds one of the identities, asked for some hundreds at a time."""
    table = kind.__table__
    for start in range(0, len(ids), _CHUNK):
        some = ids[start : start + _CHUNK]
        for row in session.execute(select(table).where(table.c[column].in_(some))).mappings():
            yield dict(row)
