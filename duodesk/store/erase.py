"""Erasing rows for good: their values leave journal, tables, index and drafts; commitments stay.

The chain of operations still verifies, because hashes are taken over salted commitments; the salts
go with the values, so that nothing can be guessed. An operation that touched an erased row loses
its own salt and the words of its label; its other changes get salts of their own.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable

from sqlalchemy import Connection, Engine
from sqlcipher3 import dbapi2 as driver

from duodesk.model.vocabulary import record_tables
from duodesk.store import codec, search
from duodesk.store.capture import ERASE
from duodesk.store.codec import Kind
from duodesk.store.merge import KNOWN

# Facts that stand from an erasure until the words left in free pages, and in files kept beside the
# desk, are destroyed too.
PAGES_DUE, FILES_DUE = "erased.pages", "erased.files"
_RANGE = 400
log = logging.getLogger("duodesk.erase")


def apply(connection: Connection, names: dict[str, int], rows: Iterable[tuple[str, bytes]]) -> None:
    """Erase everything this file knows of these rows (table, row), and remember that they are
    erased.
    """
    listed = sorted(set(rows))
    if not listed:
        return
    connection.exec_driver_sql(
        "INSERT INTO erased (scope, row) VALUES (?, ?) ON CONFLICT DO NOTHING", listed
    )
    for start in range(0, len(listed), _RANGE):
        some = tuple(row for _, row in listed[start : start + _RANGE])
        marks = ", ".join("?" for _ in some)
        _scrub(connection, names, some, marks)
        _clear(connection, some, marks)
    search.renew(connection)
    connection.exec_driver_sql(
        "INSERT INTO fact (name, value) VALUES (?, ''), (?, '') ON CONFLICT DO NOTHING",
        (PAGES_DUE, FILES_DUE),
    )


def erased_rows(connection: Connection) -> list[tuple[str, bytes]]:
    """All rows (table, row) that were ever erased, sorted."""
    found = connection.exec_driver_sql("SELECT scope, row FROM erased ORDER BY scope, row")
    return [(table, row) for table, row in found]


def untold(connection: Connection, rows: Iterable[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Of these rows, those whose erasure no operation of this journal tells."""
    told = {
        row
        for (row,) in connection.exec_driver_sql(
            "SELECT c.row FROM change c JOIN name n ON n.n = c.fld WHERE n.txt = ?", (ERASE,)
        )
    }
    return sorted({(table, row) for table, row in rows if row not in told})


def due(engine: Engine, what: str) -> bool:
    """Whether something is still to be destroyed: the program ended in between, or the disk failed
    it.
    """
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT 1 FROM fact WHERE name = ?", (what,))
        return found.first() is not None


def sweep(engine: Engine) -> None:
    """Write the file anew, so that no free page and no journal of the database keeps a word. Where
    the disk hinders it (it may be full), it stays due.
    """
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        for statement in (
            "PRAGMA wal_checkpoint(TRUNCATE)",
            "VACUUM",
            "PRAGMA wal_checkpoint(TRUNCATE)",
        ):
            cursor.execute(statement).fetchall()
        cursor.execute("DELETE FROM fact WHERE name = ?", (PAGES_DUE,))
    except driver.OperationalError as error:
        log.warning("the file could not be written anew: %s", error)
    finally:
        connection.close()


def _scrub(
    connection: Connection, names: dict[str, int], some: tuple[bytes, ...], marks: str
) -> None:
    touched = [
        n
        for (n,) in connection.exec_driver_sql(
            f"SELECT DISTINCT operation FROM change WHERE row IN ({marks}) AND kind <> ?",
            (*some, int(Kind.ERASED)),
        )
    ]
    texts = {n: txt for txt, n in names.items()}
    gone = set(some)
    for n in touched:
        (salt,) = connection.exec_driver_sql("SELECT salt FROM operation WHERE n = ?", (n,)).one()
        changes = connection.exec_driver_sql(
            "SELECT tbl, row, fld, kind, val, salt, com FROM change WHERE operation = ?", (n,)
        ).fetchall()
        written: list[tuple[object, ...]] = []
        for tbl, row, fld, kind, value, own, com in changes:
            name = codec.cell_name(texts[tbl], row, texts[fld].split(".")[-1])
            cell_salt = own or (codec.cell_salt(salt, name) if salt else None)
            if row in gone and texts[fld] != ERASE:
                known = cell_salt if kind in KNOWN else None
                kept = codec.commitment(known, kind, value) if known else com
                written.append((int(Kind.ERASED), None, None, kept, tbl, row, fld, n))
            elif own is None and salt:
                written.append((kind, value, cell_salt, com, tbl, row, fld, n))
        if written:
            connection.exec_driver_sql(
                "UPDATE change SET kind = ?, val = ?, salt = ?, com = ?"
                " WHERE tbl = ? AND row = ? AND fld = ? AND operation = ?",
                written,
            )
        connection.exec_driver_sql(
            "UPDATE operation SET salt = NULL, words = NULL, words_salt = NULL WHERE n = ?", (n,)
        )


def _clear(connection: Connection, some: tuple[bytes, ...], marks: str) -> None:
    connection.exec_driver_sql("UPDATE context SET applying = 1")
    for table in record_tables():
        connection.exec_driver_sql(f'DELETE FROM "{table.name}" WHERE id IN ({marks})', some)
    connection.exec_driver_sql("UPDATE context SET applying = 0")
    connection.exec_driver_sql(f"DELETE FROM conflict WHERE row IN ({marks})", some)
    connection.exec_driver_sql(f"DELETE FROM draft WHERE subject IN ({marks})", some)
    search.forget(connection, some)
