"""Who is behind a figure of the way in: takings part told in rows, for people of the office to look
at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.collate import fold, sort_key
from duodesk.base.ids import Id
from duodesk.model.people import Enrolment, Person, Role, Status
from duodesk.model.reference import Author
from duodesk.people.text import list_name

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
