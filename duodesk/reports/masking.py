"""Which numbers are kept back from a file that leaves: those of one to four, and as many others as
it takes so that none of these can be reckoned; pure.

Every number is how many rows of a set there are, so whatever adds up in one table or across tables
is known here without being told: the rows fall into classes that lie in the same sets, and a number
is the sum of its classes. Whoever reads the file knows the printed numbers, that “<5” is 1 to 4,
that “×” is anything but 0, and how sets lie in each other; for each number kept back at least two
values stay possible for them.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

# From this number on, people are told.
LEAST = 5
SMALL, KEPT = "<5", "×"
# What it costs to keep back a number of each tier, and how far it may then seem to be off: never
# as far as to nothing.
_TIERS = (1000.0, 30.0, 1.0)
_FAR = LEAST - 1
Group = frozenset[Hashable]
Marks = dict[Group, str]


@dataclass(frozen=True, slots=True)
class Cells:
    """The numbers of a file as sets of rows: those that are printed, by tiers, and those that
    nobody prints and everybody could reckon.
    """

    groups: tuple[Group, ...]
    # How important each printed set is: those of a low tier are kept back last.
    tiers: tuple[int, ...]
    # For each class of rows, the places of the sets it lies in.
    classes: tuple[tuple[int, ...], ...]

    @property
    def printed(self) -> int:
        """How many of the sets are printed: the first ones."""
        return len(self.tiers)


def cells_of(tiers: Sequence[Iterable[Group]], unprinted: Iterable[Group] = ()) -> Cells:
    """The system of a file; sets without rows are left out: nobody is no secret."""
    shown: dict[Group, int] = {}
    for tier, groups in enumerate(tiers):
        for group in groups:
            if group:
                shown.setdefault(group, tier)
    known = list(dict.fromkeys([*shown, *(group for group in unprinted if group)]))
    places: dict[Hashable, list[int]] = {}
    for place, group in enumerate(known):
        for row in group:
            places.setdefault(row, []).append(place)
    classes = dict.fromkeys(tuple(found) for found in places.values())
    return Cells(tuple(known), tuple(shown.values()), tuple(classes))


def marks(cells: Cells) -> Marks:
    """What stands in the place of each printed number that is kept back."""
    found = {group: SMALL for group in cells.groups[: cells.printed] if len(group) < LEAST}
    # What stays possible once stays so: keeping back more never tells more.
    unsure, table = _unsure(cells, found), _table(cells)
    while unsure:
        place = min(unsure)
        unsure.discard(place)
        other = _cheapest(cells, table, found, place)
        for group, number in zip(cells.groups[: cells.printed], other, strict=False):
            # Kept back now, or told less of: the small one that must seem larger.
            if number != len(group) and (group not in found or number >= LEAST):
                found[group] = KEPT
        unsure -= {one for one in unsure if other[one] != len(cells.groups[one])}
    return found


def recoverable(cells: Cells, found: Marks) -> list[int]:
    """The places of the numbers kept back for which only one value is left."""
    table = _table(cells)
    return [
        place
        for place in sorted(_unsure(cells, found))
        if not any(_fits(cells, table, found, (place, side)) for side in (-1, 1))
    ]


def limits(cells: Cells, found: Marks) -> tuple[list[float], list[float]]:
    """Between which numbers each set lies for somebody who reads the file."""
    least, most = [], []
    for place, group in enumerate(cells.groups):
        mark = found.get(group, "")
        if place >= cells.printed:
            span: tuple[float, float] = (0, float("inf"))
        else:
            span = {SMALL: (1, LEAST - 1), KEPT: (1, float("inf"))}.get(
                mark, (len(group), len(group))
            )
        least.append(span[0])
        most.append(span[1])
    return least, most


def _unsure(cells: Cells, found: Marks) -> set[int]:
    """What must not be known: the numbers kept back, and small ones that stand nowhere."""
    return {
        place
        for place, group in enumerate(cells.groups)
        if group in found or (place >= cells.printed and len(group) < LEAST)
    }


def _cheapest(cells: Cells, table: Any, found: Marks, place: int) -> Sequence[int]:
    """The numbers of all sets as they could be as well, with another in this place, and with as
    little changed of what is printed as can be, the less important first.
    """
    told = (_fits(cells, table, found, (place, side), freely=True) for side in (-1, 1))
    _cost, numbers = min((one for one in told if one is not None), key=lambda one: one[0])
    return numbers


def _fits(
    cells: Cells, table: Any, found: Marks, where: tuple[int, int], *, freely: bool = False
) -> tuple[float, Sequence[int]] | None:
    """Other numbers of all sets, lower or higher in one place, that fit what is printed, or,
    `freely`, at the least cost in what has to be kept back besides; None where there are none.
    """
    import numpy as np
    from scipy.optimize import LinearConstraint, milp
    from scipy.sparse import hstack

    (place, side), (least, most) = where, limits(cells, found)
    value = len(cells.groups[place])
    if side < 0:
        most[place] = min(most[place], value - 1)
    else:
        least[place] = max(least[place], value + 1)
    if least[place] > most[place]:
        return None
    cost = _costs(cells, found, place, freely=freely)
    n, loose = table.shape[1], _loose(cost)
    above, below = (hstack([table, sign * loose]) for sign in (-_FAR, _FAR))
    answer: Any = milp(
        np.array([*np.zeros(n), *(c for c in cost if c)]),
        constraints=[
            LinearConstraint(above, -np.inf, most),
            LinearConstraint(below, least, np.inf),
        ],
        integrality=np.ones(n + loose.shape[1]),
        bounds=_from_nothing(n, loose.shape[1]),
    )
    if not answer.success:
        return None
    return answer.fun, [round(number) for number in table @ np.round(answer.x[:n])]


def _costs(cells: Cells, found: Marks, place: int, *, freely: bool) -> list[float]:
    """What it costs to say less of each set; 0 where that cannot be."""
    costs = []
    for one, group in enumerate(cells.groups):
        if not freely or one >= cells.printed or found.get(group) == KEPT:
            costs.append(0.0)
        elif group in found:
            costs.append(_TIERS[-1] if one != place else 0.0)
        else:
            costs.append(_TIERS[cells.tiers[one]] * (1 + len(group) / 1000))
    return costs


def _loose(cost: Sequence[float]) -> Any:
    """A column for each set of which less may be said."""
    import numpy as np
    from scipy.sparse import csr_array

    rows = [one for one, c in enumerate(cost) if c]
    shape = (len(cost), len(rows))
    return csr_array((np.ones(len(rows)), (rows, range(len(rows)))), shape=shape)


def _from_nothing(classes: int, loose: int) -> Any:
    """Classes of any size, and each set is as printed or it is not."""
    import numpy as np
    from scipy.optimize import Bounds

    return Bounds(0, np.array([*np.full(classes, np.inf), *np.ones(loose)]))


def _table(cells: Cells) -> Any:
    """Which classes of rows lie in which sets, as a matrix."""
    import numpy as np
    from scipy.sparse import csr_array

    rows = [place for places in cells.classes for place in places]
    columns = [n for n, places in enumerate(cells.classes) for _place in places]
    shape = (len(cells.groups), len(cells.classes))
    return csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)
