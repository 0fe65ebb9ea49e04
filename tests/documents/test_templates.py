"""The texts of papers: all languages say the same piece by piece, in sentences that are easy."""

from __future__ import annotations

import re
from pathlib import Path
from statistics import fmean

import pytest

from duodesk.base.assets import resource
from duodesk.base.i18n import LANGUAGES
from duodesk.documents.catalog import CATALOG, NOTE, DocumentKind
from duodesk.documents.wording import path
from duodesk.documents.words import place_title
from duodesk.paper import template

NAMES = sorted({file.name for file in resource("templates").glob("*/*.txt")})
# Guides are read out by whoever leads an interview, not sent to anybody.
LETTERS = [name for name in NAMES if not name.startswith("guide_")]
SIGNED = (*CATALOG, NOTE)
_MARK = re.compile(r"## |# |- |\[\] |\[[a-z]+\]")
_PLACE = re.compile(r"\{\{\s*([a-z_]+)\s*\}\}")
# A space at which a line may be broken, before what belongs to the word before it.
_LOOSE = re.compile(r"\S [:;?!»]|« ")
_MEAN, _LONGEST = 14, 28  # words of a sentence that is read easily


def lines(file: Path) -> list[str]:
    return [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def shape(file: Path) -> list[tuple[str, tuple[str, ...]]]:
    """Of each line what it is and which places it names."""
    marks = ((_MARK.match(line), line) for line in lines(file))
    return [(m[0] if m else "", tuple(sorted(_PLACE.findall(line)))) for m, line in marks]


def sentences(file: Path) -> list[int]:
    """How many words the sentences have; headings are none, a place counts as one word."""
    told = [line for line in lines(file) if not line.startswith(("#", "[summary", "[end"))]
    parts = [part for line in told for part in re.split(r"(?<=[.!?])\s+", _PLACE.sub("x", line))]
    return [n for n in (len(re.findall(r"\w[\w'’.-]*", part)) for part in parts) if n]


@pytest.mark.parametrize("name", NAMES)
def test_all_languages_have_the_same_pieces_and_name_the_same_places(name: str) -> None:
    shapes = [shape(resource("templates", code, name)) for code in LANGUAGES]
    assert shapes[0]
    for code, other in zip(LANGUAGES, shapes, strict=True):
        assert other == shapes[0], code


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", LETTERS)
def test_sentences_are_short(name: str, code: str) -> None:
    counted = sentences(resource("templates", code, name))
    assert fmean(counted) <= _MEAN
    assert max(counted) <= _LONGEST


@pytest.mark.parametrize("folder", ["templates", "help"])
def test_texts_have_printed_apostrophes_and_no_french_line_begins_with_a_colon(folder: str) -> None:
    """Guides keep the words that notes of interviews were begun with, the English help those of
    the code.
    """
    files = [one for one in resource(folder).glob("*/*.txt") if not one.name.startswith("guide_")]
    files = [one for one in files if (folder, one.parent.name) != ("help", "en")]
    assert {one.parent.name for one in files} >= {"fr", "nl"}
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert "'" not in text, file
        assert file.parent.name != "fr" or not _LOOSE.search(text), file


def test_a_long_sentence_would_be_seen(tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text("# Title\nYes. No {{goal}}!\n- " + "word " * 29, encoding="utf-8")
    assert sentences(file) == [1, 2, 29]


@pytest.mark.parametrize("kind", SIGNED, ids=lambda kind: kind.code)
def test_every_place_has_a_title(kind: DocumentKind) -> None:
    untitled = [name for name in kind.fields if place_title(name) == name]
    assert [name for name in untitled if "_" in name] == []


def test_every_place_of_signed_papers_stands_in_one_of_them() -> None:
    read = [template.read(path(kind, "en"), kind.fields).fields for kind in CATALOG]
    assert frozenset.union(*read) | {"document_number"} == CATALOG[0].fields


@pytest.mark.parametrize(("kind", "clauses"), [(CATALOG[0], 20), (CATALOG[1], 16), (NOTE, 6)])
def test_the_clauses_are_numbered_without_a_gap(kind: DocumentKind, clauses: int) -> None:
    for code in LANGUAGES:
        titles = [line[3:] for line in lines(path(kind, code)) if line.startswith("## ")]
        numbered = [int(t.split(".")[0]) for t in titles if t[0].isdigit()]
        assert numbered == list(range(1, clauses + 1))
