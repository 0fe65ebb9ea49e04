"""Scores, plan and prices of a round, beside the arithmetic bound and what others solve the same
matrix with: python -m tests.bench.pairing [LARGE]

Everything on one thread, in processor time: on a machine that others use, it is what a quiet one
would need. `munkres`, `matching` and `networkx` are no part of any requirements: where one is not
installed, a line says so. LARGE is the side of the large matrix, 5000.
"""

from __future__ import annotations

import os

# Before numpy is loaded: later nobody asks any more.
os.environ |= dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1")

import gc
import importlib.util
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from statistics import median
from typing import TypeVar

import numpy as np

from duodesk.pairing import matrix, packing, plan
from duodesk.pairing.conditions import Conditions
from duodesk.pairing.criteria import Profile, Weights
from duodesk.pairing.prices import Prices
from duodesk.pairing.score import Round, prepare
from duodesk.pairing.study import study
from tests.bench.measure import Figure
from tests.pairing.pools import OFFICES, demo_pool

INNER = 128  # the arithmetic bound: one product of this inner length and the matrix's shape
AHEAD = 50
Solved = TypeVar("Solved")
People = tuple[list[Profile], list[Profile], Round]


def processor(work: Callable[[], object], runs: int = 9) -> float:
    """The median processor time of `work` in milliseconds, after one run that does not count."""
    work()
    gc.collect()
    times = []
    for _ in range(runs):
        begin = time.process_time()
        work()
        times.append((time.process_time() - begin) * 1000)
    return median(times)


def people(mentees: int, mentors: int, offices: tuple[str, ...] = OFFICES) -> People:
    ours, theirs = demo_pool(mentees, mentors, offices=offices)
    return ours, theirs, prepare(ours, theirs, Weights())


def scoring(mentees: int, mentors: int, goal: float, runs: int) -> None:
    """The whole matrix, and its two halves: packing the people, and the blocks."""
    ours, theirs, around = people(mentees, mentors)
    left = np.random.default_rng(1).random((mentees, INNER), np.float32)
    right = np.random.default_rng(2).random((INNER, mentors), np.float32)
    product = np.empty((mentees, mentors), np.float32)
    bound = processor(lambda: np.matmul(left, right, out=product), runs)
    packed = packing.pack(ours, theirs, around)
    shape = f"{mentees:,}×{mentors:,}"
    whole = processor(lambda: matrix.scores(ours, theirs, around), runs)
    blocks = processor(lambda: matrix.blocks(packed), runs)
    say(Figure(f"scores of {shape}, people to matrix", whole, bound, goal))
    say(Figure(f"  of which the blocks ({blocks / bound:.1f} times the bound)", blocks, bound))
    say(Figure("  of which packing the people", whole - blocks))
    say(
        Figure(
            "  before, once a round: rarity and means", processor(lambda: around_of(ours, theirs))
        )
    )


def around_of(ours: list[Profile], theirs: list[Profile]) -> Round:
    return prepare(ours, theirs, Weights())


def planning(mentees: int, mentors: int, goal: float) -> plan.Problem:
    """Plan, prices, and the cost of every alternative of one mentee."""
    ours, theirs, around = people(mentees, mentors, OFFICES[:1])  # where most pairs are possible
    found = matrix.scores(ours, theirs, around)
    conditions = Conditions(waiting={one.id: n % 20 for n, one in enumerate(ours)})
    problem = plan.problem(found, conditions)
    taken = plan.solve(problem.weights)
    prices = Prices(problem.weights, taken)

    def asked() -> None:
        Prices.solved(plan.problem(found, conditions).weights).costs_of_row(0)

    shape = f"{mentees:,}×{mentors:,}"
    say(Figure(f"plan, prices, all costs of a mentee, {shape}", processor(asked), goal=goal))
    say(Figure("  of which bare scipy", processor(lambda: plan.solve(problem.weights))))
    say(Figure("  of which canonical prices", processor(lambda: Prices(problem.weights, taken))))
    say(Figure("  every further mentee", processor(lambda: prices.costs_of_row(1))))
    say(Figure("  one mentee changed", processor(lambda: prices.changed(2, problem.weights[2]))))
    whole = processor(lambda: study(ours, theirs, around, conditions))
    say(Figure("  people to plan and prices", whole))
    pairs = plan.plan_of(problem, taken).pairs
    mean = sum(pair.tenths for pair in pairs) / max(1, len(pairs)) / 10
    sys.stdout.write(f"  {len(pairs)} of {mentees} mentees served, {mean:.1f} points a duo\n")
    return problem


def peers(problem: plan.Problem) -> None:
    """The same table of weights given to others; those that find an optimum must find ours."""
    weights = problem.weights[:, problem.columns != plan.NOBODY]
    best = Prices.solved(problem.weights).value
    alone = processor(lambda: plan.solve(problem.weights), 20)
    with_costs = processor(lambda: Prices.solved(problem.weights).costs_of_row(0), 20)
    say(Figure("table to plan", alone))
    say(Figure("table to plan, prices and all costs of a mentee", with_costs))
    for name, solve in (("munkres", _munkres), ("matching", _matching), ("networkx", _networkx)):
        if importlib.util.find_spec(name) is None:
            sys.stdout.write(f"{name} is not installed here: left out\n")
            continue
        took, value = solve(weights)
        assert value is None or value == best, (name, value, best)
        ahead = f"{took / alone:,.0f} and {took / with_costs:,.0f} times ours (goal {AHEAD})"
        say(Figure(f"{name}: {ahead}", took, alone))


def _timed(work: Callable[[], Solved]) -> tuple[float, Solved]:
    gc.collect()
    begin = time.process_time()
    done = work()
    return (time.process_time() - begin) * 1000, done


def _munkres(weights: plan.Weights) -> tuple[float, int]:
    from munkres import Munkres

    costs = (-weights.astype(np.int64)).tolist()
    took, pairs = _timed(lambda: Munkres().compute(costs))
    return took, -sum(costs[row][column] for row, column in pairs)


def _networkx(weights: plan.Weights) -> tuple[float, int]:
    import networkx as nx

    graph = nx.Graph()
    for row, column in zip(*np.nonzero(weights), strict=True):
        graph.add_edge(("a", row), ("b", column), weight=int(weights[row, column]))
    took, pairs = _timed(lambda: nx.max_weight_matching(graph))
    return took, sum(graph.edges[pair]["weight"] for pair in pairs)


def _matching(weights: plan.Weights) -> tuple[float, None]:
    """A stable matching by deferred acceptance: another plan, so only its time is told. The library
    copies people who know each other recursively, which needs a deep stack.
    """
    from matching.games import HospitalResident

    open_ = weights > 0
    mentees, mentors = np.flatnonzero(open_.any(axis=1)), np.flatnonzero(open_.any(axis=0))
    ours = {f"a{n}": _ranked("b", weights[n]) for n in mentees}
    theirs = {f"b{n}": _ranked("a", weights[:, n]) for n in mentors}
    taken: list[float] = []

    def solve() -> None:
        places = dict.fromkeys(theirs, 1)
        make = partial(HospitalResident.create_from_dictionaries, ours, theirs, places)
        taken.append(_timed(lambda: make().solve())[0])

    sys.setrecursionlimit(1_000_000)
    threading.stack_size(512 * 1024 * 1024)
    thread = threading.Thread(target=solve)
    thread.start()
    thread.join()
    return taken[0], None


def _ranked(side: str, weights: plan.Weights) -> list[str]:
    return [f"{side}{n}" for n in np.argsort(-weights, kind="stable") if weights[n] > 0]


def say(figure: Figure) -> None:
    sys.stdout.write(f"{figure}\n")
    sys.stdout.flush()


def main(large: int) -> None:
    """Every figure of the issue, in one run."""
    sys.stdout.write("one thread, processor time; the bare library of a matrix is one product\n")
    scoring(200, 600, 30, 20)
    scoring(large, large, 1000, 3)
    peers(planning(200, 600, 100))
    planning(1000, 1000, 2000)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
