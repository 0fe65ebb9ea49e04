"""The questions of the questionnaires at the end of a duo, versioned, per role and language.

A questionnaire keeps the version it was asked in. Questions have a key that is the same in every
language and version; every scored one is answered on the same scale from 1 to 5.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from duodesk.base.assets import resource
from duodesk.base.i18n import LANGUAGES
from duodesk.model.people import Role

SCALE = range(1, 6)
# What the exchange between generations and between cultures brought: the last two of each role.
CLOSING = ("generations", "cultures")


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its lasting key, its words, whether it is scored and whether it has room for
    words.
    """

    key: str
    text: str
    scored: bool
    words: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a questionnaire under its heading."""

    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class QuestionSheet:
    """A questionnaire in one language: title, lines that explain it, names of the scores 1 to 5,
    parts.
    """

    role: Role
    language: str
    version: int
    title: str
    intro: tuple[str, ...]
    scale: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions in their order."""
        return tuple(question for part in self.parts for question in part.questions)


@cache
def question_sheet(role: Role, code: str, version: int | None = None) -> QuestionSheet:
    """The questionnaire of a role in a language; the newest unless a version that is there is
    named.
    """
    code = code if code in LANGUAGES else "fr"
    known = versions()
    chosen = version if version in known else known[-1]
    path = _folder() / str(chosen) / f"{role}.{code}.txt"
    return parse_sheet(role, code, chosen, path.read_text(encoding="utf-8"))


def versions() -> tuple[int, ...]:
    """The versions that can be read, oldest first."""
    return tuple(sorted(int(path.name) for path in _folder().iterdir() if path.name.isdigit()))


def parse_sheet(role: Role, code: str, version: int, text: str) -> QuestionSheet:
    """Read a questionnaire: `# title`, `> explanation`, `= name of a score`, `## heading`, then
    `- key | scored`, `+ key | scored, with room for words`, `* key | words alone`.
    """
    title, intro, scale = "", list[str](), list[str]()
    parts: list[tuple[str, list[Question]]] = []
    for line in text.splitlines():
        mark, _, rest = line.strip().partition(" ")
        said = rest.strip()
        if mark == "#":
            title = said
        elif mark == ">":
            intro.append(said)
        elif mark == "=":
            scale.append(said)
        elif mark == "##":
            parts.append((said, []))
        elif mark in {"-", "+", "*"}:
            key, _, words = (part.strip() for part in said.partition("|"))
            parts[-1][1].append(Question(key, words, mark != "*", mark != "-"))
    told = tuple(Part(heading, tuple(questions)) for heading, questions in parts)
    return QuestionSheet(role, code, version, title, tuple(intro), tuple(scale), told)


def _folder() -> Path:
    return resource("questionnaires")
