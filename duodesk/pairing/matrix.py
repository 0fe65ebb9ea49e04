"""The scores of all pairs of a round at once, the same to the tenth as `score` gives for one pair.

Measured by tests/bench/pairing.py. numpy is loaded when this module is: import it where it is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from duodesk.base.ids import Id
from duodesk.pairing.criteria import ORDER, Profile
from duodesk.pairing.packing import (
    FORBIDS,
    HARD_BITS,
    STRIDE,
    TO_ASK,
    UNKNOWN_DAYS,
    Bytes,
    Floats,
    Packed,
    pack,
)
from duodesk.pairing.score import TENTH, Round

# Rows at a time: the working arrays of a block stay in the processor's cache.
BLOCK = 64
ASK, FORBIDDEN = sum(TO_ASK.values()), sum(FORBIDS.values())


@dataclass(frozen=True, slots=True)
class Matrix:
    """Mentees by mentors: the points in tenths, and what is hard as bits of `packing`."""

    mentees: tuple[Id, ...]
    mentors: tuple[Id, ...]
    tenths: NDArray[np.uint16]
    hard: Bytes

    @property
    def allowed(self) -> NDArray[np.bool_]:
        """Pairs that nothing forbids, though something may have to be asked."""
        allowed: NDArray[np.bool_] = (self.hard & FORBIDDEN) == 0
        return allowed

    @property
    def verified(self) -> NDArray[np.bool_]:
        """Pairs that nothing forbids and of which everything hard is known."""
        verified: NDArray[np.bool_] = self.hard == 0
        return verified


def scores(mentees: Sequence[Profile], mentors: Sequence[Profile], around: Round) -> Matrix:
    """Every mentee with every mentor, in the order given."""
    tenths, hard = blocks(pack(mentees, mentors, around), TENTH // 2)
    return Matrix(tuple(p.id for p in mentees), tuple(p.id for p in mentors), tenths, hard)


def ranges(
    mentees: Sequence[Profile], mentors: Sequence[Profile], around: Round
) -> tuple[NDArray[np.uint16], NDArray[np.uint16]]:
    """The least and the most, in tenths, that the unknown leaves possible."""
    least = replace(around, means=dict.fromkeys(ORDER, 0.0))
    most = replace(around, means=dict.fromkeys(ORDER, 1.0))
    low, _hard = blocks(pack(mentees, mentors, least), 0)
    high, _hard = blocks(pack(mentees, mentors, most), TENTH - 1)
    return low, high


def blocks(packed: Packed, lift: int = TENTH // 2) -> tuple[NDArray[np.uint16], Bytes]:
    """Tenths rounded down after `lift` parts are added, and the hard tests."""
    n, m = len(packed.left), packed.right.shape[1]
    tenths, hard = np.empty((n, m), np.uint16), np.empty((n, m), np.uint8)
    scratch = _Scratch(m)
    for start in range(0, n, BLOCK):
        block = slice(start, min(start + BLOCK, n))
        points, codes = scratch.points[: block.stop - start], scratch.codes[: block.stop - start]
        np.matmul(packed.left[block], packed.right, out=points)
        _count_days(packed, block, codes)
        _judge(packed, block, codes, hard[block])
        _add_looked_up(packed, block, scratch, points)
        _add_rows(packed, block, scratch.best, points)
        points += lift
        points /= TENTH
        np.copyto(tenths[block], points, casting="unsafe")
    return tenths, hard


class _Scratch:
    """Working arrays used again for each block: fresh ones would cost more in page faults than the
    arithmetic.
    """

    def __init__(self, mentors: int) -> None:
        self.points = np.empty((BLOCK, mentors), np.float32)
        self.likes = np.empty((BLOCK, mentors), np.float32)
        self.index = np.empty((BLOCK, mentors), np.intp)
        self.codes = np.empty((BLOCK, mentors), np.uint8)
        self.best = np.empty(mentors, np.float32)


def _count_days(packed: Packed, block: slice, days: Bytes) -> None:
    """How many weekdays have a common two hours, three standing for more, four for unknown."""
    mentees, mentors = packed.free_unknown
    days[:] = 0
    for hours in packed.week:
        days += (hours.mentees[block, None] & hours.mentors[None, :]) != 0
    np.minimum(days, 3, out=days)
    days[mentees[block], :] = UNKNOWN_DAYS
    days[:, mentors] = UNKNOWN_DAYS


def _judge(packed: Packed, block: slice, codes: Bytes, hard: Bytes) -> None:
    """What is hard, from the days counted in `codes`, to which the common level is added."""
    np.multiply(codes == 0, np.uint8(FORBIDS["availability"]), out=hard)
    hard |= (codes == UNKNOWN_DAYS).view(np.uint8) * np.uint8(TO_ASK["availability"])
    for n, row in enumerate(range(block.start, block.stop)):
        codes[n] |= packed.talk.table[packed.talk.of[row]]
    hard |= codes >> np.uint8(HARD_BITS)
    codes &= np.uint8(STRIDE - 1)
    if packed.refusals is not None:
        left, right = packed.refusals
        hard |= (left[block] @ right > 0.5).view(np.uint8) * np.uint8(FORBIDS["wishes"])


def _add_looked_up(packed: Packed, block: slice, scratch: _Scratch, points: Floats) -> None:
    """Interests, language and days, whose points one table holds for all that they can be."""
    n = len(points)
    likes, index = scratch.likes[:n], scratch.index[:n]
    np.matmul(packed.likes_left[block], packed.likes_right, out=likes)
    likes += scratch.codes[:n]
    np.copyto(index, likes, casting="unsafe")
    # Every index is in range; to clip spares the buffer that raising an error would need.
    packed.looked_up.take(index, mode="clip", out=likes)
    points += likes


def _add_rows(packed: Packed, block: slice, best: Floats, points: Floats) -> None:
    """What a mentee's targets and place are worth with each mentor."""
    field, place = packed.field, packed.place
    for n, row in enumerate(range(block.start, block.stop)):
        first, *more = field.of[row]
        reached = field.table[first]
        for other in more:
            reached = np.maximum(reached, field.table[other], out=best)
        points[n] += reached
        points[n] += place.table[place.of[row]]
