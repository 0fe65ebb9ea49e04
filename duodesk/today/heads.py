"""People and duos as lines name them, each read once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, aliased

from duodesk.base.ids import Id
from duodesk.model.pairing import Duo, DuoStage
from duodesk.model.people import Person
from duodesk.people.text import full_name
from duodesk.today.facts import DuoHead, PersonHead
from duodesk.training.entry import rows_of

# So long after its end nothing of a duo is left to be done but its outcome.
_AFTER = timedelta(days=60)
_UNDER_WAY = (DuoStage.TO_SIGN, DuoStage.ACTIVE, DuoStage.PAUSED)
_AT_ONCE = 500


class People:
    """People by identity, read as they are needed and all at once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.known: dict[Id, PersonHead] = {}

    def learn(self, ids: Iterable[Id | None]) -> None:
        """Read those that are not known yet."""
        new = [one for one in dict.fromkeys(ids) if one is not None and one not in self.known]
        for place in range(0, len(new), _AT_ONCE):
            asked = select(
                Person.id, Person.given_name, Person.family_name, Person.phone,
                Person.coordinator_id,
            ).where(Person.id.in_(new[place : place + _AT_ONCE]))  # fmt: skip
            for row in rows_of(self._session, asked):
                self.meet(row.id, row.given_name, row.family_name, row.phone, row.coordinator_id)

    def meet(
        self,
        person_id: Id,
        given_name: str | None,
        family_name: str | None,
        phone: str | None,
        coordinator_id: Id | None,
    ) -> None:
        """One who was read together with something else."""
        name = full_name(given_name, family_name) or "?"
        self.known[person_id] = PersonHead(person_id, name, phone or "", coordinator_id)

    def of(self, person_id: Id | None) -> PersonHead:
        """One of them; a row still on its way from another office has no name."""
        nobody = PersonHead(person_id or Id(int=0), "?")
        return self.known.get(person_id, nobody) if person_id is not None else nobody


def duo_heads(session: Session, people: People, *, office_id: Id, today: date) -> dict[Id, DuoHead]:
    """The duos of an office of which anything may be left to do."""
    wanted = or_(Duo.stage.in_(_UNDER_WAY), Duo.ended_on >= today - _AFTER)
    rows = rows_of(session, _duos().where(Duo.office_id == office_id, wanted))
    for row in rows:
        if row.known_mentee is not None:
            people.meet(
                row.mentee_id, row.mentee_given, row.mentee_family, row.mentee_phone,
                row.mentee_coordinator,
            )  # fmt: skip
        if row.known_mentor is not None:
            people.meet(
                row.mentor_id, row.mentor_given, row.mentor_family, row.mentor_phone,
                row.mentor_coordinator,
            )  # fmt: skip
    return {row.id: _head(people, row) for row in rows}


@cache
def _duos() -> Select[*tuple[Any, ...]]:
    mentee, mentor = aliased(Person), aliased(Person)
    return (
        select(
            Duo.id, Duo.number, Duo.mentee_id, Duo.mentor_id, Duo.coordinator_id, Duo.stage,
            Duo.formed_on, Duo.start_date, Duo.ended_on, mentee.id.label("known_mentee"),
            mentee.given_name.label("mentee_given"), mentee.family_name.label("mentee_family"),
            mentee.phone.label("mentee_phone"), mentee.coordinator_id.label("mentee_coordinator"),
            mentor.id.label("known_mentor"), mentor.given_name.label("mentor_given"),
            mentor.family_name.label("mentor_family"), mentor.phone.label("mentor_phone"),
            mentor.coordinator_id.label("mentor_coordinator"),
        )
        .outerjoin(mentee, mentee.id == Duo.mentee_id)
        .outerjoin(mentor, mentor.id == Duo.mentor_id)
    )  # fmt: skip


def _head(people: People, row: Any) -> DuoHead:
    return DuoHead(
        row.id, row.number or "?", people.of(row.mentee_id), people.of(row.mentor_id),
        row.coordinator_id, row.stage, row.formed_on, row.start_date, row.ended_on,
    )  # fmt: skip
