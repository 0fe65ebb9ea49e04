"""Identities of rows: 16 bytes that sort by time of birth, never derived from a person or a
machine.
"""

from __future__ import annotations

import hashlib
from random import Random
from typing import Protocol
from uuid import UUID, SafeUUID

from duodesk.base.clock import Clock

Id = UUID


class Bytes(Protocol):
    """Source of random bytes; `random.Random` in tests, `secrets.SystemRandom` in the program."""

    def randbytes(self, n: int, /) -> bytes: ...


def id_of(raw: bytes) -> Id:
    """The identity of 16 bytes; a third of the time of `UUID(bytes=raw)`, which long lists feel."""
    made = object.__new__(UUID)
    object.__setattr__(made, "int", int.from_bytes(raw, "big"))
    object.__setattr__(made, "is_safe", SafeUUID.unknown)
    return made


def new_id(clock: Clock, random: Bytes) -> Id:
    """A UUID of version 7 (RFC 9562 §5.7): 48 bits of milliseconds, then 74 random bits."""
    milliseconds = int(clock.now().timestamp() * 1000) & (1 << 48) - 1
    tail = int.from_bytes(random.randbytes(10), "big")
    high = milliseconds << 16 | 0x7 << 12 | (tail >> 64) & 0xFFF
    low = 0b10 << 62 | tail & (1 << 62) - 1
    return UUID(int=high << 64 | low)


def seed_id(name: str) -> Id:
    """The fixed identity of a row that every new desk has, so that three new desks agree on it."""
    return UUID(
        bytes=hashlib.blake2b(name.encode(), digest_size=16, person=b"duodesk-seed").digest()
    )


class Ids:
    """Hands out new identities from one clock and one source of randomness."""

    def __init__(self, clock: Clock, random: Bytes | None = None) -> None:
        self._clock = clock
        self._random: Bytes = random or Random()  # noqa: S311 - replaced by SystemRandom in the app

    def __call__(self) -> Id:
        return new_id(self._clock, self._random)
