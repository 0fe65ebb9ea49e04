"""Notes, interviews and calls by the words in them, each with a piece of its text; what is shown to
few is found by few.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, literal, select
from sqlalchemy.orm import Session

from duodesk.base.clock import BELGIUM
from duodesk.base.ids import Id
from duodesk.base.spots import Marked, snippet
from duodesk.model.base import Record
from duodesk.model.interviews import Interview
from duodesk.model.pairing import Duo
from duodesk.model.people import Note, Person
from duodesk.model.recruitment import Contact
from duodesk.people.restricted import reader
from duodesk.people.text import list_name
from duodesk.store.search import find

# The words of each table, and the day they belong to.
_COLUMNS: Mapping[str, tuple[type[Record], str, str]] = {
    "interview": (Interview, "notes", "held_on"),
    "note": (Note, "text", "written_at"),
    "contact": (Contact, "text", "happened_at"),
}
TABLES = tuple(_COLUMNS)


@dataclass(frozen=True, slots=True)
class FoundWords:
    """Where words were found: in what, of whom (or of which duo), on which day."""

    table: str
    row: Id
    person_id: Id | None
    duo_id: Id | None
    name: str
    day: date | None
    piece: Marked


def found_words(session: Session, words: str, *, limit: int = 8) -> list[FoundWords]:
    """What holds all the words (each may be a beginning), best first."""
    hits = find(session, words, tables=TABLES, limit=limit * 4)
    order = {hit.row: place for place, hit in enumerate(hits)}
    found: list[FoundWords] = []
    for table in TABLES:
        ids = [hit.row for hit in hits if hit.table == table]
        found += _rows(session, table, ids, words) if ids else ()
    return sorted(found, key=lambda one: order[one.row])[:limit]


def _rows(session: Session, table: str, ids: list[Id], words: str) -> Iterator[FoundWords]:
    looks = reader(session)
    for row in session.execute(_asked(table, ids)):
        if not looks.may_read(row.author_id, restricted=row.restricted) or not row.text:
            continue
        yield FoundWords(
            table=table,
            row=row.id,
            person_id=row.person_id,
            duo_id=row.duo_id,
            name=list_name(row.family_name, row.given_name) or row.number or "",
            day=row.at.astimezone(BELGIUM).date() if isinstance(row.at, datetime) else row.at,
            piece=snippet(row.text, words),
        )


def _asked(table: str, ids: list[Id]) -> Select[Any]:
    kind, text, at = _COLUMNS[table]
    own = kind.__table__.c
    duo = own.duo_id if "duo_id" in own else literal(None)
    asked = select(
        own.id,
        own.person_id,
        duo.label("duo_id"),
        own.author_id,
        own[text].label("text"),
        own[at].label("at"),
        (own.restricted if "restricted" in own else literal(None)).label("restricted"),
        Person.given_name,
        Person.family_name,
        Duo.number,
    )
    return (
        asked.outerjoin(Person, Person.id == own.person_id)
        .outerjoin(Duo, Duo.id == duo)
        .where(own.id.in_(ids))
    )
