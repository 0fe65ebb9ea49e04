"""Side by side: which column of how many an entry takes where several overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Lane:
    """The first column of so many that an entry takes, and how many of them."""

    first: int
    of: int
    wide: int = 1


def lanes(spans: Sequence[Span]) -> list[Lane]:
    """For each (begin, end) in minutes where it stands, so that none covers another: those that
    touch each other share the width, and each takes what is free to its right.
    """
    found: dict[int, Lane] = {}
    for group in _groups(spans):
        columns = _columns(spans, group)
        many = max(columns.values()) + 1
        for place in group:
            after = (
                columns[other]
                for other in group
                if columns[other] > columns[place] and _touch(spans[place], spans[other])
            )
            found[place] = Lane(columns[place], many, min(after, default=many) - columns[place])
    return [found[place] for place in range(len(spans))]


def _groups(spans: Sequence[Span]) -> list[list[int]]:
    """The spans by their beginning, in groups of which none touches one of another group."""
    groups: list[list[int]] = []
    end = -1
    for place in sorted(range(len(spans)), key=lambda n: (spans[n][0], -spans[n][1], n)):
        if not groups or spans[place][0] >= end:
            groups.append([])
            end = -1
        groups[-1].append(place)
        end = max(end, spans[place][1], spans[place][0] + 1)
    return groups


def _columns(spans: Sequence[Span], group: Sequence[int]) -> dict[int, int]:
    """The first column that is free when each begins."""
    ends: list[int] = []
    columns = {}
    for place in group:
        begin, end = spans[place]
        free = next((n for n, until in enumerate(ends) if until <= begin), len(ends))
        ends[free : free + 1] = [max(end, begin + 1)]
        columns[place] = free
    return columns


def _touch(one: Span, other: Span) -> bool:
    return one[0] < max(other[1], other[0] + 1) and other[0] < max(one[1], one[0] + 1)
