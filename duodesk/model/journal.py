"""What this laptop keeps for itself: drafts, the search index's source, facts about this desk.

The journal's own tables (`operation`, `change`, `name`, `tip`, `replica`, `dirty`, `context`,
`erased`)
are written in `store/migrations/0001_first.sql` and touched by `store` alone, in SQL.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from duodesk.base.ids import Id
from duodesk.model.base import IdType, Local, LongText


class Draft(Local, kw_only=True):
    """Text being typed about a subject (an interview, say), at most a second behind the
    keyboard.
    """

    __tablename__ = "draft"

    subject: Mapped[Id] = mapped_column(IdType, primary_key=True)
    text: Mapped[LongText]
    cursor: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[datetime | None] = mapped_column(default=None)


class Lookup(Local, kw_only=True):
    """Where a row stands in lists and what the search line finds it by; rebuilt at will."""

    __tablename__ = "lookup"

    n: Mapped[int] = mapped_column(primary_key=True)
    row: Mapped[Id] = mapped_column(IdType, unique=True)
    tbl: Mapped[str]
    sort_key: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)
    folded: Mapped[LongText] = mapped_column(default="")


class Fact(Local, kw_only=True):
    """A fact about this desk: its replica, its office, a counter."""

    __tablename__ = "fact"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
