"""From the journal to the tables: what each row shows is a pure function of the heads of its
cells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, Table

from duodesk.store.capture import ALIVE
from duodesk.store.codec import Kind, Value
from duodesk.store.journal import Head

Row = dict[str, Value]


def shown(heads: list[Head]) -> Head:
    """The head whose value is displayed: a value before a deletion, then the latest, then by
    identity.
    """
    return max(heads, key=lambda head: head.rank)


def rebuild(connection: Connection, tables: Iterable[Table], names: dict[str, int]) -> None:
    """Empty the exchanged tables and fill them again from the journal alone."""
    connection.exec_driver_sql("UPDATE context SET applying = 1")
    for table in tables:
        connection.exec_driver_sql(f'DELETE FROM "{table.name}"')
        rows = table_rows(connection, table, names)
        if rows:
            _insert(connection, table, rows)
    connection.exec_driver_sql("UPDATE context SET applying = 0")


def table_rows(
    connection: Connection, table: Table, names: dict[str, int]
) -> list[tuple[Value, ...]]:
    """The rows a table shows, as tuples in column order with the id first."""
    columns = [c.name for c in table.columns if not c.primary_key]
    place = {
        names[f"{table.name}.{column}"]: index for index, column in enumerate(columns, start=1)
    }
    rows = []
    for row, cells in _heads(connection, names[table.name]).items():
        if not visible(cells, names[ALIVE]):
            continue
        values: list[Value] = [row] + [None] * len(columns)
        for fld, heads in cells.items():
            if fld in place and shown(heads).kind == Kind.VALUE:
                values[place[fld]] = shown(heads).value
        rows.append(tuple(values))
    return rows


def agrees(connection: Connection, table: Table, names: dict[str, int]) -> bool:
    """Whether a table holds exactly the rows that the journal shows."""
    listed = ", ".join(f'"{c}"' for c in _columns(table))
    held = connection.exec_driver_sql(f'SELECT {listed} FROM "{table.name}"')
    return {tuple(row) for row in held} == set(table_rows(connection, table, names))


def visible(cells: dict[int, list[Head]], alive: int) -> bool:
    """A row shows itself when it lives, or when an edit of it was not seen by who deleted it."""
    lives = alive in cells and shown(cells[alive]).value == 1
    return lives or any(
        h.kind == Kind.VALUE for fld, heads in cells.items() if fld != alive for h in heads
    )


def _heads(connection: Connection, tbl: int) -> dict[bytes, dict[int, list[Head]]]:
    found = connection.exec_driver_sql(
        "SELECT c.row, c.fld, c.kind, c.val, o.id, o.n, o.hlc, o.replica FROM change c"
        " JOIN operation o ON o.n = c.operation WHERE c.tbl = ? AND c.head = 1",
        (tbl,),
    )
    rows: dict[bytes, dict[int, list[Head]]] = defaultdict(lambda: defaultdict(list))
    for row, fld, kind, value, operation, n, hlc, replica in found:
        rank = (kind != Kind.DELETED, hlc, replica, operation)
        rows[row][fld].append(Head(rank, kind, value, operation, n))
    return rows


def _insert(connection: Connection, table: Table, rows: list[tuple[Value, ...]]) -> None:
    columns = _columns(table)
    listed = ", ".join(f'"{c}"' for c in columns)
    marks = ", ".join("?" for _ in columns)
    connection.exec_driver_sql(f'INSERT INTO "{table.name}" ({listed}) VALUES ({marks})', rows)


def _columns(table: Table) -> list[str]:
    return ["id", *(c.name for c in table.columns if not c.primary_key)]
