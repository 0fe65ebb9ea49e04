"""Searched words are marked in the text as it was typed, whatever folding did to its length."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duodesk.base.collate import fold
from duodesk.base.spots import folded_with_origins, holds, mark, searched, snippet


def marked(text: str, words: str) -> list[str]:
    found = mark(text, words)
    return [found.text[start:end] for start, end in found.spots]


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Groß ist die Straße, große Straßen", "strasse", ["Straße", "Straße"]),
        ("Straßenbau", "strassenb", ["Straßenb"]),
        ("Søren Ørsted et Œuvre", "orsted oeuv", ["Ørsted", "Œuv"]),
        ("Élodie, élodie, ELODIE", "elodie", ["Élodie", "élodie", "ELODIE"]),
        ("e\u0301lodie e\u0301", "élodie", ["e\u0301lodie"]),
        ("cafe\u0301!", "café", ["cafe\u0301"]),
        ("un magasin, emmagasiner", "magasin", ["magasin"]),
        ("L’horloge d'Anvers", "horloge anvers", ["horloge", "Anvers"]),
        ("aaa aab", "aa aaa", ["aaa", "aa"]),
        ("a*b %_ \"c\"", "a* \"", ["a"]),
        ("nothing here", "there", []),
    ],
)  # fmt: skip
def test_words_are_found_as_typed(text: str, words: str, found: list[str]) -> None:
    assert marked(text, words) == found


@given(st.text())
def test_folding_letter_by_letter_is_folding_the_whole(text: str) -> None:
    folded, origins = folded_with_origins(text)
    assert folded == fold(text)
    assert len(origins) == len(folded)
    assert origins == sorted(origins)


@given(st.text(alphabet="aßøé xÆ\u0301\n", max_size=300), st.text(alphabet="asøé ", max_size=6))
def test_a_snippet_is_one_short_line_whose_marks_are_what_was_searched(
    text: str, words: str
) -> None:
    piece = snippet(text, words, width=40)
    assert "\n" not in piece.text
    wanted = searched(words)
    for start, end in piece.spots:
        assert 0 <= start < end <= len(piece.text)
        assert any(fold(piece.text[start:end]).startswith(word) for word in wanted)
    if mark(" ".join(text.split()), words).spots:
        assert piece.spots


def test_a_snippet_begins_a_little_before_the_first_word_found() -> None:
    text = "Il a travaillé longtemps à Izmir dans un grand entrepôt, puis comme magasinier. " * 3
    piece = snippet(text, "entrepot", width=60)
    assert piece.text == "…longtemps à Izmir dans un grand entrepôt, puis comme…"
    assert [piece.text[a:b] for a, b in piece.spots] == ["entrepôt"]


def test_words_inside_others_are_marked_where_that_is_searched() -> None:
    assert mark("emmagasiner", "magasin").spots == ()
    assert mark("emmagasiner", "magasin", inside=True).spots == ((2, 9),)
    assert snippet("emmagasiner", "magasin", inside=True).spots == ((2, 9),)


def test_a_text_holds_words_that_begin_in_it() -> None:
    assert holds("Große Straße", "gros stras")
    assert not holds("Große Straße", "gros rasse")
    assert holds("anything", " ** ")
