"""How a pair is called in labels and sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.collate import fold
from duodesk.base.ids import Id
from duodesk.model.pairing import Proposal
from duodesk.model.people import Person
from duodesk.store.store import Store


def called(person: Person | None) -> str:
    """Given and family name; a person who is not known here (yet) is a question mark."""
    if person is None:
        return "?"
    return " ".join(part for part in (person.given_name, person.family_name) if part) or "?"


def first_names(names: Mapping[Id, str]) -> dict[Id, str]:
    """What colleagues are called by, of names that are written as one; where several share a first
    name, each with an initial.
    """
    words = {one: name.split() or ["?"] for one, name in names.items()}
    shared = Counter(fold(found[0]) for found in words.values())
    return {
        one: f"{found[0]} {found[-1][0]}."
        if shared[fold(found[0])] > 1 and len(found) > 1
        else found[0]
        for one, found in words.items()
    }


def given_names(session: Session, people: Iterable[Id]) -> dict[Id, str]:
    """Given names for everybody's eyes; where several here share one, each with the number of the
    file.
    """
    asked = select(Person.id, Person.given_name, Person.number).where(Person.id.in_(set(people)))
    rows = session.execute(asked).all()
    shared = Counter(fold(row.given_name or "") for row in rows)
    return {
        row.id: f"{row.given_name or '?'} ({row.number})"
        if row.number and shared[fold(row.given_name or "")] > 1
        else row.given_name or "?"
        for row in rows
    }


def both(session: Session, mentee_id: Id, mentor_id: Id) -> dict[str, str]:
    """The names of a pair, for the label of a command."""
    return {
        "mentee": called(session.get(Person, mentee_id)),
        "mentor": called(session.get(Person, mentor_id)),
    }


def pair_of(store: Store, proposal_id: Id) -> dict[str, str]:
    """The names of a proposal's pair."""
    with store.read() as session:
        proposal = session.get_one(Proposal, proposal_id)
        return both(session, proposal.mentee_id, proposal.mentor_id)
