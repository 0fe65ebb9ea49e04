"""Recovery words: 128 bits as twelve short made-up words that read the same in every language.

A word is consonant, vowel, consonant, vowel (“bato”): 16 · 4 · 16 · 2 = 2,048 of them, so each
carries eleven bits and twelve carry 128 and a checksum of four; six, read over the telephone, carry
64 and one of two; 24, for the key of the organisation, 256 and one of eight.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache

from duodesk.base.collate import fold
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_

COUNT = 12
SPOKEN = 6
ORGANISATION = 24
_FIRST = "bdfghjklmnprstvz"
_VOWELS = "aeiu"
_LAST = "ao"
_BITS = 11


@cache
def word_list() -> tuple[str, ...]:
    """All 2,048 words in the order of their value."""
    return tuple(a + b + c + d for a in _FIRST for b in _VOWELS for c in _FIRST for d in _LAST)


def encode(secret: bytes) -> list[str]:
    """The twelve words of sixteen bytes, the six of eight, or the 24 of 32."""
    count, check = _measure(len(secret))
    number = int.from_bytes(secret, "big") << check | _checksum(secret, check)
    listed = word_list()
    return [listed[number >> _BITS * place & (1 << _BITS) - 1] for place in reversed(range(count))]


def decode(written: str, count: int = COUNT) -> bytes:
    """The bytes of words typed by a person; capitals, accents and punctuation do not matter.

    Raises `UserError` that says which word cannot be right.
    """
    typed = re.findall(r"[a-z]+", fold(written))
    if len(typed) != count:
        raise UserError(
            N_(
                "The recovery sheet has %(wanted)s words; %(found)s were typed. Please type them "
                "all."
            ),
            wanted=count,
            found=len(typed),
        )
    places = {word: value for value, word in enumerate(word_list())}
    number = 0
    for place, word in enumerate(typed, start=1):
        if word not in places:
            raise UserError(
                N_(
                    "Word %(place)s, “%(word)s”, is not on any recovery sheet. Please look at it "
                    "again."
                ),
                place=place,
                word=word,
            )
        number = number << _BITS | places[word]
    # At least one bit is left for the checksum.
    size = (count * _BITS - 1) // 8
    _, check = _measure(size)
    secret = (number >> check).to_bytes(size, "big")
    if number & (1 << check) - 1 != _checksum(secret, check):
        raise UserError(
            N_("These words do not belong together. Please compare each with the recovery sheet.")
        )
    return secret


def _measure(size: int) -> tuple[int, int]:
    """How many words carry so many bytes, and how many bits are left for the checksum."""
    count = -(-size * 8 // _BITS)
    return count, count * _BITS - size * 8


def _checksum(secret: bytes, bits: int) -> int:
    return hashlib.blake2b(secret, digest_size=1).digest()[0] & (1 << bits) - 1
