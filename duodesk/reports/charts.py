"""What a chart shows, whatever its size and whoever draws it: places along an axis, bands of
values, and the same told in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from duodesk.base.i18n import _
from duodesk.reports.figure import Unit, written
from duodesk.reports.numbers import Number
from duodesk.reports.series import Cell, Kind, Row, Series

# Each place on a line of its own; the other kinds stand side by side.
Texture = Literal["plain", "slant", "back", "level", "open"]
FLAT: frozenset[Kind] = frozenset({"bars", "funnel"})


@dataclass(frozen=True, slots=True)
class Ink:
    """How a band is told from the others: its colour in both themes, and its texture, for who does
    not tell colours apart.
    """

    light: str
    dark: str
    texture: Texture = "plain"


# In the order in which bands take them; each stands 3:1 at least against its ground.
INKS = (
    Ink("#0f6b6b", "#57c2b8"),
    Ink("#b25a00", "#e8a04c", "slant"),
    Ink("#3f5fa8", "#9db7f2", "back"),
    Ink("#6f6a63", "#a9a49b", "level"),
    Ink("#6d767a", "#9aa6a8", "open"),
    Ink("#8a3f7d", "#d79bcb", "slant"),
)

# What is planned or hoped for beside what is: only its edge.
OPEN = 4
# The steps of a funnel, from who came to who stayed; they lie within each other, so that their
# height tells them apart too.
STEPS = tuple(
    Ink(light, dark)
    for light, dark in (
        ("#bcdcd8", "#24504f"),
        ("#8fc4be", "#2f6b69"),
        ("#5fa8a3", "#3d8883"),
        ("#35898a", "#57a9a0"),
        ("#0f6b6b", "#74d1c8"),
        ("#07484b", "#b0ece5"),
    )
)


@dataclass(frozen=True, slots=True)
class Band:
    """One measure over all places, None where nothing is known; `look` is the place of its ink
    where that is not its own, `shown` what stands for its values where that is not their number.
    """

    name: str
    values: tuple[float | None, ...]
    look: int | None = None
    shown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """Bands over places; `most` ends the scale where it has an end of its own, `tops` stand above
    the columns, `spans` are how far the first band may reach at each place.
    """

    kind: Kind
    title: str
    places: tuple[str, ...]
    bands: tuple[Band, ...]
    unit: Unit = "count"
    most: float | None = None
    tops: tuple[str, ...] = ()
    spans: tuple[tuple[float, float], ...] = ()

    @property
    def flat(self) -> bool:
        """Whether each place has a line of its own."""
        return self.kind in FLAT

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(value for band in self.bands for value in band.values)

    def said(self, value: float | None) -> str:
        """A value of it as people read it."""
        if value is not None and self.unit in {"number", "days"} and value == int(value):
            return written("count", value)
        return written(self.unit, value)

    def tip(self, band: int, at: int) -> str:
        """What the part of a band at a place stands for."""
        return f"{self.places[at]} · {self.bands[band].name}: {self.said_at(band, at)}"

    def said_at(self, band: int, at: int) -> str:
        """The value of a band at a place, or the mark in its stead."""
        one = self.bands[band]
        mark = one.shown[at] if one.shown else ""
        return mark or self.said(one.values[at])

    def ink(self, place: int) -> Ink:
        """The ink of a band by its place: of a funnel a deeper one with each step."""
        if self.kind == "funnel":
            last = max(len(self.bands) - 1, 1)
            return STEPS[round(place / last * (len(STEPS) - 1))]
        look = self.bands[place].look
        return INKS[(place if look is None else look) % len(INKS)]


# Where a band is not of the ink of its place: what is planned or unknown is open.
_LOOKS: dict[str, tuple[int, ...]] = {
    "outcomes": (0, 1, 2, 3, OPEN, 5),
    "meetings": (OPEN, 0),
    "training": (OPEN, 0),
    "ends": (0, 1, 2, 3, 5),
}
_MOST = {"satisfaction": 5.0, "definitions": 1.0}


def chart_of(series: Series) -> Chart:
    """The chart of a table of the reports."""
    drawn = [at for at, one in enumerate(series.headings) if at and one.drawn]
    looks = _LOOKS.get(series.code, ())
    bands = tuple(
        Band(
            series.headings[at].title,
            tuple(_told(row[at]) for row in series.rows),
            looks[n] if n < len(looks) else None,
            tuple(_mark(row[at]) for row in series.rows),
        )
        for n, at in enumerate(drawn)
    )
    unit = series.headings[drawn[0]].unit
    return Chart(
        series.kind,
        series.title,
        tuple(str(row[0]) for row in series.rows),
        bands,
        "count" if unit == "text" else unit,
        _MOST.get(series.code),
        tops=_last_shares(series) if series.code == "outcomes" else (),
        spans=_spans(series) if series.code == "definitions" else (),
    )


def _told(cell: Cell) -> float | None:
    """The value of a cell; nothing of what is kept back."""
    return cell.told if isinstance(cell, Number) else None


def _mark(cell: Cell) -> str:
    """What stands in the place of a number that is kept back."""
    return cell.mark if isinstance(cell, Number) else ""


def _last_shares(series: Series) -> tuple[str, ...]:
    """What the last column of a table says, to stand above the columns."""
    found = (_told(row[-1]) for row in series.rows)
    return tuple("" if value is None else f"{value * 100:.0f}\u00a0%" for value in found)


def _spans(series: Series) -> tuple[tuple[float, float], ...]:
    """The lowest and the highest share of each definition, told in the second and third column."""
    found = ((_told(row[2]), _told(row[3])) for row in series.rows)
    return tuple((0.0, 0.0) if a is None or b is None else (a, b) for a, b in found)


def at_places(chart: Chart, wanted: Sequence[int]) -> Chart:
    """The chart at some of its places only, where there is room for no more."""
    return replace(
        chart,
        places=tuple(chart.places[at] for at in wanted),
        bands=tuple(
            replace(
                band,
                values=tuple(band.values[at] for at in wanted),
                shown=tuple(band.shown[at] for at in wanted) if band.shown else (),
            )
            for band in chart.bands
        ),
        tops=tuple(chart.tops[at] for at in wanted) if chart.tops else (),
        spans=tuple(chart.spans[at] for at in wanted) if chart.spans else (),
    )


def in_words(chart: Chart) -> str:
    """What somebody who does not see the chart is told: what it is about and how each band goes."""
    if chart.empty:
        return _("Nothing to show for this period.")
    told = [_band_in_words(chart, band) for band in chart.bands]
    return " ".join(part for part in told if part)


def _band_in_words(chart: Chart, band: Band) -> str:
    known = [
        (v, place) for v, place in zip(band.values, chart.places, strict=True) if v is not None
    ]
    if not known:
        return _("%(name)s: nothing known.", name=band.name)
    least, most = min(known, key=lambda one: one[0]), max(known, key=lambda one: one[0])
    values: dict[str, object] = {
        "name": band.name,
        "least": chart.said(least[0]),
        "where_least": least[1],
        "most": chart.said(most[0]),
        "where_most": most[1],
        "sum": chart.said(sum(value for value, _place in known)),
    }
    if len(known) == 1:
        return _("%(name)s: %(most)s (%(where_most)s).", **values)
    if chart.unit == "count":
        return _("%(name)s: %(sum)s in all, most in %(where_most)s (%(most)s).", **values)
    return _("%(name)s: from %(least)s (%(where_least)s) to %(most)s (%(where_most)s).", **values)


def rows_behind(series: Series, place: int | None = None) -> list[tuple[str, tuple[Any, ...]]]:
    """The rows behind each band, at one place or at all of them; once where all are the same, and
    none where nobody may be looked up.
    """
    lines = series.rows if place is None else (series.rows[place],)
    found = [
        (heading.title, _behind(lines, at))
        for at, heading in enumerate(series.headings)
        if at and heading.drawn
    ]
    first = found[0][1]
    if not any(rows for _name, rows in found):
        return []
    if len(found) > 1 and all(rows == first for _name, rows in found):
        return [(series.title, first)]
    return found


def _behind(lines: Iterable[Row], at: int) -> tuple[Any, ...]:
    cells = (line[at] for line in lines)
    return tuple(row for cell in cells if isinstance(cell, Number) for row in cell.behind)
