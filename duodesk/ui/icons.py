"""Icons by name, in a colour of the theme, sharp at every scale; they follow a change of theme."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from typing_extensions import override

from duodesk.base.assets import resource
from duodesk.ui.theme import look

# QIcon owns its engine in C++ and copies it by clone(); Python must not collect either.
_kept: list[QIconEngine] = []


class _Engine(QIconEngine):
    """Draws an icon when it is needed, in the colour the theme has at that moment."""

    def __init__(self, name: str, color: str) -> None:
        super().__init__()
        self._name = name
        self._color = color
        _kept.append(self)

    @override
    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._color)

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatioF()
        size = QSize(round(rect.width() * ratio), round(rect.height() * ratio))
        picture = self.scaledPixmap(size, mode, state, ratio)
        painter.drawPixmap(rect, picture)

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    @override
    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        off = mode == QIcon.Mode.Disabled
        color = look().color("muted" if off else self._color).name()
        return _drawn(self._name, color, size.width(), size.height(), scale)


@cache
def icon(name: str, color: str = "text") -> QIcon:
    """The icon of that file name; `color` is a name in `Tokens`."""
    _source(name)
    return QIcon(_Engine(name, color))


def draw_icon(painter: QPainter, rect: QRectF, name: str, color: str) -> None:
    """Paint an icon into a card or a cell."""
    ratio = painter.device().devicePixelRatioF()
    side = round(min(rect.width(), rect.height()) * ratio)
    corner = QPoint(round(rect.x()), round(rect.y()))
    painter.drawPixmap(corner, _drawn(name, look().color(color).name(), side, side, ratio))


@cache
def _drawn(name: str, color: str, width: int, height: int, ratio: float) -> QPixmap:
    """An icon in device pixels: `width` × `height` already hold the scale of the screen."""
    picture = QPixmap(max(width, 1), max(height, 1))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    side = min(width, height)
    box = QRectF((width - side) / 2, (height - side) / 2, side, side)
    svg = _source(name).replace("currentColor", color).encode()
    QSvgRenderer(QByteArray(svg)).render(painter, box)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@cache
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")
