"""A week has one way of being written."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from duodesk.people.slots import joined
from duodesk.people.values import Slot

SLOTS = st.lists(
    st.builds(Slot, st.integers(-1, 7), st.integers(-3, 50), st.integers(-3, 50)), max_size=12
)


def half_hours(slots: list[Slot] | tuple[Slot, ...]) -> set[tuple[int, int]]:
    return {
        (s.weekday, n)
        for s in slots
        if 0 <= s.weekday <= 6
        for n in range(max(s.start, 0), min(s.end, 48))
    }


@given(SLOTS)
def test_joining_keeps_every_half_hour_and_joins_once(slots: list[Slot]) -> None:
    result = joined(slots)
    assert half_hours(result) == half_hours(slots)
    assert joined(result) == result
    assert joined(reversed(slots)) == result
    for one, other in pairwise(result):
        assert one.weekday < other.weekday or one.end < other.start
