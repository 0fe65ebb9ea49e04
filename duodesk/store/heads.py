"""The heads of cells, read from the journal: what no other change names as replaced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection

from duodesk.store.engine import for_each, told
from duodesk.store.merge import Head, head, two_versions

# How many bytes of the parents of a change name one operation.
PARENT = 16

At = tuple[int, bytes, int]


def heads_of(
    connection: Connection, listed: str = "dirty", within: tuple[At, At] | None = None
) -> dict[At, list[Head]]:
    """The heads of every cell that a table of cells lists (`dirty`, or a temporary one), or of the
    rows from one cell's to another's.
    """
    span, ends = "", tuple[int | bytes, ...]()
    if within is not None:
        span = " WHERE (d.tbl, d.row) >= (?, ?) AND (d.tbl, d.row) <= (?, ?)"
        ends = (*within[0][:2], *within[1][:2])
    # CROSS JOIN: from the few cells to their changes, never through the whole journal.
    found = told(
        connection,
        f"SELECT c.tbl, c.row, c.fld, c.kind, c.val, o.id, o.n, o.hlc, o.replica FROM {listed} d"
        " CROSS JOIN change c ON c.tbl = d.tbl AND c.row = d.row AND c.fld = d.fld AND c.head = 1"
        f" CROSS JOIN operation o ON o.n = c.operation{span}",
        ends,
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
    told(
        connection,
        "DELETE FROM conflict WHERE EXISTS (SELECT 1 FROM settling s"
        " WHERE s.tbl = conflict.tbl AND s.row = conflict.row AND s.fld = conflict.fld)",
    )
    several = [at for at, found in heads.items() if two_versions(found)]
    if several:
        for_each(connection, "INSERT INTO conflict (tbl, row, fld) VALUES (?, ?, ?)", several)
    return heads


def list_cells(connection: Connection, name: str, cells: Iterable[At]) -> None:
    """Put cells into a temporary table that `heads_of` can read."""
    told(
        connection,
        f"CREATE TEMP TABLE IF NOT EXISTS {name} (tbl INTEGER, row BLOB, fld INTEGER,"
        " PRIMARY KEY (tbl, row, fld)) WITHOUT ROWID",
    )
    told(connection, f"DELETE FROM {name}")
    listed = list(cells)
    if listed:
        for_each(
            connection,
            f"INSERT INTO {name} (tbl, row, fld) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            listed,
        )
