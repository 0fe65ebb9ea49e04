"""The calls of the outcome rounds: an attempt, an answer from the mentee or the mentor, or that
somebody cannot be reached any more.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import select

from duodesk.base.clock import BELGIUM
from duodesk.base.dates import moment
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.followup.commands import OutcomeValues, check_outcome, outcome_in
from duodesk.followup.outcomes import POSITIVE
from duodesk.followup.plan import make_plan
from duodesk.followup.reaching import missing
from duodesk.followup.rounds import EARLY_DAYS, LATE_DAYS, Known, Round, RoundRow, round_of
from duodesk.model.followup import DuoStep, Evidence, Party, Situation, StatusCheck, StepKind
from duodesk.model.pairing import Duo
from duodesk.model.recruitment import Channel, Contact
from duodesk.people.text import clean_lines
from duodesk.store.store import Changes, Store, Write

# How a call of a round is told apart from other contacts (pick list `contact_about`).
ABOUT = "outcome"


@dataclass(frozen=True, slots=True)
class CallValues:
    """With whom it was tried, how and when; now unless told."""

    party: Party = Party.MENTEE
    channel: Channel = Channel.PHONE
    at: datetime | None = None
    text: str = ""
    # Whether somebody was reached who could not say.
    reached: bool = False


@dataclass(frozen=True, slots=True)
class AnswerValues:
    """What somebody said: how things stand and, where something was found, what."""

    situation: Situation
    outcome: OutcomeValues | None = None


def log_attempt(store: Store, duo_id: Id, which: Round, values: CallValues) -> Changes:
    """Write down that somebody was tried in vain, or was reached and could not say."""
    row = _row(store, duo_id, which)
    vain = N_("Outcome call: %(name)s not reached")
    label = N_("Outcome call: %(name)s") if values.reached else vain
    with store.write(label, name=row.mentee) as write:
        _contact(write, row, values, reached=values.reached)
    return write.changes


def record_answer(
    store: Store, duo_id: Id, which: Round, values: CallValues, answer: AnswerValues
) -> Changes:
    """Write down what the mentee said, or the mentor as second source, with the outcome where one
    is told; one step.
    """
    if answer.outcome is not None:
        check_outcome(answer.outcome, store.clock.today())
    if answer.situation == Situation.UNREACHABLE:
        raise UserError(
            N_("Somebody answered, so the mentee is not out of reach. Choose what was said.")
        )
    row = _row(store, duo_id, which)
    found = answer.outcome is not None or row.result.outcome in POSITIVE
    if answer.situation == Situation.POSITIVE and not found:
        raise UserError(
            N_("Something was found: write down what and since when, so that it can be counted.")
        )
    with store.write(N_("Outcome call: %(name)s"), name=row.mentee) as write:
        day = _contact(write, row, values, reached=True)
        _check_in(write, row, day, answer.situation, str(values.party))
        if answer.outcome is not None:
            outcome_in(write, row.mentee_id, _from(answer.outcome, values.party))
        _settle(write, row, day)
    return write.changes


def mark_unreachable(store: Store, duo_id: Id, which: Round) -> Changes:
    """Write down that the mentee cannot be reached any more; raises `UserError` with what is to be
    tried before. It counts as unknown, never as no.
    """
    row = _row(store, duo_id, which)
    if row.known == Known.KNOWN:
        raise UserError(
            N_("It is known what became of %(name)s. There is nobody to look for."), name=row.mentee
        )
    left = missing(row.tried, row.mentor_tried, ask_mentor=row.asks_mentor)
    if left is not None:
        raise UserError(left.msgid, **left.values)
    with store.write(N_("%(name)s cannot be reached"), name=row.mentee) as write:
        _check_in(write, row, write.today, Situation.UNREACHABLE, "coordinator")
        _settle(write, row, write.today)
    return write.changes


def _row(store: Store, duo_id: Id, which: Round) -> RoundRow:
    with store.read() as session:
        row = round_of(session, duo_id, which, today=store.clock.today())
    if row is None:
        raise UserError(N_("This duo has not begun. Start it first; the rounds follow from that."))
    return row


def _contact(write: Write, row: RoundRow, values: CallValues, *, reached: bool) -> date:
    """The contact as it is kept; its calendar day in Belgium."""
    at = values.at or write.now
    if at > write.now:
        raise UserError(
            N_("%(moment)s lies in the future. Write down a contact once it has taken place."),
            moment=moment(at),
        )
    write.session.add(
        Contact(
            id=write.new_id(),
            happened_at=at,
            channel=values.channel,
            reached=reached,
            person_id=row.mentor_id if values.party == Party.MENTOR else row.mentee_id,
            duo_id=row.duo_id,
            about=ABOUT,
            side=str(values.party),
            text=clean_lines(values.text),
            author_id=write.author_id,
        )
    )
    return at.astimezone(BELGIUM).date()


def _check_in(write: Write, row: RoundRow, day: date, situation: Situation, source: str) -> None:
    write.session.add(
        StatusCheck(
            id=write.new_id(),
            person_id=row.mentee_id,
            duo_id=row.duo_id,
            asked_on=day,
            situation=situation,
            source=source,
        )
    )


def _from(values: OutcomeValues, party: Party) -> OutcomeValues:
    """What the mentor told is so marked; a document that was seen stays one."""
    if party != Party.MENTOR or values.evidence != Evidence.MENTEE:
        return values
    return replace(values, evidence=Evidence.MENTOR)


def _settle(write: Write, row: RoundRow, day: date) -> None:
    """The step of the plan that asked for this call is done."""
    make_plan(write, write.session.get_one(Duo, row.duo_id))
    steps = select(DuoStep).where(
        DuoStep.duo_id == row.duo_id,
        DuoStep.kind == StepKind.OUTCOME,
        DuoStep.done_on.is_(None),
        # Left out on purpose, not only because its time was over.
        DuoStep.skipped_reason.is_(None),
        DuoStep.due_on >= row.due_on - timedelta(days=EARLY_DAYS),
        DuoStep.due_on <= row.due_on + timedelta(days=LATE_DAYS),
    )
    for step in write.session.scalars(steps):
        step.done_on, step.skipped_on = day, None
