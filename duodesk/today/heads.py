"""People and duos as lines name them, each read once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

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
                name = full_name(row.given_name, row.family_name) or "?"
                head = PersonHead(row.id, name, row.phone or "", row.coordinator_id)
                self.known[row.id] = head

    def of(self, person_id: Id | None) -> PersonHead:
        """One of them; a row still on its way from another office has no name."""
        nobody = PersonHead(person_id or Id(int=0), "?")
        return self.known.get(person_id, nobody) if person_id is not None else nobody


def duo_heads(session: Session, people: People, *, office_id: Id, today: date) -> dict[Id, DuoHead]:
    """The duos of an office of which anything may be left to do."""
    asked = select(
        Duo.id, Duo.number, Duo.mentee_id, Duo.mentor_id, Duo.coordinator_id, Duo.stage,
        Duo.formed_on, Duo.start_date, Duo.ended_on,
    ).where(
        Duo.office_id == office_id,
        or_(Duo.stage.in_(_UNDER_WAY), Duo.ended_on >= today - _AFTER),
    )  # fmt: skip
    rows = rows_of(session, asked)
    people.learn(one for row in rows for one in (row.mentee_id, row.mentor_id))
    return {row.id: _head(people, row) for row in rows}


def _head(people: People, row: Any) -> DuoHead:
    return DuoHead(
        row.id, row.number or "?", people.of(row.mentee_id), people.of(row.mentor_id),
        row.coordinator_id, row.stage, row.formed_on, row.start_date, row.ended_on,
    )  # fmt: skip
