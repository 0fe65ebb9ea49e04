"""All tables at once, for what walks them: capture, dump, search, tests."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from sqlalchemy import Table

from duodesk.model import (
    documents,
    exchange,
    followup,
    interviews,
    journal,
    pairing,
    people,
    recruitment,
    reference,
    reporting,
    requests,
    training,
)
from duodesk.model.base import Base, Record

PARTS = (
    reference,
    people,
    recruitment,
    interviews,
    pairing,
    training,
    followup,
    documents,
    requests,
    reporting,
    exchange,
    journal,
)

# What a reference leads to whose name does not end in that of the table.
_OTHERWISE = {
    "coordinator_id": "author",
    "edition_id": "template_edition",
    "matching_id": "matching_meeting",
    "mentee_id": "person",
    "mentor_id": "person",
    "merged_into_id": "person",
    "redirected_to_id": "partner",
    "session_id": "info_session",
    "step_id": "follow_up_step",
    "template_id": "follow_up_template",
    "text_id": "template_text",
}


@cache
def record_classes() -> tuple[type[Record], ...]:
    """The classes of all exchanged tables, by table name."""
    classes = [m.class_ for m in Base.registry.mappers if issubclass(m.class_, Record)]
    return tuple(sorted(classes, key=lambda c: str(c.__tablename__)))


def record_tables() -> Iterator[Table]:
    """The exchanged tables, by name."""
    for kind in record_classes():
        table = kind.__table__
        assert isinstance(table, Table)  # noqa: S101 - narrows the type SQLAlchemy declares
        yield table


def references() -> list[tuple[str, str]]:
    """Table and column of everything that points to another row: every `…_id`."""
    return [
        (table.name, column.name)
        for table in record_tables()
        for column in table.columns
        if column.name.endswith("_id")
    ]


@cache
def leads_to(column: str) -> str | None:
    """The table of the rows that a reference points to, by its name; None for one that nobody
    described.
    """
    tables = {str(kind.__tablename__) for kind in record_classes()}
    word = column.removesuffix("_id")
    named = [table for table in tables if word == table or word.endswith(f"_{table}")]
    return _OTHERWISE.get(column) or max(named, key=len, default=None)
