"""Triggers that note every cell written to an exchanged table, whoever writes it: ORM, bulk or raw
SQL.

Generated from the vocabulary by the migration runner. `INSERT OR REPLACE` is forbidden on these
tables:
it would override the rule by which a cell noted twice is noted once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, Table, text

from duodesk.store.engine import told

ALIVE = "_alive"
# Under this name an operation says that a row is erased for good.
ERASE = "_erase"


def names_of(table: Table) -> list[str]:
    """The names under which the journal knows a table: itself and its columns."""
    fields = [f"{table.name}.{column.name}" for column in table.columns if not column.primary_key]
    return [table.name, *fields]


def register_names(connection: Connection, tables: list[Table]) -> dict[str, int]:
    """Give every table and column its lasting number; returns all of them."""
    known = read_names(connection)
    wanted = [ALIVE, ERASE, *(name for table in tables for name in names_of(table))]
    new = [{"txt": name} for name in wanted if name not in known]
    if new:
        connection.execute(text("INSERT INTO name (txt) VALUES (:txt)"), new)
        known = read_names(connection)
    return known


def read_names(connection: Connection) -> dict[str, int]:
    """The numbers of all names the journal knows, those of newer programs included."""
    return dict(told(connection, "SELECT txt, n FROM name"))


def drop_triggers(connection: Connection) -> None:
    """Take capture away, for a migration."""
    query = (
        "SELECT name FROM sqlite_schema WHERE type='trigger' AND name LIKE 'capture!_%' ESCAPE '!'"
    )
    for (name,) in told(connection, query):
        told(connection, f'DROP TRIGGER "{name}"')


def create_triggers(connection: Connection, tables: list[Table]) -> None:
    """Put capture in place for these tables."""
    numbers = register_names(connection, tables)
    for table in tables:
        for statement in _triggers(table, numbers):
            told(connection, statement)


def _triggers(table: Table, numbers: dict[str, int]) -> Iterator[str]:
    name, alive = table.name, numbers[ALIVE]
    fields = {c.name: numbers[f"{name}.{c.name}"] for c in table.columns if not c.primary_key}
    awake = "WHEN (SELECT applying FROM context) = 0"

    def noted(row: str, cells: Iterable[tuple[int, str]]) -> str:
        # One statement over a list of cells: SQLite reads every trigger whenever it opens a file,
        # and works out those of a table for every statement that writes to it.
        listed = ", ".join(f"({fld}, {condition})" for fld, condition in cells)
        return (
            f"BEGIN INSERT INTO dirty (tbl, row, fld) SELECT {numbers[name]}, {row}.id, column1 "
            f"FROM (VALUES {listed}) WHERE column2 ON CONFLICT DO NOTHING; END"
        )

    for verb, row in (("insert", "NEW"), ("delete", "OLD")):
        cells = [(fld, f'{row}."{field}" IS NOT NULL') for field, fld in fields.items()]
        yield (
            f'CREATE TRIGGER "capture_{name}_{verb}" AFTER {verb.upper()} ON "{name}" {awake} '
            f"{noted(row, [(alive, '1'), *cells])}"
        )
    changed = [(fld, f'NEW."{field}" IS NOT OLD."{field}"') for field, fld in fields.items()]
    yield (
        f'CREATE TRIGGER "capture_{name}_update" AFTER UPDATE ON "{name}" {awake} '
        f"{noted('NEW', changed)}"
    )
    yield (
        f'CREATE TRIGGER "capture_{name}_id" BEFORE UPDATE OF id ON "{name}" '
        "WHEN NEW.id IS NOT OLD.id BEGIN SELECT RAISE(ABORT, 'an identity never changes'); END"
    )
