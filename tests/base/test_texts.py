"""Texts are filled in whatever stands in them: a damaged translation, a label of another laptop."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from duodesk.base import dates
from duodesk.base.i18n import Message, _
from duodesk.office.settings import DUO_WEEKS, Values
from duodesk.store.history import label_of, moment_of


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Register %(name)s", "Register Ana"),
        ("100 %% of %(name)s", "100 % of Ana"),
        ("100 % sure", "100 % sure"),
        ("%(other)s", "%(other)s"),
        ("%(name)999999999999s", "%(name)999999999999s"),
        ("%(name)*d %s", "%(name)*d %s"),
        ("%(name", "%(name"),
        ("", ""),
    ],
)
def test_a_text_is_filled_where_it_can_be_and_else_shown_as_it_is(text: str, shown: str) -> None:
    assert _(text, name="Ana") == shown


def test_values_may_have_any_name() -> None:
    assert str(Message("%(msgid)s %(self)s", {"msgid": 1, "self": 2})) == "1 2"


@pytest.mark.parametrize("words", ["", "no json", "[" * 9000, "null", "[1]", '"text"', None])
def test_words_that_are_none_leave_their_places_as_they_are(words: str | None) -> None:
    assert str(label_of("Register %(name)s", words)) == "Register %(name)s"


def test_half_a_letter_is_shown_as_a_sign_for_it() -> None:
    assert str(label_of("%(name)s", '{"name": "\\ud800"}')) == "?"


@pytest.mark.parametrize("wall", [-(1 << 63), (1 << 63) - 1, 253_402_300_800_000])
def test_a_clock_beyond_the_calendar_shows_its_end(wall: int) -> None:
    shown = moment_of(wall)
    assert dates.FIRST <= shown.date() <= dates.LAST
    assert dates.moment(shown)


def test_a_clock_within_it_shows_the_moment() -> None:
    assert moment_of(1_795_511_400_000) == datetime(2026, 11, 24, 9, 10, tzinfo=UTC)


def test_a_day_beyond_what_can_be_reckoned_with_is_none() -> None:
    assert dates.parse_date("29/03/0202") is None
    assert dates.parse_date("29/03/9999") is None
    assert dates.parse_date("29/03/2026") == date(2026, 3, 29)


@pytest.mark.parametrize("told", ["", "x", "-1", "999999999999", "1e9"])
def test_a_choice_beyond_all_measure_gives_the_default(told: str) -> None:
    assert Values({DUO_WEEKS.name: told}).number(DUO_WEEKS) == 26
