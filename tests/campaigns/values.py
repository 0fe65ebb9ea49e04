"""Values that somebody might type into any column of any table."""

from __future__ import annotations

from random import Random
from typing import Any

from sqlalchemy import Boolean, Column, Integer, Table

from duodesk.model.base import Day, IdType, Moment, Word
from tests.campaigns.laptop import One, rows
from tests.campaigns.newer import WIDER, tables
from tests.campaigns.told import Told

# What is edited by commands of its own, or means nothing to a person.
APART = {"author", "office", "setting", "transfer", "acknowledged"}
PRIVATE = {
    "interview": "notes", "note": "text", "meeting": "note", "proposal": "mentee_reason",
    "enrolment": "decision_text", "contact": "text", "finding": "words",
}  # fmt: skip
_POINTS_AT = {
    "person_id": "person", "mentee_id": "person", "mentor_id": "person", "duo_id": "duo",
    "proposal_id": "proposal", "meeting_id": "meeting", "document_id": "document",
}  # fmt: skip
_SAID = (None, "", "a", "b", "Ève Ωmega")


def editable(one: One) -> dict[str, Table]:
    """The tables in which a person may change any field."""
    return {n: t for n, t in tables(newer=one.newer).items() if n not in APART}


def scalars(table: Table) -> list[Column[Any]]:
    """The columns that do not point anywhere."""
    return [c for c in table.columns if not isinstance(c.type, IdType)]


def pointers(table: Table) -> list[Column[Any]]:
    """The columns that point to another row, but for those that say whose secret a text is."""
    if table.name in PRIVATE:
        return []
    return [c for c in table.columns if c.name in _POINTS_AT]


def value_of(random: Random, told: Told, one: One, at: tuple[Column[Any], bytes]) -> Any:
    """Something for a column of a row; a good part of it was never typed before."""
    column, row = at
    table, kind = column.table.name, column.type
    if column.name in _POINTS_AT:
        return somewhere(random, one, _POINTS_AT[column.name])
    if PRIVATE.get(table) == column.name:
        return told.secret(table, row, one.office)
    if one.newer and f"{table}.{column.name}" in WIDER:
        return random.choice((None, *WIDER[f"{table}.{column.name}"][1]))
    if isinstance(kind, Boolean | Integer):
        return random.choice((None, 0, 1) if isinstance(kind, Boolean) else (None, -2, 0, 7, 90))
    if isinstance(kind, Day):
        return random.choice((None, "2026-02-28", f"2027-03-{random.randint(10, 28)}"))
    if isinstance(kind, Moment):
        return random.choice((None, "2026-11-24T09:30:00Z", "2001-01-01T00:00:00Z"))
    if isinstance(kind, Word):
        return random.choice([str(word) for word in kind.kind] + (["dreaming"] * one.newer))
    return random.choice(_SAID) if random.random() < 0.5 else told.word(row)


def somewhere(random: Random, one: One, table: str) -> bytes | None:
    """A row of a table, or, rarely, one that nobody has (yet)."""
    found = rows(one.store, f'SELECT id FROM "{table}" ORDER BY id')
    if not found or random.random() < 0.03:
        return random.randbytes(16) if random.random() < 0.5 else None
    return random.choice(found)[0]
