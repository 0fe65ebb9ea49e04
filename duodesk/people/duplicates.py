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
# Of so many who share a mark nobody is told apart by it: a telephone of a shelter, say. A second
# mark then tells them apart.
_CROWD = 400
# So many of a crowd are compared all the same: that a common name is known already is told, though
# not of whom.
_FIRST = 20
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
        return self._compared(entry, self.candidates(entry), limit)

    def candidates(self, entry: Known) -> set[int]:
        """Whom `same` compares somebody with, as places in `people`: few, however many share a
        mark.
        """
        return self._marked(entry, (_mails, _phones, _births, _heard, _spelt))

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
            for key, places in self._by(mark).items():
                for some in self._told_apart(mark, key, places):
                    seen.update(combinations(some, 2))
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
        """The places of all who share one of these marks with somebody, and of a crowd those who
        share a second one; the first call arranges.
        """
        found: set[int] = set()
        for mark in marks:
            by = self._by(mark)
            for key in mark(entry):
                places = by.get(key, ())
                if len(places) <= _CROWD:
                    found.update(places)
                else:
                    found.update(places[:_FIRST], self._in_crowd(entry, mark, key))
        return found

    def _in_crowd(self, entry: Known, mark: Key, key: Hashable) -> Iterator[int]:
        """Those of a crowd who share a second mark with somebody, if that is no crowd again."""
        for second, by in self._narrowed(mark, key).items():
            for own in second(entry):
                some = by.get(own, ())
                if len(some) <= _CROWD:
                    yield from some

    def _told_apart(
        self, mark: Key, key: Hashable, places: Sequence[int]
    ) -> Iterator[Sequence[int]]:
        """Those who share a mark, parted where they are a crowd."""
        if len(places) <= _CROWD:
            yield places
            return
        for by in self._narrowed(mark, key).values():
            yield from (some for some in by.values() if len(some) <= _CROWD)

    def _narrowed(self, mark: Key, key: Hashable) -> dict[Key, dict[Hashable, list[int]]]:
        """A crowd arranged by every second mark."""
        if (mark, key) not in self._crowds:
            places = self._by(mark)[key]
            self._crowds[mark, key] = {
                second: self._arrange(second, places) for second in _SECOND if second is not mark
            }
        return self._crowds[mark, key]

    def _by(self, mark: Key) -> dict[Hashable, list[int]]:
        if mark not in self._arranged:
            self._arranged[mark] = self._arrange(mark, range(len(self.people)))
        return self._arranged[mark]

    def _arrange(self, mark: Key, places: Iterable[int]) -> dict[Hashable, list[int]]:
        arranged: dict[Hashable, list[int]] = defaultdict(list)
        for place in places:
            for key in mark(self.people[place]):
                arranged[key].append(place)
        return arranged

    @cached_property
    def _arranged(self) -> dict[Key, dict[Hashable, list[int]]]:
        return {}

    @cached_property
    def _crowds(self) -> dict[tuple[Key, Hashable], dict[Key, dict[Hashable, list[int]]]]:
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


def _born_near(one: Known) -> list[tuple[str, int, int]]:
    """Two of the three parts of a day: a slip of the keys spoils only one."""
    born: date | None = one.birth_date
    if born is None:
        return []
    return [("y-m", born.year, born.month), ("y-d", born.year, born.day),
            ("m-d", born.month, born.day)]  # fmt: skip


def _each_heard(one: Known) -> set[str]:
    """How each of the names sounds: entries of a crowd may lack one of them."""
    return set(sound_key(one.given_name, one.family_name).split())


def _initials(one: Known) -> list[str]:
    """The first letters of both names in no order: many write no more of one."""
    letters = sorted(name[0][0] for part in (one.given_name, one.family_name)
                     if (name := weighty(words(part))))  # fmt: skip
    return ["".join(letters)] if len(letters) > 1 else []


# What tells the people of a crowd apart.
_SECOND: tuple[Key, ...] = (
    _mails, _phones, _births, _born_near, _heard, _spelt, _each_heard, _initials,
)  # fmt: skip
