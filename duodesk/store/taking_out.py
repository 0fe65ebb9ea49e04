"""Taking the operations of a file out of the journal again; nothing was built on them."""

from __future__ import annotations

from sqlalchemy import Connection

from duodesk.store.heads import PARENT, At, list_cells
from duodesk.store.receive import Received, show


def built_upon(connection: Connection, first: int, last: int) -> bool:
    """Whether a later operation goes on from one of these, in its chain or in a cell."""
    later = connection.exec_driver_sql(
        "SELECT EXISTS (SELECT 1 FROM operation a JOIN operation b ON b.prev = a.id"
        " WHERE a.n BETWEEN ? AND ? AND b.n > ?)",
        (first, last, last),
    ).scalar_one()
    if later:
        return True
    (since,) = connection.exec_driver_sql("SELECT max(n) - ? FROM operation", (last,)).one()
    # From the shorter side: all that was written since, or all that was written to these cells.
    if since <= last - first:
        written = connection.exec_driver_sql(
            "SELECT parents FROM change WHERE operation > ? AND parents IS NOT NULL", (last,)
        )
    else:
        written = connection.exec_driver_sql(
            "SELECT h.parents FROM change c INDEXED BY change_operation CROSS JOIN change h"
            " ON h.tbl = c.tbl AND h.row = c.row AND h.fld = c.fld AND h.operation > ?"
            " WHERE c.operation BETWEEN ? AND ? AND h.parents IS NOT NULL",
            (last, first, last),
        )
    ids = _ids(connection, first, last)
    return any(
        joined[i : i + PARENT] in ids
        for (joined,) in written
        for i in range(0, len(joined), PARENT)
    )


def take_out(connection: Connection, names: dict[str, int], first: int, last: int) -> None:
    """Remove operations that nothing was built on; every cell shows again what it showed."""
    span = (first, last)
    gone = _ids(connection, first, last)
    cells = [
        (tbl, row, fld)
        for tbl, row, fld in connection.exec_driver_sql(
            "SELECT DISTINCT tbl, row, fld FROM change WHERE operation BETWEEN ? AND ?", span
        )
    ]
    connection.exec_driver_sql("DELETE FROM change WHERE operation BETWEEN ? AND ?", span)
    connection.exec_driver_sql("DELETE FROM operation WHERE n BETWEEN ? AND ?", span)
    connection.exec_driver_sql("DELETE FROM tip")
    connection.exec_driver_sql(
        "INSERT INTO tip (replica, id, seq) SELECT replica, id, seq FROM operation o WHERE NOT "
        "EXISTS (SELECT 1 FROM operation p WHERE p.prev = o.id AND p.replica = o.replica)"
    )
    _stand_forth(connection, cells, gone)
    show(connection, names, cells, Received())


def _stand_forth(connection: Connection, cells: list[At], gone: set[bytes]) -> None:
    """What nothing replaces any more is a head again; what came before a change that is gone now
    waits for it once more.
    """
    list_cells(connection, "emptied", cells)
    left = connection.exec_driver_sql(
        "SELECT c.tbl, c.row, c.fld, c.operation, c.head, c.parents, o.id FROM emptied e"
        " CROSS JOIN change c ON c.tbl = e.tbl AND c.row = e.row AND c.fld = e.fld"
        " JOIN operation o ON o.n = c.operation"
    ).fetchall()
    replaced = {
        (one.tbl, one.row, one.fld, one.parents[i : i + PARENT])
        for one in left
        for i in range(0, len(one.parents or b""), PARENT)
    }
    heads = [
        (one.tbl, one.row, one.fld, one.operation)
        for one in left
        if not one.head and (one.tbl, one.row, one.fld, one.id) not in replaced
    ]
    if heads:
        connection.exec_driver_sql(
            "UPDATE change SET head = 1 WHERE tbl = ? AND row = ? AND fld = ? AND operation = ?",
            heads,
        )
    waiting = [one for one in replaced if one[3] in gone]
    if waiting:
        connection.exec_driver_sql(
            "INSERT INTO awaited (tbl, row, fld, operation) VALUES (?, ?, ?, ?)", waiting
        )


def _ids(connection: Connection, first: int, last: int) -> set[bytes]:
    found = connection.exec_driver_sql(
        "SELECT id FROM operation WHERE n BETWEEN ? AND ?", (first, last)
    )
    return {operation for (operation,) in found}
