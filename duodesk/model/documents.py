"""Papers: what was printed for whom, and who signed it when."""

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


class Document(Record, kw_only=True):
    """One printed text for one duo in one language: version, hash and data, so it can be made
    again.
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
