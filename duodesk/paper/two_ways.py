"""Words read from the right among words read from the left: letters joined, lines broken in the
order of reading, each line set in the order in which it is seen.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth

from duodesk.paper import fonts

Sign = tuple[str, str]  # the kind of its piece, the sign
_FROM_THE_RIGHT = {"R", "AL"}
_FIRST = "\u0590"  # no sign before it is one of them


def from_the_right(text: str) -> bool:
    """Whether any of a text is read from the right."""
    return max(text, default="") >= _FIRST and any(_way(sign) in _FROM_THE_RIGHT for sign in text)


def lines(
    parts: Sequence[tuple[str, str]], style: ParagraphStyle, room: float
) -> Iterator[list[tuple[str, str]]]:
    """The lines of a paragraph as they are seen, each of pieces (kind, text)."""
    signs = [(kind, sign) for kind, text in parts for sign in _joined(text)]
    ways = [_way(sign) for _, sign in signs]
    right = sum(way in _FROM_THE_RIGHT for way in ways) > ways.count("L")
    for line in _broken(signs, style, room):
        seen = _seen(line, right=right)
        yield [
            (kind, "".join(sign for _, sign in piece))
            for kind, piece in groupby(seen, key=lambda one: one[0])
        ]


def _way(sign: str) -> str:
    return unicodedata.bidirectional(sign)


def _joined(text: str) -> str:
    """Arabic letters in the forms that they have beside each other; nothing is left out but the
    joiner, after which the package loses count.
    """
    return _ARABIC.sub(lambda run: str(_reshaper().reshape(run[0].replace(_JOINER, ""))), text)


_JOINER = "\u200d"
_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\u200c\u200d]+")


@cache
def _reshaper() -> Any:
    from arabic_reshaper import ArabicReshaper

    return ArabicReshaper({"delete_harakat": False, "delete_tatweel": False})


def _broken(signs: list[Sign], style: ParagraphStyle, room: float) -> Iterator[list[Sign]]:
    """The lines in the order of reading; a word longer than a line is torn."""
    line: list[Sign] = []
    for word in _words(signs):
        if word == _END:
            yield line
            line = []
            continue
        if line and _width([*line, *word], style) > room:
            yield line
            line = []
        if _width(word, style) <= room:
            line += word
            continue
        for sign in word:
            if line and _width([*line, sign], style) > room:
                yield line
                line = []
            line.append(sign)
    yield line


_END: list[Sign] = [("", "\n")]


def _words(signs: list[Sign]) -> Iterator[list[Sign]]:
    """Words, each with the spaces before it; the end of a line is a word of its own."""
    word: list[Sign] = []
    for kind, sign in signs:
        if sign == "\n" or (sign == " " and word and word[-1][1] != " "):
            if word:
                yield word
            word = []
        if sign == "\n":
            yield _END
        else:
            word.append((kind, sign))
    if word:
        yield word


def _width(line: list[Sign], style: ParagraphStyle) -> float:
    """How wide a line is; spaces at its end do not count."""
    total = 0.0
    for kind, piece in groupby(line, key=lambda one: one[0]):
        heavy = kind == "bold" or style.fontName == fonts.BOLD
        for family, run in fonts.runs("".join(sign for _, sign in piece)):
            total += stringWidth(run, *fonts.drawn_in(family, style.fontSize, heavy=heavy))
    return total


def _seen(line: list[Sign], *, right: bool) -> list[Sign]:
    """A line from left to right, brackets turned where they are read from the right."""
    from bidi import algorithm

    # `get_display` of the package tells no longer which sign came from where.
    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = int(right), "LR"[right]
    algorithm.get_embedding_levels("".join(sign for _, sign in line), storage)
    for char, (kind, _sign) in zip(storage["chars"], line, strict=True):
        char["kind"] = kind
        char["type"] = char["orig"] = char["type"] or "L"  # a sign that Unicode does not know
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    _pair_brackets(storage["chars"], "LR"[right])
    algorithm.resolve_neutral_types(storage, debug=False)
    algorithm.resolve_implicit_levels(storage, debug=False)
    algorithm.reorder_resolved_levels(storage, debug=False)
    algorithm.apply_mirroring(storage, debug=False)
    return [(char["kind"], char["ch"]) for char in storage["chars"]]


def _pair_brackets(chars: list[dict[str, Any]], own: str) -> None:
    """Both brackets of a pair turn the same way (rule N0 of Unicode's algorithm, which the package
    leaves out): as the paragraph where it has words in them, else as the words in them where such
    words stand before them too.
    """
    opened: list[int] = []
    pairs: list[tuple[int, int]] = []
    for place, char in enumerate(chars):
        if char["ch"] in _BRACKETS:
            opened.append(place)
        elif opened and char["ch"] == _BRACKETS[chars[opened[-1]]["ch"]]:
            pairs.append((opened.pop(), place))
    for first, last in sorted(pairs):
        within = _ways(chars[first + 1 : last])
        before = _ways(chars[:first]) or [own]
        if within:
            way = own if own in within else before[-1]
            chars[first]["type"] = chars[last]["type"] = way


def _ways(chars: list[dict[str, Any]]) -> list[str]:
    return [_STRONG[char["type"]] for char in chars if char["type"] in _STRONG]


_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_STRONG = {"L": "L", "R": "R", "AL": "R", "EN": "R", "AN": "R"}
