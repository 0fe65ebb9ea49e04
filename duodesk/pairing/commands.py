"""Suggesting, proposing, thinking again: each step is one that can be undone."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.model.pairing import Proposal, Stage
from duodesk.pairing.doubts import Standing, standing
from duodesk.pairing.kept import kept_text
from duodesk.pairing.naming import both, pair_of
from duodesk.pairing.queries import OPEN
from duodesk.pairing.score import Score
from duodesk.store.store import Changes, Store, Write

# The way of a proposal, from left to right.
WAY = (Stage.SUGGESTED, Stage.PROPOSED, Stage.FIRST_MEETING, Stage.DECISION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thought:
    """What is noted with a pair: the reason in one's own words, the reasons reckoned that day, why
    doubts were overruled, and the matching meeting that thought of it.
    """

    reason: str = ""
    score: Score | None = None
    overruled_reason: str = ""
    matching_id: Id | None = None


def suggest(
    store: Store, *, mentee_id: Id, mentor_id: Id, thought: Thought | None = None
) -> Changes:
    """Keep a pair in mind; it reserves nobody, and a mentee may have several.

    Raises `UserError` where something forbids the pair.
    """
    with store.write(
        N_("Suggest %(mentee)s × %(mentor)s"), **_names(store, mentee_id, mentor_id)
    ) as write:
        add_suggestion(write, mentee_id, mentor_id, thought or Thought())
    return write.changes


def add_suggestion(write: Write, mentee_id: Id, mentor_id: Id, told: Thought) -> Id:
    """A pair kept in mind, inside a step of its caller's."""
    _check(write, mentee_id, mentor_id, "", forward=False)
    return _add(write, mentee_id, mentor_id, Stage.SUGGESTED, told).id


def propose(
    store: Store, *, mentee_id: Id, mentor_id: Id, thought: Thought | None = None
) -> Changes:
    """Put a mentee and a mentor forward to each other: both are reserved for some days.

    Raises `UserError` where something forbids the pair, or where doubts are not overruled with a
    reason.
    """
    told = thought or Thought()
    with store.write(
        N_("Propose %(mentee)s × %(mentor)s"), **_names(store, mentee_id, mentor_id)
    ) as write:
        add_proposal(write, mentee_id, mentor_id, told)
    return write.changes


def add_proposal(write: Write, mentee_id: Id, mentor_id: Id, told: Thought) -> Id:
    """A new proposal inside a step of its caller's."""
    doubts = _check(write, mentee_id, mentor_id, told.overruled_reason)
    proposal = _add(write, mentee_id, mentor_id, Stage.PROPOSED, told)
    _overrule(proposal, doubts, told.overruled_reason)
    return proposal.id


def put_forward(store: Store, proposal_id: Id, *, overruled_reason: str = "") -> Changes:
    """Propose a pair that was only suggested, or whose reservation lapsed."""
    with store.write(N_("Propose %(mentee)s × %(mentor)s"), **pair_of(store, proposal_id)) as write:
        proposal = open_proposal(write.session, proposal_id)
        doubts = _check(
            write, proposal.mentee_id, proposal.mentor_id, overruled_reason, but=proposal_id
        )
        step(write, proposal, Stage.PROPOSED)
        proposal.proposed_on, proposal.proposed_by = write.today, write.author_id
        _overrule(proposal, doubts, overruled_reason)
    return write.changes


def move_back(store: Store, proposal_id: Id, to: Stage, *, reason: str) -> Changes:
    """Return a proposal to an earlier stage; why is noted, what was planned and answered stays.

    Raises `UserError` without a reason, or for a stage that does not lie before.
    """
    if not reason.strip():
        raise UserError(N_("Write down why it goes back, then try again."))
    with store.write(
        N_("Move %(mentee)s × %(mentor)s back"), **pair_of(store, proposal_id)
    ) as write:
        proposal = open_proposal(write.session, proposal_id)
        if to not in WAY or WAY.index(to) >= WAY.index(proposal.stage):
            raise UserError(N_("That stage does not lie before. Look at the card again."))
        step(write, proposal, to)
        proposal.reason = " · ".join(part for part in (proposal.reason, reason.strip()) if part)
        if to in {Stage.SUGGESTED, Stage.PROPOSED}:
            proposal.meeting_on = None
        if to != Stage.DECISION:
            proposal.mentee_answer = proposal.mentor_answer = None
            proposal.mentee_answered_on = proposal.mentor_answered_on = None
    return write.changes


def withdraw(
    store: Store, proposal_id: Id, reason: str = "", *, code: str | None = None
) -> Changes:
    """Take a proposal back before it began; both are free again, and the pair may be thought of
    another time.
    """
    with store.write(
        N_("Withdraw the proposal %(mentee)s × %(mentor)s"), **pair_of(store, proposal_id)
    ) as write:
        proposal = open_proposal(write.session, proposal_id)
        step(write, proposal, Stage.WITHDRAWN)
        proposal.closed_on = write.today
        proposal.closed_reason = reason.strip() or None
        proposal.closed_code = code
    return write.changes


def note_reason(store: Store, proposal_id: Id, reason: str) -> Changes:
    """Keep another word on why these two are thought to fit."""
    with store.write(N_("Note on %(mentee)s × %(mentor)s"), **pair_of(store, proposal_id)) as write:
        write.session.get_one(Proposal, proposal_id).reason = reason.strip() or None
    return write.changes


def open_proposal(session: Session, proposal_id: Id) -> Proposal:
    """A proposal on its way; raises `UserError` for one that is closed."""
    proposal = session.get_one(Proposal, proposal_id)
    if proposal.stage not in OPEN:
        raise UserError(
            N_("This proposal is closed. Make a new one if the pair should be thought of again.")
        )
    return proposal


def step(write: Write, proposal: Proposal, to: Stage) -> None:
    """Let a proposal stand in a stage from today on."""
    proposal.stage, proposal.moved_on = to, write.today


def _add(write: Write, mentee_id: Id, mentor_id: Id, stage: Stage, told: Thought) -> Proposal:
    forward = stage == Stage.PROPOSED
    proposal = Proposal(
        id=write.new_id(),
        mentee_id=mentee_id,
        mentor_id=mentor_id,
        office_id=write.office_id,
        stage=stage,
        proposed_on=write.today if forward else None,
        proposed_by=write.author_id,
        moved_on=write.today,
        reason=told.reason.strip() or None,
        reasons=kept_text(told.score) if told.score else None,
        matching_id=told.matching_id,
    )
    write.session.add(proposal)
    return proposal


def _check(
    write: Write,
    mentee_id: Id,
    mentor_id: Id,
    overruled_reason: str,
    *,
    but: Id | None = None,
    forward: bool = True,
) -> tuple[str, ...]:
    """Refuse what is forbidden, ask for a reason where there are doubts; gives their codes."""
    how = _allowed(write, mentee_id, mentor_id, but)
    if forward and how.doubts and not overruled_reason.strip():
        raise UserError(
            N_("%(doubt)s Write down why the duo is proposed all the same."),
            doubt=how.doubts[0].text,
        )
    return tuple(one.code for one in how.doubts)


def check_still_free(write: Write, proposal: Proposal) -> None:
    """Refuse to go on with a proposal whose people were promised to others since, or left."""
    _allowed(write, proposal.mentee_id, proposal.mentor_id, proposal.id)


def _allowed(write: Write, mentee_id: Id, mentor_id: Id, but: Id | None) -> Standing:
    how = standing(
        write.session,
        mentee_id,
        mentor_id,
        today=write.today,
        office_id=write.office_id,
        but=(but,) if but else (),
    )
    if how.bars:
        raise UserError(how.bars[0].text.msgid, **how.bars[0].text.values)
    return how


def _overrule(proposal: Proposal, doubts: tuple[str, ...], reason: str) -> None:
    proposal.overruled = " ".join(doubts) or None
    proposal.overruled_reason = reason.strip() or None if doubts else None


def _names(store: Store, mentee_id: Id, mentor_id: Id) -> dict[str, str]:
    with store.read() as session:
        return both(session, mentee_id, mentor_id)
