"""What a column holds, seen from its cells, where its heading says nothing; never sure."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache

from duodesk.base.assets import resource
from duodesk.base.collate import fold
from duodesk.base.reference import postcodes
from duodesk.lists import cells, hours, tongues, words
from duodesk.lists.mapping import Column
from duodesk.lists.sheet import Cell, Sheet, is_blank
from duodesk.lists.targets import NOTE, SHARED

# How many cells are looked at, how many are needed, and which share must agree.
_LOOKED_AT = 120
_LEAST = 2
_SHARE = 0.8
# Names that nobody listed and days in free words leave many cells open.
_LOOSE = 0.4
_MAIL = re.compile(r"(mailto:)?[^\s@]+@[^\s@]+\.[a-z]{2,}", re.IGNORECASE)
_PHONE = re.compile(r"(\+|00|0)[\d\s()./-]{7,17}")
_MOBILE = 400_000_000
_BORN = (1925, 2012)
_NAMES = re.compile(r"[^\W\d_]+(?:[ '’\-][^\W\d_]+)*")


def looks_like_data(cell: Cell) -> bool:
    """Whether a cell is an entry rather than a heading: a day, an address, a telephone number."""
    if isinstance(cell, (date, datetime)):
        return True
    text = cell.strip() if isinstance(cell, str) else ""
    return bool(_MAIL.fullmatch(text) or _PHONE.fullmatch(text) or _is_day(text))


def recognise_contents(sheet: Sheet, columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns of people, those that nobody knew recognised by what they hold."""
    taken = {column.target for column in columns if column.target != NOTE}
    told = _named(taken)
    found: list[Column] = []
    for column in columns:
        unknown = column.target == NOTE and not column.sure
        target = _target(sheet, column, taken, named=told) if unknown else None
        found.append(replace(column, target=target) if target else column)
        taken.add(target or "")
    return _other_name(sheet, found, taken)


def _other_name(sheet: Sheet, columns: Sequence[Column], taken: set[str]) -> tuple[Column, ...]:
    """Beside a column of family names stands one of given names, and the other way round."""
    one, other = "family_name", "given_name"
    if (one in taken) == (other in taken):
        return tuple(columns)
    missing, there = (other, one) if one in taken else (one, other)
    place = next(column.index for column in columns if column.target == there)
    beside = next(
        (
            column.index
            for column in columns
            if abs(column.index - place) == 1
            and column.target == NOTE
            and not column.sure
            and all(_is_name(row.cell(column.index)) for row in sheet.rows[:_LOOKED_AT])
        ),
        None,
    )
    return tuple(replace(c, target=missing) if c.index == beside else c for c in columns)


def _target(sheet: Sheet, column: Column, taken: set[str], *, named: bool) -> str | None:
    some = [row.cell(column.index) for row in sheet.rows[: 3 * _LOOKED_AT]]
    filled = [cell for cell in some if not is_blank(cell)][:_LOOKED_AT]
    if len(filled) < _LEAST:
        return None
    for target, holds in _TESTS:
        open_still = target not in taken or target in SHARED
        by_name = target in {"given_name", "family_name", "full_name"}
        if not open_still or (by_name and named):
            continue
        share = _LOOSE if by_name or target == "availability" else _SHARE
        if sum(holds(cell) for cell in filled) >= share * len(filled):
            return target
    return None


def _named(taken: set[str]) -> bool:
    """Whether the names are known by their headings."""
    return "full_name" in taken or {"family_name", "given_name"} <= taken


def _is_mail(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(_MAIL.fullmatch(cell.strip()))


def _is_phone(cell: Cell) -> bool:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _MOBILE <= cell < 500_000_000 or 32_000_000_000 < cell < 33_000_000_000
    return isinstance(cell, str) and bool(_PHONE.fullmatch(cell.strip())) and not _is_day(cell)


def _is_day(text: str) -> bool:
    return bool(re.search(r"[/.\-]", text)) and cells.as_day(text) is not None


def _is_birth(cell: Cell) -> bool:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and cell < 9_999:
        return False
    day = cells.as_day(cell)
    return day is not None and _BORN[0] <= day.year <= _BORN[1]


def _is_postcode(cell: Cell) -> bool:
    return (cells.as_text(cell) or "") in postcodes()


def _is_place(cell: Cell) -> bool:
    return isinstance(cell, str) and fold(cell).strip() in _places()


def _is_languages(cell: Cell) -> bool:
    if not isinstance(cell, str) or len(cell) < 2:
        return False
    spoken = tongues.languages(cell, words.find)
    return bool(spoken.levels) and len(spoken.left) <= len(spoken.levels)


def _is_free_time(cell: Cell) -> bool:
    return isinstance(cell, str) and len(cell) > 3 and hours.slots(cell).whole


def _is_trade(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(words.codes("occupation", cell, words.find)[0])


def _is_given(cell: Cell) -> bool:
    return isinstance(cell, str) and fold(cell).strip() in _known_names("given_names")


def _is_family(cell: Cell) -> bool:
    if not isinstance(cell, str) or not _NAMES.fullmatch(cell.strip()):
        return False
    return (cell.isupper() and len(cell) > 2) or fold(cell).strip() in _known_names("family_names")


def _is_name(cell: Cell) -> bool:
    return isinstance(cell, str) and len(cell) <= 30 and bool(_NAMES.fullmatch(cell.strip()))


def _is_full(cell: Cell) -> bool:
    """Two or three words, one of them a given name."""
    parts = cell.replace(",", " ").split() if isinstance(cell, str) else []
    given = _known_names("given_names")
    return 2 <= len(parts) <= 4 and any(fold(part) in given for part in parts)


_TESTS: tuple[tuple[str, Callable[[Cell], bool]], ...] = (
    ("email", _is_mail),
    ("birth_date", _is_birth),
    ("phone", _is_phone),
    ("postcode", _is_postcode),
    ("municipality", _is_place),
    ("languages", _is_languages),
    ("availability", _is_free_time),
    ("target", _is_trade),
    ("full_name", _is_full),
    ("given_name", _is_given),
    ("family_name", _is_family),
)


@cache
def _places() -> frozenset[str]:
    return frozenset(fold(name) for place in postcodes().values() for name in place.names)


@cache
def _known_names(file: str) -> frozenset[str]:
    """Names that are borne here: enough of them to tell a column of names."""
    with resource("demo", f"{file}.csv").open(encoding="utf-8", newline="") as source:
        return frozenset(fold(row["name"]) for row in csv.DictReader(source))
