"""How many came how far, by how they found us or by the partner that sent them."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import N_, _
from duodesk.people.words import Role
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
from duodesk.ui.widgets.buttons import Segmented
from duodesk.ui.widgets.layout import column
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.table import RowsTable

SOURCES, PARTNERS = "sources", "partners"
# Stages with the width of their column; those without one are shown when asked for.
_WIDTHS = {REGISTERED: 86, SESSION: 68, INTERVIEW: 84, ACCEPTED: 76}
_SHORT = {**TITLES, SESSION: N_("Session")}
_SHOWN = (REGISTERED, SESSION, INTERVIEW, ACCEPTED, TRAINED, MATCHED, STARTED)


def _count(stage: str, line: Conversion) -> str:
    known = line.of(stage)
    return "" if known is None else str(known)


def _number(stage: str, line: Conversion) -> int | None:
    return line.of(stage)


COLUMNS: tuple[Column[Conversion], ...] = (
    Column(key="origin", title=N_("From"), text=lambda c: c.origin, width=145, strong=True),
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


class ConversionPanel(QWidget):
    """One line for each origin, of mentees or of mentors."""

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self._lines: list[Conversion] = []
        self.roles = Segmented(
            [(str(Role.MENTEE), _("Mentees")), (str(Role.MENTOR), _("Mentors"))],
            value=str(Role.MENTEE),
            name=_("Role"),
        )
        self.table: RowsTable[Conversion] = RowsTable(
            COLUMNS, name=_("How far they came"), key="conversion", memory=memory
        )
        self.roles.chosen.connect(lambda _code: self._show())
        self.setLayout(column(self.roles, self.table))
        self.setFocusProxy(self.table)

    def show_cohort(self, cohort: Cohort, by: str) -> None:
        """Those of a cohort, by source or by partner."""
        self._lines = by_origin(cohort.entries, partner_of if by == PARTNERS else source_of)
        self._show()

    def _show(self) -> None:
        role = self.roles.value()
        self.table.set_rows([line for line in self._lines if line.role == role])
