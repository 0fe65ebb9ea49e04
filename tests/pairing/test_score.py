"""The laws of the score: more in common never hurts, reasons add up, nothing else counts."""

from __future__ import annotations

import dataclasses
from dataclasses import fields, replace
from datetime import date
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from duodesk.base.i18n import LANGUAGES, speaking
from duodesk.base.ids import seed_id
from duodesk.pairing import criteria, explain
from duodesk.pairing.criteria import Profile, Weights
from duodesk.pairing.score import Round, hard, prepare, score, shortlist
from tests.pairing.pools import HELP, LIKES, TONGUES, TRADES, demo_pool, pools, profiles

AROUND = Round(means=dict.fromkeys(criteria.ORDER, 0.4), rare=dict.fromkeys(LIKES, 0.5))


@given(profiles("a"), profiles("b"))
def test_points_add_up_within_their_honest_range(a: Profile, b: Profile) -> None:
    found = score(a, b, AROUND)
    assert sum(term.points for term in found.terms) == found.total
    assert 0 <= found.low <= found.total <= found.high <= 1000
    assert all(0 <= term.points <= term.most for term in found.terms)


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


@given(profiles("a"), profiles("b"), st.sampled_from(TRADES), st.sampled_from(HELP))
def test_another_experience_or_strength_never_lowers_what_is_known(
    a: Profile, b: Profile, trade: str, topic: str
) -> None:
    if a.targets and b.experience:
        more = replace(b, experience={**b.experience, trade: 30})
        assert criteria.field_value(a, more).share >= criteria.field_value(a, b).share
    if a.topics and b.topics:
        more = replace(b, topics=b.topics | {topic})
        assert criteria.topics_value(a, more).share >= criteria.topics_value(a, b).share


@given(profiles("a"), profiles("b"), st.sampled_from(TONGUES), st.integers(1, 6))
def test_more_in_common_forbids_nothing_and_lowers_no_whole_score(
    a: Profile, b: Profile, tongue: str, level: int
) -> None:
    """Where the facts were known: learning one that was not may lower a score."""
    a, b = (replace(p, levels={**p.levels, "fra": 1}, free={**p.free, 0: 1}) for p in (a, b))
    a, b = (replace(p, interests=p.interests | {LIKES[0]}) for p in (a, b))
    blocks = set(hard(a, b, 2)[0])
    for more in (
        [
            replace(p, levels={**p.levels, tongue: max(level, p.levels.get(tongue, 0))})
            for p in (a, b)
        ],
        [replace(p, free={**p.free, 3: p.free.get(3, 0) | 0b11111 << 22}) for p in (a, b)],
        [replace(p, interests=p.interests | {LIKES[1]}) for p in (a, b)],
    ):
        assert set(hard(*more, 2)[0]) <= blocks
        if not criteria.unjudged(a, b):
            assert score(*more, AROUND).total >= score(a, b, AROUND).total


@given(profiles("a"), profiles("b"))
def test_what_both_share_is_the_same_from_either_side(a: Profile, b: Profile) -> None:
    for value in (
        criteria.language_value, criteria.availability_value, criteria.style_value,
        criteria.distance_value, criteria.wishes_value,
    ):  # fmt: skip
        assert value(a, b).parts == value(b, a).parts
        assert value(a, b).known == value(b, a).known
    assert (
        criteria.interests_value(a, b, AROUND.rare).parts
        == criteria.interests_value(b, a, AROUND.rare).parts
    )
    assert criteria.refused(a, b) == criteria.refused(b, a)


@given(profiles("a"), profiles("b"))
def test_forgetting_a_fact_keeps_the_score_inside_the_new_range(a: Profile, b: Profile) -> None:
    for fact, unknown in (("interests", frozenset()), ("free", {}), ("postcode", None)):
        blank = score(a, replace(b, **{fact: unknown}), AROUND)
        assert blank.low <= score(a, b, AROUND).total <= blank.high


@settings(max_examples=60)
@given(pools("m", 5), profiles("a"), st.randoms())
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
        if a.levels and b.levels and "language" not in found.unverified:
            assert criteria.common_level(a, b)[0] >= AROUND.least_level
        if a.free and b.free:
            assert criteria.common_days(a, b)
        assert set(found.unverified) <= {"language", "availability"}


def test_wishes_count_for_both_sides_and_no_wish_is_no_doubt() -> None:
    quiet = Profile(id=seed_id("1"), traits=frozenset({"dog"}))
    wishing = Profile(id=seed_id("2"), wishes=frozenset({"dog", "car"}), traits=frozenset({"man"}))
    assert criteria.wishes_value(quiet, quiet) == criteria.Value(1.0)
    assert criteria.wishes_value(wishing, quiet).facts == ("dog", "!car")
    assert criteria.wishes_value(wishing, quiet).share == 0.75
    unknown = replace(quiet, traits=frozenset())
    assert criteria.wishes_value(wishing, unknown).known == 0.5
    assert hard(replace(quiet, refuses=frozenset({"man"})), wishing, 2)[0] == ("wishes",)
    assert "wishes" not in hard(replace(quiet, refuses=frozenset({"man"})), unknown, 2)[0]


@given(st.builds(Weights, *[st.integers(0, 1000)] * len(criteria.ORDER)))
def test_weights_of_an_office_are_brought_to_a_hundred(given: Weights) -> None:
    balanced, before = dataclasses.asdict(given.balanced()), dataclasses.asdict(given)
    assert sum(balanced.values()) == 100
    if sum(before.values()):
        assert all(not balanced[name] for name, value in before.items() if not value)
        assert all(
            abs(balanced[name] - value * 100 / sum(before.values())) < 1
            for name, value in before.items()
        )
    assert given.balanced().balanced() == given.balanced()


def test_doubts_come_before_questions_and_praise() -> None:
    mentees, mentors = demo_pool(4, 4)
    for pair in zip(mentees, mentors, strict=True):
        told = explain.reasons(score(*pair, AROUND), explain.Names("Awa", "Jan"))
        stances = [reason.stance for reason in explain.doubts_first(told)]
        assert stances == sorted(stances, key=("doubt", "unknown", "for").index)
        assert sorted(stances) == sorted(reason.stance for reason in told)


def test_a_reason_names_the_interview_in_which_it_was_said() -> None:
    mentees, mentors = demo_pool(1, 1)
    found = score(mentees[0], mentors[0], AROUND)
    said = {"field": date(2026, 3, 2)}
    field, *others = explain.reasons(found, explain.Names("Awa", "Jan"), said)
    assert field.evidence == "Interview of 02/03/2026"
    assert not any(reason.evidence for reason in others)


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
        "free", "postcode", "traits", "wishes", "refuses",
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
