"""Excel workbooks, read without trust: no formula is worked out, no macro or link opened."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from typing_extensions import override

from duodesk.base.progress import Progress, silent
from duodesk.lists.sheet import (
    CELLS,
    COLUMNS,
    ROWS,
    Cell,
    Counted,
    Formula,
    SheetRow,
    Table,
    Workbook,
    fill_merged,
    is_blank,
    too_large,
)

if TYPE_CHECKING:
    from openpyxl.worksheet._reader import WorkSheetParser

_SHEETS = 50
_STEP = 500
# A sheet formatted down to its last row is left after so many blank ones.
_BLANK_RUN = 2_000
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_MERGES = 20_000
_SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def read(path: Path, progress: Progress = silent) -> Workbook:
    """The visible sheets of a workbook whose package was looked at."""
    from openpyxl import DEFUSEDXML, load_workbook

    if not DEFUSEDXML:
        message = "defusedxml is missing: workbooks from outside must not be read without it"
        raise ModuleNotFoundError(message)
    _check_amount(path)
    # A file of our own is closed even where openpyxl gives up halfway; what it wonders about in
    # styles and extensions says nothing of the list.
    with path.open("rb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        workbook = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        try:
            sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
            hidden = tuple(s.title for s in workbook.worksheets if s.sheet_state != "visible")
            counted = Counted(path.name)
            tables = {s.title: _table(path, s, counted, progress) for s in sheets[:_SHEETS]}
            return Workbook(path.name, tables, hidden)
        finally:
            workbook.close()


def _check_amount(path: Path) -> None:
    """Count the values before any is read: openpyxl goes through a sheet that does not say how
    large it is, from end to end, when it only opens it.
    """
    values = 0
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if not name.startswith("xl/worksheets/") or not name.endswith(".xml"):
                continue
            with package.open(name) as part:
                while chunk := part.read(1 << 20):
                    values += sum(chunk.count(mark) for mark in (b"<v>", b"<is>", b"<v "))
                    if values > CELLS:
                        raise too_large(path.name)


def _table(path: Path, sheet: Any, counted: Counted, progress: Progress) -> Table:
    with sheet._get_source() as source:  # noqa: SLF001 - openpyxl names no other way to its rows
        parser = _parser(source, sheet)
        rows = list(_rows(parser, counted, progress))
    hidden = frozenset(
        int(number)
        for number, row in parser.row_dimensions.items()
        if row.get("hidden") in {"1", "true"}
    )
    return Table(tuple(fill_merged(rows, _merged(path, sheet))), hidden)


def _parser(source: Any, sheet: Any) -> WorkSheetParser:
    """Openpyxl's own reader of cells, told to say which formulas have no result."""
    from openpyxl.worksheet._reader import WorkSheetParser

    class Parser(WorkSheetParser):  # type: ignore[misc, unused-ignore]
        @override
        def parse_cell(self, element: Any) -> dict[str, Any]:
            cell: dict[str, Any] = super().parse_cell(element)
            if cell["value"] is None:
                formula = element.find(f"{_SPACE}f")
                if formula is not None and _unsaved(element):
                    cell["value"] = Formula("=" + (formula.text or ""))
            return cell

    book = sheet.parent
    return Parser(
        source,
        sheet._shared_strings,  # noqa: SLF001
        data_only=True,
        epoch=book.epoch,
        date_formats=book._date_formats,  # noqa: SLF001
        timedelta_formats=book._timedelta_formats,  # noqa: SLF001
    )


def _unsaved(element: Any) -> bool:
    """Whether a formula has no result stored; an empty text is one."""
    value = element.find(f"{_SPACE}v")
    return value is None or element.get("t") != "str"


def _rows(parser: WorkSheetParser, counted: Counted, progress: Progress) -> Iterator[SheetRow]:
    last = 0
    for place, (number, row) in enumerate(parser.parse()):
        if place % _STEP == 0:
            progress.step(place, 0)
        if number - last > _BLANK_RUN:
            return
        cells = _cells(row)
        if cells:
            last = number
            counted.add(len(cells), row=number)
            yield SheetRow(number, cells)


def _cells(row: list[dict[str, Any]]) -> tuple[Cell, ...]:
    """The cells of a row in their places, up to the last filled one."""
    filled = {cell["column"]: cell["value"] for cell in row if not is_blank(cell["value"])}
    width = min(max(filled, default=0), COLUMNS + 1)
    return tuple(cast("Cell", filled.get(column)) for column in range(1, width + 1))


def _merged(path: Path, sheet: Any) -> list[tuple[int, int, int]]:
    """Cells merged downwards, as (column from 0, first row, last row): one value meant for several
    rows.

    They stand behind the rows, where a sheet left early is never read: so they are looked up in
    the sheet's text.
    """
    found: list[tuple[int, int, int]] = []
    with zipfile.ZipFile(path) as package, package.open(str(sheet._worksheet_path)) as part:  # noqa: SLF001
        tail = b""
        while chunk := part.read(1 << 20):
            text = tail + chunk
            for left, top, right, bottom in _MERGED.findall(text):
                if left == right and int(bottom) > int(top) and int(bottom) - int(top) <= ROWS:
                    found.append((_column(left), int(top), int(bottom)))
            tail = text[-80:] if len(found) < _MERGES else b""
            if len(found) >= _MERGES:
                break
    return sorted(set(found))


def _column(letters: bytes) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + letter - 64
    return index - 1
