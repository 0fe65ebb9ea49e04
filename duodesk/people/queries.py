"""People as lists show them; frozen rows, few statements. One person's page is in `cards`, reached
from here too.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import TextClause, select, text
from sqlalchemy.orm import Session

from duodesk.base.collate import fold
from duodesk.base.ids import Id
from duodesk.model.people import Level, Person, Role, Status
from duodesk.people.cards import EnrolmentCard, PersonCard, cards, person
from duodesk.people.duplicates import Known

__all__ = [
    "WAITING",
    "EnrolmentCard",
    "PersonCard",
    "PersonRow",
    "cards",
    "known",
    "people",
    "person",
    "recent",
    "spoken",
    "trades",
]

_LEVELS = {str(level): level for level in Level}
# Who waits for an answer of ours, or for a duo.
WAITING = frozenset({Status.REGISTERED, Status.INVITED, Status.INTERVIEWED, Status.ACCEPTED})


class PersonRow(NamedTuple):
    """A person in a list. A named tuple: 16,000 of them are made five times faster than
    dataclasses.

    `languages` is "fra:B1 ara:native" and `occupations` "target:cook target:baker": codes, for
    `spoken`
    and `trades` to take apart for the rows that are on the screen. `folded` is what a search looks
    in.
    """

    id: Id
    number: str
    name: str
    roles: tuple[str, ...]
    age: int | None
    languages: str
    occupations: str
    status: str | None
    waiting_days: int | None
    coordinator: str
    municipality: str
    office_id: Id
    folded: str


_PEOPLE = text(
    "SELECT p.id, p.number, p.family_name, p.given_name, p.birth_date, p.office_id, p.municipality,"
    " coalesce(l.folded, '') AS folded, coalesce(a.name, '') AS coordinator"
    " FROM person p LEFT JOIN lookup l ON l.row = p.id LEFT JOIN author a ON a.id = "
    "p.coordinator_id"
    " ORDER BY l.sort_key, p.id"
)
_ENROLMENTS = text(
    "SELECT person_id, role, status, registered_on, accepted_on FROM enrolment ORDER BY "
    "registered_on, id"
)
_LANGUAGES = text(
    "SELECT person_id, group_concat(language || ':' || coalesce(level, ''), ' ') AS codes"
    " FROM person_language GROUP BY person_id"
)
_OCCUPATIONS = text(
    "SELECT person_id, group_concat(relation || ':' || occupation, ' ') AS codes FROM"
    " (SELECT person_id, relation, occupation FROM person_occupation ORDER BY rank, id) GROUP BY "
    "person_id"
)


class _Part(NamedTuple):
    role: str
    status: str
    since: str | None


def people(
    session: Session,
    *,
    role: Role | None = None,
    office_id: Id | None = None,
    status: Status | None = None,
    text: str = "",
    today: date,
) -> list[PersonRow]:
    """The people that fit, in the order of names; `text` may hold beginnings or middles of several
    words.
    """
    parts = _parts(session, role)
    words = fold(text).split()
    office = office_id.bytes if office_id else None
    chosen: list[tuple[Any, Sequence[_Part]]] = []
    for row in session.execute(_PEOPLE).all():
        own = parts.get(row[0], ())
        if (role and not own) or (office and row[5] != office):
            continue
        if status and not (own and own[-1].status == status):
            continue
        if not words or all(word in row[7] for word in words):
            chosen.append((row, own))
    return _rows(session, chosen, today)


def spoken(languages: str) -> list[tuple[str, Level | None]]:
    """The languages of a row, taken apart: code and level."""
    pairs = (entry.partition(":") for entry in languages.split())
    return [(code, _LEVELS.get(level)) for code, _, level in pairs]


def trades(occupations: str) -> list[tuple[str, str]]:
    """The occupations of a row, taken apart: relation and code."""
    pairs = (entry.partition(":") for entry in occupations.split())
    return [(relation, code) for relation, _, code in pairs]


def known(session: Session) -> list[Known]:
    """Everybody, as the search for look-alikes sees them."""
    own = Person
    found = session.execute(
        select(
            own.id,
            own.number,
            own.given_name,
            own.family_name,
            own.birth_date,
            own.email,
            own.phone,
        )
    )
    return [Known(**row._mapping) for row in found]  # noqa: SLF001 - SQLAlchemy's public name for it


def recent(session: Session, *, today: date, limit: int = 20) -> list[PersonRow]:
    """The people whose own row was written last, latest first."""
    found = session.execute(
        text(
            "SELECT c.row FROM change c WHERE c.tbl = (SELECT n FROM name WHERE txt = 'person')"
            " GROUP BY c.row ORDER BY max(c.operation) DESC LIMIT :limit"
        ),
        {"limit": limit},
    )
    order = {UUID(bytes=row.row): place for place, row in enumerate(found)}
    rows = [row for row in people(session, today=today) if row.id in order]
    return sorted(rows, key=lambda row: order[row.id])


def _parts(session: Session, role: Role | None) -> dict[bytes, list[_Part]]:
    """Enrolments by person, the latest last."""
    parts: dict[bytes, list[_Part]] = {}
    for person_id, own_role, status, registered_on, accepted_on in session.execute(
        _ENROLMENTS
    ).all():
        if role is None or own_role == role:
            part = _Part(own_role, status, accepted_on or registered_on)
            parts.setdefault(person_id, []).append(part)
    return parts


def _rows(
    session: Session, chosen: list[tuple[Any, Sequence[_Part]]], today: date
) -> list[PersonRow]:
    """The rows as named tuples; the columns are unpacked by place, which 16,000 of them feel."""
    languages = _codes(session, _LANGUAGES)
    occupations = _codes(session, _OCCUPATIONS)
    waiting = _Waiting(today)
    offices = _Offices()
    now = today.isoformat()
    rows = []
    for (key, number, family, given, birth, office, place, folded, coordinator), own in chosen:
        part = own[-1] if own else None
        rows.append(
            PersonRow(
                UUID(bytes=key),
                number or "",
                f"{family}, {given}" if family and given else family or given or "",
                tuple([p.role for p in own]),
                _age(birth, now) if birth else None,
                languages.get(key) or "",
                occupations.get(key) or "",
                part.status if part else None,
                waiting[part.since] if part and part.since and part.status in WAITING else None,
                coordinator,
                place or "",
                offices[office],
                folded,
            )
        )
    return rows


def _codes(session: Session, query: TextClause) -> dict[bytes, str]:
    return {key: codes for key, codes in session.execute(query).all()}  # noqa: C416 - rows, not pairs


def _age(birth: str, now: str) -> int:
    """Whole years between two ISO days, without making dates of 16,000 texts."""
    return int(now[:4]) - int(birth[:4]) - (now[5:] < birth[5:])


class _Waiting(dict[str, int]):
    """Days waited since an ISO day; many people share their day."""

    def __init__(self, today: date) -> None:
        self._today = today

    def __missing__(self, since: str) -> int:
        days = self[since] = max((self._today - date.fromisoformat(since)).days, 0)
        return days


class _Offices(dict[bytes, Id]):
    """Identities of offices by their bytes; there are few."""

    def __missing__(self, key: bytes) -> Id:
        office = self[key] = UUID(bytes=key)
        return office
