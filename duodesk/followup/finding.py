"""Finding people and duos by any of their words, for the search line over every screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from duodesk.base.dates import age_on
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.model.pairing import Duo, DuoStage
from duodesk.model.people import Enrolment, Person
from duodesk.people.text import full_name, list_name
from duodesk.people.together import goes_on, joined_entries
from duodesk.store.search import find


@dataclass(frozen=True, slots=True)
class Found:
    """A person or a duo: `kind` is person or duo; role and stage are codes for the reader's
    words.
    """

    kind: str
    id: Id
    title: str
    number: str
    detail: str
    codes: tuple[str, ...]


def find_anything(session: Session, words: str, *, today: date, limit: int = 12) -> list[Found]:
    """People whose words fit, best first, then their duos and those with that number. The words of
    an entry that was joined to another one find that one.
    """
    hits = find(session, words, tables=("person", "duo"), limit=limit * 3)
    joined = joined_entries(session)
    found = (goes_on(joined, hit.row) for hit in hits if hit.table == "person")
    people = list(dict.fromkeys(found))[:limit]
    numbered = [hit.row for hit in hits if hit.table == "duo"][:limit]
    return [*_people(session, people, today), *_duos(session, people, numbered)][: limit * 2]


def duo_numbered(session: Session, number: str) -> Id:
    """The duo with this number; raises `UserError` where there is none."""
    asked = select(Duo.id).where(func.lower(Duo.number) == number.strip().lower())
    found = session.scalar(asked.order_by(Duo.id).limit(1))
    if found is None:
        raise UserError(
            N_("There is no duo %(number)s. A number looks like BRU-D10001."), number=number
        )
    return found


def _people(session: Session, ids: list[Id], today: date) -> list[Found]:
    roles: dict[Id, list[str]] = {}
    asked = select(Enrolment.person_id, Enrolment.role).where(Enrolment.person_id.in_(ids))
    for person_id, role in session.execute(asked):
        roles.setdefault(person_id, []).append(str(role))
    found = {}
    for row in session.execute(select(Person.__table__).where(Person.id.in_(ids))):
        age = str(age_on(row.birth_date, today)) if row.birth_date else ""
        place = row.municipality or ""
        found[row.id] = Found(
            "person",
            row.id,
            list_name(row.family_name, row.given_name),
            row.number or "",
            " · ".join(part for part in (age, place) if part),
            tuple(sorted(roles.get(row.id, []))),
        )
    return [found[one] for one in ids if one in found]


def _duos(session: Session, people: list[Id], numbered: list[Id]) -> list[Found]:
    mentee, mentor = aliased(Person), aliased(Person)
    asked = (
        select(
            Duo.id,
            Duo.number,
            Duo.stage,
            mentee.given_name.label("mentee_given"),
            mentee.family_name.label("mentee_family"),
            mentor.given_name.label("mentor_given"),
            mentor.family_name.label("mentor_family"),
        )
        .outerjoin(mentee, mentee.id == Duo.mentee_id)
        .outerjoin(mentor, mentor.id == Duo.mentor_id)
        .where(or_(Duo.mentee_id.in_(people), Duo.mentor_id.in_(people), Duo.id.in_(numbered)))
        .order_by(Duo.start_date.desc())
    )
    return [
        Found(
            "duo",
            row.id,
            f"{full_name(row.mentee_given, row.mentee_family)} × "
            f"{full_name(row.mentor_given, row.mentor_family)}",
            row.number or "",
            "",
            (str(row.stage or DuoStage.TO_SIGN),),
        )
        for row in session.execute(asked)
    ]
