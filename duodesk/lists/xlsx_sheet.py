"""The parts of an Excel workbook that are long: shared texts and the cells of a sheet, read in one
go without building trees.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from math import isfinite
from typing import Any

from duodesk.base.progress import Progress
from duodesk.lists.sheet import COLUMNS, ROWS, Cell, Counted, Formula, SheetRow, is_blank

_STEP = 500
# Rows further below than this are no part of the list above them.
_GAP = 2_000
_MERGES = 20_000
_WRONG = "#VALUE!"


@dataclass(frozen=True, slots=True)
class Book:
    """What the cells of all sheets refer to."""

    texts: Sequence[str]
    epoch: datetime
    days: Collection[int]
    spans: Collection[int]


class Texts:
    """Hears the table of shared texts; how words are pronounced is left out."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._parts: list[str] = []
        self._hears = self._aside = False

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        if name == "si":
            self._parts = []
        elif name == "rPh":
            self._aside = True
        self._hears = name == "t" and not self._aside

    def text(self, text: str) -> None:
        if self._hears:
            self._parts.append(text)

    def end(self, name: str) -> None:
        self._hears = False
        if name == "si":
            self.texts.append(unescaped("".join(self._parts)))
        elif name == "rPh":
            self._aside = False


class Cells:
    """Hears a sheet: its filled rows, those put out of sight, the cells merged downwards."""

    def __init__(self, book: Book, counted: Counted, progress: Progress) -> None:
        self._book, self._counted, self._progress = book, counted, progress
        self.rows: list[SheetRow] = []
        self.hidden: set[int] = set()
        self.merged: set[tuple[int, int, int]] = set()
        self._number = self._last = self._column = 0
        self._row: dict[int, Cell] = {}
        self._cell: dict[str, str] = {}
        self._parts: dict[str, str] = {}
        self._into = ""
        self._aside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._cell, self._parts = attributes, {}
            where = attributes.get("r")
            self._column = column_of(where.rstrip("0123456789")) if where else self._column + 1
        elif name in {"v", "f", "t"}:
            self._into = "" if self._aside else name
            self._parts.setdefault(name, "")
        elif name == "row":
            self._begin_row(attributes)
        elif name == "rPh":
            self._aside = True
        elif name == "mergeCell" and len(self.merged) < _MERGES:
            self._merge(attributes.get("ref", ""))

    def text(self, text: str) -> None:
        if self._into:
            self._parts[self._into] += text

    def end(self, name: str) -> None:
        self._into = ""
        if name == "c":
            if self._parts:
                self._take()
        elif name == "row":
            self._end_row()
        elif name == "rPh":
            self._aside = False

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._number = int(float(attributes.get("r", self._number + 1)))
        self._row, self._column = {}, 0
        if self._number % _STEP == 0:
            self._progress.step(self._number, 0)
        if attributes.get("hidden") in {"1", "true"}:
            self.hidden.add(self._number)

    def _end_row(self) -> None:
        if not self._row or self._number - self._last > _GAP:
            return
        self._last = self._number
        width = min(max(self._row), COLUMNS + 1)
        self._counted.add(max(width, len(self._row)), row=self._number)
        cells = tuple(self._row.get(column) for column in range(1, width + 1))
        self.rows.append(SheetRow(self._number, cells))

    def _take(self) -> None:
        value = self._value()
        if not is_blank(value):
            self._row[self._column] = value

    def _value(self) -> Cell:
        kind, text = self._cell.get("t", "n"), self._parts.get("v", "")
        if kind == "inlineStr":
            return unescaped(self._parts.get("t", ""))
        if not text and kind != "str" and "f" in self._parts:
            return Formula("=" + self._parts["f"])
        if not text or kind in {"str", "e"}:
            return unescaped(text) or None
        if kind == "s":
            return self._book.texts[int(text)]
        if kind == "b":
            return bool(int(text))
        return datetime.fromisoformat(text) if kind == "d" else self._figure(text)

    def _figure(self, text: str) -> Cell:
        """A number, or the day or hour that its format makes of it."""
        number = int(text) if text.isdecimal() and len(text) < 16 else float(text)
        style = int(self._cell.get("s", 0))
        if not isfinite(number):
            return None
        if style not in self._book.days:
            return number
        return _moment(number, self._book, span=style in self._book.spans)

    def _merge(self, ref: str) -> None:
        first, _colon, last = ref.partition(":")
        left, right = first.rstrip("0123456789"), last.rstrip("0123456789")
        if not last or left != right:
            return
        top, bottom = int(first[len(left) :]), int(last[len(right) :])
        if 0 < bottom - top <= ROWS:
            self.merged.add((column_of(left) - 1, top, bottom))


def _moment(number: float, book: Book, *, span: bool) -> Cell:
    from openpyxl.utils.datetime import from_excel

    try:
        found: Any = from_excel(number, book.epoch, timedelta=span)
    except (OverflowError, ValueError):
        return _WRONG
    if not isinstance(found, timedelta):
        moment: Cell = found
        return moment
    minutes, seconds = divmod(round(found.total_seconds()), 60)
    return time(minutes // 60, minutes % 60, seconds) if 0 <= minutes < 1440 else str(found)


@cache
def column_of(letters: str) -> int:
    """The place of a column, 1 for A; no sheet has more than three letters."""
    if not letters.isascii() or not letters.isalpha() or len(letters) > 3:
        raise ValueError(f"no column: {letters[:9]!r}")
    place = 0
    for letter in letters.upper():
        place = place * 26 + ord(letter) - 64
    return place


def unescaped(text: str) -> str:
    """A text without the signs that Excel writes as _x000D_."""
    return text.replace("_x000D_", "").replace("_x005F_", "_") if "_x" in text else text
