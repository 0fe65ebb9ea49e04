"""Entries that turned out to be one person: which entry stands for whom, and which are left out of
lists.

An entry points to the one that goes on with it, which may itself have been joined to another. Two
offices may join the same two the opposite ways: then each points to the other, and on every laptop
the older entry (the smaller identity) is the one that goes on. An entry whose other is not here
stands for itself: nobody is ever hidden by a file that is still on its way.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.ids import Id
from duodesk.model.people import Person
from duodesk.store.reading import once

Joined = Mapping[Id, Id]


def goes_on(joined: Joined, person_id: Id) -> Id:
    """The entry that stands for this one; itself where it was never joined to another. Pure."""
    path = [person_id]
    while (after := joined.get(path[-1])) is not None:
        if after in path:
            return min(path[path.index(after) :])
        path.append(after)
    return path[-1]


def joined_entries(session: Session) -> dict[Id, Id]:
    """Every entry that was joined to another one which is here, with that other; they are few."""
    return dict(once(session, joined_entries, lambda: _joined(session)))


def _joined(session: Session) -> dict[Id, Id]:
    found = session.execute(
        select(Person.id, Person.merged_into_id).where(Person.merged_into_id.is_not(None))
    ).all()
    if not found:
        return {}
    targets = [into for _, into in found]
    here = set(session.scalars(select(Person.id).where(Person.id.in_(targets))))
    return {one: into for one, into in found if into in here and into != one}


def left_out(session: Session) -> frozenset[Id]:
    """The entries that lists, searches and figures leave out: another one stands for them."""
    return second_entries(joined_entries(session))


def second_entries(joined: Joined) -> frozenset[Id]:
    """The joined entries for which another one stands. Pure."""
    return frozenset(one for one in joined if goes_on(joined, one) != one)


def stands_for(session: Session, person_id: Id) -> Id:
    """The entry that goes on for this person: itself, unless it was joined to another."""
    return goes_on(joined_entries(session), person_id)


def entries_of(session: Session, person_id: Id) -> tuple[Id, ...]:
    """All entries of the person for whom this one stands, itself first."""
    joined = joined_entries(session)
    others = {one for one in joined if goes_on(joined, one) == person_id}
    return (person_id, *sorted(others - {person_id}))
