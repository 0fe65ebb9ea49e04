"""Words of pick lists in any of the four languages, turned into codes; what is not known is left
over.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from duodesk.base import reference
from duodesk.base.collate import fold
from duodesk.base.reference import Choice

# So like a name (0 to 100) that it can only be a slip: "magasinnier" 95; "cuisinier"/"cuisinière"
# are both known.
_SLIP = 92
_PIECES = re.compile(r"[,;\n|•]")
_BITS = re.compile(r"\s[-–+&]\s|\s*/\s*|\s+(?:et|en|and|und)\s+")
Find = Callable[[str, str], str | None]
"""Finds a code: the name of a list and words in any language; None when there is none."""


@lru_cache(maxsize=50_000)
def find(name: str, text: str) -> str | None:
    """The code of a text in a list, forgiving case, accents, brackets and one slip of the pen."""
    plain = text.strip(" .:*()[]\"'")
    if not plain:
        return None
    items = _items(name)
    return reference.find_code(items, plain) or _slip(name, fold(plain)) if items else None


def codes(name: str, text: str, find: Find) -> tuple[list[str], list[str]]:
    """The codes of a list in a cell, in their order, and the pieces that are none."""
    found: list[str] = []
    left: list[str] = []
    for piece in [text] if find(name, text) else _PIECES.split(text):
        for bit in [piece] if find(name, piece) else _BITS.split(piece):
            code = find(name, bit)
            if code and code not in found:
                found.append(code)
            elif bit.strip() and not code:
                left.append(bit.strip())
    return found, left


@cache
def _slip(name: str, key: str) -> str | None:
    if len(key) < 6:
        return None
    names = _folded(name)
    near = process.extractOne(key, list(names), scorer=fuzz.ratio, score_cutoff=_SLIP)
    return names[near[0]] if near else None


@cache
def _folded(name: str) -> dict[str, str]:
    pairs = (
        (form, c.code) for c in _items(name).values() for n in c.names for form in n.split(" / ")
    )
    known: dict[str, str] = {}
    for form, code in pairs:
        known.setdefault(fold(form).strip(), code)
    return known


@cache
def _items(name: str) -> dict[str, Choice]:
    if name == "language":
        return dict(reference.languages())
    if name == "occupation":
        return dict(reference.occupations())
    if name == "interest":
        return dict(reference.interests())
    if name == "topic":
        return dict(reference.topics())
    return reference.picklist(name)
