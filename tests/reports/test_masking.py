"""What is kept back for funders cannot be reckoned by anybody who knows the rule: checked by trying
every possibility on small tables, which the code under test does not do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duodesk.reports.masking import KEPT, LEAST, SMALL, Cells, Marks, cells_of, marks, recoverable

# No class of rows is tried beyond this many.
MOST = 12
NUMBERS = st.integers(0, 9)


def table(rows: Sequence[Sequence[int]]) -> tuple[Cells, dict[str, frozenset[object]]]:
    """A table with its sums: each cell so many people of its own."""
    groups: dict[str, frozenset[object]] = {}
    for r, row in enumerate(rows):
        for c, n in enumerate(row):
            groups[f"{r}{c}"] = frozenset((r, c, k) for k in range(n))
    inner = list(groups)
    for r in range(len(rows)):
        groups[f"{r}+"] = frozenset().union(*(groups[k] for k in inner if k[0] == str(r)))
    for c in range(len(rows[0])):
        groups[f"+{c}"] = frozenset().union(*(groups[k] for k in inner if k[1] == str(c)))
    groups["++"] = frozenset().union(*(groups[k] for k in inner))
    sums = [groups[k] for k in groups if "+" in k]
    return cells_of([sums, [], [groups[k] for k in inner]]), groups


def worlds(cells: Cells, found: Marks) -> Iterator[tuple[int, ...]]:
    """All numbers of the sets that fit what is printed, by trying every size of every class."""
    for sizes in product(range(MOST + 1), repeat=len(cells.classes)):
        told = [0] * len(cells.groups)
        for places, size in zip(cells.classes, sizes, strict=True):
            for place in places:
                told[place] += size
        if all(_fits(n, place, cells, found) for place, n in enumerate(told)):
            yield tuple(told)


def _fits(number: int, place: int, cells: Cells, found: Marks) -> bool:
    group = cells.groups[place]
    if place >= cells.printed:
        return True
    mark = found.get(group)
    if mark == SMALL:
        return 1 <= number < LEAST
    return number >= 1 if mark == KEPT else number == len(group)


def known(cells: Cells, found: Marks) -> list[int]:
    """The numbers kept back that are the same in every world."""
    secret = [
        place
        for place, group in enumerate(cells.groups)
        if group in found or (place >= cells.printed and len(group) < LEAST)
    ]
    values: dict[int, set[int]] = {place: set() for place in secret}
    for world in worlds(cells, found):
        for place in secret:
            values[place].add(world[place])
        if all(len(some) > 1 for some in values.values()):
            return []
    return [place for place, some in values.items() if len(some) < 2]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(NUMBERS, min_size=2, max_size=2), min_size=2, max_size=2))
def test_nothing_kept_back_of_a_table_can_be_reckoned(rows: list[list[int]]) -> None:
    cells, groups = table(rows)
    found = marks(cells)
    for group in groups.values():
        # Small numbers are never printed, and nobody is no secret.
        assert (group in found) >= (0 < len(group) < LEAST)
        assert group or group not in found
    assert known(cells, found) == [] == recoverable(cells, found)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 8), st.integers(0, 8), st.integers(0, 8))
def test_nor_the_rest_of_a_share_that_stands_nowhere(part: int, open_: int, rest: int) -> None:
    good, unknown, others = (
        frozenset((name, n) for n in range(size))
        for name, size in (("good", part), ("unknown", open_), ("rest", rest))
    )
    whole = good | unknown | others
    cells = cells_of([[good, whole], [good | unknown]], [unknown | others, others])
    found = marks(cells)
    assert known(cells, found) == []


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        # The neighbour goes with it, and the sums stay.
        ([[3, 7], [20, 9]], {"00", "01", "10", "11"}),
        # Nothing small: everything is told.
        ([[5, 7], [20, 0]], set()),
        # Four people, each in a cell of their own: their sums say too much as well.
        ([[1, 1], [1, 1]], {"00", "01", "10", "11", "0+", "1+", "+0", "+1", "++"}),
    ],
)
def test_what_is_kept_back_of_known_tables(rows: list[list[int]], kept: set[str]) -> None:
    cells, groups = table(rows)
    found = marks(cells)
    assert {name for name, group in groups.items() if group in found} == kept
    assert recoverable(cells, found) == []


def test_a_mark_too_few_is_noticed() -> None:
    cells, groups = table([[3, 7], [20, 9]])
    alone: Marks = {groups["00"]: SMALL}
    assert known(cells, alone) == recoverable(cells, alone) != []


def test_headlines_are_kept_back_last() -> None:
    everybody = frozenset(range(27))
    good, unknown, no = frozenset(range(21)), frozenset([21]), frozenset(range(22, 27))
    cells = cells_of([[everybody, good], [unknown], [no]], [everybody - good])
    assert marks(cells) == {unknown: SMALL, no: KEPT}
