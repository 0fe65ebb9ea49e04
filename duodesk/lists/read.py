"""A spreadsheet file as rows of plain values: .xlsx, .xlsm, .csv, .txt; nothing in it is ever run.

What cannot be read ends in one sentence with the way out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_, Message
from duodesk.lists import csv_file, xlsx_file
from duodesk.lists.mapping import recognised
from duodesk.lists.sheet import COLUMNS, ROWS, Cell, Sheet, SheetRow, is_blank

# Where a heading row is looked for: below titles, logos and explanations.
_HEADING_WITHIN = 30
_BYTES = 60_000_000
_OLD_OFFICE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read(path: Path, *, sheet: str | None = None) -> Sheet:
    """Read a file; of a workbook the sheet named, else the one whose headings say most."""
    head = _head(path)
    workbook = head.startswith(b"PK")
    tables = xlsx_file.read(path) if workbook else {"": csv_file.read(path)}
    if sheet is not None and sheet not in tables:
        raise UserError(
            N_("There is no sheet “%(sheet)s” in %(name)s."), sheet=sheet, name=path.name
        )
    chosen = sheet if sheet is not None else max(tables, key=lambda name: _promise(tables[name]))
    return _sheet(path, chosen, tables[chosen], tuple(tables))


def _head(path: Path) -> bytes:
    """The first bytes, after refusing what is none of the formats that can be read."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as error:
        raise UserError(
            N_("%(name)s could not be opened. Close it in other programs and try again."),
            name=path.name,
        ) from error
    if size > _BYTES:
        raise UserError(
            N_(
                "%(name)s is too large to be a list of people. Save only the list as a new "
                "workbook."
            ),
            name=path.name,
        )
    if size == 0:
        raise UserError(N_("%(name)s is empty. Choose another file."), name=path.name)
    if head.startswith(_OLD_OFFICE):
        _refuse_old(path)
    if head.startswith(
        (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf", b"<html", b"<!DOCTYPE", b"<?xml")
    ):
        raise UserError(
            N_(
                "%(name)s is not a spreadsheet. Save the list as an Excel workbook (.xlsx) and "
                "choose that."
            ),
            name=path.name,
        )
    return head


def _refuse_old(path: Path) -> None:
    if _ENCRYPTED in path.read_bytes():
        raise UserError(
            N_(
                "%(name)s is protected by a password. Open it in Excel, remove the password "
                "(File, Info, Protect Workbook), save it and choose it again."
            ),
            name=path.name,
        )
    raise UserError(
        N_(
            "%(name)s is in the old Excel format. Open it in Excel or LibreOffice, save it as an "
            "Excel workbook (.xlsx) and choose that."
        ),
        name=path.name,
    )


def _promise(rows: Sequence[SheetRow]) -> tuple[int, int]:
    """How much a table looks like a list of people: headings known, then rows."""
    return max((_known(row) for row in rows[:_HEADING_WITHIN]), default=0), len(rows)


def _known(row: SheetRow) -> int:
    return sum(recognised(cell) for cell in row.cells if isinstance(cell, str))


def _sheet(path: Path, name: str, rows: Sequence[SheetRow], names: tuple[str, ...]) -> Sheet:
    filled = [row for row in rows if not all(is_blank(cell) for cell in row.cells)]
    if len(filled) < 2:
        raise UserError(
            N_("%(name)s holds no list: a row of headings and at least one row below are needed."),
            name=path.name,
        )
    first = max(filled[:_HEADING_WITHIN], key=lambda row: (_known(row), _texts(row), -row.number))
    body = tuple(row for row in filled if row.number > first.number)
    if not body:
        raise UserError(
            N_("Below the headings of %(name)s, row %(row)s, there is nothing."),
            name=path.name, row=first.number,
        )  # fmt: skip
    _check_size(path, body)
    width = max(_width(row.cells) for row in (first, *body))
    headings = tuple(_heading(first.cell(index)) for index in range(width))
    return Sheet(
        file=path.name,
        name=name,
        headings=headings,
        heading_row=first.number,
        rows=body,
        names=names,
        warnings=tuple(_warnings(filled, first, name, names)),
    )


def _check_size(path: Path, rows: Sequence[SheetRow]) -> None:
    if len(rows) > ROWS or any(_width(row.cells) > COLUMNS for row in rows):
        raise UserError(
            N_(
                "%(name)s is larger than %(rows)s rows or %(columns)s columns. Split it and read "
                "the parts."
            ),
            name=path.name,
            rows=ROWS,
            columns=COLUMNS,
        )


def _warnings(
    filled: Sequence[SheetRow], first: SheetRow, name: str, names: Sequence[str]
) -> Iterable[Message]:
    above = sum(row.number < first.number for row in filled)
    if above:
        yield Message(
            N_("The headings were found in row %(row)s; what stands above is left out."),
            {"row": first.number},
        )
    others = ", ".join(other for other in names if other != name)
    if others:
        yield Message(
            N_("Only the sheet “%(sheet)s” is read; also in the file: %(others)s."),
            {"sheet": name, "others": others},
        )


def _width(cells: Sequence[Cell]) -> int:
    return next((n for n in range(len(cells), 0, -1) if not is_blank(cells[n - 1])), 0)


def _texts(row: SheetRow) -> int:
    """How many cells could be headings: short texts; a single one is rather a title."""
    texts = sum(isinstance(cell, str) and 0 < len(cell.strip()) <= 60 for cell in row.cells)
    return texts if texts > 1 else 0


def _heading(cell: Cell) -> str:
    return " ".join(str(cell).split())[:200] if not is_blank(cell) else ""
