"""What a figure is: its name, its definition, and the function of a cohort that gives it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from duodesk.base.i18n import N_, _
from duodesk.reports.cohort import Cohort

Unit = Literal["count", "share", "days", "number"]
OPERATIONS, QUALITY, PROFITABILITY = "operations", "quality", "profitability"
FAMILIES = {
    OPERATIONS: N_("Operations"),
    QUALITY: N_("Quality of service"),
    PROFITABILITY: N_("Profitability"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: how it is named, what it is, what it divides by, and how it is computed."""

    code: str
    family: str
    title_id: str
    definition_id: str
    unit: Unit
    compute: Callable[[Cohort], float | None]

    @property
    def title(self) -> str:
        return _(self.title_id)

    @property
    def definition(self) -> str:
        return _(self.definition_id)


def written(unit: Unit, value: float | None) -> str:
    """A value as people read it."""
    if value is None:
        return "–"
    if unit == "share":
        return f"{value * 100:.1f} %".replace(".", ",")
    if unit == "count":
        return f"{value:.0f}"
    return f"{value:.1f}".replace(".", ",")
