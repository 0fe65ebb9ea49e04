"""A newer program beside today's, in one process: it knows a column and a table that today's does
not, and columns that hold what today's cannot show.

What a program knows is the vocabulary that it walks and the steps of its schema; both are put in
the place of today's while a newer laptop acts.
"""

from __future__ import annotations

import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Integer, MetaData, String, Table

from duodesk.model import vocabulary
from duodesk.model.base import IdType
from duodesk.model.people import Enrolment, Person
from duodesk.store import migrate

STEP = """
ALTER TABLE person ADD COLUMN future VARCHAR;
CREATE TABLE wish (
    person_id BLOB,
    wanted VARCHAR,
    weight INTEGER,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX wish_person_id ON wish (person_id);
"""
# Columns in which a newer program keeps more than today's can show: their type, and such values.
WIDER: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "person.birth_date": (String, ("1999", "about 1980")),
    "enrolment.generalist": (Integer, (2, 3)),
}
_today_classes, _today_steps = vocabulary.record_classes, migrate.steps


@contextmanager
def program(*, newer: bool) -> Generator[None]:
    """Until the end of the block a laptop acts with today's program, or with a newer one."""
    before = vocabulary.record_classes, migrate.steps
    after = (_classes, _steps) if newer else (_today_classes, _today_steps)
    vocabulary.record_classes, migrate.steps = after
    try:
        yield
    finally:
        vocabulary.record_classes, migrate.steps = before


def tables(*, newer: bool) -> dict[str, Table]:
    """The tables that a program knows, by name."""
    with program(newer=newer):
        return {table.name: table for table in vocabulary.record_tables()}


@cache
def _classes() -> list[Any]:
    metadata = MetaData()
    wider = {kind: kind.__table__.to_metadata(metadata) for kind in (Person, Enrolment)}
    wider[Person].append_column(Column("future", String))
    for table in wider.values():
        for column in table.columns:
            if f"{table.name}.{column.name}" in WIDER:
                column.type = WIDER[f"{table.name}.{column.name}"][0]()
    wish = Table(
        "wish",
        metadata,
        Column("person_id", IdType),
        Column("wanted", String),
        Column("weight", Integer),
        Column("id", IdType, primary_key=True),
    )
    shared = [kind for kind in _today_classes() if kind not in wider]
    kinds = [*shared, *(_kind(table, like) for like, table in wider.items()), _kind(wish)]
    return sorted(kinds, key=lambda kind: str(kind.__tablename__))


def _kind(table: Table, like: Any = None) -> Any:
    told = ("__search__", "__sort__", "__office_only__", "__owner__")
    known = {word: getattr(like, word, ()) for word in told}
    return type(table.name, (), {"__table__": table, "__tablename__": table.name, **known})


@cache
def _steps() -> dict[int, Path]:
    known = _today_steps()
    number = max(known) + 1
    path = Path(tempfile.mkdtemp(prefix="duodesk-newer-")) / f"{number:04d}_newer.sql"
    path.write_text(STEP, encoding="utf-8")
    return {**known, number: path}
