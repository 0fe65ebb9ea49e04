"""Printing a paper and recording who signed it; what was printed is kept so that it can be made
again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from duodesk.base.dates import short
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.base.progress import Progress, silent
from duodesk.documents.draw import Paper, draw, draw_all
from duodesk.documents.printed import write_down
from duodesk.model.documents import Document, Medium, Signatory, Signature
from duodesk.model.pairing import Duo
from duodesk.store.store import Changes, Store

# What printing several letters is called.
LETTERS = N_("Print letters: %(n)s")


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper as bytes, and what was written down about it."""

    changes: Changes
    content: bytes
    number: str


def print_paper(store: Store, duo_id: Id, paper: Paper) -> Printed:
    """Draw a paper of a duo and write down its version, hash and data; printing the same again
    adds nothing.
    """
    return _print(store, paper, duo_id=duo_id)


def print_letter(store: Store, person_id: Id, paper: Paper) -> Printed:
    """Draw a letter to a person, and write down the same of it."""
    return _print(store, paper, person_id=person_id)


@dataclass(frozen=True, slots=True)
class Owned:
    """A paper of a duo or of a person."""

    paper: Paper
    duo_id: Id | None = None
    person_id: Id | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A paper with its bytes, not written down yet."""

    owned: Owned
    content: bytes

    @property
    def paper(self) -> Paper:
        """What it says."""
        return self.owned.paper


def draw_several(owned: Sequence[Owned], *, progress: Progress = silent) -> list[Drawn]:
    """The bytes of several papers; looking at them writes nothing down."""
    contents = draw_all([one.paper for one in owned], progress=progress)
    return [Drawn(one, content) for one, content in zip(owned, contents, strict=True)]


def print_several(store: Store, drawn: Sequence[Drawn], label: str) -> Changes:
    """Write down that these papers were printed, in one step; the label tells of `n` papers."""
    with store.write(label, n=len(drawn)) as write:
        for one in drawn:
            owned = one.owned
            write_down(
                write, owned.paper, one.content, duo_id=owned.duo_id, person_id=owned.person_id
            )
    return write.changes


@dataclass(frozen=True, slots=True)
class HandedOver:
    """How a paper reached whom it was made for: by which way, when, and by whom of the office."""

    medium: Medium
    on: date
    by: Id | None = None


def hand_over(store: Store, documents: Sequence[Id], how: HandedOver) -> Changes:
    """Write down how printed papers were handed over; who writes it down did it unless another is
    named. For the information note this is the proof that the law asks for.
    """
    if how.on > store.clock.today():
        raise UserError(
            N_("%(day)s is in the future. Choose the day on which it was handed over."),
            day=short(how.on),
        )
    with store.write(N_("Handed over: %(number)s"), number=_numbers(store, documents)) as write:
        for document_id in documents:
            document = write.session.get_one(Document, document_id)
            document.medium, document.handed_on = how.medium, how.on
            document.handed_by = how.by or write.author_id
    return write.changes


def take_back(store: Store, documents: Sequence[Id]) -> Changes:
    """Take back what was noted by mistake on how papers were handed over."""
    with store.write(N_("Not handed over: %(number)s"), number=_numbers(store, documents)) as write:
        for document_id in documents:
            document = write.session.get_one(Document, document_id)
            document.medium = document.handed_on = document.handed_by = None
    return write.changes


def _print(
    store: Store, paper: Paper, *, duo_id: Id | None = None, person_id: Id | None = None
) -> Printed:
    content = draw(paper)
    number = paper.number
    with store.write(N_("Print %(number)s"), number=number) as write:
        write_down(write, paper, content, duo_id=duo_id, person_id=person_id)
    return Printed(write.changes, content, number)


@dataclass(frozen=True, slots=True)
class Signing:
    """A signature on paper: which paper, in which capacity, when, where, and where the paper
    lies.
    """

    kind: str
    signatory: Signatory
    on: date
    place: str = ""
    filed_at: str = ""


def sign(store: Store, duo_id: Id, signing: Signing) -> Changes:
    """Record that somebody signed a paper."""
    kind, signatory, on = signing.kind, signing.signatory, signing.on
    if on > store.clock.today():
        raise UserError(
            N_("%(day)s is in the future. Choose the day of the signature."), day=short(on)
        )
    with store.write(
        N_("Signature recorded: %(who)s, %(number)s"),
        who=str(signatory),
        number=_number(store, duo_id),
    ) as write:
        documents = write.session.scalars(
            select(Document)
            .where(Document.duo_id == duo_id, Document.kind == kind)
            .order_by(Document.printed_at)
        ).all()
        if not documents:
            raise UserError(
                N_("This paper was not printed yet. Print it first, then record its signatures.")
            )
        before = write.session.scalars(
            select(Signature).where(
                Signature.document_id.in_([d.id for d in documents]),
                Signature.signatory == signatory,
            )
        ).first()
        if before is None:
            before = Signature(
                id=write.new_id(), document_id=documents[-1].id, signatory=signatory, signed_on=on
            )
            write.session.add(before)
        before.signed_on, before.place, before.filed_at = (
            on,
            signing.place.strip() or None,
            signing.filed_at.strip() or None,
        )
        duo = write.session.get_one(Duo, duo_id)
        before.person_id = {Signatory.MENTEE: duo.mentee_id, Signatory.MENTOR: duo.mentor_id}.get(
            signatory
        )
    return write.changes


def unsign(store: Store, duo_id: Id, kind: str, signatory: Signatory) -> Changes:
    """Take a signature back that was recorded by mistake."""
    with store.write(N_("Signature removed: %(number)s"), number=_number(store, duo_id)) as write:
        found = write.session.scalars(
            select(Signature)
            .join(Document, Document.id == Signature.document_id)
            .where(
                Document.duo_id == duo_id, Document.kind == kind, Signature.signatory == signatory
            )
        ).all()
        for signature in found:
            write.session.delete(signature)
    return write.changes


def _number(store: Store, duo_id: Id) -> str:
    with store.read() as session:
        return session.get_one(Duo, duo_id).number


def _numbers(store: Store, documents: Sequence[Id]) -> str:
    with store.read() as session:
        return ", ".join(session.get_one(Document, one).number or "?" for one in documents)
