"""Names that try to be something else, and names of every length, through every paper."""

from __future__ import annotations

from io import BytesIO
from itertools import cycle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from duodesk.base.i18n import speaking
from duodesk.documents.catalog import CATALOG, DocumentKind
from duodesk.documents.draw import draw
from tests.documents.every import KINDS, paper
from tests.paper.hostile import ARABIC, NAMES, expected, folded, from_the_right, squeezed

ROUNDS = 3


def words(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(content)).pages]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_every_hostile_name_is_printed_and_none_is_read(kind: DocumentKind) -> None:
    """Each of them stands in some place of the paper; all places are theirs."""
    places = sorted(kind.fields & _printed(kind))
    left = list(NAMES)
    while left:
        chosen, left = left[: len(places)], left[len(places) :]
        values = dict(zip(places, chosen, strict=False))
        told = "\n".join(words(draw(paper(kind, "fr", values))))
        flat, letters = squeezed(told), folded(told)
        for name in chosen:
            if from_the_right(name):
                assert not folded(expected(name)) - letters, ascii(name)
            else:
                assert stands(expected(name), flat), ascii(name)


def stands(name: str, flat: str) -> bool:
    """Whether a name is on paper, on one page or on two with their margins between."""
    return name in flat or any(
        name[:cut] in flat and name[cut:] in flat for cut in range(1, len(name))
    )


def _printed(kind: DocumentKind) -> set[str]:
    """The places that the French text of a kind names; a number stands in the margin alone."""
    from duodesk.documents.wording import path
    from duodesk.paper import template

    return set(template.read(path(kind, "fr"), kind.fields).fields)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_names_of_thousands_of_letters_stop_no_paper(kind: DocumentKind) -> None:
    places = [place for place in _printed(kind) if place.endswith("name")]
    names = ("a" * 4_000, f"{ARABIC} " * 40, "Van den Berg-" * 200)
    values = dict(zip(places, cycle(names), strict=False))
    told = squeezed("".join(words(draw(paper(kind, "fr", values)))))
    assert len(told) > sum(len(squeezed(name)) for name in values.values())


LENGTHS = st.integers(min_value=1, max_value=300)


@pytest.mark.parametrize("kind", CATALOG, ids=lambda kind: kind.code)
@given(mentee=LENGTHS, mentor=LENGTHS, coordinator=LENGTHS, word=st.integers(3, 40))
@settings(max_examples=25)
def test_the_boxes_to_sign_stand_on_the_page_of_their_clause(
    kind: DocumentKind, mentee: int, mentor: int, coordinator: int, word: int
) -> None:
    with speaking("fr"):
        names = {
            "mentee_name": _name(mentee, word),
            "mentor_name": _name(mentor, word),
            "coordinator_name": _name(coordinator, word),
        }
        pages = words(draw(paper(kind, "fr", names)))
    clause = _last_clause(kind)
    (here,) = [page for page in pages if clause in " ".join(page.split())]
    assert here.count("Lu et approuvé") == 3
    assert sum(page.count("Lu et approuvé") for page in pages) == 3


def _name(length: int, word: int) -> str:
    """So many letters in words of this length."""
    return " ".join("N" + "a" * (word - 1) for _ in range(length // word + 1))[:length].strip()


def _last_clause(kind: DocumentKind) -> str:
    from duodesk.documents.wording import path

    lines = path(kind, "fr").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.startswith("## ")][-1].removeprefix("## ")
