"""Free time out of one cell: "mardi après-midi, samedi", "di namiddag", "ma-vr 17u-19u". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from duodesk.base.collate import fold
from duodesk.people.slots import joined
from duodesk.people.values import Slot

# The parts of a day in half-hours from midnight: 8-12, 12-14, 12-18, 18-22; a whole day is 8-18.
_MORNING, _NOON, _AFTERNOON, _EVENING, _DAY = (16, 24), (24, 28), (24, 36), (36, 44), (16, 36)
_DAYS = {
    "fr": ("lundi lundis lun lu", "mardi mardis mar ma", "mercredi mercredis mer me",
           "jeudi jeudis jeu je", "vendredi vendredis ven ve", "samedi samedis sam sa",
           "dimanche dimanches dim di"),
    "nl": ("maandag maandagen maa ma", "dinsdag dinsdagen din di", "woensdag woensdagen woe wo",
           "donderdag donderdagen don do", "vrijdag vrijdagen vrij vrij. vr",
           "zaterdag zaterdagen zat za", "zondag zondagen zon zo"),
    "en": ("monday mondays mon", "tuesday tuesdays tue tues", "wednesday wednesdays wed",
           "thursday thursdays thu thur thurs", "friday fridays fri", "saturday saturdays sat",
           "sunday sundays sun"),
    "de": ("montag montags mo", "dienstag dienstags di", "mittwoch mittwochs mi",
           "donnerstag donnerstags do", "freitag freitags fr", "samstag samstags sa",
           "sonntag sonntags so"),
}  # fmt: skip
_PARTS = {
    "fr": {"matin": _MORNING, "matins": _MORNING, "matinee": _MORNING, "midi": _NOON,
           "apres-midi": _AFTERNOON, "apresmidi": _AFTERNOON, "soir": _EVENING,
           "soirs": _EVENING, "soiree": _EVENING, "journee": _DAY},
    "nl": {"voormiddag": _MORNING, "ochtend": _MORNING, "vm": _MORNING, "middag": _NOON,
           "namiddag": _AFTERNOON, "nm": _AFTERNOON, "avond": _EVENING, "avonds": _EVENING,
           "dag": _DAY},
    "en": {"morning": _MORNING, "mornings": _MORNING, "noon": _NOON, "afternoon": _AFTERNOON,
           "afternoons": _AFTERNOON, "evening": _EVENING, "evenings": _EVENING},
    "de": {"vormittag": _MORNING, "vormittags": _MORNING, "morgen": _MORNING, "morgens": _MORNING,
           "mittag": _NOON, "nachmittag": _AFTERNOON, "nachmittags": _AFTERNOON, "abend": _EVENING,
           "abends": _EVENING},
}  # fmt: skip
# Belgian French writes AM for après-midi; elsewhere am is a little word or the morning.
_LETTERS = {"fr": {"am": _AFTERNOON, "pm": _AFTERNOON}, "en": {"am": _MORNING, "pm": _AFTERNOON}}
_UNTIL = frozenset(["au", "a", "tot", "tem", "bis", "to", "through"])
_COMPOUND = re.compile(
    r"\b(maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag"
    r"|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)(?=\w)"
)
_SPANS = {
    "semaine": range(5), "weekdagen": range(5), "werkdagen": range(5), "weekdays": range(5),
    "werktags": range(5), "werktage": range(5), "weekend": range(5, 7), "week-end": range(5, 7),
    "weekends": range(5, 7), "wochenende": range(5, 7), "toujours": range(7), "altijd": range(7),
    "always": range(7), "immer": range(7), "tous": range(7), "toute": range(7), "elke": range(7),
    "every": range(7), "jeden": range(7), "iedere": range(7), "alle": range(7), "daily": range(7),
    "dagelijks": range(7),
}  # fmt: skip
_EXCEPT = frozenset((
    "sauf", "behalve", "uitgezonderd", "except", "ausser", "not", "pas", "niet", "nicht", "kein",
    "excepte", "hormis",
))  # fmt: skip
_FILLERS = frozenset((
    "le", "la", "les", "l", "de", "du", "des", "et", "en", "ou", "of", "or", "und", "oder", "and",
    "the", "on", "am", "an", "im", "op", "'s", "s", "de", "het", "'n", "jour", "jours", "dag",
    "dagen", "day", "days", "tag", "tage", "toute", "tout", "tous", "hele", "heel", "whole",
    "ganz", "ganzer", "ganztags", "libre", "vrij", "free", "frei", "disponible", "beschikbaar",
    "available", "au", "aux", "a", "dans", "in", "the", "uniquement", "alleen", "only", "nur",
    "uur", "uhr", "h", "semaine", "week",
))  # fmt: skip
_TOKEN = re.compile(
    r"(?P<hours>(?:de |van |from |von )?\d{1,2}(?:[h:u.]\d{0,2})?\s*(?:h|u|uur|uhr)?"
    r"\s*(?:-|–|—|a|tot|to|bis|until)"
    r"\s*\d{1,2}(?:[h:u.]\d{0,2})?\s*(?:uur|uhr|h|u)?)"
    r"|(?P<after>(?:apres|a partir de|des|vanaf|na|after|from|ab|nach)\s+\d{1,2}(?:[h:u.]\d{0,2})?)"
    r"|(?P<before>(?:avant|jusqu'a|voor|tot|before|until|vor|bis)\s+\d{1,2}(?:[h:u.]\d{0,2})?)"
    r"|(?P<word>[^\W\d_]+(?:[\-' ](?=midi)[^\W\d_]+|-end)?|'s)|(?P<sign>[,;/\n+&.:()\-–—]|\d+)"
)
_CLOCK = re.compile(r"(\d{1,2})(?:[h:u.](\d{2}))?")


@dataclass(slots=True)
class _Group:
    """Days and parts that belong together until the next group of days."""

    days: list[int] = field(default_factory=list)
    parts: list[tuple[int, int]] = field(default_factory=list)
    parts_first: bool = False


@dataclass(frozen=True, slots=True)
class Free:
    """What was read, and whether all of it was understood."""

    slots: tuple[Slot, ...]
    whole: bool


@lru_cache(maxsize=10_000)
def slots(text: str, *, weekday: int | None = None, code: str = "fr") -> Free:
    """Read a cell; `weekday` is the day its heading names, `code` the language of the list's
    headings.

    Two-letter days differ (di is dimanche, dinsdag or Dienstag), so the cell's own words decide
    first.
    """
    folded = fold(text).replace("apres midi", "apres-midi").replace("week end", "week-end")
    folded = _COMPOUND.sub(r"\1 ", folded.replace("t/m", "tem"))
    reader = _Reader(_language(folded, code), weekday)
    for match in _TOKEN.finditer(folded):
        reader.take(str(match.lastgroup), match.group())
    unread = _TOKEN.sub("", folded).strip(" '\"/")
    return reader.result(whole=not unread)


class _Reader:
    """Goes through a cell word by word."""

    def __init__(self, code: str, weekday: int | None) -> None:
        self._days = {word: n for n, words in enumerate(_DAYS[code]) for word in words.split()}
        for names in _DAYS.values():
            for n, words in enumerate(names):
                self._days.setdefault(words.split()[0], n)
        self._parts = {word: part for parts in _PARTS.values() for word, part in parts.items()}
        self._parts |= _PARTS[code] | _LETTERS.get(code, {})
        self._weekday = weekday
        self._group = _Group([] if weekday is None else [weekday])
        self._slots: list[Slot] = []
        self._without: set[int] = set()
        self._excepting = False
        self._dash = False
        self._understood = True

    def take(self, kind: str, found: str) -> None:
        if kind == "word":
            self._take_word(found)
        elif kind == "sign":
            self._take_sign(found)
        else:
            self._take_part(_hours(kind, found))

    def result(self, *, whole: bool) -> Free:
        self._close()
        kept = [slot for slot in self._slots if slot.weekday not in self._without]
        understood = (
            whole and self._understood and bool(kept) and not (self._without and not self._slots)
        )
        return Free(joined(kept), understood)

    def _take_word(self, word: str) -> None:
        if word in self._days:
            self._take_days([self._days[word]])
        elif word in self._parts:
            self._take_part(self._parts[word])
        elif word in _SPANS:
            self._take_days(list(_SPANS[word]))
        elif word in _EXCEPT:
            self._excepting = True
        elif word in _UNTIL and self._group.days and not self._group.parts:
            self._dash = True
        elif word not in _FILLERS:
            self._understood = False

    def _take_days(self, days: list[int]) -> None:
        if self._excepting:
            self._without |= set(days)
            return
        group = self._group
        if self._dash and len(days) == 1 and group.days:
            group.days.extend(range(group.days[-1] + 1, days[0] + 1))
            self._dash = False
            return
        if group.days and group.parts and not group.parts_first:
            self._close()
        self._group.days.extend(days)

    def _take_part(self, part: tuple[int, int] | None) -> None:
        if part is None:
            self._understood = False
            return
        self._group.parts_first = self._group.parts_first or not self._group.days
        self._group.parts.append(part)

    def _take_sign(self, sign: str) -> None:
        if sign in "-–—":
            self._dash = bool(self._group.days) and not self._group.parts
        elif sign in ";\n":
            self._close()
            self._excepting = False
        elif sign.isdigit():
            self._understood = False

    def _close(self) -> None:
        """Write down the group: parts on each of its days, whole days when no part is named."""
        group, self._group = self._group, _Group([] if self._weekday is None else [self._weekday])
        if group.parts and not group.days:
            self._understood = False
        if group.days == [self._weekday] and not group.parts and self._slots:
            return
        for day in group.days:
            self._slots.extend(Slot(day, start, end) for start, end in group.parts or [_DAY])
        self._dash = False


def _language(folded: str, code: str) -> str:
    """The language whose own words a cell holds most; the list's language when none stands out."""
    words = re.findall(r"[^\W\d_]+(?:-midi)?", folded)
    votes = {
        name: sum(
            (
                len(word) > 3
                and (word in _PARTS[name] or any(word in days.split() for days in _DAYS[name]))
            )
            or (name == "nl" and word in {"vm", "nm", "woe", "zat", "vr", "za", "wo"})
            or (name == "fr" and word in {"lun", "mer", "jeu", "ven", "lu", "je", "ve"})
            for word in words
        )
        for name in _DAYS
    }
    return max(votes, key=lambda name: (votes[name], name == code))


def _hours(kind: str, found: str) -> tuple[int, int] | None:
    clocks = list(_half_hours(found))
    if kind == "after":
        start, end = clocks[0], 44
    elif kind == "before":
        start, end = 16, clocks[0]
    else:
        start, end = clocks[0], clocks[-1]
    return (start, end) if 0 <= start < end <= 48 else None


def _half_hours(found: str) -> Iterator[int]:
    for hour, minutes in _CLOCK.findall(found):
        yield int(hour) * 2 + (int(minutes or 0) + 15) // 30
