"""Reading operations out of the journal as they travel, and keeping back what stays in its
office.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from duodesk.store import codec
from duodesk.store.codec import Header, Kind, Value
from duodesk.store.engine import told
from duodesk.store.merge import KNOWN
from duodesk.store.travelling import Change, Foreign

_SOME = 400


@dataclass(frozen=True, slots=True)
class Secret:
    """A value that its office keeps to itself, with the salt that proves it is the one meant."""

    operation: bytes
    table: str
    row: bytes
    field: str
    salt: bytes
    value: Value


def read_operations(
    connection: Connection, texts: dict[int, str], numbers: Iterable[int]
) -> Iterator[Foreign]:
    """These operations in the order of their numbers, whole."""
    ordered = sorted(numbers)
    for start in range(0, len(ordered), _SOME):
        some = tuple(ordered[start : start + _SOME])
        marks = ", ".join("?" for _ in some)
        headers = told(
            connection,
            "SELECT n, id, replica, seq, hlc, wall, author, label, words, schema, prev, salt,"
            f" undoes, words_com, words_salt FROM operation WHERE n IN ({marks}) ORDER BY n",
            some,
        )
        changes = _changes(connection, texts, some, marks)
        for n, operation, *header, words_com, words_salt in headers:
            yield Foreign(operation, Header(*header), words_com, words_salt, changes[n])


def withhold(op: Foreign, hides: Callable[[Change], bool]) -> tuple[Foreign, list[Secret]]:
    """An operation without the values that stay in their office, and those values apart.

    Where something is kept back the operation's salt is too, for the value could be guessed with
    it; every other change then carries a salt of its own.
    """
    hidden = [c for c in op.changes if c.kind == Kind.VALUE and hides(c)]
    if not hidden:
        return op, []
    salt, secrets, changes = op.header.salt, [], []
    for change in op.changes:
        name = codec.cell_name(change.table, change.row, change.field)
        own = change.salt or (codec.cell_salt(salt, name) if salt else None)
        if own is None or change.kind not in KNOWN:
            changes.append(change)
        elif change in hidden:
            com = codec.commitment(own, change.kind, change.value)
            changes.append(change._replace(kind=Kind.WITHHELD, value=None, salt=None, com=com))
            secrets.append(Secret(op.id, change.table, change.row, change.field, own, change.value))
        else:
            changes.append(change._replace(salt=own))
    words_salt = op.words_salt or (codec.cell_salt(salt, b"words") if salt else None)
    header = replace(op.header, salt=None)
    return Foreign(op.id, header, op.words_com, words_salt, changes), secrets


def _changes(
    connection: Connection, texts: dict[int, str], some: tuple[int, ...], marks: str
) -> dict[int, list[Change]]:
    found = told(
        connection,
        "SELECT operation, tbl, row, fld, kind, val, parents, salt, com FROM change"
        f" WHERE operation IN ({marks}) ORDER BY operation, tbl, row, fld",
        some,
    )
    short = {n: txt.split(".")[-1] for n, txt in texts.items()}
    changes: dict[int, list[Change]] = defaultdict(list)
    for operation, tbl, row, fld, kind, value, parents, salt, com in found:
        changes[operation].append(
            Change(texts[tbl], row, short[fld], kind, value, parents or b"", salt, com)
        )
    return changes
