"""Hours as people here write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duodesk.base.dates import hour, hours, parse_hour


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("14:30", 870), ("14h30", 870), ("14 H 30", 870), ("14u30", 870), ("14.30", 870),
        ("9", 540), ("09:00", 540), ("18h", 1080), ("18 u", 1080), ("18 uur", 1080),
        ("18 heures", 1080), ("0:00", 0), ("23:59", 1439),
    ],
)  # fmt: skip
def test_an_hour_is_read_as_it_is_written_here(text: str, minutes: int) -> None:
    assert parse_hour(text) == minutes


@pytest.mark.parametrize("text", ["", "24:00", "12:60", "14:3", "noon", "14:30:00", "-1", "14,5"])
def test_what_is_no_hour_is_none(text: str) -> None:
    assert parse_hour(text) is None


@given(st.integers(0, 1439))
def test_an_hour_that_is_written_is_read_again(minutes: int) -> None:
    assert parse_hour(hour(minutes)) == minutes


def test_from_when_to_when() -> None:
    assert hours(840, 90) == "14:00 – 15:30"
    assert hours(840, None) == "14:00"
    assert hours(1410, 60) == "23:30 – 00:30"
    assert hours(None, 90) == ""
