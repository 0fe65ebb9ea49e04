"""How operations are named by their content, so that nothing in the past can be altered unnoticed.

Hashes are taken over salted commitments instead of values: a value and its salt can leave every
laptop
(erasure) or never reach one (another office's notes), and the chain still verifies.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

import msgspec

Value = None | int | str | bytes
_pack = msgspec.msgpack.Encoder().encode
_PERSON = b"duodesk-op"


class Kind(IntEnum):
    """What a change says about its field."""

    VALUE = 0
    DELETED = 1
    WITHHELD = 2
    ERASED = 3


# What a change says: its kind and its value.
Said = tuple[Kind, Value]


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


class Identity:
    """The name of one operation, worked out while its changes pass by: BLAKE2b-128 of the header
    and the changes `(cell name, parents, commitment)`, in the order of the cells' names.
    """

    def __init__(self) -> None:
        self._packed: dict[tuple[bytes, bytes], bytearray] = defaultdict(bytearray)
        self._n = 0

    def add(self, salt: bytes, at: tuple[str, bytes, str], parents: bytes, said: Said) -> None:
        """Take in what is said of a cell (table, row, field); of one field, rows come in order."""
        table, row, field = at
        name = cell_name(table, row, field)
        com = commitment(cell_salt(salt, name), *said)
        self._packed[table.encode(), field.encode()] += _pack((name, parents, com))
        self._n += 1

    def of(self, header: Header, words_com: bytes) -> bytes:
        """The name, all changes having passed."""
        fields = (packed for _, packed in sorted(self._packed.items()))
        return _named(header, words_com, self._n, fields)


def operation_id(
    header: Header, words_com: bytes, changes: list[tuple[bytes, bytes, bytes]]
) -> bytes:
    """The same of changes that are at hand, in any order."""
    return _named(header, words_com, len(changes), map(_pack, sorted(changes)))


def _named(header: Header, words_com: bytes, n: int, packed: Iterable[bytes | bytearray]) -> bytes:
    head = (
        header.replica, header.seq, header.hlc, header.wall, header.author, header.label,
        words_com, header.schema, header.prev, header.undoes,
    )  # fmt: skip
    digest = hashlib.blake2b(b"\x92" + _pack(head) + _length(n), digest_size=16, person=_PERSON)
    for part in packed:
        digest.update(part)
    return digest.digest()


def _length(n: int) -> bytes:
    """How MessagePack begins an array of `n`."""
    if n < 16:
        return bytes([0x90 | n])
    return b"\xdc" + n.to_bytes(2) if n < 1 << 16 else b"\xdd" + n.to_bytes(4)


# The last logical time that there is.
LATEST = (1 << 63) - 1


def tick(last: int, wall_ms: int) -> int:
    """The next hybrid logical time: 48 bits of milliseconds, 16 bits of counter, never
    backwards.
    """
    return max(last + 1, wall_ms << 16)
