"""Taking back what still stands of an operation, long after it and whatever happened since: what
moved on stays as it is now.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection
from typing_extensions import override

from duodesk.base.i18n import Message
from duodesk.store.codec import Kind, Value
from duodesk.store.heads import At
from duodesk.store.undo import Past, Reversal, Step, moved

Cells = Mapping[int, Past]


class Remainder(Reversal):
    """The opposite of an operation, cell by cell, where a cell still shows what it was given."""

    @override
    def write(self) -> None:
        """Write what stood before in every cell that nobody wrote since; rows that the operation
        made stay, rows that it took away come back.
        """
        for at, cells in self._past().items():
            if self._texts[at[0]] in self._fits and not self._is_birth(dict(cells)):
                self._write_back(at, cells)

    def _write_back(self, at: tuple[int, bytes], cells: Cells) -> None:
        standing = {fld: past for fld, past in cells.items() if _stands(past)}
        present = self._connection.exec_driver_sql(
            f'SELECT 1 FROM "{self._texts[at[0]]}" WHERE id = ?', (at[1],)
        ).first()
        if self._alive in standing or (present and standing):
            self._turn_back(at, standing)


def operation_of(connection: Connection, at: At) -> bytes | None:
    """The operation that wrote what a cell shows now, where it shows a value."""
    found = connection.exec_driver_sql(
        "SELECT o.id FROM change c JOIN operation o ON o.n = c.operation WHERE c.tbl = ?"
        " AND c.row = ? AND c.fld = ? AND c.head = 1 AND c.kind = ? AND c.val IS NOT NULL"
        " ORDER BY o.hlc DESC, o.replica DESC, o.id DESC LIMIT 1",
        (*at, int(Kind.VALUE)),
    ).first()
    return found.id if found else None


def take_back(connection: Connection, names: dict[str, int], operation: bytes) -> dict[At, Value]:
    """Take back what still stands of an operation; returns what the tables cannot hold."""
    reversal = Remainder(connection, names, Step(operation, Message("")))
    reversal.write()
    return dict(reversal.hidden)


def came_over(
    connection: Connection, names: dict[str, int], at: tuple[str, str], before: bytes, now: bytes
) -> list[bytes]:
    """The rows of a table whose reference (table and column) shows one row now and was made with
    another one.
    """
    table, column = at
    found = connection.exec_driver_sql(
        f'SELECT t.id FROM "{table}" t WHERE t."{column}" = ? AND EXISTS (SELECT 1 FROM change c'
        " WHERE c.tbl = ? AND c.row = t.id AND c.fld = ? AND c.val = ? AND c.parents IS NULL)",
        (now, names[table], names[f"{table}.{column}"], before),
    )
    return [row for (row,) in found]


def _stands(past: Past) -> bool:
    known = past.before is None or past.before[0] in {Kind.VALUE, Kind.DELETED}
    return known and past.now is not None and not moved(past, past.now)
