"""Excel workbooks, read without trust: no formula is worked out, no macro or link opened."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from duodesk.base.progress import Progress, silent
from duodesk.lists.safe_xml import tell
from duodesk.lists.sheet import Counted, SheetFile, Table, fill_merged
from duodesk.lists.xlsx_sheet import Book, Cells, Texts

_SHEETS = 50


def read(path: Path, progress: Progress = silent) -> SheetFile:
    """The visible sheets of a workbook whose package was looked at.

    What a workbook is made of and how its numbers are shown is openpyxl's to know; its long parts
    are read here, ten times as fast as through trees.
    """
    counted = Counted(path.name)
    # A file of our own is closed even where openpyxl gives up halfway; what it wonders about in
    # styles and extensions says nothing of the list.
    with path.open("rb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(file) as package:
            book, sheets = _opened(path, package)
            tables: dict[str, Table] = {}
            hidden: list[str] = []
            for name, part, visible in sheets:
                if not visible:
                    hidden.append(name)
                elif len(tables) < _SHEETS:
                    tables[name] = _table(package, part, Cells(book, counted, progress))
    return SheetFile(path.name, tables, tuple(hidden))


def _opened(path: Path, package: zipfile.ZipFile) -> tuple[Book, list[tuple[str, str, bool]]]:
    """What the cells refer to, and the sheets with their parts."""
    from openpyxl import DEFUSEDXML
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.styles.stylesheet import apply_stylesheet

    if not DEFUSEDXML:
        message = "defusedxml is missing: workbooks from outside must not be read without it"
        raise ModuleNotFoundError(message)
    with path.open("rb") as file:
        reader = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
        with reader.archive:
            reader.read_manifest()
            reader.read_workbook()
            apply_stylesheet(reader.archive, reader.wb)
            sheets = list(_sheets(reader, set(package.namelist())))
    made: Any = reader.wb
    days, spans = made._date_formats, made._timedelta_formats  # noqa: SLF001 - nowhere else
    return Book(_texts(package), made.epoch, days, spans), sheets


def _sheets(reader: Any, parts: set[str]) -> Iterator[tuple[str, str, bool]]:
    for sheet, relation in reader.parser.find_sheets():
        if relation.target in parts and "chartsheet" not in relation.Type:
            yield sheet.name, relation.target, sheet.state == "visible"


def _texts(package: zipfile.ZipFile) -> list[str]:
    """The table of shared texts, wherever the workbook keeps it."""
    listener = Texts()
    for name in package.namelist():
        if name.lower().endswith("sharedstrings.xml"):
            with package.open(name) as part:
                tell(part, listener)
            break
    return listener.texts


def _table(package: zipfile.ZipFile, name: str, cells: Cells) -> Table:
    with package.open(name) as part:
        tell(part, cells)
    return Table(tuple(fill_merged(cells.rows, sorted(cells.merged))), frozenset(cells.hidden))
