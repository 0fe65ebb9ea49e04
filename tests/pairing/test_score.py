"""The laws of the score: more in common never hurts, reasons add up, nothing else counts."""

from __future__ import annotations

import dataclasses
from dataclasses import fields, replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from duodesk.base import reference
from duodesk.base.i18n import LANGUAGES, speaking
from duodesk.base.ids import seed_id
from duodesk.pairing import criteria, explain
from duodesk.pairing.criteria import Profile, Weights
from duodesk.pairing.score import Round, prepare, score, shortlist

TRADES = sorted(reference.occupations())[:40]
TONGUES = ["fra", "nld", "eng", "ara", "tir"]
LIKES = sorted(reference.interests())[:20]
HELP = sorted(reference.topics())


@st.composite
def profiles(draw: st.DrawFn, name: str = "x") -> Profile:
    axis = st.none() | st.integers(-2, 2)
    windows = st.dictionaries(
        st.integers(0, 6), st.integers(0, 2**44 - 1).map(lambda b: b << 4), max_size=4
    )
    return Profile(
        id=seed_id(f"{name}{draw(st.integers(0, 9))}"),
        levels=draw(st.dictionaries(st.sampled_from(TONGUES), st.integers(1, 6), max_size=4)),
        targets=draw(st.dictionaries(st.sampled_from(TRADES), st.integers(1, 3), max_size=3)),
        experience=draw(st.dictionaries(st.sampled_from(TRADES), st.integers(0, 30), max_size=3)),
        generalist=draw(st.booleans()),
        interests=frozenset(draw(st.lists(st.sampled_from(LIKES), max_size=5))),
        topics=frozenset(draw(st.lists(st.sampled_from(HELP), max_size=5))),
        style=draw(st.tuples(axis, axis, axis, axis)),
        free=draw(windows),
        postcode=draw(st.sampled_from([None, "1000", "2000", "4000", "1050"])),
    )


AROUND = Round(means=dict.fromkeys(criteria.ORDER, 0.4), rare=dict.fromkeys(LIKES, 0.5))


@given(profiles("a"), profiles("b"))
def test_points_add_up_within_their_honest_range(a: Profile, b: Profile) -> None:
    found = score(a, b, AROUND)
    assert sum(term.points for term in found.terms) == found.total
    assert 0 <= found.low <= found.total <= found.high <= 1000
    assert all(0 <= term.points <= term.most + 1 for term in found.terms)


@given(profiles("a"), profiles("b"), st.sampled_from(TONGUES), st.sampled_from(LIKES))
def test_more_in_common_never_lowers_a_known_score(
    a: Profile, b: Profile, tongue: str, like: str
) -> None:
    if a.levels and b.levels:
        before = criteria.language_value(a, b).share
        more = (replace(p, levels={**p.levels, tongue: 6}) for p in (a, b))
        assert criteria.language_value(*more).share >= before
    if a.interests and b.interests:
        before = criteria.interests_value(a, b, AROUND.rare).share
        more = (replace(p, interests=p.interests | {like}) for p in (a, b))
        assert criteria.interests_value(*more, AROUND.rare).share >= before
    if a.free and b.free:
        before = criteria.availability_value(a, b).share
        more = (replace(p, free={**p.free, 2: p.free.get(2, 0) | 0b1111 << 20}) for p in (a, b))
        assert criteria.availability_value(*more).share >= before


@given(profiles("a"), profiles("b"), st.sampled_from(TRADES))
def test_another_experience_never_lowers_the_field(a: Profile, b: Profile, trade: str) -> None:
    if a.targets and b.experience:
        more = replace(b, experience={**b.experience, trade: 30})
        assert criteria.field_value(a, more).share >= criteria.field_value(a, b).share


@given(profiles("a"), profiles("b"))
def test_forgetting_a_fact_keeps_the_score_inside_the_new_range(a: Profile, b: Profile) -> None:
    blank = score(a, replace(b, interests=frozenset()), AROUND)
    assert blank.low <= score(a, b, AROUND).total + 1
    assert score(a, b, AROUND).total <= blank.high + 1


@given(st.lists(profiles("m"), max_size=8, unique_by=lambda p: p.id), profiles("a"), st.randoms())
def test_the_shortlist_does_not_depend_on_the_order_of_people(
    mentors: list[Profile], mentee: Profile, random: Random
) -> None:
    shuffled = mentors[:]
    random.shuffle(shuffled)
    around = prepare([mentee], sorted(mentors, key=lambda p: p.id), Weights())
    assert shortlist(mentee, mentors, around) == shortlist(mentee, shuffled, around)


@given(profiles("a"), profiles("b"))
def test_nobody_is_listed_whom_they_could_not_talk_to_or_meet(a: Profile, b: Profile) -> None:
    for found in shortlist(a, [b], AROUND):
        if a.levels and b.levels:
            assert criteria.common_level(a, b)[0] >= AROUND.least_level
        if a.free and b.free:
            assert criteria.common_days(a, b)
        assert set(found.unverified) <= {"language", "availability"}


def test_a_first_language_in_common_is_worth_no_more_than_good_common_french() -> None:
    heritage = Profile(id=seed_id("1"), levels={"tir": 6})
    common = Profile(id=seed_id("2"), levels={"fra": 4})
    assert (
        criteria.language_value(heritage, heritage).share
        == criteria.language_value(common, common).share
    )


def test_a_profile_has_no_place_for_what_must_not_count() -> None:
    names = {field.name for field in fields(Profile)}
    assert names == {
        "id", "levels", "targets", "experience", "generalist", "interests", "topics", "style",
        "free", "postcode",
    }  # fmt: skip


def test_two_hours_in_common_are_needed() -> None:
    morning = Profile(id=seed_id("1"), free={1: 0b1111 << 18})
    later = Profile(id=seed_id("2"), free={1: 0b1111 << 19})
    assert criteria.common_days(morning, morning) == (1,)
    assert criteria.common_days(morning, later) == ()


def test_weights_make_a_hundred() -> None:
    assert sum(dataclasses.asdict(Weights()).values()) == 100


@given(profiles("a"), profiles("b"), st.sampled_from(LANGUAGES))
def test_every_reason_is_a_sentence_in_the_programme_s_order(
    a: Profile, b: Profile, language: str
) -> None:
    with speaking(language):
        told = explain.reasons(score(a, b, AROUND), explain.Names("Awa %s <b>", "Jan"))
    assert [r.criterion for r in told] == list(criteria.ORDER)
    assert all(r.text.endswith(".") and "%(" not in r.text for r in told)
    assert sum(r.points for r in told) == score(a, b, AROUND).total
