"""Texts with named places, read from files a translator can edit; the only way a template meets a
value.

    # Title            ## Clause title           plain paragraph          - item of a list
[summary] … [end]  a box on top              [signatures]             where the boxes for signing
stand
[table]            where the table stands that a paper has (days of a training)
[receipt]          what follows stands on a page of its own, which comes back signed
    {{field}}          a place from a fixed list; a value is put in as it is and never read again
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_

_PLACE = re.compile(r"\{\{\s*([a-z_]+)\s*\}\}")
KINDS = {"# ": "title", "## ": "clause", "- ": "item", "[] ": "box"}


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a text: its kind (title, clause, text, item, box, signatures, table, receipt) and
    its source.
    """

    kind: str
    text: str = ""
    in_summary: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """A read template."""

    name: str
    blocks: tuple[Block, ...]

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(name for block in self.blocks for name in _PLACE.findall(block.text))


def read(path: Path, allowed: frozenset[str]) -> Template:
    """Read a template from a file; raises `UserError` as `parse` does."""
    return parse(path.read_text(encoding="utf-8"), allowed, name=path.name)


@lru_cache(maxsize=256)
def parse(source: str, allowed: frozenset[str], *, name: str) -> Template:
    """Read a template; raises `UserError` that names the text and the line for a place that is not
    in the list.
    """
    blocks: list[Block] = []
    summary = False
    for number, line in enumerate(source.splitlines(), start=1):
        _check(name, number, line, allowed)
        if line.strip() in {"[summary]", "[end]"}:
            summary = line.strip() == "[summary]"
        elif line.strip() in {"[signatures]", "[table]", "[receipt]"}:
            blocks.append(Block(line.strip()[1:-1]))
        elif line.strip():
            blocks.append(_block(line.strip(), summary))
    return Template(name, tuple(blocks))


def filled(text: str, values: Mapping[str, str | None]) -> list[tuple[str, str]]:
    """The pieces of a text: plain, value, or missing (with the field's name); values are never read
    as text.
    """
    pieces: list[tuple[str, str]] = []
    end = 0
    for place in _PLACE.finditer(text):
        pieces.append(("plain", text[end : place.start()]))
        value = values.get(place[1])
        pieces.append(("value", value) if value else ("missing", "…" * 12))
        end = place.end()
    pieces.append(("plain", text[end:]))
    return [piece for piece in pieces if piece[1]]


def _block(line: str, summary: bool) -> Block:  # noqa: FBT001 - where the line stands
    for mark in ("## ", "# ", "- ", "[] "):
        if line.startswith(mark):
            return Block(KINDS[mark], line.removeprefix(mark), summary)
    return Block("text", line, summary)


def _check(source: str, number: int, line: str, allowed: frozenset[str]) -> None:
    for name in _PLACE.findall(line):
        if name not in allowed:
            raise UserError(
                N_(
                    "%(file)s, line %(line)s: there is no place called “%(name)s”. Known are: "
                    "%(known)s."
                ),
                file=source,
                line=number,
                name=name,
                known=", ".join(sorted(allowed)),
            )
