"""Every figure, declared once with its definition; a pure function over a cohort."""

from __future__ import annotations

from duodesk.reports.cohort import Cohort
from duodesk.reports.cost_figures import COST_FIGURES
from duodesk.reports.entry_figures import ENTRY_FIGURES
from duodesk.reports.figure import FAMILIES, OPERATIONS, PROFITABILITY, QUALITY, Figure, Unit
from duodesk.reports.mentor_figures import MENTOR_FIGURES
from duodesk.reports.outcome_figures import OUTCOME_FIGURES
from duodesk.reports.satisfaction_figures import SATISFACTION_FIGURES
from duodesk.reports.service_figures import SERVICE_FIGURES

_ALL = (
    *OUTCOME_FIGURES,
    *ENTRY_FIGURES,
    *SERVICE_FIGURES,
    *MENTOR_FIGURES,
    *SATISFACTION_FIGURES,
    *COST_FIGURES,
)
# One family after the other, as headquarters names them.
FIGURES = tuple(one for family in FAMILIES for one in _ALL if one.family == family)


def figure(code: str) -> Figure:
    """The figure with this code."""
    return next(f for f in FIGURES if f.code == code)


__all__ = [
    "FAMILIES",
    "FIGURES",
    "OPERATIONS",
    "PROFITABILITY",
    "QUALITY",
    "Cohort",
    "Figure",
    "Unit",
    "figure",
]
