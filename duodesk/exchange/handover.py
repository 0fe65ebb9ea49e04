"""Handing a person, and the duo they are in, over to another office: offered, accepted, refused,
withdrawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.exchange.naming import subject_of
from duodesk.model.exchange import Answered, Transfer
from duodesk.model.pairing import Duo, DuoStage
from duodesk.model.people import Enrolment, Person
from duodesk.people.text import full_name
from duodesk.people.together import entries_of
from duodesk.store.store import Changes, Store, Write

_RUNNING = (DuoStage.TO_SIGN, DuoStage.ACTIVE, DuoStage.PAUSED)


@dataclass(frozen=True, slots=True)
class TransferRow:
    """A hand-over as it is shown."""

    id: Id
    person: str
    person_id: Id
    from_office_id: Id
    to_office_id: Id
    state: Answered
    offered_on: date | None
    reason: str


def offer(store: Store, person_id: Id, to_office_id: Id) -> Changes:
    """Offer a person to another office; nothing changes until that office accepts."""
    with store.write(
        N_("%(name)s offered to another office"), name=_name(store, person_id)
    ) as write:
        person = write.session.get_one(Person, person_id)
        if person.office_id != write.office_id:
            raise UserError(N_("Only the office that follows this person can hand them over."))
        if person.office_id == to_office_id:
            raise UserError(N_("This person is already followed by that office."))
        if _open(write.session, person_id) is not None:
            raise UserError(N_("This person is already offered to an office. Withdraw that first."))
        write.session.add(
            Transfer(
                id=write.new_id(),
                person_id=person_id,
                from_office_id=person.office_id,
                to_office_id=to_office_id,
                duo_id=_running_duo(write.session, person_id),
                offered_on=write.today,
                offered_by=write.author_id,
            )
        )
    return write.changes


def accept(store: Store, transfer_id: Id) -> Changes:
    """Take the person over, with their enrolments and running duo; what the other office kept to
    itself comes with its next file.
    """
    with store.write(N_("Hand-over accepted")) as write:
        transfer = _answer(write, transfer_id, Answered.ACCEPTED, own=True)
        office, person = transfer.to_office_id, transfer.person_id
        entries = entries_of(write.session, person)
        for kind, column in ((Person, Person.id), (Enrolment, Enrolment.person_id)):
            write.session.execute(update(kind).where(column.in_(entries)).values(office_id=office))
        if transfer.duo_id is not None:
            write.session.execute(
                update(Duo).where(Duo.id == transfer.duo_id).values(office_id=office)
            )
    return write.changes


def refuse(store: Store, transfer_id: Id, reason: str) -> Changes:
    """Say no, with the reason."""
    with store.write(N_("Hand-over refused")) as write:
        _answer(write, transfer_id, Answered.REFUSED, own=True).reason = reason.strip() or None
    return write.changes


def withdraw(store: Store, transfer_id: Id) -> Changes:
    """Take an offer back before it was answered."""
    with store.write(N_("Hand-over withdrawn")) as write:
        _answer(write, transfer_id, Answered.WITHDRAWN, own=False)
    return write.changes


def transfers(session: Session) -> list[TransferRow]:
    """Offers without an answer, oldest first."""
    found = session.scalars(
        select(Transfer).where(Transfer.state == Answered.OFFERED).order_by(Transfer.id)
    )
    return [
        TransferRow(
            t.id, subject_of(session, "person", t.person_id).title, t.person_id, t.from_office_id,
            t.to_office_id, t.state, t.offered_on, t.reason or "",
        )
        for t in found
    ]  # fmt: skip


def offer_of(session: Session, person_id: Id) -> TransferRow | None:
    """The offer of this person that nobody answered yet."""
    return next((one for one in transfers(session) if one.person_id == person_id), None)


def offered_to(session: Session, office_id: Id) -> int:
    """How many people are offered to an office and wait for its answer."""
    asked = select(func.count()).where(
        Transfer.state == Answered.OFFERED, Transfer.to_office_id == office_id
    )
    return session.execute(asked).scalar_one()


def _answer(write: Write, transfer_id: Id, state: Answered, *, own: bool) -> Transfer:
    transfer = write.session.get_one(Transfer, transfer_id)
    if transfer.state != Answered.OFFERED:
        raise UserError(N_("This hand-over was already answered. Look at the person's history."))
    office = transfer.to_office_id if own else transfer.from_office_id
    if office != write.office_id:
        raise UserError(N_("This is for the other office to answer."))
    transfer.state = state
    transfer.answered_on = write.today
    transfer.answered_by = write.author_id
    return transfer


def _open(session: Session, person_id: Id) -> Transfer | None:
    return session.scalars(
        select(Transfer).where(Transfer.person_id == person_id, Transfer.state == Answered.OFFERED)
    ).first()


def _running_duo(session: Session, person_id: Id) -> Id | None:
    return session.scalars(
        select(Duo.id)
        .where(Duo.mentee_id == person_id, Duo.stage.in_(_RUNNING))
        .order_by(Duo.id.desc())
    ).first()


def _name(store: Store, person_id: Id) -> str:
    with store.read() as session:
        person = session.get(Person, person_id)
        return full_name(person.given_name, person.family_name) if person else "?"
