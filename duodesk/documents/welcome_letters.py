"""The letters that welcome both when their duo begins, each in the language of its reader."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.dates import long
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_, speaking
from duodesk.base.ids import Id
from duodesk.documents.catalog import WELCOME, kind_of
from duodesk.documents.draw import Paper
from duodesk.documents.duo_sheet import first_day
from duodesk.documents.to_mentor import paper, reads
from duodesk.documents.wording import numbered
from duodesk.followup.plan import plan_of
from duodesk.followup.words import Party, StepKind
from duodesk.model.documents import Document
from duodesk.model.pairing import Duo
from duodesk.model.people import Person, Role
from duodesk.office import settings
from duodesk.office.queries import author_names, office


def welcome_letter(
    session: Session, duo_id: Id, role: Role, *, today: date, language: str | None = None
) -> Paper:
    """The letter to one of the two, in their own language of letters unless another is asked.
    Raises `UserError` before the duo has begun.
    """
    duo = session.get_one(Duo, duo_id)
    if duo.start_date is None:
        raise UserError(
            N_("Duo %(number)s has not begun. Its welcome letters can be made once it has."),
            number=duo.number or "?",
        )
    mentee, mentor = duo.mentee_id, duo.mentor_id
    own, beside = (mentee, mentor) if role == Role.MENTEE else (mentor, mentee)
    person, other = session.get_one(Person, own), session.get(Person, beside)
    code = reads(person, language)
    with speaking(code):
        values = _values(session, duo, role, today)
    values["other_name"] = (other.given_name or other.family_name) if other else None
    kind = kind_of(f"welcome_{role}")
    made = paper(session, person, kind, said=(code, values, None), today=today)
    number = numbered(duo.number, kind, made.wording, code)
    return replace(made, values={**made.values, "document_number": number})


def welcomed(session: Session, duo_id: Id) -> dict[str, datetime]:
    """When the welcome letters of a duo were printed last, by the code of their kind."""
    asked = (
        select(Document.kind, Document.printed_at)
        .where(
            Document.duo_id == duo_id,
            Document.kind.in_([kind.code for kind in WELCOME]),
            Document.printed_at.is_not(None),
        )
        .order_by(Document.printed_at)
    )
    return {row.kind: row.printed_at for row in session.execute(asked)}


def _values(session: Session, duo: Duo, role: Role, today: date) -> dict[str, str | None]:
    """What the places of the text stand for, in the language spoken; the days come from the
    follow-up plan. The letter is signed by who follows the duo.
    """
    plan = plan_of(session, duo.id, today=today)
    steps = plan.steps if plan is not None else ()
    call = first_day(steps, StepKind.CONTACT, Party(role))
    middle = first_day(steps, StepKind.MID_TERM)
    chosen = settings.values(session, office_id=duo.office_id, on=today)
    place = office(session, duo.office_id)
    values: dict[str, str | None] = {
        "start_date": long(duo.start_date) if duo.start_date else None,
        "end_date": long(duo.expected_end) if duo.expected_end else None,
        "first_call": long(call) if call else None,
        "mid_term": long(middle) if middle else None,
        "meetings_wanted": str(chosen.number(settings.MENTORS_MEETINGS)),
        "plan_weeks": str(chosen.number(settings.PLAN_WEEKS)),
        "insurer": place.insurer,
        "policy_number": place.policy_number,
    }
    if duo.coordinator_id:
        values["coordinator_name"] = author_names(session).get(duo.coordinator_id)
    return values
