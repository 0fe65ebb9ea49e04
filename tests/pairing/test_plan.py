"""The laws of the plan: what the team decided holds, most duos and longest waiting first, then
quality; nothing depends on the order of people.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duodesk.base.ids import Id, seed_id
from duodesk.pairing import plan
from duodesk.pairing.conditions import Conditions
from duodesk.pairing.matrix import Matrix
from duodesk.pairing.packing import FORBIDS, TO_ASK
from duodesk.pairing.plan import Plan, Problem

chances = st.integers(0, 2**32).map(Random)
ASK, NO = TO_ASK["availability"], FORBIDS["language"]


def made(
    chance: Random, mentees: int, mentors: int, most: int = 1000, open_: float = 0.7
) -> Matrix:
    """Scores without people: some pairs forbidden, some to be asked, many equal when `most` is
    small.
    """
    shape = mentees, mentors
    tenths = np.array([chance.randint(0, most) for _ in range(mentees * mentors)], np.uint16)
    hard = [0 if chance.random() < open_ else chance.choice((ASK, NO)) for _ in tenths]
    return Matrix(
        tuple(seed_id(f"mentee{n}") for n in range(mentees)),
        tuple(seed_id(f"mentor{n}") for n in range(mentors)),
        tenths.reshape(shape),
        np.array(hard, np.uint8).reshape(shape),
    )


def some_pairs(chance: Random, found: Matrix, share: float) -> frozenset[tuple[Id, Id]]:
    return frozenset(
        (a, b) for a in found.mentees for b in found.mentors if chance.random() < share
    )


def conditions(chance: Random, found: Matrix) -> Conditions:
    return Conditions(
        waiting={one: chance.randint(0, 4) for one in found.mentees},
        capacity={one: chance.choice((0, 1, 1, 1, 2)) for one in found.mentors},
        locked=some_pairs(chance, found, 0.04),
        forbidden=some_pairs(chance, found, 0.1),
        previous=some_pairs(chance, found, 0.1),
        floor=chance.choice((0, 300, 450)),
        unverified=chance.random() < 0.5,
    )


def planned(found: Matrix, given_: Conditions) -> tuple[Problem, Plan]:
    problem = plan.problem(found, given_)
    return problem, plan.plan_of(problem, plan.solve(problem.weights))


def best_by_hand(weights: plan.Weights) -> float:
    """The greatest assignment by trying everything, without any solver."""
    rows, places = weights.shape

    @cache
    def best(row: int, taken: int) -> float:
        if row == rows:
            return 0.0
        free = (place for place in range(places) if not taken >> place & 1)
        return max(weights[row, place] + best(row + 1, taken | 1 << place) for place in free)

    return best(0, 0)


@settings(max_examples=150)
@given(chances, st.integers(0, 8), st.integers(0, 8))
def test_no_plan_is_better_than_the_one_found(chance: Random, mentees: int, mentors: int) -> None:
    found = made(chance, mentees, mentors, chance.choice((2, 1000)))
    given_ = replace(conditions(chance, found), capacity={})
    problem = plan.problem(found, given_)
    taken = plan.solve(problem.weights)
    value = problem.weights[np.arange(len(taken)), taken].sum()
    assert value == best_by_hand(problem.weights)


@given(chances, st.integers(0, 9), st.integers(0, 9))
def test_what_the_team_decided_holds(chance: Random, mentees: int, mentors: int) -> None:
    found = made(chance, mentees, mentors)
    given_ = conditions(chance, found)
    _problem, made_ = planned(found, given_)
    assert_lawful(found, given_, made_)


def assert_lawful(found: Matrix, given_: Conditions, made_: Plan) -> None:
    ours = {one: n for n, one in enumerate(found.mentees)}
    theirs = {one: n for n, one in enumerate(found.mentors)}
    assert sorted([p.mentee for p in made_.pairs] + list(made_.without)) == sorted(found.mentees)
    held = [pair.mentor for pair in made_.pairs]
    assert all(held.count(one) <= given_.capacity.get(one, 1) for one in held)
    for pair in made_.pairs:
        at = ours[pair.mentee], theirs[pair.mentor]
        assert pair.tenths == found.tenths[at]
        if pair.locked:
            assert (pair.mentee, pair.mentor) in given_.locked
            continue
        assert (pair.mentee, pair.mentor) not in given_.forbidden
        assert pair.tenths >= given_.floor
        assert found.hard[at] == 0 or (given_.unverified and found.hard[at] == ASK)
    kept = {(pair.mentee, pair.mentor) for pair in made_.pairs if pair.locked}
    for mentee, mentor in given_.locked - kept:  # its mentee or all its places are locked already
        full = [b for _a, b in kept].count(mentor) == given_.capacity.get(mentor, 1)
        assert mentee in {a for a, _b in kept} or full


def edges(problem: Problem) -> list[list[int]]:
    return [list(np.flatnonzero(row > 0)) for row in problem.weights]


def augment(row: int, wanted: list[list[int]], owner: dict[int, int], seen: set[int]) -> bool:
    """Kuhn's algorithm: find the row a place, moving others along."""
    for place in wanted[row]:
        if place not in seen:
            seen.add(place)
            if place not in owner or augment(owner[place], wanted, owner, seen):
                owner[place] = row
                return True
    return False


@given(chances, st.integers(0, 9), st.integers(0, 7))
def test_most_duos_first_and_among_them_those_who_waited_longest(
    chance: Random, mentees: int, mentors: int
) -> None:
    """The greedy basis of the matroid of mentees that can be served together."""
    found = made(chance, mentees, mentors, open_=chance.choice((0.2, 0.5)))
    given_ = replace(conditions(chance, found), locked=frozenset())
    problem, made_ = planned(found, given_)
    wanted, owner = edges(problem), dict[int, int]()
    served = [row for row in range(len(wanted)) if augment(row, wanted, owner, set())]
    assert len(made_.pairs) == len(served)
    weeks = [given_.waiting[problem.matrix.mentees[row]] for row in problem.rows]
    owner.clear()
    longest = sorted(range(len(wanted)), key=lambda row: -weeks[row])
    greedy = [weeks[row] for row in longest if augment(row, wanted, owner, set())]
    assert sorted(greedy) == sorted(given_.waiting[pair.mentee] for pair in made_.pairs)


@given(chances, st.integers(1, 8))
def test_waiting_never_decides_with_whom(chance: Random, mentees: int) -> None:
    found = made(chance, mentees, mentees + 4, open_=1.0)
    given_ = replace(conditions(chance, found), locked=frozenset(), capacity={}, floor=0)
    _problem, before = planned(found, replace(given_, waiting={}))
    _problem, after = planned(found, given_)
    if not before.without:
        assert sum(p.tenths for p in before.pairs) == sum(p.tenths for p in after.pairs)


@given(chances, st.integers(0, 8), st.integers(0, 8))
def test_the_same_people_in_any_order_give_the_same_plan(
    chance: Random, mentees: int, mentors: int
) -> None:
    found = made(chance, mentees, mentors, most=2)
    given_ = replace(conditions(chance, found), floor=0)
    rows, columns = list(range(mentees)), list(range(mentors))
    chance.shuffle(rows)
    chance.shuffle(columns)
    at = np.ix_(np.array(rows, np.intp), np.array(columns, np.intp))
    other = Matrix(
        tuple(found.mentees[n] for n in rows),
        tuple(found.mentors[n] for n in columns),
        found.tenths[at],
        found.hard[at],
    )
    assert planned(found, given_)[1] == planned(other, given_)[1] == planned(found, given_)[1]


def test_a_plan_does_not_jump_for_less_than_half_a_point() -> None:
    found = made(Random(3), 2, 2, open_=1.0)
    found.tenths[:] = [[700, 702], [702, 700]]
    _problem, first = planned(found, Conditions())
    assert sum(pair.tenths for pair in first.pairs) == 1404
    straight = frozenset(zip(found.mentees, found.mentors, strict=True))
    _problem, kept = planned(found, Conditions(previous=straight))
    assert {(pair.mentee, pair.mentor) for pair in kept.pairs} == straight
    found.tenths[:] = [[700, 706], [706, 700]]
    _problem, jumped = planned(found, Conditions(previous=straight))
    assert {(pair.mentee, pair.mentor) for pair in jumped.pairs}.isdisjoint(straight)


@pytest.mark.parametrize("weeks", [-3, 10**9])
def test_a_wait_beyond_all_measure_keeps_the_sums_whole(weeks: int) -> None:
    found = made(Random(5), 6, 5, open_=1.0)
    problem = plan.problem(found, Conditions(waiting=dict.fromkeys(found.mentees, weeks), floor=0))
    assert problem.weights.sum() < 2**53
    assert len(planned(found, Conditions(floor=0))[1].pairs) == 5
