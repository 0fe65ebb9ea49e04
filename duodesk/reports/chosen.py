"""Which duos and people a question is about, where it asks of a language or of a coordinator."""

from __future__ import annotations

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from duodesk.base.ids import Id
from duodesk.model.pairing import Duo
from duodesk.model.people import Person
from duodesk.reports.question import Question

# People are written to in the languages of the program, duos speak any.
_WRITTEN = {"fra": "fr", "nld": "nl", "eng": "en", "deu": "de"}


class Chosen:
    """The duos and people of a question; everybody where it asks of no part."""

    def __init__(self, session: Session, question: Question) -> None:
        self._all = not question.narrowed
        self._duos: set[Id] = set()
        self._people: set[Id] = set()
        if question.narrowed:
            self._duos = set(session.scalars(duos_asked(question)))
            self._people = set(session.scalars(people_asked(question)))

    def duo(self, duo_id: Id | None) -> bool:
        """Whether a duo is among them."""
        return self._all or duo_id in self._duos

    def person(self, person_id: Id | None) -> bool:
        """Whether a person is among them."""
        return self._all or person_id in self._people


def duos_asked(question: Question) -> Select[Id]:
    """The duos in a language, followed by a coordinator."""
    asked = select(Duo.id)
    if question.language is not None:
        asked = asked.where(Duo.language == question.language)
    if question.coordinator_id is not None:
        asked = asked.where(Duo.coordinator_id == question.coordinator_id)
    return asked


def people_asked(question: Question) -> Select[Id]:
    """The people who are written to in a language and belong to a coordinator; where nobody is
    written to in it, those whose duo speaks it.
    """
    asked = select(Person.id)
    if question.language in _WRITTEN:
        asked = asked.where(Person.contact_language == _WRITTEN[question.language])
    elif question.language is not None:
        spoken = Duo.language == question.language
        members = select(Duo.mentee_id).where(spoken), select(Duo.mentor_id).where(spoken)
        asked = asked.where(or_(*(Person.id.in_(own) for own in members)))
    if question.coordinator_id is not None:
        asked = asked.where(Person.coordinator_id == question.coordinator_id)
    return asked
