"""The pick lists that ship: occupations, languages, interests, places; each name in four
languages.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from duodesk.base.assets import resource
from duodesk.base.collate import fold
from duodesk.base.i18n import language

_LANGUAGES = ("en", "fr", "nl", "de")


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list: its lasting code and its names; `extra` is what the list needs
    beside.
    """

    code: str
    names: tuple[str, ...]
    extra: str = ""

    def name(self, code: str | None = None) -> str:
        """The name in a language, or in the one spoken."""
        spoken = code or language()
        return self.names[_LANGUAGES.index(spoken) if spoken in _LANGUAGES else 0]


@dataclass(frozen=True, slots=True)
class Occupation(Choice):
    """A trade: its professional field and its minor group in ISCO-08."""

    field: str = ""
    isco: str = ""


@dataclass(frozen=True, slots=True)
class Topic(Choice):
    """Help asked or offered; `meeting` when it is also worked on in weekly meetings."""

    meeting: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """An axis of working style from -2 (low pole) to +2 (high pole)."""

    code: str
    low: Choice
    high: Choice


@dataclass(frozen=True, slots=True)
class SchoolBreak(Choice):
    """A school holiday as it was decided: of which community, from when to when."""

    community: str = ""
    first_day: date = date.min
    last_day: date = date.min


@dataclass(frozen=True, slots=True)
class Place(Choice):
    """A Belgian postcode: municipality names and the centre of its canton in degrees."""

    latitude: float = 0.0
    longitude: float = 0.0


@cache
def fields() -> dict[str, Choice]:
    """The professional fields."""
    return {row["code"]: Choice(row["code"], _names(row)) for row in _rows("fields")}


@cache
def neighbours() -> frozenset[frozenset[str]]:
    """Pairs of fields in which experience carries over."""
    return frozenset(frozenset((row["one"], row["other"])) for row in _rows("neighbours"))


@cache
def occupations() -> dict[str, Occupation]:
    """The occupations."""
    return {
        row["code"]: Occupation(row["code"], _names(row), field=row["field"], isco=row["isco"])
        for row in _rows("occupations")
    }


@cache
def languages() -> dict[str, Choice]:
    """Languages by ISO 639-3 code."""
    return {row["code"]: Choice(row["code"], _names(row)) for row in _rows("languages")}


@cache
def interests() -> dict[str, Choice]:
    """Interests; `extra` is their group."""
    return {
        row["code"]: Choice(row["code"], _names(row), row["group"]) for row in _rows("interests")
    }


@cache
def topics() -> dict[str, Topic]:
    """Topics of help and of meetings."""
    return {
        row["code"]: Topic(row["code"], _names(row), meeting=row["meeting"] == "yes")
        for row in _rows("topics")
    }


@cache
def styles() -> dict[str, Style]:
    """The four axes of working style."""
    return {
        row["code"]: Style(
            row["code"],
            Choice("low", tuple(row[f"low_{code}"] for code in _LANGUAGES)),
            Choice("high", tuple(row[f"high_{code}"] for code in _LANGUAGES)),
        )
        for row in _rows("styles")
    }


@cache
def school_breaks() -> tuple[SchoolBreak, ...]:
    """The school holidays of the three communities, as far ahead as they are decided."""
    return tuple(
        SchoolBreak(
            row["code"],
            _names(row),
            community=row["community"],
            first_day=date.fromisoformat(row["first"]),
            last_day=date.fromisoformat(row["last"]),
        )
        for row in _rows("school_holidays")
    )


@cache
def postcodes() -> dict[str, Place]:
    """Belgian postcodes."""
    return {
        row["postcode"]: Place(
            row["postcode"],
            (row["fr"], row["fr"], row["nl"], row["fr"]),
            latitude=float(row["lat"]),
            longitude=float(row["lon"]),
        )
        for row in _rows("postcodes")
    }


def picklist(name: str) -> dict[str, Choice]:
    """A short list by its name; empty when there is none."""
    return _picklists().get(name, {})


def chosen(name: str, code: str | None) -> str:
    """What to show for a code of a list: its name, or the code of a newer program as it is."""
    if not code:
        return ""
    choice = picklist(name).get(code)
    return choice.name() if choice else code


def called(name: str, code: str | None) -> str:
    """The same for every list there is, long or short."""
    if not code:
        return ""
    lists: dict[str, Callable[[], Mapping[str, Choice]]] = {
        "language": languages, "occupation": occupations, "interest": interests, "topic": topics,
    }  # fmt: skip
    choices = lists[name]() if name in lists else picklist(name)
    return choices[code].name() if code in choices else code


def occupation_name(code: str) -> str:
    """The name of an occupation, or its code."""
    return occupations()[code].name() if code in occupations() else code


def language_label(code: str) -> str:
    """The name of a language, or its code."""
    return languages()[code].name() if code in languages() else code


def find_code(items: dict[str, Choice], text: str) -> str | None:
    """The code whose code or name in any language is this text, whatever its case and accents."""
    return _by_words(tuple(items.values())).get(fold(text).strip())


def distance_km(one: str | None, other: str | None) -> float | None:
    """The distance between two postcodes' centres over the ground (haversine), None when one is
    unknown.
    """
    places = postcodes()
    if one not in places or other not in places:
        return None
    a, b = places[one], places[other]
    la, lb = math.radians(a.latitude), math.radians(b.latitude)
    half = math.radians(b.longitude - a.longitude) / 2
    square = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin(half) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(square))


@cache
def _picklists() -> dict[str, dict[str, Choice]]:
    lists: dict[str, dict[str, Choice]] = {}
    for row in _rows("picklists"):
        choice = Choice(row["code"], _names(row), row["extra"])
        lists.setdefault(row["list"], {})[row["code"]] = choice
    return lists


@cache
def _by_words(choices: tuple[Choice, ...]) -> dict[str, str]:
    words: dict[str, str] = {}
    for choice in choices:
        for name in (choice.code, *choice.names):
            for form in (name, *name.split(" / ")):
                words.setdefault(fold(form).strip(), choice.code)
    return words


def _names(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(row[code] for code in _LANGUAGES)


def _rows(name: str) -> list[dict[str, str]]:
    with resource("reference", f"{name}.csv").open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))
