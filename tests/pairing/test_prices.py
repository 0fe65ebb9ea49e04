"""Every price, cost and loss is what solving again would say, and every chain adds up to it."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duodesk.pairing import plan
from duodesk.pairing.conditions import Conditions
from duodesk.pairing.criteria import Weights as Points
from duodesk.pairing.matrix import scores
from duodesk.pairing.plan import NOBODY, Weights, solve
from duodesk.pairing.prices import Moves, Prices
from duodesk.pairing.score import prepare
from tests.pairing.pools import demo_pool
from tests.pairing.test_plan import best_by_hand

seeds = st.integers(0, 2**32)


def table(seed: int, rows: int, places: int) -> Weights:
    """Weights as a round has them: some waited longer, many pairs are out of question, many equal;
    one place at least stays free.
    """
    numbers = np.random.default_rng(seed)
    most, share = numbers.choice([2, 10, 1000]), numbers.choice([0.3, 0.7, 1.0])
    made = numbers.integers(0, most, (rows, places)) * (numbers.random((rows, places)) < share)
    if numbers.random() < 0.5:
        made += (made > 0) * plan.served_by(rows) * numbers.integers(1, 5, (rows, 1))
    empty = max(0, rows + 1 - places)
    return np.pad(made, ((0, 0), (0, empty))).astype(np.float64)


def value(weights: Weights) -> float:
    """The weight of a best plan, solved anew; by hand where that is possible."""
    if len(weights) <= 5 and weights.shape[1] <= 8:
        return best_by_hand(weights)
    padded = np.pad(weights, ((0, 0), (0, max(0, len(weights) - weights.shape[1]))))
    return worth(padded, solve(padded))


def forced(weights: Weights, row: int, place: int) -> float:
    rest = np.delete(np.delete(weights, row, axis=0), place, axis=1)
    return float(weights[row, place]) + value(rest)


def after(prices: Prices, moves: Moves) -> plan.Indices:
    """Where everybody is after the moves, each told once and from where they were."""
    taken = prices.taken.copy()
    assert len({row for row, _before, _after in moves}) == len(moves)
    for row, left, place in moves:
        assert taken[row] == left != place
        taken[row] = place
    assert len(set(taken)) == len(taken)
    return taken


def worth(weights: Weights, taken: plan.Indices) -> float:
    return float(weights[np.arange(len(taken)), taken].sum())


def assert_optimal(prices: Prices) -> None:
    """The certificate: prices that nobody can beat, none where a place is free."""
    slack = prices.gains[:, None] + prices.prices - prices.weights
    assert (slack >= 0).all()
    assert (prices.prices >= 0).all()
    assert (slack[np.arange(len(slack)), prices.taken] == 0).all()
    assert (prices.prices[prices.owner == NOBODY] == 0).all()


@given(seeds, st.integers(0, 8), st.integers(0, 10))
def test_forcing_a_pair_costs_what_solving_again_says(seed: int, rows: int, places: int) -> None:
    weights = table(seed, rows, places)
    prices = Prices.solved(weights)
    assert_optimal(prices)
    best = value(weights)
    assert prices.value == best
    for row in range(rows):
        costs = prices.costs_of_row(row)
        for place in range(weights.shape[1]):
            lost = best - forced(weights, row, place)
            assert costs[place] == lost
            taken = after(prices, prices.moves(row, place))
            assert taken[row] == place
            assert best - worth(weights, taken) == lost


@given(seeds, st.integers(1, 6), st.integers(0, 8))
def test_a_place_costs_its_mentees_what_their_rows_say(seed: int, rows: int, places: int) -> None:
    prices = Prices.solved(table(seed, rows, places))
    of_rows = np.array([prices.costs_of_row(row) for row in range(rows)])
    for place in range(len(prices.owner)):
        assert (prices.costs_of_place(place) == of_rows[:, place]).all()


@given(seeds, st.integers(0, 7), st.integers(0, 9))
def test_a_loss_and_one_more_are_what_solving_again_says(seed: int, rows: int, places: int) -> None:
    weights = table(seed, rows, places)
    prices, best = Prices.solved(weights), value(weights)
    for place in range(weights.shape[1]):
        without = np.delete(weights, place, axis=1)
        assert prices.losses[place] == best - value(without)
        taken = after(prices, prices.moves_without(place))
        assert place not in taken
        assert best - worth(weights, taken) == prices.losses[place]
        more = np.hstack([weights, weights[:, [place]]])
        assert prices.prices[place] == value(more) - best


@given(seeds, st.integers(0, 7), st.integers(0, 9))
def test_a_newcomer_is_worth_what_solving_with_them_says(seed: int, rows: int, places: int) -> None:
    weights = table(seed, rows, places)
    numbers = np.random.default_rng(seed)
    others = numbers.integers(0, 1000, (rows, 4)) * numbers.choice([0, 1, 5000], (rows, 4))
    prices, best = Prices.solved(weights), value(weights)
    gains = prices.gain_with(others.astype(np.float64))
    for n in range(4):
        assert gains[n] == value(np.hstack([weights, others[:, [n]]])) - best


@settings(max_examples=40)
@given(seeds, st.integers(1, 9), st.integers(0, 12))
def test_a_changed_row_is_placed_as_if_solved_anew(seed: int, rows: int, places: int) -> None:
    prices = Prices.solved(table(seed, rows, places))
    chance = Random(seed)
    for turn in range(20):
        row = chance.randrange(rows)
        other = table(seed + turn, rows, places)[row]
        prices = prices.changed(row, other)
        assert_optimal(prices)
        assert len(set(prices.taken)) == rows
        assert (prices.weights[row] == other).all()


@pytest.mark.parametrize(("mentees", "mentors"), [(120, 360), (150, 110)])
def test_a_round_of_an_office_carries_its_own_proof(mentees: int, mentors: int) -> None:
    ours, theirs = demo_pool(mentees, mentors, offices=("BRU",))
    found = scores(ours, theirs, prepare(ours, theirs, Points()))
    waiting = {one.id: n % 9 for n, one in enumerate(ours)}
    problem = plan.problem(found, Conditions(waiting=waiting, floor=300))
    prices = Prices.solved(problem.weights)
    assert_optimal(prices)
    for row in range(0, mentees, 40):
        costs = prices.costs_of_row(row)
        for place in range(0, len(prices.owner), 9):
            assert costs[place] == prices.value - forced(problem.weights, row, place)
            taken = after(prices, prices.moves(row, place))
            assert prices.value - worth(problem.weights, taken) == costs[place]
