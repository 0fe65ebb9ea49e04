"""A chart on the screen, and as a picture to paste; what it says stands in words for who does not
see it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from duodesk.reports.chart_plan import height_for, shapes
from duodesk.reports.chart_shapes import (
    Box,
    Mark,
    Ruler,
    Shape,
    Spot,
    Stroke,
    Words,
)
from duodesk.reports.charts import Chart, Ink, in_words
from duodesk.ui.theme import Look, look
from duodesk.ui.tokens import LIGHT
from duodesk.ui.widgets.text import set_name, tip

_USUAL = 250  # logical pixels of a chart whose height nothing else tells
_PICTURE = QSize(1000, 520)  # of what is pasted, before it is drawn twice as fine
_FINE = 2
_EDGE = 4
_NEAR = 1.5  # of a mark: how far off the pointer still finds it


class ChartView(QWidget):
    """Draws one chart in the colours of the theme; its parts tell their value to the pointer.

    `picked` carries the band and the place of the part that was clicked; `opened` is the wish, by
    Enter, to see what is behind all of it.
    """

    picked = Signal(int, int)
    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.chart: Chart | None = None
        self._shapes: tuple[Shape, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_chart(self, chart: Chart) -> None:
        """Show another chart."""
        self.chart = chart
        set_name(self, chart.title, in_words(chart))
        self._shapes = ()
        self.updateGeometry()
        self.update()

    def picture(self) -> QImage:
        """The chart with its title on white, as fine as paper wants it."""
        shown = Look(LIGHT)
        image = QImage(_PICTURE * _FINE, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(_FINE)
        image.fill(QColor("#ffffff"))
        if self.chart is None:
            return image
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge, head = 20, 52
        painter.setPen(shown.color("text"))
        painter.setFont(shown.font("lead", weight=600))
        painter.drawText(QPointF(edge, 34), self.chart.title)
        painter.translate(edge, head)
        room = _PICTURE - QSize(2 * edge, head + edge)
        font = _font(shown)
        placed = shapes(self.chart, room.width(), room.height(), _ruler(font))
        paint(painter, placed, shown, font)
        painter.end()
        return image

    @override
    def sizeHint(self) -> QSize:
        usual = look().px(_USUAL)
        if self.chart is None:
            return QSize(look().px(420), usual)
        wide = max(self.width(), look().px(240)) - 2 * _EDGE
        high = height_for(self.chart, _ruler(_font(look())), wide, usual)
        return QSize(look().px(420), round(high) + 2 * _EDGE)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(240), self.sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.chart is None:
            return
        shown, font = look(), _font(look())
        room = self.contentsRect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        self._shapes = shapes(self.chart, room.width(), room.height(), _ruler(font))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(shown.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.translate(room.topLeft())
        paint(painter, self._shapes, shown, font)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            spot = self.spot_at(QPointF(event.pos()))
            told = self.chart.tip(*spot) if self.chart and spot else ""
            QToolTip.showText(event.globalPos(), tip(told), self)
            return True
        return super().event(event)

    def spot_at(self, point: QPointF) -> Spot | None:
        """The band and the place at a point of the widget."""
        at = point - QPointF(_EDGE, _EDGE)
        found = (spot for one in reversed(self._shapes) if (spot := _spot(one, at)) is not None)
        return next(found, None)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        spot = self.spot_at(event.position())
        if spot is not None and event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(*spot)


def paint(painter: QPainter, placed: Iterable[Shape], shown: Look, font: QFont) -> None:
    """Draw shapes where they lie."""
    metrics = QFontMetricsF(font)
    draw: dict[type, Callable[..., None]] = {Box: _box, Stroke: _stroke, Mark: _mark}
    for shape in placed:
        if isinstance(shape, Words):
            _words(painter, shape, shown, font, metrics)
        else:
            draw[type(shape)](painter, shape, shown)


def _spot(shape: Shape, at: QPointF) -> Spot | None:
    """What a shape stands for, where it covers a point."""
    covers = False
    if isinstance(shape, Box):
        covers = QRectF(shape.x, shape.y, shape.width, shape.height).contains(at)
    elif isinstance(shape, Mark):
        off = at - QPointF(shape.x, shape.y)
        covers = off.manhattanLength() <= shape.size * _NEAR
    return shape.spot if covers and isinstance(shape, (Box, Mark)) else None


def _box(painter: QPainter, box: Box, shown: Look) -> None:
    color = _color(box.ink, shown)
    rect = QRectF(box.x, box.y, box.width, box.height)
    if box.filled:
        painter.fillRect(rect, color)
        return
    painter.setPen(QPen(color, 1.4, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(0.7, 0.7, -0.7, -0.7))


def _stroke(painter: QPainter, stroke: Stroke, shown: Look) -> None:
    pen = QPen(_color(stroke.ink, shown), max(stroke.width, 1.0))
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in stroke.points]))


def _mark(painter: QPainter, mark: Mark, shown: Look) -> None:
    painter.setPen(QPen(_color("surface", shown), 1))
    painter.setBrush(_color(mark.ink, shown))
    half = mark.size / 2
    if mark.sign == "dot":
        painter.drawEllipse(QPointF(mark.x, mark.y), half, half)
        return
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in mark.corners()]))


def _words(
    painter: QPainter, words: Words, shown: Look, font: QFont, metrics: QFontMetricsF
) -> None:
    painter.setFont(font)
    painter.setPen(_color(words.ink, shown))
    wide = metrics.horizontalAdvance(words.text)
    x = words.x - {"left": 0.0, "middle": wide / 2, "right": wide}[words.anchor]
    painter.drawText(QPointF(x, words.y), words.text)


def _color(ink: str | Ink, shown: Look) -> QColor:
    if isinstance(ink, Ink):
        return QColor(ink.dark if shown.dark else ink.light)
    return shown.color(ink)


def _font(shown: Look) -> QFont:
    return shown.font("small")


def _ruler(font: QFont) -> Ruler:
    return Ruler(font.pixelSize(), QFontMetricsF(font).horizontalAdvance)
