"""Erasing rows for good: their values leave journal, tables, index and drafts; commitments stay.

The chain of operations still verifies, because hashes are taken over salted commitments; the salts
go with the values, so that nothing can be guessed. An operation that touched an erased row loses
its own salt and the words of its label; its other changes get salts of their own. So it is with
single cells of rows that stay.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Engine
from sqlcipher3 import dbapi2 as driver

from duodesk.model.vocabulary import record_tables
from duodesk.store import codec, search
from duodesk.store.capture import ERASE
from duodesk.store.codec import Kind
from duodesk.store.engine import for_each, told
from duodesk.store.merge import KNOWN

# Facts that stand from an erasure until the words left in free pages, and in files kept beside the
# desk, are destroyed too; and until what a file left of somebody erased is erased as well.
PAGES_DUE, FILES_DUE, LEFT_DUE = "erased.pages", "erased.files", "erased.left"
# So many operations are held at a time.
_SOME = 200
log = logging.getLogger("duodesk.erase")


def apply(
    connection: Connection, names: dict[str, int], rows: Iterable[tuple[str, bytes]]
) -> set[tuple[str, bytes]]:
    """Erase everything this file knows of these rows (table, row), and remember that they are
    erased. Returns those that were there until now.
    """
    listed = sorted(set(rows))
    if not listed:
        return set()
    for_each(
        connection, "INSERT INTO erased (scope, row) VALUES (?, ?) ON CONFLICT DO NOTHING", listed
    )
    gone = {row for _, row in listed}
    _list(connection, gone)
    touched = told(
        connection,
        "SELECT DISTINCT c.tbl, c.operation FROM change c CROSS JOIN erasing e ON e.row = c.row"
        " WHERE c.kind <> ?",
        (int(Kind.ERASED),),
    )
    _scrub(connection, names, {n for _, n in touched}, gone)
    there = _clear(connection, {tbl for tbl, _ in touched}, names)
    _drop_beside(connection)
    search.forget(connection, gone)
    _destroy(connection)
    return there


def blank(
    connection: Connection,
    names: dict[str, int],
    rows: Mapping[str, Iterable[bytes]],
    fields: Callable[[str], Collection[str]],
) -> bool:
    """Erase the `fields` of a table in some of its rows, which stay: all that was ever said in
    them; whether there was anything to erase.

    No operation says it: it follows from what is erased, and every laptop does it by itself.
    """
    blanked = False
    for table, some in rows.items():
        listed, cleared = set(some), sorted(fields(table))
        if not listed:
            continue
        _list(connection, listed)
        numbers = {names[f"{table}.{field}"] for field in cleared}
        touched = _said_of(connection, names[table], numbers)
        if not touched:
            continue
        _scrub(connection, names, touched, listed, numbers)
        _empty(connection, table, cleared)
        _drop_beside(connection, numbers)
        full = {f"{table}.{field}" for field in cleared}
        search.feed(connection, [(table, row, full) for row in listed])
        blanked = True
    if blanked:
        _destroy(connection)
    return blanked


def unlabel(connection: Connection, names: dict[str, int], operations: Iterable[int]) -> bool:
    """Erase the words of the labels of these operations; whether any had some."""
    query = "SELECT n FROM operation WHERE n = ? AND words IS NOT NULL"
    worded = [n for n in sorted(set(operations)) if told(connection, query, (n,))]
    _scrub(connection, names, worded, ())
    if worded:
        _destroy(connection)
    return bool(worded)


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


def note_due(connection: Connection, *what: str) -> None:
    """Remember what is still to be destroyed once this transaction is written."""
    query = "INSERT INTO fact (name, value) VALUES (?, '') ON CONFLICT DO NOTHING"
    for_each(connection, query, [(one,) for one in what])


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


def _destroy(connection: Connection) -> None:
    """What is left to do of it: the index, and when this is written, free pages and kept files."""
    search.renew(connection)
    note_due(connection, PAGES_DUE, FILES_DUE)


def _list(connection: Connection, rows: Iterable[bytes]) -> None:
    """Put rows into a temporary table: each statement then asks for all of them at once."""
    told(
        connection,
        "CREATE TEMP TABLE IF NOT EXISTS erasing (row BLOB PRIMARY KEY) WITHOUT ROWID",
    )
    told(connection, "DELETE FROM erasing")
    for_each(connection, "INSERT INTO erasing (row) VALUES (?)", [(row,) for row in sorted(rows)])


def _said_of(connection: Connection, tbl: int, fields: Collection[int]) -> set[int]:
    """The operations that say something in these fields of the listed rows, or keep it back."""
    marks = ", ".join(str(field) for field in sorted(fields))
    found = told(
        connection,
        "SELECT DISTINCT c.operation FROM erasing e CROSS JOIN change c ON c.tbl = ?"
        f" AND c.row = e.row AND c.fld IN ({marks}) WHERE c.val IS NOT NULL OR c.kind = ?",
        (tbl, int(Kind.WITHHELD)),
    )
    return {n for (n,) in found}


def _scrub(
    connection: Connection,
    names: Mapping[str, int],
    operations: Collection[int],
    rows: Collection[bytes],
    fields: Collection[int] | None = None,
) -> None:
    """Take the words of these operations away, and what they say of these rows: of all fields, or
    of some.
    """
    erase = names[ERASE]
    texts = {n: txt for txt, n in names.items()}
    ordered = sorted(operations)
    for start in range(0, len(ordered), _SOME):
        some = tuple(ordered[start : start + _SOME])
        marks = ", ".join("?" for _ in some)
        salts = dict(told(connection, f"SELECT n, salt FROM operation WHERE n IN ({marks})", some))
        changes = told(
            connection,
            "SELECT tbl, row, fld, kind, val, salt, com, operation FROM change"
            f" WHERE operation IN ({marks})",
            some,
        )
        written: list[tuple[Any, ...]] = []
        for tbl, row, fld, kind, value, own, com, n in changes:
            salt = salts[n]
            name = codec.cell_name(texts[tbl], row, texts[fld].split(".")[-1])
            cell_salt = own or (codec.cell_salt(salt, name) if salt else None)
            if row in rows and (fld != erase if fields is None else fld in fields):
                known = cell_salt if kind in KNOWN else None
                kept = codec.commitment(known, kind, value) if known else com
                written.append((int(Kind.ERASED), None, None, kept, tbl, row, fld, n))
            elif own is None and salt:
                written.append((kind, value, cell_salt, com, tbl, row, fld, n))
        for_each(
            connection,
            "UPDATE change SET kind = ?, val = ?, salt = ?, com = ?"
            " WHERE tbl = ? AND row = ? AND fld = ? AND operation = ?",
            written,
        )
        told(
            connection,
            "UPDATE operation SET salt = NULL, words = NULL, words_salt = NULL"
            f" WHERE n IN ({marks})",
            some,
        )


def _clear(
    connection: Connection, tables: Collection[int], names: Mapping[str, int]
) -> set[tuple[str, bytes]]:
    """Take the listed rows out of these tables, the only ones that have any; returns which."""
    there = set()
    told(connection, "UPDATE context SET applying = 1")
    for table in record_tables():
        if names[table.name] in tables:
            query = f'DELETE FROM "{table.name}" WHERE id IN (SELECT row FROM erasing) RETURNING id'
            there |= {(table.name, row) for (row,) in told(connection, query)}
    told(connection, "UPDATE context SET applying = 0")
    return there


def _empty(connection: Connection, table: str, fields: Collection[str]) -> None:
    nothing = ", ".join(f'"{field}" = NULL' for field in fields)
    told(connection, "UPDATE context SET applying = 1")
    told(connection, f'UPDATE "{table}" SET {nothing} WHERE id IN (SELECT row FROM erasing)')
    told(connection, "UPDATE context SET applying = 0")


def _drop_beside(connection: Connection, fields: Collection[int] | None = None) -> None:
    """What the desk keeps beside the listed rows goes too: two versions, of all or these fields,
    and words being typed.
    """
    only = "" if fields is None else f" AND fld IN ({', '.join(str(one) for one in fields)})"
    told(
        connection,
        "DELETE FROM conflict WHERE EXISTS (SELECT 1 FROM erasing e"
        f" WHERE e.row = conflict.row){only}",
    )
    told(connection, "DELETE FROM draft WHERE subject IN (SELECT row FROM erasing)")
