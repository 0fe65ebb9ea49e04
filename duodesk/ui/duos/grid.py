"""The table of duos with a narrow column for each week, so that keys and readers reach every
one.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView
from typing_extensions import override

from duodesk.base import reference
from duodesk.base.dates import short
from duodesk.base.i18n import N_, _, ngettext
from duodesk.followup import rules
from duodesk.followup.queries import DuoRow
from duodesk.followup.words import DuoStage, Held
from duodesk.ui import keys
from duodesk.ui.memory import Memory
from duodesk.ui.theme import look
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.strip import NAMES, SIGNS, StripDelegate, Week, WeekMark, legend
from duodesk.ui.widgets.table import RowsTable

WEEKS = 26
_KEYS = {1: Held.MET, 2: Held.NOT_MET, 3: Held.EXCUSED}
_WIDTH = 17
_SPEAKING = {1, 5, 10, 15, 20, 26}  # weeks whose number stands over the strip
_MARKS = {
    rules.Week.MET: WeekMark.MET,
    rules.Week.EXCUSED: WeekMark.EXCUSED,
    rules.Week.NOT_MET: WeekMark.NOT_MET,
    rules.Week.PAUSED: WeekMark.CANCELLED,
    rules.Week.BLANK: WeekMark.UNKNOWN,
    rules.Week.NOW: WeekMark.NOW,
    rules.Week.AHEAD: WeekMark.AHEAD,
}
_TONES = {DuoStage.TO_SIGN: "warn", DuoStage.ACTIVE: "good", DuoStage.PAUSED: "info"}


class DuosTable(RowsTable[DuoRow]):
    """One row a duo; `amber` and `red` are days of silence from which it stands out.

    `noted` carries the duo and what the digit says of this week: 1 met, 2 not met, 3 excused.
    """

    noted = Signal(object, object)

    def __init__(self, memory: Memory, *, amber: int, red: int) -> None:
        self._amber, self._red = amber, red
        columns = (*_FRONT, *(_week(n) for n in range(1, WEEKS + 1)), *self._back())
        super().__init__(columns, name=_("Duos"), key="duos", memory=memory)
        self.legend = legend()
        strip = StripDelegate(self)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(10)
        for place, column in enumerate(columns):
            if column.fixed:
                self.setItemDelegateForColumn(place, strip)
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed)
                self.setColumnWidth(place, look().px(_WIDTH))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Here and not in the page: a table takes digits for a search by their letters.
        number, row = keys.digit(event) if not event.modifiers() else None, self.current()
        if number in _KEYS and row is not None:
            self.noted.emit(row, _KEYS[number])
        else:
            super().keyPressEvent(event)

    def _back(self) -> tuple[Column[DuoRow], ...]:
        return (
            Column(
                key="met",
                title=N_("Met"),
                text=lambda r: f"{r.met} / {r.planned}" if r.start else "",
                order=lambda r: r.met,
                width=88,
                right=True,
            ),
            Column(
                key="silent",
                title=N_("Last sign"),
                text=lambda r: _silence(r) if r.stage == DuoStage.ACTIVE else "",
                badges=self._silence_badge,
                order=lambda r: -r.silent_days if r.stage == DuoStage.ACTIVE else None,
                width=98,
            ),
            Column(
                key="result",
                title=N_("Outcome"),
                text=outcome_words,
                width=110,
            ),
        )

    def _silence_badge(self, row: DuoRow) -> list[Badge]:
        if row.stage != DuoStage.ACTIVE:
            return []
        bad, doubtful = row.silent_days >= self._red, row.silent_days >= self._amber
        return [Badge(_silence(row), "bad" if bad else "warn" if doubtful else "neutral")]


def outcome_words(row: DuoRow) -> str:
    """What became of the mentee, as far as is known."""
    from duodesk.reports.workbook import outcome_name

    return outcome_name(row.result.outcome) if row.start and row.result.event else ""


def _silence(row: DuoRow) -> str:
    return ngettext("%(n)s day", "%(n)s days", row.silent_days)


def _stage_badge(row: DuoRow) -> list[Badge]:
    return [Badge(reference.chosen("duo_stage", row.stage), _TONES.get(row.stage, "neutral"))]


def _shown(number: int, row: DuoRow) -> Week | None:
    """The week as the strip paints it; none where the duo has no such week."""
    if number > len(row.weeks):
        return None
    return Week(number, _MARKS[row.weeks[number - 1]])


def _spoken(number: int, row: DuoRow) -> str:
    week = _shown(number, row)
    return week.spoken if week is not None else ""


def _mark(number: int, row: DuoRow) -> str:
    """What became of the week, below its number."""
    week = _shown(number, row)
    return _(NAMES[week.mark]) if week is not None else ""


def _sign(number: int, row: DuoRow) -> str:
    week = _shown(number, row)
    return SIGNS.get(week.mark, "") if week is not None else ""


def _week(number: int) -> Column[DuoRow]:
    return Column(
        key=f"week{number}",
        title=str(number) if number in _SPEAKING else "",
        text=partial(_spoken, number),
        tip=partial(_spoken, number),
        drawn=partial(_shown, number),
        value=partial(_mark, number),
        paper=partial(_sign, number),
        order=lambda r: r.met,
        width=_WIDTH,
        searched=False,
        fixed=True,
    )


_FRONT: tuple[Column[DuoRow], ...] = (
    Column(
        key="pair",
        title=N_("Duo"),
        text=lambda r: f"{r.mentee} × {r.mentor}",
        tip=lambda r: f"{r.number} · {r.coordinator}",
        width=250,
        strong=True,
    ),
    Column(
        key="stage",
        title=N_("Stage"),
        text=lambda r: reference.chosen("duo_stage", r.stage),
        badges=_stage_badge,
        width=96,
    ),
    Column(
        key="start",
        title=N_("Start"),
        text=lambda r: short(r.start) if r.start else "",
        order=lambda r: r.start,
        width=92,
        hidden=True,
    ),
    Column(key="number", title=N_("Number"), text=lambda r: r.number, width=104, hidden=True),
)
