"""What a cell shows when several laptops wrote it: pure functions of its heads, equal everywhere.

A head is a change that no other change names as replaced. Two heads with different known values are
two versions; which of them is shown meanwhile is decided by rank, and nothing is lost by it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from duodesk.store.codec import Kind, Value

# A value before a deletion (a deletion never hides an edit), both before what this laptop cannot
# see.
_WEIGHT: dict[int, int] = {Kind.VALUE: 2, Kind.DELETED: 1, Kind.WITHHELD: 0, Kind.ERASED: 0}
KNOWN: frozenset[int] = frozenset({Kind.VALUE, Kind.DELETED})

Cells = Mapping[int, Sequence["Head"]]


class Head(NamedTuple):
    """A change no other names: what a cell may show."""

    rank: tuple[int, int, bytes, bytes]
    kind: int
    value: Value
    id: bytes
    n: int

    @property
    def hlc(self) -> int:
        """The logical time at which it was written."""
        return self.rank[1]

    @property
    def known(self) -> bool:
        """Whether this laptop holds what the change says."""
        return self.kind in KNOWN


def head(kind: int, value: Value, operation: bytes, n: int, when: tuple[int, bytes]) -> Head:
    """A head with its rank; `when` is the logical time and the replica of its operation."""
    hlc, replica = when
    return Head((_WEIGHT.get(kind, 0), hlc, replica, operation), kind, value, operation, n)


def shown(heads: Sequence[Head]) -> Head:
    """The head whose value is displayed: a value before a deletion, then the latest, then by
    identity.
    """
    return heads[0] if len(heads) == 1 else max(heads, key=lambda head: head.rank)


def two_versions(heads: Sequence[Head]) -> bool:
    """Whether the heads say different things; what this laptop cannot see is never guessed."""
    return len(heads) > 1 and len({(h.kind, h.value) for h in heads if h.known}) > 1


def visible(cells: Cells, alive: int, erase: int) -> bool:
    """A row shows itself when it lives, or when an edit of it was not seen by who deleted it; never
    once it is erased.
    """
    if erase in cells:
        return False
    return lives(cells, alive) or any(
        h.kind in {Kind.VALUE, Kind.WITHHELD}
        for fld, heads in cells.items()
        if fld != alive
        for h in heads
    )


def lives(cells: Cells, alive: int) -> bool:
    """Whether nobody deleted the row, or everybody who did was overruled."""
    return alive in cells and shown(cells[alive]).value == 1
