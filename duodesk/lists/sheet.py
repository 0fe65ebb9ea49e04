"""What a spreadsheet is once read: a heading row and numbered rows of plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time

from duodesk.base.i18n import Message

Cell = str | int | float | bool | date | datetime | time | None

ROWS = 100_000
COLUMNS = 500


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row with the number people see at its left."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, index: int) -> Cell:
        """The value of a column; short rows are blank at their end."""
        return self.cells[index] if index < len(self.cells) else None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list ready to be recognised; `names` are all sheets of the file, `name` the one read."""

    file: str
    name: str
    headings: tuple[str, ...]
    heading_row: int
    rows: tuple[SheetRow, ...]
    names: tuple[str, ...] = ()
    warnings: tuple[Message, ...] = field(default=())


def is_blank(cell: Cell) -> bool:
    """Whether there is nothing to read in a cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())
