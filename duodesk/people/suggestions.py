"""Facts that a sentence of the notes may tell; proposed, never applied by themselves. Pure.

A sentence that speaks of origin, nationality, religion, health or family gives no suggestion at
all, nor does what is denied ("ne parle pas néerlandais").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from duodesk.base import reference
from duodesk.base.i18n import LANGUAGES
from duodesk.base.reference import Choice
from duodesk.model.people import Level, Role
from duodesk.people.cards import PersonCard
from duodesk.people.facts import Fact, Kind, adds
from duodesk.people.guides import passages
from duodesk.people.half_days import half_days
from duodesk.people.listening import (
    Phrases,
    Token,
    cue,
    forms,
    languages_of,
    listed,
    phrases,
    tokens,
)

_SENTENCE = re.compile(r"[^.!?;\n]+(?:[.](?=\d)[^.!?;\n]+)*")
_MARKS = ' \t-–•*>«»"“”'
_LEVEL = re.compile(r"[abc][12]")
_LEVELS = {str(level).lower(): level for level in Level}
_CUES = ("speaks", "wishes", "worked", "likes", "asks", "offers", "free")
# What a heading of the guide announces for all that stands below it.
_ANNOUNCED = {
    "languages": "speaks",
    "goal": "wishes",
    "interests": "likes",
    "needs": "asks",
    "offer": "offers",
    "availability": "free",
}
_IS = frozenset({"est", "etait", "is", "was", "are", "ist", "war", "sind"})
# "Zijn moedertaal is Turks" tells a language; "hij is Turks" would tell an origin.
_TONGUES = frozenset(
    {"langue", "maternelle", "taal", "moedertaal", "language", "tongue", "sprache", "muttersprache"}
)
# Names of languages that are everyday words in another language, once accents are gone.
_DOUBTFUL = frozenset({"more", "lets", "ful", "fins", "ewe"})
_SHORT = {"fr": "fra", "nl": "nld", "en": "eng", "de": "deu", "ar": "ara", "tr": "tur", "es": "spa",
          "pt": "por", "it": "ita", "ru": "rus", "uk": "ukr"}  # fmt: skip
_NEVER = frozenset({"wellbeing", "other"})
_AND = frozenset({"et", "en", "and", "und", "ou", "of", "or", "oder"})
_REACH = 4


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A fact that may be taken over, the sentence it would come from, and where that stands.

    `guessed`: the level was told in words that are no measure.
    """

    fact: Fact
    words: str
    start: int
    end: int
    guessed: bool = False


@dataclass(slots=True)
class _Clause:
    """Words between two commas, and what was announced for them."""

    words: list[Token]
    cues: set[str] = field(default_factory=set)


def suggestions(
    text: str, role: Role, code: str, card: PersonCard, refused: Collection[str] = ()
) -> list[Suggestion]:
    """What the notes tell that the profile does not hold yet, in the order of the notes."""
    found: dict[str, Suggestion] = {}
    for passage in passages(role, text):
        for match in _SENTENCE.finditer(text, passage.start, passage.end):
            words = match.group().strip(_MARKS)
            start = match.start() + match.group().find(words)
            for fact, guessed in _told(words, role, code, passage.key):
                before = found.get(fact.name)
                better = before is None or (before.fact.level is None and fact.level is not None)
                if better and fact.name not in refused and adds(card, fact):
                    place = (start, start + len(words))
                    found[fact.name] = Suggestion(fact, words, *place, guessed)
    return sorted(found.values(), key=lambda one: one.start)


@lru_cache(maxsize=4096)
def _told(sentence: str, role: Role, code: str, part: str) -> tuple[tuple[Fact, bool], ...]:
    """The facts of one sentence; the notes are listened to again at each pause of typing."""
    words = tokens(sentence)
    if not words or words in listed("sensitive"):
        return ()
    spoken = languages_of(words, code)
    clauses = _clauses(sentence, words, spoken, _ANNOUNCED.get(part, ""))
    found: list[tuple[Fact, bool]] = []
    for clause in clauses:
        found += _languages(clause)
        found += [(fact, False) for fact in _listed(clause, role, spoken)]
    free = [word for clause in clauses if "free" in clause.cues for word in clause.words]
    found += [
        (Fact(Kind.FREE, str(day), slots=slots), False) for day, slots in half_days(free).items()
    ]
    return tuple(found)


def _clauses(
    sentence: str, words: Sequence[Token], spoken: tuple[str, ...], announced: str
) -> list[_Clause]:
    """The sentence cut at commas and at "but"; from a negation on, up to the next "but", nothing
    counts.
    """
    turns = {heard.first for heard in listed("turn", spoken).hear(words)}
    kept: list[_Clause] = []
    denied = False
    current = _Clause([])
    for n, word in enumerate(words):
        comma = n and "," in sentence[words[n - 1].end : word.start]
        if n in turns or comma:
            denied = _close(current, kept, spoken, denied=denied) and n not in turns
            current = _Clause([])
        current.words.append(word)
    _close(current, kept, spoken, denied=denied)
    for before, clause in zip([_Clause([]), *kept], kept, strict=False):
        own = {name for name in _CUES if clause.words in cue(name, spoken)}
        clause.cues = own or set(before.cues)
        if announced and not (announced == "wishes" and "worked" in own):
            clause.cues.add(announced)
    return kept


def _close(clause: _Clause, kept: list[_Clause], spoken: tuple[str, ...], *, denied: bool) -> bool:
    """Keep a clause unless something is denied in it or before it; tells whether it is."""
    denied = denied or clause.words in listed("negation", spoken)
    if clause.words and not denied:
        kept.append(clause)
    return denied


def _languages(clause: _Clause) -> Iterator[tuple[Fact, bool]]:
    """Each language with the level said beside it; a measure (B1) counts before a word for it."""
    words = clause.words
    found = list(_spoken(words))
    begins = [0, *(last for _code, _first, last in found)]
    ends = [*(first for _code, first, _last in found), len(words)][1:]
    for (code, first, last), begin, end in zip(found, begins, ends, strict=False):
        after = _until_and(words[last : min(end, last + _REACH)])
        before = words[max(begin, first - _REACH + 1) : first]
        told = [_level(after), _level(before)]
        level, measured = next((one for one in told if one[1]), told[1] if told[1][0] else told[0])
        if "speaks" in clause.cues or measured:
            yield Fact(Kind.LANGUAGE, code, level=level), level is not None and not measured


def _until_and(words: Sequence[Token]) -> Sequence[Token]:
    return words[: next((n for n, word in enumerate(words) if word.folded in _AND), len(words))]


def _spoken(words: Sequence[Token]) -> Iterator[tuple[str, int, int]]:
    for heard in _names("language", LANGUAGES).hear(words):
        before = [word.folded for word in words[max(0, heard.first - 2) : heard.first]]
        called = bool(before) and before[-1] in _IS and not _TONGUES & set(before)
        doubtful = words[heard.first].folded in _DOUBTFUL
        short = words[heard.first].folded in _SHORT
        measured = _level(words[heard.last : heard.last + 1])[1]
        if not called and not doubtful and (measured or not short):
            yield heard.code, heard.first, heard.last


def _level(words: Sequence[Token]) -> tuple[Level | None, bool]:
    """A level among some words, and whether it is a measure rather than a guess."""
    for word in words:
        if _LEVEL.fullmatch(word.folded):
            return _LEVELS[word.folded], True
    heard = listed("level").hear(words)
    if not heard:
        return None, False
    return Level(heard[0].code), heard[0].code == Level.NATIVE


def _listed(clause: _Clause, role: Role, spoken: tuple[str, ...]) -> Iterator[Fact]:
    mentee = role == Role.MENTEE
    for announced, kind, name in (
        ("wishes", Kind.TARGET, "occupation") if mentee else
        ("worked", Kind.EXPERIENCE, "occupation"),
        ("asks", Kind.NEED, "topic") if mentee else ("offers", Kind.STRENGTH, "topic"),
        ("likes", Kind.INTEREST, "interest"),
    ):  # fmt: skip
        if announced in clause.cues:
            for heard in _names(name, spoken).hear(clause.words):
                yield Fact(kind, heard.code)


_ITEMS: Mapping[str, Callable[[], Mapping[str, Choice]]] = {
    "language": reference.languages,
    "occupation": reference.occupations,
    "topic": reference.topics,
    "interest": reference.interests,
}


@cache
def _names(name: str, spoken: tuple[str, ...]) -> Phrases:
    """The names of a pick list as they may be said in some languages."""
    names = [
        (form, choice.code)
        for choice in _ITEMS[name]().values()
        if choice.code not in _NEVER
        for code in spoken
        for form in forms(choice.name(code))
    ]
    if name == "language":
        return Phrases([*names, *_SHORT.items()])
    return Phrases([*names, *phrases(name, spoken)])
