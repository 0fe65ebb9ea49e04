"""What the organisation answers in part II of form C45B, by which a mentor on an allowance declares
the mentoring before it begins.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.dates import long
from duodesk.base.i18n import _, speaking
from duodesk.base.ids import Id
from duodesk.base.worded import Euros
from duodesk.documents.catalog import C45B
from duodesk.documents.draw import Paper
from duodesk.documents.letters import address_of
from duodesk.documents.terms import of_office
from duodesk.documents.to_mentor import paper, reads
from duodesk.followup.expenses import caps
from duodesk.model.pairing import Duo, DuoStage
from duodesk.model.people import Person
from duodesk.office import settings
from duodesk.office.queries import office

_AHEAD = (DuoStage.TO_SIGN, DuoStage.ACTIVE, DuoStage.PAUSED)


def c45b_sheet(
    session: Session, person_id: Id, *, today: date, language: str | None = None
) -> Paper:
    """The sheet for a mentor, in their own language of letters unless another is asked. It says
    nothing of the mentee.
    """
    person = session.get_one(Person, person_id)
    code = reads(person, language)
    with speaking(code):
        values = _values(session, person, today)
    made = paper(session, person, C45B, said=(code, values, None), today=today)
    return replace(made, address=())  # its facts are copied to a form, and no letter


def _values(session: Session, person: Person, today: date) -> dict[str, str | None]:
    """What the desk knows of the mentor's duo and of the organisation."""
    chosen = settings.values(session, office_id=person.office_id, on=today)
    place = office(session, person.office_id)
    duo = session.scalars(
        select(Duo).where(Duo.mentor_id == person.id, Duo.stage.in_(_AHEAD)).order_by(Duo.id.desc())
    ).first()
    cap = caps(session).get(today.year) if chosen.on(settings.EXPENSES) else None
    return {
        "person_address": ", ".join(address_of(person)[1:]) or None,
        "activity_start": long(duo.start_date) if duo and duo.start_date else None,
        "activity_end": long(duo.expected_end) if duo and duo.expected_end else None,
        "allowance": _(
            "lump sum of at most %(day)s a day and %(year)s a year",
            day=Euros(cap.per_day),
            year=Euros(cap.per_year),
        )
        if cap is not None
        else None,
        **of_office(place),
        "legal_form": place.legal_form,
        "enterprise_number": place.enterprise_number,
        "authorisation_number": place.authorisation_number,
        "answer_days": str(chosen.number(settings.C45B_DAYS)),
    }
