"""Names of other people taken out of what is handed to somebody: a dossier tells about one person
and shows no other. Pure.

A name is known as its words in their order, whatever their case, accents and what stands between
them: “De Smet, Lieve” is Lieve De Smet. A name of one word counts where it is not written small.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from duodesk.base.collate import fold

_WORD = re.compile(r"[^\W_]+")
_SIGN = re.compile(r"[^\s<>()\[\],;]+")
_DIGITS = re.compile(r"\+?\d[\d ./\-]{6,}\d")
_ENDS = 8  # digits of a telephone number by which it is the same, however it is written
_LEAST = 2  # letters of a name


@dataclass(frozen=True, slots=True)
class Named:
    """How somebody is called, and by what they are reached; of those whom the person met (`close`)
    the given name alone is a name too.
    """

    given_name: str | None = None
    family_name: str | None = None
    known_as: str | None = None
    number: str | None = None
    email: str | None = None
    phone: str | None = None
    close: bool = False


class Mask:
    """Puts a word in place of every name that is not the person's own or a colleague's."""

    def __init__(
        self, others: Iterable[Named], own: Sequence[Named], spared: Iterable[str]
    ) -> None:
        kept = {key for one in own for key in _keys(one, close=True)}
        kept |= {_words(name) for name in spared}
        self._first: dict[str, set[tuple[str, ...]]] = {}
        self._exact: set[str] = set()
        self._phones: set[str] = set()
        own_signs = {sign for one in own for sign in _signs(one)}
        own_phones = {_ending(one.phone) for one in own}
        for one in others:
            for key in _keys(one, close=one.close):
                if key not in kept:
                    self._first.setdefault(key[0], set()).add(key)
            self._exact |= set(_signs(one)) - own_signs
            if (ending := _ending(one.phone)) and ending not in own_phones:
                self._phones.add(ending)

    def over(self, text: str, instead: str) -> str:
        """The text without the names."""
        text = _SIGN.sub(lambda m: self._exactly(m[0], instead), text)
        text = _DIGITS.sub(lambda m: instead if _ending(m[0]) in self._phones else m[0], text)
        return _replaced(text, self._found(text), instead)

    def _exactly(self, word: str, instead: str) -> str:
        """An address or a number, which is one word."""
        bare = word.rstrip(".:!?")
        return instead + word[len(bare) :] if fold(bare) in self._exact else word

    def _found(self, text: str) -> Iterator[tuple[int, int]]:
        """Where names stand, the longest where one begins another."""
        seen = [(m.start(), m.end(), fold(m[0])) for m in _WORD.finditer(text)]
        at = 0
        while at < len(seen):
            length = max(
                (len(key) for key in self._first.get(seen[at][2], ()) if self._is(key, seen, at)),
                default=0,
            )
            if length > 1 or (length and not text[seen[at][0]].islower()):
                yield seen[at][0], seen[at + length - 1][1]
            at += max(length, 1)

    @staticmethod
    def _is(key: tuple[str, ...], seen: list[tuple[int, int, str]], at: int) -> bool:
        return tuple(word for _, _, word in seen[at : at + len(key)]) == key


def _replaced(text: str, places: Iterable[tuple[int, int]], instead: str) -> str:
    made, end = [], 0
    for first, last in places:
        made += [text[end:first], instead]
        end = last
    return "".join([*made, text[end:]])


def _words(name: str | None) -> tuple[str, ...]:
    return tuple(fold(m[0]) for m in _WORD.finditer(name or ""))


def _keys(one: Named, *, close: bool) -> set[tuple[str, ...]]:
    """The ways in which somebody is called, each as its words."""
    given, family, known = (_words(n) for n in (one.given_name, one.family_name, one.known_as))
    found = {given + family, family + given, known + family if known else ()}
    if close:
        found |= {given, family, known}
    return {key for key in found if key and len("".join(key)) >= _LEAST}


def _signs(one: Named) -> list[str]:
    return [fold(sign) for sign in (one.number, one.email) if sign]


def _ending(phone: str | None) -> str:
    digits = re.sub(r"\D", "", phone or "")
    return digits[-_ENDS:] if len(digits) >= _ENDS else ""
