"""Where searched words stand in a text, although both were folded (Straße is found by strasse);
and a short piece of the text around them.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from duodesk.base.collate import fold

_WORD = re.compile(r"[^\W_]+")
_BEGINNING = r"(?<![^\W_])"
_BEFORE = 28  # letters of the text that lead up to the first word found
_CUT = "…"


@dataclass(frozen=True, slots=True)
class Marked:
    """A text and the stretches of it that were searched for."""

    text: str
    spots: tuple[tuple[int, int], ...] = ()


def searched(words: str) -> list[str]:
    """The words of a search as they are compared: folded, without signs."""
    return _WORD.findall(fold(words))


def holds(text: str, words: str) -> bool:
    """Whether every searched word begins somewhere in the text."""
    folded = fold(text)
    return all(re.search(_BEGINNING + re.escape(word), folded) for word in searched(words))


def mark(text: str, words: str, *, inside: bool = False) -> Marked:
    """The text with each place at which a searched word begins (or stands `inside` another); what
    overlaps is one stretch.
    """
    edge = "" if inside else _BEGINNING
    folded, origins = folded_with_origins(text)
    found = sorted(
        (origins[match.start()], _whole(text, origins[match.end() - 1] + 1))
        for word in set(searched(words))
        for match in re.finditer(edge + re.escape(word), folded)
    )
    spots: list[tuple[int, int]] = []
    for start, end in found:
        if spots and start <= spots[-1][1]:
            spots[-1] = (spots[-1][0], max(end, spots[-1][1]))
        else:
            spots.append((start, end))
    return Marked(text, tuple(spots))


def snippet(text: str, words: str, width: int = 120, *, inside: bool = False) -> Marked:
    """One line around the first word found, cut between words, with all that is found in it."""
    line = " ".join(text.split())
    first = next(iter(mark(line, words, inside=inside).spots), (0, 0))
    start = line.rfind(" ", 0, first[0] - _BEFORE) + 1 if first[0] > _BEFORE else 0
    end = len(line)
    if end - start > width:
        end = max(line.rfind(" ", start, start + width), first[1])
    piece = mark(line[start:end], words, inside=inside)
    lead, tail = _CUT * (start > 0), _CUT * (end < len(line))
    shifted = tuple((a + len(lead), b + len(lead)) for a, b in piece.spots)
    return Marked(lead + piece.text + tail, shifted)


def folded_with_origins(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its letters the place of the letter that it comes from."""
    if text.isascii():
        return text.lower(), list(range(len(text)))
    pieces = [fold(letter) for letter in text]
    origins = [place for place, piece in enumerate(pieces) for _letter in piece]
    return "".join(pieces), origins


def _whole(text: str, end: int) -> int:
    """Accents that stand as signs of their own belong to the letter before them."""
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end
