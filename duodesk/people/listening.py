"""Words and phrases found in what was typed, in four languages: the ear behind suggestions and
hints. Pure.

The phrases lie in `resources/listening/words.csv`; its README tells how they are written.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from duodesk.base.assets import resource
from duodesk.base.collate import fold
from duodesk.base.i18n import LANGUAGES

_WORD = re.compile(r"[^\W_]+(?:[-‐][^\W_]+)*")
# Phrases whose first word may end in any way are looked up by its first letters.
_HEAD = 3
_CELL = re.compile(r"[^;]+")
# So common that a few of them tell the language of a sentence.
_COMMON = {
    "fr": "le la les un une des du de et est dans pour avec qui que en il elle sur au aux ne pas a "
          "comme ou mais veut aime parle",
    "nl": "de het een en is in van voor met dat die op te ze hij zij niet geen als aan heeft wil "
          "graag ook maar bij naar worden",
    "en": "the a an and is in of to for with that he she his her on at has not as from would like "
          "but wants speaks",
    "de": "der die das ein eine und ist in von zu mit er sie auf hat nicht als am für den dem gern "
          "aber will möchte werden spricht",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """A word where it stands: folded for looking up, and as typed but for its case."""

    start: int
    end: int
    folded: str
    typed: str


@dataclass(frozen=True, slots=True)
class Heard:
    """A phrase found: its code, and its first and last token (end excluded)."""

    code: str
    first: int
    last: int


class Phrases:
    """Phrases by their first word; of several that begin together the longest is heard."""

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        self._exact: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        self._open: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for phrase, code in phrases:
            words = _pattern(phrase)
            if not words:
                continue
            first = words[0]
            ended = first[-1] == "*"
            place = self._open[first[:_HEAD]] if ended else self._exact[first.lstrip("=")]
            place.append((words, code))

    def hear(self, tokens: Sequence[Token]) -> list[Heard]:
        """Every phrase in the order of the words; none overlaps the one before it."""
        found: list[Heard] = []
        at = 0
        while at < len(tokens):
            heard = self._at(tokens, at)
            if heard is not None:
                found.append(heard)
            at = heard.last if heard is not None else at + 1
        return found

    def __contains__(self, tokens: Sequence[Token]) -> bool:
        return any(self._at(tokens, at) is not None for at in range(len(tokens)))

    def _at(self, tokens: Sequence[Token], at: int) -> Heard | None:
        here = tokens[at]
        tried = [*self._exact.get(here.folded, ()), *self._open.get(here.folded[:_HEAD], ())]
        if here.typed != here.folded:
            tried += self._exact.get(here.typed, ())
        fitting = [(len(words), code) for words, code in tried if _fits(words, tokens, at)]
        if not fitting:
            return None
        length, code = max(fitting, key=lambda pair: pair[0])
        return Heard(code, at, at + length)


def tokens(text: str, offset: int = 0) -> tuple[Token, ...]:
    """The words of a text; apostrophes part them, hyphens do not."""
    return tuple(
        Token(m.start() + offset, m.end() + offset, fold(m.group()), m.group().casefold())
        for m in _WORD.finditer(text)
    )


def languages_of(words: Sequence[Token], usual: str) -> tuple[str, ...]:
    """The languages whose common words a sentence holds most; all of them where there is none."""
    votes = {code: sum(word.folded in common for word in words) for code, common in _common()}
    most = max(votes.values())
    return tuple(sorted((c for c in votes if votes[c] == most), key=lambda code: code != usual))


@cache
def listed(name: str, codes: tuple[str, ...] = LANGUAGES) -> Phrases:
    """The phrases of a list by their codes, in some languages."""
    return Phrases(phrases(name, codes))


@cache
def cue(name: str, codes: tuple[str, ...]) -> Phrases:
    """The phrases that announce something: somebody speaks, wishes, likes, is free."""
    return Phrases(pair for pair in phrases("cue", codes) if pair[1] == name)


def forms(name: str) -> list[str]:
    """The ways in which a name of a pick list may be said.

    "Technicien / technicienne en chauffage" and "Lagerarbeiter/in" stand for two each.
    """
    halves = [half.split() for half in re.sub(r"\(.*?\)", "", name).split(" / ")]
    if len(halves) == 2 and len(halves[1]) > len(halves[0]):
        halves[0] += halves[1][len(halves[0]) :]
    return [form for half in halves for form in _endings(" ".join(half))]


def _endings(form: str) -> list[str]:
    """All endings of German words: Zeichner/in; what is parted by /- is left out."""
    choices = []
    for word in re.sub(r"/-\w+", "", form).split():
        stem, _stroke, ending = word.partition("/")
        choices.append([stem, stem + ending] if ending else [stem])
    return [" ".join(words) for words in product(*choices)]


def _pattern(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as they are looked up; * and = stay where they were."""
    words: list[str] = []
    for part in phrase.split():
        exact, ended = part.startswith("="), part.endswith("*")
        said = tokens(part.strip("=*"))
        words += [f"={token.typed}" if exact else token.folded for token in said]
        if ended and words:
            words[-1] += "*"
    return tuple(words)


def _fits(words: tuple[str, ...], said: Sequence[Token], at: int) -> bool:
    if at + len(words) > len(said):
        return False
    return all(_is(word, said[at + n]) for n, word in enumerate(words))


def _is(word: str, token: Token) -> bool:
    if word[0] == "=":
        return token.typed == word[1:]
    return token.folded.startswith(word[:-1]) if word[-1] == "*" else token.folded == word


@cache
def _common() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((code, frozenset(words.split())) for code, words in _COMMON.items())


def phrases(name: str, codes: tuple[str, ...]) -> list[tuple[str, str]]:
    """The phrases of a list with their codes, in some languages."""
    return [
        (phrase, row["code"])
        for row in _rows()
        if row["list"] == name
        for spoken in codes
        for phrase in _CELL.findall(row[spoken])
    ]


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with resource("listening", "words.csv").open(encoding="utf-8", newline="") as source:
        return tuple(csv.DictReader(source))
