"""A number with the rows behind it: what a table shows, what one can look up, and what has to be
kept back from a file that leaves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from duodesk.reports.cohort import share
from duodesk.reports.figure import Unit, written

Rows = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A value of a unit. `behind` are the rows it counts or tells of, `whole` those that a share
    divides by; `mark` stands in its place where it is kept back.
    """

    value: float | None
    unit: Unit = "count"
    behind: Rows = ()
    whole: Rows | None = None
    mark: str = ""

    @property
    def told(self) -> float | None:
        """The value where it may be told."""
        return None if self.mark else self.value

    @property
    def shown(self) -> str:
        """As people read it."""
        return self.mark or written(self.unit, self.value)


def count(rows: Iterable[Any]) -> Number:
    """How many rows."""
    known = tuple(rows)
    return Number(len(known), "count", known)


def rate(part: Iterable[Any], whole: Iterable[Any]) -> Number:
    """Which share of some rows others are; the part lies within the whole."""
    own, of = tuple(part), tuple(whole)
    return Number(share(len(own), len(of)), "share", own, of)


def rate_of(rows: Iterable[Any], test: Callable[[Any], bool]) -> Number:
    """Which share of some rows passes a test."""
    known = tuple(rows)
    return rate(filter(test, known), known)


def plain(value: float | None, unit: Unit, rows: Iterable[Any]) -> Number:
    """What rows give that is neither their number nor a share of them."""
    return Number(value, unit, tuple(rows))
