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
from duodesk.model.documents import Document, Signatory, Signature
from duodesk.model.pairing import Duo
from duodesk.store.store import Changes, Store


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
class PrintedAll:
    """Several letters as bytes with their numbers, printed in one step."""

    changes: Changes
    letters: tuple[tuple[str, bytes], ...]


def print_letters(
    store: Store, letters: Sequence[tuple[Id, Paper]], *, progress: Progress = silent
) -> PrintedAll:
    """Draw letters to several people and write down each of them; one step to undo. Nothing is
    written down when the person asks to stop.
    """
    contents = draw_all([paper for _, paper in letters], progress=progress)
    drawn = [(*letter, content) for letter, content in zip(letters, contents, strict=True)]
    with store.write(N_("Print letters: %(n)s"), n=len(drawn)) as write:
        for person_id, paper, content in drawn:
            write_down(write, paper, content, person_id=person_id)
    told = tuple((paper.number, content) for _, paper, content in drawn)
    return PrintedAll(write.changes, told)


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
