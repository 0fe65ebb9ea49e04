"""Which text a paper is drawn from: the newest version that somebody approved, else the one that
comes with the program, marked as a draft.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from duodesk.base.assets import resource
from duodesk.base.ids import Id, seed_id
from duodesk.documents.catalog import DocumentKind
from duodesk.model.documents import TemplateEdition, TemplateText
from duodesk.paper import template


@dataclass(frozen=True, slots=True)
class Wording:
    """A text with its named places in one language, the version as papers name it, and whether
    somebody approved it; `edition_id` and `text_id` are what it is kept under once printed.
    """

    text: str
    version: int
    label: str
    approved: bool
    edition_id: Id
    text_id: Id

    def read(self, kind: DocumentKind) -> template.Template:
        """Its pieces; raises `UserError` for a place that a paper of this kind has not."""
        return template.parse(self.text, kind.fields, name=kind.title)


def path(kind: DocumentKind, language: str) -> Path:
    """Where the text of a kind that comes with the program lies in a language."""
    return resource("templates", language, f"{kind.code}.txt")


def shipped(kind: DocumentKind, language: str) -> Wording:
    """The text that comes with the program; another text has another identity, so that two
    programs never give one identity to two texts.
    """
    text, digest = _shipped(kind.code, language)
    return Wording(
        text,
        kind.version,
        str(kind.version),
        approved=False,
        edition_id=shipped_edition(kind),
        text_id=seed_id(f"template/{kind.code}/{kind.version}/{language}/{digest}"),
    )


def shipped_edition(kind: DocumentKind) -> Id:
    """The identity of the version that comes with the program."""
    return seed_id(f"template/{kind.code}/{kind.version}")


def in_force(session: Session, kind: DocumentKind, language: str) -> Wording:
    """What a paper of this kind says if it is printed now. A version that lacks the language (its
    text may still be on its way) leaves it to the text that comes with the program.
    """
    found = session.execute(
        select(TemplateEdition, TemplateText)
        .join(
            TemplateText,
            and_(TemplateText.edition_id == TemplateEdition.id, TemplateText.language == language),
        )
        .where(
            TemplateEdition.kind == kind.code,
            TemplateEdition.approved_on.is_not(None),
            TemplateEdition.withdrawn_on.is_(None),
            TemplateText.text.is_not(None),
        )
        .order_by(TemplateEdition.version.desc(), TemplateEdition.id.desc(), TemplateText.id.desc())
        .limit(1)
    ).first()
    return of(session, *found) if found is not None else shipped(kind, language)


def of(session: Session, edition: TemplateEdition, text: TemplateText) -> Wording:
    """A kept text as a paper takes it."""
    return Wording(
        text.text or "",
        edition.version or 0,
        label(session, edition),
        approved=edition.approved_on is not None and edition.withdrawn_on is None,
        edition_id=edition.id,
        text_id=text.id,
    )


def label(session: Session, edition: TemplateEdition) -> str:
    """The version as people read it: two that were made on two laptops under one number are told
    apart by a letter.
    """
    earlier = session.scalar(
        select(func.count())
        .select_from(TemplateEdition)
        .where(
            TemplateEdition.kind == edition.kind,
            TemplateEdition.version == edition.version,
            TemplateEdition.id < edition.id,
        )
    )
    return labelled(edition.version, earlier or 0)


def labelled(version: int | None, earlier: int) -> str:
    """A version as people read it, `earlier` ones of the same number being there."""
    return f"{version or 0}{chr(ord('a') + min(earlier, 25)) if earlier else ''}"


def numbered(owner: str | None, kind: DocumentKind, wording: Wording, language: str) -> str:
    """The number on a paper: whose it is, the letter of its kind with the version, the language."""
    return f"{owner or '?'}-{kind.letter}{wording.label}-{language.upper()}"


@lru_cache(maxsize=256)
def _shipped(code: str, language: str) -> tuple[str, str]:
    text = resource("templates", language, f"{code}.txt").read_text(encoding="utf-8")
    return text, hashlib.sha256(text.encode()).hexdigest()[:16]
