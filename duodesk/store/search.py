"""The index behind the search line and the order of lists: fed by the write door, rebuilt at will.

The one place where a person's words become a full-text query: each word is quoted, so that no sign
in it
is taken for a command.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, Text, text
from sqlalchemy.orm import Session

from duodesk.base.collate import fold, sort_key
from duodesk.base.ids import Id
from duodesk.model.base import Record
from duodesk.model.vocabulary import record_classes
from duodesk.store.asking import told_of
from duodesk.store.engine import for_each, told

_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_CHUNK = 500
# So many letters of a column are found; a book in a name is no name, but notes may be long.
_MOST, _MOST_OF_NOTES = 1_000, 200_000


@dataclass(frozen=True, slots=True)
class Hit:
    """A row found by its words."""

    table: str
    row: Id


class _Entry(NamedTuple):
    row: bytes
    sort_key: bytes | None
    folded: str


def find(session: Session, words: str, *, tables: Iterable[str] = (), limit: int = 30) -> list[Hit]:
    """Rows that contain all the words (each may be a beginning), best first."""
    query = " ".join(f'"{word}"*' for word in _WORD.findall(fold(words)))
    if not query:
        return []
    wanted = list(tables)
    marks = ", ".join(f":t{i}" for i in range(len(wanted)))
    only = f"AND l.tbl IN ({marks})" if wanted else ""
    rows = session.execute(
        text(
            "SELECT l.tbl, l.row FROM search JOIN lookup l ON l.n = search.rowid "
            f"WHERE search MATCH :query {only} ORDER BY search.rank, l.sort_key LIMIT :limit"
        ),
        {"query": query, "limit": limit, **{f"t{i}": name for i, name in enumerate(wanted)}},
    )
    return [Hit(row.tbl, UUID(bytes=row.row)) for row in rows]


def feed(connection: Connection, written: Iterable[tuple[str, bytes, Collection[str]]]) -> None:
    """Bring the index up to date with rows just written (table, row, full names of the columns),
    where a column that it reads was touched.
    """
    kinds = {str(kind.__tablename__): kind for kind in _indexed()}
    sorting = {t: {f"{t}.{c}" for c in (*kinds[t].__sort__, "_alive")} for t in kinds}
    reading = {t: sorting[t] | {f"{t}.{c}" for c in kinds[t].__search__} for t in kinds}
    touched: dict[tuple[str, bool], list[bytes]] = defaultdict(list)
    for table, row, fields in written:
        if table in kinds and not reading[table].isdisjoint(fields):
            touched[table, not sorting[table].isdisjoint(fields)].append(row)
    for (table, moved), ids in touched.items():
        for start in range(0, len(ids), _CHUNK):
            _refresh(connection, kinds[table], ids[start : start + _CHUNK], moved=moved)


def rebuild(connection: Connection) -> None:
    """Make the index anew from the tables."""
    connection.exec_driver_sql("DELETE FROM lookup")
    connection.exec_driver_sql("INSERT INTO search (search) VALUES ('delete-all')")
    for kind in _indexed():
        ids = [row for (row,) in told(connection, f'SELECT id FROM "{kind.__tablename__}"')]
        for start in range(0, len(ids), _CHUNK):
            _refresh(connection, kind, ids[start : start + _CHUNK], moved=True)


def forget(connection: Connection, rows: Iterable[bytes]) -> None:
    """Take rows out of the index, their folded words too."""
    query = "SELECT l.n, l.folded FROM asking a JOIN lookup l ON l.row = a.id"
    _drop(connection, told_of(connection, rows, query))


def renew(connection: Connection) -> None:
    """Write the index anew from what it is about, so that it keeps no word of what is gone."""
    connection.exec_driver_sql("INSERT INTO search (search) VALUES ('rebuild')")


def _indexed() -> list[type[Record]]:
    return [kind for kind in record_classes() if kind.__search__ or kind.__sort__]


def _refresh(connection: Connection, kind: type[Record], ids: list[bytes], *, moved: bool) -> None:
    """`moved`: what gives these rows their place was touched too, not their words alone."""
    table, marks = str(kind.__tablename__), ", ".join("?" for _ in ids)
    held = told(
        connection,
        f"SELECT row, n, sort_key, folded, tbl FROM lookup WHERE row IN ({marks})",
        tuple(ids),
    )
    known = {row: (n, key, folded) for row, n, key, folded, tbl in held if tbl == table}
    keys = {} if moved else {row: key for row, (_, key, _) in known.items()}
    present = {e.row: e for e in _entries(connection, kind, ids, keys)}
    # Or a row of another table has this identity, which only a laptop gone wrong makes: its place
    # is taken.
    gone = [one for one in held if (one[0] in known) != (one[0] in present)]
    _drop(connection, [(n, folded) for _, n, _, folded, _ in gone])
    # In the order of the index, which else would be written out at each of them.
    changed = sorted(
        (n, present[row])
        for row, (n, key, folded) in known.items()
        if row in present and (present[row].sort_key, present[row].folded) != (key, folded)
    )
    _change(connection, changed)
    new = [entry for row, entry in present.items() if row not in known]
    _add(connection, table, new)


def _drop(connection: Connection, held: Iterable[tuple[Any, ...]]) -> None:
    """Entries by their numbers, with the words that the index holds of them."""
    stale = sorted(held)
    if stale:
        for_each(
            connection, "INSERT INTO search (search, rowid, folded) VALUES ('delete', ?, ?)", stale
        )
        for_each(connection, "DELETE FROM lookup WHERE n = ?", [(n,) for n, _ in stale])


def _change(connection: Connection, entries: list[tuple[int, _Entry]]) -> None:
    """The index reads from the table what it held of a row: it goes first."""
    if not entries:
        return
    words = "UPDATE search SET folded = ? WHERE rowid = ?"
    for_each(connection, words, [(e.folded, n) for n, e in entries])
    place = "UPDATE lookup SET sort_key = ?, folded = ? WHERE n = ?"
    for_each(connection, place, [(e.sort_key, e.folded, n) for n, e in entries])


def _add(connection: Connection, table: str, entries: list[_Entry]) -> None:
    if not entries:
        return
    ((last,),) = told(connection, "SELECT coalesce(max(n), 0) FROM lookup")
    numbered = list(enumerate(entries, start=last + 1))
    for_each(
        connection,
        "INSERT INTO lookup (n, row, tbl, sort_key, folded) VALUES (?, ?, ?, ?, ?)",
        [(n, e.row, table, e.sort_key, e.folded) for n, e in numbered],
    )
    for_each(
        connection,
        "INSERT INTO search (rowid, folded) VALUES (?, ?)",
        [(n, e.folded) for n, e in numbered],
    )


def _entries(
    connection: Connection,
    kind: type[Record],
    ids: list[bytes],
    keys: Mapping[bytes, bytes | None],
) -> list[_Entry]:
    """What the index should hold of these rows; `keys` are the places already worked out."""
    columns = (*kind.__search__, *kind.__sort__)
    listed = ", ".join(f'"{c}"' for c in columns)
    marks = ", ".join("?" for _ in ids)
    rows = told(
        connection,
        f'SELECT id, {listed} FROM "{kind.__tablename__}" WHERE id IN ({marks})',
        tuple(ids),
    )
    words = len(kind.__search__)
    long = [isinstance(kind.__table__.c[column].type, Text) for column in kind.__search__]
    most = [_MOST_OF_NOTES if one else _MOST for one in long]
    return [
        _Entry(
            row, keys[row] if row in keys else _key(values[words:]), _folded(values[:words], most)
        )
        for row, *values in rows
    ]


def _folded(words: Sequence[Any], most: Sequence[int]) -> str:
    return fold(" ".join(str(word)[:n] for word, n in zip(words, most, strict=True) if word))


def _key(order: Sequence[Any]) -> bytes | None:
    parts = [str(part or "") for part in order]
    # A mononym stands where its only name puts it.
    return sort_key(*(parts if parts[0] else [*parts[1:], ""])) if parts else None
