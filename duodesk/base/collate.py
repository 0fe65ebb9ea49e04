"""Order and search of names, the same on every machine: accents and case never hide a person."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Protocol, cast

# What Unicode decomposition leaves whole although readers type it plain (languages.md E.2).
_PLAIN = str.maketrans(
    {
        "ß": "ss",
        "ø": "o",
        "æ": "ae",
        "œ": "oe",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
        "’": "'",
        "‘": "'",
    }
)
_JOINERS = re.compile(r"[\s'’\-‐‑]+")


class _Collator(Protocol):
    def sort_key(self, text: str) -> tuple[int, ...]: ...


def fold(text: str) -> str:
    """Lower case without accents, for searching: Łukasz → lukasz, Straße → strasse, D’Hondt →
    d'hondt.
    """
    if text.isascii():
        return text.lower()
    lowered = text.casefold().translate(_PLAIN)
    decomposed = unicodedata.normalize("NFKD", lowered)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def sort_key(family_name: str, given_name: str = "") -> bytes:
    """Belgian order as bytes: the full name without spaces, apostrophes and hyphens, then as
    written.

    Unicode collation by pyuca, so that every office and every system sorts alike.
    """
    joined = _JOINERS.sub("", family_name)
    parts = (joined, given_name, family_name)
    return b"\x00\x00".join(
        b"".join(n.to_bytes(2, "big") for n in _weights(part)) for part in parts
    )


@cache
def _weights(text: str) -> tuple[int, ...]:
    return tuple(min(n, 0xFFFF) for n in _collator().sort_key(text))


@cache
def _collator() -> _Collator:
    from pyuca import Collator

    return cast("_Collator", Collator())
