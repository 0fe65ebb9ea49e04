"""Proposing, meeting for the first time, answering; a duo is born when both have said yes."""

from __future__ import annotations

import json
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.model.documents import Signatory
from duodesk.model.pairing import Answer, Duo, DuoStage, Proposal, Stage
from duodesk.model.people import Enrolment, Person, PersonLanguage, Role, Status
from duodesk.model.training import Event, EventKind
from duodesk.pairing.criteria import LEVELS
from duodesk.pairing.queries import OPEN, UNDER_WAY
from duodesk.pairing.score import Score
from duodesk.store.store import Changes, Store, Write

# In which language a duo speaks when it could in several: those of the offices first.
_USUAL = ("fra", "nld", "eng", "deu")


def propose(
    store: Store, *, mentee_id: Id, mentor_id: Id, reason: str = "", score: Score | None = None
) -> Changes:
    """Put a mentee and a mentor forward to each other; the reasons of that day are kept with it.

    Raises `UserError` when one of them is promised already or not taken into the programme.
    """
    with store.write(
        N_("Propose %(mentee)s × %(mentor)s"), **_names(store, mentee_id, mentor_id)
    ) as write:
        for person_id, role in ((mentee_id, Role.MENTEE), (mentor_id, Role.MENTOR)):
            _check_free(write.session, person_id)
            _check_accepted(write.session, person_id, role)
        write.session.add(
            Proposal(
                id=write.new_id(),
                mentee_id=mentee_id,
                mentor_id=mentor_id,
                office_id=write.office_id,
                stage=Stage.PROPOSED,
                proposed_on=write.today,
                proposed_by=write.author_id,
                reason=reason.strip() or None,
                reasons=_kept(score),
            )
        )
    return write.changes


def plan_first_meeting(
    store: Store, proposal_id: Id, *, on: date | None, place: str = ""
) -> Changes:
    """Write down when and where they meet for the first time; where the calendar holds it with an
    hour, it moves there too.
    """
    with store.write(
        N_("Plan the first meeting of %(mentee)s × %(mentor)s"), **_pair(store, proposal_id)
    ) as write:
        proposal = _open(write.session, proposal_id)
        proposal.stage = Stage.FIRST_MEETING
        proposal.meeting_on = on
        proposal.meeting_place = place.strip() or None
        event = write.session.scalar(
            select(Event)
            .where(
                Event.proposal_id == proposal_id,
                Event.kind == EventKind.FIRST_MEETING,
                Event.cancelled_on.is_(None),
            )
            .order_by(Event.held_on.desc(), Event.id.desc())
            .limit(1)
        )
        if event is not None:
            event.held_on, event.place = on or event.held_on, proposal.meeting_place
            event.cancelled_on = write.today if on is None else None
    return write.changes


def answer(
    store: Store,
    proposal_id: Id,
    side: Signatory,
    said: Answer,
    *,
    reason: str = "",
    on: date | None = None,
) -> Changes:
    """Note what one side answered after the first meeting; two yes make a duo, one no ends the
    proposal.

    A mentee who is back in the pool keeps their waiting time, and the pair is never proposed again.
    """
    with store.write(
        N_("Answer noted for %(mentee)s × %(mentor)s"), **_pair(store, proposal_id)
    ) as write:
        proposal = _open(write.session, proposal_id)
        if side == Signatory.MENTEE:
            proposal.mentee_answer, proposal.mentee_answered_on = said, on or write.today
            proposal.mentee_reason = reason.strip() or None
        else:
            proposal.mentor_answer, proposal.mentor_answered_on = said, on or write.today
            proposal.mentor_reason = reason.strip() or None
        answers = {proposal.mentee_answer, proposal.mentor_answer}
        proposal.stage = Stage.DECISION
        if Answer.NO in answers:
            proposal.stage, proposal.closed_on = Stage.REFUSED, write.today
        elif answers == {Answer.YES}:
            proposal.stage, proposal.closed_on = Stage.ACCEPTED, write.today
            _form_duo(write, proposal)
    return write.changes


def withdraw(store: Store, proposal_id: Id, reason: str = "") -> Changes:
    """Take a proposal back; both are free again, and the pair may be thought of another time."""
    with store.write(
        N_("Withdraw the proposal %(mentee)s × %(mentor)s"), **_pair(store, proposal_id)
    ) as write:
        proposal = _open(write.session, proposal_id)
        proposal.stage = Stage.WITHDRAWN
        proposal.closed_on = write.today
        proposal.closed_reason = reason.strip() or None
    return write.changes


def common_language(session: Session, mentee_id: Id, mentor_id: Id) -> str | None:
    """The language both speak best, an office's language before another at the same level."""
    known: dict[Id, dict[str, int]] = {mentee_id: {}, mentor_id: {}}
    for row in session.execute(
        select(PersonLanguage.person_id, PersonLanguage.language, PersonLanguage.level).where(
            PersonLanguage.person_id.in_((mentee_id, mentor_id))
        )
    ):
        known[row.person_id][row.language] = LEVELS.get(row.level, 0) if row.level else 0
    one, other = known[mentee_id], known[mentor_id]
    ranked = [
        # From B2 on all are equal: then the usual languages come first.
        (min(one[code], other[code], 4), -_USUAL.index(code) if code in _USUAL else -9, code)
        for code in one.keys() & other.keys()
    ]
    return max(ranked)[2] if ranked else None


def _form_duo(write: Write, proposal: Proposal) -> None:
    session = write.session
    enrolments = [
        _enrolment(session, proposal.mentee_id, Role.MENTEE),
        _enrolment(session, proposal.mentor_id, Role.MENTOR),
    ]
    for enrolment in enrolments:
        if enrolment is not None:
            enrolment.status = Status.IN_DUO
    mentee = session.get(Person, proposal.mentee_id)
    session.add(
        Duo(
            id=write.new_id(),
            number=write.next_number("duo"),
            mentee_id=proposal.mentee_id,
            mentor_id=proposal.mentor_id,
            office_id=proposal.office_id,
            proposal_id=proposal.id,
            coordinator_id=(mentee.coordinator_id if mentee else None) or write.author_id,
            stage=DuoStage.TO_SIGN,
            language=common_language(session, proposal.mentee_id, proposal.mentor_id),
            goal=enrolments[0].goal if enrolments[0] else None,
            formed_on=write.today,
        )
    )


def _open(session: Session, proposal_id: Id) -> Proposal:
    proposal = session.get_one(Proposal, proposal_id)
    if proposal.stage not in OPEN:
        raise UserError(
            N_("This proposal is closed. Make a new one if the pair should be thought of again.")
        )
    return proposal


def _check_free(session: Session, person_id: Id) -> None:
    promised = session.scalar(
        select(Proposal.id).where(
            Proposal.stage.in_(OPEN),
            or_(Proposal.mentee_id == person_id, Proposal.mentor_id == person_id),
        )
    )
    duo = session.scalar(
        select(Duo.number).where(
            Duo.stage.in_(UNDER_WAY), or_(Duo.mentee_id == person_id, Duo.mentor_id == person_id)
        )
    )
    if promised or duo:
        person = session.get(Person, person_id)
        raise UserError(
            N_(
                "%(name)s is already promised or in a duo. Withdraw that proposal or end that "
                "duo first."
            ),
            name=_name(person),
        )


def _check_accepted(session: Session, person_id: Id, role: Role) -> None:
    enrolment = _enrolment(session, person_id, role)
    if enrolment is None or enrolment.status != Status.ACCEPTED:
        raise UserError(
            N_(
                "%(name)s has not been accepted yet. Decide on the person's page, then propose "
                "the duo."
            ),
            name=_name(session.get(Person, person_id)),
        )


def _enrolment(session: Session, person_id: Id, role: Role) -> Enrolment | None:
    return session.scalars(
        select(Enrolment)
        .where(Enrolment.person_id == person_id, Enrolment.role == role)
        .order_by(Enrolment.id)
    ).first()


def _kept(score: Score | None) -> str | None:
    """The reasons as they stood, independent of any language."""
    if score is None:
        return None
    terms = [
        {
            "criterion": t.criterion,
            "points": t.points,
            "most": t.most,
            "share": round(t.value.share * 1000),
            "known": round(t.value.known * 1000),
            "facts": list(t.value.facts),
        }
        for t in score.terms
    ]
    document = {"total": score.total, "low": score.low, "high": score.high, "terms": terms}
    return json.dumps(document, ensure_ascii=False, sort_keys=True)


def _pair(store: Store, proposal_id: Id) -> dict[str, str]:
    with store.read() as session:
        proposal = session.get_one(Proposal, proposal_id)
        return _both(session, proposal.mentee_id, proposal.mentor_id)


def _names(store: Store, mentee_id: Id, mentor_id: Id) -> dict[str, str]:
    with store.read() as session:
        return _both(session, mentee_id, mentor_id)


def _both(session: Session, mentee_id: Id, mentor_id: Id) -> dict[str, str]:
    return {
        "mentee": _name(session.get(Person, mentee_id)),
        "mentor": _name(session.get(Person, mentor_id)),
    }


def _name(person: Person | None) -> str:
    if person is None:
        return "?"
    return " ".join(part for part in (person.given_name, person.family_name) if part) or "?"
