"""Consequences as sentences, in every language, with points that add up."""

from __future__ import annotations

import re

import pytest

from duodesk.base.i18n import LANGUAGES, speaking
from duodesk.base.ids import seed_id
from duodesk.pairing import asking, consequences
from duodesk.pairing.asking import Question
from duodesk.pairing.criteria import ORDER
from duodesk.pairing.study import Cost, Move, Worth
from duodesk.pairing.wanted import PARTS_OF_DAY, Precious, Wanted
from tests.pairing.test_study import worked

AWA, BILAL, CHEN, DALIA, EDEN = (
    seed_id(name) for name in ("Awa", "Bilal", "Chen", "Dalia", "Eden")
)
MARC, SOPHIE, PAUL = (seed_id(name) for name in ("Marc", "Sophie", "Paul"))
NAMES = {
    AWA: "Awa", BILAL: "Bilal %s", CHEN: "Chen <b>", DALIA: "Dalia", EDEN: "Eden",
    MARC: "Marc", SOPHIE: "Sophie", PAUL: "Paul",
}  # fmt: skip
CHAIN = Cost(
    Worth(0, 30),
    (
        Move(AWA, SOPHIE, MARC, 0),
        Move(BILAL, MARC, PAUL, -21),
        Move(CHEN, PAUL, SOPHIE, -9),
    ),
)


def test_a_choice_is_told_by_who_moves() -> None:
    assert consequences.choosing(CHAIN, NAMES) == [
        "For Awa: 0.0.",
        "Then Bilal %s moves to Paul: −2.1.",
        "Then Chen <b> moves to Sophie: −0.9.",
        "All duos together: −3.0 points.",
    ]
    alone = Cost(Worth(0, 0), (Move(AWA, None, MARC, 700),))
    assert consequences.choosing(alone, NAMES) == ["No other duo changes."]
    other = Cost(Worth(0, 5), (Move(AWA, PAUL, MARC, -5),))
    assert consequences.choosing(other, NAMES) == [
        "For Awa: −0.5.",
        "No other duo changes.",
        "All duos together: −0.5 points.",
    ]
    assert consequences.choosing(Cost(Worth(0, 0), ()), NAMES) == ["No other duo changes."]


def test_whoever_would_have_no_mentor_is_always_told() -> None:
    moves = [Move(one, MARC, SOPHIE, -5) for one in (BILAL, CHEN, DALIA, EDEN)]
    told = consequences.chain([*moves, Move(AWA, PAUL, None, -700)], NAMES)
    assert told[-2:] == ["1 more duo changes: −0.5.", "Then Awa has no mentor in this round."]
    assert len(told) == 5


def test_a_loss_says_who_is_without_before_who_moves() -> None:
    lost = Cost(Worth(2, 650), (Move(AWA, MARC, SOPHIE, -10), Move(BILAL, SOPHIE, None, -640)))
    assert consequences.losing(MARC, lost, NAMES)[0] == (
        "Without Marc one mentee would have no mentor in this round."
    )
    assert consequences.losing(MARC, Cost(Worth(0, 0), ()), NAMES) == [
        "The plan does not need Marc."
    ]
    assert consequences.losing(MARC, CHAIN, NAMES)[0] == (
        "Without Marc the plan changes by −3.0 points."
    )


def test_points_are_written_as_the_reader_writes_numbers() -> None:
    assert [consequences.points(n) for n in (-21, 0, 305)] == ["−2.1", "0.0", "+30.5"]
    with speaking("fr"):
        assert consequences.points(-21) == "−2,1"


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_can_be_said(language: str) -> None:
    worths = (Worth(1, 0), Worth(0, 31), Worth(0, 0))
    asked = [
        Question(AWA, name, 3, 8, serves, 12, 1.0) for name in ORDER for serves in (True, False)
    ]
    kinds = [
        Wanted("construction", "bricklayer", spoken, 1, part, worth, n)
        for part in PARTS_OF_DAY
        for spoken in ("", "tir")
        for worth in worths[:2]
        for n in (1, 3)
    ]
    with speaking(language):
        told = [
            *consequences.choosing(CHAIN, NAMES),
            *consequences.losing(MARC, CHAIN, NAMES),
            *(consequences.one_more(MARC, worth, NAMES) for worth in worths),
            *(
                consequences.why_precious(MARC, Precious(kind, code, worths[0]), NAMES)
                for kind, code in (("language", "tir"), ("occupation", "cook"), ("weekday", "2"))
            ),
            *(consequences.kind_wanted(kind) for kind in kinds),
            *(consequences.why_wanted(kind) for kind in kinds),
            *(
                consequences.question(one, NAMES, mentee=mentee)
                for one in asked
                for mentee in (True, False)
                if asking._fact(one.criterion, mentee=mentee) or one.criterion == "style"
            ),
            *(consequences.why_asked(one) for one in asked),
        ]
    assert all(re.fullmatch(r"\S.*\S\.", text) and "%(" not in text for text in told)


def test_a_real_round_is_told_with_points_that_add_up() -> None:
    found = worked(12, 9, seed=7)
    names = {person: f"n{n}" for n, person in enumerate(found.people)}
    told = 0
    for mentee in found.mentees:
        for one in found.alternatives(mentee.id):
            cost = found.cost(mentee.id, one.mentor)
            assert cost is not None
            said = consequences.choosing(cost, names)
            if any(re.search("no mentor|gets a mentor", text) for text in said):
                continue
            shown = [re.search(r"([−+]?)(\d+\.\d)( points)?\.$", text) for text in said]
            numbers = [float(f"{m[1].replace('−', '-')}{m[2]}") for m in shown if m]
            if len(numbers) < 3 or cost.moves[0].before is None:
                continue
            assert sum(numbers[:-1]) == pytest.approx(numbers[-1])
            told += 1
    assert told > 10
