"""`lookalikes`, `merge` and `part`: one person registered twice, without a window."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.conftest import Command


def pairs(duodesk: Command) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = duodesk("lookalikes", "--json").json["pairs"]
    return found


def test_look_alikes_are_told_with_their_reasons_made_one_and_two_again(duodesk: Command) -> None:
    one, *others = pairs(duodesk)
    keep, other = one["numbers"]
    assert others
    assert "born on the same day" in one["reasons"][0]
    told = duodesk("lookalikes")
    assert keep in told.out
    assert "name that looks alike" in told.out
    done = duodesk("merge", other.lower(), "--into", keep, "--json")
    assert done.json == {"goes_on": keep, "joined": other}
    assert keep not in {number for pair in pairs(duodesk) for number in pair["numbers"]}
    assert duodesk("part", other, "--json").json == {"parted": other}
    assert keep not in {number for pair in pairs(duodesk) for number in pair["numbers"]}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("merge", "BRU-99999", "--into", "BRU-10001"), "Nobody has the number BRU-99999"),
        (("merge", "BRU-10001", "--into", "BRU-10001"), "one and the same"),
        (("part", "BRU-10001"), "stands for itself"),
    ],
)
def test_what_cannot_be_is_refused_with_one_sentence(
    duodesk: Command, words: tuple[str, ...], told: str
) -> None:
    result = duodesk(*words)
    assert result.code == 3
    assert told in result.err
