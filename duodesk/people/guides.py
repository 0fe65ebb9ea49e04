"""Guides for intake interviews: versioned, per role and language; which parts were talked about.

An interview keeps the version it was begun with. Parts have a key that is the same in every
language and version (`# goal | Votre objectif`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from duodesk.base.assets import resource
from duodesk.base.collate import fold
from duodesk.base.i18n import LANGUAGES
from duodesk.model.people import Role

HEADING = "## "
_VERSION = re.compile(r"\.(\d+)\.txt$")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the guide: its key, its heading, and questions that may be asked in any order."""

    key: str
    title: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """What to talk about in an intake interview, in one language."""

    role: Role
    language: str
    version: int
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of notes under one heading; the key is blank where the guide knows none."""

    key: str
    start: int
    end: int
    blank: bool


@cache
def guide(role: Role, code: str, version: int | None = None) -> Guide:
    """The guide of a role in a language; the newest unless a version that is there is named."""
    code = code if code in LANGUAGES else "fr"
    known = _paths(role, code)
    path = known.get(version or 0, known[max(known)])
    return parse_guide(role, code, path.read_text(encoding="utf-8"))


def versions(role: Role, code: str) -> tuple[int, ...]:
    """The versions that can be read, oldest first."""
    return tuple(sorted(_paths(role, code)))


def parse_guide(role: Role, code: str, text: str) -> Guide:
    """Read a guide: `version: 1`, then headings marked #, each with questions marked -."""
    version, head, questions = 1, "", list[str]()
    sections: list[Section] = []
    for line in (*text.splitlines(), "# "):
        mark, _, rest = line.strip().partition(" ")
        if mark == "version:":
            version = int(rest)
        elif mark == "-":
            questions.append(rest.strip())
        elif mark == "#":
            if head:
                key, _, title = (part.strip() for part in head.partition("|"))
                sections.append(Section(key, title, tuple(questions)))
            head, questions = rest.strip(), []
    return Guide(role, code, version, tuple(sections))


def passages(role: Role, text: str) -> list[Passage]:
    """The notes cut at their headings, each with the key of its part in whatever language."""
    found = list(_headings(text))
    ends = [*(start for start, _end, _title in found[1:]), len(text)]
    cut = [] if found and found[0][0] == 0 else [("", 0, found[0][0] if found else len(text))]
    known = _keys(role)
    cut += [
        (known.get(fold(title), ""), after, end)
        for (_start, after, title), end in zip(found, ends, strict=False)
    ]
    return [Passage(key, start, end, not text[start:end].strip()) for key, start, end in cut]


def touched(role: Role, text: str) -> frozenset[str]:
    """The parts that were talked about: their heading is there, with words below it."""
    return frozenset(p.key for p in passages(role, text) if p.key and not p.blank)


def _headings(text: str) -> Iterator[tuple[int, int, str]]:
    """Start of the heading, start of what follows it, its words."""
    at = 0
    for line in text.splitlines(keepends=True):
        if line.startswith(HEADING):
            yield at, at + len(line), line.removeprefix(HEADING).strip()
        at += len(line)


@cache
def _keys(role: Role) -> dict[str, str]:
    """The key of a part by its heading in any language and version."""
    return {
        fold(section.title): section.key
        for code in LANGUAGES
        for version in versions(role, code)
        for section in guide(role, code, version).sections
    }


def _paths(role: Role, code: str) -> dict[int, Path]:
    folder = resource("templates", code)
    found = ((_VERSION.search(path.name), path) for path in folder.glob(f"guide_{role}.*.txt"))
    return {int(match[1]): path for match, path in found if match}
