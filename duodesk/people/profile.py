"""What pairing weighs in a person, set as wholes: only members that differ are added, changed or
removed.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import Any

from sqlalchemy import select

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.model.people import (
    Availability,
    Level,
    Person,
    PersonInterest,
    PersonLanguage,
    PersonOccupation,
    PersonTopic,
    PersonTrait,
    Side,
    Stance,
)
from duodesk.people.slots import joined
from duodesk.people.text import full_name
from duodesk.people.values import Profile, Slot, Trade
from duodesk.store.store import Changes, Store, Write

AXES = ("style_pace", "style_structure", "style_talk", "style_feedback")

_Kind = (
    type[PersonLanguage]
    | type[PersonOccupation]
    | type[PersonInterest]
    | type[PersonTopic]
    | type[PersonTrait]
    | type[Availability]
)
# The columns that make a member what it is; the rest is said about it.
_KEYS: dict[_Kind, tuple[str, ...]] = {
    PersonLanguage: ("language",),
    PersonOccupation: ("occupation", "relation"),
    PersonInterest: ("interest",),
    PersonTopic: ("topic", "side"),
    PersonTrait: ("trait", "stance"),
    Availability: ("weekday", "start", "end"),
}
_Members = Mapping[tuple[Hashable, ...], Mapping[str, Any]]


def set_languages(store: Store, person_id: Id, languages: Mapping[str, Level | None]) -> Changes:
    """The languages a person speaks, by ISO 639-3 code."""
    with store.write(N_("Change the languages of %(name)s"), name=_name(store, person_id)) as write:
        _set(write, PersonLanguage, person_id, _languages(languages))
    return write.changes


def set_occupations(store: Store, person_id: Id, trades: Iterable[Trade]) -> Changes:
    """The trades a mentee aims at or a mentor has worked in."""
    with store.write(
        N_("Change the occupations of %(name)s"), name=_name(store, person_id)
    ) as write:
        _set(write, PersonOccupation, person_id, _trades(trades))
    return write.changes


def set_interests(store: Store, person_id: Id, interests: Collection[str]) -> Changes:
    """What a person likes to do or talk about."""
    with store.write(N_("Change the interests of %(name)s"), name=_name(store, person_id)) as write:
        _set(write, PersonInterest, person_id, {(code,): {} for code in interests})
    return write.changes


def set_topics(store: Store, person_id: Id, side: Side, topics: Collection[str]) -> Changes:
    """The help a mentee asks for, or the strengths a mentor offers; the other side stays as it
    is.
    """
    with store.write(N_("Change the topics of %(name)s"), name=_name(store, person_id)) as write:
        others = write.session.scalars(
            select(PersonTopic.topic).where(
                PersonTopic.person_id == person_id, PersonTopic.side != side
            )
        )
        other = Side.STRENGTH if side == Side.NEED else Side.NEED
        wanted = {(code, side) for code in topics} | {(code, other) for code in others}
        _set(write, PersonTopic, person_id, {key: {} for key in wanted})
    return write.changes


def set_traits(store: Store, person_id: Id, stance: Stance, traits: Collection[str]) -> Changes:
    """What a person has, wishes of the other, or refuses, as they said themselves; what they said
    in the other two ways stays as it is.
    """
    with store.write(N_("Change the wishes of %(name)s"), name=_name(store, person_id)) as write:
        before = write.session.scalars(
            select(PersonTrait).where(PersonTrait.person_id == person_id)
        ).all()
        said: dict[tuple[Hashable, ...], Mapping[str, Any]] = {
            (row.trait, row.stance): {"said_on": row.said_on} for row in before
        }
        others = {key: told for key, told in said.items() if key[1] != stance}
        today = {"said_on": write.today}
        mine = {(code, stance): said.get((code, stance), today) for code in traits}
        _set(write, PersonTrait, person_id, others | mine)
    return write.changes


def set_availability(store: Store, person_id: Id, slots: Iterable[Slot]) -> Changes:
    """When a person is free in the week; stretches that touch are joined."""
    with store.write(N_("Change the free time of %(name)s"), name=_name(store, person_id)) as write:
        _set(write, Availability, person_id, _slots(slots))
    return write.changes


def set_style(store: Store, person_id: Id, /, **axes: int | None) -> Changes:
    """The working style rated at intake, -2 to +2 on the axes named; None for not known."""
    if not axes or axes.keys() - set(AXES):
        message = f"axes are {AXES}"
        raise TypeError(message)
    if any(value is not None and not -2 <= value <= 2 for value in axes.values()):
        raise UserError(N_("Each side of the working style goes from -2 to +2."))
    with store.write(
        N_("Change the working style of %(name)s"), name=_name(store, person_id)
    ) as write:
        person = write.session.get_one(Person, person_id)
        for axis, value in axes.items():
            setattr(person, axis, value)
    return write.changes


def fill(write: Write, person_id: Id, known: Profile) -> None:
    """Write the whole profile of a new person within a larger step."""
    _set(write, PersonLanguage, person_id, _languages(known.languages))
    _set(write, PersonOccupation, person_id, _trades(known.trades))
    _set(write, PersonInterest, person_id, {(code,): {} for code in known.interests})
    _set(write, PersonTopic, person_id, {key: {} for key in known.topics})
    _set(write, PersonTrait, person_id, {key: {"said_on": write.today} for key in known.traits})
    _set(write, Availability, person_id, _slots(known.slots))


def _languages(languages: Mapping[str, Level | None]) -> _Members:
    return {(code,): {"level": level} for code, level in languages.items()}


def _trades(trades: Iterable[Trade]) -> _Members:
    return {(t.occupation, t.relation): {"rank": t.rank, "years": t.years} for t in trades}


def _slots(slots: Iterable[Slot]) -> _Members:
    return {(s.weekday, s.start, s.end): {} for s in joined(slots)}


def _set(write: Write, kind: _Kind, person_id: Id, wanted: _Members) -> None:
    """Bring the rows of a person to what is wanted; a member present twice (two offices added it)
    stays once.
    """
    keys = _KEYS[kind]
    kept: set[tuple[Hashable, ...]] = set()
    for row in write.session.scalars(
        select(kind).where(kind.person_id == person_id).order_by(kind.id)
    ):
        key = tuple(getattr(row, name) for name in keys)
        if key in kept or key not in wanted:
            write.session.delete(row)
            continue
        kept.add(key)
        for name, value in wanted[key].items():
            setattr(row, name, value)
    for key, values in wanted.items():
        if key not in kept:
            row_values = dict(zip(keys, key, strict=True)) | dict(values)
            write.session.add(kind(id=write.new_id(), person_id=person_id, **row_values))


def _name(store: Store, person_id: Id) -> str:
    with store.read() as session:
        found = session.execute(
            select(Person.given_name, Person.family_name).where(Person.id == person_id)
        ).one_or_none()
    return full_name(found.given_name, found.family_name) if found else ""
