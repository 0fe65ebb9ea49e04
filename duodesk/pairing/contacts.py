"""How the two of a pair are reached, and which office keeps that up to date."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.ids import Id
from duodesk.model.people import Person
from duodesk.office.queries import offices


@dataclass(frozen=True, slots=True)
class Contact:
    """Telephone and e-mail of a person; `elsewhere` names the office that changes them, where it is
    not this one.
    """

    person_id: Id
    phone: str
    email: str
    elsewhere: str


def contacts(session: Session, people: Collection[Id], *, office_id: Id) -> dict[Id, Contact]:
    """By person; whoever is not on this desk is left out."""
    names = {row.id: row.name for row in offices(session)}
    asked = select(Person.id, Person.phone, Person.email, Person.office_id)
    return {
        row.id: Contact(
            row.id,
            row.phone or "",
            row.email or "",
            "" if row.office_id in {None, office_id} else names.get(row.office_id, "?"),
        )
        for row in session.execute(asked.where(Person.id.in_(people)))
    }
