"""A table over frozen rows: declared columns, order by Python, filter by one comprehension."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

from duodesk.base.collate import fold
from duodesk.base.i18n import _
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.text import tip

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
Value = date | int | float | str | None

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
BADGES_ROLE = ROW_ROLE + 1
ICON_ROLE = ROW_ROLE + 2
STRONG_ROLE = ROW_ROLE + 3
DRAWN_ROLE = ROW_ROLE + 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[Row]):
    """One column: how its text, order, chips and icon come from a row.

    `title` is a msgid; `words` stands for it where a heading is in the reader's language already.
    `order` gives the sort key (the folded text when None); None sorts last.
    `badges` paints chips instead of text; the text is still what is copied, said and searched.
    `value` is what a workbook holds of a cell (a day, a number), the text where there is none.
    `paper` is a sign in its place on paper, where the column is narrow.
    `unit` (a msgid) says what its numbers count, where the text says it with each.
    `gather` is called before the cells of all rows are asked for at once.
    """

    key: str
    title: str
    text: Callable[[Row], str]
    order: Callable[[Row], Any] | None = None
    value: Callable[[Row], Value] | None = None
    paper: Callable[[Row], str] | None = None
    unit: str = ""
    gather: Callable[[], None] | None = None
    badges: Callable[[Row], Sequence[Badge]] | None = None
    icon: Callable[[Row], tuple[str, str]] | None = None
    tip: Callable[[Row], str] | None = None
    width: int = 120
    right: bool = False
    strong: bool = False
    hidden: bool = False
    searched: bool = True
    # What a delegate of the column's own paints (DRAWN_ROLE), and whether the column always stays.
    drawn: Callable[[Row], Any] | None = None
    fixed: bool = False
    words: str = ""

    @property
    def heading(self) -> str:
        """What stands above it."""
        return self.words or _(self.title)

    def cell(self, row: Row) -> Value:
        """What a workbook holds of this row."""
        return self.text(row) if self.value is None else self.value(row)

    def printed(self, row: Row) -> str:
        """What stands on paper."""
        return self.text(row) if self.paper is None else self.paper(row)

    def prepare(self) -> None:
        """Read at once what the cells of all rows need."""
        if self.gather is not None:
            self.gather()


class RowsModel(QAbstractTableModel, Generic[Row]):
    """The rows a table shows now, out of all it was given."""

    def __init__(
        self, columns: Sequence[Column[Row]], folded: Callable[[Row], str] | None = None
    ) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._folding = folded or self._fold
        self._all: list[Row] = []
        self._folded: list[str] = []
        self._shown: list[Row] = []
        self._needle: list[str] = []
        self._keep: Callable[[Row], bool] | None = None
        self._sorted = (-1, Qt.SortOrder.AscendingOrder)

    def set_rows(
        self,
        rows: Sequence[Row],
        text: str | None = None,
        keep: Callable[[Row], bool] | None = None,
    ) -> None:
        """Show other rows; filter and order stay, unless another filter is given with them."""
        if text is not None:
            self._needle, self._keep = fold(text).split(), keep
        self._all = list(rows)
        self._folded = []
        self._arrange()
        self._refilter()

    def set_filter(self, text: str, keep: Callable[[Row], bool] | None = None) -> None:
        """Show rows that hold every word of the text, and that `keep` lets through."""
        self._needle = fold(text).split()
        self._keep = keep
        self._refilter()

    def rows(self) -> list[Row]:
        """The rows shown, in their order."""
        return list(self._shown)

    def total(self) -> int:
        """How many rows there are without a filter."""
        return len(self._all)

    def row_at(self, index: Index | int) -> Row:
        """The row behind a cell, or at a place."""
        return self._shown[index if isinstance(index, int) else index.row()]

    def place_of(self, matches: Callable[[Row], bool]) -> int:
        """Where the first row stands for which this holds; -1 when it is not shown."""
        return next((place for place, row in enumerate(self._shown) if matches(row)), -1)

    def retranslate(self) -> None:
        """Words changed: fold and show anew."""
        self.set_rows(self._all)
        last = max(len(self.columns) - 1, 0)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted = (column, order)
        self._arrange()
        self._refilter()

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    @override
    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        # Qt asks for a dozen roles of each column again and again.
        give = _HEADINGS.get(role)
        if give is None or orientation == Qt.Orientation.Vertical:
            return None
        return give(self.columns[section]) if 0 <= section < len(self.columns) else None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        give = _GIVERS.get(role)
        return give(column, row) if give else None

    def _fold(self, row: Row) -> str:
        return fold("\n".join(column.text(row) for column in self.columns if column.searched))

    def _arrange(self) -> None:
        place, direction = self._sorted
        if not 0 <= place < len(self.columns):
            return
        column = self.columns[place]
        column.prepare()
        order = column.order or _by_text(column)
        keys = [order(row) for row in self._all]
        known = [i for i, key in enumerate(keys) if key is not None]
        unknown = [i for i, key in enumerate(keys) if key is None]
        known.sort(key=keys.__getitem__, reverse=direction == Qt.SortOrder.DescendingOrder)
        places = known + unknown
        self._all = [self._all[i] for i in places]
        self._folded = []

    def _refilter(self) -> None:
        needle, keep = self._needle, self._keep
        self.beginResetModel()
        if not needle:
            self._shown = self._all if keep is None else [r for r in self._all if keep(r)]
        else:
            if len(self._folded) != len(self._all):  # made when somebody first types
                self._folded = [self._folding(row) for row in self._all]
            self._shown = [
                row
                for row, text in zip(self._all, self._folded, strict=True)
                if all(word in text for word in needle) and (keep is None or keep(row))
            ]
        self.endResetModel()


def _by_text(column: Column[Any]) -> Callable[[Any], str]:
    """The order of a column's texts; the same text, which many rows have, is folded once."""
    folded = cache(fold)
    return lambda row: folded(column.text(row))


def _alignment(*, right: bool) -> int:
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)


def _spoken(column: Column[Any], row: Any) -> str:
    """What a reader says of a cell: its heading and its text."""
    return f"{column.heading}: {column.text(row)}"


_HEADINGS: dict[int, Callable[[Column[Any]], object]] = {
    Qt.ItemDataRole.DisplayRole: lambda c: c.heading,
    Qt.ItemDataRole.AccessibleTextRole: lambda c: c.heading,
    Qt.ItemDataRole.TextAlignmentRole: lambda c: _alignment(right=c.right),
    Qt.ItemDataRole.ToolTipRole: lambda c: tip(c.heading),
}
_GIVERS: dict[int, Callable[[Column[Any], Any], object]] = {
    Qt.ItemDataRole.AccessibleTextRole: _spoken,
    Qt.ItemDataRole.ToolTipRole: lambda c, r: tip(c.tip(r)) if c.tip else None,
    Qt.ItemDataRole.TextAlignmentRole: lambda c, _r: _alignment(right=c.right),
    ROW_ROLE: lambda _c, r: r,
    BADGES_ROLE: lambda c, r: c.badges(r) if c.badges else None,
    ICON_ROLE: lambda c, r: c.icon(r) if c.icon else None,
    STRONG_ROLE: lambda c, _r: c.strong,
    DRAWN_ROLE: lambda c, r: c.drawn(r) if c.drawn else None,
}
