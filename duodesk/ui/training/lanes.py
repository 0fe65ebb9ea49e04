"""Side by side: which column of how many an entry takes where several overlap."""

from __future__ import annotations

from collections.abc import Sequence

Span = tuple[int, int]
Lane = tuple[int, int]


def lanes(spans: Sequence[Span]) -> list[Lane]:
    """For each (begin, end) in minutes its column and the number of columns, so that none covers
    another; spans that do not touch share the whole width.
    """
    found: dict[int, Lane] = {}
    group: list[tuple[int, int]] = []  # place of the span, column
    ends: list[int] = []  # where each column of the group is free again
    order = sorted(range(len(spans)), key=lambda n: (spans[n][0], -spans[n][1], n))
    for place in order:
        begin, end = spans[place]
        if ends and begin >= max(ends):
            found |= {member: (column, len(ends)) for member, column in group}
            group, ends = [], []
        free = next((n for n, until in enumerate(ends) if until <= begin), len(ends))
        ends[free : free + 1] = [max(end, begin + 1)]
        group.append((place, free))
    found |= {member: (column, len(ends)) for member, column in group}
    return [found[place] for place in range(len(spans))]
