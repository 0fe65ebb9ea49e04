"""Everything known of a person, of one or of many at once; frozen, read with one statement for each
table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.dates import age_on
from duodesk.base.ids import Id
from duodesk.model.base import Record
from duodesk.model.people import (
    Availability,
    Enrolment,
    Level,
    Person,
    PersonInterest,
    PersonLanguage,
    PersonOccupation,
    PersonTopic,
    PersonTrait,
    Role,
    Side,
    Stance,
    Status,
)
from duodesk.model.reference import Author
from duodesk.people.slots import joined
from duodesk.people.text import full_name, list_name
from duodesk.people.values import Slot, Trade

_CHUNK = 500
_TABLES: tuple[type[Record], ...] = (
    Enrolment,
    PersonLanguage,
    PersonOccupation,
    PersonInterest,
    PersonTopic,
    PersonTrait,
    Availability,
)
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class EnrolmentCard:
    """One taking part; `values` by column name."""

    id: Id
    role: Role
    status: Status
    values: Values


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Everything the person page shows; `values` holds the columns of the person by name."""

    id: Id
    number: str
    name: str
    full_name: str
    office_id: Id
    age: int | None
    coordinator: str
    values: Values
    enrolments: tuple[EnrolmentCard, ...]
    languages: Mapping[str, Level | None]
    trades: tuple[Trade, ...]
    interests: frozenset[str]
    topics: frozenset[tuple[str, Side]]
    traits: frozenset[tuple[str, Stance]]
    slots: tuple[Slot, ...]


def person(session: Session, person_id: Id, *, today: date) -> PersonCard | None:
    """One person with all that belongs to them; None when there is no such person (any more)."""
    found = cards(session, [person_id], today=today)
    return found[0] if found else None


def cards(session: Session, ids: Sequence[Id], *, today: date) -> list[PersonCard]:
    """The people with these identities, in their order; who is not there (any more) is left out."""
    coordinators = {row.id: row.name for row in session.execute(select(Author.id, Author.name))}
    found: dict[Id, PersonCard] = {}
    for start in range(0, len(ids), _CHUNK):
        some = ids[start : start + _CHUNK]
        parts = {kind: _parts(session, kind, some) for kind in _TABLES}
        table = Person.__table__
        for row in session.execute(select(table).where(table.c.id.in_(some))).mappings():
            own = {kind: rows.get(row["id"], []) for kind, rows in parts.items()}
            name = coordinators.get(row["coordinator_id"]) or ""
            found[row["id"]] = _card(dict(row), own, name, today)
    return [found[one] for one in ids if one in found]


def _parts(session: Session, kind: type[Record], ids: Sequence[Id]) -> dict[Id, list[Values]]:
    """The rows of one table by person, in order of birth."""
    table = kind.__table__
    query = select(table).where(table.c.person_id.in_(ids)).order_by(table.c.id)
    parts: dict[Id, list[Values]] = defaultdict(list)
    for row in session.execute(query).mappings():
        parts[row["person_id"]].append(dict(row))
    return parts


def _card(
    row: Values, own: Mapping[type[Record], list[Values]], coordinator: str, today: date
) -> PersonCard:
    birth = row["birth_date"]
    return PersonCard(
        id=row["id"],
        number=row["number"] or "",
        name=list_name(row["family_name"], row["given_name"]),
        full_name=full_name(row["given_name"], row["family_name"]),
        office_id=row["office_id"],
        age=age_on(birth, today) if birth else None,
        coordinator=coordinator,
        values=row,
        enrolments=_enrolments(own[Enrolment]),
        # Two offices may have added the same language: the row that is older stays (profile.py).
        languages={one["language"]: one["level"] for one in reversed(own[PersonLanguage])},
        trades=_trades(own[PersonOccupation]),
        interests=frozenset(one["interest"] for one in own[PersonInterest]),
        topics=frozenset((one["topic"], one["side"]) for one in own[PersonTopic]),
        traits=frozenset((one["trait"], one["stance"]) for one in own[PersonTrait]),
        slots=_slots(own[Availability]),
    )


def _enrolments(rows: Sequence[Values]) -> tuple[EnrolmentCard, ...]:
    """In the order of registering, those without a day first."""
    ordered = sorted(rows, key=lambda row: row["registered_on"] or date.min)
    return tuple(EnrolmentCard(row["id"], row["role"], row["status"], row) for row in ordered)


def _trades(rows: Sequence[Values]) -> tuple[Trade, ...]:
    trades = [Trade(row["occupation"], row["relation"], row["rank"], row["years"]) for row in rows]
    return tuple(sorted(trades, key=lambda trade: (str(trade.relation), trade.rank or 99)))


def _slots(rows: Sequence[Values]) -> tuple[Slot, ...]:
    """A stretch whose hours are still on their way from another office is left out."""
    whole = [row for row in rows if None not in {row["weekday"], row["start"], row["end"]}]
    return joined(Slot(row["weekday"], row["start"], row["end"]) for row in whole)
