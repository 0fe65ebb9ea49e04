"""A question is worth what the plan gains on average by its answer; a kind of mentor what one more
of them would bring.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random
from statistics import mean

import pytest

from duodesk.base import reference
from duodesk.base.ids import Id, seed_id
from duodesk.pairing import asking, wanted
from duodesk.pairing.asking import questions
from duodesk.pairing.conditions import Conditions
from duodesk.pairing.criteria import ORDER, Profile, Weights
from duodesk.pairing.plan import Pair, Plan
from duodesk.pairing.score import Round, prepare, score
from duodesk.pairing.study import Study, study
from tests.pairing.pools import demo_pool
from tests.pairing.test_study import weight


def worked(mentees: int, mentors: int, seed: int) -> Study:
    """A round in which much was not asked."""
    chance = Random(seed)
    blanks = {"targets": {}, "experience": {}, "interests": frozenset(), "topics": frozenset(),
              "free": {}, "postcode": None, "levels": {}}  # fmt: skip
    ours, theirs = (
        [
            replace(one, **dict([chance.choice([*blanks.items()])]))
            if chance.random() < 0.4
            else one
            for one in side
        ]
        for side in demo_pool(mentees, mentors, seed, offices=("LIE",))
    )
    conditions = Conditions(
        waiting={one.id: n % 3 for n, one in enumerate(ours)},
        forbidden=frozenset(zip((p.id for p in ours), (p.id for p in theirs), strict=False)),
        floor=350,
    )
    return study(ours, theirs, prepare(ours, theirs, Weights()), conditions)


def still_there(of: Study, before: Plan) -> tuple[Pair, ...]:
    """Today's pairs as they are worth under other facts; those that are ruled out are gone."""
    found = []
    for pair in before.pairs:
        one = score(of.people[pair.mentee], of.people[pair.mentor], of.around)
        if not one.blocks and not one.unverified and one.total >= of.conditions.floor:
            found.append(replace(pair, tenths=one.total))
    return tuple(found)


def gains_by_hand(of: Study, person: Id, name: str) -> list[int]:
    """Plan anew for every answer and compare."""
    mentee = person in {one.id for one in of.mentees}
    side = of.mentees if mentee else of.mentors
    gains = []
    for answered in asking._answered(of.people[person], name, side, mentee=mentee):
        people = [answered if one.id == person else one for one in side]
        sides = (people, of.mentors) if mentee else (of.mentees, people)
        other = study(*sides, of.around, of.conditions)
        now = weight(other, still_there(other, of.plan))
        gains.append(weight(other, other.plan.pairs) - now)
    return gains


@pytest.mark.parametrize(("mentees", "mentors", "seed"), [(11, 8, 1), (9, 12, 2), (10, 10, 3)])
def test_a_question_is_worth_what_planning_with_each_answer_gains(
    mentees: int, mentors: int, seed: int
) -> None:
    found = worked(mentees, mentors, seed)
    told = questions(found, top=99)
    assert len(told) > 2
    assert [asked.value for asked in told] == sorted((a.value for a in told), reverse=True)
    values = {(asked.person, asked.criterion): asked for asked in told}
    for side in (found.mentees, found.mentors):
        for person in side:
            for name in ORDER:
                if asking._unknown(person, name, mentee=side is found.mentees):
                    by_hand = gains_by_hand(found, person.id, name)
                    asked = values.pop((person.id, name), None)
                    assert (asked.value if asked else 0) == pytest.approx(mean(by_hand))
                    if asked:
                        assert asked.answers == len(by_hand)
                        assert asked.changes == sum(gain > 0 for gain in by_hand)
    assert values == {}


def test_three_questions_are_enough_and_nothing_known_is_asked() -> None:
    found = worked(16, 14, seed=4)
    told = questions(found)
    assert len(told) == 3
    for asked in told:
        person = found.people[asked.person]
        mentee = person in found.mentees
        assert asking._unknown(person, asked.criterion, mentee=mentee)


def test_nothing_is_asked_where_all_is_known() -> None:
    ours, theirs = demo_pool(6, 6, offices=("ANT",))

    def complete(one: Profile) -> Profile:
        style = tuple(axis or 0 for axis in one.style)
        free, interests = one.free or {1: 0b111111 << 18}, one.interests or frozenset({"chess"})
        return replace(one, style=style, free=free, interests=interests)

    ours, theirs = ([complete(one) for one in side] for side in (ours, theirs))
    assert questions(study(ours, theirs, prepare(ours, theirs, Weights()), Conditions())) == []


def test_a_kind_of_mentor_gains_what_planning_with_one_more_gives() -> None:
    found = worked(14, 5, seed=5)
    before = weight(found, found.plan.pairs)
    kinds = wanted.wanted(found)
    assert kinds
    assert len({kind.field for kind in kinds}) == len(kinds)
    for kind in kinds:
        assert reference.occupations()[kind.occupation].field == kind.field
        languages = (*wanted._usual_languages(found), kind.language)
        one = replace(wanted._imagined(kind.occupation, languages), id=seed_id("one more"))
        more = study(found.mentees, (*found.mentors, one), found.around, found.conditions)
        gain = kind.gain.weeks * found.problem.served + kind.gain.tenths
        assert gain == weight(more, more.plan.pairs) - before > 0
        aims = [t for p in found.mentees for t in p.targets if wanted._field(t) == kind.field]
        assert 0 < kind.mentees <= len(aims)


def test_nobody_is_wanted_where_nobody_waits() -> None:
    _none, mentors = demo_pool(0, 5)
    assert wanted.wanted(study([], mentors, Round(), Conditions())) == []


def test_what_makes_a_mentor_precious_is_what_they_alone_have() -> None:
    """One mentee speaks Tigrinya alone; who speaks it is worth a duo, and only for that."""
    alone = Profile(
        id=seed_id("a"),
        levels={"tir": 6},
        targets={"bricklayer": 1},
        free={1: 0b11111111 << 18, 3: 0b11111111 << 18},
    )
    speaks = Profile(
        id=seed_id("b"),
        levels={"fra": 6, "tir": 3},
        experience={"bricklayer": 9, "painter": 9},
        free=alone.free,
    )
    around = prepare([alone], [speaks], Weights())
    second = replace(alone, id=seed_id("c"))
    found = study([alone, second], [speaks], around, Conditions(floor=300))
    reason = wanted.precious(found, speaks.id)
    assert reason is not None
    assert (reason.kind, reason.code, reason.lost.weeks) == ("language", "tir", 1)
    enough = study([alone], [speaks], around, Conditions(floor=300))
    assert wanted.precious(enough, speaks.id) is None
