"""Free half-days in a sentence: "lundi et jeudi après-midi", "dinsdagavond", "Saturday". Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from babel.dates import get_day_names

from duodesk.base.collate import fold
from duodesk.base.i18n import LANGUAGES
from duodesk.people.listening import Token
from duodesk.people.slots import joined
from duodesk.people.values import Slot

# The parts of a day in half-hours from midnight, as the week of the profile is cut: 8-12,
# 12-17:30, 17:30-21; a whole day is 8-17:30.
_MORNING, _AFTERNOON, _EVENING, _DAY = (16, 24), (24, 35), (35, 42), (16, 35)
_WORDS = {
    _MORNING: ("matin matins matinee voormiddag voormiddagen ochtend ochtends morning mornings"
               " vormittag vormittags morgens"),
    _AFTERNOON: ("apres-midi aprem namiddag namiddagen middag afternoon afternoons nachmittag"
                 " nachmittags"),
    _EVENING: "soir soirs soiree avond avonden avonds evening evenings abend abends",
}  # fmt: skip
_PARTS = {word: part for part, words in _WORDS.items() for word in words.split()}
_WEEKEND = frozenset({"weekend", "weekends", "week-end", "wochenende", "wochenenden"})
_ENDINGS = frozenset({"", "s", "en"})
_CLOCK = re.compile(r"(\d{1,2})(?:h|u|uur|uhr)?([0-5]\d)?")


def half_days(words: Sequence[Token]) -> dict[int, tuple[Slot, ...]]:
    """The free stretches by weekday; a day without a part of the day stands for its working
    hours.
    """
    found: dict[int, list[Slot]] = defaultdict(list)
    days: list[int] = []
    parts: list[tuple[int, int]] = []

    def close() -> None:
        for day in days:
            found[day] += [Slot(day, start, end) for start, end in parts or [_DAY]]
        days.clear()
        parts.clear()

    for new_days, part in _said(words):
        if new_days and parts:
            close()
        days += new_days
        if part is not None and days:
            parts.append(part)
    close()
    return {day: joined(slots) for day, slots in sorted(found.items())}


def _said(words: Sequence[Token]) -> Iterator[tuple[list[int], tuple[int, int] | None]]:
    clock: int | None = None
    before = ""
    for word in words:
        days, part = _days(word.folded)
        if before == "apres" and word.folded == "midi":
            part = _AFTERNOON
        match = _CLOCK.fullmatch(word.folded)
        if match and int(match[1]) <= 24:
            half = int(match[1]) * 2 + (int(match[2] or 0) + 15) // 30
            part = (clock, half) if clock is not None and clock < half <= 48 else None
            clock = half if part is None else None
        if days or part:
            yield days, part
        before = word.folded


def _days(word: str) -> tuple[list[int], tuple[int, int] | None]:
    """The days a word names, and the part of the day that is written together with them."""
    if word in _WEEKEND:
        return [5, 6], None
    if word in _PARTS:
        return [], _PARTS[word]
    for name, day in _names().items():
        rest = word.removeprefix(name) if word.startswith(name) else None
        if rest in _ENDINGS:
            return [day], None
        if rest in _PARTS:
            return [day], _PARTS[rest]
    return [], None


@cache
def _names() -> dict[str, int]:
    return {
        fold(name): day
        for code in LANGUAGES
        for day, name in get_day_names("wide", context="format", locale=f"{code}_BE").items()
    }
