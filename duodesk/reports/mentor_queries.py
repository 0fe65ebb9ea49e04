"""The rows behind the figures of mentors, first meetings, contacts and waiting: without names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from duodesk.base.clock import BELGIUM
from duodesk.base.ids import Id
from duodesk.followup.queries import DuoRow
from duodesk.model.followup import DuoStep, StepKind
from duodesk.model.pairing import Answer, Duo, DuoStage, Proposal
from duodesk.model.people import Enrolment, Role, Status
from duodesk.model.training import Attendance, Event, EventKind
from duodesk.people.together import goes_on, joined_entries, left_out
from duodesk.people.trained import FOLLOWED, trained_on
from duodesk.reports.chosen import Chosen
from duodesk.reports.facts import (
    Accepted,
    ContactFacts,
    FirstMeetingFacts,
    MentorFacts,
    Silence,
    Standing,
)
from duodesk.reports.question import Question
from duodesk.store.history import held_then
from duodesk.training.entry import rows_of

# So many days before and after its day a contact is on time.
ON_TIME = timedelta(days=5)
_CONTACTS = (StepKind.CONTACT, StepKind.MID_TERM, StepKind.CLOSING)
_LEFT = (Status.WITHDRAWN, Status.DECLINED, Status.REDIRECTED, Status.FINISHED)
Codes = Mapping[Id, str]


def mentors(
    session: Session, question: Question, chosen: Chosen, codes: Codes, duos: Iterable[DuoRow]
) -> tuple[MentorFacts, ...]:
    """Everybody accepted as a mentor by the day of looking, in the office of their enrolment."""
    joined, day = joined_entries(session), question.as_of
    led: dict[Id, list[tuple[date, date | None]]] = defaultdict(list)
    for row in duos:
        if row.start is not None:
            ended = row.ended_on if row.ended_on is not None and row.ended_on <= day else None
            led[goes_on(joined, row.mentor_id)].append((row.start, ended))
    followed, then = trained_on(session, on=day), _Then(session, day)
    begun: dict[Id, date] = {}
    for person_id, first in _first_days(session, day):
        one = goes_on(joined, person_id)
        begun[one] = min(first, begun.get(one, first))
    own = Enrolment
    asked = select(
        own.id, own.person_id, own.office_id, own.status, own.trained_on, own.free_from
    ).where(
        own.role == Role.MENTOR,
        own.accepted_on <= day,
        own.person_id.is_not(None),
        own.person_id.not_in(left_out(session)),
    )
    if question.office_id is not None:
        asked = asked.where(own.office_id == question.office_id)
    found: dict[Id, MentorFacts] = {}
    for row in rows_of(session, asked.order_by(own.id)):
        if not chosen.person(row.person_id):
            continue
        days = [row.trained_on, followed.get(row.person_id)]
        trained = min((one for one in days if one is not None and one <= day), default=None)
        mine = tuple(sorted(led.get(row.person_id, ()), key=lambda duo: duo[0]))
        free_from = then.free_from(row)
        resting = free_from is not None and free_from > day
        found[row.person_id] = MentorFacts(
            office=codes.get(row.office_id, "?"),
            standing=_standing(then.status(row), mine, trained, resting=resting),
            began_on=begun.get(row.person_id),
            trained_on=trained,
            duos=mine,
            part=row.id,
        )
    return tuple(found.values())


def first_meetings(
    session: Session, question: Question, chosen: Chosen, codes: Codes
) -> tuple[FirstMeetingFacts, ...]:
    """First meetings of the period after which both had answered by the day of looking."""
    own = Proposal
    asked = select(
        own.office_id, own.meeting_on, own.mentee_answer, own.mentor_answer, own.mentee_id
    ).where(
        own.meeting_on.between(question.begin, question.until),
        own.mentee_answer.is_not(None),
        own.mentor_answer.is_not(None),
        func.coalesce(own.mentee_answered_on, own.meeting_on) <= question.as_of,
        func.coalesce(own.mentor_answered_on, own.meeting_on) <= question.as_of,
    )
    if question.office_id is not None:
        asked = asked.where(own.office_id == question.office_id)
    return tuple(
        FirstMeetingFacts(
            codes.get(row.office_id, "?"),
            row.meeting_on,
            mentee_no=row.mentee_answer == Answer.NO,
            mentor_no=row.mentor_answer == Answer.NO,
            mentee_id=row.mentee_id,
        )
        for row in rows_of(session, asked.order_by(own.meeting_on, own.id))
        if chosen.person(row.mentee_id)
    )


def contacts(
    session: Session, question: Question, chosen: Chosen, codes: Codes
) -> tuple[ContactFacts, ...]:
    """Contacts due in the period while their duo was under way; one that is still within its days
    is not told yet, one that was left out with a reason never.
    """
    asked = (
        select(
            DuoStep.duo_id, DuoStep.due_on, DuoStep.done_on, DuoStep.skipped_on, Duo.office_id,
            Duo.number, Duo.ended_on,
        )
        .join(Duo, Duo.id == DuoStep.duo_id)
        .where(
            DuoStep.kind.in_(_CONTACTS),
            DuoStep.due_on.between(question.begin, question.until),
            DuoStep.skipped_on.is_(None),
            (Duo.ended_on.is_(None)) | (DuoStep.due_on <= Duo.ended_on),
        )
    )  # fmt: skip
    if question.office_id is not None:
        asked = asked.where(Duo.office_id == question.office_id)
    found = []
    for row in rows_of(session, asked.order_by(DuoStep.due_on, DuoStep.id)):
        known = row.done_on is not None and row.done_on <= question.as_of
        waits = not known and row.due_on + ON_TIME >= question.as_of
        if waits or not chosen.duo(row.duo_id):
            continue
        done = row.done_on if known else None
        in_time = done is not None and abs(done - row.due_on) <= ON_TIME
        found.append(
            ContactFacts(
                codes.get(row.office_id, "?"), row.number or "?", row.due_on, done, in_time,
                row.duo_id,
            )
        )  # fmt: skip
    return tuple(found)


def accepted(
    session: Session, question: Question, chosen: Chosen, codes: Codes
) -> tuple[Accepted, ...]:
    """Mentees whose first acceptance lies in the period."""
    own = Enrolment
    asked = select(own.id, own.person_id, own.office_id, own.accepted_on).where(
        own.role == Role.MENTEE,
        own.accepted_on <= question.until,
        own.person_id.is_not(None),
        own.person_id.not_in(left_out(session)),
    )
    first: dict[Id, Accepted] = {}
    for row in rows_of(session, asked.order_by(own.accepted_on, own.id)):
        first.setdefault(
            row.person_id, Accepted(codes.get(row.office_id, "?"), row.accepted_on, row.id)
        )
    wanted = codes.get(question.office_id) if question.office_id is not None else None
    return tuple(
        one
        for person_id, one in first.items()
        if one.on >= question.begin
        and (question.office_id is None or one.office == wanted)
        and chosen.person(person_id)
    )


def silences(rows: Iterable[DuoRow], codes: Codes) -> tuple[Silence, ...]:
    """Duos that run and do not rest, with the days since their last sign."""
    return tuple(
        Silence(codes.get(row.office_id, "?"), row.number, row.silent_days, row.id)
        for row in rows
        if row.stage == DuoStage.ACTIVE
    )


def _first_days(session: Session, day: date) -> Iterable[tuple[Id, date]]:
    """The first training day that somebody followed."""
    asked = (
        select(Attendance.person_id, func.min(Event.held_on).label("first"))
        .join(Event, Event.id == Attendance.event_id)
        .where(
            Event.kind == EventKind.TRAINING,
            Event.held_on <= day,
            Attendance.presence.in_(FOLLOWED),
            Attendance.person_id.is_not(None),
        )
        .group_by(Attendance.person_id)
    )
    return ((row.person_id, row.first) for row in rows_of(session, asked))


class _Then:
    """How enrolments stood in the evening of a day."""

    def __init__(self, session: Session, day: date) -> None:
        evening = datetime.combine(day, time.max, BELGIUM)
        self._status, self._free_from = (
            held_then(session, "enrolment", column, evening) for column in ("status", "free_from")
        )

    def status(self, row: Any) -> Status:
        """The status; a word that a newer program knows is as it is now."""
        then = self._status.get(row.id, row.status)
        return Status(then) if then in set(Status) else row.status

    def free_from(self, row: Any) -> date | None:
        """From when a mentor is free; what another laptop wrote and is no day is as it is now."""
        known: date | None = row.free_from
        then = self._free_from.get(row.id)
        if isinstance(then, str):
            with suppress(ValueError):
                return date.fromisoformat(then)
        return None if then is None and row.id in self._free_from else known


def _standing(
    status: Status, duos: tuple[tuple[date, date | None], ...], trained: date | None, *,
    resting: bool,
) -> Standing:  # fmt: skip
    if any(ended is None for _begun, ended in duos):
        return Standing.ACTIVE
    if status in _LEFT:
        return Standing.LEFT
    if resting or status == Status.RESTING:
        return Standing.RESTING
    return Standing.READY if trained is not None else Standing.IN_TRAINING
