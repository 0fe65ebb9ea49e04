"""The table behind month and week: a cell is a day, or half an hour of one, in words."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QAbstractTableModel, Qt
from typing_extensions import override

from duodesk.base import dates
from duodesk.base.i18n import _
from duodesk.training.dated import Dated, Key
from duodesk.ui.training.shown import (
    Period,
    day_told,
    day_words,
    entry_words,
    length,
)
from duodesk.ui.widgets.rows import Index

_SPOKEN = {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.StatusTipRole}


class DaysModel(QAbstractTableModel):
    """Days of a period, with the entry that is chosen among those of the current one."""

    def __init__(self, period: Period) -> None:
        super().__init__()
        self.period = period
        self.chosen: Key | None = None
        self._by_day = period.by_day()

    def show_period(self, period: Period) -> None:
        """Other days, or the same read anew."""
        self.beginResetModel()
        self.period = period
        self.chosen = None
        self._by_day = period.by_day()
        self.endResetModel()

    def entries_on(self, day: date) -> list[Dated]:
        """What is on a day, by its hours."""
        return self._by_day.get(day, [])

    def day_of(self, index: Index) -> date:
        """The day of a cell."""
        raise NotImplementedError

    def index_of(self, day: date, near: Index) -> Index:
        """The cell of a day, in the line that is nearest to another cell; no cell for a day that
        is not shown.
        """
        raise NotImplementedError

    def told(self, index: Index) -> str:
        """What a reader says of a cell."""
        raise NotImplementedError

    @override
    def columnCount(self, parent: Index | None = None) -> int:
        return 7

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in _SPOKEN or not index.isValid():
            return None
        day = self.day_of(index)
        chosen = next((one for one in self.entries_on(day) if one.key == self.chosen), None)
        if chosen is not None:
            return _("%(day)s: %(entries)s", day=day_words(day), entries=entry_words(chosen))
        return self.told(index)


class MonthModel(DaysModel):
    """A week is a row, numbered as calendars here number weeks."""

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return self.period.weeks

    @override
    def day_of(self, index: Index) -> date:
        return self.period.day(max(index.row(), 0), max(index.column(), 0))

    @override
    def index_of(self, day: date, near: Index) -> Index:
        place = self.period.place(day)
        return self.index(*place) if place is not None else self.index(-1, -1)

    @override
    def told(self, index: Index) -> str:
        day, period = self.day_of(index), self.period
        return day_told(day, period.signs.get(day), self.entries_on(day), today=period.today)

    @override
    def headerData(
        self, section: int, side: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if side == Qt.Orientation.Vertical:
            number = self.period.day(section, 0).isocalendar().week
            words = {
                Qt.ItemDataRole.DisplayRole: str(number),
                Qt.ItemDataRole.AccessibleTextRole: _("Week %(n)s", n=number),
            }
            return words.get(Qt.ItemDataRole(role))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return dates.weekday(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        short = dates.weekday(section, width="abbreviated")
        return short if role == Qt.ItemDataRole.DisplayRole else None


FIRST_HOUR, LAST_HOUR = 7, 21
SLOT = 30
SLOTS = (LAST_HOUR - FIRST_HOUR) * 60 // SLOT


class WeekModel(DaysModel):
    """A day is a column: its first cell is the whole day, then the half-hours from 7 to 21."""

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return SLOTS + 1

    @override
    def day_of(self, index: Index) -> date:
        return self.period.first + timedelta(days=max(index.column(), 0))

    @override
    def index_of(self, day: date, near: Index) -> Index:
        place = self.period.place(day)
        row = near.row() if near.isValid() else self.row_of(9 * 60)
        return self.index(row, place[1]) if place is not None else self.index(-1, -1)

    def row_of(self, start: int | None) -> int:
        """The line of an hour; 0 where there is none, or it lies outside of what is shown."""
        if start is None or not FIRST_HOUR * 60 <= start < LAST_HOUR * 60:
            return 0
        return (start - FIRST_HOUR * 60) // SLOT + 1

    def start_of(self, row: int) -> int | None:
        """When a line begins, in minutes from midnight; the first is the whole day."""
        return FIRST_HOUR * 60 + (row - 1) * SLOT if row > 0 else None

    def covering(self, day: date, row: int) -> list[Dated]:
        """What goes on in a line of a day."""
        begin = self.start_of(row)
        return [one for one in self.entries_on(day) if self._covers(one, begin)]

    def is_timed(self, one: Dated) -> bool:
        """Whether an entry stands among the hours; else it stands above them."""
        start = one.start
        inside = start is not None and start < LAST_HOUR * 60
        return inside and start is not None and start + length(one) > FIRST_HOUR * 60

    def _covers(self, one: Dated, begin: int | None) -> bool:
        if begin is None or one.start is None or not self.is_timed(one):
            return begin is None and not self.is_timed(one)
        return one.start < begin + SLOT and one.start + length(one) > begin

    @override
    def told(self, index: Index) -> str:
        day, period = self.day_of(index), self.period
        begin, here = self.start_of(index.row()), self.covering(day, index.row())
        if begin is None:
            return day_told(day, period.signs.get(day), here, today=period.today)
        told = "; ".join(entry_words(one) for one in here) or _("nothing planned")
        at = f"{day_words(day)}, {dates.hour(begin)}"
        return _("%(day)s: %(entries)s", day=at, entries=told)

    @override
    def headerData(
        self, section: int, side: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if side == Qt.Orientation.Vertical:
            begin = self.start_of(section)
            hour = dates.hour(begin) if begin is not None else _("Whole day")
            week = _("Wk %(n)s", n=self.period.first.isocalendar().week)
            shown = week if begin is None else hour if not begin % 60 else ""
            words = {Qt.ItemDataRole.DisplayRole: shown, Qt.ItemDataRole.AccessibleTextRole: hour}
            return words.get(Qt.ItemDataRole(role))
        day = self.period.first + timedelta(days=section)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return day_words(day)
        short = f"{dates.weekday(section, width='abbreviated')} {day.day}"
        return short if role == Qt.ItemDataRole.DisplayRole else None
