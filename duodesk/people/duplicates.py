"""People who are likely the same: by address, telephone, day of birth and names that sound alike.
Pure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from rapidfuzz import fuzz, process
from typing_extensions import override

from duodesk.base.collate import fold
from duodesk.base.dates import short
from duodesk.base.i18n import N_, Message
from duodesk.base.ids import Id
from duodesk.people.checks import digits

# Token-sort similarity, 0 to 100: Mohamed/Mohammed 93, Van Damme/Vandamme 95, Ali/Aline 75.
_ALIKE = 86
_ALIKE_SAME_BIRTH = 72


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What tells people apart; `id` is None for somebody not registered yet."""

    id: Id | None = None
    number: str | None = None
    given_name: str | None = None
    family_name: str | None = None
    birth_date: date | None = None
    email: str | None = None
    phone: str | None = None

    @property
    def key(self) -> str:
        """Both names folded and in alphabetical order: some write the family name first."""
        return name_key(self.given_name, self.family_name)


@dataclass(frozen=True, slots=True)
class Likeness:
    """Somebody who may be the same person, and why; `certainty` 0 to 100 orders them."""

    known: Known
    certainty: int
    reasons: tuple[Message, ...]


def name_key(given_name: str | None, family_name: str | None) -> str:
    """Names as the comparison sees them."""
    words = (
        fold(f"{given_name or ''} {family_name or ''}").replace("-", " ").replace("'", " ").split()
    )
    return " ".join(sorted(words))


def phone_key(phone: str | None) -> str:
    """The last nine digits, so that 0470 12 34 56, +32 470 12 34 56 and 0032470123456 are one; else
    nothing.
    """
    only = digits(phone or "").lstrip("0")
    return only[-9:] if len(only) >= 8 else ""


class Register:
    """All people known, arranged for being compared with."""

    def __init__(self, people: Iterable[Known]) -> None:
        self.people = list(people)

    def alike(self, entry: Known, *, limit: int = 5) -> list[Likeness]:
        """Who is likely the same, surest first; made to be asked while somebody types (30 ms for
        20,000).
        """
        places = set(self._by_mail.get(_mail(entry.email), ()))
        places |= set(self._by_phone.get(phone_key(entry.phone), ()))
        if len(entry.key) >= 4:
            hits = process.extract(
                entry.key, self._keys, scorer=fuzz.ratio, score_cutoff=_ALIKE_SAME_BIRTH, limit=50
            )
            places |= {place for _, _, place in hits}
        return self._compared(entry, places, limit)

    def same(self, entry: Known, *, limit: int = 5) -> list[Likeness]:
        """The same without looking at every name: for long lists, where address, day of birth or
        name agree.
        """
        places = set(self._by_mail.get(_mail(entry.email), ()))
        places |= set(self._by_phone.get(phone_key(entry.phone), ()))
        places |= set(self._by_key.get(entry.key, ()))
        if entry.birth_date:
            places |= set(self._by_birth.get(entry.birth_date, ()))
        return self._compared(entry, places, limit)

    def numbered(self, number: str | None) -> Known | None:
        """The person with a number."""
        return self._by_number.get(fold(number or "").strip()) if number else None

    def _compared(self, entry: Known, places: Iterable[int], limit: int) -> list[Likeness]:
        others = (self.people[place] for place in places)
        found = [
            likeness
            for other in others
            if other is not entry and (likeness := compare(entry, other))
        ]
        return sorted(found, key=lambda one: (-one.certainty, one.known.key, str(one.known.id)))[
            :limit
        ]

    @cached_property
    def _keys(self) -> list[str]:
        return [person.key for person in self.people]

    @cached_property
    def _by_key(self) -> dict[str, list[int]]:
        return _arranged(self._keys)

    @cached_property
    def _by_mail(self) -> dict[str, list[int]]:
        return _arranged(_mail(person.email) for person in self.people)

    @cached_property
    def _by_phone(self) -> dict[str, list[int]]:
        return _arranged(phone_key(person.phone) for person in self.people)

    @cached_property
    def _by_birth(self) -> dict[date, list[int]]:
        births: dict[date, list[int]] = defaultdict(list)
        for place, person in enumerate(self.people):
            if person.birth_date:
                births[person.birth_date].append(place)
        return births

    @cached_property
    def _by_number(self) -> dict[str, Known]:
        return {fold(person.number): person for person in self.people if person.number}


def compare(one: Known, other: Known) -> Likeness | None:
    """Whether two entries are likely one person; symmetric in certainty."""
    alike = round(fuzz.ratio(one.key, other.key)) if one.key and other.key else 0
    reasons: list[tuple[int, Message]] = []
    if one.email and _mail(one.email) == _mail(other.email):
        reasons.append((60, Message(N_("same e-mail address"))))
    if phone_key(one.phone) and phone_key(one.phone) == phone_key(other.phone):
        reasons.append((45, Message(N_("same telephone number"))))
    if one.birth_date and one.birth_date == other.birth_date and alike >= _ALIKE_SAME_BIRTH:
        reasons.append(
            (45, Message(N_("born on the same day, %(day)s"), {"day": _Day(one.birth_date)}))
        )
    if alike == 100:
        reasons.append((50, Message(N_("same name"))))
    elif alike >= (_ALIKE_SAME_BIRTH if reasons else _ALIKE):
        reasons.append((30, Message(N_("name that looks alike"))))
    if not reasons:
        return None
    differ = bool(one.birth_date and other.birth_date and one.birth_date != other.birth_date)
    certainty = min(sum(points for points, _ in reasons), 100) - (35 if differ else 0)
    if certainty < 30:
        return None
    return Likeness(other, certainty, tuple(message for _, message in reasons))


@dataclass(frozen=True, slots=True)
class _Day:
    """A day that is written in the language spoken when it is shown."""

    day: date

    @override
    def __str__(self) -> str:
        return short(self.day)


def _mail(email: str | None) -> str:
    return (email or "").strip().casefold()


def _arranged(keys: Iterable[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        if key:
            places[key].append(place)
    return places
