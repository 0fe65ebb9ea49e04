"""The table of duos with a narrow column for each week, so that keys and readers reach every
one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView
from typing_extensions import override

from duodesk.base.i18n import N_, _
from duodesk.followup import rules
from duodesk.followup.overview import OverviewRow
from duodesk.followup.words import Held
from duodesk.ui import keys
from duodesk.ui.desk import Desk
from duodesk.ui.duos.columns import BACK, FRONT, WEEK, Steps
from duodesk.ui.duos.weeks_header import WeeksHeader
from duodesk.ui.theme import look
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.strip import NAMES, SIGNS, StripDelegate, Week, WeekMark, legend
from duodesk.ui.widgets.table import RowsTable, Shape

WEEKS = 26
# Weeks that pauses and extensions may add; columns appear as far as a duo on the page has them.
MOST_WEEKS = 52
ORDERS = (
    ("", N_("Worst first")),
    ("week", N_("By week")),
    ("pair", N_("By name")),
    ("end", N_("By end")),
)
_MARKED = {1: Held.MET, 2: Held.NOT_MET, 3: Held.EXCUSED}
_ACTS = {Qt.Key.Key_N: "note", Qt.Key.Key_C: "contact", Qt.Key.Key_P: "pause"}
_SHIFT = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_WIDTH = 17
_SPEAKING = {1, 5, 10, 15, 20, 26, 30, 35, 40, 45, 52}  # weeks whose number stands over the strip
_MARKS = {
    rules.Week.MET: WeekMark.MET,
    rules.Week.EXCUSED: WeekMark.EXCUSED,
    rules.Week.NOT_MET: WeekMark.NOT_MET,
    rules.Week.PAUSED: WeekMark.CANCELLED,
    rules.Week.BLANK: WeekMark.UNKNOWN,
    rules.Week.NOW: WeekMark.NOW,
    rules.Week.AHEAD: WeekMark.AHEAD,
}


class DuosTable(RowsTable[OverviewRow]):
    """One row a duo. `noted` carries the duo and what the digit says of this week: 1 met, 2 not
    met, 3 excused; `wanted` the duo and what N, C and P ask for: note, contact, pause.
    """

    noted = Signal(object, object)
    wanted = Signal(object, str)

    def __init__(self, desk: Desk) -> None:
        weeks = tuple(_week(n) for n in range(1, MOST_WEEKS + 1))
        self._weeks = WEEKS
        self._steps = Steps(desk, self._rows)
        columns = (*FRONT, *weeks, WEEK, self._steps.column(), *BACK)
        super().__init__(columns, name=_("Duos"), key="duos2", memory=desk.memory)
        self.legend = legend()
        self._dress_strip()

    @override
    def set_rows(
        self,
        rows: Sequence[OverviewRow],
        text: str | None = None,
        keep: Callable[[OverviewRow], bool] | None = None,
    ) -> None:
        self._steps.forget()
        longest = max((len(row.duo.weeks) for row in rows), default=WEEKS)
        self._weeks = min(max(longest, WEEKS), MOST_WEEKS)
        self._hide_weeks()
        super().set_rows(rows, text, keep)

    @override
    def set_shape(self, shape: Shape) -> None:
        super().set_shape(shape)
        self._hide_weeks()

    def order(self) -> str:
        """The key of the column that orders the rows; nothing while the worst stand first."""
        return self.shape().order

    def order_as(self, key: str) -> None:
        """Order by a column, or the worst first."""
        shape = self.shape()
        self.set_shape(Shape(shape.columns, key))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Here and not in the page: a table takes letters and digits for a search by beginnings.
        row = self.current() if not event.modifiers() & ~_SHIFT else None
        number, act = keys.digit(event), _ACTS.get(Qt.Key(event.key()))
        if row is not None and number in _MARKED:
            self.noted.emit(row, _MARKED[number])
        elif row is not None and act is not None:
            self.wanted.emit(row, act)
        else:
            super().keyPressEvent(event)

    @override
    def _give_header(self) -> None:
        numbers = [c.title if c.fixed else "" for c in self.rows_model.columns]
        self.setHorizontalHeader(WeeksHeader(numbers, self))

    def _rows(self) -> list[OverviewRow]:
        return self.rows_model.rows()

    def _dress_strip(self) -> None:
        strip, header = StripDelegate(self), self.horizontalHeader()
        header.setMinimumSectionSize(10)
        for place, column in enumerate(self.rows_model.columns):
            if column.fixed:
                self.setItemDelegateForColumn(place, strip)
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed)
                self.setColumnWidth(place, look().px(_WIDTH))
        self._hide_weeks()

    def _hide_weeks(self) -> None:
        first = len(FRONT)
        for number in range(1, MOST_WEEKS + 1):
            place, hidden = first + number - 1, number > self._weeks
            if self.isColumnHidden(place) != hidden:
                self.setColumnHidden(place, hidden)


def _shown(number: int, row: OverviewRow) -> Week | None:
    """The week as the strip paints it; none where the duo has no such week."""
    weeks = row.duo.weeks
    return Week(number, _MARKS[weeks[number - 1]]) if number <= len(weeks) else None


def _spoken(number: int, row: OverviewRow) -> str:
    week = _shown(number, row)
    return week.spoken if week is not None else ""


def _mark(number: int, row: OverviewRow) -> str:
    """What became of the week, below its number."""
    week = _shown(number, row)
    return _(NAMES[week.mark]) if week is not None else ""


def _sign(number: int, row: OverviewRow) -> str:
    week = _shown(number, row)
    return SIGNS.get(week.mark, "") if week is not None else ""


def _week(number: int) -> Column[OverviewRow]:
    return Column(
        key=f"week{number}",
        title=str(number) if number in _SPEAKING else "",
        text=partial(_spoken, number),
        tip=partial(_spoken, number),
        drawn=partial(_shown, number),
        value=partial(_mark, number),
        paper=partial(_sign, number),
        order=lambda r: r.duo.met,
        width=_WIDTH,
        searched=False,
        fixed=True,
    )
