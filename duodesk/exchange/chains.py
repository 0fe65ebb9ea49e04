"""Whether each chain in a file is whole, and was signed by the laptop it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from duodesk.exchange.content import Sealed
from duodesk.exchange.laptops import head_message
from duodesk.exchange.registry import Registry
from duodesk.exchange.seal import damaged
from duodesk.store.asking import known_ids
from duodesk.store.travelling import Foreign


@dataclass(frozen=True, slots=True)
class Whole:
    """What of a file can be entered now: `ready` in an order that keeps each chain whole; of
    `missing` laptops an earlier file has to come first.
    """

    new: list[Foreign]
    ready: list[Foreign]
    missing: frozenset[bytes]


class Chains:
    """Looks at the chains of one file against what this laptop has."""

    def __init__(self, connection: Connection, registry: Registry) -> None:
        self._connection = connection
        self._registry = registry

    def check(self, operations: Sequence[Foreign], seals: Iterable[Sealed]) -> Whole:
        """Raises `FileRefused` for an operation that its own laptop did not sign for."""
        asked = {op.id for op in operations}
        asked |= {op.header.prev for op in operations if op.header.prev}
        known = known_ids(self._connection, asked)
        new = [op for op in operations if op.id not in known]
        covered = self._covered({op.id: op for op in new}, self.believed(seals))
        if any(op.id not in covered for op in new):
            raise damaged()
        allowed = [op for op in new if self._within_limit(op)]
        ready, missing = [], set[bytes]()
        held = set(known)
        for op in sorted(allowed, key=lambda op: op.header.seq):
            h = op.header
            if (h.prev is None and h.seq == 1) or (h.prev is not None and h.prev in held):
                held.add(op.id)
                ready.append(op)
            else:
                missing.add(h.replica)
        place = {op.id: n for n, op in enumerate(new)}
        ready.sort(key=lambda op: place[op.id])
        return Whole(new, ready, frozenset(missing))

    def believed(self, seals: Iterable[Sealed]) -> list[Sealed]:
        """The chain ends that were really signed by their laptop."""
        return [
            one
            for one in seals
            if self._registry.signed(
                one.replica, head_message(one.replica, one.operation, one.seq), one.seal
            )
        ]

    @staticmethod
    def _covered(new: dict[bytes, Foreign], seals: Iterable[Sealed]) -> set[bytes]:
        covered: set[bytes] = set()
        for one in seals:
            at: bytes | None = one.operation
            while at is not None and at in new and at not in covered:
                op = new[at]
                if op.header.replica != one.replica:
                    raise damaged()
                covered.add(at)
                at = op.header.prev
        return covered

    def _within_limit(self, op: Foreign) -> bool:
        laptop = self._registry.laptops.get(op.header.replica)
        if laptop is None or laptop.active or laptop.limit is None:
            return True
        return op.header.seq <= laptop.limit
