"""What a plan is worth when the truth is not the score: python -m tests.campaigns.pairing [ROUNDS]

A hidden utility decides how well two people would do together. It multiplies where the score adds
(no help without talking, no trade without time to meet), and half of it nobody ever writes down:
how warm a mentor is, how much a mentee needs that, whether the two get on. The program sees only
profiles with gaps. Told is the regret: what a way of pairing misses of the best that was possible.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from statistics import mean

import numpy as np
from numpy.typing import NDArray

from duodesk.pairing import criteria, plan
from duodesk.pairing.conditions import Conditions
from duodesk.pairing.criteria import Profile, Weights
from duodesk.pairing.matrix import Matrix, scores
from duodesk.pairing.score import prepare
from tests.pairing.pools import demo_pool

Truth = NDArray[np.float64]
Chosen = list[tuple[int, int]]
MENTEES = 40
# Mentors for each mentee, and how often a fact was not asked.
LOADS, GAPS = (0.8, 1.0, 3.0), (0.0, 0.25)
BLANK = {
    "targets": {}, "experience": {}, "interests": frozenset(), "topics": frozenset(),
    "style": (None,) * 4, "postcode": None,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class World:
    """A round as it is (`truth`) and as the program sees it (`seen`), the longest waiting first."""

    truth: Truth
    seen: Matrix
    conditions: Conditions

    @property
    def possible(self) -> NDArray[np.bool_]:
        return self.seen.verified & (self.seen.tenths >= self.conditions.floor)


@dataclass(frozen=True, slots=True)
class Told:
    """One way of pairing over several worlds: mentees served of a hundred, true utility a duo, and
    the regret in hundredths of the best possible.
    """

    served: float
    utility: float
    regret: float


def world(seed: int, mentors: float, gaps: float) -> World:
    """Some people, what they would really be to each other, and what was written down of them."""
    chance = Random(seed)
    ours, theirs = demo_pool(MENTEES, round(MENTEES * mentors), seed, offices=("BRU",))
    truth = true_utility(ours, theirs, chance)
    seen = [[_with_gaps(one, chance, gaps) for one in side] for side in (ours, theirs)]
    found = scores(*seen, prepare(*seen, Weights()))
    waiting = {one.id: (MENTEES - n) // 4 for n, one in enumerate(ours)}
    return World(truth, found, Conditions(waiting=waiting, floor=300))


def true_utility(ours: list[Profile], theirs: list[Profile], chance: Random) -> Truth:
    """0 to 100: products of what must come together, half of them hidden."""
    hidden = [[[chance.gauss(0, 1) for _ in range(3)] for _ in side] for side in (ours, theirs)]
    made = np.empty((len(ours), len(theirs)))
    for row, mentee in enumerate(ours):
        for column, mentor in enumerate(theirs):
            trade = criteria.field_value(mentee, mentor).share
            level = criteria.common_level(mentee, mentor)[0]
            talk = 1 / (1 + math.exp(2.5 - level))
            meet = 1 - 0.5 ** len(criteria.common_days(mentee, mentor))
            alike = criteria.style_value(mentee, mentor).share
            warm, needs = hidden[1][column][0], hidden[0][row][0]
            get_on = sum(
                a * b for a, b in zip(hidden[0][row][1:], hidden[1][column][1:], strict=True)
            )
            bond = 1 / (1 + math.exp(-0.8 * warm * needs - 0.6 * get_on - 2 * (alike - 0.6)))
            # Good help in the trade makes up for little common ground, and the other way round.
            made[row, column] = 100 * talk * math.sqrt(meet) * (1 - (1 - trade) * (1 - bond))
    return made


def optimum(here: World) -> Chosen:
    """The best by the truth, among the pairs that are possible."""
    weights = np.where(here.possible, here.truth, 0.0)
    weights = np.pad(weights, ((0, 0), (0, len(weights))))
    taken = plan.solve(weights)
    return [(row, int(column)) for row, column in enumerate(taken) if weights[row, column] > 0]


def planned(here: World) -> Chosen:
    """What the program proposes."""
    problem = plan.problem(here.seen, here.conditions)
    made = plan.plan_of(problem, plan.solve(problem.weights))
    rows = {one: n for n, one in enumerate(here.seen.mentees)}
    columns = {one: n for n, one in enumerate(here.seen.mentors)}
    return [(rows[pair.mentee], columns[pair.mentor]) for pair in made.pairs]


def waiting_aside(here: World) -> Chosen:
    """What the program would propose if nobody's wait counted, as it counts for no `greedy`."""
    return planned(replace(here, conditions=replace(here.conditions, waiting={})))


def first_come(here: World) -> Chosen:
    """Whoever waited longest takes the best mentor still free, one after the other."""
    order = [(row, column) for row in range(len(here.truth)) for column in _ranked(here, row)]
    return _taken_in(order)


def greedy(here: World) -> Chosen:
    """The best pair of all, then the best of the rest, and so on."""
    pairs = zip(*np.nonzero(here.possible), strict=True)
    return _taken_in(sorted(pairs, key=lambda pair: (-int(here.seen.tenths[pair]), pair)))


def by_chance(here: World) -> Chosen:
    """Any possible pair."""
    pairs = list(zip(*np.nonzero(here.possible), strict=True))
    Random(len(pairs)).shuffle(pairs)
    return _taken_in(pairs)


WAYS: dict[str, Callable[[World], Chosen]] = {
    "optimum of the truth": optimum,
    "plan": planned,
    "plan, waiting aside": waiting_aside,
    "greedy": greedy,
    "first come": first_come,
    "chance": by_chance,
}


def campaign(rounds: int, mentors: float, gaps: float, seed: int = 1) -> dict[str, Told]:
    """The same worlds for every way of pairing."""
    worlds = [world(seed * 1000 + n, mentors, gaps) for n in range(rounds)]
    best = [_utility(here, optimum(here)) for here in worlds]
    told = {}
    for name, way in WAYS.items():
        chosen = [way(here) for here in worlds]
        reached = [_utility(here, pairs) for here, pairs in zip(worlds, chosen, strict=True)]
        duos = sum(map(len, chosen))
        told[name] = Told(
            100 * duos / (rounds * MENTEES),
            sum(reached) / max(1, duos),
            100 * mean(1 - one / most for one, most in zip(reached, best, strict=True)),
        )
    return told


def _with_gaps(one: Profile, chance: Random, gaps: float) -> Profile:
    return replace(one, **{fact: blank for fact, blank in BLANK.items() if chance.random() < gaps})


def _ranked(here: World, row: int) -> list[int]:
    possible = np.flatnonzero(here.possible[row])
    return sorted(map(int, possible), key=lambda n: (-int(here.seen.tenths[row, n]), n))


def _taken_in(order: list[tuple[int, int]]) -> Chosen:
    """Pairs in this order, each person once."""
    rows: set[int] = set()
    columns: set[int] = set()
    found = []
    for row, column in order:
        if row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
            found.append((row, column))
    return found


def _utility(here: World, pairs: Chosen) -> float:
    return float(sum(here.truth[pair] for pair in pairs))


def main(rounds: int) -> None:
    """Every load with and without gaps."""
    for mentors in LOADS:
        for gaps in GAPS:
            sys.stdout.write(
                f"\n{MENTEES} mentees, {mentors:g} mentors for each, {gaps:.0%} of facts unknown, "
                f"{rounds} rounds\n{'':24}{'served':>10}{'utility':>10}{'regret':>10}\n"
            )
            for name, told in campaign(rounds, mentors, gaps).items():
                sys.stdout.write(
                    f"{name:24}{told.served:9.1f}%{told.utility:10.1f}{told.regret:9.1f}%\n"
                )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
