"""A chart on paper, from the same shapes as on the screen."""

from __future__ import annotations

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from duodesk.paper import fonts
from duodesk.paper.layout import INK, LINE, MUTED
from duodesk.paper.text import clean
from duodesk.reports.chart_plan import height_for, shapes
from duodesk.reports.chart_shapes import (
    Box,
    Mark,
    Ruler,
    Shape,
    Stroke,
    Words,
)
from duodesk.reports.charts import Chart, Ink

_COLORS = {"text": INK, "muted": MUTED, "line": LINE, "surface": HexColor("#ffffff")}


class PaperChart(Flowable):
    """A chart in a box of this size, in letters of this size."""

    def __init__(self, chart: Chart, width: float, height: float, size: float = 7) -> None:
        super().__init__()
        fonts.register()
        self.width, self.height, self._size = width, height, size
        self._shapes = shapes(chart, width, height, ruler(size))

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """The size it was given."""
        return self.width, self.height

    def draw(self) -> None:
        """Each shape in its turn; paper counts upwards."""
        for shape in self._shapes:
            self._draw(shape)

    def _draw(self, shape: Shape) -> None:
        if isinstance(shape, Box):
            self._box(shape)
        elif isinstance(shape, Stroke):
            self._line(shape)
        elif isinstance(shape, Mark):
            self._mark(shape)
        else:
            self._words(shape)

    def _box(self, box: Box) -> None:
        base = self.height - box.y - box.height
        self.canv.setLineWidth(0.7)
        if box.filled:
            self.canv.setFillColor(_color(box.ink))
            self.canv.rect(box.x, base, box.width, box.height, stroke=0, fill=1)
        else:
            self.canv.setStrokeColor(_color(box.ink))
            self.canv.setDash(2, 1.5)
            self.canv.rect(box.x + 0.35, base, box.width - 0.7, box.height, stroke=1, fill=0)
            self.canv.setDash()

    def _line(self, stroke: Stroke) -> None:
        self.canv.setStrokeColor(_color(stroke.ink))
        self.canv.setLineWidth(stroke.width)
        path = self.canv.beginPath()
        (x, y), *others = stroke.points
        path.moveTo(x, self.height - y)
        for x, y in others:
            path.lineTo(x, self.height - y)
        self.canv.drawPath(path, stroke=1, fill=0)

    def _mark(self, mark: Mark) -> None:
        self.canv.setFillColor(_color(mark.ink))
        if mark.sign == "dot":
            self.canv.circle(mark.x, self.height - mark.y, mark.size / 2, stroke=0, fill=1)
            return
        path = self.canv.beginPath()
        (x, y), *others = mark.corners()
        path.moveTo(x, self.height - y)
        for x, y in others:
            path.lineTo(x, self.height - y)
        path.close()
        self.canv.drawPath(path, stroke=0, fill=1)

    def _words(self, words: Words) -> None:
        self.canv.setFillColor(_color(words.ink))
        text = clean(words.text)
        x = words.x - {"left": 0.0, "middle": 0.5, "right": 1.0}[words.anchor] * _wide(
            text, self._size
        )
        y = self.height - words.y
        for family, run in fonts.runs(text):
            name, size = fonts.drawn_in(family, self._size, heavy=False)
            self.canv.setFont(name, size)
            self.canv.drawString(x, y, run)
            x += stringWidth(run, name, size)


def ruler(size: float) -> Ruler:
    """How wide texts are in letters of this size."""
    fonts.register()
    return Ruler(size, lambda text: _wide(text, size))


def height_of(chart: Chart, width: float, size: float) -> float:
    """How high a chart wants to be in letters of this size; nothing where any height will do."""
    return height_for(chart, ruler(size), width, 0)


def _wide(text: str, size: float) -> float:
    pieces = ((fonts.drawn_in(one, size, heavy=False), run) for one, run in fonts.runs(text))
    return float(sum(stringWidth(run, name, own) for (name, own), run in pieces))


def _color(ink: str | Ink) -> Color:
    return HexColor(ink.light) if isinstance(ink, Ink) else _COLORS[ink]
