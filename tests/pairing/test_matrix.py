"""The matrix says of every pair what the score of that pair says, to the tenth."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duodesk.pairing.criteria import ORDER, Profile, Weights
from duodesk.pairing.matrix import Matrix, ranges, scores
from duodesk.pairing.packing import FORBIDS, TO_ASK
from duodesk.pairing.score import Round, prepare, score
from tests.pairing.pools import LIKES, demo_pool, pools

weights = st.builds(Weights, *[st.integers(0, 60)] * len(ORDER)).map(Weights.balanced)
rounds = st.builds(
    Round,
    weights=weights,
    least_level=st.integers(1, 4),
    rare=st.dictionaries(st.sampled_from(LIKES), st.floats(0, 1)),
    means=st.dictionaries(st.sampled_from(ORDER), st.floats(0, 1)),
)


def agree(mentees: list[Profile], mentors: list[Profile], around: Round) -> None:
    found, (low, high) = scores(mentees, mentors, around), ranges(mentees, mentors, around)
    for row, mentee in enumerate(mentees):
        for column, mentor in enumerate(mentors):
            one = score(mentee, mentor, around)
            at = row, column
            assert (found.tenths[at], low[at], high[at]) == (one.total, one.low, one.high)
            bits = [FORBIDS[name] for name in one.blocks] + [TO_ASK[n] for n in one.unverified]
            assert found.hard[at] == sum(bits)
            assert found.allowed[at] == (not one.blocks)
            assert found.verified[at] == (not one.blocks and not one.unverified)


@settings(max_examples=60)
@given(pools("mentee", 3), pools("mentor", 3), rounds)
def test_the_matrix_agrees_with_the_score_of_each_pair(
    mentees: list[Profile], mentors: list[Profile], around: Round
) -> None:
    agree(mentees, mentors, around)


@pytest.mark.parametrize("seed", range(3))
def test_it_agrees_on_people_as_offices_have_them(seed: int) -> None:
    mentees, mentors = demo_pool(70, 12, seed)  # more than one block of rows
    agree(mentees, mentors, prepare(mentees, mentors, Weights()))


def test_it_agrees_on_interests_and_help_without_end() -> None:
    """Long lists: more than twelve things asked, and steps beyond all saturation."""
    mentees, mentors = demo_pool(3, 3)
    many = frozenset(f"thing{n}" for n in range(90))
    mentees[0] = replace(mentees[0], interests=many, topics=many, wishes=many)
    mentors[0] = replace(mentors[0], interests=many, topics=frozenset(sorted(many)[:50]))
    mentors[1] = replace(mentors[1], traits=frozenset(sorted(many)[:31]))
    agree(mentees, mentors, prepare(mentees, mentors, Weights()))


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0)])
def test_a_round_may_be_empty(shape: tuple[int, int]) -> None:
    mentees, mentors = demo_pool(*shape)
    found = scores(mentees, mentors, prepare(mentees, mentors, Weights()))
    assert found.tenths.shape == found.hard.shape == shape


@settings(max_examples=30)
@given(st.integers(0, 5), st.randoms())
def test_another_order_of_people_gives_the_same_scores(seed: int, random: Random) -> None:
    mentees, mentors = demo_pool(9, 11, seed)
    around = prepare(mentees, mentors, Weights())
    found = scores(mentees, mentors, around)
    rows, columns = list(range(9)), list(range(11))
    random.shuffle(rows)
    random.shuffle(columns)
    ours, theirs = [mentees[n] for n in rows], [mentors[n] for n in columns]
    assert prepare(ours, theirs, Weights()) == around
    other = scores(ours, theirs, around)
    assert (other.tenths == found.tenths[np.ix_(rows, columns)]).all()
    assert (other.hard == found.hard[np.ix_(rows, columns)]).all()


@settings(max_examples=60)
@given(pools("mentee", 3), pools("mentor", 3), rounds, st.data())
def test_an_answer_stays_within_the_range_told_before(
    mentees: list[Profile], mentors: list[Profile], around: Round, data: st.DataObject
) -> None:
    if not mentees or not mentors:
        return
    known = scores(mentees, mentors, around)
    fact, blank = data.draw(
        st.sampled_from(
            [
                ("levels", {}), ("experience", {}), ("interests", frozenset()),
                ("topics", frozenset()), ("style", (None,) * 4), ("free", {}), ("postcode", None),
                ("traits", frozenset()),
            ]
        )
    )  # fmt: skip
    forgotten = [replace(mentor, **{fact: blank}) for mentor in mentors]
    low, high = ranges(mentees, forgotten, around)
    assert (low <= known.tenths).all()
    assert (known.tenths <= high).all()


def bits_of(found: Matrix) -> tuple[bytes, bytes]:
    return found.tenths.tobytes(), found.hard.tobytes()


def test_another_identity_changes_no_number() -> None:
    mentees, mentors = demo_pool(8, 9)
    around = prepare(mentees, mentors, Weights())
    strangers, _ = demo_pool(20, 0, seed=9)
    renamed = [replace(one, id=strangers[n + 9].id) for n, one in enumerate(mentees)]
    assert bits_of(scores(renamed, mentors, around)) == bits_of(scores(mentees, mentors, around))
