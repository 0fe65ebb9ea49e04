"""The rows and columns of the attendance grid: a row a person, a column a unit on a day, and how
far each has come.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import QAbstractTableModel, Qt
from typing_extensions import override

from duodesk.base.dates import short
from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.training.attendance import Cell, Grid, GridRow, UnitDay
from duodesk.training.completion import MakeUp
from duodesk.ui.training.words import (
    ComingUnit,
    coming_words,
    completion_words,
    make_up_words,
    mark_look,
    mark_word,
)
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.rows import BADGES_ROLE, DRAWN_ROLE, ICON_ROLE, Index
from duodesk.ui.widgets.text import tip

_EMPTY = Grid((), ())

_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class MakeUps:
    """What becomes of what people miss: where it can be made up, soonest first, and where they
    have a seat for it already, outside the series shown.
    """

    offered: Mapping[Id, Sequence[MakeUp]] = field(default_factory=dict)
    booked: Mapping[Id, Sequence[ComingUnit]] = field(default_factory=dict)


class GridModel(QAbstractTableModel):
    """One column for each unit of each day, and a last one for what is still missing."""

    def __init__(self) -> None:
        super().__init__()
        self.grid = _EMPTY
        self.make_ups = MakeUps()

    def set_grid(self, grid: Grid, make_ups: MakeUps) -> None:
        """Show other marks; where people and days are the same one stays in one's place."""
        same = grid.columns == self.grid.columns and _people(grid) == _people(self.grid)
        if not same:
            self.beginResetModel()
        self.grid, self.make_ups = grid, make_ups
        if not same:
            self.endResetModel()
        elif grid.rows:
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def column_at(self, place: int) -> UnitDay | None:
        """The unit and day of a column; none for the last one."""
        return self.grid.columns[place] if 0 <= place < len(self.grid.columns) else None

    def row_at(self, place: int) -> GridRow | None:
        """The person of a row."""
        return self.grid.rows[place] if 0 <= place < len(self.grid.rows) else None

    def cell_at(self, index: Index) -> Cell | None:
        """What is known of a person and a unit; none in the last column."""
        row = self.row_at(index.row())
        known = row is not None and index.column() < len(row.cells)
        return row.cells[index.column()] if row is not None and known else None

    def offer_for(self, person_id: Id) -> Sequence[MakeUp]:
        """Where somebody could make up what is missing, soonest first."""
        return self.make_ups.offered.get(person_id, ())

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.grid.rows)

    @override
    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.grid.columns) + 1

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Vertical:
            return self._name_of(section, role)
        column = self.column_at(section)
        full = _("Completion") if column is None else f"{short(column.day)} · {column.title}"
        if role == Qt.ItemDataRole.DisplayRole:
            return full if column is None else f"{column.day:%d/%m}\n{column.title}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return full
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(full)
        return (_LEFT if column is None else _CENTRE) if _aligns(role) else None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        cell = self.cell_at(index)
        if cell is None:
            return self._completion(row, role)
        return self._mark(index, row, cell, role)

    def told(self, index: Index) -> str:
        """A cell in words."""
        cell = self.cell_at(index)
        if cell is not None:
            return cell_words(cell)
        row = self.row_at(index.row())
        return " ".join(self._lines(row)) if row is not None else ""

    def _name_of(self, section: int, role: int) -> object:
        row = self.row_at(section)
        if row is None:
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return row.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(" · ".join(part for part in (row.name, row.number) if part))
        return _LEFT if _aligns(role) else None

    def _mark(self, index: Index, row: GridRow, cell: Cell, role: int) -> object:
        words = cell_words(cell)
        column = self.grid.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = words or _("nothing noted")
            return f"{row.name}, {short(column.day)}, {column.title}: {said}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(f"{column.title}: {words}" if words else column.title)
        if role == ICON_ROLE:
            return _sign(cell)
        if role == BADGES_ROLE:
            return [Badge(words, _tone(cell))] if words else None
        return None

    def _completion(self, row: GridRow, role: int) -> object:
        lines = self._lines(row)
        if role == Qt.ItemDataRole.DisplayRole:
            return lines[0]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.name}: {', '.join(lines)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip("\n".join(self._lines(row, most=9)))
        return lines if role == DRAWN_ROLE else None

    def _lines(self, row: GridRow, *, most: int = 1) -> tuple[str, ...]:
        """How far somebody has come; and where what is missing can be made up, or is going to be
        followed.
        """
        offered = self.offer_for(row.person_id)[:most]
        told = [f"→ {make_up_words(one, unit=True)}" for one in offered]
        if len(told) < most:
            told += [coming_words(one) for one in self.make_ups.booked.get(row.person_id, ())]
        return (completion_words(row.completion), *told[:most])


def cell_words(cell: Cell) -> str:
    """A mark in a word; what was followed elsewhere with its day and place; else nothing."""
    if cell.presence is not None:
        return mark_word(cell.presence)
    return elsewhere_words(cell.elsewhere)


def elsewhere_words(elsewhere: tuple[date, str] | None) -> str:
    """12/03 Liège."""
    return f"{elsewhere[0]:%d/%m} {elsewhere[1]}".strip() if elsewhere else ""


def _sign(cell: Cell) -> tuple[str, str] | None:
    if cell.presence is not None:
        return mark_look(cell.presence)[:2]
    return ("check", "muted") if cell.elsewhere else None


def _tone(cell: Cell) -> str:
    return mark_look(cell.presence)[2] if cell.presence is not None else "neutral"


def _people(grid: Grid) -> list[Id]:
    return [row.person_id for row in grid.rows]


def _aligns(role: int) -> bool:
    return role == Qt.ItemDataRole.TextAlignmentRole
