"""A small scale of the simulation in which the truth is not the score (tests.campaigns.pairing)."""

from __future__ import annotations

import pytest

from tests.campaigns.pairing import WAYS, campaign, world


@pytest.mark.heavy
@pytest.mark.parametrize("gaps", [0.0, 0.25])
def test_a_plan_is_worth_it_though_the_truth_has_another_form(gaps: float) -> None:
    told = campaign(5, mentors=1.0, gaps=gaps)
    assert told["optimum of the truth"].regret == 0
    assert all(one.regret >= 0 for one in told.values())
    assert all(told["plan"].served >= one.served for one in told.values())
    assert told["plan"].regret < told["first come"].regret < told["chance"].regret
    assert told["plan, waiting aside"].regret < told["greedy"].regret


def test_every_way_keeps_to_what_is_possible() -> None:
    here = world(seed=3, mentors=0.8, gaps=0.25)
    for way in WAYS.values():
        pairs = way(here)
        assert pairs
        assert all(here.possible[pair] for pair in pairs)
        rows, columns = zip(*pairs, strict=True)
        assert len(set(rows)) == len(rows)
        assert len(set(columns)) == len(columns)
