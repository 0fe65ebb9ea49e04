"""Stamping: what triggers noted in this transaction becomes one operation of the journal, part by
part.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from duodesk.base.clock import Clock
from duodesk.base.ids import Bytes
from duodesk.store import codec
from duodesk.store.capture import ALIVE
from duodesk.store.codec import Header, Kind, Value
from duodesk.store.engine import for_each, told
from duodesk.store.heads import At, settle
from duodesk.store.noted import Cell, Noted, Part


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


# Rows in order, by the name of their table.
Rows = tuple[tuple[str, tuple[bytes, ...]], ...]


@dataclass(frozen=True, slots=True)
class Stamped:
    """The operation written: its id, the rows it touched by table name, and the columns by full
    name.
    """

    id: bytes
    rows: Rows
    fields: frozenset[str]


@dataclass(slots=True)
class _Operation:
    """An operation on its way into the journal, number `n` of this file: its changes enter in
    parts; `seen` is the latest logical time they followed.
    """

    n: int
    salt: bytes
    identity: codec.Identity = field(default_factory=codec.Identity)
    seen: int = 0
    rows: dict[str, list[bytes]] = field(default_factory=lambda: defaultdict(list))
    columns: set[tuple[int, int]] = field(default_factory=set)


class Journal:
    """The writing end of the journal; one for each open desk file."""

    def __init__(self, names: dict[str, int], clock: Clock, random: Bytes) -> None:
        self.names = names
        self.texts = {n: txt for txt, n in names.items()}
        self._clock = clock
        self._random = random
        self._noted = Noted(self.names, self.texts)

    def stamp(
        self,
        connection: Connection,
        origin: Origin,
        cause: Cause,
        reviewed: frozenset[tuple[str, bytes, str]] = frozenset(),
        hidden: Mapping[At, Value] | None = None,
    ) -> Stamped | None:
        """Turn the dirty cells into one operation and empty the list; None when nothing really
        changed.

        `reviewed` are the cells (table, row, full field name) whose two versions a person looked
        at: only they are closed. `hidden` are values that the tables of this program cannot hold.
        """
        looked = {(self.names[t], row, self.names[f]) for t, row, f in reviewed}
        operation: _Operation | None = None
        several = set[At]()
        for part in self._noted.parts(connection, looked, hidden or {}):
            several |= part.several
            if part.cells:
                operation = operation or self._begin(connection)
                self._enter(connection, operation, part)
        told(connection, "DELETE FROM dirty")
        if operation is None:
            return None
        header = self._header(connection, origin, cause, operation)
        named = self._finish(connection, header, operation)
        settle(connection, several)
        fields = frozenset(
            f"{self.texts[tbl]}.{self.texts[fld].split('.')[-1]}" for tbl, fld in operation.columns
        )
        rows = tuple((table, tuple(some)) for table, some in operation.rows.items())
        return Stamped(named, rows, fields)

    def _begin(self, connection: Connection) -> _Operation:
        ((n,),) = told(connection, "SELECT coalesce(max(n), 0) + 1 FROM operation")
        return _Operation(n, self._random.randbytes(16))

    def _enter(self, connection: Connection, operation: _Operation, part: Part) -> None:
        """Write the changes of a part; what they replace is no longer a head."""
        insert_changes(connection, operation.n, part.cells)
        operation.seen = max(operation.seen, part.seen)
        # A row that only an edit still showed was said to be gone before; now it goes.
        gone = {(c.tbl, self.names[ALIVE]) for c in part.cells if c.kind == Kind.DELETED}
        operation.columns |= {(c.tbl, c.fld) for c in part.cells} | gone
        for tbl, row in dict.fromkeys((c.tbl, c.row) for c in part.cells):
            operation.rows[self.texts[tbl]].append(row)
        short = {fld: self.texts[fld].split(".")[-1] for _, fld in operation.columns}
        for cell in part.cells:
            at = (self.texts[cell.tbl], cell.row, short[cell.fld])
            operation.identity.add(operation.salt, at, cell.joined, (cell.kind, cell.value))

    def _finish(self, connection: Connection, header: Header, operation: _Operation) -> bytes:
        """Write the header under the operation's name, which follows from all its changes."""
        words_salt = codec.cell_salt(operation.salt, b"words")
        words_com = codec.commitment(words_salt, Kind.VALUE, header.words)
        named = operation.identity.of(header, words_com)
        insert_operation(connection, operation.n, named, header, words_com)
        self._move_tip(connection, header, named)
        return named

    def _header(
        self, connection: Connection, origin: Origin, cause: Cause, operation: _Operation
    ) -> Header:
        """The header of an operation, later than all that it saw: where a second version stays
        beside it, what was written last is what all laptops show. A clock far ahead is followed for
        this one operation, never adopted.
        """
        wall = int(self._clock.now().timestamp() * 1000)
        ((last,),) = told(connection, "SELECT hlc FROM context")
        hlc = codec.tick(last, wall)
        told(connection, "UPDATE context SET hlc = ?", (hlc,))
        query = "SELECT id, seq FROM tip WHERE replica = ? ORDER BY seq DESC LIMIT 1"
        ((prev, seq),) = told(connection, query, (origin.replica,)) or [(None, 0)]
        return Header(
            replica=origin.replica,
            seq=seq + 1,
            hlc=max(hlc, min(operation.seen + 1, codec.LATEST)),
            wall=wall,
            author=origin.author,
            label=cause.label,
            words=json.dumps(
                {k: str(v) for k, v in cause.words.items()}, ensure_ascii=False, sort_keys=True
            ),
            schema=origin.schema,
            prev=prev,
            salt=operation.salt,
            undoes=cause.undoes,
        )

    def learn(self, names: dict[str, int]) -> None:
        """Take over names that a file brought."""
        self.names.update(names)
        self.texts.update({n: txt for txt, n in names.items()})

    @staticmethod
    def _move_tip(connection: Connection, header: Header, operation: bytes) -> None:
        told(
            connection,
            "DELETE FROM tip WHERE replica = ? AND id = ?",
            (header.replica, header.prev),
        )
        told(
            connection,
            "INSERT INTO tip (replica, id, seq) VALUES (?, ?, ?)",
            (header.replica, operation, header.seq),
        )


def insert_operation(
    connection: Connection, n: int, operation: bytes, header: Header, words_com: bytes
) -> None:
    """Write the header of an operation as number `n` of this file."""
    told(
        connection,
        "INSERT INTO operation (n, id, replica, seq, hlc, wall, author, label, words, words_com, "
        "schema, prev,"
        " salt, undoes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            n,
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


def insert_changes(connection: Connection, n: int, cells: list[Cell]) -> None:
    """Write the changes of operation number `n`; what they replace is no longer a head."""
    for_each(
        connection,
        "INSERT INTO change (tbl, row, fld, operation, kind, val, parents, head)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, 1)",
        [(c.tbl, c.row, c.fld, n, int(c.kind), c.value, c.joined or None) for c in cells],
    )
    replaced = [(c.tbl, c.row, c.fld, parent) for c in cells for _, parent in c.parents]
    if replaced:
        for_each(
            connection,
            "UPDATE change SET head = 0 WHERE tbl = ? AND row = ? AND fld = ? AND operation = ?",
            replaced,
        )
