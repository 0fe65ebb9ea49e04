"""The letter that invites each of two people to their first meeting; both decide after it, so it
names the other by the given name alone.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.dates import full, hours
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_, _, speaking
from duodesk.base.ids import Id
from duodesk.documents.catalog import FIRST_MEETING
from duodesk.documents.draw import Paper
from duodesk.documents.to_mentor import paper, reads
from duodesk.model.pairing import Proposal
from duodesk.model.people import Person, Role
from duodesk.model.training import Event, EventKind
from duodesk.office.queries import author_names


def first_meeting_letter(
    session: Session, proposal_id: Id, role: Role, *, today: date, language: str | None = None
) -> Paper:
    """The invitation to one of the two, in their own language of letters unless another is asked.
    Raises `UserError` where no first meeting is planned.
    """
    proposal = session.get_one(Proposal, proposal_id)
    event = _event(session, proposal_id)
    on = event.held_on if event is not None else proposal.meeting_on
    if on is None:
        raise UserError(
            N_("No first meeting is planned for these two. Plan it, then make the invitation.")
        )
    mentee, mentor = proposal.mentee_id, proposal.mentor_id
    own, beside = (mentee, mentor) if role == Role.MENTEE else (mentor, mentee)
    person, other = session.get_one(Person, own), session.get(Person, beside)
    code = reads(person, language)
    with speaking(code):
        values = _values(session, event)
        values["meeting_day"] = full(on)
        values["meeting_place"] = values["meeting_place"] or proposal.meeting_place
    values["other_name"] = (other.given_name or other.family_name) if other else None
    made = paper(session, person, FIRST_MEETING, said=(code, values, None), today=today)
    number = f"{made.values['document_number']}-{on:%Y%m%d}"
    return replace(made, values={**made.values, "document_number": number})


def _event(session: Session, proposal_id: Id) -> Event | None:
    """The appointment in the calendar; of two the later row, as on the board."""
    return session.scalars(
        select(Event)
        .where(
            Event.proposal_id == proposal_id,
            Event.kind == EventKind.FIRST_MEETING,
            Event.cancelled_on.is_(None),
            Event.held_on.is_not(None),
        )
        .order_by(Event.id.desc())
    ).first()


def _values(session: Session, event: Event | None) -> dict[str, str | None]:
    """What the calendar says of the meeting, in the language spoken."""
    if event is None:
        return {"meeting_hours": None, "meeting_place": None, "present_name": None}
    where = (event.place, _("online") if event.online else "")
    led_by = event.led_by
    return {
        "meeting_hours": hours(event.start, event.minutes) or None,
        "meeting_place": ", ".join(part for part in where if part) or None,
        "present_name": author_names(session).get(led_by) if led_by else None,
    }
