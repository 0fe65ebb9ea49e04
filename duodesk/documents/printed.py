"""What is written down of a printed paper: its text, hash and facts, so that the same paper can be
made again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.documents.catalog import ONE_AFTER_ANOTHER, kind_of
from duodesk.documents.draw import Paper, draw
from duodesk.documents.wording import Wording, of, shipped
from duodesk.model.documents import Document, Signature, TemplateEdition, TemplateText
from duodesk.model.pairing import Duo
from duodesk.model.people import Person
from duodesk.paper.layout import Grid
from duodesk.store.history import history
from duodesk.store.store import Write

# So many earlier texts are tried, the last ones first: one that is typed leaves hundreds.
_TRIED = 20


@dataclass(frozen=True, slots=True)
class Again:
    """A paper made once more: its bytes, its number, and whether they are the very bytes that were
    printed then.
    """

    content: bytes
    number: str
    same: bool


def write_down(
    write: Write,
    paper: Paper,
    content: bytes,
    *,
    duo_id: Id | None = None,
    person_id: Id | None = None,
) -> None:
    """Note within a command that a paper was printed. What was signed stays as it was signed: the
    same paper with other facts is written down beside it.
    """
    digest = hashlib.sha256(content).hexdigest()
    document = _document(write, paper, (duo_id, person_id), digest)
    _keep(write, paper)
    document.number = paper.number
    document.text_id = paper.wording.text_id
    document.printed_at = write.now
    document.printed_by = write.author_id
    document.sha256 = digest
    document.data = json.dumps(_facts(paper), ensure_ascii=False, sort_keys=True)


def again(session: Session, document_id: Id) -> Again:
    """The paper as it was printed, from the text and the facts that were kept. Raises `UserError`
    where its facts are not known, as with papers that came in from a list.
    """
    document = session.get_one(Document, document_id)
    if not document.data or not document.language:
        raise UserError(
            N_(
                "What stood on this paper was not kept here: it was signed before this program was "
                "used, or its text has not arrived yet. The paper itself is the original."
            )
        )
    first, number = b"", document.number or ""
    for paper in _papers(session, document):
        content = draw(paper)
        if hashlib.sha256(content).hexdigest() == document.sha256:
            return Again(content, number, same=True)
        first = first or content
    return Again(first, number, same=False)


def _facts(paper: Paper) -> dict[str, Any]:
    table = paper.table
    return {
        "values": dict(paper.values),
        "address": list(paper.address),
        "dated": paper.dated,
        "table": (
            {"headings": table.headings, "shares": table.shares, "rows": table.rows}
            if table
            else None
        ),
    }


def _papers(session: Session, document: Document) -> Iterator[Paper]:
    """The paper with the text as it is now, then with the texts that stood in its place before."""
    kind, language = kind_of(document.kind), document.language
    told = json.loads(document.data or "{}")
    # Before schema 7 the values were all that was kept.
    facts = told if isinstance(told.get("values"), dict) else {"values": told}
    table = facts.get("table")
    for wording in _wordings(session, document):
        yield Paper(
            kind,
            language,
            facts["values"],
            wording,
            address=tuple(facts.get("address", ())),
            dated=facts.get("dated", ""),
            table=Grid(
                tuple(table["headings"]), tuple(table["shares"]), tuple(map(tuple, table["rows"]))
            )
            if table
            else None,
        )


def _wordings(session: Session, document: Document) -> Iterator[Wording]:
    text = session.get(TemplateText, document.text_id) if document.text_id else None
    edition = session.get(TemplateEdition, text.edition_id) if text is not None else None
    if text is None or edition is None:
        yield shipped(kind_of(document.kind), document.language)
        return
    now = of(session, edition, text)
    # A draft's text was printed as a draft, even where it was approved since.
    drafts = (now.approved, not now.approved)
    yield from (replace(now, approved=approved) for approved in drafts)
    before = dict.fromkeys(
        change.new
        for entry in history(session, "template_text", text.id)
        for change in entry.changes
        if change.field == "text" and isinstance(change.new, str) and change.new != now.text
    )
    for words in islice(before, _TRIED):
        yield from (replace(now, text=words, approved=approved) for approved in drafts)


def _document(
    write: Write, paper: Paper, owners: tuple[Id | None, Id | None], digest: str
) -> Document:
    kind, number = kind_of(paper.kind.code), paper.number
    duo_id, person_id = owners
    signed = exists().where(Signature.document_id == Document.id)
    document = write.session.scalars(
        select(Document)
        .where(
            Document.duo_id == duo_id,
            Document.person_id == person_id,
            Document.kind == kind.code,
            Document.language == paper.language,
            Document.template_version == paper.wording.version,
            *([Document.number == number] if kind in ONE_AFTER_ANOTHER else []),
            (Document.sha256 == digest) | Document.sha256.is_(None) | ~signed,
        )
        .order_by(Document.sha256 != digest, Document.id.desc())
    ).first()
    if document is None:
        document = Document(
            id=write.new_id(),
            kind=kind.code,
            number=number,
            language=paper.language,
            office_id=_office_of(write, duo_id, person_id),
            duo_id=duo_id,
            person_id=person_id,
            template_version=paper.wording.version,
        )
        write.session.add(document)
    return document


def _keep(write: Write, paper: Paper) -> None:
    """Keep a text that comes with the program once a paper was printed from it: a later program may
    bring another one.
    """
    wording, session = paper.wording, write.session
    if session.get(TemplateEdition, wording.edition_id) is None:
        session.add(
            TemplateEdition(id=wording.edition_id, kind=paper.kind.code, version=wording.version)
        )
    if session.get(TemplateText, wording.text_id) is None:
        session.add(
            TemplateText(
                id=wording.text_id,
                edition_id=wording.edition_id,
                language=paper.language,
                text=wording.text,
            )
        )


def _office_of(write: Write, duo_id: Id | None, person_id: Id | None) -> Id:
    if duo_id is not None:
        return write.session.get_one(Duo, duo_id).office_id
    return write.session.get_one(Person, person_id).office_id
