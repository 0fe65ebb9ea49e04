"""The types of columns, where a value is none of theirs."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.dialects import sqlite

from duodesk.model.base import Day, Moment


@pytest.mark.parametrize(
    ("kept", "shown"), [("2026-11-26", date(2026, 11, 26)), ("about 1980", None), (None, None)]
)
def test_a_day_that_a_newer_program_wrote_otherwise_is_not_shown(
    kept: str | None, shown: date | None
) -> None:
    assert Day().process_result_value(kept, sqlite.dialect()) == shown


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("2026-11-26T09:30:00Z", datetime(2026, 11, 26, 9, 30, tzinfo=UTC)),
        ("in the morning", None),
        (None, None),
    ],
)
def test_neither_is_a_moment(kept: str | None, shown: datetime | None) -> None:
    assert Moment().process_result_value(kept, sqlite.dialect()) == shown
