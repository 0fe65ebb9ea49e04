"""The help of the exchange names what stands on the screen, the same in every language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import duodesk
from duodesk.base.assets import resource
from duodesk.base.i18n import _, speaking

CODE = "".join(
    path.read_text(encoding="utf-8") for path in sorted(Path(duodesk.__file__).parent.rglob("*.py"))
)
# What is counted on the screen, and not in the help.
COUNTED = " (%(n)s)"


def text(code: str) -> str:
    return resource("help", code, "exchange.txt").read_text(encoding="utf-8")


def quoted(code: str) -> list[str]:
    return [found.strip() for found in re.findall(r"[“«]([^”»]+)[”»]", text(code))]


def label(name: str) -> str:
    """The label as the code has it."""
    same = [n for n in (name, name + COUNTED, name[0].lower() + name[1:]) if f'"{n}"' in CODE]
    assert same, f"no button says “{name}”"
    return same[0]


def test_everything_named_stands_on_the_screen() -> None:
    assert [label(name) for name in quoted("en")]


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_other_languages_name_the_same_as_their_screens(code: str) -> None:
    names = quoted(code)
    assert len(names) == len(quoted("en"))
    for english, name in zip(quoted("en"), names, strict=True):
        msgid = label(english)
        with speaking(code):
            shown = _(msgid, n=0) if COUNTED in msgid else _(msgid)
        if shown != msgid:  # what no translator has seen yet is found by the check of catalogues
            assert name.lower() == shown.removesuffix(" (0)").lower(), msgid


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_every_language_has_the_same_paragraphs(code: str) -> None:
    def shape(of: str) -> list[str]:
        return [line[:1] if line[:1] in "#-" else "text" for line in text(of).splitlines()]

    assert shape(code) == shape("en")
