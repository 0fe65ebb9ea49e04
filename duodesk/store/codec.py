"""How operations are named by their content, so that nothing in the past can be altered unnoticed.

Hashes are taken over salted commitments instead of values: a value and its salt can leave every
laptop
(erasure) or never reach one (another office's notes), and the chain still verifies.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import IntEnum

import msgspec

Value = None | int | str | bytes
_pack = msgspec.msgpack.Encoder().encode


class Kind(IntEnum):
    """What a change says about its field."""

    VALUE = 0
    DELETED = 1
    WITHHELD = 2
    ERASED = 3


@dataclass(frozen=True, slots=True)
class Header:
    """Everything an operation says beside its changes; `label` is a msgid, `words` its values as
    JSON.

    The salt is None where a laptop may not derive it: something of the operation is withheld or
    erased.
    """

    replica: bytes
    seq: int
    hlc: int
    wall: int
    author: bytes | None
    label: str
    words: str | None
    schema: int
    prev: bytes | None
    salt: bytes | None
    undoes: bytes | None = None


def cell_salt(salt: bytes, cell: bytes) -> bytes:
    """The salt of one cell, derived from the operation's (16 bytes)."""
    return hashlib.blake2b(cell, key=salt, digest_size=16).digest()


def commitment(salt: bytes, kind: int, value: Value) -> bytes:
    """What stands for a value in the hash (16 bytes); without the salt it tells nothing."""
    return hashlib.blake2b(_pack((kind, value)), key=salt, digest_size=16).digest()


def cell_name(table: str, row: bytes, field: str) -> bytes:
    """A cell's name as bytes, equal on every laptop."""
    return b"\x00".join((table.encode(), field.encode(), row))


def operation_id(
    header: Header, words_com: bytes, changes: list[tuple[bytes, bytes, bytes]]
) -> bytes:
    """BLAKE2b-128 of the header and the changes `(cell name, parents, commitment)`, in cell
    order.
    """
    head = (
        header.replica, header.seq, header.hlc, header.wall, header.author, header.label,
        words_com, header.schema, header.prev, header.undoes,
    )  # fmt: skip
    return hashlib.blake2b(
        _pack((head, sorted(changes))), digest_size=16, person=b"duodesk-op"
    ).digest()


def tick(last: int, wall_ms: int) -> int:
    """The next hybrid logical time: 48 bits of milliseconds, 16 bits of counter, never
    backwards.
    """
    return max(last + 1, wall_ms << 16)
