"""What a chart is drawn of: boxes, strokes, marks and words, which a screen and a page draw alike,
and the round numbers and textures that they need; pure.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from duodesk.reports.charts import Ink, Texture

Anchor = Literal["left", "middle", "right"]
Sign = Literal["dot", "square", "triangle", "diamond"]
# A band and a place of the chart.
Spot = tuple[int, int]
# What is not of a band: words, quiet words, quiet lines, and the ground they stand on.
TEXT, QUIET, GRID, GROUND = "text", "muted", "line", "surface"
SIGNS: tuple[Sign, ...] = ("dot", "square", "triangle", "diamond")


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle of a band, or only its edge; `spot` is what it stands for."""

    x: float
    y: float
    width: float
    height: float
    ink: str | Ink
    spot: Spot | None = None
    filled: bool = True


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points."""

    points: tuple[tuple[float, float], ...]
    ink: str | Ink
    width: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A point of a line, with a shape of its band."""

    x: float
    y: float
    size: float
    sign: Sign
    ink: str | Ink
    spot: Spot | None = None

    def corners(self) -> tuple[tuple[float, float], ...]:
        """The corners of the shape; a dot has none."""
        half = self.size / 2
        around = {
            "dot": (),
            "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
            "triangle": ((0, -1.1), (1.1, 0.9), (-1.1, 0.9)),
            "diamond": ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
        }[self.sign]
        return tuple((self.x + half * x, self.y + half * y) for x, y in around)


@dataclass(frozen=True, slots=True)
class Words:
    """A text whose base line is at y."""

    x: float
    y: float
    text: str
    anchor: Anchor = "left"
    ink: str = QUIET


Shape = Box | Stroke | Mark | Words


@dataclass(frozen=True, slots=True)
class Ruler:
    """The size of the letters, and how wide a text is in them."""

    size: float
    width: Callable[[str], float]


def ticks(most: float, *, whole: bool = False) -> list[float]:
    """Round steps from nothing to where the scale ends, five at the most."""
    raw = max(most / 4, 1) if whole or most <= 0 else most / 4
    steps = (1, 2, 5, 10) if whole else (1, 2, 2.5, 5, 10)
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(n * power for n in steps if n * power >= raw * 0.999)
    count = max(1, math.ceil(most / step - 1e-9))
    return [step * n for n in range(count + 1)]


def hatched(box: Box, texture: Texture, gap: float) -> Iterator[Stroke]:
    """The lines that make a texture within a box, in the colour of the ground."""
    if texture == "level":
        rows = int(box.height / gap)
        for n in range(1, rows + 1):
            y = box.y + n * gap
            if y < box.y + box.height:
                yield Stroke(((box.x, y), (box.x + box.width, y)), GROUND, gap / 6)
    elif texture in {"slant", "back"}:
        step = gap * 1.4
        for n in range(1, int((box.width + box.height) / step) + 1):
            yield Stroke(_diagonal(box, n * step, falls=texture == "back"), GROUND, gap / 6)


def _diagonal(box: Box, at: float, *, falls: bool) -> tuple[tuple[float, float], ...]:
    """One line at 45°, from the upper or left edge to the lower or right one."""
    begin = (min(at, box.width), max(0.0, at - box.width))
    end = (max(0.0, at - box.height), min(at, box.height))
    points: tuple[tuple[float, float], ...] = (begin, end)
    if falls:
        points = tuple((box.width - x, y) for x, y in points)
    return tuple((box.x + x, box.y + y) for x, y in points)
