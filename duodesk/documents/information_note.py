"""The information note that a volunteer gets before they start (law of 3 July 2005), and its
receipt: the organisation has to prove that it was given.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.dates import short
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_, speaking
from duodesk.base.ids import Id
from duodesk.documents.catalog import NOTE
from duodesk.documents.draw import Paper
from duodesk.documents.terms import lump_sums, of_office
from duodesk.documents.to_mentor import paper, reads
from duodesk.model.documents import Document, Signatory, Signature
from duodesk.model.people import Enrolment, Person, Role
from duodesk.office.queries import office
from duodesk.people.text import full_name
from duodesk.store.store import Changes, Store, Write


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt that came back signed: when and where it was signed, where the paper lies."""

    on: date
    place: str = ""
    filed_at: str = ""


def information_note(
    session: Session, enrolment_id: Id, *, today: date, language: str | None = None
) -> Paper:
    """The note with its receipt, in the mentor's own language of letters unless another is asked.
    Raises `UserError` for somebody who takes part as mentee.
    """
    row = session.get_one(Enrolment, enrolment_id)
    person = session.get_one(Person, row.person_id)
    if row.role != Role.MENTOR:
        raise UserError(
            N_("%(name)s is no mentor, and the note is for volunteers. Register them as mentor "
               "first."),
            name=full_name(person.given_name, person.family_name),
        )  # fmt: skip
    code, place = reads(person, language), office(session, person.office_id)
    with speaking(code):
        values: dict[str, str | None] = {
            "mentor_name": full_name(person.given_name, person.family_name),
            **of_office(place),
            **lump_sums(session, today),
        }
    made = paper(session, person, NOTE, said=(code, values, None), today=today)
    return replace(made, address=())  # handed over, not posted


def informed_on(session: Session, enrolment_id: Id) -> date | None:
    """The day on which a mentor received the note, as far as it is known."""
    return session.get_one(Enrolment, enrolment_id).informed_on


def receive(store: Store, enrolment_id: Id, receipt: Receipt) -> Changes:
    """Write down that a mentor signed the receipt; from that day on they are informed."""
    if receipt.on > store.clock.today():
        raise UserError(
            N_("%(day)s is in the future. Choose the day of the signature."), day=short(receipt.on)
        )
    with store.read() as session:
        person_id = session.get_one(Enrolment, enrolment_id).person_id
        person = session.get_one(Person, person_id)
        name = full_name(person.given_name, person.family_name)
    with store.write(N_("Receipt of the information note: %(name)s"), name=name) as write:
        signature = _signature(write, person_id, receipt)
        signature.signed_on = receipt.on
        signature.place = receipt.place.strip() or None
        signature.filed_at = receipt.filed_at.strip() or None
        write.session.get_one(Enrolment, enrolment_id).informed_on = receipt.on
    return write.changes


def not_received(store: Store, enrolment_id: Id) -> Changes:
    """Take back a receipt that was noted by mistake."""
    with store.read() as session:
        person = session.get_one(Person, session.get_one(Enrolment, enrolment_id).person_id)
        person_id, name = person.id, full_name(person.given_name, person.family_name)
    with store.write(N_("Receipt taken back: %(name)s"), name=name) as write:
        write.session.get_one(Enrolment, enrolment_id).informed_on = None
        for signature in write.session.scalars(
            select(Signature)
            .join(Document, Document.id == Signature.document_id)
            .where(Document.person_id == person_id, Document.kind == NOTE.code)
        ).all():
            write.session.delete(signature)
    return write.changes


def _signature(write: Write, person_id: Id, receipt: Receipt) -> Signature:
    """The signature under a mentor's note: the one noted before, else a new one under the note
    that was printed last.
    """
    notes = write.session.scalars(
        select(Document)
        .where(Document.person_id == person_id, Document.kind == NOTE.code)
        .order_by(Document.printed_at)
    ).all()
    if not notes:
        raise UserError(
            N_("This paper was not printed yet. Print it first, then record its signatures.")
        )
    before = write.session.scalars(
        select(Signature).where(Signature.document_id.in_([note.id for note in notes]))
    ).first()
    if before is not None:
        return before
    made = Signature(
        id=write.new_id(),
        document_id=notes[-1].id,
        signatory=Signatory.MENTOR,
        signed_on=receipt.on,
        person_id=person_id,
    )
    write.session.add(made)
    return made
