"""What a plan respects besides the scores: decisions of the team, time waited, earlier plans."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from duodesk.base.ids import Id
from duodesk.office.settings import LEAST_POINTS

Pairs = frozenset[tuple[Id, Id]]


@dataclass(frozen=True, slots=True)
class Conditions:
    """Pairs are (mentee, mentor). `waiting` counts whole weeks, `capacity` duos that a mentor may
    still take, one where nothing is said; below `floor`, in tenths of a point, a plan says that
    there is no good mentor now, rather than force a pair; with `unverified`, pairs with an open
    hard question may be planned.
    """

    waiting: Mapping[Id, int] = field(default_factory=dict)
    capacity: Mapping[Id, int] = field(default_factory=dict)
    locked: Pairs = frozenset()
    forbidden: Pairs = frozenset()
    previous: Pairs = frozenset()
    floor: int = 10 * int(LEAST_POINTS.default)
    unverified: bool = False
