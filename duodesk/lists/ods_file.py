"""OpenDocument sheets, read as a stream without trust: repeated cells are counted before they are
made, formulas are never worked out.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from math import isfinite
from pathlib import Path
from typing import IO, Any

from duodesk.base.progress import Progress, silent
from duodesk.lists.sheet import (
    COLUMNS,
    ROWS,
    Cell,
    Counted,
    Formula,
    SheetFile,
    SheetRow,
    Table,
    fill_merged,
    is_blank,
    too_large,
)

_SHEETS = 50
_STEP = 500
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_CELLS = frozenset({f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"})
_TIME = re.compile(r"PT(\d+)H(\d+)M(\d+)")


def read(path: Path, progress: Progress = silent) -> SheetFile:
    """The visible sheets of a document whose package was looked at."""
    counted = Counted(path.name)
    with zipfile.ZipFile(path) as package, package.open("content.xml") as part:
        reader = _Reader(path.name, counted, progress)
        reader.read(part)
    tables = {sheet.name: sheet.table() for sheet in reader.sheets if not sheet.hidden}
    return SheetFile(path.name, tables, tuple(s.name for s in reader.sheets if s.hidden))


@dataclass(slots=True)
class _Sheet:
    """A sheet while it is read."""

    name: str
    hidden: bool
    number: int = 0
    rows: list[SheetRow] = field(default_factory=list)
    out_of_sight: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int]] = field(default_factory=list)

    def table(self) -> Table:
        return Table(tuple(fill_merged(self.rows, self.merged)), frozenset(self.out_of_sight))


class _Reader:
    """Follows the document element by element and lets go of each row once it is taken."""

    def __init__(self, name: str, counted: Counted, progress: Progress) -> None:
        self._name = name
        self._counted = counted
        self._progress = progress
        self._hidden_styles: set[str] = set()
        self._depth = 0
        self.sheets: list[_Sheet] = []

    def read(self, part: IO[bytes]) -> None:
        for kind, element in _events(part):
            if element.tag == f"{_TABLE}table":
                self._enter(element) if kind == "start" else self._leave(element)
            elif kind == "end" and element.tag == f"{_STYLE}style":
                self._note_style(element)
                element.clear()
            elif kind == "end" and self._depth == 1 and element.tag == f"{_TABLE}table-row":
                self._take(element)
                element.clear()
            elif kind == "end" and self._depth == 0 and element.tag == f"{_TABLE}tracked-changes":
                element.clear()

    def _enter(self, element: Any) -> None:
        self._depth += 1
        if self._depth == 1 and len(self.sheets) < _SHEETS:
            style = element.get(f"{_TABLE}style-name", "")
            name = element.get(f"{_TABLE}name", "")
            self.sheets.append(_Sheet(name, style in self._hidden_styles))

    def _leave(self, element: Any) -> None:
        self._depth -= 1
        if self._depth == 0:
            element.clear()

    def _note_style(self, element: Any) -> None:
        properties = element.find(f"{_STYLE}table-properties")
        if properties is not None and properties.get(f"{_TABLE}display") == "false":
            self._hidden_styles.add(element.get(f"{_STYLE}name", ""))

    def _take(self, element: Any) -> None:
        """A row, or as many of it as it says; blank ones are only counted."""
        sheet = self.sheets[-1]
        times = _count(element, "number-rows-repeated")
        first = sheet.number + 1
        sheet.number += times
        if first % _STEP == 0:
            self._progress.step(first, 0)
        cells = self._cells(element, sheet, first)
        if not cells:
            return
        if first + times - 1 > ROWS + 100:
            raise too_large(self._name)
        for number in range(first, first + times):
            self._counted.add(len(cells), row=number)
            sheet.rows.append(SheetRow(number, cells))
        if element.get(f"{_TABLE}visibility", "visible") != "visible":
            sheet.out_of_sight.update(range(first, first + times))

    def _cells(self, element: Any, sheet: _Sheet, number: int) -> tuple[Cell, ...]:
        cells: list[Cell] = []
        blank = 0
        for part in element:
            if part.tag not in _CELLS:
                continue
            times, value = _count(part, "number-columns-repeated"), _value(part)
            if is_blank(value):
                blank += times
                continue
            if len(cells) + blank + times > COLUMNS:
                raise too_large(self._name)
            cells.extend([None] * blank)
            down = _count(part, "number-rows-spanned")
            if 1 < down <= ROWS and _count(part, "number-columns-spanned") == 1:
                sheet.merged.append((len(cells), number, number + down - 1))
            cells.extend([value] * times)
            blank = 0
        return tuple(cells)


def _events(part: IO[bytes]) -> Iterator[tuple[str, Any]]:
    from defusedxml.ElementTree import iterparse

    yield from iterparse(part, events=("start", "end"), forbid_dtd=True)


def _count(element: Any, name: str) -> int:
    return max(int(element.get(f"{_TABLE}{name}", "1")), 1)


def _value(element: Any) -> Cell:
    """What a cell holds: the value stored with it rather than the text it is shown as."""
    kind = element.get(f"{_OFFICE}value-type")
    if kind is None:
        formula = element.get(f"{_TABLE}formula")
        return _text(element) if formula is None else Formula(formula[formula.find("=") :] or "=")
    read = _READERS.get(kind)
    return read(element) if read else element.get(f"{_OFFICE}string-value") or _text(element)


def _number(element: Any) -> Cell:
    number = float(element.get(f"{_OFFICE}value", ""))
    if not isfinite(number):
        return None
    return int(number) if number.is_integer() and abs(number) < 10**15 else number


def _day(element: Any) -> Cell:
    """A day, a day with hours; what no calendar knows stays as text."""
    text = str(element.get(f"{_OFFICE}date-value", ""))
    try:
        return datetime.fromisoformat(text[:26]) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return text


def _hours(element: Any) -> Cell:
    text = str(element.get(f"{_OFFICE}time-value", ""))
    match = _TIME.match(text)
    if match is None:
        return text
    hour, minute, second = (int(part) for part in match.groups())
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else text


def _yes_no(element: Any) -> Cell:
    return bool(element.get(f"{_OFFICE}boolean-value") == "true")


_READERS: dict[str, Callable[[Any], Cell]] = {
    "float": _number,
    "percentage": _number,
    "currency": _number,
    "date": _day,
    "time": _hours,
    "boolean": _yes_no,
}


def _text(element: Any) -> str | None:
    """The paragraphs of a cell; what is written on a note stuck to it is not among them."""
    lines = [_spelled(part) for part in element if part.tag == f"{_TEXT}p"]
    return "\n".join(lines) or None


def _spelled(element: Any) -> str:
    parts = [element.text or ""]
    for part in element:
        if part.tag == f"{_TEXT}s":
            parts.append(" " * min(int(part.get(f"{_TEXT}c", "1")), 100))
        elif part.tag in {f"{_TEXT}line-break", f"{_TEXT}tab"}:
            parts.append("\n" if part.tag.endswith("break") else "\t")
        elif part.tag.startswith((_TEXT, "{http")) or part.tag == f"{_TEXT}a":
            parts.append(_spelled(part))
        parts.append(part.tail or "")
    return "".join(parts)
