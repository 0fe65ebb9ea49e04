"""Files are read as plain values, or refused in one sentence with the way out."""

from __future__ import annotations

import random
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from duodesk.base.errors import UserError
from duodesk.lists import csv_file
from duodesk.lists.read import read
from duodesk.lists.xlsx_sheet import column_of
from tests.lists.conftest import DUTCH, FRENCH, Writer

HEAD = "Nom;Prénom;Téléphone\n"


def test_headings_are_found_below_a_title(workbook: Writer) -> None:
    sheet = read(workbook(FRENCH))
    assert (sheet.heading_row, sheet.headings[1], len(sheet.rows)) == (3, "NOM", 5)
    assert sheet.rows[0].number == 4
    assert sheet.rows[0].cell(3) == datetime(2002, 3, 1)
    assert sheet.rows[0].cell(11) == "=1+1 <b>calme</b>"
    assert "row 3" in str(sheet.warnings[0])


def test_the_sheet_with_the_most_headings_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Uitleg"
    book.active.append(["Dit is een lijst"])
    book.active.append(["van mensen"])
    people = book.create_sheet("Mentoren")
    for row in DUTCH:
        people.append(row)
    book.create_sheet("geheim").sheet_state = "hidden"
    book.save(tmp_path / "x.xlsx")
    sheet = read(tmp_path / "x.xlsx")
    assert (sheet.name, sheet.names) == ("Mentoren", ("Uitleg", "Mentoren"))
    assert "Uitleg" in str(sheet.warnings[-1])
    assert read(tmp_path / "x.xlsx", sheet="Mentoren") == sheet
    with pytest.raises(UserError, match="no sheet"):
        read(tmp_path / "x.xlsx", sheet="geheim")


def test_cells_merged_downwards_count_for_all_their_rows(tmp_path: Path) -> None:
    book = Workbook()
    for row in (
        ["Nom", "Prénom", "Commune"],
        ["A", "B", "Gand"],
        ["C", "D", None],
        ["E", "F", None],
    ):
        book.active.append(row)
    book.active.merge_cells("C2:C3")
    book.save(tmp_path / "m.xlsx")
    assert [row.cell(2) for row in read(tmp_path / "m.xlsx").rows] == ["Gand", "Gand", None]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_text_files_of_every_origin_are_read(tmp_path: Path, encoding: str, sign: str) -> None:
    path = tmp_path / "l.csv"
    rows = ["Nom", "Prénom", "Téléphone"], ["D’Hondt", "Zoë", '"a;b,c"'], ["Çelik", "Yusuf", ""]
    path.write_bytes("\r\n".join(sign.join(row) for row in rows).encode(encoding))
    sheet = read(path)
    assert sheet.headings == ("Nom", "Prénom", "Téléphone")
    assert [row.cells for row in sheet.rows] == [
        ("D’Hondt", "Zoë", "a;b,c"),
        ("Çelik", "Yusuf", None),
    ]


def test_a_line_that_names_the_sign_is_obeyed() -> None:
    assert csv_file.sign_of(["sep=|\n", "a|b\n"]) == "|"


def write_zip(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600)
REFUSED = {
    "old.xls": (OLE, "old Excel format"),
    "locked.xlsx": (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    "empty.csv": (b"", "empty"),
    "paper.pdf": (b"%PDF-1.7 ...", "not a spreadsheet"),
    "noise.csv": (bytes(range(32)) * 40, "not a spreadsheet"),
    "head.csv": (HEAD.encode(), "holds no list"),
    "quote.csv": (b'Nom;Prenom\n"A;' + b"x" * 200_000, "quotation mark"),
    "broken.xlsx": (b"PK\x03\x04 but not really", "damaged"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_ends_in_a_sentence_with_the_way_out(tmp_path: Path, name: str) -> None:
    data, said = REFUSED[name]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UserError, match=said) as refused:
        read(tmp_path / name)
    assert name in str(refused.value)


def test_other_packages_are_refused_by_what_they_are(tmp_path: Path) -> None:
    ods = write_zip(
        tmp_path / "a.ods", {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}
    )
    word = write_zip(tmp_path / "b.docx", {"[Content_Types].xml": b"", "word/document.xml": b""})
    binary = write_zip(tmp_path / "c.xlsb", {"[Content_Types].xml": b"", "xl/workbook.bin": b""})
    for path, said in (
        (ods, "not a spreadsheet"),
        (word, "not a spreadsheet"),
        (binary, "binary workbook"),
    ):
        with pytest.raises(UserError, match=said):
            read(path)
    with pytest.raises(UserError, match="could not be opened"):
        read(tmp_path / "missing.xlsx")


def packed(workbook: Writer) -> dict[str, bytes]:
    with zipfile.ZipFile(workbook(FRENCH)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_a_zip_bomb_is_refused_before_it_is_unpacked(workbook: Writer, tmp_path: Path) -> None:
    parts = packed(workbook) | {"xl/media/image1.png": bytes(30_000_000)}
    with pytest.raises(UserError, match="unpacks to far more"):
        read(write_zip(tmp_path / "bomb.xlsx", parts))


def test_an_xml_bomb_is_refused(workbook: Writer, tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha" * 10}">' for n in range(9))
    parts = packed(workbook)
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    head = f"<?xml version='1.0'?><!DOCTYPE worksheet [{laughs}]>"
    parts["xl/worksheets/sheet1.xml"] = (head + sheet.replace("NOM", "&a8;")).encode()
    with pytest.raises(UserError, match="damaged"):
        read(write_zip(tmp_path / "laughs.xlsx", parts))


def test_a_sheet_said_to_be_huge_is_read_for_what_it_holds(
    workbook: Writer, tmp_path: Path
) -> None:
    parts = packed(workbook)
    name = "xl/worksheets/sheet1.xml"
    sheet = parts[name].decode()
    sheet = sheet.replace(
        "</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    parts[name] = sheet.encode()
    assert len(read(write_zip(tmp_path / "far.xlsx", parts)).rows) == 5


def test_too_many_columns_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text("\n".join(";".join(["x"] * 600) for _ in range(3)))
    with pytest.raises(UserError, match="larger than"):
        read(path)


def test_damaged_workbooks_never_crash_the_reader(workbook: Writer, tmp_path: Path) -> None:
    good = workbook(FRENCH).read_bytes()
    parts = packed(workbook)
    dice = random.Random(5)
    path = tmp_path / "fuzzed.xlsx"
    for turn in range(250):
        if turn % 2:
            data = bytearray(good)
            for _ in range(dice.randint(1, 20)):
                data[dice.randrange(len(data))] = dice.randrange(256)
            path.write_bytes(data)
        else:
            name = dice.choice([n for n in parts if n.endswith((".xml", ".rels"))])
            part = bytearray(parts[name])
            for _ in range(dice.randint(1, 8)):
                at = dice.randrange(len(part))
                part[at : at + dice.randint(0, 6)] = dice.randbytes(dice.randint(0, 3)) or b"<"
            write_zip(path, parts | {name: bytes(part)})
        try:
            read(path)
        except UserError:
            continue


@given(
    st.binary(max_size=300)
    | st.text(st.sampled_from('a"=;,\n\t\x00é|'), max_size=80).map(str.encode)
)
def test_any_bytes_as_text_file_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(data)
    try:
        sheet = read(path)
    except UserError:
        return
    assert sheet.rows


def test_columns_are_counted_as_excel_does() -> None:
    assert [column_of(letters) for letters in ("A", "Z", "AA", "XFD")] == [1, 26, 27, 16_384]


def test_a_day_stays_a_day(workbook: Writer) -> None:
    sheet = read(workbook(DUTCH))
    assert sheet.rows[1].cell(1) in (date(1958, 7, 9), datetime(1958, 7, 9))
