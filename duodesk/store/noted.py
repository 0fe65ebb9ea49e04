"""The cells that triggers noted in this transaction, with what the journal is to say of each: read
in parts, so that a long list needs no more room than a short one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import Connection, Table

from duodesk.model.vocabulary import record_tables
from duodesk.store.capture import ALIVE, ERASE
from duodesk.store.codec import Kind, Value
from duodesk.store.engine import told
from duodesk.store.fitting import fits
from duodesk.store.heads import At, heads_of
from duodesk.store.merge import Head, shown

# So many cells are held at a time; a row is never parted.
_PART = 4_000


class Cell(NamedTuple):
    """One field about to be journalled; `parents` as operation id and local number."""

    tbl: int
    row: bytes
    fld: int
    kind: Kind
    value: Value
    parents: tuple[tuple[bytes, int], ...]

    @property
    def joined(self) -> bytes:
        """The parents as the journal keeps them."""
        return b"".join(sorted(operation for operation, _ in self.parents)) if self.parents else b""


@dataclass(slots=True)
class Part:
    """Some of the cells, in the order of the journal's key; `seen` is the latest logical time they
    followed, `several` are those that had several heads or have them now.
    """

    cells: list[Cell] = field(default_factory=list)
    seen: int = 0
    several: set[At] = field(default_factory=set)

    def take(self, at: At, cell: Cell | None, before: Sequence[Head]) -> None:
        """Add a cell, or that nothing new is said of it, with the heads it had."""
        if cell is not None:
            self.cells.append(cell)
        if not before:
            return
        if len(before) > 1 or (cell is not None and len(cell.parents) < len(before)):
            self.several.add(at)
        if cell is not None:
            self.seen = max(self.seen, *(h.hlc for h in before))


class Noted:
    """Reads what was noted; `names` and `texts` are the journal's, by text and by number."""

    def __init__(self, names: Mapping[str, int], texts: Mapping[int, str]) -> None:
        self._names = names
        self._texts = texts
        self._fits = _fitting(tuple(record_tables()))

    def parts(
        self, connection: Connection, looked: set[At], hidden: Mapping[At, Value]
    ) -> Iterator[Part]:
        """All of it, in the order of the journal's key; the cells of `looked` and `hidden` are
        noted too.
        """
        _note(connection, looked)
        _note(connection, hidden)
        self._note_removed(connection)
        for listed in _listed(connection):
            heads = heads_of(connection, within=(listed[0], listed[-1]))
            part = Part()
            for _, cells in groupby(listed, itemgetter(0)):
                for said in self._read(connection, list(cells), heads, looked, hidden):
                    part.take(*said)
            yield part

    def _note_removed(self, connection: Connection) -> None:
        """A row taken away takes every cell it has with it: blanks, and those that only a newer
        program shows.
        """
        tables = told(
            connection, "SELECT DISTINCT tbl FROM dirty WHERE fld = ?", (self._names[ALIVE],)
        )
        for (tbl,) in tables:
            connection.exec_driver_sql(
                "INSERT INTO dirty (tbl, row, fld) SELECT DISTINCT c.tbl, c.row, c.fld FROM dirty d"
                " CROSS JOIN change c ON c.tbl = d.tbl AND c.row = d.row AND c.head = 1"
                " WHERE d.tbl = ? AND d.fld = ?"
                f' AND NOT EXISTS (SELECT 1 FROM "{self._texts[tbl]}" t WHERE t.id = d.row)'
                " ON CONFLICT DO NOTHING",
                (tbl, self._names[ALIVE]),
            )

    def _read(
        self,
        connection: Connection,
        listed: list[At],
        heads: Mapping[At, list[Head]],
        looked: set[At],
        hidden: Mapping[At, Value],
    ) -> Iterator[tuple[At, Cell | None, list[Head]]]:
        """The cells of one table, what to journal of each, and the heads it had."""
        places = {fld: n for n, fld in enumerate(dict.fromkeys(fld for _, _, fld in listed))}
        shown = self._shown(connection, list(places), listed[0], listed[-1])
        for at in listed:
            _, row, fld = at
            values, before = shown.get(row), heads.get(at, [])
            if values is None and not before and self._texts[fld] != ERASE:
                continue
            said = (Kind.VALUE, values[places[fld]]) if values else _gone(self._texts[fld])
            if at in hidden:
                said = (Kind.VALUE, hidden[at])
            shows = not before or at in hidden or self._shows(fld, before)
            yield at, _cell(at, said, before, review=at in looked, shows=shows), before

    def _shown(
        self, connection: Connection, fields: list[int], first: At, last: At
    ) -> dict[bytes, Sequence[Value]]:
        """The dirty rows of a table, from one cell's to another's, as they stand now: the asked
        columns in order; a removed row is absent.
        """
        table = self._texts[first[0]]
        known = {
            f"{table}.{column}"
            for (column,) in told(connection, "SELECT name FROM pragma_table_info(?)", (table,))
        }
        if not known:  # a table of a newer program: the journal alone has its rows
            return {}
        names = [self._texts[fld] for fld in fields]
        # A column of a newer program is not here: only rows that are gone are asked for it.
        columns = ", ".join(f't."{name.split(".")[1]}"' if name in known else "1" for name in names)
        found = told(
            connection,
            f'SELECT t.id, {columns} FROM "{table}" t'
            " WHERE t.id IN (SELECT row FROM dirty WHERE tbl = ? AND row BETWEEN ? AND ?)",
            (*first[:2], last[1]),
        )
        return {row[0]: row[1:] for row in found}

    def _shows(self, fld: int, heads: list[Head]) -> bool:
        """Whether this program can show what a cell says; a newer one may have written more."""
        best = shown(heads)
        fitting = self._fits.get(self._texts[fld])
        return best.kind != Kind.VALUE or fitting is None or fitting(best.value)


@cache
def _fitting(tables: tuple[Table, ...]) -> dict[str, Callable[[Value], bool]]:
    """By its name in the journal, what each column of these tables can hold."""
    return {f"{t.name}.{c.name}": fits(c) for t in tables for c in t.columns}


def _listed(connection: Connection) -> Iterator[list[At]]:
    """The noted cells in parts, in the order of their key."""
    part: list[At] = []
    for at in connection.exec_driver_sql("SELECT tbl, row, fld FROM dirty ORDER BY tbl, row, fld"):
        if len(part) >= _PART and at[:2] != part[-1][:2]:
            yield part
            part = []
        part.append((at[0], at[1], at[2]))
    if part:
        yield part


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
