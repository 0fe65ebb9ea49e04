"""What pairing may know of people: their facts as frozen profiles, a few SELECTs for any number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from sqlalchemy import ColumnElement, Select, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from duodesk.base.ids import Id
from duodesk.model.people import (
    Availability,
    Person,
    PersonInterest,
    PersonLanguage,
    PersonOccupation,
    PersonTopic,
    PersonTrait,
    Relation,
    Side,
    Stance,
)
from duodesk.pairing.criteria import LEVELS, Profile
from duodesk.people.slots import HALF_HOURS

# So many people are named to the database one by one.
_NAMED = 5_000
Who = ColumnElement[Id] | InstrumentedAttribute[Id]
_STYLE = (Person.style_pace, Person.style_structure, Person.style_talk, Person.style_feedback)


def read_profiles(session: Session, ids: Iterable[Id]) -> dict[Id, Profile]:
    """What pairing may know of these people; ten SELECTs, whatever their number."""
    ids = tuple(ids)
    levels = _levels(session, ids)
    targets, worked = _trades(session, ids)
    liked = _sets(session, select(PersonInterest.person_id, PersonInterest.interest), ids)
    topics = select(PersonTopic.person_id, PersonTopic.topic)
    asked, offered = (
        _sets(session, topics.where(PersonTopic.side == side), ids)
        for side in (Side.NEED, Side.STRENGTH)
    )
    has, wishes, refuses = (_traits(session, stance, ids) for stance in Stance)
    free = _free(session, ids)
    known = select(Person.id, Person.postcode, *_STYLE).where(of_people(Person.id, ids))
    people = {row.id: row for row in session.execute(known)}
    return {
        i: Profile(
            id=i,
            levels=levels.get(i, {}),
            targets=targets.get(i, {}),
            experience=worked.get(i, {}),
            interests=liked.get(i, frozenset()),
            traits=has.get(i, frozenset()),
            wishes=wishes.get(i, frozenset()),
            refuses=refuses.get(i, frozenset()),
            topics=asked.get(i) or offered.get(i) or frozenset(),
            style=(people[i][2], people[i][3], people[i][4], people[i][5]),
            free=free.get(i, {}),
            postcode=people[i].postcode,
        )
        for i in ids
        if i in people
    }


def of_people(person_id: Who, ids: Collection[Id]) -> ColumnElement[bool]:
    """Only the rows of these people; of very many all rows are read, which is as fast."""
    return person_id.in_(ids) if len(ids) <= _NAMED else true()


def _levels(session: Session, ids: Collection[Id]) -> dict[Id, dict[str, int]]:
    levels: dict[Id, dict[str, int]] = defaultdict(dict)
    asked = select(PersonLanguage.person_id, PersonLanguage.language, PersonLanguage.level)
    for person, language, level in session.execute(
        asked.where(of_people(PersonLanguage.person_id, ids))
    ):
        levels[person][language] = LEVELS.get(level, 0) if level is not None else 0
    return levels


def _trades(
    session: Session, ids: Collection[Id]
) -> tuple[dict[Id, dict[str, int]], dict[Id, dict[str, int]]]:
    """Targets by rank and experience by years."""
    targets: dict[Id, dict[str, int]] = defaultdict(dict)
    worked: dict[Id, dict[str, int]] = defaultdict(dict)
    of = PersonOccupation
    asked = select(of.person_id, of.occupation, of.relation, of.rank, of.years)
    for person, code, relation, rank, years in session.execute(
        asked.where(of_people(of.person_id, ids))
    ):
        if relation == Relation.TARGET:
            targets[person][code] = rank or 1
        else:
            worked[person][code] = years or 0
    return targets, worked


def _free(session: Session, ids: Collection[Id]) -> dict[Id, dict[int, int]]:
    """The half-hours of each weekday as bits."""
    free: dict[Id, dict[int, int]] = defaultdict(dict)
    of = Availability
    asked = select(of.person_id, of.weekday, of.start, of.end)
    for person, day, start, end in session.execute(asked.where(of_people(of.person_id, ids))):
        known = None not in {day, start, end}
        if known and 0 <= start < end <= HALF_HOURS:
            free[person][day] = free[person].get(day, 0) | (1 << end) - (1 << start)
    return free


def _sets(
    session: Session, query: Select[Id, str], ids: Collection[Id]
) -> dict[Id, frozenset[str]]:
    """What each of these people has, by the first column of the query."""
    found: dict[Id, set[str]] = defaultdict(set)
    for person, code in session.execute(query.where(of_people(query.selected_columns[0], ids))):
        found[person].add(code)
    return {person: frozenset(codes) for person, codes in found.items()}


def _traits(session: Session, stance: Stance, ids: Collection[Id]) -> dict[Id, frozenset[str]]:
    """What people have, wish or refuse, as they said themselves."""
    said = select(PersonTrait.person_id, PersonTrait.trait).where(PersonTrait.stance == stance)
    return _sets(session, said, ids)
