"""Texts with two versions: what is new in each, and both together where that is safe."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from duodesk.exchange.differences import pieces, together

WORDS = st.lists(st.sampled_from(["aa", "bb", "cc", "dd", "ee", "."]), max_size=12).map(" ".join)


def test_what_is_new_is_marked() -> None:
    told = pieces("She works at night.", "She works at night and on Sunday.")
    assert "".join(p.text for p in told if p.new) == " and on Sunday"


def test_changes_of_different_places_can_be_put_together() -> None:
    before = "Speaks French. Lives in Jette."
    one, other = "Speaks French and Dutch. Lives in Jette.", "Speaks French. Lives in Laeken."
    assert together(before, one, other) == "Speaks French and Dutch. Lives in Laeken."


def test_changes_of_one_place_cannot() -> None:
    assert together("0485 12", "0496 77", "0471 33") is None
    assert together("", "written here", "written there") is None


@given(WORDS, WORDS)
def test_the_pieces_are_the_text(before: str, after: str) -> None:
    assert "".join(p.text for p in pieces(before, after)) == after


@given(WORDS, WORDS, WORDS)
def test_the_order_of_the_two_does_not_matter(before: str, one: str, other: str) -> None:
    assert together(before, one, other) == together(before, other, one)


@given(WORDS, WORDS)
def test_who_changed_nothing_changes_nothing(before: str, one: str) -> None:
    assert together(before, one, before) in {one, None}
    assert together(before, one, one) in {one, None}
