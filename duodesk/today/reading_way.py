"""Reading what stands between a registration and a duo: proposals, papers, permits, seats."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from duodesk.base.clock import BELGIUM
from duodesk.base.ids import Id
from duodesk.model.documents import Document, Signature
from duodesk.model.exchange import Answered, Transfer
from duodesk.model.pairing import Duo, DuoStage, Proposal, Stage
from duodesk.model.people import Enrolment, Status
from duodesk.model.training import Event, EventKind, Seat, SeatState, Series
from duodesk.office import settings
from duodesk.office.settings import Values
from duodesk.pairing.duos import PAPERS, SIDES
from duodesk.pairing.first_meeting import answer_due
from duodesk.pairing.promises import lapses_on
from duodesk.today.facts import (
    DuoHead,
    MakeUpFact,
    PaperFact,
    PermitFact,
    ProposalFact,
    TransferFact,
    WaitingListFact,
)
from duodesk.today.heads import People
from duodesk.training.coming import coming
from duodesk.training.completion import make_ups
from duodesk.training.entry import rows_of
from duodesk.training.expected import states

_OPEN = (Stage.PROPOSED, Stage.FIRST_MEETING, Stage.DECISION)
_HERE = (Status.INTERVIEWED, Status.WAITING, Status.ACCEPTED)
_UNDER_WAY = (DuoStage.ACTIVE, DuoStage.PAUSED)
# Series that ended longer ago are not made up for any more.
_RECENT = timedelta(days=180)


def proposals(
    session: Session, people: People, chosen: Values, *, office_id: Id
) -> tuple[ProposalFact, ...]:
    """The proposals of an office that are under way, with the hour of their first meeting."""
    rows = rows_of(
        session,
        select(
            Proposal.id, Proposal.mentee_id, Proposal.mentor_id, Proposal.stage,
            Proposal.meeting_on, Proposal.mentee_answer, Proposal.mentor_answer,
            Proposal.moved_on, Proposal.proposed_on, Proposal.proposed_by,
        ).where(Proposal.office_id == office_id, Proposal.stage.in_(_OPEN)),
    )  # fmt: skip
    people.learn(one for row in rows for one in (row.mentee_id, row.mentor_id))
    hours = _hours(session, [row.id for row in rows])
    days = chosen.number(settings.RESERVATION_DAYS)
    return tuple(_proposal(people, row, hours.get(row.id), days) for row in rows)


def papers(session: Session, duos: Mapping[Id, DuoHead]) -> tuple[PaperFact, ...]:
    """What is printed and signed of the duos that have not begun."""
    waiting = [one for one in duos.values() if one.stage == DuoStage.TO_SIGN]
    ids = [one.id for one in waiting]
    printed: dict[Id, dict[str, date]] = defaultdict(dict)
    asked = select(Document.duo_id, Document.kind, Document.printed_at).where(
        Document.duo_id.in_(ids), Document.kind.in_(PAPERS)
    )
    for row in rows_of(session, asked):
        if row.printed_at is not None:
            printed[row.duo_id][row.kind] = row.printed_at.astimezone(BELGIUM).date()
    signed: dict[Id, set[tuple[str, str]]] = defaultdict(set)
    told = (
        select(Document.duo_id, Document.kind, Signature.signatory)
        .join(Signature, Signature.document_id == Document.id)
        .where(Document.duo_id.in_(ids), Signature.signatory.in_(SIDES))
    )
    for duo_id, kind, signatory in rows_of(session, told):
        signed[duo_id].add((kind, signatory))
    all_of_them = len(PAPERS) * len(SIDES)
    return tuple(
        PaperFact(
            one,
            len(printed[one.id]),
            max(printed[one.id].values(), default=None),
            all_of_them - len({pair for pair in signed[one.id] if pair[0] in PAPERS}),
        )
        for one in waiting
    )


def permits(
    session: Session, people: People, chosen: Values, *, office_id: Id, today: date
) -> tuple[PermitFact, ...]:
    """Papers that end soon of people who are on their way and in no duo under way; those in a duo
    are watched there.
    """
    until = today + timedelta(days=chosen.number(settings.PAPERS_END_DAYS))
    since = today - _RECENT
    ends = or_(
        Enrolment.permit_until.between(since, until), Enrolment.c45b_until.between(since, until)
    )
    rows = rows_of(
        session,
        select(Enrolment.person_id, Enrolment.permit_until, Enrolment.c45b_until).where(
            Enrolment.office_id == office_id, Enrolment.status.in_(_HERE), ends,
            Enrolment.person_id.not_in(select(Duo.mentee_id).where(Duo.stage.in_(_UNDER_WAY))),
            Enrolment.person_id.not_in(select(Duo.mentor_id).where(Duo.stage.in_(_UNDER_WAY))),
        ),
    )  # fmt: skip
    people.learn(row.person_id for row in rows)
    return tuple(
        PermitFact(people.of(row.person_id), form, day)
        for row in rows
        for form, day in (("permit", row.permit_until), ("c45b", row.c45b_until))
        if day is not None and since <= day <= until
    )


def transfers(session: Session, people: People, *, office_id: Id) -> tuple[TransferFact, ...]:
    """People offered to an office or by it, and not answered."""
    rows = rows_of(
        session,
        select(Transfer.id, Transfer.person_id, Transfer.offered_on, Transfer.to_office_id).where(
            Transfer.state == Answered.OFFERED,
            or_(Transfer.to_office_id == office_id, Transfer.from_office_id == office_id),
        ),
    )
    people.learn(row.person_id for row in rows)
    return tuple(
        TransferFact(
            row.id, people.of(row.person_id), row.offered_on, row.to_office_id == office_id
        )
        for row in rows
    )


def missed_days(
    session: Session, people: People, *, office_id: Id, today: date
) -> tuple[MakeUpFact, ...]:
    """Mentors who missed a part of a series that ended lately and have no seat for it yet, with the
    first day on which one is free.
    """
    ended = _series(session, office_id, first=today - _RECENT, last=today - timedelta(days=1))
    who = {
        person_id: series_id
        for series_id, seats in states(session, series=ended).items()
        for person_id, state in seats.items()
        if state == SeatState.BOOKED
    }
    if not who:
        return ()
    booked = coming(session, people=who, today=today)
    found: dict[Id, MakeUpFact] = {}
    ways = make_ups(session, people=who, today=today)
    people.learn(one.person_id for one in ways)
    for one in ways:
        if one.unit.id in booked.get(one.person_id, {}) or one.seats_left == 0:
            continue
        found.setdefault(
            one.person_id,
            MakeUpFact(people.of(one.person_id), who[one.person_id], 1, one.day, one.office),
        )
    return tuple(found.values())


def waiting_lists(session: Session, *, office_id: Id, today: date) -> tuple[WaitingListFact, ...]:
    """Series that have not begun, for which people wait although seats are free."""
    starts = _series(session, office_id, first=today, last=date.max)
    waiting = select(Seat.series_id).where(
        Seat.series_id.in_(starts), Seat.state == SeatState.WAITING
    )
    wanted = {row.series_id for row in rows_of(session, waiting)}
    told = states(session, series=wanted)
    rows = rows_of(
        session, select(Series.id, Series.name, Series.capacity).where(Series.id.in_(wanted))
    )
    found = []
    for row in rows:
        count = Counter(told.get(row.id, {}).values())
        if row.capacity is not None:
            free = row.capacity - count[SeatState.BOOKED]
            waits = count[SeatState.WAITING]
            found.append(WaitingListFact(row.id, row.name or "?", waits, free, starts[row.id]))
    return tuple(found)


def _series(session: Session, office_id: Id, *, first: date, last: date) -> dict[Id, date]:
    """The series whose days all lie between two days, with their first one."""
    asked = (
        select(
            Event.series_id, func.min(Event.held_on).label("first"),
            func.max(Event.held_on).label("last"),
        )
        .join(Series, Series.id == Event.series_id)
        .where(
            Series.office_id == office_id, Series.cancelled_on.is_(None),
            Event.cancelled_on.is_(None), Event.held_on.is_not(None),
        )
        .group_by(Event.series_id)
    )  # fmt: skip
    return {
        row.series_id: row.first
        for row in rows_of(session, asked)
        if first <= row.first and row.last <= last
    }


def _hours(session: Session, ids: Collection[Id]) -> dict[Id, Any]:
    """The appointment of each proposal's first meeting; of two the later row."""
    asked = (
        select(Event.proposal_id, Event.held_on, Event.start, Event.minutes, Event.led_by)
        .where(
            Event.proposal_id.in_(ids), Event.kind == EventKind.FIRST_MEETING,
            Event.cancelled_on.is_(None), Event.held_on.is_not(None),
        )
        .order_by(Event.id)
    )  # fmt: skip
    return {row.proposal_id: row for row in rows_of(session, asked)}


def _proposal(people: People, row: Any, hour: Any, days: int) -> ProposalFact:
    mentee, mentor = people.of(row.mentee_id), people.of(row.mentor_id)
    on = hour.held_on if hour is not None else row.meeting_on
    start, minutes = (hour.start, hour.minutes) if hour is not None else (None, None)
    led = hour.led_by if hour is not None else None
    return ProposalFact(
        id=row.id,
        mentee=mentee,
        mentor=mentor,
        stage=row.stage,
        owner=led or mentee.coordinator_id or row.proposed_by,
        lapses_on=lapses_on(row.moved_on or row.proposed_on, days),
        meets_on=on,
        over=start + (minutes or 60) if start is not None else None,
        answers_by=answer_due(on, start, minutes),
        mentee_answer=row.mentee_answer,
        mentor_answer=row.mentor_answer,
    )
