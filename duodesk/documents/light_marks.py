"""The light marks of interview notes read for paper: headings, lists, quotations, bold. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_HEADING = re.compile(r"#{1,3}\s+(?=\S)")
_ITEM = re.compile(r"\s*[-*•]\s+(?=\S)")
_QUOTE = re.compile(r"\s*>\s?")


class Mark(StrEnum):
    """What a line is."""

    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    TEXT = "text"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its mark; `parts` are (plain or bold, words)."""

    mark: Mark
    parts: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(words for _kind, words in self.parts)


def lines(notes: str) -> list[Line]:
    """The notes line by line; several blank lines are one gap, none stands at an end."""
    found: list[Line] = []
    for line in notes.split("\n"):
        if line.strip():
            found.append(_line(line))
        elif found and found[-1].mark != Mark.GAP:
            found.append(Line(Mark.GAP, ()))
    return found[:-1] if found and found[-1].mark == Mark.GAP else found


def _line(line: str) -> Line:
    for mark, sign in ((Mark.HEADING, _HEADING), (Mark.ITEM, _ITEM), (Mark.QUOTE, _QUOTE)):
        if match := sign.match(line):
            return Line(mark, _parts(line[match.end() :].strip()))
    return Line(Mark.TEXT, _parts(line.strip()))


def _parts(text: str) -> tuple[tuple[str, str], ...]:
    parts: list[tuple[str, str]] = []
    at = 0
    for match in _BOLD.finditer(text):
        parts += [("plain", text[at : match.start()]), ("bold", match[1])]
        at = match.end()
    parts.append(("plain", text[at:]))
    return tuple((kind, words) for kind, words in parts if words)
