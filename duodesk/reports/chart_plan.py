"""Where everything of a chart lies at a given size; pure.

Lengths are in the unit of the size asked for, y goes down.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cached_property

from typing_extensions import override

from duodesk.reports.chart_shapes import (
    GRID,
    GROUND,
    SIGNS,
    TEXT,
    Box,
    Mark,
    Ruler,
    Shape,
    Spot,
    Stroke,
    Words,
    hatched,
    ticks,
)
from duodesk.reports.charts import Chart

_GAP = 0.7  # of the height of a letter: between things that belong together
_HATCH = 0.7  # between two lines of a texture
_LEGEND = 1.7  # a line of the legend
_LABELS = 0.4  # the most that names may take of the width, beside their bars
_NAME = 1.3  # a name above its bar


def shapes(chart: Chart, width: float, height: float, ruler: Ruler) -> tuple[Shape, ...]:
    """Everything to draw, the lowest first; nothing of a chart that is empty."""
    if chart.empty or width <= 0 or height <= 0:
        return ()
    plan = _Flat if chart.flat else _Upright
    return tuple(plan(chart, width, height, ruler).shapes())


def height_for(chart: Chart, ruler: Ruler, width: float, usual: float) -> float:
    """How high a chart wants to be at a width: with a line for each place where places have one."""
    if not chart.flat or chart.empty:
        return usual
    lines = 1.6 if chart.kind == "funnel" else 1.3 * len(chart.bands)
    plan = _Flat(chart, width, 1, ruler)
    each = lines + 0.7 + (_NAME if plan.above else 0)
    return plan.top + len(chart.places) * each * ruler.size


class _Plan:
    """What upright and flat charts have in common: the legend, the boxes of bands."""

    def __init__(self, chart: Chart, width: float, height: float, ruler: Ruler) -> None:
        self.chart, self.width, self.height, self.ruler = chart, width, height, ruler
        self.em = ruler.size
        self.gap = _GAP * ruler.size

    def legend(self) -> Iterator[Shape]:
        """A sample and the name of each band, going on in the next line where room ends."""
        if not self._told:
            return
        x, y = 0.0, 0.0
        for place, band in enumerate(self.chart.bands):
            room = self.em * 1.1 + self.gap / 2 + self.ruler.width(band.name)
            if x and x + room > self.width:
                x, y = 0.0, y + _LEGEND * self.em
            yield from self.sample(place, x, y + 0.25 * self.em)
            yield Words(x + self.em * 1.1 + self.gap / 2, y + 1.1 * self.em, band.name, ink=TEXT)
            x += room + 2 * self.gap

    @cached_property
    def legend_height(self) -> float:
        """How much the legend takes from the top."""
        lines = [one.y for one in self.legend() if isinstance(one, Words)]
        return (max(lines) - 1.1 * self.em + _LEGEND * self.em + self.gap / 2) if lines else 0.0

    @property
    def _told(self) -> bool:
        return len(self.chart.bands) > 1

    def sample(self, place: int, x: float, y: float) -> Iterator[Shape]:
        """What stands before the name of a band."""
        yield from self.filled(
            Box(x, y, self.em * 1.1, self.em * 0.95, self.chart.ink(place)), place
        )

    def filled(self, box: Box, place: int) -> Iterator[Shape]:
        """A box in the ink and texture of its band."""
        texture = self.chart.ink(place).texture
        if texture == "open":
            yield Box(box.x, box.y, box.width, box.height, box.ink, box.spot, filled=False)
            return
        yield box
        yield from hatched(box, texture, _HATCH * self.em)

    def cut(self, text: str, room: float) -> str:
        """A text with … where room ends."""
        if self.ruler.width(text) <= room:
            return text
        kept = text
        while kept and self.ruler.width(f"{kept}…") > room:
            kept = kept[:-1]
        return f"{kept.rstrip()}…"


class _Upright(_Plan):
    """Columns and lines over places from left to right."""

    def __init__(self, chart: Chart, width: float, height: float, ruler: Ruler) -> None:
        super().__init__(chart, width, height, ruler)
        self.ticks = ticks(chart.most or self._most(), whole=chart.unit == "count")
        labels = [chart.said(tick) for tick in self.ticks]
        self.left = max(map(ruler.width, labels)) + self.gap
        self.top = self.legend_height + (1.3 if chart.tops else 0.6) * self.em
        self.bottom = height - 1.7 * self.em
        self.room = (width - self.left) / max(len(chart.places), 1)

    def shapes(self) -> Iterator[Shape]:
        """Grid, bands, names of places, legend."""
        yield from self.legend()
        yield from self._grid()
        if self.chart.kind == "lines":
            yield from self._lines()
        elif self.chart.kind == "stacked":
            yield from self._stacked()
        else:
            yield from self._columns()
        yield from self._names()

    @override
    def sample(self, place: int, x: float, y: float) -> Iterator[Shape]:
        """A piece of line with its sign, or a box."""
        if self.chart.kind != "lines":
            yield from super().sample(place, x, y)
            return
        middle = y + self.em * 0.5
        yield Stroke(((x, middle), (x + self.em * 1.1, middle)), self.chart.ink(place), self.em / 6)
        yield self._mark(place, x + self.em * 0.55, middle, None)

    def _most(self) -> float:
        if self.chart.kind == "stacked":
            columns = zip(*(band.values for band in self.chart.bands), strict=True)
            return max(sum(value or 0 for value in column) for column in columns)
        return max(value or 0 for band in self.chart.bands for value in band.values)

    def _y(self, value: float) -> float:
        return self.bottom - value / self.ticks[-1] * (self.bottom - self.top)

    def _middle(self, at: int) -> float:
        return self.left + (at + 0.5) * self.room

    def _grid(self) -> Iterator[Shape]:
        for tick in self.ticks:
            y = self._y(tick)
            yield Stroke(((self.left, y), (self.width, y)), GRID, self.em / 14)
            told = self.chart.said(tick)
            yield Words(self.left - self.gap / 2, y + 0.35 * self.em, told, "right")

    def _stacked(self) -> Iterator[Shape]:
        wide = min(self.room * 0.7, 4.5 * self.em)
        for at in range(len(self.chart.places)):
            below = 0.0
            for place, band in enumerate(self.chart.bands):
                value = band.values[at] or 0
                if value <= 0:
                    continue
                low, high = self._y(below), self._y(below + value)
                x = self._middle(at) - wide / 2
                box = Box(x, high, wide, low - high, self.chart.ink(place), (place, at))
                yield from self.filled(box, place)
                below += value
            if self.chart.tops and below and self._fits(self.chart.tops[at]):
                y = self._y(below) - 0.35 * self.em
                yield Words(self._middle(at), y, self.chart.tops[at], "middle", TEXT)

    def _fits(self, text: str) -> bool:
        return self.ruler.width(text) + self.gap / 2 <= self.room

    def _columns(self) -> Iterator[Shape]:
        count = len(self.chart.bands)
        each = min(self.room * 0.8 / count, 3 * self.em)
        for at in range(len(self.chart.places)):
            x = self._middle(at) - each * count / 2
            for place, band in enumerate(self.chart.bands):
                value = band.values[at]
                if value:
                    top = self._y(value)
                    box = Box(
                        x + place * each, top, each * 0.9, self.bottom - top, self.chart.ink(place),
                        (place, at),
                    )  # fmt: skip
                    yield from self.filled(box, place)

    def _lines(self) -> Iterator[Shape]:
        for place, band in enumerate(self.chart.bands):
            run: list[tuple[float, float]] = []
            marks: list[Shape] = []
            for at, value in enumerate([*band.values, None]):
                if value is None:
                    if len(run) > 1:
                        yield Stroke(tuple(run), self.chart.ink(place), self.em / 6)
                    run = []
                    continue
                x, y = self._middle(at), self._y(value)
                run.append((x, y))
                marks.append(self._mark(place, x, y, (place, at)))
            yield from marks

    def _mark(self, place: int, x: float, y: float, spot: Spot | None) -> Mark:
        return Mark(x, y, self.em * 0.7, SIGNS[place % len(SIGNS)], self.chart.ink(place), spot)

    def _names(self) -> Iterator[Shape]:
        """The names of places, each nth where they would touch."""
        widest = max(map(self.ruler.width, self.chart.places)) + self.gap
        each = max(1, math.ceil(widest / self.room)) if self.room < widest else 1
        for at in range(0, len(self.chart.places), each):
            text = self.cut(self.chart.places[at], self.room * each)
            half = self.ruler.width(text) / 2
            x = max(min(self._middle(at), self.width - half), half)
            yield Words(x, self.height - 0.4 * self.em, text, "middle")


class _Flat(_Plan):
    """Bars from left to right, each place on its own line."""

    def __init__(self, chart: Chart, width: float, height: float, ruler: Ruler) -> None:
        super().__init__(chart, width, height, ruler)
        longest = max(map(ruler.width, chart.places))
        # Long names stand above their bars: beside them they would be cut.
        self.above = longest > width * _LABELS
        self.left = 0.0 if self.above else longest + self.gap
        said = [self._end(at) for at in range(len(chart.places))]
        self.right = width - max(map(ruler.width, said)) - self.gap
        self.most = chart.most or max(v or 0 for band in chart.bands for v in band.values)
        self.top = self.legend_height
        self.room = (height - self.top) / max(len(chart.places), 1)
        self.bars = self.room - (_NAME * self.em if self.above else 0)

    def shapes(self) -> Iterator[Shape]:
        """Names, bars, values, legend."""
        yield from self.legend()
        for at, name in enumerate(self.chart.places):
            begin = self.top + at * self.room
            middle = begin + self.room / 2
            if self.above:
                middle += _NAME * self.em / 2
                yield Words(0, begin + self.em, self.cut(name, self.width), ink=TEXT)
            else:
                yield Words(self.left - self.gap, middle + 0.35 * self.em, name, "right", TEXT)
            if self.chart.kind == "funnel":
                yield from self._within(at, middle)
            else:
                yield from self._beside(at, middle)

    def _x(self, value: float) -> float:
        return self.left + value / self.most * (self.right - self.left)

    def _end(self, at: int) -> str:
        """What stands at the end of a line: the first and the last of a funnel, else a value."""
        told = [self.chart.said_at(place, at) for place in range(len(self.chart.bands))]
        if self.chart.kind == "funnel":
            return f"{told[0]} → {told[-1]}"
        return max(told, key=len)

    def _within(self, at: int, middle: float) -> Iterator[Shape]:
        """The later steps within the earlier ones, each lower than the one around it."""
        count = len(self.chart.bands)
        tall = min(self.bars * 0.8, 2.6 * self.em)
        for place, band in enumerate(self.chart.bands):
            value = band.values[at] or 0
            if value > 0:
                high = tall * (1 - 0.72 * place / max(count, 1))
                wide = self._x(value) - self.left
                box = Box(
                    self.left,
                    middle - high / 2,
                    wide,
                    high,
                    self.chart.ink(place),
                    (place, at),
                )
                yield Box(box.x, box.y, box.width, box.height, GROUND)
                yield from self.filled(box, place)
        end = self._x(self.chart.bands[0].values[at] or 0) + self.gap / 2
        yield Words(end, middle + 0.35 * self.em, self._end(at), "left", TEXT)

    def _beside(self, at: int, middle: float) -> Iterator[Shape]:
        count = len(self.chart.bands)
        each = min(self.bars * 0.85 / count, 1.6 * self.em)
        for place, band in enumerate(self.chart.bands):
            value = band.values[at]
            y = middle - each * count / 2 + place * each
            if value:
                box = Box(
                    self.left, y, self._x(value) - self.left, each * 0.85, self.chart.ink(place),
                    (place, at),
                )  # fmt: skip
                yield from self.filled(box, place)
            end = self._x(value or 0) + self.gap / 2
            if self.chart.spans and not place:
                low, high = map(self._x, self.chart.spans[at])
                end = max(end, high + self.gap / 2)
                yield from self._span(low, high, y + each * 0.42)
            told = self.chart.said_at(place, at)
            yield Words(end, y + each * 0.42 + 0.35 * self.em, told, ink=TEXT)

    def _span(self, low: float, high: float, y: float) -> Iterator[Shape]:
        """From the least to the most that it can be."""
        if high - low < self.em / 4:
            return
        half = self.em * 0.3
        yield Stroke(((low, y), (high, y)), TEXT, self.em / 8)
        for x in (low, high):
            yield Stroke(((x, y - half), (x, y + half)), TEXT, self.em / 8)
