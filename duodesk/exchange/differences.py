"""Texts that two people changed: what each wrote anew, and both put together where they did not
touch the same words. Only ever shown or offered; nothing is put together by itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

# Words and the gaps between them; a very long text is compared line by line.
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_MOST_WORDS = 6_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text: the same as before, or new."""

    text: str
    new: bool


@dataclass(frozen=True, slots=True)
class _Edit:
    """Tokens `begin` to `end` of the text before became `tokens`."""

    begin: int
    end: int
    tokens: tuple[str, ...]


def pieces(before: str, after: str) -> list[Piece]:
    """The later text in parts, each known from the earlier one or new."""
    old, new = _tokens(before, after)
    found: list[Piece] = []
    for tag, _, _, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if begin < end:
            found.append(Piece("".join(new[begin:end]), tag != "equal"))
    return found


def together(before: str, one: str, other: str) -> str | None:
    """Both changes of a text in one, or None where they touch the same place."""
    base, first, second = _tokens(before, one, other)
    edits = sorted({*_edits(base, first), *_edits(base, second)}, key=lambda e: (e.begin, e.end))
    # Two changes that meet at one place touch each other too: which comes first is not ours to say.
    if any(later.begin <= earlier.end for earlier, later in pairwise(edits)):
        return None
    text, at = list[str](), 0
    for edit in edits:
        text += [*base[at : edit.begin], *edit.tokens]
        at = edit.end
    return "".join([*text, *base[at:]])


def _edits(base: Sequence[str], later: Sequence[str]) -> list[_Edit]:
    codes = SequenceMatcher(None, base, later, autojunk=False).get_opcodes()
    return [
        _Edit(begin, end, tuple(later[first:last]))
        for tag, begin, end, first, last in codes
        if tag != "equal"
    ]


def _tokens(*texts: str) -> list[list[str]]:
    """The texts in tokens of one kind; joined again they give the text."""
    words = [_WORDS.findall(text) for text in texts]
    if max(len(found) for found in words) <= _MOST_WORDS:
        return words
    return [text.splitlines(keepends=True) for text in texts]
