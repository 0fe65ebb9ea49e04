"""The life of a duo: its start once the papers are signed, its end, or that it never began."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.dates import short
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.model.documents import Document, Signatory, Signature
from duodesk.model.pairing import Duo, DuoStage
from duodesk.model.people import Enrolment, Role, Status
from duodesk.office import settings
from duodesk.store.store import Changes, Store, Write

PAPERS = ("agreement", "code_of_conduct")
SIDES = (Signatory.MENTEE, Signatory.MENTOR)


def missing_signatures(session: Session, duo_id: Id) -> list[tuple[str, Signatory]]:
    """Which paper still lacks whose signature."""
    signed = {
        (row.kind, row.signatory)
        for row in session.execute(
            select(Document.kind, Signature.signatory)
            .join(Signature, Signature.document_id == Document.id)
            .where(Document.duo_id == duo_id)
        )
    }
    return [(paper, side) for paper in PAPERS for side in SIDES if (paper, side) not in signed]


def start_duo(store: Store, duo_id: Id, *, on: date, unsigned_reason: str = "") -> Changes:
    """Let a duo begin without a plan of its follow-up, as `followup.plan.start_with_plan` does with
    one.
    """
    with store.write(N_("Start duo %(number)s"), number=_number(store, duo_id)) as write:
        begin(write, duo_id, on=on, unsigned_reason=unsigned_reason)
    return write.changes


def begin(write: Write, duo_id: Id, *, on: date, unsigned_reason: str = "") -> Duo:
    """Let a duo begin, inside a command; unsigned papers need a reason, and the expected end
    follows from the office's setting.
    """
    missing = missing_signatures(write.session, duo_id)
    if missing and not unsigned_reason.strip():
        raise UserError(
            N_(
                "Agreement and code of conduct are not signed by both yet. Record the "
                "signatures, or give a reason."
            )
        )
    chosen = settings.values(write.session, office_id=write.office_id, on=on)
    duo = write.session.get_one(Duo, duo_id)
    _check_stage(duo, (DuoStage.TO_SIGN,))
    duo.stage = DuoStage.ACTIVE
    duo.start_date = on
    duo.expected_end = on + timedelta(weeks=chosen.number(settings.DUO_WEEKS))
    duo.unsigned_reason = unsigned_reason.strip() or None if missing else None
    return duo


def end_duo(store: Store, duo_id: Id, *, on: date, reason: str) -> Changes:
    """End a duo with its reason; the mentor is free again, the mentee has finished."""
    with store.write(N_("End duo %(number)s"), number=_number(store, duo_id)) as write:
        end_in(write, write.session.get_one(Duo, duo_id), on=on, reason=reason)
    return write.changes


def end_in(write: Write, duo: Duo, *, on: date, reason: str) -> None:
    """The same within another command."""
    _check_stage(duo, (DuoStage.ACTIVE, DuoStage.PAUSED))
    if duo.start_date is not None and on < duo.start_date:
        raise UserError(
            N_("The duo started on %(start)s; it cannot end before. Choose a later day."),
            start=short(duo.start_date),
        )
    duo.stage, duo.ended_on, duo.end_reason = DuoStage.ENDED, on, reason
    _release(write.session, duo, mentee=Status.FINISHED, mentor=Status.ACCEPTED, free_from=on)


def never_started(store: Store, duo_id: Id, *, reason: str = "") -> Changes:
    """A duo that came to nothing before it began: both are free again, the mentee's waiting time is
    kept.
    """
    with store.write(N_("Duo %(number)s never started"), number=_number(store, duo_id)) as write:
        duo = write.session.get_one(Duo, duo_id)
        _check_stage(duo, (DuoStage.TO_SIGN,))
        duo.stage, duo.ended_on, duo.end_reason = (
            DuoStage.NEVER_STARTED,
            write.today,
            reason.strip() or None,
        )
        _release(write.session, duo, mentee=Status.ACCEPTED, mentor=Status.ACCEPTED, free_from=None)
    return write.changes


def _release(
    session: Session, duo: Duo, *, mentee: Status, mentor: Status, free_from: date | None
) -> None:
    for person_id, role, status in (
        (duo.mentee_id, Role.MENTEE, mentee),
        (duo.mentor_id, Role.MENTOR, mentor),
    ):
        enrolment = session.scalars(
            select(Enrolment).where(Enrolment.person_id == person_id, Enrolment.role == role)
        ).first()
        if enrolment is not None:
            enrolment.status = status
            if role == Role.MENTOR:
                enrolment.free_from = free_from


def _check_stage(duo: Duo, wanted: tuple[DuoStage, ...]) -> None:
    if duo.stage not in wanted:
        raise UserError(
            N_(
                "Duo %(number)s is not in the stage for this. Look at the duo's card; it may "
                "have moved on."
            ),
            number=duo.number,
        )


def _number(store: Store, duo_id: Id) -> str:
    with store.read() as session:
        return session.get_one(Duo, duo_id).number
