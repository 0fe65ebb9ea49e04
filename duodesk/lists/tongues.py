"""Languages with levels out of one cell: "FR B1, arabe (natif)", "Nederlands: goed / Engels C1".
Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from duodesk.base.collate import fold
from duodesk.lists.words import Find
from duodesk.model.people import Level

# ISO 639-1 letters that offices use, by ISO 639-3; ANG and ALL are what Belgian schools write.
_SHORT = {
    "fr": "fra", "nl": "nld", "en": "eng", "de": "deu", "ar": "ara", "tr": "tur", "es": "spa",
    "pt": "por", "it": "ita", "pl": "pol", "ro": "ron", "bg": "bul", "ru": "rus", "uk": "ukr",
    "fa": "fas", "ps": "pus", "so": "som", "ti": "tir", "am": "amh", "sq": "sqi", "el": "ell",
    "hy": "hye", "ku": "kur", "zh": "zho", "sw": "swa", "ln": "lin", "rw": "kin", "ur": "urd",
    "hi": "hin", "ne": "nep", "vi": "vie", "th": "tha", "ang": "eng", "neerl": "nld", "ned": "nld",
    "esp": "spa", "farsi": "fas", "persan": "fas", "alld": "deu", "angl": "eng",
}  # fmt: skip
# Short codes that are also little words; they count in capitals, or alone at the head of a piece.
_RISKY = frozenset({"en", "de", "it", "so", "am", "ne", "ti"})
_LEVELS = {str(level).lower(): level for level in Level}
# Words for a level. All but the first row are no measure: the level is a guess, and the words are
# kept.
_NATIVE = frozenset((
    "natif", "native", "natifs", "maternelle", "maternel", "moedertaal", "mother", "tongue",
    "muttersprache", "muttersprachler", "moedertaalspreker", "thuistaal", "erstsprache", "first",
))  # fmt: skip
_GUESSED = {
    Level.A1: ["debutant", "debutante", "beginner", "anfanger", "anfangerin"],
    Level.A2: ["notions", "base", "bases", "elementaire", "basis", "basic", "basics",
               "grundkenntnisse", "elementair", "peu", "beetje"],
    Level.B1: ["moyen", "moyenne", "intermediaire", "gemiddeld", "intermediate", "mittel",
               "mittelstufe", "average", "matig"],
    Level.B2: ["bon", "bonne", "bien", "goed", "good", "gut", "gute"],
    Level.C1: ["courant", "courante", "couramment", "vloeiend", "fluent", "fluently", "fliessend",
               "vlot", "avance", "gevorderd"],
    Level.C2: ["bilingue", "tweetalig", "bilingual", "zweisprachig", "parfait", "perfect",
               "perfekt", "parfaitement"],
}  # fmt: skip
_GUESS = {word: level for level, words in _GUESSED.items() for word in words}
_FILLERS = frozenset((
    "langue", "langues", "taal", "talen", "language", "sprache", "niveau", "level", "a", "un",
    "une", "et", "en", "de", "du", "le", "la", "les", "tres", "zeer", "sehr", "very", "een",
    "ein", "eine", "als", "comme", "as", "und", "and", "het", "lu", "parle", "ecrit", "oral",
))  # fmt: skip
_PIECES = re.compile(r"[,;\n|•]")
_TOKENS = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")


@dataclass(slots=True)
class Spoken:
    """The languages read so far, and the pieces a person should see again.

    What `languages` gives is shared by cells that say the same: it is read, never changed.
    """

    levels: dict[str, Level | None] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)


@lru_cache(maxsize=10_000)
def languages(text: str, find: Find) -> Spoken:
    """Read a cell; a piece with an unknown or merely described language is left over as well."""
    spoken = Spoken()
    for piece in (part.strip() for part in _PIECES.split(text)):
        if piece and not _read_piece(piece, find, spoken):
            spoken.left.append(piece)
    return spoken


def level(text: str) -> tuple[Level | None, bool]:
    """The level a cell names, and whether it is a measure rather than a guess."""
    words = [fold(word) for word in _TOKENS.findall(text)]
    for word in words:
        if word in _LEVELS or word in _NATIVE:
            return _LEVELS.get(word, Level.NATIVE), True
    return next((_GUESS[word] for word in words if word in _GUESS), None), False


def _read_piece(piece: str, find: Find, spoken: Spoken) -> bool:
    """Add what a piece says; False when some of it was not understood."""
    tokens = _TOKENS.findall(piece)
    sure, place, current = True, 0, ""
    ahead: Level | None = None  # said before its language: B1 français
    while place < len(tokens):
        code, length = _language_at(tokens, place, find)
        word = fold(tokens[place])
        said, measured = level(word)
        if code and not (said and measured):
            spoken.levels[code] = spoken.levels.get(code) or ahead
            current, ahead = code, None
            place += length
            continue
        place += 1
        if said is None:
            sure = sure and word in _FILLERS
            continue
        sure = sure and measured
        if current and spoken.levels[current] is None:
            spoken.levels[current] = said
        else:
            ahead = said
    return sure and bool(current) and ahead is None


def _language_at(tokens: list[str], place: int, find: Find) -> tuple[str | None, int]:
    for length in (3, 2, 1):
        words = tokens[place : place + length]
        if len(words) < length:
            continue
        code = _short(words[0], place) if length == 1 else None
        code = code or (find("language", " ".join(words)) if len(" ".join(words)) > 2 else None)
        if code:
            return code, length
    return None, 1


def _short(word: str, place: int) -> str | None:
    key = fold(word)
    if key in _RISKY and not word.isupper() and place > 0:
        return None
    return _SHORT.get(key)
