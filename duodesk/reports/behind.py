"""What a report can be narrowed to, and who is behind a figure of duos: for people of the office to
look at, never in what leaves.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from duodesk.base.collate import fold, sort_key
from duodesk.base.ids import Id
from duodesk.model.pairing import Duo
from duodesk.model.people import Person
from duodesk.model.reference import Author
from duodesk.people.text import list_name

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Choices:
    """The languages of duos by their codes, and the colleagues who follow one by name."""

    languages: tuple[str, ...]
    coordinators: tuple[tuple[Id, str], ...]


@dataclass(frozen=True, slots=True)
class DuoBehind:
    """One duo behind a figure, with its names."""

    duo_id: Id
    number: str
    mentee: str
    mentor: str
    coordinator: str
    start: date | None
    ended_on: date | None

    @property
    def folded(self) -> str:
        """What a search looks in."""
        return fold(f"{self.mentee} {self.mentor} {self.number} {self.coordinator}")


def choices(session: Session) -> Choices:
    """What there is to choose from."""
    spoken = session.scalars(select(Duo.language).distinct())
    followers = select(Duo.coordinator_id).distinct()
    named = select(Author.id, Author.name).where(Author.id.in_(followers)).order_by(Author.name)
    return Choices(
        tuple(sorted(code for code in spoken if code)),
        tuple((row.id, row.name or "") for row in session.execute(named)),
    )


def duos_behind(session: Session, numbers: Collection[str]) -> list[DuoBehind]:
    """The duos with these numbers by the name of the mentee; those that are not here are left
    out.
    """
    mentee, mentor = aliased(Person), aliased(Person)
    asked = (
        select(
            Duo.id, Duo.number, Duo.start_date, Duo.ended_on, Author.name.label("coordinator"),
            mentee.family_name, mentee.given_name, mentor.family_name, mentor.given_name,
        )
        .outerjoin(mentee, mentee.id == Duo.mentee_id)
        .outerjoin(mentor, mentor.id == Duo.mentor_id)
        .outerjoin(Author, Author.id == Duo.coordinator_id)
    )  # fmt: skip
    wanted, found = sorted(numbers), []
    for start in range(0, len(wanted), _CHUNK):
        chunk = asked.where(Duo.number.in_(wanted[start : start + _CHUNK]))
        for duo_id, number, begun, ended, coordinator, *names in session.execute(chunk):
            two = (list_name(*names[:2]), list_name(*names[2:]))
            found.append(DuoBehind(duo_id, number or "", *two, coordinator or "", begun, ended))
    return sorted(found, key=lambda one: (sort_key(one.mentee), one.number))


def number_of_duos(session: Session) -> int:
    """How many duos there are to reckon with."""
    return session.scalar(select(func.count()).select_from(Duo)) or 0
