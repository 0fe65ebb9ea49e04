"""Closing a duo well: a talk with each, both questionnaires, reason, certificate, thanks, and what
comes next for the mentor.

Each part can be done by itself, in any order, and `close_duo` does what a wizard gathered in one
step. How a closing stands is told by `closings`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from duodesk.base import reference
from duodesk.base.clock import BELGIUM
from duodesk.base.dates import moment, short
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.followup import questionnaires
from duodesk.followup.plan import make_plan, settle_steps
from duodesk.model.followup import DuoStep, Party, Pause, StepKind
from duodesk.model.pairing import Duo, DuoStage
from duodesk.model.people import Enrolment, Role, Status
from duodesk.model.recruitment import Channel, Contact
from duodesk.pairing import duos
from duodesk.people.text import clean_lines
from duodesk.store.store import Changes, Store, Write

# How a talk about the end is told apart from other contacts (pick list `contact_about`).
ABOUT = "closing"
# A duo is closed at most so many days before its last one.
AHEAD_DAYS = 31


@dataclass(frozen=True, slots=True)
class ClosingValues:
    """What a wizard gathers: the last day and its reason, what the two wish afterwards, whether
    the mentor goes on and from when, whether questionnaires are asked, and thanks already said.
    """

    on: date
    reason: str
    afterwards: str = ""
    again: bool | None = None
    rest_until: date | None = None
    ask: bool = True
    thanked_on: date | None = None


@dataclass(frozen=True, slots=True)
class TalkValues:
    """A talk about the end, with one of the two or with both."""

    party: Party
    at: datetime | None = None
    channel: Channel = Channel.IN_PERSON
    minutes: int | None = None
    mood: int | None = None
    text: str = ""


def note_talk(store: Store, duo_id: Id, values: TalkValues) -> Changes:
    """Write down a talk about the end, with one of the two or with both."""
    number = _number(store, duo_id)
    with store.write(N_("Talk about the end of duo %(number)s"), number=number) as write:
        duo = write.session.get_one(Duo, duo_id)
        at = values.at or write.now
        if at > write.now:
            raise UserError(
                N_("%(moment)s lies in the future. Write down a talk once it has taken place."),
                moment=moment(at),
            )
        people = {Party.MENTEE: duo.mentee_id, Party.MENTOR: duo.mentor_id}
        write.session.add(
            Contact(
                id=write.new_id(),
                happened_at=at,
                channel=values.channel,
                reached=True,
                person_id=people.get(values.party),
                duo_id=duo_id,
                about=ABOUT,
                side=str(values.party),
                minutes=values.minutes,
                mood=values.mood,
                text=clean_lines(values.text),
                author_id=write.author_id,
            )
        )
        settle_steps(write, duo_id, values.party, at.astimezone(BELGIUM).date())
    return write.changes


def choose_afterwards(store: Store, duo_id: Id, wish: str) -> Changes:
    """Write down what the two wish once the duo is over (pick list `afterwards`)."""
    number = _number(store, duo_id)
    with store.write(N_("After the end of duo %(number)s"), number=number) as write:
        write.session.get_one(Duo, duo_id).afterwards = _wish(wish)
    return write.changes


def choose_again(
    store: Store, duo_id: Id, *, again: bool | None, rest_until: date | None = None
) -> Changes:
    """Write down whether the mentor takes another duo, and until when the mentor rests."""
    with store.write(
        N_("Mentor of duo %(number)s: another duo?"), number=_number(store, duo_id)
    ) as write:
        duo = write.session.get_one(Duo, duo_id)
        duo.again = again
        _rest(write, duo, again=again, rest_until=rest_until)
    return write.changes


def thank(store: Store, duo_id: Id, *, on: date | None = None) -> Changes:
    """Write down that the mentor was thanked, today unless another day is told."""
    day = _past(on or store.clock.today(), store.clock.today())
    with store.write(
        N_("Mentor of duo %(number)s thanked"), number=_number(store, duo_id)
    ) as write:
        write.session.get_one(Duo, duo_id).thanked_on = day
    return write.changes


def close_duo(store: Store, duo_id: Id, values: ClosingValues) -> Changes:
    """End a duo with all that a wizard gathered, in one step that one undo takes back."""
    _check(values, store.clock.today())
    with store.write(N_("Close duo %(number)s"), number=_number(store, duo_id)) as write:
        duo = write.session.get_one(Duo, duo_id)
        mentor = _mentor(write, duo)
        chosen = mentor.free_from if mentor is not None else None
        duos.end_in(write, duo, on=values.on, reason=values.reason)
        duo.afterwards = _wish(values.afterwards) or duo.afterwards
        if values.again is not None:
            duo.again = values.again
        duo.thanked_on = values.thanked_on or duo.thanked_on
        # A rest that was agreed on before the end still holds.
        later = chosen if chosen is not None and chosen > values.on else None
        _rest(write, duo, again=duo.again, rest_until=values.rest_until or later)
        _settle(write, duo, values.on)
        if values.ask:
            questionnaires.ask_in(write, duo, due_on=values.on)
    return write.changes


def _settle(write: Write, duo: Duo, on: date) -> None:
    """A pause that went on ends with the duo, and its step of the plan is done."""
    open_pauses = select(Pause).where(Pause.duo_id == duo.id, Pause.last_day.is_(None))
    for pause in write.session.scalars(open_pauses):
        first: date | None = pause.first_day
        pause.last_day = max(on, first or on)
    make_plan(write, duo)
    steps = select(DuoStep).where(
        DuoStep.duo_id == duo.id,
        DuoStep.kind == StepKind.CLOSING,
        DuoStep.done_on.is_(None),
        # Left out on purpose, not only because its time was over.
        DuoStep.skipped_reason.is_(None),
    )
    for step in write.session.scalars(steps):
        step.done_on, step.skipped_on = min(on, write.today), None


def _rest(write: Write, duo: Duo, *, again: bool | None, rest_until: date | None) -> None:
    """The mentor goes on, rests until a day, or rests without end; only once the duo is over does
    the mentor's status follow.
    """
    mentor = _mentor(write, duo)
    if mentor is None:
        return
    if rest_until is not None:
        mentor.free_from = rest_until
    if duo.stage == DuoStage.ENDED and again is not None:
        if mentor.status in {Status.ACCEPTED, Status.RESTING}:
            mentor.status = Status.ACCEPTED if again else Status.RESTING
        if not again and rest_until is None:
            mentor.free_from = None


def _mentor(write: Write, duo: Duo) -> Enrolment | None:
    return write.session.scalars(
        select(Enrolment).where(Enrolment.person_id == duo.mentor_id, Enrolment.role == Role.MENTOR)
    ).first()


def _check(values: ClosingValues, today: date) -> None:
    if values.reason not in reference.picklist("end_reason"):
        raise UserError(N_("Please choose why the duo ends."))
    if (values.on - today).days > AHEAD_DAYS:
        raise UserError(
            N_("%(day)s is more than a month from now. Close the duo when its end is near."),
            day=short(values.on),
        )
    if values.rest_until is not None and values.rest_until < values.on:
        raise UserError(
            N_("The mentor cannot rest until a day before the end. Choose a later day.")
        )
    if values.thanked_on is not None:
        _past(values.thanked_on, today)


def _wish(word: str) -> str | None:
    if word and word not in reference.picklist("afterwards"):
        raise UserError(N_("Please choose what the two wish afterwards from the list."))
    return word or None


def _past(day: date, today: date) -> date:
    if day > today:
        raise UserError(
            N_("%(day)s is in the future. Choose the day on which the mentor was thanked."),
            day=short(day),
        )
    return day


def _number(store: Store, duo_id: Id) -> str:
    with store.read() as session:
        return session.get_one(Duo, duo_id).number or "?"
