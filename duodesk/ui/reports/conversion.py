"""How many came how far, by how they found us or by the partner that sent them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
    STAGES,
    STARTED,
    TITLES,
    TRAINED,
    Conversion,
    EntryFacts,
    by_origin,
    parts_at,
)
from duodesk.reports.words import partner_of, source_of
from duodesk.ui.behind import Group, PeopleBehind
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.buttons import Button, Segmented
from duodesk.ui.widgets.layout import column, row
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
    """One line for each origin, of mentees or of mentors; Enter or a double click on a number shows
    the people behind it.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._lines: list[Conversion] = []
        self._entries: tuple[EntryFacts, ...] = ()
        self._origin: Callable[[EntryFacts], str] = source_of
        self.roles = Segmented(
            [(str(Role.MENTEE), _("Mentees")), (str(Role.MENTOR), _("Mentors"))],
            value=str(Role.MENTEE),
            name=_("Role"),
        )
        self.table: RowsTable[Conversion] = RowsTable(
            COLUMNS, name=_("How far they came"), key="conversion", memory=desk.memory
        )
        self.people = Button(_("People…"), self.show_behind, icon_name="users")
        self.roles.chosen.connect(lambda _code: self._show())
        self.table.opened.connect(lambda _line: self.show_behind())
        self.setLayout(column(row(self.roles, None, self.people), self.table))
        self.setFocusProxy(self.table)

    def show_cohort(self, cohort: Cohort, by: str) -> None:
        """Those of a cohort, by source or by partner."""
        self._entries = cohort.entries
        self._origin = partner_of if by == PARTNERS else source_of
        self._lines = by_origin(cohort.entries, self._origin)
        self._show()

    def show_behind(self) -> None:
        """The people of the line one is on: those of the number one is on, the others beside."""
        line, place = self.table.current(), self.table.currentIndex().column()
        if line is None:
            return
        own = [e for e in self._entries if (e.role, self._origin(e)) == (line.role, line.origin)]
        show_steps(
            self._desk, line.origin, own, (line.role, COLUMNS[place].key), parent=self.window()
        )

    def _show(self) -> None:
        role = self.roles.value()
        self.table.set_rows([line for line in self._lines if line.role == role])
        self.people.setEnabled(self.table.rows_model.rowCount() > 0)


def show_steps(
    desk: Desk,
    title: str,
    entries: Sequence[EntryFacts],
    at: tuple[Role, str],
    *,
    parent: QWidget,
) -> None:
    """The people of a role who came to each stage, one stage after the other."""
    role, stage = at
    stages = STAGES[role]
    groups = [Group(_(_SHORT[one]), parts_at(entries, role, one)) for one in stages]
    place = stages.index(stage) if stage in stages else 0
    PeopleBehind(desk, title, groups, at=place, parent=parent).open_over()


def show_called(desk: Desk, title: str, entries: Sequence[EntryFacts], *, parent: QWidget) -> None:
    """The people whose first call is counted, and those who were not reached yet."""
    called = tuple(e.part for e in entries if e.part and e.call_days is not None)
    others = tuple(e.part for e in entries if e.part and e.call_days is None)
    groups = [Group(_("Reached"), called), Group(_("Not reached yet"), others)]
    PeopleBehind(desk, title, groups, parent=parent).open_over()
