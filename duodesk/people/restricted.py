"""Notes and interviews shown to few: their author, and who administers the office.

A courtesy of the screens, not a second lock: whoever can open the desk file holds its bytes. Every
place that shows words of a note or an interview asks here first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.clock import BELGIUM
from duodesk.base.dates import short
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_, Message
from duodesk.base.ids import Id
from duodesk.model.interviews import Finding, Interview
from duodesk.model.people import Note
from duodesk.model.reference import Author, Duty
from duodesk.store.store import AUTHOR, Changes, Store, Write


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks now, and whether they administer the office."""

    author_id: Id | None
    admin: bool

    def may_read(self, author_id: Id | None, *, restricted: bool | None) -> bool:
        """Whether words that `author_id` wrote may be shown to this reader."""
        own = author_id is not None and author_id == self.author_id
        return not restricted or self.admin or own


def reader(session: Session) -> Reader:
    """Who looks with this session."""
    author_id: Id | None = session.info.get(AUTHOR)
    duty = session.scalar(select(Author.duty).where(Author.id == author_id))
    return Reader(author_id, duty == Duty.OFFICE_ADMIN)


def may_read(session: Session, author_id: Id | None, *, restricted: bool | None) -> bool:
    """The same for a single row; nothing is asked of a row that everybody may read."""
    return not restricted or reader(session).may_read(author_id, restricted=restricted)


def closed_words(author: str, on: date | datetime | None) -> Message:
    """What stands in place of words that few may read."""
    day = on.astimezone(BELGIUM).date() if isinstance(on, datetime) else on
    return Message(
        N_("restricted, by %(name)s on %(day)s"), {"name": author or "?", "day": short(day) or "?"}
    )


def restrict_interview(store: Store, interview_id: Id, *, on: bool) -> Changes:
    """Show an interview to few, or to everybody of the office again."""
    with store.write(_label(on=on)) as write:
        _restrict(write, write.session.get_one(Interview, interview_id), on=on)
    return write.changes


def restrict_note(store: Store, note_id: Id, *, on: bool) -> Changes:
    """Show a note to few, or to everybody of the office again."""
    with store.write(_label(on=on)) as write:
        _restrict(write, write.session.get_one(Note, note_id), on=on)
    return write.changes


def need_reader(session: Session, row: Interview | Note) -> None:
    """Raise `UserError` where somebody would change words that they may not read."""
    if not may_read(session, row.author_id, restricted=row.restricted):
        raise UserError(
            N_(
                "This is shown to few. Its author, or who administers the office, can open it "
                "or change it."
            )
        )


def closed_rows(session: Session) -> frozenset[tuple[str, bytes]]:
    """Table and identity of all that this reader may not read; what shows a row as it is stored
    leaves them to those who may.
    """
    own = reader(session)
    found: set[tuple[str, bytes]] = set()
    for kind in (Interview, Note):
        rows = session.execute(select(kind.id, kind.author_id).where(kind.restricted.is_(True)))
        found |= {
            (str(kind.__tablename__), row.id.bytes)
            for row in rows
            if not own.may_read(row.author_id, restricted=True)
        }
    # What was noted from an interview, in its words, is closed with it.
    interviews = [Id(bytes=row) for table, row in found if table == Interview.__tablename__]
    noted = session.scalars(select(Finding.id).where(Finding.interview_id.in_(interviews)))
    return frozenset(found | {(str(Finding.__tablename__), row.bytes) for row in noted})


def _restrict(write: Write, row: Interview | Note, *, on: bool) -> None:
    """Whoever would lose the words by it, or never had them, does not decide this."""
    if not may_read(write.session, row.author_id, restricted=True):
        raise UserError(
            N_("Only its author, or who administers the office, decides who may read this.")
        )
    row.restricted = on or None


def _label(*, on: bool) -> str:
    return N_("Show to few") if on else N_("Show to all colleagues of the office")
