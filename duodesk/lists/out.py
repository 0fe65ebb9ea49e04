"""Any list as a workbook: a real table with typed cells, what it shows said above it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from duodesk.paper.cells import Book, Cell, Column, Format
from duodesk.paper.listing import Heading

_NARROW, _WIDE = 8, 48  # characters
_SAMPLE = 2_000  # rows whose texts say how wide a column is
_TABLE = 4  # the row in which the table begins
_DAY = 11  # characters of dd/mm/yyyy, and some air


def table_book(
    heading: Heading,
    titles: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    *,
    made_at: datetime,
) -> bytes:
    """The rows as a workbook: texts are texts whatever they begin with, days and numbers are what
    they are.
    """
    book = Book(heading.title, made_at=made_at, subject=heading.told)
    sheet = book.sheet(heading.title)
    sheet.title(heading.title, heading.below, heading.told)
    columns = [_column(title, [row[n] for row in rows]) for n, title in enumerate(titles)]
    sheet.table(_TABLE, "List", columns, rows)
    return book.save()


def _column(title: str, cells: Sequence[Cell]) -> Column:
    """Its format by what its cells hold, its width by how long they are."""
    known = [cell for cell in cells if cell is not None and cell != ""]
    longest = max((_length(cell) for cell in known[:_SAMPLE]), default=0)
    width = min(max(longest + 2, min(len(title) + 4, 24), _NARROW), _WIDE)
    return Column(title, _format(known, longest), width)


def _format(known: Sequence[Cell], longest: int) -> Format:
    kinds = {type(cell) for cell in known}
    if kinds == {date}:
        return "date"
    if kinds and kinds <= {int, float}:
        return "number" if kinds == {int} else "decimal"
    return "wrap" if longest > _WIDE else "text"


def _length(cell: Cell) -> int:
    if isinstance(cell, date):
        return _DAY
    lines = str(cell).splitlines() or [""]
    return max(map(len, lines))
