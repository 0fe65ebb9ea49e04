"""One cell as text, day, telephone or yes and no, whatever kind the spreadsheet made of it."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from duodesk.base.collate import fold
from duodesk.base.dates import parse_date
from duodesk.lists.sheet import Cell
from duodesk.people.text import clean_line, clean_lines

# What Excel shows when a formula went wrong: nothing to read.
ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!"})
# Day 1 is 1 January 1900, and Excel believes in 29 February 1900: so days count from 30 December
# 1899.
_EPOCH = date(1899, 12, 30)
_LAST_SERIAL = 73_050
_CLOCK = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$")
_NAMED = re.compile(
    r"(\d{1,2})(?:er|e|ste|st|nd|rd|th|\.)?\s+(?:de |of )?([^\W\d_]{3,10})\.?\s+(\d{4})"
)
_MONTHS = (
    ("janvier", "januari", "january", "januar", "janv", "jan"),
    ("fevrier", "februari", "february", "februar", "fevr", "fev", "feb"),
    ("mars", "maart", "march", "marz", "maerz", "mrt", "mar"),
    ("avril", "april", "avr", "apr"),
    ("mai", "mei", "may"),
    ("juin", "juni", "june", "jun"),
    ("juillet", "juli", "july", "juil", "jul"),
    ("aout", "augustus", "august", "aug"),
    ("septembre", "september", "sept", "sep"),
    ("octobre", "oktober", "october", "oct", "okt"),
    ("novembre", "november", "nov"),
    ("decembre", "december", "dezember", "dec", "dez"),
)
_MONTH_OF = {name: n for n, names in enumerate(_MONTHS, start=1) for name in names}
_YES = frozenset(
    [
        "oui",
        "ja",
        "yes",
        "x",
        "1",
        "vrai",
        "waar",
        "true",
        "wahr",
        "ok",
        "o",
        "j",
        "y",
        "v",
        "✓",
        "✔",
        "si",
    ]
)
_NO = frozenset(
    ["non", "nee", "no", "nein", "0", "faux", "onwaar", "false", "falsch", "n", "-", "/", "–"]
)


def as_text(cell: Cell) -> str | None:
    """A line of text; whole numbers without the .0 that Excel gave them."""
    text = _plain(cell)
    return text.strip() or None if text and _is_clean(text) else clean_line(text)


def as_lines(cell: Cell) -> str | None:
    """Several lines of text."""
    text = _plain(cell)
    return text.strip() or None if text and _is_clean(text) else clean_lines(text)


def _is_clean(text: str) -> bool:
    """Whether there is nothing to tidy, as in most cells of a long list."""
    return text.isascii() and text.isprintable() and "  " not in text


def as_day(cell: Cell) -> date | None:
    """A day from a date, a date with hours, a text, or the serial number Excel keeps inside."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, bool) or cell is None or isinstance(cell, time):
        return None
    if isinstance(cell, (int, float)):
        return _serial(cell)
    text = _CLOCK.sub("", clean_line(cell) or "")
    return parse_date(text) or _compact(text) or _named(text)


def as_phone(cell: Cell) -> str | None:
    """A telephone number as typed; a number cell lost its 0 or + on the way and gets it back."""
    text = as_text(cell)
    if text is None or not isinstance(cell, (int, float)) or isinstance(cell, bool):
        return text
    if text.startswith("32") and len(text) in {10, 11}:
        return f"+{text}"
    return f"0{text}" if len(text) in {8, 9} else text


def as_yes_no(cell: Cell) -> bool | None:
    """Yes, no, or not readable."""
    if isinstance(cell, bool):
        return cell
    word = fold(as_text(cell) or "").strip(" .!")
    return True if word in _YES else False if word in _NO else None


def as_count(cell: Cell) -> int | None:
    """A whole number, or not readable."""
    text = as_text(cell) or ""
    return int(text) if re.fullmatch(r"[+-]?[0-9]{1,9}", text) else None


def _plain(cell: Cell) -> str | None:
    if cell is None or (isinstance(cell, str) and cell.strip() in ERRORS):
        return None
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, (datetime, date, time)):
        return cell.isoformat(" ", "minutes") if isinstance(cell, datetime) else cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _serial(number: float) -> date | None:
    return (
        _EPOCH + timedelta(days=int(number))
        if 1 <= number <= _LAST_SERIAL
        else _compact(str(number))
    )


def _compact(text: str) -> date | None:
    """19980312, and 35866 typed as text."""
    if re.fullmatch(r"(19|20)\d{6}", text):
        return parse_date(f"{text[:4]}-{text[4:6]}-{text[6:]}")
    return _EPOCH + timedelta(days=int(text)) if re.fullmatch(r"[1-6]\d{4}", text) else None


def _named(text: str) -> date | None:
    """12 mars 1998, 1er août 2001, 3 mei 1999."""
    match = _NAMED.search(fold(text))
    month = _MONTH_OF.get(match.group(2)) if match else None
    return parse_date(f"{match.group(1)}/{month}/{match.group(3)}") if match and month else None
