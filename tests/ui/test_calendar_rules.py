"""What the calendar reckons without a window: columns side by side, colours, words, weeks."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duodesk.base.i18n import speaking
from duodesk.training.dated import Dated, DatedKind, Key, Source
from duodesk.ui.tokens import contrast
from duodesk.ui.training.hues import ALL, hue
from duodesk.ui.training.lanes import lanes
from duodesk.ui.training.layers import layer_names
from duodesk.ui.training.shown import (
    Period,
    Signs,
    day_told,
    entry_words,
    kind_words,
    month_of,
    week_of,
)

DAY = date(2026, 3, 10)
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
SPANS = st.lists(
    st.tuples(st.integers(420, 1200), st.integers(1, 300)).map(lambda p: (p[0], p[0] + p[1])),
    max_size=12,
)


def entry(**values: object) -> Dated:
    usual = {"key": Key(Source.EVENT), "kind": DatedKind.TRAINING, "day": DAY, "title": "Training"}
    return Dated(**{**usual, **values})  # type: ignore[arg-type]


@given(SPANS)
def test_nothing_that_takes_place_at_once_covers_another(spans: list[tuple[int, int]]) -> None:
    found = lanes(spans)
    for one, (begin, end) in zip(found, spans, strict=True):
        assert 0 <= one.first < one.first + one.wide <= one.of
        for other, (start, stop) in zip(found, spans, strict=True):
            if one is not other and begin < stop and start < end:
                assert one.of == other.of
                assert one.first + one.wide <= other.first or other.first + other.wide <= one.first


@given(SPANS)
def test_what_is_alone_has_the_whole_width(spans: list[tuple[int, int]]) -> None:
    for place, lane in enumerate(lanes(spans)):
        begin, end = spans[place]
        others = (span for n, span in enumerate(spans) if n != place)
        if not any(begin < stop and start < end for start, stop in others):
            assert lane.wide == lane.of


def test_what_ends_when_the_next_begins_shares_nothing_and_three_at_once_have_a_third() -> None:
    assert [lane.of for lane in lanes([(540, 600), (600, 660)])] == [1, 1]
    three = lanes([(540, 720), (540, 600), (540, 600), (600, 660)])
    assert [(lane.first, lane.of, lane.wide) for lane in three] == [
        (0, 3, 1), (1, 3, 1), (2, 3, 1), (1, 3, 2),
    ]  # fmt: skip


@pytest.mark.parametrize("colours", ALL)
def test_every_entry_can_be_read_in_both_themes(colours: object) -> None:
    for back, front in (colours.light, colours.dark):  # type: ignore[attr-defined]
        assert contrast(front, back) >= 4.5


def test_every_kind_has_a_layer_and_a_colour_and_a_newer_one_is_grey_by_its_word() -> None:
    assert {str(kind) for kind in DatedKind} < set(layer_names())
    assert hue("of a newer program") is hue(DatedKind.OTHER)
    assert kind_words("of a newer program") == "of a newer program"


@given(DAYS)
def test_a_month_begins_on_monday_ends_on_sunday_and_holds_its_days(day: date) -> None:
    first, last = month_of(day)
    shown = Period(first, last, day, (day.year, day.month))
    assert (first.weekday(), last.weekday()) == (0, 6)
    days = [shown.day(week, weekday) for week in range(shown.weeks) for weekday in range(7)]
    assert (days[0], days[-1]) == (first, last)
    assert all(b - a == timedelta(days=1) for a, b in pairwise(days))
    inside = [one for one in days if not shown.is_outside(one)]
    assert inside[0].day == 1
    assert len(inside) == max(one.day for one in inside)
    assert all(shown.day(*place) == one for one in days if (place := shown.place(one)))


@given(DAYS)
def test_a_week_holds_its_day_and_seven_in_all(day: date) -> None:
    first, last = week_of(day)
    assert first <= day <= last
    assert last - first == timedelta(days=6)


def test_an_entry_is_said_with_hours_and_seats() -> None:
    with speaking("en"):
        one = entry(title="Training day 1", start=540, minutes=420, booked=14, capacity=16)
        assert entry_words(one) == "Training day 1, 09:00-16:00, 14 of 16"
        told = day_told(DAY, None, [one], today=DAY - timedelta(days=1))
        assert told == "Tuesday 10 March: Training day 1, 09:00-16:00, 14 of 16"
        online = entry(title="Visit", online=True, cancelled=True)
        assert entry_words(online) == "Visit, online, cancelled"


def test_a_day_says_that_it_is_a_holiday_and_that_nothing_is_planned() -> None:
    signs = Signs("Easter Monday", (("FR", "Spring"),))
    with speaking("en"):
        told = day_told(DAY, signs, [], today=DAY)
    assert told == (
        "Tuesday 10 March, today, Easter Monday, school holiday FR: Spring: nothing planned"
    )
