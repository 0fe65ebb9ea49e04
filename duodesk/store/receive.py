"""Operations of other laptops enter the journal here, through the same tables as our own.

They keep their identity, office, author and time. Any order and any number of deliveries give the
same result: what is known already is passed over, a change that was replaced before it arrived is
no head when it comes, and what a row shows follows from the heads alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from duodesk.model.vocabulary import record_tables
from duodesk.store import erase, materialise, search
from duodesk.store.asking import asked, known_ids, numbers_of
from duodesk.store.capture import ALIVE, ERASE
from duodesk.store.codec import Kind
from duodesk.store.engine import for_each, told
from duodesk.store.heads import PARENT, At, settle
from duodesk.store.materialise import Shape
from duodesk.store.merge import KNOWN, Cells, Head, head
from duodesk.store.travelling import Foreign, scrubbed

# A clock further ahead than this is not followed (24 hours, as logical time).
AHEAD = 24 * 3600 * 1000 << 16
_HEADER = (
    "n, id, replica, seq, hlc, wall, author, label, words, words_com, words_salt, schema, prev,"
    " salt, undoes"
)


@dataclass(slots=True)
class Received:
    """What arriving operations did: how many were new, what they touched, whose clock is wrong."""

    operations: int = 0
    first: int = 0
    last: int = 0
    rows: set[tuple[str, bytes]] = field(default_factory=set)
    added: set[tuple[str, bytes]] = field(default_factory=set)
    removed: set[tuple[str, bytes]] = field(default_factory=set)
    ahead: set[bytes] = field(default_factory=set)


class Receiver:
    """Writes arriving operations into one transaction."""

    def __init__(self, connection: Connection, names: dict[str, int]) -> None:
        self._connection = connection
        self.names = names
        self._places: dict[tuple[str, str], tuple[int, int]] = {}

    def take(self, arriving: Sequence[Foreign], wall: int) -> Received:
        """Enter the operations that are new, in the order given; `wall` is the present moment in
        milliseconds. The caller has checked that each chain is whole.
        """
        erasing = {(c.table, c.row) for op in arriving for c in op.changes if c.field == ERASE}
        destroyed = erase.apply(self._connection, self.names, erasing)
        known = known_ids(self._connection, (op.id for op in arriving))
        new = list({op.id: op for op in arriving if op.id not in known}.values())
        gone = _erased(self._connection, new)
        new = [scrubbed(op, gone) if gone else op for op in new]
        result = Received(operations=len(new), rows=set(destroyed), removed=destroyed)
        if not new:
            return result
        ((last,),) = told(self._connection, "SELECT coalesce(max(n), 0) FROM operation")
        numbers = {op.id: n for n, op in enumerate(new, start=last + 1)}
        result.first, result.last = last + 1, last + len(new)
        self._enter_operations(new, numbers)
        alone, others = self._enter_changes(new, numbers)
        self._move_tips(new)
        self._follow_clock(new, wall, result)
        self._settle_alone(result.first)
        settled = settle(self._connection, others)
        alone.update((at, settled.get(at, ())) for at in others)
        _show(self._connection, self.names, alone, result)
        return result

    def _enter_operations(self, new: list[Foreign], numbers: dict[bytes, int]) -> None:
        rows = []
        for op in new:
            h = op.header
            rows.append(
                (
                    numbers[op.id], op.id, h.replica, h.seq, h.hlc, h.wall, h.author, h.label,
                    h.words, op.words_com, op.words_salt, h.schema, h.prev, h.salt, h.undoes,
                )
            )  # fmt: skip
        marks = ", ".join("?" for _ in rows[0])
        for_each(self._connection, f"INSERT INTO operation ({_HEADER}) VALUES ({marks})", rows)

    def _enter_changes(
        self, new: list[Foreign], numbers: dict[bytes, int]
    ) -> tuple[dict[At, Sequence[Head]], set[At]]:
        """Returns the cells of which what arrived is the only head, and all others it touched."""
        rows: list[tuple[Any, ...]] = []
        alone: dict[At, Sequence[Head]] = {}
        others: set[At] = set()
        for op in new:
            n, when = numbers[op.id], (op.header.hlc, op.header.replica)
            for table, row, name, kind, value, joined, salt, com in op.changes:
                at = self._at(table, row, name)
                kept = None if kind in KNOWN else com
                rows.append((*at, n, kind, value, joined or None, salt, kept, 1))
                if at in alone:
                    others.add(at)
                alone[at] = (head(kind, value, op.id, n, when),)
        if rows:
            # In the order of the table's key, so that each page is written once.
            rows.sort()
            for_each(
                self._connection,
                "INSERT INTO change (tbl, row, fld, operation, kind, val, parents, salt, com, head)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rows,
            )
            others |= self._replace(rows, numbers)
            others |= self._written_beside(min(numbers.values()))
        for at in others:
            alone.pop(at, None)
        return alone, others

    def _replace(self, rows: list[tuple[Any, ...]], numbers: dict[bytes, int]) -> set[At]:
        """What arrives (rows of the journal) takes the place of its parents; what was replaced
        before it came stands back. Returns the cells of the latter.
        """
        replaced = [
            (row, row[6][i : i + PARENT])
            for row in rows
            if row[6]
            for i in range(0, len(row[6]), PARENT)
        ]
        parents = {parent for _, parent in replaced}
        held = numbers | numbers_of(self._connection, parents - set(numbers))
        present = [(*row[:3], held[parent]) for row, parent in replaced if parent in held]
        absent = [(parent, *row[:3]) for row, parent in replaced if parent not in held]
        if present:
            for_each(
                self._connection,
                "UPDATE change SET head = 0"
                " WHERE tbl = ? AND row = ? AND fld = ? AND operation = ?",
                present,
            )
        if absent:
            for_each(
                self._connection,
                "INSERT INTO awaited (operation, tbl, row, fld) VALUES (?, ?, ?, ?)"
                " ON CONFLICT DO NOTHING",
                absent,
            )
        return self._stand_back()

    def _stand_back(self) -> set[At]:
        """What was awaited and is here by now is no head."""
        come = told(
            self._connection,
            "SELECT a.tbl, a.row, a.fld, o.n, a.operation FROM awaited a CROSS JOIN operation o"
            " ON o.id = a.operation",
        )
        if come:
            for_each(
                self._connection,
                "UPDATE change SET head = 0"
                " WHERE tbl = ? AND row = ? AND fld = ? AND operation = ?",
                [one[:4] for one in come],
            )
            for_each(
                self._connection,
                "DELETE FROM awaited WHERE tbl = ? AND row = ? AND fld = ? AND operation = ?",
                [(*one[:3], one[4]) for one in come],
            )
        return {one[:3] for one in come}

    def _written_beside(self, first: int) -> set[At]:
        """The cells in which what came from operation number `first` on did not replace all that
        was there.
        """
        beside = told(
            self._connection,
            "SELECT DISTINCT c.tbl, c.row, c.fld FROM change c INDEXED BY change_operation"
            " CROSS JOIN change h ON h.tbl = c.tbl AND h.row = c.row AND h.fld = c.fld"
            " AND h.operation < ? AND h.head = 1 WHERE c.operation >= ?",
            (first, first),
        )
        return {(tbl, row, fld) for tbl, row, fld in beside}

    def _settle_alone(self, first: int) -> None:
        """Two versions that what arrived replaced are two no more; `settle` lists what still is."""
        told(
            self._connection,
            "DELETE FROM conflict WHERE EXISTS (SELECT 1 FROM change c WHERE c.tbl = conflict.tbl"
            " AND c.row = conflict.row AND c.fld = conflict.fld AND c.operation >= ?)",
            (first,),
        )

    def _name(self, txt: str) -> int:
        if txt not in self.names:
            query = "INSERT INTO name (txt) VALUES (?) RETURNING n"
            ((self.names[txt],),) = told(self._connection, query, (txt,))
        return self.names[txt]

    def _at(self, table: str, row: bytes, field: str) -> At:
        found = self._places.get((table, field))
        if found is None:
            name = field if field.startswith("_") else f"{table}.{field}"
            found = self._places[table, field] = (self._name(table), self._name(name))
        return (found[0], row, found[1])

    def _move_tips(self, new: list[Foreign]) -> None:
        for_each(
            self._connection,
            "INSERT INTO tip (replica, id, seq) VALUES (?, ?, ?)",
            [(op.header.replica, op.id, op.header.seq) for op in new],
        )
        told(
            self._connection,
            "DELETE FROM tip WHERE EXISTS (SELECT 1 FROM operation o WHERE o.prev = tip.id"
            " AND o.replica = tip.replica AND o.seq = tip.seq + 1)",
        )

    def _follow_clock(self, new: list[Foreign], wall: int, result: Received) -> None:
        limit = (wall << 16) + AHEAD
        result.ahead = {op.header.replica for op in new if op.header.wall << 16 > limit}
        latest = max((op.header.hlc for op in new if op.header.hlc <= limit), default=0)
        told(self._connection, "UPDATE context SET hlc = max(hlc, ?)", (latest,))


def show(
    connection: Connection, names: dict[str, int], cells: Iterable[At], result: Received
) -> None:
    """Bring tables, list of two versions and search index up to date with these cells."""
    listed = set(cells)
    heads = settle(connection, listed)
    _show(connection, names, {at: heads.get(at, ()) for at in listed}, result)


def _show(
    connection: Connection,
    names: dict[str, int],
    heads: Mapping[At, Sequence[Head]],
    result: Received,
) -> None:
    touched: dict[int, dict[bytes, dict[int, Sequence[Head]]]] = defaultdict(dict)
    for (tbl, row, fld), found in heads.items():
        touched[tbl].setdefault(row, {})[fld] = found
    with_tables = {
        names[t.name]: materialise.shape(t, names)
        for t in record_tables()
        if names[t.name] in touched
    }
    materialise.with_applying(connection, on=True)
    for tbl, rows in touched.items():
        if tbl in with_tables:
            _show_table(connection, with_tables[tbl], rows, names, result)
    materialise.with_applying(connection, on=False)
    search.feed(connection, _written(touched, with_tables, names, result))


def _written(
    touched: Mapping[int, Mapping[bytes, Cells]],
    shapes: dict[int, Shape],
    names: dict[str, int],
    result: Received,
) -> Iterator[tuple[str, bytes, set[str]]]:
    """Each row with the full names of its columns that were written; one that came or went with
    its life.
    """
    texts = {n: txt for txt, n in names.items()}
    moved = result.added | result.removed
    for tbl, rows in touched.items():
        if tbl in shapes:
            table = shapes[tbl].table
            full = {
                f: f"{table}.{texts[f].split('.')[-1]}" for cells in rows.values() for f in cells
            }
            alive = f"{table}.{ALIVE}"
            for row, cells in rows.items():
                fields = {full[fld] for fld in cells}
                yield table, row, fields | {alive} if (table, row) in moved else fields


def _show_table(
    connection: Connection,
    form: Shape,
    rows: Mapping[bytes, Cells],
    names: dict[str, int],
    result: Received,
) -> None:
    """Rows that are there and were only edited get their cells; all others are made anew."""
    present = _present(connection, form.table, rows)
    whole = {
        row
        for row, cells in rows.items()
        if row not in present
        or names[ALIVE] in cells
        or names[ERASE] in cells
        or any(not found or any(h.kind == Kind.DELETED for h in found) for found in cells.values())
    }
    materialise.show_cells(
        connection, form, {row: cells for row, cells in rows.items() if row not in whole}
    )
    if whole:
        materialise.show_rows(connection, form, whole, names)
    after = _present(connection, form.table, whole)
    result.rows |= {(form.table, row) for row in rows}
    result.added |= {(form.table, row) for row in after - present}
    result.removed |= {(form.table, row) for row in whole & present - after}


def _present(connection: Connection, table: str, rows: Iterable[bytes]) -> set[bytes]:
    return asked(connection, rows, f'SELECT t.id FROM asking a JOIN "{table}" t ON t.id = a.id')


def _erased(connection: Connection, new: list[Foreign]) -> set[bytes]:
    if not told(connection, "SELECT 1 FROM erased LIMIT 1"):
        return set()
    rows = {change.row for op in new for change in op.changes}
    return asked(connection, rows, "SELECT e.row FROM asking a JOIN erased e ON e.row = a.id")
