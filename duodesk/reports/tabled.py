"""A chart as a frozen table: its title, definition, headings and rows of numbers with whoever is
behind them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from duodesk.reports.cohort import Cohort
from duodesk.reports.figure import Unit
from duodesk.reports.numbers import Number
from duodesk.reports.periods import Step

Kind = Literal["stacked", "columns", "lines", "funnel", "bars"]
Cell = str | Number
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: what it is called, and as what its cells are written; `drawn` in the chart."""

    title: str
    unit: Unit | Literal["text"] = "count"
    drawn: bool = True


@dataclass(frozen=True, slots=True)
class Series:
    """A chart as a table; the first column names its rows, the others are numbers with the rows
    behind them.
    """

    code: str
    kind: Kind
    title: str
    definition: str
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(c.told for row in self.rows for c in row if isinstance(c, Number))


Maker = Callable[[Cohort, Step], Series]
