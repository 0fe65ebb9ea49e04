"""What was typed reaches paper and cells letter by letter."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from duodesk.base.errors import UserError
from duodesk.paper import layout, template
from duodesk.paper.cells import Book, Column
from duodesk.paper.text import clean, p, p_parts
from tests.conftest import MORNING

HOSTILE = (
    "Jean <jean@x.be> ou 0485",
    "R&D",
    "<b>unclosed",
    '<img src="x.png"/>',
    "{{goal}} {0.__class__} %s %(name)s",
    "=cmd|' /C calc'!A0",
    "Şahin Nguyễn Łukasz ẞ",
)


def shown(text: str) -> str:
    """A paragraph with this text, read back from its PDF."""
    style = layout.styles()["text"]
    content = layout.render(layout.Head("Test", "en-BE"), [p(text, style)])
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


@pytest.mark.parametrize("text", HOSTILE)
def test_paper_shows_the_very_letters(text: str) -> None:
    assert text.replace(" ", "") in shown(text).replace(" ", "").replace("\n", "")


@pytest.mark.parametrize("name", ["محمد الأحمد", "ሰላም ተስፋይ", "Олексій", "Ελένη"])
def test_other_scripts_are_drawn_with_fonts_that_have_them(name: str) -> None:
    style = layout.styles()["text"]
    content = layout.render(layout.Head("Test", "en-BE"), [p(name, style)])
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in PdfReader(BytesIO(content)).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert all("+" in font for font in fonts), "every font is embedded as a subset"
    assert ".notdef" not in shown(name)


def test_parts_keep_their_weight_and_their_signs() -> None:
    style = layout.styles()["text"]
    content = layout.render(
        layout.Head("Test", "en-BE"), [p_parts([("plain", "a < b"), ("bold", "<i>c</i>")], style)]
    )
    text = PdfReader(BytesIO(content)).pages[0].extract_text()
    assert "a < b" in text
    assert "<i>c</i>" in text


def test_control_signs_never_reach_paper() -> None:
    assert clean("a\x00b\x07c\u202ed") == "abcd"


def test_a_template_with_an_unknown_place_is_refused_by_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "agreement.txt"
    path.write_text("# Title\n\nDear {{mentee_nmae}},\n", encoding="utf-8")
    with pytest.raises(UserError) as refused:
        template.read(path, frozenset({"mentee_name"}))
    assert "agreement.txt" in str(refused.value)
    assert "3" in str(refused.value)
    assert "mentee_name" in str(refused.value)


def test_values_are_never_read_as_templates() -> None:
    parts = template.filled("Dear {{mentee_name}}.", {"mentee_name": "{{goal}} {{7*7}}"})
    assert "".join(text for _kind, text in parts) == "Dear {{goal}} {{7*7}}."


@pytest.mark.parametrize("text", ["=1+1", "+32 470", "-1", "@SUM(A1)", "\t=1", "#REF!", *HOSTILE])
def test_cells_hold_text_as_text(text: str) -> None:
    book = Book("Test", made_at=MORNING)
    book.sheet("One").table(0, "T", [Column("Head")], [[text]])
    cell = openpyxl.load_workbook(BytesIO(book.save()))["One"]["A2"]
    assert cell.data_type == "s"
    assert str(cell.value).strip() == text.strip()


def test_a_text_too_long_for_a_cell_says_that_it_is_cut() -> None:
    book = Book("Test", made_at=MORNING)
    book.sheet("One").table(0, "T", [Column("Head")], [["x" * 40_000]])
    value = str(openpyxl.load_workbook(BytesIO(book.save()))["One"]["A2"].value)
    assert len(value) <= 32_767
    assert value.endswith(")")
