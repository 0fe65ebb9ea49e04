"""Hard inputs end in one sentence, within the memory there is, and write nothing."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest

from duodesk.base.errors import UserError
from duodesk.lists.read import open_file, read, sheet_of
from duodesk.lists.sheet import Formula
from tests.lists import hard
from tests.lists.messy import pack_ods, write_ods


@pytest.mark.parametrize("name", [name for name in hard.HARD if name not in hard.HEAVY])
def test_a_hard_file_ends_in_one_sentence(name: str, tmp_path: Path) -> None:
    make, word = hard.HARD[name]
    path = make(tmp_path)
    with pytest.raises(UserError, match=word) as refused:
        sheet_of(open_file(path))
    assert path.name in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.heavy
@pytest.mark.parametrize("name", hard.HEAVY)
def test_a_bomb_ends_in_one_sentence_within_300_megabytes(name: str, tmp_path: Path) -> None:
    make, word = hard.HARD[name]
    peak, seconds, said = hard.measured(make(tmp_path))
    print(f"{name}: {peak} MB, {seconds:.1f} s: {said}")
    assert word in said
    assert "\n" not in said
    assert peak <= 300


def test_a_list_open_elsewhere_is_read_and_the_doubt_said(tmp_path: Path) -> None:
    path = hard.good(tmp_path)
    (tmp_path / "~$good.xlsx").write_bytes(b"\x06Annick")
    assert "still open" in str(read(path).warnings[0])


def test_values_of_an_open_document_are_typed(tmp_path: Path) -> None:
    row = [date(2001, 4, 5), datetime(2001, 4, 5, 9, 30), 3, 0.25, True, "  Zoë  ", None, ("=A1",)]
    path = write_ods(tmp_path / "typed.ods", {"a": [["Nom"] * 8, row]})
    (read_row,) = open_file(path).tables["a"].rows[1:]
    assert read_row.cells == (*row[:6], None, "=A1")
    assert isinstance(read_row.cells[7], Formula)


def test_odd_parts_of_an_open_document_are_read_as_people_see_them(tmp_path: Path) -> None:
    cells = (
        '<table:table-cell office:value-type="string" table:number-rows-spanned="2">'
        "<office:annotation><text:p>note</text:p></office:annotation>"
        '<text:p>Van<text:s text:c="2"/>den<text:line-break/>Berg</text:p><text:p>Zoë</text:p>'
        '</table:table-cell><table:table-cell office:value-type="time" '
        'office:time-value="PT13H30M00S"/><table:table-cell table:number-columns-repeated="2" '
        'office:value-type="float" office:value="7"/>'
    )
    rows = (
        f"<table:table-row>{cells}</table:table-row>"
        '<table:table-row table:visibility="filter"><table:covered-table-cell/><table:table-cell '
        'office:value-type="string"><text:p>b</text:p></table:table-cell></table:table-row>'
    )
    path = pack_ods(tmp_path / "odd.ods", f'<table:table table:name="a">{rows}</table:table>')
    table = open_file(path).tables["a"]
    assert table.rows[0].cells == ("Van  den\nBerg\nZoë", time(13, 30), 7, 7)
    assert table.rows[1].cells == ("Van  den\nBerg\nZoë", "b")
    assert table.hidden == {2}


def test_a_workbook_with_macros_is_read_and_they_stay_unread(tmp_path: Path) -> None:
    path = hard.with_sheet(
        tmp_path, "macros.xlsm",
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c t="inlineStr"><is><t>Nom</t></is></c><c t="inlineStr"><is><t>Tel</t></is>'
        '</c></row><row r="2"><c t="inlineStr"><is><t>A</t></is></c><c><f>1+1</f></c></row>'
        '<row r="3"><c t="str"><f>T("x")</f><v></v></c><c><f>1+1</f><v>2</v></c></row>'
        "</sheetData></worksheet>",
        {"xl/vbaProject.bin": "not what it says"},
    )  # fmt: skip
    rows = sheet_of(open_file(path)).rows
    assert rows[0].cells == ("A", "=1+1")
    assert isinstance(rows[0].cells[1], Formula)
    assert rows[1].cells == (None, 2)


def test_a_sheet_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no sheet"):
        read(hard.good(tmp_path), sheet="Mentors")
