"""How a cell of a table is painted: text, chips or an icon."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from duodesk.ui.icons import draw_icon
from duodesk.ui.theme import look
from duodesk.ui.widgets.chips import badge_height, paint_badge
from duodesk.ui.widgets.rows import BADGES_ROLE, ICON_ROLE, STRONG_ROLE, Index

_GAP = 9


class CellDelegate(QStyledItemDelegate):
    """Paints chips and icons where a column asks for them; all else is Qt's own cell."""

    @override
    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        # The row is marked as a whole; a dotted frame around one cell says nothing more.
        option.state &= ~QStyle.StateFlag.State_HasFocus
        if index.data(STRONG_ROLE):
            option.font.setWeight(QFont.Weight.DemiBold)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), max(hint.height(), row_height()))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        badges, mark = index.data(BADGES_ROLE), index.data(ICON_ROLE)
        if not badges and not mark:
            super().paint(painter, option, index)
            return
        self.paint_ground(painter, option, index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        x, end = rect.x() + look().px(_GAP), rect.right() - look().px(_GAP)
        if mark:
            side = look().px(16)
            box = QRectF(x, rect.center().y() - side / 2, side, side)
            draw_icon(painter, box, mark[0], mark[1])
            x += side + look().px(6)
        y = rect.center().y() - badge_height() / 2
        for badge in badges or ():
            if end - x < look().px(20):
                break
            x += paint_badge(painter, QPointF(x, y), badge, end - x) + look().px(5)
        painter.restore()

    def paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The cell without its text, marked and lit as Qt does it."""
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        plain.text = ""
        style = option.widget.style()
        style.drawControl(
            QStyle.ControlElement.CE_ItemViewItem,
            plain,
            painter,
            option.widget,
        )


def row_height() -> int:
    """The height of a table row in logical pixels."""
    return max(look().px(36), 24)
