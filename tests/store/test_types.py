"""The types of columns, where a value is none of theirs."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.dialects import sqlite

from duodesk.model.base import Day


@pytest.mark.parametrize(
    ("kept", "shown"), [("2026-11-26", date(2026, 11, 26)), ("about 1980", None), (None, None)]
)
def test_a_day_that_a_newer_program_wrote_otherwise_is_not_shown(
    kept: str | None, shown: date | None
) -> None:
    assert Day().process_result_value(kept, sqlite.dialect()) == shown
