"""What offices wrote of sessions and calls is told in words."""

from __future__ import annotations

import pytest

from duodesk.exchange.naming import field_title, table_title, value_text
from duodesk.model import training
from duodesk.model.base import Record
from duodesk.office.seeds import FOUR_DAYS
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
        ("event", "kind", "mentors_meeting", "Mentors' meeting"),
        ("event", "start", 870, "14:30"),
        ("attendance", "presence", "made_up", "Made up"),
        ("attendance", "unit_id", FOUR_DAYS.unit_id(3).bytes, "Active listening"),
        ("seat", "state", "waiting", "On the waiting list"),
        ("series", "curriculum_id", FOUR_DAYS.id.bytes, "Four training days"),
        ("seat", "event_id", bytes(16), "00000000"),
        ("school_holiday", "dropped", 1, "yes"),
    ],
)
def test_values_of_sessions_and_calls_are_words(
    store: Store, table: str, field: str, value: object, told: str
) -> None:
    with store.read() as session:
        assert value_text(session, table, field, value) == told
    assert "_" not in field_title(table, field)
    assert table_title(table) != table


def test_every_table_of_the_calendar_has_a_name(store: Store) -> None:
    classes = [kind for kind in vars(training).values() if isinstance(kind, type)]
    tables = {kind.__tablename__ for kind in classes if issubclass(kind, Record) and kind != Record}
    assert len(tables) == 10
    assert {table for table in tables if table_title(table) == table} == set()
