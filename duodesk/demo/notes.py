"""Interview notes of the demonstration, put together from phrases by section and language."""

from __future__ import annotations

import csv
from functools import cache
from random import Random

from duodesk.base.assets import resource
from duodesk.demo.cast import Member


def interview_notes(random: Random, member: Member, language: str) -> str:
    """A page of notes with light marks: a heading for each section, one or two sentences below."""
    parts = []
    for section, phrases in _phrases(str(member.role), language).items():
        chosen = random.sample(phrases, min(len(phrases), random.randint(1, 2)))
        parts.append(f"## {section}\n" + " ".join(chosen))
    return "\n\n".join(parts)


@cache
def _phrases(role: str, language: str) -> dict[str, tuple[str, ...]]:
    sections: dict[str, list[str]] = {}
    with resource("demo", "interview_phrases.csv").open(encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source):
            if row["role"] in {role, "both"} and row["language"] == language:
                sections.setdefault(row["section"], []).append(row["text"])
    return {section: tuple(texts) for section, texts in sections.items()}
