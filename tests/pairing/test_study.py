"""A round worked through: what it says of a choice or a loss is what planning again gives, after a
thousand changes as at first.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from duodesk.base.ids import Id, seed_id
from duodesk.pairing import plan
from duodesk.pairing.conditions import Conditions
from duodesk.pairing.criteria import Profile, Weights
from duodesk.pairing.plan import Pair
from duodesk.pairing.score import prepare, score
from duodesk.pairing.study import Cost, Study, Worth, study
from tests.pairing.pools import demo_pool
from tests.pairing.test_plan import assert_lawful


def worked(mentees: int, mentors: int, seed: int, **given: object) -> Study:
    """A round of one office in which some waited longer, one mentor takes two, one pair is locked
    and some are out of question.
    """
    ours, theirs = demo_pool(mentees, mentors, seed, offices=("BRU",))
    chance = Random(seed)
    conditions = Conditions(
        waiting={one.id: chance.randint(0, 3) for one in ours},
        capacity={theirs[0].id: 2},
        locked=frozenset({(ours[0].id, theirs[1].id)}),
        forbidden=frozenset((a.id, b.id) for a in ours for b in theirs if chance.random() < 0.05),
        floor=300,
    )
    around = prepare(ours, theirs, Weights())
    return study(ours, theirs, around, replace(conditions, **given))


def weight(of: Study, pairs: tuple[Pair, ...]) -> int:
    """What pairs are worth together, from the conditions alone."""
    served = plan.served_by(len(of.mentees))
    return sum(
        served * (of.conditions.waiting.get(pair.mentee, 0) + 1) + pair.tenths for pair in pairs
    )


def anew(of: Study, **changes: object) -> int:
    """What the best plan under changed conditions is worth."""
    conditions = replace(of.conditions, **changes)
    return weight(of, study(of.mentees, of.mentors, of.around, conditions).plan.pairs)


def told(of: Study, worth: Worth) -> int:
    return worth.weeks * of.problem.served + worth.tenths


@pytest.mark.parametrize("seed", range(4))
def test_an_alternative_costs_what_planning_with_it_locked_gives(seed: int) -> None:
    found = worked(9, 8, seed)
    best = weight(found, found.plan.pairs)
    held = {mentee for mentee, _mentor in found.conditions.locked}
    assert all(found.alternatives(one) == [] for one in held)
    for mentee in (one for one in found.mentees if one.id not in held):
        alternatives = found.alternatives(mentee.id)
        assert alternatives
        for one in alternatives:
            locked = found.conditions.locked | {(mentee.id, one.mentor)}
            lost = best - anew(found, locked=locked)
            assert told(found, one.lost) == lost
            cost = found.cost(mentee.id, one.mentor)
            assert cost is not None
            assert cost.lost == one.lost
            assert_adds_up(found, cost, lost)
            if cost.moves:
                assert (cost.moves[0].mentee, cost.moves[0].after) == (mentee.id, one.mentor)
            pair = score(mentee, found.people[one.mentor], found.around)
            assert (one.tenths, one.verified) == (pair.total, not pair.unverified)
            assert one.planned == ((mentee.id, one.mentor) in planned(found))


def planned(of: Study) -> set[tuple[Id, Id]]:
    return {(pair.mentee, pair.mentor) for pair in of.plan.pairs}


def assert_adds_up(of: Study, cost: Cost, lost: int) -> None:
    """The moves, from mentor to mentor, make the cost: points, and weeks of who gains or loses."""
    now = {pair.mentee: pair.mentor for pair in of.plan.pairs}
    weeks = 0
    for move in cost.moves:
        assert now.get(move.mentee) == move.before != move.after
        tenths = [
            score(of.people[move.mentee], of.people[mentor], of.around).total if mentor else 0
            for mentor in (move.before, move.after)
        ]
        assert move.tenths == tenths[1] - tenths[0]
        change = (move.after is not None) - (move.before is not None)
        weeks += change * (of.conditions.waiting.get(move.mentee, 0) + 1)
    assert lost == -weeks * of.problem.served - cost.tenths


@pytest.mark.parametrize("seed", range(4))
def test_a_mentor_lost_costs_what_planning_without_gives(seed: int) -> None:
    found = worked(9, 7, seed)
    best = weight(found, found.plan.pairs)
    assert set(found.losses()) == {one.id for one in found.mentors}
    for mentor in found.mentors:
        cost = found.loss(mentor.id)
        kept = frozenset(pair for pair in found.conditions.locked if pair[1] != mentor.id)
        capacity = {**found.conditions.capacity, mentor.id: 0}
        lost = best - anew(found, locked=kept, capacity=capacity)
        assert told(found, cost.lost) == lost == told(found, found.losses()[mentor.id])
        assert_adds_up(found, cost, lost)


@pytest.mark.parametrize("seed", range(4))
def test_one_more_like_a_mentor_is_worth_what_planning_with_two_gives(seed: int) -> None:
    found = worked(9, 7, seed, locked=frozenset(), forbidden=frozenset())
    best = weight(found, found.plan.pairs)
    copies = [replace(one, id=seed_id(f"copy/{one.id}")) for one in found.mentors]
    gains = found.gains(copies)
    for copy, mentor, gain in zip(copies, found.mentors, gains, strict=True):
        more = study(found.mentees, (*found.mentors, copy), found.around, found.conditions)
        assert told(found, gain) == weight(found, more.plan.pairs) - best
        assert found.one_more()[mentor.id] == gain


def test_a_pair_that_must_be_verified_first_may_be_chosen_and_stands_behind() -> None:
    found = worked(12, 12, seed=2)
    ranked = [found.alternatives(mentee.id) for mentee in found.mentees]
    assert any(not one.verified for some in ranked for one in some)
    for some in ranked:
        assert [one.verified for one in some] == sorted((o.verified for o in some), reverse=True)


def test_what_is_out_of_question_has_no_cost() -> None:
    found = worked(9, 8, seed=1)
    for mentee, mentor in found.conditions.forbidden - found.conditions.locked:
        assert found.cost(mentee, mentor) is None
        assert mentor not in {one.mentor for one in found.alternatives(mentee)}
    assert found.cost(seed_id("nobody"), found.mentors[0].id) is None
    assert found.cost(found.mentees[3].id, seed_id("nobody")) is None


def test_the_plan_stays_lawful_and_best_through_a_thousand_changes() -> None:
    found = worked(8, 7, seed=5)
    chance = Random(5)
    donors = demo_pool(40, 0, seed=6, offices=("BRU",))[0]
    facts = ("levels", "targets", "interests", "topics", "style", "free", "postcode", "refuses")
    for turn in range(1000):
        mentee, fact = chance.choice(found.mentees), chance.choice(facts)
        other: Profile = chance.choice(donors)
        found = found.changed(replace(mentee, **{fact: getattr(other, fact)}))
        assert_lawful(found.problem.matrix, found.conditions, found.plan)
        if turn % 50 == 0:
            again = study(found.mentees, found.mentors, found.around, found.conditions)
            assert (again.problem.matrix.tenths == found.problem.matrix.tenths).all()
            assert (again.problem.matrix.hard == found.problem.matrix.hard).all()
            assert weight(again, again.plan.pairs) == weight(found, found.plan.pairs)
            assert again.prices.prices.sum() == found.prices.prices.sum()


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0)])
def test_nobody_on_one_side_is_a_round_too(shape: tuple[int, int]) -> None:
    mentees, mentors = demo_pool(*shape)
    found = study(mentees, mentors, prepare(mentees, mentors, Weights()), Conditions())
    assert found.plan.pairs == ()
    assert set(found.plan.without) == {one.id for one in mentees}
    assert all(found.alternatives(one.id) == [] for one in mentees)
    assert set(found.losses().values()) <= {Worth(0, 0)}
    assert np.array_equal(found.prices.prices, np.zeros(len(found.problem.columns)))
