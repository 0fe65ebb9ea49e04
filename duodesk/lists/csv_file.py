"""Comma-separated files as offices save them: UTF-8, UTF-16 or Windows, parted by ; , or tabs."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.progress import Progress, silent
from duodesk.lists.package import no_spreadsheet
from duodesk.lists.sheet import Counted, SheetFile, SheetRow, Table, is_blank

_SIGNS = ";,\t|"
_SAMPLE = 50
_STEP = 2_000
_BYTES = 25_000_000


def read(path: Path, progress: Progress = silent) -> SheetFile:
    """All rows as texts; rows are numbered as a spreadsheet would show them."""
    if path.stat().st_size > _BYTES:
        raise UserError(
            N_(
                "%(name)s is too large to be a list of people. Save only the list as a new "
                "workbook."
            ),
            name=path.name,
        )
    lines = decoded(path.read_bytes())
    if _unreadable("".join(lines[:_SAMPLE])[:4000]):
        raise no_spreadsheet(path.name)
    try:
        rows = tuple(_rows(path.name, lines, progress))
    except csv.Error as error:
        raise UserError(
            N_(
                "%(name)s has an open quotation mark somewhere. Save it from Excel as .xlsx and "
                "choose that."
            ),
            name=path.name,
        ) from error
    return SheetFile(path.name, {"": Table(rows)})


def _rows(name: str, lines: list[str], progress: Progress) -> Iterator[SheetRow]:
    counted = Counted(name)
    sign = sign_of(lines)
    start = 1 if lines[:1] and lines[0].startswith("sep=") else 0
    reader = csv.reader(_plain(lines[start:]), delimiter=sign)
    for number, cells in enumerate(reader, start=1 + start):
        if number % _STEP == 0:
            progress.step(number, 0)
        filled = tuple(cell if cell.strip() else None for cell in cells)
        if not all(is_blank(cell) for cell in filled):
            counted.add(len(filled), row=number)
            yield SheetRow(number, filled)


def _plain(lines: Iterable[str]) -> Iterator[str]:
    """Lines without the null signs that the reader of Python stops at."""
    return (line.replace("\0", "") for line in lines)


def decoded(data: bytes) -> list[str]:
    """The lines of a file whose encoding nobody noted: marked Unicode, else each line for itself.

    Lists pasted together from several programs hold lines in UTF-8 and lines in Windows-1252.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace").splitlines(keepends=True)
    data = data.removeprefix(b"\xef\xbb\xbf")
    return [_line(line) for line in data.splitlines(keepends=True)]


def _line(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def sign_of(lines: list[str]) -> str:
    """The sign that parts the columns: the one that gives most rows the same, largest number of
    columns.
    """
    some = [line.rstrip("\r\n") for line in lines[:_SAMPLE]]
    if some and some[0].startswith("sep=") and len(some[0]) == 5:
        return some[0][4]
    return max(_SIGNS, key=lambda sign: _agreement(some, sign))


def _agreement(lines: list[str], sign: str) -> tuple[int, int]:
    try:
        widths = [len(row) for row in csv.reader(_plain(lines), delimiter=sign) if any(row)]
    except csv.Error:
        return (0, 0)
    wide = [width for width in widths if width > 1]
    if not wide:
        return (0, 0)
    usual = max(set(wide), key=lambda width: (wide.count(width), width))
    return (wide.count(usual), usual)


def _unreadable(start: str) -> bool:
    """Whether this is no text at all: many controls among the first signs."""
    odd = sum((ord(c) < 32 and c not in "\t\r\n\f") or c == "\ufffd" for c in start)
    return odd * 10 > len(start)
