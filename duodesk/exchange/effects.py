"""What a file does to rows, one by one and in words: whose row, which fields, from what to what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from duodesk.base.i18n import _
from duodesk.base.ids import id_of
from duodesk.exchange.naming import Subject, field_title, subject_of, value_text
from duodesk.model.vocabulary import record_tables
from duodesk.people.restricted import closed_rows
from duodesk.store.codec import Value

# So many rows are told one by one; a file that does more is told by its numbers.
MOST = 500
_SOME = 400
# People before their duos, and both before what is noted of them.
_FIRST = (
    "person",
    "duo",
    "enrolment",
    "transfer",
    "proposal",
    "outcome_event",
    "interview",
    "note",
)

RowAt = tuple[str, bytes]
Cells = Mapping[str, Value]


class Did(StrEnum):
    """What happens to a row."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Step:
    """One field: its title, what it says before, what after."""

    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What happens to one row, told in the reader's language."""

    did: Did
    table: str
    subject: Subject
    steps: tuple[Step, ...]


class Before:
    """Rows as they stand before a file is taken in; `gone` are those that it removes. Of very many,
    the weightiest are told, what is removed first.
    """

    def __init__(self, session: Session, rows: Iterable[RowAt], gone: Iterable[RowAt] = ()) -> None:
        self._session = session
        touched, removed = set(rows), frozenset(gone)
        self._rows = sorted(touched, key=lambda at: (_weight(at[0]), at not in removed, at))[:MOST]
        # Whether some of them are not told one by one.
        self.cut = len(touched) > MOST
        self._cells = _read(session, self._rows)
        self._closed = closed_rows(session)
        # What is removed has no title any more afterwards.
        self._titles = {
            at: subject_of(session, at[0], id_of(at[1])) for at in self._rows if at in self._cells
        }

    def effects(self) -> tuple[Effect, ...]:
        """What became of them."""
        after = _read(self._session, self._rows)
        self._closed |= closed_rows(self._session)
        found = []
        for at in self._rows:
            effect = self._effect(at, self._cells.get(at), after.get(at))
            if effect is not None:
                found.append(effect)
        return tuple(sorted(found, key=_order))

    def _effect(self, at: RowAt, old: Cells | None, new: Cells | None) -> Effect | None:
        table, row = at
        if new is None:
            gone = self._titles.get(at)
            return None if gone is None else Effect(Did.REMOVED, table, gone, ())
        did = Did.ADDED if old is None else Did.CHANGED
        steps = tuple(self._said(at, old or {}, new))
        if not steps and did is Did.CHANGED:
            return None
        return Effect(did, table, subject_of(self._session, table, id_of(row)), steps)

    def _said(self, at: RowAt, old: Cells, new: Cells) -> Iterable[Step]:
        """What changed in a row; of words that few may read, only that they are there."""
        if at in self._closed and old != new:
            author = value_text(self._session, at[0], "author_id", new.get("author_id"))
            words = _("restricted, by %(name)s", name=author or "?")
            return [Step(field_title(at[0], "restricted"), "", words)]
        return self._steps(at[0], old, new)

    def _steps(self, table: str, old: Cells, new: Cells) -> Iterable[Step]:
        for field, value in new.items():
            if old.get(field) != value:
                yield Step(
                    field_title(table, field),
                    value_text(self._session, table, field, old.get(field)),
                    value_text(self._session, table, field, value),
                )


def _weight(table: str) -> int:
    return _FIRST.index(table) if table in _FIRST else len(_FIRST)


def _order(effect: Effect) -> tuple[int, int, str, str]:
    """What is removed first, for it is what a person looks for; then people before the rest."""
    did = (Did.REMOVED, Did.ADDED, Did.CHANGED).index(effect.did)
    return did, _weight(effect.table), effect.subject.title, effect.table


def _read(session: Session, rows: list[RowAt]) -> dict[RowAt, Cells]:
    known = {table.name for table in record_tables()}
    by_table: dict[str, list[bytes]] = defaultdict(list)
    for table, row in rows:
        if table in known:
            by_table[table].append(row)
    found: dict[RowAt, Cells] = {}
    connection = session.connection()
    for table, ids in by_table.items():
        for start in range(0, len(ids), _SOME):
            some = tuple(ids[start : start + _SOME])
            marks = ", ".join("?" for _ in some)
            for one in connection.exec_driver_sql(
                f'SELECT * FROM "{table}" WHERE id IN ({marks})', some
            ).mappings():
                cells: dict[str, Any] = dict(one)
                found[table, cells.pop("id")] = cells
    return found
