"""Excel workbooks, read without trust: sizes are checked before anything is unpacked, formulas are
never run.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast
from xml.etree.ElementTree import ParseError

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.lists.sheet import COLUMNS, ROWS, Cell, SheetRow, is_blank

# reliability.md S-06: what a workbook may unpack to, and how much larger than packed.
_UNPACKED = 200_000_000
_RATIO = 100
_SMALL = 5_000_000
_TEXTS = 60_000_000
_SHEETS = 50
_BLANK_RUN = 2_000
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_MERGES = 20_000
# Errors that openpyxl was seen to raise on damaged workbooks; it has no error of its own for them.
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, ParseError, LookupError, ValueError, TypeError, AttributeError,
    OSError, EOFError, ArithmeticError, NotImplementedError, RuntimeError, AssertionError,
)  # fmt: skip


def read(path: Path) -> dict[str, list[SheetRow]]:
    """The rows of every visible sheet by its name; raises `UserError` for what is no sound
    workbook.
    """
    try:
        _check_package(path)
        return _read(path)
    except UserError:
        raise
    except _DAMAGED as error:
        raise UserError(
            N_("%(name)s is damaged. Open it in Excel, save it under a new name and choose that."),
            name=path.name,
        ) from error


def _check_package(path: Path) -> None:
    """Look at the table of contents of the zip before unpacking anything."""
    with zipfile.ZipFile(path) as package:
        infos = package.infolist()
        names = {info.filename for info in infos}
        _check_kind(path, package, names)
        unpacked = sum(info.file_size for info in infos)
        packed = sum(info.compress_size for info in infos)
        texts = max(
            (info.file_size for info in infos if "sharedStrings" in info.filename), default=0
        )
        swollen = unpacked > _SMALL and unpacked > _RATIO * max(packed, 1)
        if unpacked > _UNPACKED or texts > _TEXTS or swollen or len(infos) > 5_000:
            raise UserError(
                N_(
                    "%(name)s unpacks to far more than a list of people needs. "
                    "Copy the list alone into a new workbook and choose that."
                ),
                name=path.name,
            )


def _check_kind(path: Path, package: zipfile.ZipFile, names: set[str]) -> None:
    if "mimetype" in names and package.getinfo("mimetype").file_size < 200:
        kind = package.read("mimetype")
        if b"opendocument" in kind:
            raise UserError(
                N_(
                    "%(name)s is an OpenDocument file. Open it in LibreOffice, save it as an "
                    "Excel workbook (.xlsx) and choose that."
                ),
                name=path.name,
            )
    if "xl/workbook.bin" in names:
        raise UserError(
            N_(
                "%(name)s is a binary workbook. Save it in Excel as a workbook (.xlsx) and "
                "choose that."
            ),
            name=path.name,
        )
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise UserError(
            N_(
                "%(name)s is not a spreadsheet. Save the list as an Excel workbook (.xlsx) and "
                "choose that."
            ),
            name=path.name,
        )


def _read(path: Path) -> dict[str, list[SheetRow]]:
    from openpyxl import DEFUSEDXML, load_workbook

    if not DEFUSEDXML:
        message = "defusedxml is missing: workbooks from outside must not be read without it"
        raise ModuleNotFoundError(message)
    # A file of our own is closed even where openpyxl gives up halfway.
    with path.open("rb") as file:
        workbook = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        try:
            sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
            return {
                sheet.title: _fill_merged(list(_rows(path, sheet)), _merged(path, sheet))
                for sheet in sheets[:_SHEETS]
            }
        finally:
            workbook.close()


def _rows(path: Path, sheet: Any) -> Iterator[SheetRow]:
    """The filled rows. A sheet formatted down to its last row is left after a long run of blank
    ones.
    """
    sheet.reset_dimensions()
    blank = 0
    values = sheet.iter_rows(values_only=True, max_col=COLUMNS + 1, max_row=ROWS + _BLANK_RUN)
    for number, row in enumerate(values, start=1):
        cells = _trimmed(row)
        if not cells:
            blank += 1
            if blank > _BLANK_RUN:
                return
            continue
        blank = 0
        if number > ROWS + 100 or len(cells) > COLUMNS:
            raise UserError(
                N_(
                    "%(name)s is larger than %(rows)s rows or %(columns)s columns. Split it and "
                    "read the parts."
                ),
                name=path.name,
                rows=ROWS,
                columns=COLUMNS,
            )
        yield SheetRow(number, cells)


def _trimmed(row: tuple[Any, ...]) -> tuple[Cell, ...]:
    end = next((n for n in range(len(row), 0, -1) if not is_blank(row[n - 1])), 0)
    return cast("tuple[Cell, ...]", row[:end])


def _merged(path: Path, sheet: Any) -> list[tuple[int, int, int]]:
    """Cells merged downwards, as (column from 0, first row, last row): one value meant for several
    rows.

    openpyxl leaves them out when it reads a sheet as a stream, so they are looked up in the sheet's
    text.
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


def _fill_merged(rows: list[SheetRow], merged: list[tuple[int, int, int]]) -> list[SheetRow]:
    """Give every row of a merged stretch its value."""
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


def _column(letters: bytes) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + letter - 64
    return index - 1
