"""A table with high rows: long text goes on below, and so do chips."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem
from typing_extensions import override

from duodesk.ui.memory import Memory
from duodesk.ui.theme import look
from duodesk.ui.widgets.cells import CellDelegate
from duodesk.ui.widgets.chips import badge_height, paint_badge
from duodesk.ui.widgets.rows import BADGES_ROLE, Column, Index
from duodesk.ui.widgets.table import RowsTable

Row = TypeVar("Row")
_HEIGHT = 56
_MARGIN, _GAP = 9, 5


class TallTable(RowsTable[Row]):
    """Three lines of text, two of chips; what does not fit the last is elided there."""

    def __init__(
        self, columns: Sequence[Column[Row]], *, name: str, key: str, memory: Memory
    ) -> None:
        super().__init__(columns, name=name, key=key, memory=memory)
        self.setWordWrap(True)
        self.setItemDelegate(_Stacked(self))

    @override
    def _fit_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(look().px(_HEIGHT))


class _Stacked(CellDelegate):
    """Chips that find no room beside each other go on in the second line."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        badges = index.data(BADGES_ROLE)
        if not badges:
            super().paint(painter, option, index)
            return
        self.paint_ground(painter, option, index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect).adjusted(look().px(_MARGIN), 0, -look().px(_MARGIN), 0)
        gap, step = look().px(_GAP), badge_height() + look().px(3)
        first, rest = badges[:1], badges[1:]
        y = rect.center().y() - (step if rest else badge_height() / 2)
        for line in (first, rest) if rest else (first,):
            x = rect.x()
            for badge in line:
                if rect.right() - x < look().px(24):
                    break
                x += paint_badge(painter, QPointF(x, y), badge, rect.right() - x) + gap
            y += step
        painter.restore()
