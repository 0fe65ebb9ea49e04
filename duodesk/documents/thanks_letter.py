"""The letter that thanks a mentor at the end of a duo, and says what comes next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.dates import long
from duodesk.base.i18n import _, speaking
from duodesk.base.ids import Id
from duodesk.documents.catalog import kind_of
from duodesk.documents.draw import Paper
from duodesk.documents.duo_done import done, in_words
from duodesk.documents.end_certificate import span
from duodesk.documents.to_mentor import paper, reads
from duodesk.documents.wording import numbered
from duodesk.model.pairing import Duo
from duodesk.model.people import Enrolment, Person, Role


def thanks_letter(
    session: Session, duo_id: Id, *, today: date, language: str | None = None
) -> Paper:
    """The letter, in the mentor's own language of letters unless another is asked. It says nothing
    of what became of the mentee. Raises `UserError` before the last two weeks of the duo.
    """
    duo = session.get_one(Duo, duo_id)
    start, end = span(duo, today)
    person = session.get_one(Person, duo.mentor_id)
    mentee_id: Id | None = duo.mentee_id
    mentee = session.get(Person, mentee_id) if mentee_id is not None else None
    code = reads(person, language)
    worked = done(session, duo_id, until=min(end, today))
    rest = _rest(session, duo)
    with speaking(code):
        values: dict[str, str | None] = {
            "mentee_given_name": (mentee.given_name or mentee.family_name) if mentee else None,
            "start_date": long(start),
            "end_date": long(end),
            "done": in_words(worked),
            "what_next": _next(duo.again, rest if rest and rest > today else None),
        }
    kind = kind_of("thanks_letter")
    made = paper(session, person, kind, said=(code, values, None), today=today)
    number = numbered(duo.number, kind, made.wording, code)
    return replace(made, values={**made.values, "document_number": number})


def _next(again: bool | None, rest: date | None) -> str:  # noqa: FBT001 - yes, no or not asked
    if again is False:
        return _("You stop for now. If you wish to begin again one day, a call is enough.")
    if again and rest is not None:
        return _("You rest until %(day)s. Then we call you about another duo.", day=long(rest))
    if again:
        return _("You are ready for another duo. We call you as soon as we think of somebody.")
    return _("Tell us whether you would like another duo, and from when on.")


def _rest(session: Session, duo: Duo) -> date | None:
    return session.scalars(
        select(Enrolment.free_from).where(
            Enrolment.person_id == duo.mentor_id, Enrolment.role == Role.MENTOR
        )
    ).first()
