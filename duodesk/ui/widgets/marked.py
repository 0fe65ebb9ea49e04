"""A line of text in which searched words stand out: bold and underlined, in lists and in cells."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPalette,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyleOptionViewItem
from typing_extensions import override

from duodesk.base.spots import Marked
from duodesk.ui.theme import look
from duodesk.ui.widgets.cells import CellDelegate
from duodesk.ui.widgets.rows import DRAWN_ROLE, Index

_EDGE = 9
_AFTER = "…"
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class MarkedDelegate(CellDelegate):
    """Paints what a column draws as a marked line; a cell without marks is Qt's own."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        piece = index.data(DRAWN_ROLE)
        if not isinstance(piece, Marked) or not piece.spots:
            super().paint(painter, option, index)
            return
        self.paint_ground(painter, option, index)
        edge = look().px(_EDGE)
        box = QRectF(option.rect).adjusted(edge, 0, -edge, 0)
        color = option.palette.color(QPalette.ColorRole.Text)
        paint_marked(painter, box, piece, option.font, color)


def paint_marked(painter: QPainter, box: QRectF, piece: Marked, font: QFont, color: QColor) -> None:
    """Paint one line in the middle of a box; what does not fit is cut, with … at the end."""
    layout = QTextLayout(piece.text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.setFormats([_range(piece.text, *spot) for spot in piece.spots])
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    room = box
    painter.save()
    painter.setPen(color)
    if line.naturalTextWidth() > box.width():
        painter.setFont(font)
        width = painter.fontMetrics().horizontalAdvance(_AFTER)
        room = box.adjusted(0, 0, -width, 0)
        painter.drawText(QRectF(room.right(), box.y(), width, box.height()), _LEFT, _AFTER)
    painter.setClipRect(room)
    layout.draw(painter, QPointF(box.x(), box.y() + (box.height() - line.height()) / 2))
    painter.restore()


def _range(text: str, start: int, end: int) -> QTextLayout.FormatRange:
    """A stretch in bold and underlined; Qt counts letters beyond the first plane twice."""
    found = QTextLayout.FormatRange()
    found.start = len(text[:start].encode("utf-16-le", "surrogatepass")) // 2
    found.length = len(text[start:end].encode("utf-16-le", "surrogatepass")) // 2
    found.format = QTextCharFormat()
    found.format.setFontWeight(QFont.Weight.Bold)
    found.format.setFontUnderline(True)
    return found
