"""The weekly matching meeting: who is there, what was decided about each mentee, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.model.followup import OutcomeEvent
from duodesk.model.pairing import (
    Decided,
    Duo,
    MatchingDecision,
    MatchingMeeting,
    MatchingPresent,
    Proposal,
    Stage,
)
from duodesk.model.people import Person
from duodesk.office.queries import author_names
from duodesk.pairing.commands import Thought, add_proposal, step
from duodesk.pairing.naming import called, first_names
from duodesk.pairing.queries import OPEN
from duodesk.store.store import Changes, Store, Write


@dataclass(frozen=True, slots=True)
class Opened:
    """A matching meeting that is under way, and what was touched."""

    changes: Changes
    matching_id: Id


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """What was decided about a mentee; first names only, as the minutes print them."""

    id: Id
    mentee_id: Id
    mentee: str
    mentor_id: Id | None
    mentor: str
    decided: Decided
    reason: str | None
    proposal_id: Id | None
    overruled: str = ""


@dataclass(frozen=True, slots=True)
class MatchingRow:
    """A matching meeting with who was there (colleagues by first names) and what it decided."""

    id: Id
    office_id: Id | None
    held_on: date
    finished_at: datetime | None
    note: str
    present: tuple[str, ...]
    author_ids: frozenset[Id]
    guests: tuple[str, ...]
    decisions: tuple[DecisionRow, ...]


@dataclass(frozen=True, slots=True)
class Learnt:
    """What became of a duo that a meeting thought of: the reason given then, how long it lasted in
    days, how it ended, whether the mentee found something.
    """

    matching_id: Id
    held_on: date
    mentee: str
    mentor: str
    reason: str
    overruled: str
    days: int | None
    end_reason: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionValues:
    """A decision as it is noted; a mentor belongs to a proposal alone."""

    decided: Decided
    mentor_id: Id | None = None
    thought: Thought = field(default_factory=Thought)


def open_meeting(store: Store, *, held_on: date | None = None) -> Opened:
    """Begin a matching meeting of this office; whoever opens it is there."""
    with store.write(N_("Matching meeting begun")) as write:
        matching_id = write.new_id()
        write.session.add(
            MatchingMeeting(
                id=matching_id, office_id=write.office_id, held_on=held_on or write.today
            )
        )
        if write.author_id is not None:
            write.session.add(
                MatchingPresent(
                    id=write.new_id(), matching_id=matching_id, author_id=write.author_id
                )
            )
    return Opened(write.changes, matching_id)


def set_present(
    store: Store, matching_id: Id, *, authors: Sequence[Id], guests: Sequence[str] = ()
) -> Changes:
    """Who takes part: colleagues and guests by name."""
    wanted: set[Id | str] = {*authors, *(name.strip() for name in guests)}
    with store.write(N_("Who takes part in the matching meeting")) as write:
        session = write.session
        there: set[Id | str] = set()
        for row in session.scalars(
            select(MatchingPresent).where(MatchingPresent.matching_id == matching_id)
        ):
            key = row.author_id or row.name or ""
            if key and key in wanted and key not in there:
                there.add(key)
            else:
                session.delete(row)
        for author_id in dict.fromkeys(authors):
            if author_id not in there:
                session.add(
                    MatchingPresent(id=write.new_id(), matching_id=matching_id, author_id=author_id)
                )
        for name in dict.fromkeys(one.strip() for one in guests):
            if name and name not in there:
                session.add(MatchingPresent(id=write.new_id(), matching_id=matching_id, name=name))
    return write.changes


def decide(store: Store, matching_id: Id, mentee_id: Id, values: DecisionValues) -> Changes:
    """Note what is decided about a mentee; where a mentor is proposed, the proposal is made in the
    same step. A second decision about the same mentee takes the place of the first.

    Raises `UserError` as a proposal does, and for one without a mentor.
    """
    if values.decided == Decided.PROPOSE and values.mentor_id is None:
        raise UserError(N_("Choose the mentor to propose, or decide to wait."))
    with store.read() as session:
        name = called(session.get(Person, mentee_id))
    with store.write(N_("Matching meeting: decided about %(name)s"), name=name) as write:
        before = _decision(write, matching_id, mentee_id)
        if before is not None:
            _refuse_settled(write, before)
            write.session.delete(before)
        proposal_id = None
        if values.decided == Decided.PROPOSE and values.mentor_id is not None:
            proposal_id = add_proposal(
                write, mentee_id, values.mentor_id, replace(values.thought, matching_id=matching_id)
            )
        write.session.add(
            MatchingDecision(
                id=write.new_id(),
                matching_id=matching_id,
                mentee_id=mentee_id,
                decided=values.decided,
                mentor_id=values.mentor_id if proposal_id else None,
                proposal_id=proposal_id,
                reason=values.thought.reason.strip() or None,
            )
        )
    return write.changes


def take_back(store: Store, matching_id: Id, mentee_id: Id) -> Changes:
    """Let a meeting think again about a mentee: its decision goes, and a proposal that came of it
    is withdrawn in the same step.

    Raises `UserError` where that proposal has become a duo.
    """
    with store.read() as session:
        name = called(session.get(Person, mentee_id))
    with store.write(
        N_("Matching meeting: decision about %(name)s taken back"), name=name
    ) as write:
        before = _decision(write, matching_id, mentee_id)
        if before is None:
            return write.changes
        proposal = write.session.get(Proposal, before.proposal_id) if before.proposal_id else None
        if proposal is not None and proposal.stage == Stage.ACCEPTED:
            raise UserError(N_("The two are a duo already. End that duo on the board first."))
        if proposal is not None and proposal.stage in OPEN:
            step(write, proposal, Stage.WITHDRAWN)
            proposal.closed_on = write.today
        write.session.delete(before)
    return write.changes


def finish(store: Store, matching_id: Id, *, note: str | None = None) -> Changes:
    """End a meeting; its minutes can be printed from now on, and before as a draft. Without a note
    the one that was kept stays.
    """
    with store.write(N_("Matching meeting ended")) as write:
        meeting = write.session.get_one(MatchingMeeting, matching_id)
        meeting.finished_at = write.now
        if note is not None:
            meeting.note = note.strip() or None
    return write.changes


def set_note(store: Store, matching_id: Id, note: str) -> Changes:
    """Keep the note of a meeting as it is typed."""
    with store.write(N_("Note of the matching meeting")) as write:
        write.session.get_one(MatchingMeeting, matching_id).note = note.strip() or None
    return write.changes


def reopen(store: Store, matching_id: Id) -> Changes:
    """Go on with a meeting that was ended; its note stays."""
    with store.write(N_("Matching meeting opened again")) as write:
        write.session.get_one(MatchingMeeting, matching_id).finished_at = None
    return write.changes


def meetings(session: Session, *, office_id: Id | None = None) -> list[MatchingRow]:
    """All matching meetings, latest first."""
    asked = select(MatchingMeeting).where(MatchingMeeting.held_on.is_not(None))
    if office_id is not None:
        asked = asked.where(MatchingMeeting.office_id == office_id)
    rows = session.scalars(asked).all()
    ids = [row.id for row in rows]
    colleagues, guests = _present(session, ids)
    decided, names = _decisions(session, ids), first_names(author_names(session))
    found = [
        MatchingRow(
            id=row.id,
            office_id=row.office_id,
            held_on=row.held_on,
            finished_at=row.finished_at,
            note=row.note or "",
            present=(
                *sorted(names.get(one, "?") for one in colleagues[row.id]),
                *sorted(guests[row.id]),
            ),
            author_ids=frozenset(colleagues[row.id]),
            guests=tuple(sorted(guests[row.id])),
            decisions=tuple(decided[row.id]),
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.held_on, str(one.id)), reverse=True)


def meeting(session: Session, matching_id: Id) -> MatchingRow | None:
    """One matching meeting; None when it is no longer there."""
    return next((row for row in meetings(session) if row.id == matching_id), None)


def learnt(session: Session, *, office_id: Id | None, today: date) -> list[Learnt]:
    """The reasons of past meetings beside what became of the duos, latest meeting first."""
    mentee, mentor = aliased(Person), aliased(Person)
    asked = (
        select(MatchingMeeting, Proposal, Duo, mentee.given_name, mentor.given_name)
        .join(Proposal, Proposal.matching_id == MatchingMeeting.id)
        .outerjoin(Duo, Duo.proposal_id == Proposal.id)
        .outerjoin(mentee, mentee.id == Proposal.mentee_id)
        .outerjoin(mentor, mentor.id == Proposal.mentor_id)
        .where(MatchingMeeting.held_on.is_not(None))
        .order_by(MatchingMeeting.held_on.desc(), Proposal.id)
    )
    if office_id is not None:
        asked = asked.where(MatchingMeeting.office_id == office_id)
    rows = session.execute(asked).all()
    found = _outcomes(session, {row[1].mentee_id for row in rows})
    return [
        Learnt(
            matching_id=held.id,
            held_on=held.held_on,
            mentee=one or "?",
            mentor=other or "?",
            reason=proposal.reason or "",
            overruled=proposal.overruled_reason or "",
            days=_lasted(duo, today),
            end_reason=_ended(duo, proposal),
            outcome=found.get(proposal.mentee_id, ""),
        )
        for held, proposal, duo, one, other in rows
    ]


def _lasted(duo: Duo | None, today: date) -> int | None:
    if duo is None or duo.start_date is None:
        return None
    return max(0, ((duo.ended_on or today) - duo.start_date).days)


def _ended(duo: Duo | None, proposal: Proposal) -> str:
    """How a duo ended, or why it came to none."""
    return (proposal.closed_code if duo is None else duo.end_reason) or ""


def _outcomes(session: Session, people: set[Id]) -> dict[Id, str]:
    """The kind of the latest outcome of each mentee."""
    asked = (
        select(OutcomeEvent.person_id, OutcomeEvent.kind)
        .where(OutcomeEvent.person_id.in_(people))
        .order_by(OutcomeEvent.started_on, OutcomeEvent.id)
    )
    return {row.person_id: row.kind or "" for row in session.execute(asked)}


def _present(session: Session, ids: Sequence[Id]) -> tuple[dict[Id, set[Id]], dict[Id, set[str]]]:
    """Who was there by meeting: colleagues, and guests by name; two laptops may have noted one."""
    colleagues: dict[Id, set[Id]] = defaultdict(set)
    guests: dict[Id, set[str]] = defaultdict(set)
    asked = select(MatchingPresent).where(MatchingPresent.matching_id.in_(ids))
    for row in session.scalars(asked):
        if row.author_id is not None:
            colleagues[row.matching_id].add(row.author_id)
        elif row.name:
            guests[row.matching_id].add(row.name)
    return colleagues, guests


def _decisions(session: Session, ids: Sequence[Id]) -> dict[Id, list[DecisionRow]]:
    """By meeting, in the order in which they were made; of two about one mentee the later."""
    mentee, mentor = aliased(Person), aliased(Person)
    asked = (
        select(MatchingDecision, mentee.given_name, mentor.given_name, Proposal.overruled_reason)
        .outerjoin(Proposal, Proposal.id == MatchingDecision.proposal_id)
        .outerjoin(mentee, mentee.id == MatchingDecision.mentee_id)
        .outerjoin(mentor, mentor.id == MatchingDecision.mentor_id)
        .where(MatchingDecision.matching_id.in_(ids))
        .order_by(MatchingDecision.id)
    )
    found: dict[Id, dict[Id, DecisionRow]] = defaultdict(dict)
    for row, one, other, overruled in session.execute(asked):
        found[row.matching_id].pop(row.mentee_id, None)
        found[row.matching_id][row.mentee_id] = DecisionRow(
            row.id, row.mentee_id, one or "?", row.mentor_id,
            (other or "?") if row.mentor_id else "", row.decided, row.reason, row.proposal_id,
            overruled or "",
        )  # fmt: skip
    return defaultdict(list, {one: list(rows.values()) for one, rows in found.items()})


def _decision(write: Write, matching_id: Id, mentee_id: Id) -> MatchingDecision | None:
    return write.session.scalars(
        select(MatchingDecision)
        .where(MatchingDecision.matching_id == matching_id, MatchingDecision.mentee_id == mentee_id)
        .order_by(MatchingDecision.id.desc())
    ).first()


def _refuse_settled(write: Write, before: MatchingDecision) -> None:
    """A decision that led to a proposal is changed by taking the proposal back."""
    if before.proposal_id is None:
        return
    proposal = write.session.get(Proposal, before.proposal_id)
    if proposal is not None and proposal.closed_on is None:
        raise UserError(
            N_("This meeting proposed a mentor already. Take that proposal back first, then "
               "decide again.")
        )  # fmt: skip
