"""What a spreadsheet is once read: tables of plain values, and the list found in one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_, Message

Cell = str | int | float | bool | date | datetime | time | None

ROWS = 100_000
COLUMNS = 500
# Filled cells in one file: what 300 MB of memory hold.
CELLS = 1_000_000


class Formula(str):
    """The text of a formula whose result nobody stored: it is never worked out here."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row with the number people see at its left."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, index: int) -> Cell:
        """The value of a column; short rows are blank at their end."""
        return self.cells[index] if index < len(self.cells) else None


@dataclass(frozen=True, slots=True)
class Table:
    """The filled rows of one sheet as they stand in it; `hidden` are rows put out of sight."""

    rows: tuple[SheetRow, ...]
    hidden: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class SheetFile:
    """A file that was read: its visible sheets by name, and the names of those put out of sight."""

    file: str
    tables: Mapping[str, Table]
    hidden: tuple[str, ...] = ()
    # Somebody has it open: what they did not save is not in here.
    still_open: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list ready to be recognised; `names` are all sheets of the file, `name` the one read.

    `groups` are the headings above the headings: "Mentor" over "Nom" and "Prénom".
    """

    file: str
    name: str
    headings: tuple[str, ...]
    heading_row: int
    rows: tuple[SheetRow, ...]
    names: tuple[str, ...] = ()
    warnings: tuple[Message, ...] = field(default=())
    groups: tuple[str, ...] = ()
    hidden: frozenset[int] = frozenset()

    def group(self, index: int) -> str:
        """The heading above a column's heading."""
        return self.groups[index] if index < len(self.groups) else ""


def is_blank(cell: Cell) -> bool:
    """Whether there is nothing to read in a cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def too_large(name: str) -> UserError:
    """A list of more rows, columns or cells than can be handled."""
    return UserError(
        N_(
            "%(name)s is larger than %(rows)s rows or %(columns)s columns. Split it and read the "
            "parts."
        ),
        name=name,
        rows=ROWS,
        columns=COLUMNS,
    )


class Counted:
    """Counts the filled cells of a file while it is read, and stops a file that has too many."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._cells = 0

    def add(self, cells: int, *, row: int) -> None:
        """Take a row into account."""
        self._cells += cells
        if self._cells > CELLS or row > ROWS + 100 or cells > COLUMNS:
            raise too_large(self._name)


def fill_merged(rows: list[SheetRow], merged: list[tuple[int, int, int]]) -> list[SheetRow]:
    """Give every row of a stretch merged downwards (column, first row, last row) its value."""
    if not merged:
        return rows
    by_number = {row.number: list(row.cells) for row in rows}
    patience = 4 * ROWS
    for column, top, bottom in merged:
        patience -= bottom - top
        if patience < 0:
            break
        first = by_number.get(top, [])
        value = first[column] if column < len(first) else None
        for number in range(top + 1, bottom + 1):
            cells = by_number.get(number)
            if cells is None or is_blank(value):
                continue
            cells.extend([None] * (column + 1 - len(cells)))
            if is_blank(cells[column]):
                cells[column] = value
    return [SheetRow(number, tuple(cells)) for number, cells in by_number.items()]
