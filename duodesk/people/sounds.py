"""How a name sounds, whoever wrote it down: one key for the spellings of French, Dutch, Arabic and
Turkish names. Pure.

Ready-made keys (Soundex, Metaphone, NYSIIS, Match Rating; jellyfish offers them) speak English:
they part Youssef from Yusuf and join Hassan with Hussein. This one keeps the consonants as these
four languages pronounce them, the first vowel (a; e and i; o and u), and the vowel that ends the
name, which tells Karim from Karima and Mario from Maria. So Mohamed, Muhammad
and Mouhammed are one, and Mehmet, which is another name on a Turkish passport, is not.
"""

from __future__ import annotations

import re
from functools import lru_cache

from duodesk.base.collate import fold

# Small words within names, which some write and others leave out.
PARTICLES = frozenset(
    {
        "el", "al", "ul", "ben", "bin", "ibn", "bint", "bou", "abu", "abou", "ait", "ould", "van",
        "von", "de", "den", "der", "des", "du", "la", "le", "les", "ter", "ten", "da", "dos",
    }
)  # fmt: skip
_SPLIT = re.compile(r"[^\w]+|_", re.UNICODE)
_APOSTROPHES = re.compile(r"['’‘`´]")
# In this order: what is said as one sound, then single letters, then how a name ends.
_SPOKEN = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ph|pf", "f"),
        (r"tsch|tch|sch|sh|ch|cz|sz|ts", "s"),
        (r"dzj|dzh|dsj|dj", "j"),
        (r"qu(?=[ei])|kh|ck|cq|q", "k"),
        (r"gh|gu(?=[ei])", "g"),
        (r"th|dt", "t"),
        (r"dh", "d"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"x", "ks"),
        (r"z", "s"),
        (r"^ou(?=[aeiy])|^w", "v"),
        (r"(?<=a)ou", "vu"),
        (r"w", "v"),
        (r"ij(?![aeiouy])", "i"),
        (r"(?<![bcdfghjklmnpqrstvxz])y(?=[aeou])|^i(?=[aou])", "j"),
        (r"y", "i"),
        (r"ou|oo|oe|ue|au", "u"),
        (r"ee|ea|ei|ai|ie", "i"),
        (r"(?<=.)h", ""),
        (r"(.)\1+", r"\1"),
        (r"(?<=[^aeiou])e$", ""),
        (r"d$", "t"),
        (r"b$", "p"),
        (r"v$", "f"),
        (r"g$", "k"),
    )
)
_VOWELS = "aeiou"
_CLASS = str.maketrans("aeiou", "aeeoo")


@lru_cache(maxsize=100_000)
def words(name: str | None) -> tuple[str, ...]:
    """The words of a name, folded; an apostrophe parts nothing (D'Hondt is Dhondt)."""
    return tuple(part for part in _SPLIT.split(_APOSTROPHES.sub("", fold(name or ""))) if part)


@lru_cache(maxsize=100_000)
def weighty(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The words without the small ones between them; all of them where there are no others."""
    return tuple(part for part in parts if part not in PARTICLES) or parts


@lru_cache(maxsize=100_000)
def sound(word: str) -> str:
    """The key of one folded word; nothing for a word without Latin letters."""
    spoken = re.sub("[^a-z]", "", word[:60])
    for pattern, said in _SPOKEN:
        spoken = pattern.sub(said, spoken)
    if not spoken:
        return ""
    consonants = "".join(letter for letter in spoken if letter not in _VOWELS)
    first = next((letter for letter in spoken if letter in _VOWELS), "")
    opening = "'" if spoken[0] in _VOWELS else ""
    ending = spoken[-1] if spoken[-1] in _VOWELS and len(spoken) > 1 else ""
    return f"{opening}{consonants}{ending.translate(_CLASS)}-{first.translate(_CLASS)}"
