"""What becomes of two yes: a duo with its number, its language and the goal of the mentee."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.ids import Id
from duodesk.model.pairing import Duo, DuoStage, Proposal
from duodesk.model.people import Enrolment, Person, PersonLanguage, Role, Status
from duodesk.pairing.criteria import LEVELS
from duodesk.store.store import Write

# In which language a duo speaks when it could in several: those of the offices first.
_USUAL = ("fra", "nld", "eng", "deu")


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


def form_duo(write: Write, proposal: Proposal) -> None:
    """Let a duo come out of a proposal; its papers are to be signed."""
    session = write.session
    enrolments = [
        enrolment_of(session, proposal.mentee_id, Role.MENTEE),
        enrolment_of(session, proposal.mentor_id, Role.MENTOR),
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


def enrolment_of(session: Session, person_id: Id, role: Role) -> Enrolment | None:
    """A person's enrolment in a role; of two the first."""
    return session.scalars(
        select(Enrolment)
        .where(Enrolment.person_id == person_id, Enrolment.role == role)
        .order_by(Enrolment.id)
    ).first()
