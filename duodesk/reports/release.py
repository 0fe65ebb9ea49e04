"""What of a report may leave: everything for headquarters, which must be able to add up; for
funders without small numbers, nor any by which these could be reckoned.
"""

from __future__ import annotations

from functools import cached_property

from duodesk.reports.cohort import Cohort
from duodesk.reports.numbers import Number
from duodesk.reports.series import Series, all_series
from duodesk.reports.telling import Told, all_told


class Release:
    """The figures and charts of a cohort as they may be shown to somebody."""

    def __init__(self, cohort: Cohort, *, funders: bool) -> None:
        self.cohort, self.funders = cohort, funders

    @cached_property
    def told(self) -> tuple[Told, ...]:
        """Every figure, in the order of the families."""
        return all_told(self.cohort)

    @cached_property
    def series(self) -> dict[str, Series]:
        """Every chart by its code."""
        return {one.code: one for one in all_series(self.cohort)}

    def figure(self, code: str) -> Told:
        """One figure by its code."""
        return next(one for one in self.told if one.figure.code == code)


__all__ = ["Number", "Release"]
