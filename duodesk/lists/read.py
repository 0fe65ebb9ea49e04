"""A spreadsheet file as tables of plain values: .xlsx, .xlsm, .ods, .csv, .txt; nothing in it is
ever run.

What cannot be read ends in one sentence with the way out.
"""

from __future__ import annotations

from pathlib import Path

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.progress import Progress, silent
from duodesk.lists import csv_file, ods_file, package, xlsx_file
from duodesk.lists.find_list import found, promise
from duodesk.lists.sheet import Sheet, SheetFile

# What the window offers and what may be dropped on it.
SUFFIXES = (".xlsx", ".xlsm", ".ods", ".csv", ".txt")
_BYTES = 60_000_000
_OLD_OFFICE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHERS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"<?xml", b"PK\x05\x06")
_PAGES = (b"<html", b"<!doctype html", b"<table", b"<meta", b"mime-version:")
_LOCKS = ("~$", ".~lock.")


def read(path: Path, *, sheet: str | None = None) -> Sheet:
    """Read a file; of a workbook the sheet named, else the one whose headings say most."""
    return sheet_of(open_file(path), sheet)


def open_file(path: Path, progress: Progress = silent) -> SheetFile:
    """All visible sheets of a file."""
    head = _head(path)
    if not head.startswith(b"PK"):
        return _as_open(csv_file.read(path, progress), path)
    try:
        reader = ods_file if package.kind(path) == package.OPEN_DOCUMENT else xlsx_file
        return _as_open(reader.read(path, progress), path)
    except UserError:
        raise
    except package.DAMAGED as error:
        raise package.damaged(path.name) from error


def sheet_of(workbook: SheetFile, name: str | None = None) -> Sheet:
    """The list in one sheet of a file; without a name in the sheet whose headings say most."""
    tables = workbook.tables
    if not tables:
        raise package.no_spreadsheet(workbook.file)
    if name is not None and name not in tables:
        raise UserError(
            N_("There is no sheet “%(sheet)s” in %(name)s."), sheet=name, name=workbook.file
        )
    return found(
        workbook, name if name is not None else max(tables, key=lambda n: promise(tables[n]))
    )


def _as_open(workbook: SheetFile, path: Path) -> SheetFile:
    """Note that somebody has the file open: what they typed last may be missing."""
    lock = path.parent / f"~${path.name[2:] if len(path.name) > 12 else path.name}"
    other = path.parent / f".~lock.{path.name}#"
    open_now = any(one.exists() for one in (lock, path.parent / f"~${path.name}", other))
    return SheetFile(workbook.file, workbook.tables, workbook.hidden, still_open=open_now)


def _head(path: Path) -> bytes:
    """The first bytes, after refusing what is none of the formats that can be read."""
    if path.name.startswith(_LOCKS):
        raise UserError(
            N_("%(name)s only says that a list is open elsewhere. Choose the list itself."),
            name=path.name,
        )
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
    _refuse_others(path, head)
    return head


def _refuse_others(path: Path, head: bytes) -> None:
    if head.startswith(_OLD_OFFICE):
        _refuse_old(path)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_PAGES):
        raise UserError(
            N_(
                "%(name)s is a web page under the name of a workbook. Open it in Excel, save it as "
                "an Excel workbook (.xlsx) and choose that."
            ),
            name=path.name,
        )
    if head.startswith(_OTHERS):
        raise package.no_spreadsheet(path.name)


def _refuse_old(path: Path) -> None:
    if _ENCRYPTED in path.read_bytes():
        raise package.protected(path.name)
    raise UserError(
        N_(
            "%(name)s is in the old Excel format. Open it in Excel or LibreOffice, save it as an "
            "Excel workbook (.xlsx) and choose that."
        ),
        name=path.name,
    )
