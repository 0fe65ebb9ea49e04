"""Moving something dated, whatever table it stands in, to another day or hour: one step of undo."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from sqlalchemy.orm import Session

from duodesk.base.dates import short
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.model.interviews import Interview
from duodesk.model.pairing import Proposal
from duodesk.model.people import Person
from duodesk.model.recruitment import InfoSession
from duodesk.people.sessions import change_session
from duodesk.store.store import Changes, Store
from duodesk.training.dated import OPEN
from duodesk.training.entry import Key, Source, short_name
from duodesk.training.events import KEEP, Keep, move_event
from duodesk.training.hours import check_hour

Row = TypeVar("Row")


def move(
    store: Store,
    key: Key,
    *,
    held_on: date,
    start: int | Keep | None = KEEP,
    minutes: int | Keep | None = KEEP,
) -> Changes:
    """Let it take place on another day, at another hour, or longer. Interviews and first meetings
    without an appointment have no hour: only their day moves.
    """
    if key.id is None:
        raise UserError(N_("This is not written yet. Save it first."))
    if key.source == Source.EVENT:
        return move_event(store, key.id, held_on=held_on, start=start, minutes=minutes)
    if key.source == Source.SESSION:
        return _move_session(store, key.id, held_on, start, minutes)
    if key.source == Source.INTERVIEW:
        return _move_interview(store, key.id, held_on)
    if key.source == Source.PROPOSAL:
        return _move_first_meeting(store, key.id, held_on)
    raise UserError(
        N_("This day follows from the duo. Change the duo's dates on its page; it moves along.")
    )


def _move_session(
    store: Store,
    session_id: Id,
    held_on: date,
    start: int | Keep | None,
    minutes: int | Keep | None,
) -> Changes:
    with store.read() as session:
        row = _there(session.get(InfoSession, session_id))
        at = row.start if isinstance(start, Keep) else start
        length = row.minutes if isinstance(minutes, Keep) else minutes
    check_hour(held_on, at, length)
    return change_session(store, session_id, held_on=held_on, start=at, minutes=length)


def _move_interview(store: Store, interview_id: Id, held_on: date) -> Changes:
    label = N_("Move the interview of %(name)s to %(day)s")
    with store.read() as session:
        name = _name(session, _there(session.get(Interview, interview_id)).person_id)
    with store.write(label, name=name, day=short(held_on)) as write:
        row = write.session.get_one(Interview, interview_id)
        if row.finished_at is not None:
            raise UserError(N_("This interview is finished. Reopen it first if its day was wrong."))
        row.held_on = held_on
    return write.changes


def _move_first_meeting(store: Store, proposal_id: Id, held_on: date) -> Changes:
    label = N_("Move the first meeting of %(mentee)s × %(mentor)s to %(day)s")
    with store.read() as session:
        row = _there(session.get(Proposal, proposal_id))
        mentee, mentor = _name(session, row.mentee_id), _name(session, row.mentor_id)
    with store.write(label, mentee=mentee, mentor=mentor, day=short(held_on)) as write:
        proposal = write.session.get_one(Proposal, proposal_id)
        if proposal.stage not in OPEN:
            raise UserError(
                N_("This proposal is closed. Make a new one if the pair should be thought of "
                   "again.")
            )  # fmt: skip
        proposal.meeting_on = held_on
    return write.changes


def _there(row: Row | None) -> Row:
    """The row, as long as nobody removed it meanwhile."""
    if row is None:
        raise UserError(N_("This is no longer in the calendar. Undo brings back what was removed."))
    return row


def _name(session: Session, person_id: Id | None) -> str:
    person = session.get(Person, person_id) if person_id is not None else None
    return short_name(person.given_name, person.family_name) if person is not None else "?"
