"""The board: every pair on its way as a card in its column, with what it waits for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from duodesk.base.ids import Id
from duodesk.model.documents import Document, Signatory, Signature
from duodesk.model.pairing import Answer, Duo, DuoStage, Proposal, Stage
from duodesk.model.people import Enrolment, Person, Role, Status
from duodesk.model.training import Event, EventKind
from duodesk.office import settings
from duodesk.pairing.duos import PAPERS, SIDES
from duodesk.pairing.first_meeting import answer_due
from duodesk.pairing.promises import lapses_on
from duodesk.pairing.queries import OPEN

# A duo that began is shown for so many days; those that came to nothing as well.
_RECENT = timedelta(days=28)
_GONE = frozenset({Status.WITHDRAWN, Status.REDIRECTED, Status.DECLINED})


class Column(StrEnum):
    """The columns from left to right; what came to nothing stands in a list of its own."""

    SUGGESTED = "suggested"
    PROPOSED = "proposed"
    FIRST_MEETING = "first_meeting"
    DECISION = "decision"
    SIGNED = "signed"
    CLOSED = "closed"


_OF_STAGE = {
    Stage.SUGGESTED: Column.SUGGESTED,
    Stage.PROPOSED: Column.PROPOSED,
    Stage.FIRST_MEETING: Column.FIRST_MEETING,
    Stage.DECISION: Column.DECISION,
    Stage.REFUSED: Column.CLOSED,
    Stage.WITHDRAWN: Column.CLOSED,
}


@dataclass(frozen=True, slots=True)
class Meeting:
    """An appointment of a pair; `start` is counted in minutes from midnight."""

    event_id: Id | None
    on: date
    start: int | None
    minutes: int | None
    place: str
    led_by: Id | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardCard:
    """A pair on its way. `id` is the proposal's, or the duo's once there is one.

    `proposal_id` is where the reasons are kept; `lapses_on` is the last day of its reservation;
    `due` is when both answers should be there; `unsigned` names paper and side; `gone` who is no
    longer in the programme.
    """

    id: Id
    column: Column
    office_id: Id | None
    mentee_id: Id
    mentor_id: Id
    mentee: str
    mentor: str
    coordinator_id: Id | None
    since: date | None
    days: int
    proposal_id: Id | None = None
    number: str = ""
    started_on: date | None = None
    lapses_on: date | None = None
    meeting: Meeting | None = None
    signing: Meeting | None = None
    mentee_answer: Answer | None = None
    mentor_answer: Answer | None = None
    mentee_answered_on: date | None = None
    mentor_answered_on: date | None = None
    due: datetime | None = None
    unsigned: tuple[tuple[str, Signatory], ...] = ()
    gone: tuple[Signatory, ...] = ()
    overruled: tuple[str, ...] = ()
    overruled_reason: str = ""
    reason: str = ""
    closed_code: str = ""
    closed_reason: str = ""
    refused: bool = False

    @property
    def is_duo(self) -> bool:
        """Whether both said yes already."""
        return self.column == Column.SIGNED or bool(self.number)

    def has_lapsed(self, today: date) -> bool:
        """Whether its reservation is over, so that both may be proposed to others."""
        return self.lapses_on is not None and self.lapses_on < today


def board(
    session: Session, *, office_id: Id | None, today: date
) -> dict[Column, tuple[BoardCard, ...]]:
    """All cards by column, longest in their stage first; those that came to nothing lately last
    first.
    """
    days = settings.values(session, office_id=office_id, on=today).number(settings.RESERVATION_DAYS)
    cards = [
        *_proposals(session, office_id, today, days),
        *_duos(session, office_id, today),
    ]
    gone = _gone(session, {p for card in cards for p in (card.mentee_id, card.mentor_id)})
    found: dict[Column, list[BoardCard]] = {column: [] for column in Column}
    for card in cards:
        found[card.column].append(_with_gone(card, gone))
    for column, some in found.items():
        some.sort(key=lambda card: (card.since or date.min, str(card.id)))
        if column in {Column.CLOSED, Column.SIGNED}:
            some.reverse()
    return {column: tuple(some) for column, some in found.items()}


def _proposals(
    session: Session, office_id: Id | None, today: date, days: int
) -> Iterable[BoardCard]:
    shown = Proposal.stage.in_(OPEN) | (
        Proposal.stage.in_((Stage.REFUSED, Stage.WITHDRAWN))
        & (Proposal.closed_on >= today - _RECENT)
    )
    rows = session.execute(_named(Proposal, office_id).where(shown)).all()
    meetings = _meetings(session, EventKind.FIRST_MEETING, Event.proposal_id)
    for one, *names in rows:
        column = _OF_STAGE.get(one.stage)
        if column is None or one.mentee_id is None or one.mentor_id is None:
            continue
        yield _proposal_card(one, column, names, meetings.get(one.id), today, days)


def _proposal_card(
    one: Proposal,
    column: Column,
    names: list[Any],
    event: Meeting | None,
    today: date,
    days: int,
) -> BoardCard:
    meeting = event
    if meeting is None and one.meeting_on is not None:
        meeting = Meeting(None, one.meeting_on, None, None, one.meeting_place or "", None)
    since = (
        one.closed_on if column == Column.CLOSED else one.moved_on or one.meeting_on
    ) or one.proposed_on
    decides = column == Column.DECISION and meeting is not None
    return BoardCard(
        id=one.id,
        proposal_id=one.id,
        column=column,
        office_id=one.office_id,
        mentee_id=one.mentee_id,
        mentor_id=one.mentor_id,
        mentee=_called(*names[:2]),
        mentor=_called(*names[2:4]),
        coordinator_id=names[4] or one.proposed_by,
        since=since,
        days=(today - since).days if since else 0,
        lapses_on=(
            lapses_on(one.moved_on or one.proposed_on, days) if column == Column.PROPOSED else None
        ),
        meeting=meeting,
        mentee_answer=one.mentee_answer,
        mentor_answer=one.mentor_answer,
        mentee_answered_on=one.mentee_answered_on,
        mentor_answered_on=one.mentor_answered_on,
        due=answer_due(meeting.on, meeting.start, meeting.minutes) if decides and meeting else None,
        overruled=tuple((one.overruled or "").split()),
        overruled_reason=one.overruled_reason or "",
        reason=one.reason or "",
        closed_code=one.closed_code or "",
        closed_reason=one.closed_reason or one.mentee_reason or one.mentor_reason or "",
        refused=one.stage == Stage.REFUSED,
    )


def _duos(session: Session, office_id: Id | None, today: date) -> Iterable[BoardCard]:
    recent = today - _RECENT
    shown = (
        (Duo.stage == DuoStage.TO_SIGN)
        | (Duo.stage.in_((DuoStage.ACTIVE, DuoStage.PAUSED)) & (Duo.start_date >= recent))
        | ((Duo.stage == DuoStage.NEVER_STARTED) & (Duo.ended_on >= recent))
    )
    rows = session.execute(_named(Duo, office_id).where(shown)).all()
    signings = _meetings(session, EventKind.SIGNING, Event.duo_id)
    signed = _signed(session, [one.id for one, *_names in rows])
    for one, *names in rows:
        if one.mentee_id is None or one.mentor_id is None:
            continue
        never = one.stage == DuoStage.NEVER_STARTED
        since = one.ended_on if never else one.start_date or one.formed_on
        missing = tuple(
            (paper, side) for paper in PAPERS for side in SIDES
            if (paper, side) not in signed.get(one.id, ())
        )  # fmt: skip
        yield BoardCard(
            id=one.id,
            proposal_id=one.proposal_id,
            column=Column.CLOSED if never else Column.SIGNED,
            office_id=one.office_id,
            mentee_id=one.mentee_id,
            mentor_id=one.mentor_id,
            mentee=_called(*names[:2]),
            mentor=_called(*names[2:4]),
            coordinator_id=one.coordinator_id,
            since=since,
            days=(today - since).days if since else 0,
            number=one.number or "",
            started_on=one.start_date,
            signing=signings.get(one.id),
            unsigned=missing,
            closed_reason=one.end_reason or "" if never else "",
        )


def _named(kind: type[Proposal] | type[Duo], office_id: Id | None) -> Select[*tuple[Any, ...]]:
    mentee, mentor = aliased(Person), aliased(Person)
    asked = (
        select(
            kind, mentee.given_name, mentee.family_name, mentor.given_name, mentor.family_name,
            mentee.coordinator_id,
        )
        .outerjoin(mentee, mentee.id == kind.mentee_id)
        .outerjoin(mentor, mentor.id == kind.mentor_id)
    )  # fmt: skip
    return asked if office_id is None else asked.where(kind.office_id == office_id)


def _meetings(session: Session, kind: EventKind, about: Any) -> dict[Id, Meeting]:
    """The appointments of a kind by what they are about; of two the later row."""
    asked = (
        select(
            about, Event.id, Event.held_on, Event.start, Event.minutes, Event.place, Event.led_by
        )
        .where(Event.kind == kind, Event.cancelled_on.is_(None), Event.held_on.is_not(None))
        .where(about.is_not(None))
        .order_by(Event.id)
    )
    return {
        row[0]: Meeting(row[1], row[2], row[3], row[4], row[5] or "", row[6])
        for row in session.execute(asked)
    }


def _signed(session: Session, duos: list[Id]) -> Mapping[Id, set[tuple[str, Signatory]]]:
    found: dict[Id, set[tuple[str, Signatory]]] = defaultdict(set)
    asked = (
        select(Document.duo_id, Document.kind, Signature.signatory)
        .join(Signature, Signature.document_id == Document.id)
        .where(Document.duo_id.in_(duos))
    )
    for duo_id, kind, signatory in session.execute(asked):
        if duo_id is not None:
            found[duo_id].add((kind, signatory))
    return found


def _gone(session: Session, people: set[Id]) -> set[tuple[Id, Role]]:
    """Who left the programme, and in which role."""
    asked = select(Enrolment.person_id, Enrolment.role, Enrolment.status).where(
        Enrolment.person_id.in_(people), Enrolment.status.in_(_GONE)
    )
    return {(row.person_id, row.role) for row in session.execute(asked)}


def _with_gone(card: BoardCard, gone: set[tuple[Id, Role]]) -> BoardCard:
    sides = tuple(
        side
        for side, person_id, role in (
            (Signatory.MENTEE, card.mentee_id, Role.MENTEE),
            (Signatory.MENTOR, card.mentor_id, Role.MENTOR),
        )
        if (person_id, role) in gone
    )
    return replace(card, gone=sides) if sides and card.column != Column.CLOSED else card


def _called(given: str | None, family: str | None) -> str:
    return " ".join(part for part in (given, family) if part) or "?"
