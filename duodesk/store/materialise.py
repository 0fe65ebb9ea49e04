"""From the journal to the tables: what each row shows is a pure function of the heads of its
cells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Connection, Table

from duodesk.store.capture import ALIVE, ERASE
from duodesk.store.codec import Kind, Value
from duodesk.store.engine import for_each, told
from duodesk.store.fitting import fits
from duodesk.store.heads import PARENT, At
from duodesk.store.merge import Cells, Head, head, lives, shown, two_versions, visible

Shown = tuple[Value, ...]
# CROSS JOIN: in this order, for without statistics SQLite would go through the whole journal.
_CHANGES = "change c CROSS JOIN operation o ON o.n = c.operation"


@dataclass(frozen=True, slots=True)
class Shape:
    """A table as the journal sees it: its number, its columns, their numbers, what each can
    hold.
    """

    table: str
    tbl: int
    columns: tuple[str, ...]
    place: dict[int, int]
    fits: tuple[Callable[[Value], bool], ...]

    def cell(self, fld: int, head: Head) -> Value:
        """What a column shows of a head: nothing where the head is unknown or of a newer program's
        kind.
        """
        fits = self.fits[self.place[fld]]
        return head.value if head.kind == Kind.VALUE and fits(head.value) else None


def shape(table: Table, names: dict[str, int]) -> Shape:
    """The shape of a table."""
    columns, full, fitting = _columns(table)
    return Shape(
        table=table.name,
        tbl=names[table.name],
        columns=columns,
        place={names[name]: n for n, name in enumerate(full)},
        fits=fitting,
    )


@cache
def _columns(
    table: Table,
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Callable[[Value], bool], ...]]:
    """The columns of a table beside the identity, their names in the journal, what each can
    hold.
    """
    columns = [c for c in table.columns if not c.primary_key]
    names = tuple(c.name for c in columns)
    return names, tuple(f"{table.name}.{c}" for c in names), tuple(fits(c) for c in columns)


def rebuild(connection: Connection, tables: Iterable[Table], names: dict[str, int]) -> None:
    """Empty the exchanged tables and fill them again from the journal alone."""
    with_applying(connection, on=True)
    known = _written(connection)
    for table in tables:
        told(connection, f'DELETE FROM "{table.name}"')
        rows = table_rows(connection, table, names) if names[table.name] in known else []
        if rows:
            _insert(connection, shape(table, names), rows)
    with_applying(connection, on=False)
    list_conflicts(connection)


def with_applying(connection: Connection, *, on: bool) -> None:
    """Let capture sleep while the journal writes the tables."""
    told(connection, "UPDATE context SET applying = ?", (int(on),))


def list_conflicts(connection: Connection) -> None:
    """Make the list of cells with two versions anew."""
    told(connection, "DELETE FROM conflict")
    several = told(
        connection,
        "SELECT c.tbl, c.row, c.fld, c.kind, c.val, o.id, o.n, o.hlc, o.replica FROM change c"
        " JOIN operation o ON o.n = c.operation JOIN (SELECT tbl, row, fld FROM change"
        " WHERE head = 1 GROUP BY tbl, row, fld HAVING count(*) > 1) s"
        " ON s.tbl = c.tbl AND s.row = c.row AND s.fld = c.fld WHERE c.head = 1",
    )
    heads: dict[At, list[Head]] = defaultdict(list)
    for tbl, row, fld, kind, value, operation, n, hlc, replica in several:
        heads[tbl, row, fld].append(head(kind, value, operation, n, (hlc, replica)))
    found = [at for at, several_heads in heads.items() if two_versions(several_heads)]
    if found:
        for_each(connection, "INSERT INTO conflict (tbl, row, fld) VALUES (?, ?, ?)", found)


def table_rows(connection: Connection, table: Table, names: dict[str, int]) -> list[Shown]:
    """The rows a table shows, as tuples in column order with the id first."""
    form = shape(table, names)
    found = _heads(connection, f"{_CHANGES} WHERE c.tbl = ? AND c.head = 1", (form.tbl,))
    return _rows(connection, form, found, names)


def agree(connection: Connection, tables: Iterable[Table], names: dict[str, int]) -> bool:
    """Whether each of these tables holds exactly the rows that the journal shows."""
    known = _written(connection)
    return all(
        agrees(connection, table, names)
        if names[table.name] in known
        else not told(connection, f'SELECT 1 FROM "{table.name}" LIMIT 1')
        for table in tables
    )


def agrees(connection: Connection, table: Table, names: dict[str, int]) -> bool:
    """Whether a table holds exactly the rows that the journal shows."""
    listed = ", ".join(f'"{c}"' for c in ("id", *_columns(table)[0]))
    held = told(connection, f'SELECT {listed} FROM "{table.name}"')
    return set(held) == set(table_rows(connection, table, names))


def _written(connection: Connection) -> set[int]:
    """The tables of which the journal says anything, by their numbers."""
    return {tbl for (tbl,) in told(connection, "SELECT DISTINCT tbl FROM change")}


def show_rows(
    connection: Connection, form: Shape, rows: Iterable[bytes], names: dict[str, int]
) -> None:
    """Write whole rows as the journal shows them: made, changed or taken away."""
    listed = [(row,) for row in rows]
    told(connection, "CREATE TEMP TABLE IF NOT EXISTS showing (row BLOB PRIMARY KEY)")
    told(connection, "DELETE FROM showing")
    for_each(connection, "INSERT INTO showing (row) VALUES (?)", listed)
    found = _heads(
        connection,
        f"showing s CROSS JOIN {_CHANGES} WHERE c.tbl = ? AND c.row = s.row AND c.head = 1",
        (form.tbl,),
    )
    for_each(connection, f'DELETE FROM "{form.table}" WHERE id = ?', listed)
    present = _rows(connection, form, found, names)
    if present:
        _insert(connection, form, present)


def show_cells(connection: Connection, form: Shape, cells: Mapping[bytes, Cells]) -> None:
    """Write some cells of rows that are there, grouped by the columns they touch."""
    groups: dict[tuple[int, ...], list[Shown]] = defaultdict(list)
    for row, touched in cells.items():
        known = tuple(sorted(fld for fld in touched if fld in form.place))
        if known:
            values = (form.cell(fld, shown(touched[fld])) for fld in known)
            groups[known].append((*values, row))
    for fields, written in groups.items():
        settings = ", ".join(f'"{form.columns[form.place[fld]]}" = ?' for fld in fields)
        for_each(connection, f'UPDATE "{form.table}" SET {settings} WHERE id = ?', written)


def _rows(
    connection: Connection, form: Shape, found: Mapping[bytes, Cells], names: dict[str, int]
) -> list[Shown]:
    rows, alive = [], names[ALIVE]
    for row, cells in found.items():
        if not visible(cells, alive, names[ERASE]):
            continue
        values: list[Value] = [row] + [None] * len(form.columns)
        for fld, heads in cells.items():
            if fld in form.place:
                values[form.place[fld] + 1] = form.cell(fld, shown(heads))
        if not lives(cells, alive):
            _bring_back(connection, form, (row, cells), values)
        rows.append(tuple(values))
    return rows


def _bring_back(
    connection: Connection, form: Shape, at: tuple[bytes, Cells], values: list[Value]
) -> None:
    """A row deleted there and edited here shows, until it is reviewed, what it showed before the
    deletion.
    """
    row, cells = at
    gone = told(
        connection,
        "SELECT fld, parents FROM change WHERE tbl = ? AND row = ? AND head = 1 AND kind = ?",
        (form.tbl, row, int(Kind.DELETED)),
    )
    replaced: dict[int, set[bytes]] = defaultdict(set)
    for fld, parents in gone:
        joined = parents or b""
        replaced[fld] |= {joined[i : i + PARENT] for i in range(0, len(joined), PARENT)}
    found = _heads(
        connection,
        f"{_CHANGES} WHERE c.tbl = ? AND c.row = ? AND c.kind = ?",
        (form.tbl, row, int(Kind.VALUE)),
    )
    for fld, changes in found.get(row, {}).items():
        before = [change for change in changes if change.id in replaced.get(fld, ())]
        if fld in form.place and before and shown(cells[fld]).kind == Kind.DELETED:
            values[form.place[fld] + 1] = form.cell(fld, shown(before))


def _heads(connection: Connection, source: str, values: tuple[Value, ...]) -> Mapping[bytes, Cells]:
    found = told(
        connection,
        f"SELECT c.row, c.fld, c.kind, c.val, o.id, o.n, o.hlc, o.replica FROM {source}",
        values,
    )
    rows: dict[bytes, dict[int, list[Head]]] = defaultdict(lambda: defaultdict(list))
    for row, fld, kind, value, operation, n, hlc, replica in found:
        rows[row][fld].append(head(kind, value, operation, n, (hlc, replica)))
    return rows


def _insert(connection: Connection, form: Shape, rows: list[Shown]) -> None:
    listed = ", ".join(f'"{c}"' for c in ("id", *form.columns))
    marks = ", ".join("?" for _ in range(len(form.columns) + 1))
    for_each(connection, f'INSERT INTO "{form.table}" ({listed}) VALUES ({marks})', rows)
