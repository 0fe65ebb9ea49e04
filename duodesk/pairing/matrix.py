"""The scores of all pairs of a round at once, the same to the tenth as `score` gives for one pair.

Measured by tests/bench/pairing.py. numpy is loaded when this module is: import it where it is used.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from duodesk.base.ids import Id
from duodesk.pairing.criteria import ORDER, Profile
from duodesk.pairing.packing import (
    FORBIDS,
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
BLOCK = 128
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
        return (self.hard & FORBIDDEN) == 0

    @property
    def verified(self) -> NDArray[np.bool_]:
        """Pairs that nothing forbids and of which everything hard is known."""
        return self.hard == 0


def scores(mentees: Sequence[Profile], mentors: Sequence[Profile], around: Round) -> Matrix:
    """Every mentee with every mentor, in the order given."""
    tenths, hard = _calculate(pack(mentees, mentors, around), TENTH // 2)
    return Matrix(tuple(p.id for p in mentees), tuple(p.id for p in mentors), tenths, hard)


def ranges(
    mentees: Sequence[Profile], mentors: Sequence[Profile], around: Round
) -> tuple[NDArray[np.uint16], NDArray[np.uint16]]:
    """The least and the most, in tenths, that the unknown leaves possible."""
    least = replace(around, means=dict.fromkeys(ORDER, 0.0))
    most = replace(around, means=dict.fromkeys(ORDER, 1.0))
    low, _hard = _calculate(pack(mentees, mentors, least), 0)
    high, _hard = _calculate(pack(mentees, mentors, most), TENTH - 1)
    return low, high


def _calculate(packed: Packed, lift: int) -> tuple[NDArray[np.uint16], Bytes]:
    """Tenths rounded down after `lift` parts are added, and the hard tests."""
    n, m = len(packed.left), packed.right.shape[1]
    tenths, hard = np.empty((n, m), np.uint16), np.empty((n, m), np.uint8)
    for block in _blocks(n):
        points = packed.left[block] @ packed.right
        days = _common_days(packed, block)
        _add_likes_and_days(packed, block, days, points)
        _add_rows(packed, block, points)
        points += lift
        points /= TENTH
        np.copyto(tenths[block], points, casting="unsafe")
        _judge(packed, block, days, hard[block])
    return tenths, hard


def _blocks(n: int) -> Iterator[slice]:
    return (slice(start, min(start + BLOCK, n)) for start in range(0, n, BLOCK))


def _common_days(packed: Packed, block: slice) -> Bytes:
    """How many weekdays have a common two hours, three standing for more, four for unknown."""
    mentees, mentors = packed.free_unknown
    days = np.zeros((block.stop - block.start, len(mentors)), np.uint8)
    for hours in packed.week:
        days += (hours.mentees[block, None] & hours.mentors[None, :]) != 0
    np.minimum(days, 3, out=days)
    days[mentees[block], :] = UNKNOWN_DAYS
    days[:, mentors] = UNKNOWN_DAYS
    return days


def _add_likes_and_days(packed: Packed, block: slice, days: Bytes, points: Floats) -> None:
    index = packed.likes_left[block] @ packed.likes_right
    index += days
    points += packed.likes_and_days.take(index.astype(np.intp), mode="clip")


def _add_rows(packed: Packed, block: slice, points: Floats) -> None:
    """What a mentee's targets, languages and place are worth with each mentor."""
    field, talk, place = packed.field, packed.talk, packed.place
    best = np.empty(points.shape[1], np.float32)
    for line, row in zip(points, range(block.start, block.stop), strict=True):
        first, *more = field.of[row]
        if more:
            best[:] = field.table[first]
            for other in more:
                np.maximum(best, field.table[other], out=best)
            line += best
        else:
            line += field.table[first]
        line += talk.table[talk.of[row][0]]
        line += place.table[place.of[row][0]]


def _judge(packed: Packed, block: slice, days: Bytes, hard: Bytes) -> None:
    rows = [packed.talk.of[row][0] for row in range(block.start, block.stop)]
    packed.talk_hard.take(rows, axis=0, out=hard)
    hard |= (days == UNKNOWN_DAYS).view(np.uint8) * np.uint8(TO_ASK["availability"])
    hard |= (days == 0).view(np.uint8) * np.uint8(FORBIDS["availability"])
    if packed.refusals is not None:
        left, right = packed.refusals
        clash = left[block] @ right > 0.5
        hard |= clash.view(np.uint8) * np.uint8(FORBIDS["wishes"])
