"""Writing down what a duo does and what became of the mentee."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base import reference
from duodesk.base.dates import short
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_, Message
from duodesk.base.ids import Id
from duodesk.followup.outcomes import Event, said
from duodesk.followup.queries import duo_of, events_of, rules_for
from duodesk.model.followup import (
    Evidence,
    Held,
    Meeting,
    MeetingTopic,
    OutcomeEvent,
    Party,
    Situation,
    StatusCheck,
)
from duodesk.model.pairing import Duo, DuoStage
from duodesk.model.people import Person
from duodesk.store.store import Changes, Store, Write

MOST_MINUTES = 12 * 60


@dataclass(frozen=True, slots=True)
class OutcomeValues:
    """What is known of an outcome event."""

    kind: str
    started_on: date
    ended_on: date | None = None
    expected_end: date | None = None
    weekly_hours: int | None = None
    employer: str = ""
    evidence: Evidence = Evidence.MENTEE


@dataclass(frozen=True, slots=True)
class Recorded:
    """An outcome written down, and what it counts as."""

    changes: Changes
    counts_as: Message | None


@dataclass(frozen=True, slots=True)
class MeetingValues:
    """What is known of a weekly meeting, or of its absence; `said_by` is who told it."""

    held_on: date
    state: Held = Held.MET
    minutes: int | None = None
    topics: tuple[str, ...] = ()
    note: str = ""
    said_by: Party | None = None


def log_meeting(store: Store, duo_id: Id, values: MeetingValues) -> Changes:
    """Write down a weekly meeting, or that there was none; a second entry of the same day is
    refused.
    """
    words = {"number": _number(store, duo_id), "day": short(values.held_on)}
    met = values.state == Held.MET
    with store.write(N_("Meeting of duo %(number)s on %(day)s"), **words) as write:
        duo = write.session.get_one(Duo, duo_id)
        _check_meeting(write, duo, values.held_on, values.minutes)
        meeting = Meeting(
            id=write.new_id(),
            duo_id=duo_id,
            held_on=values.held_on,
            state=values.state,
            minutes=values.minutes if met else None,
            note=values.note.strip() or None,
            said_by=str(values.said_by) if values.said_by else None,
        )
        write.session.add(meeting)
        for topic in values.topics if met else ():
            write.session.add(MeetingTopic(id=write.new_id(), meeting_id=meeting.id, topic=topic))
    return write.changes


def note_plan(store: Store, duo_id: Id, *, on: date | None = None) -> Changes:
    """Write down that the career action plan is written, today unless another day is told."""
    day = on or store.clock.today()
    if day > store.clock.today():
        raise UserError(
            N_("%(day)s is in the future. Note the action plan once it is written."), day=short(day)
        )
    with store.write(N_("Action plan of duo %(number)s"), number=_number(store, duo_id)) as write:
        write.session.get_one(Duo, duo_id).plan_written_on = day
    return write.changes


def remove_meeting(store: Store, meeting_id: Id) -> Changes:
    """Take an entry away; undo brings it back."""
    with store.write(N_("Meeting entry removed")) as write:
        for topic in write.session.scalars(
            select(MeetingTopic).where(MeetingTopic.meeting_id == meeting_id)
        ):
            write.session.delete(topic)
        write.session.delete(write.session.get_one(Meeting, meeting_id))
    return write.changes


def record_outcome(store: Store, person_id: Id, values: OutcomeValues) -> Recorded:
    """Write down a job, internship, training or other step; what it counts as is said at once."""
    check_outcome(values, store.clock.today())
    with store.write(
        N_("Outcome of %(name)s: %(kind)s"), **_outcome_words(store, person_id, values)
    ) as write:
        outcome_in(write, person_id, values)
    return Recorded(write.changes, counts_as(store, person_id, values))


def outcome_in(write: Write, person_id: Id, values: OutcomeValues) -> None:
    """The same within another command, once it was checked."""
    duo = duo_of(write.session, person_id)
    write.session.add(
        OutcomeEvent(
            id=write.new_id(),
            person_id=person_id,
            duo_id=duo.id if duo else None,
            kind=values.kind,
            started_on=values.started_on,
            ended_on=values.ended_on,
            expected_end=values.expected_end,
            weekly_hours=values.weekly_hours,
            employer=values.employer.strip() or None,
            evidence=values.evidence,
            recorded_on=write.today,
            recorded_by=write.author_id,
        )
    )


def check_outcome(values: OutcomeValues, today: date) -> None:
    """Whether an outcome can be as it is told; raises `UserError` where it cannot."""
    end = values.ended_on or values.expected_end
    if end is not None and end < values.started_on:
        raise UserError(N_("It ends before it begins. Check the two dates."))
    if values.weekly_hours is not None and not 0 < values.weekly_hours <= 60:
        raise UserError(N_("A week of work has 1 to 60 hours. Check the number."))
    if values.kind not in reference.picklist("outcome"):
        raise UserError(
            N_("Please choose what was found: a job, an internship, a training or another step.")
        )
    if (values.started_on - today).days > 366:
        raise UserError(N_("That begins more than a year from now. Check the year."))


def counts_as(store: Store, person_id: Id, values: OutcomeValues) -> Message | None:
    """What an event would count as for this mentee's duo; None without a started duo."""
    today = store.clock.today()
    with store.read() as session:
        duo = duo_of(session, person_id)
        if duo is None or duo.start_date is None:
            return None
        rules = rules_for(session, duo.office_id, today)
        events = events_of(session, [person_id]).get(person_id, [])
    event = Event(
        values.kind, values.started_on, values.ended_on or values.expected_end, values.employer
    )
    return said(duo.start_date, event, [*events, event], rules, on=today)


def remove_outcome(store: Store, event_id: Id) -> Changes:
    """Take an outcome away; undo brings it back."""
    with store.write(N_("Outcome removed")) as write:
        write.session.delete(write.session.get_one(OutcomeEvent, event_id))
    return write.changes


def record_check(
    store: Store, person_id: Id, *, on: date, situation: Situation, source: str = "mentee"
) -> Changes:
    """Write down that somebody was asked how things stand; not being asked is unknown, never no."""
    if on > store.clock.today():
        raise UserError(
            N_("%(day)s is in the future. Choose the day on which you asked."), day=short(on)
        )
    with store.write(N_("Asked how things stand: %(name)s"), name=_name(store, person_id)) as write:
        duo = duo_of(write.session, person_id)
        write.session.add(
            StatusCheck(
                id=write.new_id(),
                person_id=person_id,
                duo_id=duo.id if duo else None,
                asked_on=on,
                situation=situation,
                source=source,
            )
        )
    return write.changes


def _check_meeting(write: Write, duo: Duo, day: date, minutes: int | None) -> None:
    if duo.stage in {DuoStage.TO_SIGN, DuoStage.NEVER_STARTED} or duo.start_date is None:
        raise UserError(
            N_("Duo %(number)s has not started. Start it first, then log its meetings."),
            number=duo.number,
        )
    if day < duo.start_date:
        raise UserError(
            N_("The duo started on %(start)s. Choose a day from then on."),
            start=short(duo.start_date),
        )
    if day > write.today:
        raise UserError(
            N_("%(day)s is in the future. Log the meeting once it took place."), day=short(day)
        )
    if minutes is not None and not 0 < minutes <= MOST_MINUTES:
        raise UserError(N_("A meeting lasts from one minute to twelve hours. Check the length."))
    if write.session.scalar(
        select(Meeting.id).where(Meeting.duo_id == duo.id, Meeting.held_on == day)
    ):
        raise UserError(
            N_("There is already an entry for %(day)s. Remove it first, or choose another day."),
            day=short(day),
        )


def _outcome_words(store: Store, person_id: Id, values: OutcomeValues) -> dict[str, str]:
    return {"name": _name(store, person_id), "kind": reference.chosen("outcome", values.kind)}


def _name(store: Store, person_id: Id) -> str:
    with store.read() as session:
        return _full_name(session, person_id)


def _full_name(session: Session, person_id: Id) -> str:
    person = session.get(Person, person_id)
    parts = (person.given_name, person.family_name) if person else ()
    return " ".join(part for part in parts if part) or "?"


def _number(store: Store, duo_id: Id) -> str:
    with store.read() as session:
        return session.get_one(Duo, duo_id).number
