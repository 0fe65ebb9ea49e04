"""A list on paper: all of it, its headings on every page, texts as texts."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader

from duodesk.base.i18n import set_language
from duodesk.paper.listing import PAGE, Column, Heading, list_pdf
from tests.paper.test_paper import HOSTILE

HEADING = Heading("People", "Brussels · 24/11/2026 · 300 of 900", "Language: <b>French</b>")


def pages(rows: list[list[str]], columns: list[Column]) -> list[str]:
    reader = PdfReader(BytesIO(list_pdf(HEADING, columns, rows)))
    assert {tuple(map(float, page.mediabox[2:])) for page in reader.pages} == {
        (round(PAGE[0], 4), round(PAGE[1], 4))
    }
    return [page.extract_text() for page in reader.pages]


def test_every_row_is_there_once_and_every_page_has_the_headings() -> None:
    rows = [[f"Name{n:04}", f"{n % 60}"] for n in range(300)]
    told = pages(rows, [Column("Name"), Column("Age", right=True)])
    assert len(told) > 5
    whole = "\n".join(told)
    assert all(whole.count(row[0]) == 1 for row in rows)
    for number, text in enumerate(told, start=1):
        assert "Name\n" in text
        assert f"page {number} of {len(told)}" in text
    assert "Language: <b>French</b>" in told[0]


def test_texts_are_shown_letter_by_letter() -> None:
    (told,) = pages([[text] for text in HOSTILE], [Column("Text")])
    flat = told.replace(" ", "").replace("\n", "")
    assert all(text.replace(" ", "") in flat for text in HOSTILE)


def test_long_texts_wrap_and_the_longest_are_cut_with_a_mark() -> None:
    (told,) = pages([["word " * 60, "x"]], [Column("Note"), Column("Other")])
    assert told.count("word") == 60
    (told,) = pages([["word " * 8_000, "last"]], [Column("Note"), Column("Other")])
    assert "[…]" in told
    assert "last" in told


def test_other_scripts_emoji_and_blank_cells_do_no_harm() -> None:
    (told,) = pages([["مريم", "ሰላም", "😀", ""]], [Column(str(n)) for n in range(4)])
    assert "□" in told


def test_a_list_of_many_columns_fits_the_page() -> None:
    columns = [Column(f"Heading number {n}") for n in range(30)]
    assert len(pages([["some text"] * 30] * 3, columns)) == 1


def test_without_rows_there_is_one_page() -> None:
    assert len(pages([], [Column("Name")])) == 1


def test_the_same_list_gives_the_same_bytes_and_speaks_the_language() -> None:
    rows = [["a"]]
    assert list_pdf(HEADING, [Column("N")], rows) == list_pdf(HEADING, [Column("N")], rows)
    set_language("fr")
    assert "page 1 sur 1" in pages(rows, [Column("N")])[0]
