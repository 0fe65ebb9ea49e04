"""What a figure is: its name, its definition, of whom it tells, and how a cohort gives it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from duodesk.base.i18n import N_, _
from duodesk.reports.bases import Basis
from duodesk.reports.cohort import Cohort, share

Unit = Literal["count", "share", "days", "number", "money"]
Value = Callable[[Cohort], float | None]
Rows = Callable[[Cohort], Sequence[Any]]
Test = Callable[[Any], bool]
OPERATIONS, QUALITY, PROFITABILITY = "operations", "quality", "profitability"
FAMILIES = {
    OPERATIONS: N_("Operations"),
    QUALITY: N_("Quality of service"),
    PROFITABILITY: N_("Profitability"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: how it is named, what it is, of whom it tells, and how it is computed.

    A count or a share is told by its rows: those it divides by (`of`), which of them it counts
    (`where`, or `those` at once) and of which one cannot say (`open`); below `least` of them it is
    not told, nor whose they are. `sums` gives part and whole where it adds up something else than
    rows, `value` whatever is neither; `of` are then the rows it tells of.
    """

    code: str
    family: str
    title_id: str
    definition_id: str
    unit: Unit
    value: Value | None = None
    basis: Basis | None = None
    of: Rows | None = None
    where: Test | None = None
    those: Rows | None = None
    open: Test | None = None
    sums: Callable[[Cohort], tuple[float, float]] | None = None
    least: int = 0

    @property
    def title(self) -> str:
        return _(self.title_id)

    @property
    def definition(self) -> str:
        return _(self.definition_id)

    def compute(self, cohort: Cohort) -> float | None:
        """The figure itself; None where there is nothing to divide by."""
        if self.value is not None:
            return self.value(cohort)
        part, whole = self.counts(cohort)
        if part is None or whole is None or self.unit == "count":
            return part
        return share(part, whole) if whole >= self.least else None

    def counts(self, cohort: Cohort) -> tuple[float | None, float | None]:
        """What a share divides, and by what; of a count its rows, and those it chose from."""
        if self.sums is not None:
            return self.sums(cohort)
        if self.of is None or self.value is not None:
            return None, None
        return len(self.behind(cohort)), len(self.of(cohort))

    def behind(self, cohort: Cohort) -> tuple[Any, ...]:
        """The rows that a count or a share counts; none where it counts no rows."""
        if self.those is not None:
            return tuple(self.those(cohort))
        rows = self.of(cohort) if self.of is not None else ()
        return tuple(row for row in rows if self.where is None or self.where(row))

    def beside(self, cohort: Cohort) -> tuple[Any, ...]:
        """The rows that it divides by and does not count."""
        counted = set(map(row_key, self.behind(cohort)))
        rows = self.of(cohort) if self.of is not None else ()
        return tuple(row for row in rows if row_key(row) not in counted)

    def open_ones(self, cohort: Cohort) -> int:
        """Of how many that it divides by one cannot say whether they belong to it."""
        test = self.open
        return 0 if test is None else sum(map(test, self.beside(cohort)))


def row_key(row: object) -> Hashable:
    """By what a row is known: by which object it is, as two duos may look alike; a score by its
    questionnaire and question.
    """
    return (id(row[0]), *row[1:]) if isinstance(row, tuple) else id(row)


def written(unit: Unit, value: float | None) -> str:
    """A value as people read it."""
    if value is None:
        return "–"
    if unit == "share":
        return f"{value * 100:.1f}\u00a0%".replace(".", ",")
    if unit in {"count", "money"}:
        return f"{value:.0f}"
    return f"{value:.1f}".replace(".", ",")
