"""Meeting for the first time and deciding: place and hour, both answers within a day, a duo when
both have said yes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.model.documents import Signatory
from duodesk.model.pairing import Answer, Duo, DuoStage, Stage
from duodesk.model.training import Event, EventKind
from duodesk.pairing.commands import check_still_free, open_proposal, step
from duodesk.pairing.forming import form_duo
from duodesk.pairing.naming import both, pair_of
from duodesk.store.store import Changes, Store, Write
from duodesk.training.events import EventValues, add_event
from duodesk.training.hours import check_hour, moment

# Each answers within a day of the first meeting: the rule of the programme.
ANSWER_WITHIN = timedelta(hours=24)
_WHOLE_DAY, _USUAL_MINUTES = 18 * 60, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """When and where two people meet with somebody of the office; `start` is counted in minutes
    from midnight.
    """

    on: date
    start: int | None = None
    minutes: int | None = _USUAL_MINUTES
    place: str = ""
    online: bool | None = None
    led_by: Id | None = None


def plan_first_meeting(store: Store, proposal_id: Id, appointment: Appointment) -> Changes:
    """Write down when and where they meet for the first time; the calendar shows it.

    Raises `UserError` for a pair that was not proposed to both, or an hour that does not exist.
    """
    with store.write(
        N_("Plan the first meeting of %(mentee)s × %(mentor)s"), **pair_of(store, proposal_id)
    ) as write:
        proposal = open_proposal(write.session, proposal_id)
        if proposal.stage == Stage.SUGGESTED:
            raise UserError(N_("Propose the duo to both first, then plan their meeting."))
        if proposal.stage == Stage.PROPOSED:
            check_still_free(write, proposal)
        step(write, proposal, Stage.FIRST_MEETING)
        proposal.meeting_on = appointment.on
        proposal.meeting_place = appointment.place.strip() or None
        _put_event(
            write,
            _event(EventKind.FIRST_MEETING, appointment, proposal_id=proposal_id),
            Event.proposal_id == proposal_id,
        )
    return write.changes


def note_met(store: Store, proposal_id: Id, *, on: date | None = None) -> Changes:
    """They met; now both think it over. Raises `UserError` before the day of the meeting."""
    with store.write(
        N_("First meeting of %(mentee)s × %(mentor)s took place"), **pair_of(store, proposal_id)
    ) as write:
        proposal = open_proposal(write.session, proposal_id)
        met = on or proposal.meeting_on or write.today
        if met > write.today:
            raise UserError(
                N_("The first meeting is still to come. Change its day, or wait until it took "
                   "place.")
            )  # fmt: skip
        proposal.meeting_on = met
        step(write, proposal, Stage.DECISION)
    return write.changes


def answer(
    store: Store,
    proposal_id: Id,
    side: Signatory,
    said: Answer,
    *,
    reason: str = "",
    on: date | None = None,
) -> Changes:
    """Note what one side answered after the first meeting; two yes make a duo, one no ends the
    proposal.

    A mentee who is back in the pool keeps their waiting time, and the pair is never proposed again.
    """
    with store.write(
        N_("Answer noted for %(mentee)s × %(mentor)s"), **pair_of(store, proposal_id)
    ) as write:
        proposal = open_proposal(write.session, proposal_id)
        if side == Signatory.MENTEE:
            proposal.mentee_answer, proposal.mentee_answered_on = said, on or write.today
            proposal.mentee_reason = reason.strip() or None
        else:
            proposal.mentor_answer, proposal.mentor_answered_on = said, on or write.today
            proposal.mentor_reason = reason.strip() or None
        answers = {proposal.mentee_answer, proposal.mentor_answer}
        if proposal.stage != Stage.DECISION:
            step(write, proposal, Stage.DECISION)
        if Answer.NO in answers:
            step(write, proposal, Stage.REFUSED)
            proposal.closed_on = write.today
        elif answers == {Answer.YES}:
            step(write, proposal, Stage.ACCEPTED)
            proposal.closed_on = write.today
            form_duo(write, proposal)
    return write.changes


def plan_signing(store: Store, duo_id: Id, appointment: Appointment) -> Changes:
    """Write down when and where agreement and code of conduct are signed."""
    with store.read() as session:
        duo = session.get_one(Duo, duo_id)
        names = both(session, duo.mentee_id, duo.mentor_id)
    with store.write(N_("Plan the signing of %(mentee)s × %(mentor)s"), **names) as write:
        if write.session.get_one(Duo, duo_id).stage != DuoStage.TO_SIGN:
            raise UserError(N_("The papers of this duo are not waiting to be signed any more."))
        _put_event(
            write,
            _event(EventKind.SIGNING, appointment, duo_id=duo_id),
            Event.duo_id == duo_id,
        )
    return write.changes


def answer_due(met_on: date | None, start: int | None, minutes: int | None) -> datetime | None:
    """Until when both should have answered: a day after the meeting ended, or after six in the
    evening where its hour is not known.
    """
    if met_on is None:
        return None
    end = _WHOLE_DAY if start is None else start + (minutes or _USUAL_MINUTES)
    return moment(met_on, end) + ANSWER_WITHIN


def _event(
    kind: EventKind,
    appointment: Appointment,
    *,
    proposal_id: Id | None = None,
    duo_id: Id | None = None,
) -> EventValues:
    return EventValues(
        kind=kind,
        held_on=appointment.on,
        start=appointment.start,
        minutes=appointment.minutes if appointment.start is not None else None,
        place=appointment.place.strip() or None,
        online=appointment.online,
        led_by=appointment.led_by,
        proposal_id=proposal_id,
        duo_id=duo_id,
    )


def _put_event(write: Write, values: EventValues, about: object) -> None:
    """The one appointment of its kind: a new one, or the known one at another hour."""
    known = write.session.scalars(
        select(Event)
        .where(about, Event.kind == values.kind, Event.cancelled_on.is_(None))  # type: ignore[arg-type]
        .order_by(Event.id.desc())
    ).first()
    if known is None:
        add_event(write, values)
        return
    check_hour(values.held_on, values.start, values.minutes)
    for name in ("held_on", "start", "minutes", "place", "online", "led_by"):
        setattr(known, name, getattr(values, name))
