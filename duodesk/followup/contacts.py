"""Talks with the two of a duo: what was tried is kept apart from who was reached, and a talk does
what the plan asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from duodesk.base.clock import BELGIUM
from duodesk.base.dates import moment, short
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.followup.plan import settle_steps
from duodesk.followup.plan_rows import plan_of
from duodesk.followup.signs import MOODS
from duodesk.model.followup import Party, Reminder, Situation, StatusCheck
from duodesk.model.pairing import Duo
from duodesk.model.recruitment import Channel, Contact
from duodesk.model.reference import Author
from duodesk.people.text import clean_lines
from duodesk.store.store import Changes, Store, Write

MOST_MINUTES = 12 * 60
# With whom one can talk: `each` are two talks.
SIDES = (Party.MENTEE, Party.MENTOR, Party.TOGETHER)


@dataclass(frozen=True, slots=True)
class ContactValues:
    """What is told of a talk with a duo, or of an attempt; `at` is now unless told. Of an attempt
    only the channel, the words and the next day are kept.
    """

    side: Party = Party.MENTEE
    channel: Channel = Channel.PHONE
    reached: bool = True
    at: datetime | None = None
    minutes: int | None = None
    # How they said it goes, 1 to 5.
    mood: int | None = None
    text: str = ""
    # What the mentee's situation is, where it was asked.
    situation: Situation | None = None
    # When to talk next, and about what: a reminder.
    next_on: date | None = None
    next_text: str = ""
    # Whether they said that the action plan is written.
    plan_written: bool = False


@dataclass(frozen=True, slots=True)
class TalkRow:
    """One talk or attempt; `text` is None where it stays in another office."""

    id: Id
    at: datetime
    side: Party | None
    channel: Channel
    reached: bool
    minutes: int | None
    mood: int | None
    text: str | None
    author: str
    # False for one noted on the card of the mentee or the mentor, without saying of which duo.
    with_duo: bool = True

    @property
    def day(self) -> date:
        """The calendar day in Belgium."""
        return self.at.astimezone(BELGIUM).date()


def log(store: Store, duo_id: Id, values: ContactValues) -> Changes:
    """Write down a talk with one of a duo or both, with all that follows from it: the step of the
    plan it does, what was said of the mentee's situation, the reminder of the next one.
    """
    with store.read() as session:
        number = session.get_one(Duo, duo_id).number or "?"
    label = (
        N_("Contact with duo %(number)s") if values.reached else N_("Duo %(number)s not reached")
    )
    with store.write(label, number=number) as write:
        duo = write.session.get_one(Duo, duo_id)
        at = values.at or write.now
        _check(write, values, at)
        day = at.astimezone(BELGIUM).date()
        reached = values.reached
        write.session.add(
            Contact(
                id=write.new_id(),
                happened_at=at,
                channel=values.channel,
                reached=reached,
                person_id=_person(duo, values.side),
                duo_id=duo_id,
                side=str(values.side),
                minutes=values.minutes if reached else None,
                mood=values.mood if reached else None,
                text=clean_lines(values.text),
                author_id=write.author_id,
            )
        )
        if reached and values.situation is not None:
            _note_situation(write, duo, values, day)
        if values.next_on is not None:
            _remind(write, duo, values, values.next_on)
        if reached and values.plan_written and duo.plan_written_on is None:
            duo.plan_written_on = day
        if reached:
            settle_steps(write, duo_id, values.side, day)
    return write.changes


def talks(session: Session, duo_id: Id) -> list[TalkRow]:
    """The talks and attempts of a duo, latest first; also those noted on the card of one of the
    two while it was under way. One without a time is still on its way from another office.
    """
    duo = session.get(Duo, duo_id)
    if duo is None:
        return []
    known = {duo.mentee_id: Party.MENTEE, duo.mentor_id: Party.MENTOR}
    rows = [
        TalkRow(
            id=row.id,
            at=row.happened_at,
            side=Party(row.side) if row.side in set(SIDES) else known.get(row.person_id),
            channel=row.channel or Channel.PHONE,
            reached=bool(row.reached),
            minutes=row.minutes,
            mood=row.mood if row.mood in MOODS else None,
            text=row.text,
            author=row.name or "",
            with_duo=row.duo_id is not None,
        )
        for row in session.execute(_asked(duo))
        if row.happened_at is not None
    ]
    return [row for row in rows if row.with_duo or _was_under_way(duo, row.day)]


def propose_next(session: Session, duo_id: Id, side: Party, *, today: date) -> date | None:
    """The day of the next open step of the plan with this side; None when there is none."""
    plan = plan_of(session, duo_id, today=today)
    steps = plan.steps if plan else ()
    wanted = {side, Party.EACH, Party.TOGETHER}
    days = (step.due_on for step in steps if step.open and step.party in wanted)
    return min((day for day in days if day > today), default=None)


def _asked(duo: Duo) -> Select[*tuple[Any, ...]]:
    on_cards = and_(Contact.duo_id.is_(None), Contact.person_id.in_((duo.mentee_id, duo.mentor_id)))
    return (
        select(
            Contact.id, Contact.duo_id, Contact.happened_at, Contact.side, Contact.channel,
            Contact.reached, Contact.minutes, Contact.mood, Contact.text, Contact.person_id,
            Author.name,
        )
        .outerjoin(Author, Author.id == Contact.author_id)
        .where(Contact.happened_at.is_not(None), or_(Contact.duo_id == duo.id, on_cards))
        .order_by(Contact.happened_at.desc(), Contact.id.desc())
    )  # fmt: skip


def _was_under_way(duo: Duo, day: date) -> bool:
    start, end = duo.start_date, duo.ended_on
    return start is not None and start <= day and (end is None or day <= end)


def _person(duo: Duo, side: Party) -> Id | None:
    return {Party.MENTEE: duo.mentee_id, Party.MENTOR: duo.mentor_id}.get(side)


def _note_situation(write: Write, duo: Duo, values: ContactValues, day: date) -> None:
    write.session.add(
        StatusCheck(
            id=write.new_id(),
            person_id=duo.mentee_id,
            duo_id=duo.id,
            asked_on=day,
            situation=values.situation or Situation.LOOKING,
            source="mentor" if values.side == Party.MENTOR else "mentee",
        )
    )


def _remind(write: Write, duo: Duo, values: ContactValues, day: date) -> None:
    write.session.add(
        Reminder(
            id=write.new_id(),
            due_on=day,
            text=clean_lines(values.next_text) or "",
            office_id=write.office_id,
            author_id=write.author_id,
            person_id=_person(duo, values.side),
            duo_id=duo.id,
        )
    )


def _check(write: Write, values: ContactValues, at: datetime) -> None:
    if values.side not in SIDES:
        raise UserError(N_("Say with whom you talked: the mentee, the mentor, or both together."))
    if at > write.now:
        raise UserError(
            N_("%(moment)s lies in the future. Write down a contact once it has taken place."),
            moment=moment(at),
        )
    if values.minutes is not None and not 0 < values.minutes <= MOST_MINUTES:
        raise UserError(N_("A talk lasts from one minute to twelve hours. Check the length."))
    if values.mood is not None and values.mood not in MOODS:
        raise UserError(N_("How it goes is told from 1 to 5. Choose one of these."))
    if values.next_on is not None and values.next_on <= write.today:
        raise UserError(
            N_("%(day)s is not in the future. Choose a later day for the next contact."),
            day=short(values.next_on),
        )
