"""Lists out: every text arrives as it was typed, days and numbers as what they are."""

from __future__ import annotations

import csv
import subprocess
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from shutil import which

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from duodesk.base.i18n import set_language
from duodesk.lists.out import table_book
from duodesk.paper.cells import LONGEST, Cell, shortened
from duodesk.paper.listing import Heading

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
HEADING = Heading("People", "Brussels · 24/11/2026 · 3 of 5", "Language: =French")
TEXTS = [
    "=1+1", "+32 470 12 34 56", "@x", "-1", "-1+2", "R&D <b>", "'quoted", "007", "1e5", "3/4",
    "01/02/2003", "TRUE", "#REF!", "http://example.org", "mailto:x@example.org", "two\nlines",
    "tab\there", "مريم", "ሰላም", "😀 ok", "_x0041_", "Łódź", "\u200dfa", "  spaces  ",
    '=HYPERLINK("x")', "{=1}", "%", "1,5",
]  # fmt: skip


def book(titles: list[str], rows: list[list[Cell]], heading: Heading = HEADING) -> bytes:
    return table_book(heading, titles, rows, made_at=AT)


def sheet(data: bytes) -> Worksheet:
    return load_workbook(BytesIO(data)).worksheets[0]


def first_row(found: Worksheet) -> int:
    (table,) = found.tables.values()
    return int(table.ref.split(":")[0].lstrip("A")) + 1


def test_every_text_is_a_text_for_another_program() -> None:
    found = sheet(book(["Text"], [[text] for text in TEXTS]))
    cells = [found.cell(first_row(found) + n, 1) for n in range(len(TEXTS))]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    assert [cell.value for cell in cells] == TEXTS


@given(st.lists(st.text(max_size=40), min_size=1, max_size=5))
def test_no_text_becomes_anything_else(texts: list[str]) -> None:
    found = sheet(book(["Text", "More"], [[text, text] for text in texts]))
    for n, text in enumerate(texts):
        cell = found.cell(first_row(found) + n, 2)
        assert (cell.value or "") == shortened(text)
        assert cell.data_type == "s" or cell.value is None


def test_days_and_numbers_keep_their_type_and_have_a_format() -> None:
    rows: list[list[Cell]] = [["a", date(2026, 3, 29), 7, 1.5, None], ["b", None, 0, 2.5, "x"]]
    found = sheet(book(["Name", "Day", "n", "Share", "Mixed"], rows))
    at = first_row(found)
    day, number, share = (found.cell(at, column) for column in (2, 3, 4))
    assert (day.value, day.number_format) == (datetime(2026, 3, 29), "dd/mm/yyyy")
    assert (number.value, number.data_type, number.number_format) == (7, "n", "0")
    assert (share.value, share.number_format) == (1.5, "0.0")
    assert found.cell(at + 1, 3).value == 0
    assert found.cell(at, 5).value is None


def test_the_sheet_says_what_it_shows_and_prints_well() -> None:
    data = book(["Name", "Name", ""], [["x" * 30, "y", "z"]])
    found, properties = sheet(data), load_workbook(BytesIO(data)).properties
    assert [found.cell(row, 1).value for row in (1, 2, 3)] == [
        "People", "Brussels · 24/11/2026 · 3 of 5", "Language: =French",
    ]  # fmt: skip
    assert found.cell(3, 1).data_type == "s"
    assert (properties.title, properties.subject) == ("People", "Language: =French")
    (table,) = found.tables.values()
    assert table.autoFilter.ref == table.ref == "A5:C6"
    assert [column.name for column in table.tableColumns][:2] == ["Name", "Name 2"]
    assert found.freeze_panes == "A6"
    assert found.print_title_rows == "$5:$5"
    assert (found.page_setup.orientation, int(found.page_setup.paperSize)) == ("landscape", 9)
    assert found.page_setup.fitToHeight == 0
    assert "&P" in found.oddFooter.right.text
    widths = [found.column_dimensions[letter].width for letter in "AB"]
    assert 30 < widths[0] < 50 > widths[1]


def test_what_excel_cannot_hold_is_cut_with_a_mark() -> None:
    for sign in ("x", "😀"):
        found = sheet(book(["Text"], [[sign * 40_000]]))
        value = str(found.cell(first_row(found), 1).value)
        assert value.endswith(" (cut)")
        assert len(value.encode("utf-16-le")) // 2 <= LONGEST
        assert value.startswith(sign * 16_000)
    assert shortened("y" * LONGEST) == "y" * LONGEST
    set_language("fr")
    assert len(shortened("y" * 40_000)) == LONGEST


def test_a_list_without_rows_is_a_list() -> None:
    found = sheet(book(["Name"], []))
    assert found.cell(5, 1).value == "Name"


@pytest.mark.skipif(which("soffice") is None, reason="LibreOffice is not on this machine")
def test_libreoffice_reads_the_same_texts(tmp_path: Path) -> None:
    texts = [*TEXTS, "x" * 30_000]
    path = tmp_path / "list.xlsx"
    path.write_bytes(book(["Text", "Day"], [[text, date(2026, 3, 29)] for text in texts]))
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to",
         "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false", "--outdir",
         str(tmp_path), str(path)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    with (tmp_path / "list.csv").open(encoding="utf-8", newline="") as source:
        rows = list(csv.reader(source))
    read = [row[0] for row in rows[5 : 5 + len(texts)]]
    assert read == texts
    # A real day, which each country's office program writes in its own order.
    assert {row[1] for row in rows[5 : 5 + len(texts)]} <= {"29/03/2026", "03/29/2026"}
