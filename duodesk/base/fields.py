"""What a field is: said once, read by form, table, spreadsheet, filter and history alike.

A field describes; it neither lays out nor checks across fields.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Flag, auto

from duodesk.base.i18n import _


class On(Flag):
    """Where a field shows itself."""

    FORM = auto()
    TABLE = auto()
    EXCEL = auto()
    FILTER = auto()


EVERYWHERE = On.FORM | On.TABLE | On.EXCEL | On.FILTER


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a table as people know it; `headings` are further words for it in
    spreadsheets.
    """

    name: str
    title_id: str
    on: On = EVERYWHERE
    required: bool = False
    headings: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return _(self.title_id)


@dataclass(frozen=True, slots=True)
class Text(Field):
    """A line of text, or several."""

    lines: int = 1


@dataclass(frozen=True, slots=True)
class Day(Field):
    """A calendar day."""


@dataclass(frozen=True, slots=True)
class Number(Field):
    """A whole number within bounds."""

    least: int = 0
    most: int = 10_000


@dataclass(frozen=True, slots=True)
class YesNo(Field):
    """Yes, no, or not known."""


@dataclass(frozen=True, slots=True)
class Choice(Field):
    """One of a pick list of `resources/reference`, kept as its code."""

    choices: str = ""
