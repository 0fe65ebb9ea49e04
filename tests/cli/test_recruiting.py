"""`recruit` and `partners`: the way in and the directory without a window."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.conftest import Command


def waiting(duodesk: Command) -> list[dict[str, Any]]:
    people: list[dict[str, Any]] = duodesk("recruit", "list", "--json").json["people"]
    return people


def test_the_way_in_is_told_as_text_and_as_one_document(duodesk: Command) -> None:
    people = waiting(duodesk)
    assert people
    for one in people:
        assert [step["step"] for step in one["steps"]] == [
            "registered", "call", "session", "interview", "decision",
        ]  # fmt: skip
        assert one["next"]["step"] in {"call", "session", "interview", "decision"}
    told = duodesk("recruit", "list")
    assert told.code == 0
    assert all(one["number"] in told.out for one in people)


def test_a_decision_is_recorded_on_its_day_with_its_reason(duodesk: Command) -> None:
    number = waiting(duodesk)[0]["number"]
    told = duodesk(
        "recruit", "decide", number.lower(), "--decline", "--on", "2026-01-15", "--reason",
        "language", "--json",
    )  # fmt: skip
    assert told.json["status"] == "declined"
    assert (told.json["decided_on"], told.json["reason"]) == ("2026-01-15", "language")
    assert number not in {one["number"] for one in waiting(duodesk)}


def test_who_is_redirected_goes_to_a_partner_of_the_directory_or_somewhere_unknown(
    duodesk: Command,
) -> None:
    number = waiting(duodesk)[0]["number"]
    told = duodesk("recruit", "decide", number, "--redirect", "passerelles", "--json")
    assert told.json["redirected_to"] == "Passerelles asbl"
    told = duodesk("recruit", "decide", number, "--redirect", "?", "--json")
    assert (told.json["status"], told.json["redirected_to"]) == ("redirected", None)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("BRU-99999", "--accept"), "nobody with number BRU-99999"),
        (("{}", "--redirect", "Nowhere"), "no partner “Nowhere”"),
        (("{}", "--decline", "--reason", "bad"), "no reason “bad”"),
        (("{}", "--accept", "--on", "2999-01-01"), "01/01/2999 is still to come"),
    ],
)
def test_what_cannot_be_is_refused_with_one_sentence(
    duodesk: Command, words: tuple[str, ...], told: str
) -> None:
    number = waiting(duodesk)[0]["number"]
    refused = duodesk("recruit", "decide", *(word.format(number) for word in words))
    assert refused.code == 3
    assert told in refused.err
    assert refused.err.count("\n") == 1
    assert number in {one["number"] for one in waiting(duodesk)}


def test_a_partner_is_added_once_and_listed_with_its_figures(duodesk: Command) -> None:
    before = duodesk("partners", "list", "--json").json["partners"]
    adding = ("partners", "add", "Mission Locale", "--kind", "training", "--sends", "--json")
    made = duodesk(*adding).json
    assert (made["name"], made["refers"], made["receives"]) == ("Mission Locale", True, None)
    assert set(made["figures"].values()) == {0}
    after = duodesk("partners", "list", "--json").json["partners"]
    assert len(after) == len(before) + 1
    assert sum(one["figures"]["referred"] for one in after) > 0
    assert "in the directory already" in duodesk(*adding).err
    assert "Mission Locale" in duodesk("partners", "list").out
    assert "no kind of organisation “zoo”" in duodesk("partners", "add", "X", "--kind", "zoo").err
