"""What offices wrote of sessions and calls is told in words."""

from __future__ import annotations

import pytest

from duodesk.exchange.naming import field_title, table_title, value_text
from duodesk.store.store import Store


@pytest.mark.parametrize(
    ("table", "field", "value", "told"),
    [
        ("invited", "presence", "attended", "Came"),
        ("contact", "reached", 0, "no"),
        ("contact", "about", "first_call", "First call"),
        ("contact", "channel", "phone", "Telephone"),
        ("info_session", "start", 870, "14:30"),
        ("info_session", "role", "mentee", "Mentee"),
        ("info_session", "held_on", "2026-12-03", "03/12/2026"),
        ("info_session", "place", "<b>1</b>", "<b>1</b>"),
        ("info_session", "language", "xyz", "xyz"),
    ],
)
def test_values_of_sessions_and_calls_are_words(
    store: Store, table: str, field: str, value: object, told: str
) -> None:
    with store.read() as session:
        assert value_text(session, table, field, value) == told
    assert "_" not in field_title(table, field)
    assert table_title(table) != table
