"""The versions of an interview's notes, read from the journal; two of them side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.i18n import Message
from duodesk.base.ids import Id
from duodesk.model.interviews import Interview
from duodesk.model.reference import Author
from duodesk.people.restricted import may_read
from duodesk.store.history import history

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
# Lines that share less than this are two lines, not one that was changed.
_ALIKE = 0.4


@dataclass(frozen=True, slots=True)
class Version:
    """Notes as they once stood: when, by whom, by which action."""

    at: datetime
    author: str
    label: Message
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line, and whether it is missing on the other side."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """A line on both sides, or on one of them (the other is None); `old_line` and `new_line` are
    their numbers, or the place where they would stand.
    """

    old: tuple[Piece, ...] | None
    new: tuple[Piece, ...] | None
    old_line: int
    new_line: int

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        both = self.old is not None and self.new is not None
        return both and not any(piece.changed for piece in (*(self.old or ()), *(self.new or ())))


def versions(session: Session, interview_id: Id) -> list[Version]:
    """Every version that was kept, newest first; none of an interview that is shown to few."""
    row = session.execute(
        select(Interview.author_id, Interview.restricted).where(Interview.id == interview_id)
    ).one_or_none()
    if row is None or not may_read(session, row.author_id, restricted=row.restricted):
        return []
    names = {one.id: one.name or "" for one in session.execute(select(Author.id, Author.name))}
    found: list[Version] = []
    for entry in reversed(history(session, "interview", interview_id)):
        text = next((change.new for change in entry.changes if change.field == "notes"), None)
        if isinstance(text, str) and text and (not found or found[-1].text != text):
            author = names.get(entry.author_id, "") if entry.author_id else ""
            found.append(Version(entry.at, author, entry.label, text))
    return found[::-1]


def compared(old: str, new: str) -> list[Pair]:
    """Two texts line by line, changed lines word by word; every line of both is there once."""
    before, after = old.split("\n"), new.split("\n")
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [
        pair
        for _tag, a1, a2, b1, b2 in matcher.get_opcodes()
        for pair in _pairs(before, after, (a1, a2), (b1, b2))
    ]


def _pairs(
    before: Sequence[str], after: Sequence[str], olds: tuple[int, int], news: tuple[int, int]
) -> Iterator[Pair]:
    """Lines of one stretch: each old line beside the new one that it became, where there is one."""
    at = news[0]
    for n in range(*olds):
        near = next((m for m in range(at, news[1]) if _alike(before[n], after[m])), None)
        if near is None:
            yield Pair((Piece(before[n], changed=True),), None, n, at)
            continue
        for m in range(at, near):
            yield Pair(None, (Piece(after[m], changed=True),), n, m)
        left, right = _words(before[n], after[near])
        yield Pair(left, right, n, near)
        at = near + 1
    for m in range(at, news[1]):
        yield Pair(None, (Piece(after[m], changed=True),), olds[1], m)


def _alike(old: str, new: str) -> bool:
    if old == new:
        return True
    matcher = SequenceMatcher(None, _WORDS.findall(old), _WORDS.findall(new), autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _words(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    left: list[Piece] = []
    right: list[Piece] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        for side, words in ((left, before[a1:a2]), (right, after[b1:b2])):
            if words:
                side.append(Piece("".join(words), changed=tag != "equal"))
    return tuple(left), tuple(right)
