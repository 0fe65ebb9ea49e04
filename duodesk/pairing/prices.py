"""What a plan says beyond itself, all exact: the price of every place, what it costs to force a
pair, to lose a place or to change a row, and who moves then.

The solver gives a bare assignment. Its canonical prices, the least that hold, are the longest paths
of moves that end at a place left empty; with any other optimal prices the costs would come out
wrong. All weights are whole numbers below 2^53, so that every comparison is exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from duodesk.pairing.plan import NOBODY, Indices, Weights, solve

Vector = NDArray[np.float64]
Moves = list[tuple[int, int, int]]  # row, place before, place after
_ROWS = 256  # at a time, which bounds the memory of the first pass
_BAND = 20  # tenths of a point; measured from 0 to all on rounds of 200 to 1,000


@dataclass(frozen=True, slots=True)
class Ways:
    """How far each row is from an end, in what the plan loses, and over which row; itself for who
    is there at once.
    """

    far: Vector
    over: Indices


class Prices:
    """An optimal assignment with its canonical prices. At least one place must be free."""

    def __init__(self, weights: Weights, taken: Indices) -> None:
        self.weights = weights
        self.taken = taken
        n, places = weights.shape
        self.owner = np.full(places, NOBODY, np.intp)
        self.owner[taken] = np.arange(n)
        self.own = weights[np.arange(n), taken]
        self.prices, self._from = _canonical(weights, taken, self.owner)
        # What a mentee brings beyond the price of their place.
        self.gains = self.own - self.prices[taken]

    @classmethod
    def solved(cls, weights: Weights) -> Prices:
        """Solve and price."""
        return cls(weights, solve(weights))

    @property
    def value(self) -> int:
        """The weight of the whole plan."""
        return int(self.own.sum())

    def slack(self, row: int) -> Vector:
        """What a row lacks to take each place: a lower bound of the cost, no more."""
        slack: Vector = self.gains[row] + self.prices - self.weights[row]
        return slack

    def costs_of_row(self, row: int) -> Vector:
        """What the plan loses for each place if the row is forced there."""
        far = np.minimum(self.to_free.far, self._to_place_of(row).far)
        cost: Vector = self.slack(row) + self._where_owned(far)
        cost[self.taken[row]] = 0.0
        return cost

    def costs_of_place(self, place: int) -> Vector:
        """What the plan loses for each row if it is forced to the place."""
        slack: Vector = self.gains + self.prices[place] - self.weights[:, place]
        evicted = self.owner[place]
        if evicted == NOBODY:
            return slack
        far = _nearest(self._between, self._between[evicted]).far
        cost: Vector = slack + np.minimum(self.to_free.far[evicted], far)
        cost[evicted] = 0.0
        return cost

    @cached_property
    def losses(self) -> Vector:
        """What the plan loses without each place."""
        lost: Vector = self._where_owned(self.to_free.far) + self.prices
        lost[self.owner == NOBODY] = 0.0
        return lost

    def gain_with(self, places: Weights) -> Vector:
        """What the plan gains by one more place of each of these columns of weights."""
        gain: Vector = (places - self.gains[:, None]).max(axis=0, initial=0.0)
        return gain

    def moves(self, row: int, place: int) -> Moves:
        """Who moves when the row is forced to the place: the cheapest chain, first the row."""
        left = int(self.taken[row])
        if place == left:
            return []
        found: Moves = [(row, left, place)]
        evicted = int(self.owner[place])
        if evicted != NOBODY:
            back = self._to_place_of(row)
            if back.far[evicted] <= self.to_free.far[evicted]:
                return found + self._along(back, evicted, left)
            found += self.moves_without(place)
        return found + self._refill(left)

    def moves_without(self, place: int) -> Moves:
        """Who moves when the place is lost."""
        evicted = int(self.owner[place])
        return [] if evicted == NOBODY else self._along(self.to_free, evicted, NOBODY)

    def changed(self, row: int, weights: Vector) -> Prices:
        """The plan after one row weighs otherwise: the others close up, the row comes in anew."""
        taken = self.taken.copy()
        for other, _before, after in self._refill(int(self.taken[row])):
            taken[other] = after
        table = self.weights.copy()
        table[row] = weights
        self._enter(row, table, taken)
        return Prices(table, taken)

    def _enter(self, row: int, table: Weights, taken: Indices) -> None:
        """The cheapest path from the row to a free place, written into `taken`; the prices still
        hold for all others.
        """
        others = np.delete(np.arange(len(taken)), row)
        held = taken[others]
        free = np.setdiff1d(np.arange(table.shape[1]), held)
        slack = self.prices - table[row]
        rest = table[others]
        steps = self.gains[others, None] + self.prices[held] - rest[:, held]
        ways = _nearest(steps, slack[held])
        ends = ways.far + self.gains[others] - rest[:, free].max(axis=1)
        if slack[free].min() <= ends.min(initial=np.inf):
            taken[row] = free[slack[free].argmin()]
            return
        at = int(ends.argmin())
        place = free[rest[at, free].argmax()]
        while True:
            place, taken[others[at]] = held[at], place
            if ways.over[at] == at:
                break
            at = int(ways.over[at])
        taken[row] = place

    @cached_property
    def to_free(self) -> Ways:
        """How far every row is from a free place."""
        return _nearest(self._back, self.gains - self._best_free[0])

    def _to_place_of(self, row: int) -> Ways:
        """How far every other row is from the place that the row leaves."""
        start = self.gains + self.prices[self.taken[row]] - self.weights[:, self.taken[row]]
        start[row] = np.inf
        return _nearest(self._back, start)

    @cached_property
    def _best_free(self) -> tuple[Vector, Indices]:
        free = np.flatnonzero(self.owner == NOBODY)
        weights = self.weights[:, free]
        return weights.max(axis=1), free[weights.argmax(axis=1)]

    @cached_property
    def _between(self) -> Weights:
        """What a row lacks to take the place of each other."""
        return self.gains[:, None] + self.prices[self.taken] - self.weights[:, self.taken]

    @cached_property
    def _back(self) -> Weights:
        return np.ascontiguousarray(self._between.T)

    def _where_owned(self, of_rows: Vector) -> Vector:
        found = np.zeros(len(self.owner))
        owned = self.owner != NOBODY
        found[owned] = of_rows[self.owner[owned]]
        return found

    def _along(self, ways: Ways, row: int, end: int) -> Moves:
        found: Moves = []
        while ways.over[row] != row:
            following = int(ways.over[row])
            found.append((row, int(self.taken[row]), int(self.taken[following])))
            row = following
        last = end if end != NOBODY else int(self._best_free[1][row])
        return [*found, (row, int(self.taken[row]), last)]

    def _refill(self, place: int) -> Moves:
        """Who moves up when a place becomes empty, which is what its price says."""
        found: Moves = []
        while self.prices[place] > 0:
            row = int(self._from[place])
            found.append((row, int(self.taken[row]), place))
            place = int(self.taken[row])
        return found


def _canonical(weights: Weights, taken: Indices, owner: Indices) -> tuple[Vector, Indices]:
    """The least prices and the row that makes each, by relaxing from rows whose own place has
    become dearer.
    """
    n, places = weights.shape
    own = weights[np.arange(n), taken]
    prices = np.zeros(places)
    source = np.full(places, NOBODY, np.intp)
    rows = np.arange(n)
    while len(rows):
        before = prices.copy()
        for start in range(0, len(rows), _ROWS):
            some = rows[start : start + _ROWS]
            offer = weights[some]
            offer -= (own[some] - prices[taken[some]])[:, None]
            best = offer.argmax(axis=0)
            value = offer[best, np.arange(places)]
            better = value > prices
            prices[better] = value[better]
            source[better] = some[best[better]]
        rows = owner[(prices > before) & (owner != NOBODY)]
    return prices, source


def _nearest(steps: Weights, start: Vector) -> Ways:
    """Shortest ways over the rows: `steps[s]` are the steps between `s` and every row.

    Rows within a band of the nearest are settled together, and again if a shorter way is found
    (delta-stepping, Meyer and Sanders 2003): a quarter of the time of one row after the other.
    """
    far, ahead = start.copy(), start.copy()
    everybody = np.arange(len(far), dtype=np.intp)
    over = everybody.copy()
    while True:
        least = ahead.min(initial=np.inf)
        if least == np.inf:
            return Ways(far, over)
        settled = np.flatnonzero(ahead <= least + _BAND)
        ahead[settled] = np.inf
        reached = steps[settled]
        reached += far[settled, None]
        best = reached.argmin(axis=0)
        reached = reached[best, everybody]
        better = np.flatnonzero(reached < far)
        far[better] = ahead[better] = reached[better]
        over[better] = settled[best[better]]
