"""The heads of the attendance grid: a day with its unit on up to three lines, a name."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QHeaderView
from typing_extensions import override

from duodesk.ui.theme import look

_NAMES, _HEIGHT, _EDGE, _LINES = 170, 74, 6, 3
_CENTRE = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class UnitHead(QHeaderView):
    """The day, and below it the title of the unit; of a long one the end is cut off by …"""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setSectionsClickable(True)
        self.setMinimumSectionSize(look().px(60))

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), look().px(_HEIGHT))

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        shown = look()
        text = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal))
        day, _mark, title = text.partition("\n")
        chosen = self.selectionModel().columnIntersectsSelection(logicalIndex)
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, shown.color("soft" if chosen and title else "surface"))
        edge = shown.px(_EDGE)
        room = QRectF(rect).adjusted(edge, edge, -edge, -2)
        bold = shown.font("small", weight=600)
        painter.setFont(bold)
        painter.setPen(shown.color("text" if title else "muted"))
        painter.drawText(room, _CENTRE if title else _LEFT, day)
        font = shown.font("tiny")
        height = QFontMetricsF(font).height()
        y = room.y() + QFontMetricsF(bold).height() + 1
        painter.setFont(font)
        painter.setPen(shown.color("muted"))
        for line in wrapped(title, font, room.width()):
            painter.drawText(QRectF(room.x(), y, room.width(), height), _CENTRE, line)
            y += height
        painter.setPen(QPen(shown.color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.restore()


class NameHead(QHeaderView):
    """The names of the people, which stay in sight while the units scroll."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.setSectionsClickable(True)
        self.setFixedWidth(look().px(_NAMES))

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        shown = look()
        name = str(self.model().headerData(logicalIndex, Qt.Orientation.Vertical))
        chosen = self.selectionModel().rowIntersectsSelection(logicalIndex)
        painter.save()
        painter.fillRect(rect, shown.color("soft" if chosen else "surface"))
        font = shown.font(weight=600)
        painter.setFont(font)
        painter.setPen(shown.color("text"))
        room = QRectF(rect).adjusted(shown.px(10), 0, -shown.px(_EDGE), 0)
        elide = Qt.TextElideMode.ElideRight
        painter.drawText(room, _LEFT, QFontMetricsF(font).elidedText(name, elide, room.width()))
        painter.setPen(QPen(shown.color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.restore()


def wrapped(text: str, font: QFont, width: float, *, most: int = _LINES) -> list[str]:
    """A text in lines of this width; what does not fit into the last one is cut off by …"""
    measure = QFontMetricsF(font)
    lines: list[str] = []
    words = text.split()
    while words:
        if len(lines) == most - 1:
            rest = " ".join(words)
            return [*lines, measure.elidedText(rest, Qt.TextElideMode.ElideRight, width)]
        count = 1
        while count < len(words) and _fits(measure, words[: count + 1], width):
            count += 1
        line = " ".join(words[:count])
        lines.append(measure.elidedText(line, Qt.TextElideMode.ElideRight, width))
        words = words[count:]
    return lines


def _fits(measure: QFontMetricsF, words: list[str], width: float) -> bool:
    return measure.horizontalAdvance(" ".join(words)) <= width
