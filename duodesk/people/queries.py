"""People as lists show them; frozen rows, few statements. One person's page is in `cards`, reached
from here too.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from duodesk.base.collate import fold
from duodesk.base.ids import Id, id_of
from duodesk.base.memory import one_breath
from duodesk.model.people import (
    Enrolment,
    Level,
    Person,
    Role,
    Status,
)
from duodesk.people.apart import everybody as known
from duodesk.people.cards import EnrolmentCard, PersonCard, cards, person
from duodesk.people.filters import Wish
from duodesk.people.fitting import WAITING, Pair, fitting
from duodesk.people.together import left_out

__all__ = [
    "WAITING",
    "EnrolmentCard",
    "PersonCard",
    "PersonRow",
    "cards",
    "count",
    "known",
    "people",
    "person",
    "recent",
    "spoken",
    "trades",
]

_LEVELS = {str(level): level for level in Level}
_WAITING = frozenset(str(status) for status in WAITING)


class PersonRow(NamedTuple):
    """A person in a list. A named tuple: 16,000 of them are made five times faster than
    dataclasses.

    `languages` is "fra:B1 ara:native" and `occupations` "target:cook target:baker": codes, for
    `spoken`
    and `trades` to take apart for the rows that are on the screen. `folded` is what a search looks
    in; `part` the key of the taking part that the row tells of.
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
    part: bytes | None


# The name is put together here, where it costs nothing; a mononym stands alone.
_PEOPLE = (
    "SELECT p.id, coalesce(p.number, ''),"
    " CASE WHEN p.family_name > '' AND p.given_name > '' THEN p.family_name || ', ' || p.given_name"
    " ELSE coalesce(nullif(p.family_name, ''), p.given_name, '') END,"
    " p.birth_date, p.office_id, coalesce(p.municipality, ''), p.coordinator_id, e.role, e.status,"
    " coalesce(e.accepted_on, e.registered_on), e.id"
    " FROM person p LEFT JOIN enrolment e ON e.person_id = p.id"
)
_TURNS = "SELECT person_id, role FROM enrolment ORDER BY registered_on, id"
_ORDER = "SELECT row, folded FROM lookup WHERE tbl = 'person' ORDER BY sort_key, row"
_LANGUAGES = (
    "SELECT person_id, group_concat(language || ':' || coalesce(level, ''), ' ') AS codes"
    " FROM person_language WHERE language IS NOT NULL GROUP BY person_id"
)
_OCCUPATIONS = (
    "SELECT person_id, group_concat(relation || ':' || occupation, ' ') AS codes FROM"
    " (SELECT person_id, relation, occupation FROM person_occupation WHERE relation IS NOT NULL"
    " AND occupation IS NOT NULL ORDER BY rank, id) GROUP BY person_id"
)


_NO_OFFICE = UUID(int=0)
_COORDINATORS = "SELECT id, name FROM author"


_Chosen = tuple[Any, str]


def people(  # noqa: PLR0913 - each narrows the list by itself
    session: Session,
    *,
    role: Role | None = None,
    office_id: Id | None = None,
    status: Status | None = None,
    text: str = "",
    today: date,
    bare: bool = False,
    wishes: Sequence[Wish] = (),
    author_id: Id | None = None,
) -> list[PersonRow]:
    """The people that fit, in the order of names; `text` may hold beginnings or middles of several
    words, `wishes` is what people are filtered by, `author_id` who "mine" is. `bare` leaves out
    languages and occupations, for long lists that ask for them in sight. Of two entries that are
    one person only the one that goes on is listed.
    """
    words = fold(text).split()
    office = office_id.bytes if office_id else None
    fit = fitting(session, wishes, today=today, author_id=author_id)
    with one_breath():
        known, roles = _known(session, _fit(_everybody(session), fit), role)
        chosen: list[_Chosen] = []
        for key, folded in _raw(session, _ORDER):
            row = known.get(key)
            if row is None or (office and row[4] != office) or (status and row[8] != status):
                continue
            if not words or all(word in folded for word in words):
                chosen.append((row, folded))
        codes = ({}, {}) if bare else (_codes(session, _LANGUAGES), _codes(session, _OCCUPATIONS))
        return _rows(session, chosen, roles, codes, today)


def count(session: Session, *, role: Role | None = None) -> int:
    """How many people the list has without a filter."""
    asked = select(func.count(Person.id.distinct())).where(Person.id.not_in(left_out(session)))
    if role is not None:
        asked = asked.join(Enrolment, Enrolment.person_id == Person.id)
        asked = asked.where(Enrolment.role == role)
    return session.scalar(asked) or 0


def spoken(languages: str) -> list[tuple[str, Level | None]]:
    """The languages of a row, taken apart: code and level."""
    pairs = (entry.partition(":") for entry in languages.split())
    return [(code, _LEVELS.get(level)) for code, _, level in pairs]


def trades(occupations: str) -> list[tuple[str, str]]:
    """The occupations of a row, taken apart: relation and code."""
    pairs = (entry.partition(":") for entry in occupations.split())
    return [(relation, code) for relation, _, code in pairs]


def recent(session: Session, *, today: date, limit: int = 20) -> list[PersonRow]:
    """The people whose own row was written last, latest first."""
    found = session.execute(
        text(
            "SELECT c.row FROM change c WHERE c.tbl = (SELECT n FROM name WHERE txt = 'person')"
            " GROUP BY c.row ORDER BY max(c.operation) DESC LIMIT :limit"
        ),
        {"limit": limit},
    )
    order = {row.row: place for place, row in enumerate(found)}
    with one_breath():
        every = [row for row in _everybody(session) if row[0] in order]
        known, roles = _known(session, every, None)
        chosen = [(known[key], "") for key in order if key in known]
        return _rows(session, chosen, roles, ({}, {}), today)


def _everybody(session: Session) -> list[Any]:
    """All rows but those of entries for which another one stands."""
    hidden = {one.bytes for one in left_out(session)}
    rows = _raw(session, _PEOPLE)
    return [row for row in rows if row[0] not in hidden] if hidden else rows


def _fit(found: list[Any], fit: set[Pair] | None) -> list[Any]:
    return found if fit is None else [row for row in found if (row[0], row[10]) in fit]


def _known(
    session: Session, found: list[Any], role: Role | None
) -> tuple[dict[bytes, Any], dict[bytes, tuple[str, ...]]]:
    """The latest taking part of each person, and all roles of those who take part twice."""
    if role is not None:
        found = [row for row in found if row[7] == role]
    known = {row[0]: row for row in found}
    roles: dict[bytes, tuple[str, ...]] = {}
    if len(known) < len(found):
        twice = {row[0] for row in found if known[row[0]] is not row}
        turns = {(row[0], row[7]): row for row in found if row[0] in twice}
        for key, turn in _raw(session, _TURNS):
            if (key, turn) in turns:
                known[key] = turns[key, turn]
                roles[key] = (*roles.get(key, ()), turn)
    return known, roles


def _rows(
    session: Session,
    chosen: Sequence[_Chosen],
    roles: dict[bytes, tuple[str, ...]],
    codes: tuple[dict[bytes, str], dict[bytes, str]],
    today: date,
) -> list[PersonRow]:
    """The rows as named tuples; the columns are unpacked by place, which 16,000 of them feel."""
    coordinators = {key: name or "" for key, name in _raw(session, _COORDINATORS)}
    waiting, offices, alone, now = _Waiting(today), _Offices(), _Alone(), today.isoformat()
    languages, occupations, coordinator_of = codes[0].get, codes[1].get, coordinators.get
    make, of_bytes, several = tuple.__new__, id_of, roles.get
    return [
        make(
            PersonRow,
            (
                of_bytes(key),
                number,
                name,
                several(key) or alone[role],
                _age(birth, now) if birth else None,
                languages(key, ""),
                occupations(key, ""),
                status,
                waiting[since] if since and status in _WAITING else None,
                coordinator_of(coordinator, ""),
                place,
                offices[office],
                folded,
                part,
            ),
        )
        for (
            (key, number, name, birth, office, place, coordinator, role, status, since, part),
            folded,
        ) in chosen
    ]


def _raw(session: Session, query: str) -> list[Any]:
    """All rows as the driver's own tuples: SQLAlchemy's row around each takes as long again."""
    found: list[Any] = session.connection().connection.cursor().execute(query).fetchall()
    return found


def _codes(session: Session, query: str) -> dict[bytes, str]:
    return dict(_raw(session, query))


def _age(birth: str, now: str) -> int:
    """Whole years between two ISO days, without making dates of 16,000 texts."""
    return int(now[:4]) - int(birth[:4]) - (now[5:] < birth[5:])


class _Alone(dict[str | None, tuple[str, ...]]):
    """The roles of who takes part once; nothing for who takes part in none."""

    def __missing__(self, role: str | None) -> tuple[str, ...]:
        roles = self[role] = (role,) if role else ()
        return roles


class _Waiting(dict[str, int]):
    """Days waited since an ISO day; many people share their day."""

    def __init__(self, today: date) -> None:
        self._today = today

    def __missing__(self, since: str) -> int:
        days = self[since] = max((self._today - date.fromisoformat(since)).days, 0)
        return days


class _Offices(dict[bytes | None, Id]):
    """Identities of offices by their bytes; there are few. A row may still wait for its own."""

    def __missing__(self, key: bytes | None) -> Id:
        office = self[key] = UUID(bytes=key) if key else _NO_OFFICE
        return office
