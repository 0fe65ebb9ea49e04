"""Every name through the one text function: all of it is there, and none of it does anything."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph

from duodesk.paper import fonts, layout, two_ways
from duodesk.paper.text import clean, p, p_parts
from tests.paper.hostile import (
    ARABIC,
    NAMES,
    arabic,
    expected,
    folded,
    from_the_right,
    names,
    squeezed,
)

FONTS = {
    f"{family}{heavy}" for family in ("Inter", "Arabic", "Ethiopic") for heavy in ("", "-Bold")
}
TEXT = layout.styles()["text"]


def drawn(name: str, room: float = 60 * mm) -> str:
    """What ReportLab understood of a name, once its lines are broken."""
    paragraph = p(name, TEXT)
    paragraph.wrap(room, 9_999 * mm)
    understood = list(pieces(paragraph))
    assert {frag.fontName for frag, _ in understood} <= FONTS
    assert {frag.fontSize for frag, _ in understood} <= {11, 12.65}
    assert not any(getattr(frag, "cbDefn", None) or frag.link for frag, _ in understood)
    return "".join(text for _, text in understood)


def pieces(paragraph: Paragraph) -> Iterator[tuple[Any, str]]:
    """What ReportLab draws, each with how: words of several pieces are lists of them."""
    for frag in paragraph.frags:
        if isinstance(frag, list):
            yield from frag[1:]
        else:
            yield frag, frag.text


def page(*texts: str) -> str:
    content = layout.render(layout.Head("Test", "en-BE"), [p(text, TEXT) for text in texts])
    return "\n".join(one.extract_text() for one in PdfReader(BytesIO(content)).pages)


def test_five_thousand_hostile_names_are_only_names() -> None:
    for name in names(5_000):
        told = drawn(name)
        if from_the_right(name):
            assert folded(told) == folded(expected(name)), ascii(name)
        else:
            assert squeezed(told) == expected(name), ascii(name)


def test_the_text_of_the_file_holds_them_too() -> None:
    chosen = [name for name in names(300) if not arabic(name)]
    told = squeezed(page(*chosen))
    assert [name for name in chosen if expected(name) not in told] == []


@pytest.mark.parametrize("name", [name for name in NAMES if from_the_right(name)])
def test_letters_from_the_right_fold_back_to_those_typed(name: str) -> None:
    assert not folded(expected(name)) - folded(page(name))


def seen(name: str, room: float = 100 * mm) -> list[str]:
    """The lines of a name as they are seen, letters as they were typed."""
    lines = two_ways.lines([("plain", clean(name))], TEXT, room)
    return [unicodedata.normalize("NFKC", "".join(text for _, text in line)) for line in lines]


def test_a_name_from_the_right_is_seen_from_the_right() -> None:
    assert seen("محمد أحمد") == ["دمحأ دمحم"]
    assert seen("(محمد)") == ["(دمحم)"], "a bracket opens on the right"
    assert seen("محمد (Ali) 12") == ["12 (Ali) دمحم"]
    assert seen("Ali Jean محمد (12)") == ["Ali Jean (12) دمحم"]
    assert seen("Ali محمد أحمد (12)") == ["(12) دمحأ دمحم Ali"], "most letters say which way"


def test_a_sentence_keeps_its_order_around_a_name_from_the_right() -> None:
    assert seen("The mentee محمد أحمد signs.") == ["The mentee دمحأ دمحم signs."]


def test_a_name_on_two_lines_begins_on_the_first() -> None:
    lines = seen(ARABIC, 25 * mm)
    assert len(lines) > 1
    assert lines[0].endswith("دمحم")
    assert lines[-1].startswith("دمح")
    assert folded("".join(lines)) == folded(ARABIC)


def test_a_word_wider_than_its_cell_is_torn_and_not_lost() -> None:
    lines = seen("م" * 200, 30 * mm)
    assert len(lines) > 5
    assert sum(map(len, lines)) == 200


def test_letters_are_joined_and_their_marks_stay() -> None:
    (line,) = two_ways.lines([("plain", "مُحَمَّد")], TEXT, 100 * mm)
    told = "".join(text for _, text in line)
    assert "م" not in told
    assert {"ُ", "َ", "ّ"} <= set(told)


def test_pieces_keep_their_weight_among_letters_from_the_right() -> None:
    paragraph = p_parts([("plain", "Mentee: "), ("bold", "محمد Ali")], TEXT)
    paragraph.wrap(100 * mm, 100 * mm)
    heavy = {text.strip(): frag.fontName for frag, text in pieces(paragraph)}
    assert heavy["Mentee:"] == "Inter"
    assert heavy["Ali"] == "Inter-Bold"
    assert "Arabic-Bold" in heavy.values()


def test_a_long_text_from_the_right_goes_on_on_the_next_page() -> None:
    content = layout.render(layout.Head("Test", "en-BE"), [p(f"{ARABIC} " * 400, TEXT)])
    pages = PdfReader(BytesIO(content)).pages
    assert len(pages) > 2
    told = "".join(one.extract_text() for one in pages)
    assert folded(told)["ح"] >= folded(ARABIC)["ح"] * 400


def test_signs_without_a_font_are_boxes_and_unseen_ones_are_nothing() -> None:
    told = list(fonts.runs("a明b👨\u200d👧❤\ufe0f"))
    assert "".join(run for _, run in told).count(fonts.BOX) == 3
    assert "".join(run for _, run in fonts.runs("سلام, 12 (x)")).count(fonts.BOX) == 0


def test_ends_of_lines_and_tabs_part_words() -> None:
    assert clean("a\tb\r\nc\rd\u2028e\x0bf") == "a b\nc\nd\ne\nf"
