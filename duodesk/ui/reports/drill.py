"""From a figure to the duos or the people it counts, and those it does not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from duodesk.base.dates import short
from duodesk.base.i18n import N_, _
from duodesk.base.ids import Id
from duodesk.people.behind import parts_of
from duodesk.people.words import Role
from duodesk.reports.behind import DuoBehind, duos_behind
from duodesk.reports.cohort import Cohort, DuoFacts
from duodesk.reports.entries import EntryFacts
from duodesk.reports.facts import (
    Accepted,
    ContactFacts,
    FirstMeetingFacts,
    MentorFacts,
    Silence,
)
from duodesk.reports.figure import Figure
from duodesk.ui.behind import Behind, Group, PeopleBehind
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.rows import Column

COLUMNS: tuple[Column[DuoBehind], ...] = (
    Column(key="number", title=N_("Duo"), text=lambda d: d.number, width=110, strong=True),
    Column(key="mentee", title=N_("Mentee"), text=lambda d: d.mentee, width=180),
    Column(key="mentor", title=N_("Mentor"), text=lambda d: d.mentor, width=180),
    Column(
        key="start", title=N_("Start"), text=lambda d: short(d.start), order=lambda d: d.start,
        value=lambda d: d.start, width=100,
    ),
    Column(
        key="ended", title=N_("End"), text=lambda d: short(d.ended_on),
        order=lambda d: d.ended_on, value=lambda d: d.ended_on, width=100,
    ),
    Column(
        key="coordinator", title=N_("Coordination"), text=lambda d: d.coordinator, width=130
    ),
)  # fmt: skip


class DuosBehind(Behind[str, DuoBehind]):
    """The duos behind figures, by their numbers; Enter opens a duo."""

    columns = COLUMNS
    key = "duos-behind"
    opens = N_("Open the duo")
    named = N_("Duos")

    @override
    def read(self, parts: Sequence[str]) -> list[DuoBehind]:
        return self._desk.read(duos_behind, parts)

    @override
    def folded(self, row: DuoBehind) -> str:
        return row.folded

    @override
    def go_to(self, row: DuoBehind) -> None:
        self._desk.go("duos", row.duo_id)


def is_openable(figure: Figure, cohort: Cohort) -> bool:
    """Whether there is anybody to show behind a figure, or beside it."""
    return bool(figure.behind(cohort) or figure.beside(cohort))


def open_figure(desk: Desk, figure: Figure, cohort: Cohort, *, parent: QWidget) -> None:
    """The list behind a figure, and beside it those it divides by and does not count."""
    groups = [(_("Counted"), figure.behind(cohort)), (_("Not counted"), figure.beside(cohort))]
    if not groups[1][1]:
        groups.pop()
    open_rows(desk, figure.title, groups, parent=parent)


def open_rows(
    desk: Desk,
    title: str,
    groups: Sequence[tuple[str, Sequence[Any]]],
    *,
    at: int = 0,
    parent: QWidget,
) -> None:
    """Lists of rows of a cohort side by side: of duos, or of people."""
    sample = next((row for _title, rows in groups for row in rows), None)
    if isinstance(sample, (DuoFacts, ContactFacts, Silence)):
        duos = [Group(name, _numbers(rows)) for name, rows in groups]
        DuosBehind(desk, title, duos, at=at, parent=parent).open_over()
    elif sample is not None:
        people = [Group(name, _people(desk, rows)) for name, rows in groups]
        PeopleBehind(desk, title, people, at=at, parent=parent).open_over()


def _numbers(rows: Sequence[Any]) -> tuple[str, ...]:
    """The duos of these rows, each once."""
    named = (row.number if isinstance(row, DuoFacts) else row.duo for row in rows)
    return tuple(dict.fromkeys(named))


def _people(desk: Desk, rows: Sequence[Any]) -> tuple[Id, ...]:
    """The takings part of these rows; an answer to one question is that of who gave it."""
    rows = [row[0] if isinstance(row, tuple) else row for row in rows]
    if all(isinstance(row, (Accepted, EntryFacts, MentorFacts)) for row in rows):
        return tuple(row.part for row in rows if row.part is not None)
    if all(isinstance(row, FirstMeetingFacts) for row in rows):
        return desk.read(parts_of, [row.mentee_id for row in rows], Role.MENTEE)
    found: list[Id] = []
    for role in (Role.MENTEE, Role.MENTOR):
        own = [row.person_id for row in rows if row.role == role]
        found += desk.read(parts_of, own, role)
    return tuple(found)
