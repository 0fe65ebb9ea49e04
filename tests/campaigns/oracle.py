"""What a journal says, worked out anew in a few plain lines, beside the program's own way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from typing import Any

from sqlalchemy import Boolean, Column, Integer, Table

from duodesk.model.base import Day, IdType, Moment
from duodesk.store.engine import told
from duodesk.store.store import Store
from tests.campaigns.laptop import rows
from tests.campaigns.told import Secret

VALUE, DELETED, WITHHELD, ERASED = range(4)
# A value stands before a deletion, both before what a laptop cannot see.
_WEIGHT = {VALUE: 2, DELETED: 1, WITHHELD: 0, ERASED: 0}
Cell = tuple[str, bytes, str]
# Whose a row is, by what it refers to.
_OWNERS = {
    "person_id": ("person", "office_id"), "mentee_id": ("person", "office_id"),
    "duo_id": ("duo", "office_id"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """One change of one cell; `place` orders changes that did not know of each other."""

    operation: bytes
    kind: int
    value: Any
    parents: tuple[bytes, ...]
    place: tuple[int, int, bytes, bytes]

    @property
    def known(self) -> bool:
        return self.kind in {VALUE, DELETED}

    @property
    def said(self) -> tuple[int, Any]:
        return self.kind, self.value


class Journal:
    """All changes that one laptop holds."""

    def __init__(self, store: Store) -> None:
        self.operations = {i for (i,) in rows(store, "SELECT id FROM operation")}
        self.cells: dict[Cell, list[Said]] = defaultdict(list)
        found = rows(
            store,
            "SELECT t.txt, c.row, f.txt, c.kind, c.val, c.parents, o.id, o.hlc, o.replica"
            " FROM change c JOIN operation o ON o.n = c.operation"
            " JOIN name t ON t.n = c.tbl JOIN name f ON f.n = c.fld",
        )
        for table, row, full, kind, value, joined, operation, hlc, replica in found:
            parents = tuple((joined or b"")[i : i + 16] for i in range(0, len(joined or b""), 16))
            place = (_WEIGHT[kind], hlc, replica, operation)
            said = Said(operation, kind, value, parents, place)
            self.cells[table, row, full.split(".")[-1]].append(said)

    @cached_property
    def heads(self) -> dict[Cell, list[Said]]:
        """By cell: every change that no other change of the cell names."""
        return {
            at: [s for s in said if s.operation not in replaced]
            for at, said in self.cells.items()
            for replaced in ({parent for s in said for parent in s.parents},)
        }

    def conflicts(self) -> set[Cell]:
        """The cells with two versions: heads that say different things, as far as is known."""
        return {
            at
            for at, heads in self.heads.items()
            if len({head.said for head in heads if head.known}) > 1
        }

    def shown(self, tables: Mapping[str, Table]) -> dict[str, dict[bytes, dict[str, Any]]]:
        """By table, row and column: what a program that knows these tables shows."""
        rows_: dict[tuple[str, bytes], dict[str, list[Said]]] = defaultdict(dict)
        for (table, row, field), heads in self.heads.items():
            if table in tables:
                rows_[table, row][field] = heads
        state: dict[str, dict[bytes, dict[str, Any]]] = {name: {} for name in tables}
        for (table, row), cells in rows_.items():
            if _visible(cells):
                state[table][row] = self._row(table, row, cells, tables[table])
        return state

    def _row(
        self, name: str, row: bytes, cells: dict[str, list[Said]], table: Table
    ) -> dict[str, Any]:
        lives = _lives(cells)
        values = {}
        for field, heads in cells.items():
            if field not in table.columns:
                continue
            best = max(heads, key=_place)
            if best.kind == DELETED and not lives:
                best = self._before(heads, (name, row, field)) or best
            fits = _fits(table.columns[field])
            values[field] = best.value if best.kind == VALUE and fits(best.value) else None
        return {field: value for field, value in values.items() if value is not None}

    def _before(self, heads: list[Said], at: Cell) -> Said | None:
        """What a deletion replaced that was not the last word."""
        gone = {p for head in heads if head.kind == DELETED for p in head.parents}
        before = [s for s in self.cells[at] if s.operation in gone and s.kind == VALUE]
        return max(before, key=_place, default=None)

    def closings(self) -> Iterator[tuple[Cell, Said]]:
        """Values that replaced two different ones at once: only a review may do that."""
        for at, several in self.cells.items():
            by_operation = {said.operation: said for said in several}
            for said in several:
                if said.kind == VALUE and len(said.parents) > 1:
                    found = [by_operation[p] for p in said.parents if p in by_operation]
                    if len({one.said for one in found if one.known}) > 1:
                        yield at, said

    def ever(self, table: str, row: bytes, field: str) -> set[Any]:
        """Every value that a cell ever had, so far as it is known here."""
        return {s.value for s in self.cells.get((table, row, field), ()) if s.value is not None}


def readers(secret: Secret, journal: Journal) -> set[bytes]:
    """The offices that may ever have read a secret: where it was typed, and its owners."""
    offices = {secret.office} | journal.ever(secret.table, secret.row, "office_id")
    for reference, (table, field) in _OWNERS.items():
        for row in journal.ever(secret.table, secret.row, reference):
            offices |= journal.ever(table, row, field)
    return offices


def state(store: Store, tables: Mapping[str, Table]) -> dict[str, dict[bytes, dict[str, Any]]]:
    """What the tables of a desk file hold, in the form that `Journal.shown` gives."""
    held: dict[str, dict[bytes, dict[str, Any]]] = {name: {} for name in tables}
    any_row = " UNION ALL ".join(
        f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in tables
    )
    with store.engine.connect() as connection:
        for (name,) in told(connection, any_row):
            table = tables[name]
            columns = [c.name for c in table.columns if c.name != "id"]
            listed = ", ".join(f'"{c}"' for c in columns)
            found = told(connection, f'SELECT id, {listed} FROM "{name}"')
            held[name] = {
                row: {c: v for c, v in zip(columns, values, strict=True) if v is not None}
                for row, *values in found
            }
    return held


def _visible(cells: dict[str, list[Said]]) -> bool:
    if "_erase" in cells:
        return False
    edited = (h for field, heads in cells.items() if field != "_alive" for h in heads)
    return _lives(cells) or any(h.kind in {VALUE, WITHHELD} for h in edited)


def _lives(cells: dict[str, list[Said]]) -> bool:
    return "_alive" in cells and max(cells["_alive"], key=_place).value == 1


def _place(said: Said) -> tuple[int, int, bytes, bytes]:
    return said.place


@cache
def _fits(column: Column[Any]) -> Any:
    kind = column.type
    if isinstance(kind, IdType):
        return lambda v: isinstance(v, bytes) and len(v) == 16
    if isinstance(kind, Day):
        return lambda v: isinstance(v, str) and _parsed(date, v) is not None
    if isinstance(kind, Moment):
        return lambda v: isinstance(v, str) and getattr(_parsed(datetime, v), "tzinfo", None)
    if isinstance(kind, Boolean):
        return lambda v: v in {0, 1}
    if isinstance(kind, Integer):
        return lambda v: isinstance(v, int)
    return lambda v: isinstance(v, str)


def _parsed(kind: Any, text: str) -> Any:
    try:
        return kind.fromisoformat(text)
    except ValueError:
        return None
