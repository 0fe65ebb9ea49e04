"""Charts: everything lies where it must, is worth what it says, and is told by more than colour."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duodesk.followup.outcomes import Outcome
from duodesk.reports.chart_plan import height_for, shapes
from duodesk.reports.chart_shapes import Box, Mark, Ruler, Shape, Stroke, Words, ticks
from duodesk.reports.charts import (
    INKS,
    STEPS,
    Band,
    Chart,
    at_places,
    chart_of,
    in_words,
    rows_behind,
)
from duodesk.reports.numbers import Number
from duodesk.reports.series import Series, series
from duodesk.ui.tokens import DARK, LIGHT, contrast
from tests.reports.test_figures import cohort, duo

KINDS = ("stacked", "columns", "lines", "bars", "funnel")
RULER = Ruler(10, lambda text: 6.0 * len(text))
VALUES = st.one_of(st.none(), st.floats(0, 1e6), st.integers(0, 12).map(float))


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    count = draw(st.integers(1, 14))
    row = st.lists(VALUES, min_size=count, max_size=count).map(tuple)
    bands = draw(st.lists(st.builds(Band, st.text(max_size=12), row), min_size=1, max_size=6))
    name = st.text(max_size=40)
    places = tuple(draw(st.lists(name, min_size=count, max_size=count)))
    unit = draw(st.sampled_from(("count", "days", "number")))
    return Chart(draw(st.sampled_from(KINDS)), "Chart", places, tuple(bands), unit)


def corners(shape: Shape) -> list[tuple[float, float]]:
    if isinstance(shape, Box):
        return [(shape.x, shape.y), (shape.x + shape.width, shape.y + shape.height)]
    if isinstance(shape, Stroke):
        return list(shape.points)
    return [(shape.x, shape.y)]


@given(charts())
def test_nothing_lies_outside(chart: Chart) -> None:
    height = max(height_for(chart, RULER, 600, 250), 250)
    for shape in shapes(chart, 600, height, RULER):
        for x, y in corners(shape):
            assert -1e-6 <= x <= 600 + 1e-6, shape
            assert -1e-6 <= y <= height + 1e-6, shape


@given(charts())
def test_a_part_is_as_long_as_it_is_worth(chart: Chart) -> None:
    placed = [one for one in shapes(chart, 600, 900, RULER) if isinstance(one, Box) and one.spot]
    flat = chart.flat
    sizes = {one.spot: one.width if flat else one.height for one in placed}
    known = {spot: chart.bands[spot[0]].values[spot[1]] or 0 for spot in sizes}
    largest = max(known, key=lambda spot: known[spot], default=None)
    for spot, size in sizes.items():
        assert largest is not None
        assert size == pytest.approx(sizes[largest] * known[spot] / known[largest], abs=1e-6)


@given(charts())
def test_every_value_of_a_line_has_its_mark(chart: Chart) -> None:
    lines = replace(chart, kind="lines")
    marks = {one.spot for one in shapes(lines, 600, 250, RULER) if isinstance(one, Mark)}
    wanted = {
        (band, at)
        for band, one in enumerate(lines.bands)
        for at, value in enumerate(one.values)
        if value is not None
    }
    assert marks - {None} == (set() if lines.empty else wanted)


@given(st.floats(1e-3, 1e9), st.booleans())
def test_a_scale_ends_at_or_above_the_largest_value_in_few_round_steps(
    most: float, whole: bool
) -> None:
    steps = ticks(most, whole=whole)
    assert steps[0] == 0
    assert steps[-1] >= most * (1 - 1e-9)
    assert len(steps) <= 6
    assert not whole or all(step == int(step) for step in steps)


def test_colours_stand_out_and_are_never_alone() -> None:
    for ink in INKS:
        assert contrast(ink.light, LIGHT.surface) >= 3
        assert contrast(ink.dark, DARK.surface) >= 3
    told = [ink.texture for ink in INKS[:5]]
    assert len(set(told)) == len(told)
    # The steps of a funnel lie within each other: each is deeper than the one around it.
    for one, other in pairwise(STEPS):
        assert contrast(one.light, LIGHT.surface) < contrast(other.light, LIGHT.surface)
        assert contrast(one.dark, DARK.surface) < contrast(other.dark, DARK.surface)


def test_textures_stay_within_their_box() -> None:
    chart = Chart("stacked", "", ("A",), (Band("a", (3.0,)), Band("b", (5.0,))))
    placed = shapes(chart, 300, 200, RULER)
    box = next(one for one in placed if isinstance(one, Box) and one.spot == (1, 0))
    at = placed.index(box)
    lines = []
    for one in placed[at + 1 :]:
        if not isinstance(one, Stroke):
            break
        lines.append(one)
    assert lines
    for line in lines:
        for x, y in line.points:
            assert box.x - 1e-6 <= x <= box.x + box.width + 1e-6
            assert box.y - 1e-6 <= y <= box.y + box.height + 1e-6


def test_it_is_told_in_words() -> None:
    chart = Chart(
        "columns", "", ("May", "June"), (Band("Held", (3.0, 4.0)), Band("Lost", (None, None)))
    )
    assert in_words(chart) == "Held: 7 in all, most in June (4). Lost: nothing known."
    assert in_words(at_places(chart, [0])).startswith("Held: 3 (May).")
    assert in_words(replace(chart, bands=())) == "Nothing to show for this period."


def test_the_picture_shows_the_numbers_of_the_table() -> None:
    known = cohort((Outcome.JOB, 3), (Outcome.UNKNOWN, 1))
    told = series("outcomes", known)
    chart = chart_of(told)
    assert chart.places[:2] == ("January 2025", "February 2025")
    assert [band.name for band in chart.bands][:2] == ["Job", "Internship"]
    assert [band.values[:2] for band in chart.bands][:2] == [(3.0, 0.0), (0.0, 0.0)]
    assert chart.tops[:2] == ("75\u00a0%", "")
    groups = dict(rows_behind(told, 0))
    assert [len(groups[name]) for name in ("Job", "Unknown")] == [3, 1]


def test_what_an_unknown_leaves_open_is_a_span() -> None:
    known = cohort((Outcome.JOB, 74), (Outcome.NOT_POSITIVE, 16), (Outcome.UNKNOWN, 10))
    chart = chart_of(series("definitions", known))
    assert chart.spans[0] == pytest.approx((0.74, 0.84))


def test_a_number_kept_back_is_a_mark_and_nothing_to_measure() -> None:
    plain = series("meetings", cohort(duos=(duo(start=date(2025, 3, 3)),)))
    march = next(row for row in plain.rows if row[0] == "March 2025")
    kept = tuple(cell if isinstance(cell, str) else replace(cell, mark="<5") for cell in march)
    hidden: Series = replace(plain, rows=(kept,))
    assert any(isinstance(cell, Number) and cell.value for cell in kept)
    assert chart_of(hidden).empty
    shown = replace(hidden, kind="bars", rows=(kept, march))
    words = [one for one in shapes(chart_of(shown), 400, 200, RULER) if isinstance(one, Words)]
    assert "<5" in {one.text for one in words}
    assert chart_of(shown).tip(0, 0).endswith("<5")


def test_one_list_where_all_bands_tell_of_the_same_and_none_of_answers() -> None:
    known = cohort((Outcome.JOB, 3))
    (one,) = rows_behind(series("waiting", known))
    assert one[0] == "Days from acceptance to start"
    assert len(one[1]) == 3
    assert rows_behind(series("satisfaction", known)) == []
