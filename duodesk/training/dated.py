"""Everything dated in an office, from all tables that hold a day, in the order of the calendar."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import Session

from duodesk.base.dates import add_months
from duodesk.base.i18n import N_, _
from duodesk.base.ids import Id
from duodesk.model.base import Day
from duodesk.model.followup import DuoStep, StepKind
from duodesk.model.interviews import Interview
from duodesk.model.pairing import Duo, DuoStage, Proposal, Stage
from duodesk.model.people import Role
from duodesk.model.recruitment import InfoSession, Invited, Presence
from duodesk.model.training import Event, EventKind
from duodesk.office import settings
from duodesk.training.appointments import events
from duodesk.training.entry import (
    REMINDERS,
    Dated,
    DatedKind,
    Key,
    Names,
    Source,
    hour_of,
    in_order,
    length_of,
    rows_of,
    titled,
)

__all__ = ["Dated", "DatedKind", "Key", "Source", "dated"]

_EXPECTED = (Presence.INVITED, Presence.ATTENDED)
_SESSIONS: dict[Role | None, str] = {
    Role.MENTEE: N_("Information session for mentees"),
    Role.MENTOR: N_("Information session for mentors"),
}
# Stages of a proposal in which its first meeting can still be moved.
OPEN = (Stage.SUGGESTED, Stage.PROPOSED, Stage.FIRST_MEETING, Stage.DECISION)
# What a plan wants to be planned, by the kind of its appointment.
_TO_PLAN = {
    DatedKind.MID_TERM_DUE: (StepKind.MID_TERM, EventKind.MID_TERM),
    DatedKind.CLOSING_DUE: (StepKind.CLOSING, EventKind.CLOSING),
}
_MONTH_ENDS = timedelta(days=3)
# The first and the last day asked for, and the office or None for all.
_Asked = tuple[date, date, Id | None]


def dated(
    session: Session,
    *,
    first: date,
    last: date,
    office_id: Id | None = None,
    kinds: Collection[DatedKind] | None = None,
) -> list[Dated]:
    """Everything on these days, both included, by day and hour; what has no hour comes first.

    At most eighteen SELECTs, whatever there is, each bounded by the days.
    """
    wanted = set(DatedKind) if kinds is None else set(kinds)
    names = Names(session)
    found = [
        one
        for one in events(session, names, first=first, last=last, office_id=office_id)
        if one.kind in wanted
    ]
    if DatedKind.INFO_SESSION in wanted:
        found += _sessions(session, (first, last, office_id))
    if DatedKind.INTERVIEW in wanted:
        found += _interviews(session, names, found, (first, last, office_id))
    if DatedKind.FIRST_MEETING in wanted:
        found += _first_meetings(session, names, found, (first, last, office_id))
    if wanted & REMINDERS:
        found += [
            one for one in _duos(session, names, (first, last, office_id)) if one.kind in wanted
        ]
    if wanted & _TO_PLAN.keys():
        found += [
            one for one in _steps(session, names, (first, last, office_id)) if one.kind in wanted
        ]
    return sorted(found, key=in_order)


def _sessions(session: Session, asked: _Asked) -> Iterator[Dated]:
    first, last, office_id = asked
    query = select(InfoSession).where(InfoSession.held_on.between(first, last))
    if office_id is not None:
        query = query.where(InfoSession.office_id == office_id)
    rows = session.scalars(query).all()
    invited: dict[Id, list[Id]] = {row.id: [] for row in rows}
    for session_id, person_id in rows_of(
        session,
        select(Invited.session_id, Invited.person_id).where(
            Invited.session_id.in_(invited),
            Invited.person_id.is_not(None),
            or_(Invited.presence.in_(_EXPECTED), Invited.presence.is_(None)),
        ),
    ):
        invited[session_id].append(person_id)
    for row in rows:
        people = tuple(dict.fromkeys(invited[row.id]))
        yield Dated(
            key=Key(Source.SESSION, row.id),
            kind=DatedKind.INFO_SESSION,
            day=row.held_on,
            start=hour_of(row.start),
            minutes=length_of(row.minutes),
            title=_(_SESSIONS.get(row.role) or N_("Information session")),
            place=row.place or "",
            online=bool(row.online),
            office_id=row.office_id,
            people=people,
            staff=(row.led_by,) if row.led_by is not None else (),
            capacity=row.capacity,
            booked=len(people),
            language=row.language,
            cancelled=row.cancelled_on is not None,
            movable=True,
        )


def _interviews(
    session: Session, names: Names, found: list[Dated], asked: _Asked
) -> Iterator[Dated]:
    """Interviews that were begun; one for which an appointment stands on the same day is that."""
    first, last, office_id = asked
    query = select(
        Interview.id, Interview.person_id, Interview.office_id, Interview.held_on,
        Interview.author_id, Interview.language, Interview.finished_at,
    ).where(Interview.held_on.between(first, last))  # fmt: skip
    if office_id is not None:
        query = query.where(Interview.office_id == office_id)
    rows = rows_of(session, query)
    names.learn(row.person_id for row in rows)
    planned = {
        (one.day, person) for one in found if _stands(one, DatedKind.INTERVIEW)
        for person in one.people
    }  # fmt: skip
    for row in rows:
        if (row.held_on, row.person_id) in planned:
            continue
        yield Dated(
            key=Key(Source.INTERVIEW, row.id),
            kind=DatedKind.INTERVIEW,
            day=row.held_on,
            title=titled(DatedKind.INTERVIEW.title, names.of(row.person_id)),
            office_id=row.office_id,
            people=_both(row.person_id),
            staff=_both(row.author_id),
            who=names.of(row.person_id),
            booked=1,
            language=row.language,
            movable=row.finished_at is None,
        )


def _first_meetings(
    session: Session, names: Names, found: list[Dated], asked: _Asked
) -> Iterator[Dated]:
    """First meetings of which only the day is known; an appointment of the same day knows more."""
    first, last, office_id = asked
    query = select(
        Proposal.id, Proposal.mentee_id, Proposal.mentor_id, Proposal.office_id,
        Proposal.meeting_on, Proposal.meeting_place, Proposal.stage, Proposal.proposed_by,
    ).where(
        Proposal.meeting_on.between(first, last),
        # What was closed before that day did not come to it.
        or_(Proposal.closed_on.is_(None), Proposal.closed_on >= Proposal.meeting_on),
    )  # fmt: skip
    if office_id is not None:
        query = query.where(Proposal.office_id == office_id)
    rows = rows_of(session, query)
    names.learn(one for row in rows for one in (row.mentee_id, row.mentor_id))
    planned = {
        (one.day, one.people) for one in found if one.kind == DatedKind.FIRST_MEETING
    }  # fmt: skip
    for row in rows:
        people = _both(row.mentee_id, row.mentor_id)
        if (row.meeting_on, people) in planned:
            continue
        who = names.of(*people)
        yield Dated(
            key=Key(Source.PROPOSAL, row.id),
            kind=DatedKind.FIRST_MEETING,
            day=row.meeting_on,
            title=titled(DatedKind.FIRST_MEETING.title, who),
            place=row.meeting_place or "",
            office_id=row.office_id,
            people=people,
            who=who,
            booked=len(people),
            movable=row.stage in OPEN,
        )


def _duos(session: Session, names: Names, asked: _Asked) -> Iterator[Dated]:
    """What follows from the duos: their first and last day, and when their outcome is due."""
    first, last, office_id = asked
    months = settings.values(session, office_id=office_id, on=last).number(settings.OUTCOME_MONTHS)
    ends = func.coalesce(Duo.ended_on, Duo.expected_end, type_=Day())
    # A month may be shorter than the one in which the duo began.
    due = Duo.start_date.between(
        add_months(first, -months) - _MONTH_ENDS, add_months(last, -months) + _MONTH_ENDS
    )
    query = select(
        Duo.id, Duo.mentee_id, Duo.mentor_id, Duo.office_id, Duo.coordinator_id, Duo.language,
        Duo.start_date, ends.label("ends"),
    ).where(
        or_(Duo.start_date.between(first, last), ends.between(first, last), due),
        or_(Duo.stage.is_(None), Duo.stage != DuoStage.NEVER_STARTED),
    )  # fmt: skip
    if office_id is not None:
        query = query.where(Duo.office_id == office_id)
    rows = rows_of(session, query)
    names.learn(one for row in rows for one in (row.mentee_id, row.mentor_id))
    for row in rows:
        for source, kind, day in _days(row, months):
            if day is not None and first <= day <= last:
                yield _reminder(names, row, Key(source, row.id), (kind, day))


def _days(row: Any, months: int) -> tuple[tuple[Source, DatedKind, date | None], ...]:
    due = add_months(row.start_date, months) if row.start_date is not None else None
    return (
        (Source.DUO_START, DatedKind.DUO_START, row.start_date),
        (Source.DUO_END, DatedKind.DUO_END, row.ends),
        (Source.OUTCOME, DatedKind.OUTCOME_DUE, due),
    )


def _steps(session: Session, names: Names, asked: _Asked) -> Iterator[Dated]:
    """The meetings that the plans of running duos ask for, until an appointment stands for them."""
    first, last, office_id = asked
    running = select(Duo.id).where(Duo.stage == DuoStage.ACTIVE)
    if office_id is not None:
        running = running.where(Duo.office_id == office_id)
    kinds = {step: kind for kind, (step, _event) in _TO_PLAN.items()}
    appointed = or_(
        *(and_(DuoStep.kind == step, Event.kind == event) for step, event in _TO_PLAN.values())
    )
    planned = exists().where(
        Event.duo_id == DuoStep.duo_id, Event.cancelled_on.is_(None), appointed
    )
    query = (
        select(
            DuoStep.id, DuoStep.kind, DuoStep.due_on, Duo.mentee_id, Duo.mentor_id, Duo.office_id,
            Duo.coordinator_id, Duo.language,
        )
        .join(Duo, Duo.id == DuoStep.duo_id)
        .where(
            DuoStep.duo_id.in_(running),
            DuoStep.due_on.between(first, last),
            DuoStep.kind.in_(kinds),
            DuoStep.done_on.is_(None),
            DuoStep.skipped_on.is_(None),
            ~planned,
        )
    )  # fmt: skip
    rows = rows_of(session, query)
    names.learn(one for row in rows for one in (row.mentee_id, row.mentor_id))
    for row in rows:
        yield _reminder(names, row, Key(Source.STEP, row.id), (kinds[row.kind], row.due_on))


def _reminder(names: Names, row: Any, key: Key, what: tuple[DatedKind, date]) -> Dated:
    kind, day = what
    people = _both(row.mentee_id, row.mentor_id)
    who = names.of(*people)
    return Dated(
        key=key,
        kind=kind,
        day=day,
        title=titled(kind.title, who),
        office_id=row.office_id,
        people=people,
        staff=_both(row.coordinator_id),
        who=who,
        language=row.language,
    )


def _stands(one: Dated, kind: DatedKind) -> bool:
    return one.kind == kind and not one.cancelled


def _both(*ids: Id | None) -> tuple[Id, ...]:
    return tuple(one for one in ids if one is not None)
