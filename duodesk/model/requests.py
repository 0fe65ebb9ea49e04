"""What people ask about the data that is kept of them, and what they were answered."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import ClassVar

from sqlalchemy.orm import Mapped, mapped_column

from duodesk.base.ids import Id
from duodesk.model.base import LongText, Record, Word


class Wish(StrEnum):
    """What a person asks for (GDPR, articles 15 to 18, 20 and 21)."""

    ACCESS = "access"
    CORRECTION = "correction"
    ERASURE = "erasure"
    RESTRICTION = "restriction"
    COPY = "copy"
    OBJECTION = "objection"


class Answer(StrEnum):
    """What a request was answered."""

    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"
    NOT_KNOWN = "not_known"


class DataRequest(Record, kw_only=True):
    """A request of a person about their data: it is answered within one month, or within three
    where the person is told so in the first.
    """

    __tablename__ = "data_request"
    __office_only__: ClassVar[tuple[str, ...]] = ("note", "reason")
    __owner__: ClassVar[tuple[str, ...]] = ("office_id",)

    wish: Mapped[Wish] = mapped_column(Word(Wish))
    received_on: Mapped[date]
    office_id: Mapped[Id]
    # Nobody where whoever asks is not known here.
    person_id: Mapped[Id | None] = mapped_column(default=None)
    author_id: Mapped[Id | None] = mapped_column(default=None)
    # When somebody saw that it is really this person who asks.
    identity_seen_on: Mapped[date | None] = mapped_column(default=None)
    extended_on: Mapped[date | None] = mapped_column(default=None)
    answered_on: Mapped[date | None] = mapped_column(default=None)
    answer: Mapped[Answer | None] = mapped_column(Word(Answer), default=None)
    reason: Mapped[str | None] = mapped_column(default=None)
    note: Mapped[LongText | None] = mapped_column(default=None)
