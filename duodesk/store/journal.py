"""Stamping: what triggers noted in this transaction becomes one operation of the journal, set by
set.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from duodesk.base.clock import Clock
from duodesk.base.ids import Bytes
from duodesk.model.vocabulary import record_tables
from duodesk.store import codec
from duodesk.store.capture import ALIVE, ERASE
from duodesk.store.codec import Header, Kind, Value
from duodesk.store.fitting import fits
from duodesk.store.merge import Head, head, shown, two_versions

PARENT = 16

At = tuple[int, bytes, int]


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


class Journal:
    """The writing end of the journal; one for each open desk file."""

    def __init__(self, names: dict[str, int], clock: Clock, random: Bytes) -> None:
        self.names = names
        self.texts = {n: txt for txt, n in names.items()}
        self._clock = clock
        self._random = random
        self._fits = {
            names[full]: fits(column)
            for table in record_tables()
            for column in table.columns
            if (full := f"{table.name}.{column.name}") in names
        }

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
        _note(connection, looked)
        _note(connection, hidden or ())
        self._note_removed(connection)
        heads = heads_of(connection)
        cells = list(self._cells(connection, heads, looked, hidden or {}))
        connection.exec_driver_sql("DELETE FROM dirty")
        if not cells:
            return None
        seen = max((h.hlc for c in cells for h in heads.get((c.tbl, c.row, c.fld), ())), default=0)
        operation = self._write(connection, self._header(connection, origin, cause, seen), cells)
        settle(connection, _several(cells, heads))
        rows = frozenset((self.texts[tbl], row) for tbl, row in {(c.tbl, c.row) for c in cells})
        # A row that only an edit still showed was said to be gone before; now it goes.
        gone = {(c.tbl, self.names[ALIVE]) for c in cells if c.kind == Kind.DELETED}
        columns = {(c.tbl, c.fld) for c in cells} | gone
        fields = frozenset(
            f"{self.texts[tbl]}.{self.texts[fld].split('.')[-1]}" for tbl, fld in columns
        )
        return Stamped(operation, rows, fields)

    def _note_removed(self, connection: Connection) -> None:
        """A row taken away takes every cell it has with it: blanks, and those that only a newer
        program shows.
        """
        tables = connection.exec_driver_sql(
            "SELECT DISTINCT tbl FROM dirty WHERE fld = ?", (self.names[ALIVE],)
        ).fetchall()
        for (tbl,) in tables:
            connection.exec_driver_sql(
                "INSERT INTO dirty (tbl, row, fld) SELECT DISTINCT c.tbl, c.row, c.fld FROM dirty d"
                " CROSS JOIN change c ON c.tbl = d.tbl AND c.row = d.row AND c.head = 1"
                " WHERE d.tbl = ? AND d.fld = ?"
                f' AND NOT EXISTS (SELECT 1 FROM "{self.texts[tbl]}" t WHERE t.id = d.row)'
                " ON CONFLICT DO NOTHING",
                (tbl, self.names[ALIVE]),
            )

    def _cells(
        self,
        connection: Connection,
        heads: dict[At, list[Head]],
        looked: set[At],
        hidden: Mapping[At, Value],
    ) -> Iterator[Cell]:
        """Every dirty cell that shows something new; three queries and one for each table
        touched.
        """
        dirty: dict[int, dict[int, list[bytes]]] = defaultdict(lambda: defaultdict(list))
        for tbl, row, fld in connection.exec_driver_sql("SELECT tbl, row, fld FROM dirty"):
            dirty[tbl][fld].append(row)
        for tbl, fields in dirty.items():
            shown = self._shown(connection, tbl, list(fields))
            for place, (fld, rows) in enumerate(fields.items()):
                for row in rows:
                    values, before = shown.get(row), heads.get((tbl, row, fld), [])
                    if values is None and not before and self.texts[fld] != ERASE:
                        continue
                    kind, value = (Kind.VALUE, values[place]) if values else _gone(self.texts[fld])
                    at = (tbl, row, fld)
                    if at in hidden:
                        kind, value = Kind.VALUE, hidden[at]
                    shows = not before or at in hidden or self._shows(fld, before)
                    cell = _cell(at, (kind, value), before, review=at in looked, shows=shows)
                    if cell is not None:
                        yield cell

    def _shown(
        self, connection: Connection, tbl: int, fields: list[int]
    ) -> dict[bytes, Sequence[Value]]:
        """The dirty rows of a table as they stand now: the asked columns in order; a removed row is
        absent.
        """
        table = self.texts[tbl]
        known = {
            f"{table}.{column}"
            for (column,) in connection.exec_driver_sql(
                "SELECT name FROM pragma_table_info(?)", (table,)
            )
        }
        if not known:  # a table of a newer program: the journal alone has its rows
            return {}
        names = [self.texts[fld] for fld in fields]
        # A column of a newer program is not here: only rows that are gone are asked for it.
        columns = ", ".join(f't."{name.split(".")[1]}"' if name in known else "1" for name in names)
        rows = connection.exec_driver_sql(
            f'SELECT t.id, {columns} FROM "{table}" t'
            " WHERE t.id IN (SELECT row FROM dirty WHERE tbl = ?)",
            (tbl,),
        )
        return {row[0]: row[1:] for row in rows}

    def _shows(self, fld: int, heads: list[Head]) -> bool:
        """Whether this program can show what a cell says; a newer one may have written more."""
        best = shown(heads)
        return best.kind != Kind.VALUE or fld not in self._fits or self._fits[fld](best.value)

    def _header(self, connection: Connection, origin: Origin, cause: Cause, seen: int) -> Header:
        """The header of an operation, later than all that it saw (`seen`, a logical time): where a
        second version stays beside it, what was written last is what all laptops show. A clock far
        ahead is followed for this one operation, never adopted.
        """
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
            hlc=max(hlc, seen + 1),
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
        salt = header.salt or b""
        words_com = codec.commitment(codec.cell_salt(salt, b"words"), Kind.VALUE, header.words)
        operation = codec.operation_id(header, words_com, self._committed(salt, cells))
        n = insert_operation(connection, operation, header, words_com)
        insert_changes(connection, n, cells)
        self._move_tip(connection, header, operation)
        return operation

    def learn(self, names: dict[str, int]) -> None:
        """Take over names that a file brought."""
        self.names.update(names)
        self.texts.update({n: txt for txt, n in names.items()})

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


def heads_of(connection: Connection, listed: str = "dirty") -> dict[At, list[Head]]:
    """The heads of every cell that a table of cells lists (`dirty`, or a temporary one)."""
    # CROSS JOIN: from the few cells to their changes, never through the whole journal.
    found = connection.exec_driver_sql(
        f"SELECT c.tbl, c.row, c.fld, c.kind, c.val, o.id, o.n, o.hlc, o.replica FROM {listed} d"
        " CROSS JOIN change c ON c.tbl = d.tbl AND c.row = d.row AND c.fld = d.fld AND c.head = 1"
        " CROSS JOIN operation o ON o.n = c.operation"
    )
    heads: dict[At, list[Head]] = defaultdict(list)
    for tbl, row, fld, kind, value, operation, n, hlc, replica in found:
        heads[tbl, row, fld].append(head(kind, value, operation, n, (hlc, replica)))
    return heads


def settle(connection: Connection, cells: Iterable[At]) -> dict[At, list[Head]]:
    """Bring the list of two versions up to date for these cells; returns their heads."""
    listed = list(cells)
    if not listed:
        return {}
    list_cells(connection, "settling", listed)
    heads = heads_of(connection, "settling")
    connection.exec_driver_sql(
        "DELETE FROM conflict WHERE EXISTS (SELECT 1 FROM settling s"
        " WHERE s.tbl = conflict.tbl AND s.row = conflict.row AND s.fld = conflict.fld)"
    )
    several = [at for at, found in heads.items() if two_versions(found)]
    if several:
        connection.exec_driver_sql("INSERT INTO conflict (tbl, row, fld) VALUES (?, ?, ?)", several)
    return heads


def list_cells(connection: Connection, name: str, cells: Iterable[At]) -> None:
    """Put cells into a temporary table that `heads_of` can read."""
    connection.exec_driver_sql(
        f"CREATE TEMP TABLE IF NOT EXISTS {name} (tbl INTEGER, row BLOB, fld INTEGER,"
        " PRIMARY KEY (tbl, row, fld)) WITHOUT ROWID"
    )
    connection.exec_driver_sql(f"DELETE FROM {name}")
    listed = list(cells)
    if listed:
        connection.exec_driver_sql(
            f"INSERT INTO {name} (tbl, row, fld) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", listed
        )


def _note(connection: Connection, cells: Iterable[At]) -> None:
    listed = list(cells)
    if listed:
        connection.exec_driver_sql(
            "INSERT INTO dirty (tbl, row, fld) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", listed
        )


def _gone(name: str) -> tuple[Kind, Value]:
    """What a cell of a removed row says: `_alive` nought, `_erase` one, every other that it is
    deleted.
    """
    said = {ALIVE: 0, ERASE: 1}
    return (Kind.VALUE, said[name]) if name in said else (Kind.DELETED, None)


def _several(cells: list[Cell], heads: dict[At, list[Head]]) -> set[At]:
    """The cells that had several heads, or have them now."""
    beside = {(c.tbl, c.row, c.fld): len(c.parents) for c in cells}
    return {
        at
        for at, found in heads.items()
        if len(found) > 1 or beside.get(at, len(found)) < len(found)
    }


def _cell(
    at: At, said: tuple[Kind, Value], heads: list[Head], *, review: bool, shows: bool
) -> Cell | None:
    """What to journal for one cell, or None when it shows what it showed before.

    An ordinary edit replaces only the heads that carry the value then shown; a deletion and a
    review replace all, a review even where the value stays. What this laptop cannot see is never
    replaced by an edit, nor what its program cannot show (`shows`). A row made and removed within
    one operation leaves no trace, nor does a blank in a new row.
    """
    gone = said[0] == Kind.DELETED
    seen = [h for h in heads if h.known]
    if not seen and not (heads and (gone or review)):
        return None if gone or said[1] is None else Cell(*at, *said, ())
    best = shown(heads)
    if (best.kind, best.value) == said and not review:
        return None
    everything = gone or review
    replaced = [
        h
        for h in heads
        if everything or (shows and h.known and (h.kind, h.value) == (best.kind, best.value))
    ]
    return Cell(*at, *said, tuple((h.id, h.n) for h in replaced))
