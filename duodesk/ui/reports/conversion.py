"""How many came how far, by how they found us or by the partner that sent them."""

from __future__ import annotations

from functools import partial

from duodesk.base import reference
from duodesk.base.i18n import N_
from duodesk.reports.cohort import Cohort
from duodesk.reports.entries import (
    ACCEPTED,
    INTERVIEW,
    MATCHED,
    REGISTERED,
    SESSION,
    STARTED,
    TITLES,
    TRAINED,
    Conversion,
    by_origin,
)
from duodesk.reports.entry_sheet import partner_of, source_of
from duodesk.ui.memory import Memory
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.table import RowsTable

SOURCES, PARTNERS = "sources", "partners"
# Stages with the width of their column; those without one are shown when asked for.
_WIDTHS = {REGISTERED: 78, SESSION: 64, INTERVIEW: 68, ACCEPTED: 70}
_SHORT = {**TITLES, SESSION: N_("Session"), INTERVIEW: N_("Interview")}
_SHOWN = (REGISTERED, SESSION, INTERVIEW, ACCEPTED, TRAINED, MATCHED, STARTED)


def _count(stage: str, line: Conversion) -> str:
    known = line.of(stage)
    return "" if known is None else str(known)


def _number(stage: str, line: Conversion) -> int | None:
    return line.of(stage)


COLUMNS: tuple[Column[Conversion], ...] = (
    Column(key="origin", title=N_("From"), text=lambda c: c.origin, width=112, strong=True),
    Column(
        key="role",
        title=N_("Role"),
        text=lambda c: reference.chosen("role", c.role),
        width=64,
    ),
    *(
        Column(
            key=stage,
            title=_SHORT[stage],
            text=partial(_count, stage),
            order=partial(_number, stage),
            width=_WIDTHS.get(stage, 80),
            right=True,
            hidden=stage not in _WIDTHS,
        )
        for stage in _SHOWN
    ),
)


class ConversionTable(RowsTable[Conversion]):
    """One line for each origin and role."""

    def __init__(self, name: str, memory: Memory) -> None:
        super().__init__(COLUMNS, name=name, key="conversion", memory=memory)

    def show_cohort(self, cohort: Cohort, by: str) -> None:
        """Those of a cohort, by source or by partner."""
        origin = partner_of if by == PARTNERS else source_of
        self.set_rows(by_origin(cohort.entries, origin))
