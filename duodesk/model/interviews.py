"""Interviews of mentees and mentors; what is written there stays in the owning office."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from duodesk.base.ids import Id
from duodesk.model.base import LongText, Record, Word
from duodesk.model.people import Role


class Interview(Record, kw_only=True):
    """One intake interview: when, by whom, after which guide, and the notes with light marks."""

    __tablename__ = "interview"
    __table_args__ = (Index("interview_held_on", "held_on"),)
    __search__ = ("notes",)
    __office_only__: ClassVar[tuple[str, ...]] = ("notes",)
    __owner__: ClassVar[tuple[str, ...]] = ("person_id", "office_id")

    person_id: Mapped[Id]
    office_id: Mapped[Id]
    role: Mapped[Role] = mapped_column(Word(Role))
    held_on: Mapped[date]
    notes: Mapped[LongText] = mapped_column(default="")
    author_id: Mapped[Id | None] = mapped_column(default=None)
    language: Mapped[str] = mapped_column(default="fr")
    guide_version: Mapped[int] = mapped_column(default=1)
    minutes: Mapped[int | None] = mapped_column(default=None)
    finished_at: Mapped[datetime | None] = mapped_column(default=None)
    # Shown to its author and the office's administration alone.
    restricted: Mapped[bool | None] = mapped_column(default=None)


class Finding(Record, kw_only=True):
    """The words of an interview that a fact of the profile came from.

    `fact` names the fact ("language:fra", "target:cook", "free:1"); `words` is the sentence, which
    stays in the owning office.
    """

    __tablename__ = "finding"
    __office_only__: ClassVar[tuple[str, ...]] = ("words",)
    __owner__: ClassVar[tuple[str, ...]] = ("person_id",)

    interview_id: Mapped[Id]
    person_id: Mapped[Id]
    fact: Mapped[str]
    words: Mapped[LongText]
    author_id: Mapped[Id | None] = mapped_column(default=None)
