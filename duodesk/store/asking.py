"""Asking the journal about many identities at once, through a temporary table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection


def known_ids(connection: Connection, ids: Iterable[bytes]) -> set[bytes]:
    """Which of these operations the journal has."""
    return asked(connection, ids, "SELECT o.id FROM asking a JOIN operation o ON o.id = a.id")


def links_of(connection: Connection, ids: Iterable[bytes]) -> dict[bytes, tuple[bytes, int]]:
    """Of these operations, whose they are and their numbers, for those that this file has."""
    _ask(connection, ids)
    found = connection.exec_driver_sql(
        "SELECT o.id, o.replica, o.seq FROM asking a JOIN operation o ON o.id = a.id"
    )
    return {row.id: (row.replica, row.seq) for row in found}


def numbers_of(connection: Connection, ids: Iterable[bytes]) -> dict[bytes, int]:
    """The numbers of operations in this file, of those that it has."""
    _ask(connection, ids)
    found = connection.exec_driver_sql(
        "SELECT o.id, o.n FROM asking a JOIN operation o ON o.id = a.id"
    )
    return {row.id: row.n for row in found}


def asked(connection: Connection, ids: Iterable[bytes], query: str) -> set[bytes]:
    """What a query that joins `asking` gives for these identities."""
    return {one for (one,) in told_of(connection, ids, query)}


def told_of(
    connection: Connection, ids: Iterable[bytes], query: str, values: tuple[Any, ...] = ()
) -> list[tuple[Any, ...]]:
    """The rows that a query that joins `asking` gives for these identities."""
    if not _ask(connection, ids):
        return []
    return [tuple(row) for row in connection.exec_driver_sql(query, values)]


def _ask(connection: Connection, ids: Iterable[bytes]) -> bool:
    """Put them into the table that every connection has for it; whether there are any."""
    listed = [(one,) for one in set(ids)]
    connection.exec_driver_sql("DELETE FROM asking")
    if listed:
        connection.exec_driver_sql("INSERT INTO asking (id) VALUES (?)", listed)
    return bool(listed)
