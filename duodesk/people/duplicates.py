"""Who may be known already, and who stands in the register twice: all people arranged so that only
likely ones are compared. Pure, but for `pairs`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import combinations

from rapidfuzz import fuzz, process

from duodesk.base.collate import fold
from duodesk.base.progress import Progress, silent
from duodesk.people.likeness import (
    Known,
    Likeness,
    compare,
    mail_key,
    name_key,
    phone_key,
    sound_key,
)
from duodesk.people.sounds import sound, weighty, words

__all__ = ["Known", "Likeness", "Register", "compare", "name_key", "phone_key"]

# Names that are further apart (0 to 100) are not even compared.
_WORTH_COMPARING = 72
# Of so many who share a mark nobody is told apart by it: a telephone of a shelter, say.
_CROWD = 400
_STEP = 500
Key = Callable[[Known], Iterable[Hashable]]


class Register:
    """All people known, arranged for being compared with."""

    def __init__(self, people: Iterable[Known]) -> None:
        self.people = list(people)

    def alike(self, entry: Known, *, limit: int = 5) -> list[Likeness]:
        """Who is likely the same, surest first; made to be asked while somebody types (30 ms for
        20,000).
        """
        places = self._marked(entry, (_mails, _phones, _births, _heard))
        if len(entry.key) >= 4:
            hits = process.extract(
                entry.key, self._keys, scorer=fuzz.ratio, score_cutoff=_WORTH_COMPARING, limit=50
            )
            places |= {place for _, _, place in hits}
        return self._compared(entry, places, limit)

    def same(self, entry: Known, *, limit: int = 5) -> list[Likeness]:
        """The same without looking at every name: for long lists, where address, day of birth or
        the sound of the name agree.
        """
        return self._compared(
            entry, self._marked(entry, (_mails, _phones, _births, _heard, _spelt)), limit
        )

    def pairs(self, progress: Progress = silent) -> Iterator[tuple[Known, Likeness]]:
        """Every two who are likely one person; compared are those who share a mark."""
        yield from self._pairs((_mails, _phones, _births, _heard, _spelt, _half_heard), progress)

    def heard_pairs(self) -> Iterator[tuple[Known, Likeness]]:
        """Those of them whose names sound alike: found in a moment."""
        yield from self._pairs((_heard,), silent)

    def _pairs(self, marks: Sequence[Key], progress: Progress) -> Iterator[tuple[Known, Likeness]]:
        seen: set[tuple[int, int]] = set()
        for done, mark in enumerate(marks):
            progress.step(done, len(marks))
            for places in self._by(mark).values():
                if 1 < len(places) <= _CROWD:
                    seen.update(combinations(places, 2))
        for done, (one, other) in enumerate(sorted(seen)):
            if done % _STEP == 0:
                progress.step(done, len(seen))
            likeness = compare(self.people[one], self.people[other])
            if likeness is not None:
                yield self.people[one], likeness

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

    def _marked(self, entry: Known, marks: Collection[Key]) -> set[int]:
        """The places of all who share one of these marks with somebody; the first call arranges."""
        arranged = [(mark, self._by(mark)) for mark in marks]
        return {place for mark, by in arranged for key in mark(entry) for place in by.get(key, ())}

    def _by(self, mark: Key) -> dict[Hashable, list[int]]:
        if mark not in self._arranged:
            places: dict[Hashable, list[int]] = defaultdict(list)
            for place, person in enumerate(self.people):
                for key in mark(person):
                    places[key].append(place)
            self._arranged[mark] = places
        return self._arranged[mark]

    @cached_property
    def _arranged(self) -> dict[Key, dict[Hashable, list[int]]]:
        return {}

    @cached_property
    def _keys(self) -> list[str]:
        return [person.key for person in self.people]

    @cached_property
    def _by_number(self) -> dict[str, Known]:
        return {fold(person.number): person for person in self.people if person.number}


def _mails(one: Known) -> list[str]:
    return [key] if (key := mail_key(one.email)) else []


def _phones(one: Known) -> list[str]:
    return [key] if (key := phone_key(one.phone)) else []


def _births(one: Known) -> list[tuple[int, ...]]:
    """The year with day and month in no order, since some write the month first."""
    born: date | None = one.birth_date
    return [(born.year, *sorted((born.month, born.day)))] if born else []


def _heard(one: Known) -> list[str]:
    return [key] if (key := sound_key(one.given_name, one.family_name)) else []


def _spelt(one: Known) -> list[str]:
    return [key] if (key := one.key) else []


def _half_heard(one: Known) -> set[tuple[str, str]]:
    """One name as it sounds, two letters of the other: a slip of the keys spoils only one."""
    given, family = weighty(words(one.given_name)), weighty(words(one.family_name))
    if not given or not family:
        return set()
    return {
        (sound(given[0]), f"f{family[0][:2]}"),
        (sound(family[0]), f"g{given[0][:2]}"),
        (sound(family[-1]), f"g{given[0][:2]}"),
    }
