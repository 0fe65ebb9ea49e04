"""What stands beside and above the days: weeks by number, hours, and in the week each day with what
it is.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QHeaderView
from typing_extensions import override

from duodesk.ui.theme import look
from duodesk.ui.training import drawing
from duodesk.ui.training.model import WeekModel


class SideHeader(QHeaderView):
    """Words at the upper end of each line, without borders; they may reach into the next line."""

    def __init__(self, width: int) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.setMinimumSectionSize(1)
        self.setFixedWidth(look().px(width))
        self.setHighlightSections(False)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        shown = look()
        text = self.model().headerData(logicalIndex, Qt.Orientation.Vertical)
        painter.setFont(shown.font("tiny", weight=500))
        painter.setPen(shown.color("muted"))
        room = QRectF(rect.x(), rect.y() + 2, rect.width() - shown.px(5), shown.px(16))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)


class WeekHeader(QHeaderView):
    """Each day of the week; today on a disc, holidays and closed schools below."""

    def __init__(self, days: WeekModel) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._days = days
        self.setMinimumSectionSize(look().px(40))
        self.setHighlightSections(False)

    @override
    def sizeHint(self) -> QSize:
        told = any(self._days.period.signs.values())
        return QSize(super().sizeHint().width(), look().px(46 if told else 28))

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        shown, period = look(), self._days.period
        day = period.day(0, logicalIndex)
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, shown.color("surface"))
        font = shown.font("small", weight=600)
        text = str(self._days.headerData(logicalIndex, Qt.Orientation.Horizontal))
        width = QFontMetricsF(font).horizontalAdvance(text) + shown.px(16)
        chip = QRectF(0, rect.y() + shown.px(4), min(width, rect.width() - 4), shown.px(20))
        chip.moveLeft(rect.center().x() - chip.width() / 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if day == period.today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(shown.color("accent"))
            painter.drawRoundedRect(chip, chip.height() / 2, chip.height() / 2)
        painter.setFont(font)
        painter.setPen(shown.color("on_accent" if day == period.today else "text"))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)
        signs = period.signs.get(day)
        if signs is not None:
            room = QRectF(rect.x() + 4, rect.y() + shown.px(24), rect.width() - 8, shown.px(20))
            drawing.paint_signs(painter, room, signs)
        painter.setPen(QPen(shown.color("edge"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()
