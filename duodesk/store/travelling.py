"""Operations as they travel between laptops: named by tables and fields, not by this file's
numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from duodesk.store import codec
from duodesk.store.capture import ERASE
from duodesk.store.codec import Header, Kind, Value
from duodesk.store.merge import KNOWN


class Change(NamedTuple):
    """One field of one row as it travels; `parents` joined and sorted, 16 bytes each."""

    table: str
    row: bytes
    field: str
    kind: int
    value: Value
    parents: bytes
    salt: bytes | None
    com: bytes | None


@dataclass(frozen=True, slots=True)
class Foreign:
    """One operation as it travels, its identity computed from its content."""

    id: bytes
    header: Header
    words_com: bytes
    words_salt: bytes | None
    changes: list[Change]


def identify(
    header: Header, words_com: bytes | None, words_salt: bytes | None, changes: Sequence[Change]
) -> Foreign:
    """An operation with its identity and commitments computed from what is known of it.

    Raises ValueError where neither a salt nor a commitment is given.
    """
    salt = header.salt
    if header.words is not None:
        own = words_salt or (codec.cell_salt(salt, b"words") if salt else None)
        words_com = codec.commitment(own, Kind.VALUE, header.words) if own else None
    if words_com is None:
        raise ValueError("words without commitment")
    committed = []
    for change in changes:
        name = codec.cell_name(change.table, change.row, change.field)
        com = change.com
        if change.kind in KNOWN:
            own = change.salt or (codec.cell_salt(salt, name) if salt else None)
            com = codec.commitment(own, change.kind, change.value) if own else None
        if com is None:
            raise ValueError("a change without commitment")
        committed.append((name, change.parents, com))
    found = codec.operation_id(header, words_com, committed)
    return Foreign(found, header, words_com, words_salt, list(changes))


def scrubbed(op: Foreign, rows: set[bytes]) -> Foreign:
    """An operation as it may be kept once these rows are erased: commitments, never their values.

    Its own salt goes, for values could be guessed with it; what stays gets salts of its own.
    """
    if not any(c.row in rows and c.field != ERASE for c in op.changes):
        return op
    changes = [_scrubbed(c, op.header.salt, gone=c.row in rows) for c in op.changes]
    header = replace(op.header, salt=None, words=None)
    return replace(op, header=header, words_salt=None, changes=changes)


def _scrubbed(change: Change, salt: bytes | None, *, gone: bool) -> Change:
    if change.kind not in KNOWN:
        return change._replace(kind=Kind.ERASED) if gone else change
    name = codec.cell_name(change.table, change.row, change.field)
    own = change.salt or (codec.cell_salt(salt, name) if salt else b"")
    if not gone or change.field == ERASE:
        return change._replace(salt=own)
    com = codec.commitment(own, change.kind, change.value)
    return change._replace(kind=Kind.ERASED, value=None, salt=None, com=com)
