"""Comma-separated files as offices save them: UTF-8, UTF-16 or Windows, parted by ; , or tabs."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.lists.sheet import COLUMNS, ROWS, SheetRow

_SIGNS = ";,\t|"
_SAMPLE = 50


def read(path: Path) -> list[SheetRow]:
    """All rows as texts; rows are numbered as a spreadsheet would show them."""
    text = decode(path.read_bytes())
    if _unreadable(text):
        raise UserError(
            N_(
                "%(name)s is not a spreadsheet. Save the list as an Excel workbook (.xlsx) and "
                "choose that."
            ),
            name=path.name,
        )
    rows: list[SheetRow] = []
    try:
        for number, cells in enumerate(
            csv.reader(io.StringIO(text), delimiter=sign_of(text)), start=1
        ):
            if number > ROWS + _SAMPLE or len(cells) > COLUMNS:
                raise _too_large(path)
            rows.append(SheetRow(number, tuple(cell if cell.strip() else None for cell in cells)))
    except csv.Error as error:
        raise UserError(
            N_(
                "%(name)s has an open quotation mark somewhere. Save it from Excel as .xlsx and "
                "choose that."
            ),
            name=path.name,
        ) from error
    return rows


def decode(data: bytes) -> str:
    """The text of a file whose encoding nobody noted: marked Unicode, UTF-8, else Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def sign_of(text: str) -> str:
    """The sign that parts the columns: the one that gives most rows the same, largest number of
    columns.
    """
    lines = text.splitlines()[:_SAMPLE]
    if lines and lines[0].startswith("sep=") and len(lines[0]) == 5:
        return lines[0][4]
    return max(_SIGNS, key=lambda sign: _agreement(lines, sign))


def _agreement(lines: list[str], sign: str) -> tuple[int, int]:
    try:
        widths = [len(row) for row in csv.reader(lines, delimiter=sign) if any(row)]
    except csv.Error:
        return (0, 0)
    wide = [width for width in widths if width > 1]
    if not wide:
        return (0, 0)
    usual = max(set(wide), key=lambda width: (wide.count(width), width))
    return (wide.count(usual), usual)


def _unreadable(text: str) -> bool:
    """Whether this is no text at all: many controls among the first signs."""
    start = text[:4000]
    odd = sum((ord(c) < 32 and c not in "\t\r\n\f") or c == "\ufffd" for c in start)
    return odd * 10 > len(start)


def _too_large(path: Path) -> UserError:
    return UserError(
        N_(
            "%(name)s is larger than %(rows)s rows or %(columns)s columns. Split it and read the "
            "parts."
        ),
        name=path.name,
        rows=ROWS,
        columns=COLUMNS,
    )
