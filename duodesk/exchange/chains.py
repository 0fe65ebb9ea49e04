"""Whether each chain in a file is whole, and was signed by the laptop it belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from duodesk.exchange.content import Sealed
from duodesk.exchange.laptops import head_message
from duodesk.exchange.registry import Registry
from duodesk.exchange.seal import damaged, signed_by
from duodesk.store.asking import links_of
from duodesk.store.travelling import Foreign

# So many signatures take three seconds; a file with more work in it was made to take more.
_MOST_CHECKS = 50_000

# Whose an operation is, and its number.
Link = tuple[bytes, int]


@dataclass(frozen=True, slots=True)
class Whole:
    """What of a file can be entered now: `ready` in an order that keeps each chain whole; of
    `missing` laptops an earlier file has to come first. `ends` are the signed ends of what is
    ready.
    """

    new: list[Foreign]
    ready: list[Foreign]
    missing: frozenset[bytes]
    ends: tuple[Sealed, ...] = ()


class Chains:
    """Looks at the chains of one file against what this laptop has."""

    def __init__(self, connection: Connection, registry: Registry) -> None:
        self._connection = connection
        self._registry = registry
        self._left = _MOST_CHECKS

    def check(self, operations: Sequence[Foreign], seals: Iterable[Sealed]) -> Whole:
        """Raises `FileRefused` for an operation that its own laptop did not sign for, or that is no
        link of its chain. What nobody believed any more wrote is passed over: who sends it took it
        before.
        """
        operations = [op for op in operations if op.header.replica in self._registry.keys]
        asked = {op.id for op in operations}
        asked |= {op.header.prev for op in operations if op.header.prev}
        known = links_of(self._connection, asked)
        new = {op.id: op for op in operations if op.id not in known}
        self._check_links(new, known)
        sealed: dict[bytes, list[Sealed]] = defaultdict(list)
        for one in seals:
            sealed[one.operation].append(one)
        signed = {end: self._signed(new[end], sealed[end]) for end in _ends(new.values())}
        if not all(signed.values()):
            raise damaged()
        ready, missing = self._ready(new.values(), set(known))
        ends: list[Sealed] = []
        led_to = set[bytes | None]()
        # Of a retired laptop the end may be cut off: what no signature is left for stays out, for
        # nobody would take it from us.
        for op in sorted(ready, key=lambda op: op.header.seq, reverse=True):
            end = signed.get(op.id)
            if op.id not in led_to and end is None:
                end = self._signed(op, sealed[op.id])
            if end is not None:
                ends.append(end)
            if end is not None or op.id in led_to:
                led_to |= {op.id, op.header.prev}
        kept = [op for op in ready if op.id in led_to]
        return Whole(list(new.values()), kept, missing, tuple(ends))

    def _ready(
        self, new: Collection[Foreign], held: set[bytes]
    ) -> tuple[list[Foreign], frozenset[bytes]]:
        """What can go in, in the order of the file, and the laptops of which a link is missing."""
        ready, missing = set[bytes](), set[bytes]()
        for op in sorted(new, key=lambda op: op.header.seq):
            if not self._within_limit(op):
                continue
            if op.header.prev is None or op.header.prev in held:
                held.add(op.id)
                ready.add(op.id)
            else:
                missing.add(op.header.replica)
        return [op for op in new if op.id in ready], frozenset(missing)

    def _signed(self, end: Foreign, seals: Iterable[Sealed]) -> Sealed | None:
        """The signature of its own laptop under this end of a chain."""
        replica, seq = _link(end)
        message = head_message(replica, end.id, seq)
        for one in seals:
            for key in self._registry.keys.get(replica, ()):
                self._left -= 1
                if self._left < 0:
                    raise damaged()
                if (one.replica, one.seq) == (replica, seq) and signed_by(key, message, one.seal):
                    return one
        return None

    @staticmethod
    def _check_links(new: Mapping[bytes, Foreign], known: Mapping[bytes, Link]) -> None:
        there = {**known, **{op.id: _link(op) for op in new.values()}}
        for op in new.values():
            replica, seq = _link(op)
            # The one before may still be on its way; the first has none.
            before = (replica, seq - 1)
            if op.header.prev is None and seq != 1:
                raise damaged()
            if op.header.prev is not None and there.get(op.header.prev, before) != before:
                raise damaged()

    def _within_limit(self, op: Foreign) -> bool:
        laptop = self._registry.laptops.get(op.header.replica)
        if laptop is None or laptop.active or laptop.limit is None:
            return True
        return op.header.seq <= laptop.limit


def _link(op: Foreign) -> Link:
    return op.header.replica, op.header.seq


def _ends(operations: Collection[Foreign]) -> list[bytes]:
    """Of these, those that no other goes on from."""
    before = {op.header.prev for op in operations}
    return [op.id for op in operations if op.id not in before]
