"""Who fits the filters: one statement, whatever is asked.

What is asked of somebody's taking part (role, status, source, ...) must hold for one and the same
taking part; the list then shows that one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, LargeBinary, String, false, func, or_, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from duodesk.base import reference
from duodesk.base.collate import fold
from duodesk.base.ids import Id
from duodesk.model.interviews import Interview
from duodesk.model.people import (
    Availability,
    Enrolment,
    Level,
    Person,
    PersonInterest,
    PersonLanguage,
    PersonOccupation,
    PersonTopic,
    Relation,
    Side,
    Status,
)
from duodesk.people import spans
from duodesk.people.filters import KINDS, MINE, NOBODY, Wish, understood
from duodesk.people.trained import trained_on

# Who waits for an answer of ours, or for a duo.
WAITING = frozenset(
    {
        Status.REGISTERED,
        Status.INVITED,
        Status.INTERVIEWED,
        Status.WAITING,
        Status.ACCEPTED,
    }
)
_UPWARDS = tuple(Level)
Condition = ColumnElement[bool]
Pair = tuple[bytes, bytes | None]


@dataclass(frozen=True, slots=True)
class Around:
    """What a filter may need to know beside its values."""

    session: Session
    today: date
    author_id: Id | None


def fitting(
    session: Session, wishes: Sequence[Wish], *, today: date, author_id: Id | None
) -> set[Pair] | None:
    """The people and takings part that fit all wishes, by their bytes; None when nothing is
    asked.
    """
    around = Around(session, today, author_id)
    conditions = [
        _CONDITIONS[wish.kind](values, around)
        for wish in wishes
        if (values := understood(wish)) and wish.kind in _CONDITIONS
    ]
    if not conditions:
        return None
    query = (
        select(
            type_coerce(Person.id, LargeBinary).label("person"),
            type_coerce(Enrolment.id, LargeBinary).label("part"),
        )
        .outerjoin(Enrolment, Enrolment.person_id == Person.id)
        .where(*conditions)
    )
    # The driver's own tuples: of 16,000 rows SQLAlchemy's would take longer than the search.
    return set(session.connection().execute(query).cursor.fetchall())


def _among(column: Any, values: Sequence[str], _around: Around) -> Condition:
    """The column holds one of these codes; a code of a newer program is looked for as it is."""
    found: Condition = type_coerce(column, String).in_(values)
    return found


def _owned(column: InstrumentedAttribute[Any], values: Sequence[str], around: Around) -> Condition:
    """The column names one of these rows; `mine` is who works here, `none` nobody."""
    wanted = [one for value in values if (one := spans.identity(value)) is not None]
    if MINE in values and around.author_id is not None:
        wanted.append(around.author_id)
    found: Condition = column.in_(wanted)
    return or_(found, column.is_(None)) if NOBODY in values else found


def _has(person_id: Any, *conditions: Any) -> Condition:
    """The person has a row of which this holds."""
    found: Condition = Person.id.in_(select(person_id).where(*conditions))
    return found


def _interest(values: Sequence[str], _around: Around) -> Condition:
    return _has(PersonInterest.person_id, PersonInterest.interest.in_(values))


def _topic(side: Side, values: Sequence[str], _around: Around) -> Condition:
    return _has(PersonTopic.person_id, PersonTopic.side == side, PersonTopic.topic.in_(values))


def _trade(relation: Relation, values: Sequence[str], _around: Around) -> Condition:
    own = PersonOccupation
    return _has(own.person_id, own.relation == relation, own.occupation.in_(values))


def _field(values: Sequence[str], _around: Around) -> Condition:
    codes = [code for code, trade in reference.occupations().items() if trade.field in values]
    return _has(PersonOccupation.person_id, PersonOccupation.occupation.in_(codes))


def _weekday(values: Sequence[str], _around: Around) -> Condition:
    return _has(Availability.person_id, Availability.weekday.in_([int(v) for v in values]))


def _language(values: Sequence[str], _around: Around) -> Condition:
    asked = []
    for value in values:
        code, least = spans.language(value) or (value, None)
        spoken: Condition = PersonLanguage.language == code
        if least is not None:
            enough = _UPWARDS[_UPWARDS.index(least) :]
            spoken &= PersonLanguage.level.in_(enough)
        asked.append(spoken)
    return _has(PersonLanguage.person_id, or_(*asked))


def _age(values: Sequence[str], around: Around) -> Condition:
    """Reckoned on ISO texts, as the list does: who is born on 29 February ages on 1 March."""
    birth, today = type_coerce(Person.birth_date, String), around.today.isoformat()
    asked: list[Condition] = []
    for value in values:
        low, high = spans.numbers(value) or (None, None)
        held: Condition = Person.birth_date.is_not(None)
        if low is not None:
            held &= birth <= _years_before(today, low)
        if high is not None:
            held &= birth > _years_before(today, high + 1)
        asked.append(held)
    return or_(*asked)


def _years_before(today: str, years: int) -> str:
    return f"{max(int(today[:4]) - years, 0):04d}{today[4:]}"


def _waiting(values: Sequence[str], around: Around) -> Condition:
    days = min(spans.number(value) or 0 for value in values)
    begun = type_coerce(func.coalesce(Enrolment.accepted_on, Enrolment.registered_on), String)
    before = (around.today - timedelta(days=days)).isoformat()
    held: Condition = Enrolment.status.in_(WAITING) & (begun < before)
    return held


def _registered(values: Sequence[str], _around: Around) -> Condition:
    asked: list[Condition] = []
    for value in values:
        begin, end = spans.period(value) or (None, None)
        held: Condition = Enrolment.registered_on.is_not(None)
        if begin is not None:
            held &= Enrolment.registered_on >= begin
        if end is not None:
            held &= Enrolment.registered_on <= end
        asked.append(held)
    return or_(*asked)


def _interview(values: Sequence[str], _around: Around) -> Condition:
    held = _has(Interview.person_id, Interview.finished_at.is_not(None))
    return or_(*([held] if "yes" in values else []), *([~held] if "no" in values else []), false())


def _trained(values: Sequence[str], around: Around) -> Condition:
    """Asked of mentors alone: mentees follow no training before their duo. Who was there for all of
    it counts, and whose training somebody wrote down.
    """
    followed = trained_on(around.session, on=around.today)
    done: Condition = Enrolment.trained_on.is_not(None) & (Enrolment.trained_on <= around.today)
    done |= Person.id.in_(followed)
    asked = [*([done] if "yes" in values else []), *([~done] if "no" in values else [])]
    return or_(*asked, false()) & (Enrolment.role == "mentor")


def _place(values: Sequence[str], around: Around) -> Condition:
    """A municipality by any of its names (Schaerbeek, Schaarbeek), or the first digits of a
    postcode.
    """
    wanted = {fold(value) for value in values}
    for place in reference.postcodes().values():
        names = {fold(name) for name in place.names}
        if names & wanted:
            wanted |= names
    known = around.session.scalars(select(Person.municipality).distinct())
    here = [name for name in known if name and fold(name) in wanted]
    digits = [value for value in values if value.isascii() and value.isdigit()]
    return or_(Person.municipality.in_(here), *(Person.postcode.startswith(d) for d in digits))


_CONDITIONS: dict[str, Callable[[Sequence[str], Around], Condition]] = {
    "role": partial(_among, Enrolment.role),
    "status": partial(_among, Enrolment.status),
    "coordinator": partial(_owned, Person.coordinator_id),
    "office": partial(_owned, Person.office_id),
    "partner": partial(_owned, Enrolment.partner_id),
    "source": partial(_among, Enrolment.source),
    "language": _language,
    "field": _field,
    "target": partial(_trade, Relation.TARGET),
    "experience": partial(_trade, Relation.EXPERIENCE),
    "interest": _interest,
    "need": partial(_topic, Side.NEED),
    "strength": partial(_topic, Side.STRENGTH),
    "age": _age,
    "place": _place,
    "weekday": _weekday,
    "waiting": _waiting,
    "interview": _interview,
    "trained": _trained,
    "registered": _registered,
}
_CONDITIONS |= {
    code: partial(_among, getattr(Person, code, None) or getattr(Enrolment, code))
    for code in KINDS
    if code not in _CONDITIONS
}
