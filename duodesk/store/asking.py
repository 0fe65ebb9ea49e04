"""Asking the journal about many identities at once, through a temporary table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection

from duodesk.store.engine import for_each, told


def known_ids(connection: Connection, ids: Iterable[bytes]) -> set[bytes]:
    """Which of these operations the journal has."""
    return asked(connection, ids, "SELECT o.id FROM asking a JOIN operation o ON o.id = a.id")


def links_of(connection: Connection, ids: Iterable[bytes]) -> dict[bytes, tuple[bytes, int]]:
    """Of these operations, whose they are and their numbers, for those that this file has."""
    query = "SELECT o.id, o.replica, o.seq FROM asking a JOIN operation o ON o.id = a.id"
    return {one: (replica, seq) for one, replica, seq in told_of(connection, ids, query)}


def numbers_of(connection: Connection, ids: Iterable[bytes]) -> dict[bytes, int]:
    """The numbers of operations in this file, of those that it has."""
    query = "SELECT o.id, o.n FROM asking a JOIN operation o ON o.id = a.id"
    return dict(told_of(connection, ids, query))


def asked(connection: Connection, ids: Iterable[bytes], query: str) -> set[bytes]:
    """What a query that joins `asking` gives for these identities."""
    return {one for (one,) in told_of(connection, ids, query)}


def told_of(
    connection: Connection, ids: Iterable[bytes], query: str, values: tuple[Any, ...] = ()
) -> list[tuple[Any, ...]]:
    """The rows that a query that joins `asking` gives for these identities."""
    listed = [(one,) for one in set(ids)]
    if not listed:
        return []
    told(connection, "DELETE FROM asking")
    for_each(connection, "INSERT INTO asking (id) VALUES (?)", listed)
    return told(connection, query, values)
