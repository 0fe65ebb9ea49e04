"""Papers: their texts, what was printed for whom, and who signed it when."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from duodesk.base.ids import Id
from duodesk.model.base import LongText, Record, Word


class Signatory(StrEnum):
    """In which capacity somebody signs."""

    MENTEE = "mentee"
    MENTOR = "mentor"
    COORDINATOR = "coordinator"


class Medium(StrEnum):
    """How a paper reached somebody."""

    BY_HAND = "by_hand"
    POST = "post"
    MAIL = "mail"
    SESSION = "session"


class TemplateEdition(Record, kw_only=True):
    """One version of the text of a kind of paper, in all its languages: until somebody approves it
    every page says that it is a draft; one that was printed or approved is never changed again.
    """

    __tablename__ = "template_edition"

    kind: Mapped[str]
    version: Mapped[int]
    made_on: Mapped[date | None] = mapped_column(default=None)
    author_id: Mapped[Id | None] = mapped_column(default=None)
    remark: Mapped[str | None] = mapped_column(default=None)
    # Who validated the text, as they are to be named on the screen; it may be a lawyer.
    approved_by: Mapped[str | None] = mapped_column(default=None)
    approved_on: Mapped[date | None] = mapped_column(default=None)
    # From this day on it is printed no more.
    withdrawn_on: Mapped[date | None] = mapped_column(default=None)


class TemplateText(Record, kw_only=True):
    """The text of an edition in one language, as it was written, with its named places."""

    __tablename__ = "template_text"

    edition_id: Mapped[Id]
    language: Mapped[str]
    text: Mapped[LongText]


class Document(Record, kw_only=True):
    """One printed text for one duo or person in one language: version, hash and data, so it can be
    made again.
    """

    __tablename__ = "document"
    __search__ = ("number",)

    kind: Mapped[str]
    number: Mapped[str]
    language: Mapped[str]
    office_id: Mapped[Id]
    duo_id: Mapped[Id | None] = mapped_column(default=None)
    person_id: Mapped[Id | None] = mapped_column(default=None)
    template_version: Mapped[int] = mapped_column(default=1)
    printed_at: Mapped[datetime | None] = mapped_column(default=None)
    printed_by: Mapped[Id | None] = mapped_column(default=None)
    sha256: Mapped[str | None] = mapped_column(default=None)
    data: Mapped[LongText | None] = mapped_column(default=None)
    # The very text that was printed; papers of before schema 7 do not name it.
    text_id: Mapped[Id | None] = mapped_column(default=None)
    # How it reached whom it was made for, where that has to be proved.
    handed_on: Mapped[date | None] = mapped_column(default=None)
    handed_by: Mapped[Id | None] = mapped_column(default=None)
    medium: Mapped[Medium | None] = mapped_column(Word(Medium), default=None)


class Signature(Record, kw_only=True):
    """A signature on paper: who, in which capacity, when, where, and where the paper lies."""

    __tablename__ = "signature"

    document_id: Mapped[Id]
    signatory: Mapped[Signatory] = mapped_column(Word(Signatory))
    signed_on: Mapped[date]
    person_id: Mapped[Id | None] = mapped_column(default=None)
    author_id: Mapped[Id | None] = mapped_column(default=None)
    place: Mapped[str | None] = mapped_column(default=None)
    filed_at: Mapped[str | None] = mapped_column(default=None)
