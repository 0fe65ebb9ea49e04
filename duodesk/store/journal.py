"""Stamping: what triggers noted in this transaction becomes one operation of the journal, set by
set.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from duodesk.base.clock import Clock
from duodesk.base.ids import Bytes
from duodesk.store import codec
from duodesk.store.capture import ALIVE
from duodesk.store.codec import Header, Kind, Value

PARENT = 16


@dataclass(frozen=True, slots=True)
class Origin:
    """Who writes from where: the laptop's replica and the person at it."""

    replica: bytes
    author: bytes | None
    schema: int


@dataclass(frozen=True, slots=True)
class Cause:
    """Why: the label as msgid, its values, and the operation this one takes back."""

    label: str
    words: Mapping[str, object]
    undoes: bytes | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One field about to be journalled; `parents` as operation id and local number."""

    tbl: int
    row: bytes
    fld: int
    kind: Kind
    value: Value
    parents: tuple[tuple[bytes, int], ...]


@dataclass(frozen=True, slots=True)
class Stamped:
    """The operation written: its id, the rows it touched by table name, and the columns by full
    name.
    """

    id: bytes
    rows: frozenset[tuple[str, bytes]]
    fields: frozenset[str]


@dataclass(frozen=True, slots=True)
class Head:
    """A change no other names: what a cell may show."""

    rank: tuple[bool, int, bytes, bytes]
    kind: int
    value: Value
    id: bytes
    n: int


class Journal:
    """The writing end of the journal; one for each open desk file."""

    def __init__(self, names: dict[str, int], clock: Clock, random: Bytes) -> None:
        self.names = names
        self.texts = {n: txt for txt, n in names.items()}
        self._clock = clock
        self._random = random

    def stamp(self, connection: Connection, origin: Origin, cause: Cause) -> Stamped | None:
        """Turn the dirty cells into one operation and empty the list; None when nothing really
        changed.
        """
        cells = list(self._cells(connection))
        connection.exec_driver_sql("DELETE FROM dirty")
        if not cells:
            return None
        operation = self._write(connection, self._header(connection, origin, cause), cells)
        rows = frozenset((self.texts[tbl], row) for tbl, row in {(c.tbl, c.row) for c in cells})
        columns = {(c.tbl, c.fld) for c in cells}
        fields = frozenset(
            f"{self.texts[tbl]}.{self.texts[fld].split('.')[-1]}" for tbl, fld in columns
        )
        return Stamped(operation, rows, fields)

    def _cells(self, connection: Connection) -> Iterator[Cell]:
        """Every dirty cell that shows something new; three queries and one for each table
        touched.
        """
        dirty: dict[int, dict[int, list[bytes]]] = defaultdict(lambda: defaultdict(list))
        for tbl, row, fld in connection.exec_driver_sql("SELECT tbl, row, fld FROM dirty"):
            dirty[tbl][fld].append(row)
        heads = dirty_heads(connection)
        for tbl, fields in dirty.items():
            shown = self._shown(connection, tbl, list(fields))
            for place, (fld, rows) in enumerate(fields.items()):
                alive = self.texts[fld] == ALIVE
                for row in rows:
                    values, before = shown.get(row), heads.get((tbl, row, fld), [])
                    if values is None and not before:
                        continue
                    kind, value = (Kind.VALUE, values[place]) if values else _gone(alive)
                    cell = _cell((tbl, row, fld), kind, value, before)
                    if cell is not None:
                        yield cell

    def _shown(
        self, connection: Connection, tbl: int, fields: list[int]
    ) -> dict[bytes, Sequence[Value]]:
        """The dirty rows of a table as they stand now: the asked columns in order; a removed row is
        absent.
        """
        names = [self.texts[fld] for fld in fields]
        columns = ", ".join("1" if name == ALIVE else f't."{name.split(".")[1]}"' for name in names)
        rows = connection.exec_driver_sql(
            f'SELECT t.id, {columns} FROM "{self.texts[tbl]}" t'
            " WHERE t.id IN (SELECT row FROM dirty WHERE tbl = ?)",
            (tbl,),
        )
        return {row[0]: row[1:] for row in rows}

    def _header(self, connection: Connection, origin: Origin, cause: Cause) -> Header:
        wall = int(self._clock.now().timestamp() * 1000)
        (last,) = connection.exec_driver_sql("SELECT hlc FROM context").one()
        hlc = codec.tick(last, wall)
        connection.exec_driver_sql("UPDATE context SET hlc = ?", (hlc,))
        tip = connection.exec_driver_sql(
            "SELECT id, seq FROM tip WHERE replica = ? ORDER BY seq DESC LIMIT 1", (origin.replica,)
        ).one_or_none()
        return Header(
            replica=origin.replica,
            seq=tip.seq + 1 if tip else 1,
            hlc=hlc,
            wall=wall,
            author=origin.author,
            label=cause.label,
            words=json.dumps(
                {k: str(v) for k, v in cause.words.items()}, ensure_ascii=False, sort_keys=True
            ),
            schema=origin.schema,
            prev=tip.id if tip else None,
            salt=self._random.randbytes(16),
            undoes=cause.undoes,
        )

    def _write(self, connection: Connection, header: Header, cells: list[Cell]) -> bytes:
        words_com = codec.words_commitment(header)
        operation = codec.operation_id(header, words_com, self._committed(header.salt, cells))
        n = insert_operation(connection, operation, header, words_com)
        insert_changes(connection, n, cells)
        self._move_tip(connection, header, operation)
        return operation

    def _committed(self, salt: bytes, cells: list[Cell]) -> list[tuple[bytes, bytes, bytes]]:
        committed = []
        for cell in cells:
            name = codec.cell_name(
                self.texts[cell.tbl], cell.row, self.texts[cell.fld].split(".")[-1]
            )
            com = codec.commitment(codec.cell_salt(salt, name), cell.kind, cell.value)
            committed.append((name, _joined(cell), com))
        return committed

    @staticmethod
    def _move_tip(connection: Connection, header: Header, operation: bytes) -> None:
        connection.exec_driver_sql(
            "DELETE FROM tip WHERE replica = ? AND id = ?", (header.replica, header.prev)
        )
        connection.exec_driver_sql(
            "INSERT INTO tip (replica, id, seq) VALUES (?, ?, ?)",
            (header.replica, operation, header.seq),
        )


def insert_operation(
    connection: Connection, operation: bytes, header: Header, words_com: bytes
) -> int:
    """Write the header; returns the operation's number in this file."""
    result = connection.exec_driver_sql(
        "INSERT INTO operation (id, replica, seq, hlc, wall, author, label, words, words_com, "
        "schema, prev,"
        " salt, undoes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING n",
        (
            operation,
            header.replica,
            header.seq,
            header.hlc,
            header.wall,
            header.author,
            header.label,
            header.words,
            words_com,
            header.schema,
            header.prev,
            header.salt,
            header.undoes,
        ),
    )
    return int(result.scalar_one())


def insert_changes(connection: Connection, n: int, cells: list[Cell]) -> None:
    """Write the changes of operation number `n`; what they replace is no longer a head."""
    connection.exec_driver_sql(
        "INSERT INTO change (tbl, row, fld, operation, kind, val, parents, head)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, 1)",
        [(c.tbl, c.row, c.fld, n, int(c.kind), c.value, _joined(c) or None) for c in cells],
    )
    replaced = [(c.tbl, c.row, c.fld, parent) for c in cells for _, parent in c.parents]
    if replaced:
        connection.exec_driver_sql(
            "UPDATE change SET head = 0 WHERE tbl = ? AND row = ? AND fld = ? AND operation = ?",
            replaced,
        )


def _joined(cell: Cell) -> bytes:
    return b"".join(sorted(operation for operation, _ in cell.parents))


def dirty_heads(connection: Connection) -> dict[tuple[int, bytes, int], list[Head]]:
    """The heads of every dirty cell."""
    found = connection.exec_driver_sql(
        "SELECT c.tbl, c.row, c.fld, c.kind, c.val, o.id, o.n, o.hlc, o.replica FROM dirty d"
        " JOIN change c ON c.tbl = d.tbl AND c.row = d.row AND c.fld = d.fld AND c.head = 1"
        " JOIN operation o ON o.n = c.operation"
    )
    heads: dict[tuple[int, bytes, int], list[Head]] = defaultdict(list)
    for tbl, row, fld, kind, value, operation, n, hlc, replica in found:
        rank = (kind != Kind.DELETED, hlc, replica, operation)
        heads[tbl, row, fld].append(Head(rank, kind, value, operation, n))
    return heads


def _gone(alive: bool) -> tuple[Kind, Value]:  # noqa: FBT001 - one question, one answer
    """What a cell of a removed row says: `_alive` says nought, every other that it is deleted."""
    return (Kind.VALUE, 0) if alive else (Kind.DELETED, None)


def _cell(at: tuple[int, bytes, int], kind: Kind, value: Value, heads: list[Head]) -> Cell | None:
    """What to journal for one cell, or None when it shows what it showed before.

    An ordinary edit replaces only the heads that carry the value then shown; a deletion replaces
    all.
    A row made and removed within one operation leaves no trace, nor does a blank in a new row.
    """
    if not heads:
        blank = kind == Kind.DELETED or value is None
        return None if blank else Cell(*at, kind, value, ())
    shown = max(heads, key=lambda head: head.rank)
    if (shown.kind, shown.value) == (kind, value):
        return None
    gone = kind == Kind.DELETED
    replaced = [h for h in heads if gone or (h.kind, h.value) == (shown.kind, shown.value)]
    return Cell(*at, kind, value, tuple((h.id, h.n) for h in replaced))
