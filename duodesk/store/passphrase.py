"""How good a passphrase is, judged here and now, and proposals of a few words."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from duodesk.base.assets import resource
from duodesk.base.collate import fold
from duodesk.base.i18n import N_, Message
from duodesk.base.ids import Bytes

GOOD_ENOUGH = 3
_COMMON = frozenset(
    [
        "password",
        "passwort",
        "motdepasse",
        "wachtwoord",
        "azerty",
        "qwerty",
        "azertyuiop",
        "qwertyuiop",
        "123456",
        "12345678",
        "123456789",
        "1234567890",
        "duoforajob",
        "duodesk",
        "bonjour",
        "welkom",
        "bienvenue",
        "welcome",
        "admin",
        "soleil",
        "iloveyou",
    ]
)
_STEPS = (28.0, 40.0, 52.0, 64.0)
_WORDS = (
    N_("Far too easy to guess"),
    N_("Too easy to guess"),
    N_("Nearly: one more word"),
    N_("Good"),
    N_("Very good"),
)


@dataclass(frozen=True, slots=True)
class Strength:
    """0 to 4, and what to say of it; from 3 on it is good enough."""

    level: int
    message: Message

    @property
    def enough(self) -> bool:
        return self.level >= GOOD_ENOUGH


def strength(text: str) -> Strength:
    """A cautious estimate in bits: words count as words of a small dictionary, repeats and common
    ones as nothing.
    """
    bits = min(_bits_of_words(text), _bits_of_signs(text))
    level = sum(bits >= step for step in _STEPS)
    return Strength(level, Message(_WORDS[level]))


def proposal(language: str, random: Bytes, count: int = 5) -> str:
    """Some ordinary words of a language, drawn evenly."""
    listed = _list(language)
    return " ".join(
        listed[int.from_bytes(random.randbytes(4), "big") % len(listed)] for _ in range(count)
    )


def _bits_of_words(text: str) -> float:
    """Plain words weigh as words of a dictionary of some ten thousand, everything else by its
    signs.
    """
    parts = {part for part in text.split() if fold(part) not in _COMMON}
    return sum(
        min(13.5, 4.2 * len(p)) if p.isalpha() and p[1:].islower() else _bits_of_signs(p)
        for p in parts
    )


def _bits_of_signs(text: str) -> float:
    plain = fold(text)
    if plain.replace(" ", "") in _COMMON or not plain:
        return 0
    kinds = sum(
        size
        for size, present in (
            (26, any(c.islower() for c in text)),
            (26, any(c.isupper() for c in text)),
            (10, any(c.isdigit() for c in text)),
            (20, any(not c.isalnum() for c in text)),
        )
        if present
    )
    runs = sum(abs(ord(a) - ord(b)) <= 1 for a, b in pairwise(plain))
    variety = math.sqrt(len(set(plain)) / len(plain))
    return max(0, len(text) - runs) * math.log2(max(2, kinds)) * variety


@cache
def _list(language: str) -> tuple[str, ...]:
    path = resource("reference", f"words.{language}.txt")
    return tuple(path.read_text(encoding="utf-8").split())
