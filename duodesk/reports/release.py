"""What of a report may leave: everything for headquarters, which must be able to add up; for
funders no number of one to four, nor any by which one of these could be reckoned.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import Any

from duodesk.base.i18n import N_
from duodesk.reports.cohort import Cohort
from duodesk.reports.figure import row_key
from duodesk.reports.masking import KEPT, LEAST, SMALL, Cells, Group, Marks, cells_of, marks
from duodesk.reports.numbers import Number
from duodesk.reports.outcome_figures import DEFINITIONS
from duodesk.reports.periods import YEAR
from duodesk.reports.series import Series, all_series
from duodesk.reports.telling import Told, all_told

# What stands in the place of a number, and what it means.
MARKS = (
    (SMALL, N_("One to four people or duos: not told, so that nobody is recognised.")),
    (KEPT, N_("Not told, because a number of one to four could be reckoned from it.")),
)


class Release:
    """The figures and charts of a cohort as they may be shown to somebody."""

    def __init__(self, cohort: Cohort, *, funders: bool) -> None:
        self.cohort, self.funders = cohort, funders

    def figure(self, code: str) -> Told:
        """One figure by its code."""
        return next(one for one in self.told if one.figure.code == code)

    @cached_property
    def told(self) -> tuple[Told, ...]:
        """Every figure, in the order of the families."""
        return tuple(map(self._figure, self._known)) if self.funders else self._known

    @cached_property
    def series(self) -> dict[str, Series]:
        """Every chart by its code."""
        known = self._series
        return {
            one.code: replace(one, rows=tuple(map(self._row, one.rows))) if self.funders else one
            for one in known
        }

    @cached_property
    def _known(self) -> tuple[Told, ...]:
        return all_told(self.cohort)

    @cached_property
    def _series(self) -> tuple[Series, ...]:
        # Months of a few would leave nothing that can be told.
        return tuple(all_series(self.cohort, YEAR if self.funders else None))

    @cached_property
    def _marks(self) -> Marks:
        return marks(self._cells())

    def _cells(self) -> Cells:
        """All numbers of the file as sets of rows; of a share also the rest, which stands
        nowhere. What is told first is kept back last.
        """
        tiers: list[list[Group]] = [[], [], []]
        rests: list[Group] = []
        for tier, part, whole in self._counted():
            tiers[tier].append(part)
            if whole is not None:
                tiers[tier].append(whole)
                rests.append(whole - part)
        return cells_of(tiers, rests)

    def _counted(self) -> Iterable[tuple[int, Group, Group | None]]:
        for one in self._known:
            known = _groups(one, self.cohort)
            if known is not None:
                tier = 0 if one.figure.code in DEFINITIONS.values() else 1
                yield tier, *known
                yield 1, _open(one, self.cohort), None
        for series in self._series:
            for row in series.rows:
                for cell in row:
                    if isinstance(cell, Number) and _counts(cell):
                        yield 2, _group(cell.behind), _whole(cell)

    def _figure(self, one: Told) -> Told:
        mark = self._mark_of(_groups(one, self.cohort))
        if not mark and _few(one, self.cohort):
            mark = SMALL
        if mark:
            return replace(one, mark=mark, value=None, part=None, whole=None, unknown=0)
        hidden = self._marks.get(_open(one, self.cohort))
        return replace(one, unknown=0) if hidden else one

    def _row(self, row: tuple[str | Number, ...]) -> tuple[str | Number, ...]:
        return tuple(self._number(cell) if isinstance(cell, Number) else cell for cell in row)

    def _number(self, cell: Number) -> Number:
        if _counts(cell):
            mark = self._mark_of((_group(cell.behind), _whole(cell)))
        else:
            n = len(cell.behind) if cell.behind else cell.value if cell.unit == "count" else None
            mark = SMALL if n is not None and 0 < n < LEAST else ""
        return replace(cell, mark=mark, value=None) if mark else cell

    def _mark_of(self, groups: tuple[Group, Group | None] | None) -> str:
        found = [self._marks[one] for one in groups or () if one in self._marks]
        return KEPT if KEPT in found else next(iter(found), "")


def _counts(cell: Number) -> bool:
    """Whether a cell tells how many rows there are, or which share of them."""
    if cell.whole is not None:
        return True
    return cell.unit == "count" and cell.value == len(cell.behind) and bool(cell.behind)


def _groups(one: Told, cohort: Cohort) -> tuple[Group, Group | None] | None:
    """What a figure counts, and of a share what it divides by; None where it counts no rows."""
    if one.figure.of is None or one.figure.sums is not None:
        return None
    if one.figure.unit == "money":
        return _group(one.figure.of(cohort)), None
    if one.figure.value is not None and one.figure.those is None:
        return None
    part = _group(one.figure.behind(cohort))
    return part, _group(one.figure.of(cohort)) if one.figure.unit == "share" else None


def _few(one: Told, cohort: Cohort) -> bool:
    """Whether a figure that is no count of rows tells of one to four."""
    if one.figure.of is not None:
        return 0 < len(one.figure.of(cohort)) < LEAST
    return one.figure.unit == "count" and 0 < (one.value or 0) < LEAST


def _open(one: Told, cohort: Cohort) -> Group:
    test = one.figure.open
    return _group(r for r in one.figure.beside(cohort) if test(r)) if test else frozenset()


def _whole(cell: Number) -> Group | None:
    return _group(cell.whole) if cell.whole is not None else None


def _group(rows: Iterable[Any]) -> Group:
    return frozenset(map(row_key, rows))
