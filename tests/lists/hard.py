"""Files that were never meant to be lists: bombs, locks, halves, pictures; a measured child."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook

from tests.lists.messy import ODS, pack_ods, write_ods

HEAD = ["Nom", "Prénom", "Téléphone"]
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha" * 10}">' for n in range(9))


def good(folder: Path) -> Path:
    book = Workbook()
    for row in (HEAD, ["A", "B", "0470112233"], ["C", "D", "0470112244"]):
        book.active.append(row)
    book.save(folder / "good.xlsx")
    return folder / "good.xlsx"


def with_sheet(folder: Path, name: str, sheet: str, extra: dict[str, str] | None = None) -> Path:
    """A sound workbook whose sheet is replaced by this XML."""
    with zipfile.ZipFile(good(folder)) as package:
        parts = {one: package.read(one).decode() for one in package.namelist()}
    parts["xl/worksheets/sheet1.xml"] = sheet
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as package:
        for one, data in (parts | (extra or {})).items():
            package.writestr(one, data)
    return folder / name


def _rows(numbers: range, cells: str) -> str:
    rows = "".join(f'<row r="{n}">{cells}</row>' for n in numbers)
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def million_rows(folder: Path) -> Path:
    return with_sheet(folder, "million.xlsx", _rows(range(1, 1_048_577), "<c><v>1</v></c>"))


def wide(folder: Path) -> Path:
    cells = "".join('<c t="inlineStr"><is><t>x</t></is></c>' for _ in range(16_384))
    return with_sheet(folder, "wide.xlsx", _rows(range(1, 4), cells))


def zip_bomb(folder: Path) -> Path:
    return with_sheet(folder, "bomb.xlsx", "<x/>", {"xl/media/i.png": "\0" * 60_000_000})


def xml_bomb(folder: Path) -> Path:
    sheet = _rows(range(1, 3), '<c t="inlineStr"><is><t>&a8;</t></is></c>')
    return with_sheet(folder, "laughs.xlsx", f"<!DOCTYPE x [{_LAUGHS}]>{sheet}")


def texts_bomb(folder: Path) -> Path:
    texts = f'<sst xmlns="{_MAIN}">{"<si><t>abcdefghijklmnop</t></si>" * 1_600_000}</sst>'
    return with_sheet(folder, "texts.xlsx", "<x/>", {"xl/sharedStrings.xml": texts})


def ods_cells(folder: Path) -> Path:
    cell = '<table:table-cell table:number-columns-repeated="16384" office:value-type="string">'
    row = f"<table:table-row>{cell}<text:p>x</text:p></table:table-cell></table:table-row>"
    return pack_ods(folder / "cells.ods", f'<table:table table:name="a">{row * 3}</table:table>')


def ods_rows(folder: Path) -> Path:
    cell = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="1000000">{cell * 3}</table:table-row>'
    return pack_ods(folder / "rows.ods", f'<table:table table:name="a">{row}</table:table>')


def ods_laughs(folder: Path) -> Path:
    cell = '<table:table-cell office:value-type="string"><text:p>&a8;</text:p></table:table-cell>'
    table = f'<table:table table:name="a"><table:table-row>{cell}</table:table-row></table:table>'
    return pack_ods(folder / "laughs.ods", table, f"<!DOCTYPE x [{_LAUGHS}]>")


def ods_locked(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "locked.ods", "w") as package:
        package.writestr("mimetype", ODS)
        package.writestr("content.xml", b"\x01\x02\x03")
        package.writestr("META-INF/manifest.xml", "<m:encryption-data xmlns:m='m'/>")
    return folder / "locked.ods"


def cut(folder: Path) -> Path:
    data = good(folder).read_bytes()
    (folder / "cut.xlsx").write_bytes(data[: len(data) // 2])
    return folder / "cut.xlsx"


def ods_cut(folder: Path) -> Path:
    data = write_ods(folder / "whole.ods", {"a": [HEAD, ["A", "B", "C"]]}).read_bytes()
    (folder / "cut.ods").write_bytes(data[: len(data) // 2])
    return folder / "cut.ods"


def headings_only(folder: Path) -> Path:
    return write_ods(folder / "heads.ods", {"a": [HEAD]})


def _bytes(name: str, data: bytes) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(data)
        return folder / name

    return make


_OLD = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600)
# What is made, and a word of the sentence it ends in.
HARD: dict[str, tuple[Callable[[Path], Path], str]] = {
    "zip bomb": (zip_bomb, "unpacks to far more"),
    "texts without end": (texts_bomb, "unpacks to far more"),
    "billion laughs": (xml_bomb, "damaged"),
    "1,048,576 rows": (million_rows, "larger than"),
    "16,384 columns": (wide, "larger than"),
    "repeated cells": (ods_cells, "larger than"),
    "repeated rows": (ods_rows, "larger than"),
    "billion laughs in ods": (ods_laughs, "damaged"),
    "locked ods": (ods_locked, "password"),
    "locked xlsx": (_bytes("l.xlsx", _OLD + "EncryptedPackage".encode("utf-16-le")), "password"),
    "old xls": (_bytes("o.xls", _OLD), "old Excel format"),
    "cut in half": (cut, "damaged"),
    "ods cut in half": (ods_cut, "damaged"),
    "pdf": (_bytes("a.xlsx", b"%PDF-1.7"), "not a spreadsheet"),
    "picture": (_bytes("a.png.xlsx", b"\x89PNG\r\n"), "not a spreadsheet"),
    "web page": (_bytes("a.xls", b"\xef\xbb\xbf <HTML><table>"), "web page"),
    "lock": (_bytes("~$liste.xlsx", b"\x05Annick"), "open elsewhere"),
    "empty": (_bytes("a.csv", b""), "empty"),
    "blank": (_bytes("b.csv", b";;;\r\n;;;\r\n"), "holds no list"),
    "only headings": (headings_only, "holds no list"),
}
HEAVY = ("billion laughs", "1,048,576 rows", "16,384 columns", "repeated rows")
_CHILD = """
import resource, sys, time
from pathlib import Path
from duodesk.base.errors import UserError
from duodesk.lists.read import open_file, sheet_of
start = time.perf_counter()
try:
    sheet_of(open_file(Path(sys.argv[1])))
    said = "read"
except UserError as error:
    said = str(error)
status = Path("/proc/self/status")
if status.exists():  # what the process before it needed is not counted here
    lines = status.read_text().splitlines()
    print(int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) // 1024)
else:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
print(f"{time.perf_counter() - start:.2f}")
print(said)
"""


def measured(path: Path) -> tuple[int, float, str]:
    """Read in a process of its own: megabytes at the peak, seconds, what was said."""
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(path)], capture_output=True, text=True, check=True,
        timeout=120,
    )  # fmt: skip
    peak, seconds, said = done.stdout.split("\n", 2)
    return int(peak), float(seconds), said.strip()
