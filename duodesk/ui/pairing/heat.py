"""The table of supply and demand: in each cell how many mentees wait for how many mentors, as
number, sign and colour.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem
from typing_extensions import override

from duodesk.base import reference
from duodesk.base.dates import weekday
from duodesk.base.i18n import N_, _
from duodesk.pairing.demand import OPEN, UNKNOWN, By, Cell, Heat
from duodesk.ui.theme import look
from duodesk.ui.tokens import mixed
from duodesk.ui.widgets.cells import CellDelegate
from duodesk.ui.widgets.rows import DRAWN_ROLE, Column, Index
from duodesk.ui.widgets.table import RowsTable

NAME = "name"
_SIGNS = ("", "▲", "▲▲")
_MANY = 6  # mentees who lack a mentor from which a cell is as dark as it gets
_HALVES = (N_("%(day)s morning"), N_("%(day)s afternoon"))
_SHORT = (N_("%(day)s a.m."), N_("%(day)s p.m."))


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A line of the table: its value and the cells by column."""

    code: str
    title: str
    cells: dict[str, Cell]


class HeatTable(RowsTable[HeatRow]):
    """`reached` carries row and column of the cell one is on, `chosen` of one that is opened."""

    reached = Signal(str, str)
    chosen = Signal(str, str)

    def __init__(self, found: Heat, by: tuple[By, By], *, name: str) -> None:
        first: Column[HeatRow] = Column(
            key=NAME,
            title=TITLES[by[0]],
            text=lambda r: r.title,
            width=190,
            strong=True,
            fixed=True,
        )
        columns = [first, *(_column(code, by[1]) for code in found.columns)]
        super().__init__(columns, name=name)
        self.legend = legend()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        painter = HeatDelegate(self)
        for place in range(1, len(columns)):
            self.setItemDelegateForColumn(place, painter)
        self.horizontalHeader().setStretchLastSection(False)
        self.set_rows(
            [
                HeatRow(
                    row,
                    value_name(by[0], row),
                    {column: found.cells[row, column] for column in found.columns},
                )
                for row in found.rows
            ]
        )
        self.selectionModel().currentChanged.connect(lambda now, _before: self._tell(now))
        self.clicked.connect(lambda index: self._emit(index, self.chosen.emit))

    def go_to_cell(self, row: str, column: str) -> bool:
        """Make a cell the current one; false when it is not shown."""
        place = self.rows_model.place_of(lambda one: one.code == row)
        keys = [one.key for one in self.rows_model.columns]
        if place < 0 or column not in keys:
            return False
        index = self.rows_model.index(place, keys.index(column))
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
        if enter and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._emit(self.currentIndex(), self.chosen.emit)
        else:
            super().keyPressEvent(event)

    def _tell(self, index: QModelIndex) -> None:
        self._emit(index, self.reached.emit)

    def _emit(self, index: QModelIndex, to: Callable[[str, str], object]) -> None:
        if index.isValid() and index.column() > 0:
            column = self.rows_model.columns[index.column()]
            to(self.rows_model.row_at(index).code, column.key)


class HeatDelegate(CellDelegate):
    """Paints a cell the darker the more mentees lack a mentor; number and sign say the same."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell = index.data(DRAWN_ROLE)
        if not isinstance(cell, Cell):
            super().paint(painter, option, index)
            return
        back, front = colours(cell)
        rect = QRectF(option.rect).adjusted(1, 1, -1, -1)
        painter.save()
        painter.fillRect(option.rect, look().color("surface"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(back))
        painter.drawRoundedRect(rect, 5, 5)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look().color("focus"), 3))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 5, 5)
        painter.setPen(QColor(front))
        painter.setFont(look().font("body", weight=700 if cell.short else 400))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words(cell))
        painter.restore()


def words(cell: Cell) -> str:
    """6 : 1 with its sign; nothing where nobody waits and nobody is free."""
    if not cell.mentees and not cell.mentors:
        return ""
    told = f"{len(cell.mentees)} : {len(cell.mentors)}"
    return f"{told} {_SIGNS[cell.short]}".strip()


def colours(cell: Cell) -> tuple[str, str]:
    """Ground and letters of a cell."""
    tokens = look().tokens
    lacking = len(cell.mentees) - len(cell.mentors)
    if cell.short:
        share = min(lacking / _MANY, 1.0)
        tone = tokens.bad if cell.short == 2 else tokens.warn
        letters = tokens.bad_text if cell.short == 2 else tokens.warn_text
        return mixed(tokens.surface, tone, 0.45 + 0.55 * share), letters
    if cell.mentees:
        return tokens.good, tokens.good_text
    return tokens.surface, tokens.muted


def legend() -> str:
    """What the signs mean."""
    return _("6 : 1 – six mentees wait, one mentor is free · ▲ fewer mentors · ▲▲ no mentor")


def value_name(by: By, code: str, *, short: bool = False) -> str:
    """A field, a language or a half-day in words."""
    if code == UNKNOWN:
        return _("Not known")
    if code == OPEN:
        return _("No precise project")
    if by == By.HALF_DAY:
        day, half = divmod(int(code), 2)
        name = weekday(day, width="abbreviated" if short else "wide")
        return _((_SHORT if short else _HALVES)[half], day=name)
    if by == By.LANGUAGE:
        return reference.language_label(code)
    fields = reference.fields()
    return fields[code].name() if code in fields else code


TITLES = {By.FIELD: N_("Field"), By.LANGUAGE: N_("Language"), By.HALF_DAY: N_("Half-day")}


def options(by: By, codes: Sequence[str]) -> list[tuple[str, str]]:
    """The values of a kind to choose from."""
    return [(code, value_name(by, code)) for code in codes]


def _column(code: str, by: By) -> Column[HeatRow]:
    def cell(row: HeatRow, code: str) -> Cell:
        return row.cells[code]

    return Column(
        key=code,
        title=value_name(by, code, short=True),
        text=lambda row: words(row.cells[code]),
        order=lambda row: len(row.cells[code].mentors) - len(row.cells[code].mentees),
        drawn=partial(cell, code=code),
        width=78,
        searched=False,
    )
