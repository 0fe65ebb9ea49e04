"""Series and events of the calendar by words of their names, titles and places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.ids import Id
from duodesk.model.training import Event, EventKind, Series
from duodesk.store.search import find
from duodesk.training.entry import DatedKind, titled

_EVENT, _SERIES = str(Event.__tablename__), str(Series.__tablename__)


@dataclass(frozen=True, slots=True)
class FoundDated:
    """A series, or an event with its day."""

    id: Id
    title: str
    place: str
    day: date | None = None
    is_series: bool = False


def found_dated(session: Session, words: str, *, limit: int = 6) -> list[FoundDated]:
    """What holds all the words (each may be a beginning), best first; events without a day, still
    on their way, are left out.
    """
    hits = find(session, words, tables=(_EVENT, _SERIES), limit=limit * 2)
    order = {hit.row: place for place, hit in enumerate(hits)}
    series = [hit.row for hit in hits if hit.table == _SERIES]
    events = [hit.row for hit in hits if hit.table == _EVENT]
    found = [*_series(session, series), *_events(session, events)]
    return sorted(found, key=lambda one: order[one.id])[:limit]


def _series(session: Session, ids: list[Id]) -> Iterator[FoundDated]:
    for row in session.scalars(select(Series).where(Series.id.in_(ids))):
        yield FoundDated(row.id, row.name or "?", row.place or "", is_series=True)


def _events(session: Session, ids: list[Id]) -> Iterator[FoundDated]:
    asked = select(Event).where(Event.id.in_(ids), Event.held_on.is_not(None))
    for row in session.scalars(asked):
        kind = str(row.kind or EventKind.OTHER)
        word = DatedKind(kind).title if kind in set(DatedKind) else kind
        title = titled(word, row.title or "")
        yield FoundDated(row.id, title, row.place or "", row.held_on)
