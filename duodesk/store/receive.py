"""Operations of other laptops enter the journal here, through the same tables as our own.

They keep their identity, office, author and time. Any order and any number of deliveries give the
same result: what is known already is passed over, a change that was replaced before it arrived is
no head when it comes, and what a row shows follows from the heads alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from duodesk.model.vocabulary import record_tables
from duodesk.store import erase, materialise, search
from duodesk.store.capture import ALIVE, ERASE
from duodesk.store.codec import Kind, Value
from duodesk.store.journal import PARENT, At, settle
from duodesk.store.materialise import Shape
from duodesk.store.merge import KNOWN, Cells
from duodesk.store.travelling import Change, Foreign, scrubbed

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

    def take(self, arriving: Sequence[Foreign], wall: int) -> Received:
        """Enter the operations that are new, in the order given; `wall` is the present moment in
        milliseconds. The caller has checked that each chain is whole.
        """
        erasing = {(c.table, c.row) for op in arriving for c in op.changes if c.field == ERASE}
        if erasing:
            erase.apply(self._connection, self.names, erasing)
        known = known_ids(self._connection, (op.id for op in arriving))
        new = list({op.id: op for op in arriving if op.id not in known}.values())
        gone = _erased(self._connection, new)
        new = [scrubbed(op, gone) if gone else op for op in new]
        result = Received(operations=len(new))
        if not new:
            return result
        (last,) = self._connection.exec_driver_sql(
            "SELECT coalesce(max(n), 0) FROM operation"
        ).one()
        numbers = {op.id: n for n, op in enumerate(new, start=last + 1)}
        result.first, result.last = last + 1, last + len(new)
        self._enter_operations(new, numbers)
        cells = self._enter_changes(new, numbers)
        self._move_tips(new)
        self._follow_clock(new, wall, result)
        show(self._connection, self.names, cells, result)
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
        self._connection.exec_driver_sql(
            f"INSERT INTO operation ({_HEADER}) VALUES ({marks})", rows
        )

    def _enter_changes(self, new: list[Foreign], numbers: dict[bytes, int]) -> list[At]:
        rows: list[tuple[Value, ...]] = []
        cells: list[At] = []
        replaced: list[tuple[At, bytes]] = []
        for op in new:
            n = numbers[op.id]
            for change in op.changes:
                at = (self._name(change.table), change.row, self._column(change))
                com = change.com if change.kind not in KNOWN else None
                rows.append(
                    (*at, n, change.kind, change.value, change.parents or None, change.salt, com, 1)
                )
                cells.append(at)
                joined = change.parents
                replaced += [(at, joined[i : i + PARENT]) for i in range(0, len(joined), PARENT)]
        if not rows:
            return cells
        self._connection.exec_driver_sql(
            "INSERT INTO change (tbl, row, fld, operation, kind, val, parents, salt, com, head)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
        self._replace(replaced, numbers)
        return cells

    def _replace(self, replaced: list[tuple[At, bytes]], numbers: dict[bytes, int]) -> None:
        """What arrives takes the place of its parents; what was replaced before it came stands
        back.
        """
        held = numbers | numbers_of(
            self._connection, {parent for _, parent in replaced} - set(numbers)
        )
        present = [(*at, held[parent]) for at, parent in replaced if parent in held]
        absent = [(parent, *at) for at, parent in replaced if parent not in held]
        if present:
            self._connection.exec_driver_sql(
                "UPDATE change SET head = 0"
                " WHERE tbl = ? AND row = ? AND fld = ? AND operation = ?",
                present,
            )
        if absent:
            self._connection.exec_driver_sql(
                "INSERT INTO awaited (operation, tbl, row, fld) VALUES (?, ?, ?, ?)"
                " ON CONFLICT DO NOTHING",
                absent,
            )
        self._connection.exec_driver_sql(
            "UPDATE change SET head = 0 FROM awaited a JOIN operation o ON o.id = a.operation"
            " WHERE change.tbl = a.tbl AND change.row = a.row AND change.fld = a.fld"
            " AND change.operation = o.n"
        )
        self._connection.exec_driver_sql(
            "DELETE FROM awaited WHERE operation IN (SELECT id FROM operation)"
        )

    def _name(self, txt: str) -> int:
        if txt not in self.names:
            result = self._connection.exec_driver_sql(
                "INSERT INTO name (txt) VALUES (?) RETURNING n", (txt,)
            )
            self.names[txt] = int(result.scalar_one())
        return self.names[txt]

    def _column(self, change: Change) -> int:
        special = change.field.startswith("_")
        return self._name(change.field if special else f"{change.table}.{change.field}")

    def _move_tips(self, new: list[Foreign]) -> None:
        self._connection.exec_driver_sql(
            "INSERT INTO tip (replica, id, seq) VALUES (?, ?, ?)",
            [(op.header.replica, op.id, op.header.seq) for op in new],
        )
        self._connection.exec_driver_sql(
            "DELETE FROM tip WHERE EXISTS (SELECT 1 FROM operation o WHERE o.prev = tip.id"
            " AND o.replica = tip.replica AND o.seq = tip.seq + 1)"
        )

    def _follow_clock(self, new: list[Foreign], wall: int, result: Received) -> None:
        limit = (wall << 16) + AHEAD
        result.ahead = {op.header.replica for op in new if op.header.hlc > limit}
        latest = max((op.header.hlc for op in new if op.header.hlc <= limit), default=0)
        self._connection.exec_driver_sql("UPDATE context SET hlc = max(hlc, ?)", (latest,))


def built_upon(connection: Connection, first: int, last: int) -> bool:
    """Whether a later operation goes on from one of these, in its chain or in a cell."""
    later = connection.exec_driver_sql(
        "SELECT EXISTS (SELECT 1 FROM operation a JOIN operation b ON b.prev = a.id"
        " WHERE a.n BETWEEN ? AND ? AND b.n > ?)",
        (first, last, last),
    ).scalar_one()
    if later:
        return True
    ids = {
        row.id
        for row in connection.exec_driver_sql(
            "SELECT id FROM operation WHERE n BETWEEN ? AND ?", (first, last)
        )
    }
    written = connection.exec_driver_sql(
        "SELECT parents FROM change WHERE operation > ? AND parents IS NOT NULL", (last,)
    )
    return any(
        joined[i : i + PARENT] in ids
        for (joined,) in written
        for i in range(0, len(joined), PARENT)
    )


def take_out(connection: Connection, names: dict[str, int], first: int, last: int) -> None:
    """Remove operations that nothing was built on; every cell shows again what it showed."""
    found = connection.exec_driver_sql(
        "SELECT tbl, row, fld, parents FROM change WHERE operation BETWEEN ? AND ?", (first, last)
    ).fetchall()
    cells = {(tbl, row, fld) for tbl, row, fld, _ in found}
    connection.exec_driver_sql("DELETE FROM change WHERE operation BETWEEN ? AND ?", (first, last))
    connection.exec_driver_sql("DELETE FROM operation WHERE n BETWEEN ? AND ?", (first, last))
    connection.exec_driver_sql("DELETE FROM tip")
    connection.exec_driver_sql(
        "INSERT INTO tip (replica, id, seq) SELECT replica, id, seq FROM operation o WHERE NOT "
        "EXISTS (SELECT 1 FROM operation p WHERE p.prev = o.id AND p.replica = o.replica)"
    )
    for at in cells:
        left = connection.exec_driver_sql(
            "SELECT c.operation, o.id, c.parents FROM change c JOIN operation o"
            " ON o.n = c.operation WHERE c.tbl = ? AND c.row = ? AND c.fld = ?",
            at,
        ).fetchall()
        replaced = {
            parents[i : i + PARENT]
            for _, _, parents in left
            for i in range(0, len(parents or b""), PARENT)
        }
        connection.exec_driver_sql(
            "UPDATE change SET head = ? WHERE tbl = ? AND row = ? AND fld = ? AND operation = ?",
            [(int(operation not in replaced), *at, n) for n, operation, _ in left] or [(0, *at, 0)],
        )
    show(connection, names, cells, Received())


def show(
    connection: Connection, names: dict[str, int], cells: Iterable[At], result: Received
) -> None:
    """Bring tables, list of two versions and search index up to date with these cells."""
    listed = list(set(cells))
    with_tables = {names[t.name]: materialise.shape(t, names) for t in record_tables()}
    heads = settle(connection, listed)
    touched: dict[int, dict[bytes, Cells]] = defaultdict(dict)
    for tbl, row, fld in listed:
        touched[tbl].setdefault(row, {})[fld] = heads.get((tbl, row, fld), [])
    materialise.with_applying(connection, on=True)
    for tbl, rows in touched.items():
        if tbl in with_tables:
            _show_table(connection, with_tables[tbl], rows, names, result)
    materialise.with_applying(connection, on=False)
    search.feed(connection, _written(touched, with_tables, names, result))


def _written(
    touched: dict[int, dict[bytes, Cells]],
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
    rows: dict[bytes, Cells],
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
    return _found(connection, rows, f'SELECT t.id FROM asking a JOIN "{table}" t ON t.id = a.id')


def known_ids(connection: Connection, ids: Iterable[bytes]) -> set[bytes]:
    """Which of these operations the journal has."""
    return _found(connection, ids, "SELECT o.id FROM asking a JOIN operation o ON o.id = a.id")


def numbers_of(connection: Connection, ids: Iterable[bytes]) -> dict[bytes, int]:
    """The numbers of operations in this file, of those that it has."""
    _ask(connection, ids)
    found = connection.exec_driver_sql(
        "SELECT o.id, o.n FROM asking a JOIN operation o ON o.id = a.id"
    )
    return {row.id: row.n for row in found}


def _erased(connection: Connection, new: list[Foreign]) -> set[bytes]:
    if not connection.exec_driver_sql("SELECT EXISTS (SELECT 1 FROM erased)").scalar_one():
        return set()
    rows = {change.row for op in new for change in op.changes}
    return _found(connection, rows, "SELECT e.row FROM asking a JOIN erased e ON e.row = a.id")


def _found(connection: Connection, ids: Iterable[bytes], query: str) -> set[bytes]:
    _ask(connection, ids)
    return {row[0] for row in connection.exec_driver_sql(query)}


def _ask(connection: Connection, ids: Iterable[bytes]) -> None:
    connection.exec_driver_sql("CREATE TEMP TABLE IF NOT EXISTS asking (id BLOB PRIMARY KEY)")
    connection.exec_driver_sql("DELETE FROM asking")
    listed = [(one,) for one in set(ids)]
    if listed:
        connection.exec_driver_sql("INSERT INTO asking (id) VALUES (?)", listed)
