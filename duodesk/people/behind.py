"""Who is behind a figure of the way in: takings part told in rows, for people of the office to look
at.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.collate import fold, sort_key
from duodesk.base.ids import Id
from duodesk.model.people import Enrolment, Person, Role, Status
from duodesk.model.reference import Author
from duodesk.people.text import list_name
from duodesk.people.together import goes_on, joined_entries

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class BehindRow:
    """One taking part behind a figure: whose, and how it stands today."""

    part: Id
    person_id: Id
    number: str
    name: str
    role: Role
    status: Status
    registered_on: date | None
    coordinator: str

    @property
    def folded(self) -> str:
        """What a search looks in."""
        return fold(f"{self.name} {self.number} {self.coordinator}")


def behind(session: Session, parts: Sequence[Id]) -> list[BehindRow]:
    """These takings part by the name of the person; those that are not here (any more) are left
    out.
    """
    found = []
    for start in range(0, len(parts), _CHUNK):
        asked = (
            select(
                Enrolment.id, Enrolment.person_id, Person.number, Person.family_name,
                Person.given_name, Enrolment.role, Enrolment.status, Enrolment.registered_on,
                Author.name.label("coordinator"),
            )
            .join(Person, Person.id == Enrolment.person_id)
            .outerjoin(Author, Author.id == Person.coordinator_id)
            .where(Enrolment.id.in_(parts[start : start + _CHUNK]))
        )  # fmt: skip
        found += [
            BehindRow(
                part=row.id,
                person_id=row.person_id,
                number=row.number or "",
                name=list_name(row.family_name, row.given_name),
                role=row.role,
                status=row.status,
                registered_on=row.registered_on,
                coordinator=row.coordinator or "",
            )
            for row in session.execute(asked)
        ]
    return sorted(found, key=lambda row: (sort_key(row.name), row.number))


def parts_of(session: Session, people: Collection[Id | None], role: Role) -> tuple[Id, ...]:
    """The takings part of these people in a role, whichever of their entries was named."""
    joined = joined_entries(session)
    wanted = {goes_on(joined, one) for one in people if one is not None}
    asked = select(Enrolment.person_id, Enrolment.id).where(Enrolment.role == role)
    found = {row.person_id: row.id for row in session.execute(asked.order_by(Enrolment.id))}
    return tuple(part for person_id, part in found.items() if person_id in wanted)
