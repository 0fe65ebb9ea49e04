"""An icon as a picture on a page; it follows theme and text size."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from duodesk.ui.icons import draw_icon
from duodesk.ui.theme import look


class Picture(QWidget):
    """One icon, `side` logical pixels at 100 %; with `disc`, on a round tinted ground."""

    def __init__(
        self, icon_name: str, side: int = 18, *, color: str = "muted", disc: str = ""
    ) -> None:
        super().__init__()
        self._name = icon_name
        self._side = side
        self._color = color
        self._disc = disc
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, color: str = "") -> None:
        """Another icon."""
        self._name = name
        self._color = color or self._color
        self.update()

    @override
    def sizeHint(self) -> QSize:
        side = look().px(self._side * (2 if self._disc else 1))
        return QSize(side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._disc:
            painter.setPen(look().color(self._disc))
            painter.setBrush(look().color(self._disc))
            painter.drawEllipse(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        side = look().px(self._side)
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        draw_icon(painter, box, self._name, self._color)
