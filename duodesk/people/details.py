"""What lists show of people beyond their row: by subject, for the rows in sight or for all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, LargeBinary, String, cast, func, select, type_coerce
from sqlalchemy.orm import Session, aliased

from duodesk.base import reference
from duodesk.base.dates import short
from duodesk.base.fields import Choice, Day, Field, On, YesNo
from duodesk.base.i18n import _
from duodesk.model.people import (
    Availability,
    Enrolment,
    Person,
    PersonInterest,
    PersonLanguage,
    PersonOccupation,
    PersonTopic,
    Side,
)
from duodesk.model.recruitment import Partner
from duodesk.people.fields import ENROLMENT_FIELDS, PERSON_FIELDS
from duodesk.people.recruiting import ways
from duodesk.people.steps import ON_THE_WAY, Next


class Subject(StrEnum):
    """One reading: the columns of a table, or the codes of rows that belong to a person."""

    PERSON = "person"
    TAKING_PART = "taking_part"
    LANGUAGES = "languages"
    OCCUPATIONS = "occupations"
    INTERESTS = "interests"
    NEEDS = "needs"
    STRENGTHS = "strengths"
    DAYS = "days"
    NEXT = "next"


# Declared columns that a list may show; what every row has already is left out.
_IN_ROWS = frozenset({"number", "municipality", "role", "status"})
FIELDS: dict[Subject, tuple[Field, ...]] = {
    subject: tuple(f for f in fields if On.TABLE in f.on and f.name not in _IN_ROWS)
    for subject, fields in (
        (Subject.PERSON, PERSON_FIELDS),
        (Subject.TAKING_PART, ENROLMENT_FIELDS),
    )
}
PARTNER, REDIRECTED = "partner", "redirected_to"
_PERSON = tuple(f.name for f in FIELDS[Subject.PERSON])
_TAKING_PART = (*(f.name for f in FIELDS[Subject.TAKING_PART]), PARTNER, REDIRECTED)
Found = dict[bytes, Any]


def details(session: Session, subject: Subject, keys: Sequence[bytes] | None = None) -> Found:
    """By the key of a person (of a taking part, for its own columns): values by column name, or
    codes in one text. Without keys: of everybody, in one statement.
    """
    query, key = _QUERIES[subject]
    if keys is not None:
        query = query.where(key.in_(keys))
    # The driver's own tuples: of 16,000 people SQLAlchemy's would take longer than the reading.
    rows = session.connection().execute(query).cursor.fetchall()
    if subject in FIELDS:
        names = _PERSON if subject == Subject.PERSON else _TAKING_PART
        return {row[0]: dict(zip(names, row[1:], strict=True)) for row in rows}
    parts: dict[bytes, str] = {}
    for one, code in rows:
        parts[one] = f"{parts[one]} {code}" if one in parts else code
    return parts


def next_steps(
    session: Session, keys: Sequence[bytes] | None = None, *, today: date
) -> dict[bytes, Next | None]:
    """What comes next in takings part on the way in, by their keys; of all without keys."""
    chosen: list[ColumnElement[bool]] = [Enrolment.status.in_(ON_THE_WAY)]
    if keys is not None:
        chosen.append(_key(Enrolment.id).in_(keys))
    return {row.enrolment_id.bytes: row.next for row in ways(session, *chosen, today=today)}


def value_of(field: Field, raw: Any) -> date | int | str | None:
    """A column of the file as a typed value: a day, a number, else what `text_of` says."""
    if raw is None:
        return None
    if isinstance(field, Day):
        return _day(raw)
    return raw if isinstance(raw, int) and not isinstance(field, YesNo) else text_of(field, raw)


def text_of(field: Field, raw: Any) -> str:
    """A column of the file as people read it."""
    if raw is None:
        return ""
    if isinstance(field, Choice):
        return reference.chosen(field.choices, str(raw))
    if isinstance(field, YesNo):
        return _("yes") if raw else _("no")
    if isinstance(field, Day):
        day = _day(raw)
        return short(day) if isinstance(day, date) else str(day)
    return str(raw)


def _day(raw: Any) -> date | str:
    try:
        return date.fromisoformat(raw)
    except (TypeError, ValueError):  # of another laptop: shown as it is
        return str(raw)


def _key(column: Any) -> ColumnElement[bytes]:
    return type_coerce(column, LargeBinary)


def _pair(one: Any, other: Any) -> ColumnElement[str]:
    """Two codes in one text: fra:B1, or fra: where no level is known."""
    made: ColumnElement[str] = (
        type_coerce(one, String) + ":" + func.coalesce(type_coerce(other, String), "")
    )
    return made


def _of_person(query: Any, column: Any) -> tuple[Any, ColumnElement[bytes]]:
    return query, _key(column)


def _topics(side: Side) -> tuple[Any, ColumnElement[bytes]]:
    own = PersonTopic
    query = select(_key(own.person_id), own.topic).where(own.side == side).order_by(own.topic)
    return _of_person(query, own.person_id)


def _taking_part() -> tuple[Any, ColumnElement[bytes]]:
    sent, on = aliased(Partner), aliased(Partner)
    columns = [getattr(Enrolment, f.name) for f in FIELDS[Subject.TAKING_PART]]
    query = (
        select(_key(Enrolment.id), *columns, sent.name, on.name)
        .outerjoin(sent, sent.id == Enrolment.partner_id)
        .outerjoin(on, on.id == Enrolment.redirected_to_id)
    )
    return query, _key(Enrolment.id)


_spoken, _trade, _likes, _free = PersonLanguage, PersonOccupation, PersonInterest, Availability
_QUERIES: dict[Subject, tuple[Any, ColumnElement[bytes]]] = {
    Subject.PERSON: _of_person(
        select(_key(Person.id), *(getattr(Person, name) for name in _PERSON)), Person.id
    ),
    Subject.TAKING_PART: _taking_part(),
    Subject.LANGUAGES: _of_person(
        select(_key(_spoken.person_id), _pair(_spoken.language, _spoken.level))
        .where(_spoken.language.is_not(None))
        .order_by(_spoken.id),
        _spoken.person_id,
    ),
    Subject.OCCUPATIONS: _of_person(
        select(_key(_trade.person_id), _pair(_trade.relation, _trade.occupation))
        .where(_trade.relation.is_not(None), _trade.occupation.is_not(None))
        .order_by(_trade.rank, _trade.id),
        _trade.person_id,
    ),
    Subject.INTERESTS: _of_person(
        select(_key(_likes.person_id), _likes.interest).order_by(_likes.interest),
        _likes.person_id,
    ),
    Subject.NEEDS: _topics(Side.NEED),
    Subject.STRENGTHS: _topics(Side.STRENGTH),
    Subject.DAYS: _of_person(
        select(_key(_free.person_id), cast(_free.weekday, String))
        .distinct()
        .where(_free.weekday.between(0, 6))
        .order_by(_free.weekday),
        _free.person_id,
    ),
}
