"""The workbook: figures equal to ours after another program computed them anew, no names."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from duodesk.base.i18n import speaking
from duodesk.base.progress import Cancelled
from duodesk.people import queries as people
from duodesk.reports import queries, workbook
from duodesk.reports.cohort import Cohort
from duodesk.reports.figures import FIGURES
from duodesk.reports.queries import Question
from duodesk.store.store import Store
from tests.conftest import MORNING
from tests.reports.test_figures import duo

RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode">
<value>0</value></prop></item></oor:items>"""


def recalculated(content: bytes, folder: Path) -> openpyxl.Workbook:
    """The workbook as LibreOffice computes it, every formula anew."""
    office = shutil.which("soffice")
    if office is None:
        if os.environ.get("DUODESK_CI"):
            pytest.fail("LibreOffice is not installed")
        pytest.skip("LibreOffice is not installed")
    user = folder / "office" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(RECALCULATE)
    source = folder / "figures.xlsx"
    source.write_bytes(content)
    out = folder / "out"
    subprocess.run(
        [
            office,
            f"-env:UserInstallation={(folder / 'office').as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(out),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return openpyxl.load_workbook(out / "figures.xlsx", data_only=True)


@pytest.mark.heavy
@pytest.mark.parametrize("code", ["en", "fr"])
def test_another_program_computes_the_same_figures(told: Cohort, code: str, tmp_path: Path) -> None:
    told = replace(told, cost=123_456.0)
    content = workbook.build(told, office="All", made_at=MORNING, code=code)
    anew = recalculated(content, tmp_path)
    with speaking(code):
        shown = {
            row[0]: row[1]
            for name in anew.sheetnames[2:5]
            for row in anew[name].iter_rows(min_row=7, values_only=True)
        }
        for figure in FIGURES:
            value = figure.compute(told)
            expected = "–" if value is None else pytest.approx(value, rel=1e-14)
            assert shown[figure.title] == expected, figure.code
    ours, formulas = (openpyxl.load_workbook(BytesIO(content), data_only=d) for d in (True, False))
    cells = [
        (sheet.title, cell.coordinate)
        for sheet in formulas
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert len(cells) > 500
    for sheet, place in cells:
        assert anew[sheet][place].value == pytest.approx(ours[sheet][place].value, rel=1e-14)


def test_the_workbook_names_nobody(desk: Store, told: Cohort) -> None:
    book = openpyxl.load_workbook(
        BytesIO(workbook.build(told, office="All", made_at=MORNING, code="nl"))
    )
    said = {str(c) for s in book for row in s.iter_rows(values_only=True) for c in row if c}
    with desk.read() as session:
        rows = people.people(session, today=told.as_of)
    names = {part for row in rows for part in row.name.split(", ")}
    assert not {text for text in said if any(name == text for name in names)}


@pytest.mark.parametrize("code", ["fr", "nl", "en", "de"])
def test_every_language_gives_the_same_sheets_and_numbers(told: Cohort, code: str) -> None:
    content = workbook.build(told, office="Bruxelles", made_at=MORNING, code=code)
    book = openpyxl.load_workbook(BytesIO(content), data_only=True)
    assert len(book.sheetnames) == 26
    families = book.worksheets[2:5]
    values = [row[1] for s in families for row in s.iter_rows(min_row=7, values_only=True)]
    expected = [figure.compute(told) for figure in FIGURES]
    assert [v for v in values if isinstance(v, (int, float))] == pytest.approx(
        [v for v in expected if v is not None]
    )


def test_what_was_typed_is_text_and_never_a_formula() -> None:
    hostile = "=cmd|' /C calc'!A0"
    told = Cohort(
        (duo(number=hostile, office="+1", end_reason="@SUM(1)"),),
        date(2026, 11, 24),
        date(2025, 1, 1),
        date(2025, 12, 31),
    )
    book = openpyxl.load_workbook(
        BytesIO(workbook.build(told, office="=1+1", made_at=MORNING, code="en"))
    )
    row = next(iter(book["Rows of duos"].iter_rows(min_row=5, max_row=5)))
    assert [cell.data_type for cell in row[:2]] == ["s", "s"]
    assert row[0].value == hostile


def test_an_office_counts_the_mentees_whose_first_duo_it_started(desk: Store) -> None:
    today = desk.clock.today()
    begin = today - timedelta(days=1000)
    with desk.read() as session:
        whole = queries.cohort(session, Question(begin, today, today))
        offices = {d.office for d in whole.duos}
        from duodesk.office.queries import offices as all_offices

        parts = [
            queries.cohort(session, Question(begin, today, today, office.id))
            for office in all_offices(session)
        ]
    assert offices == {"ANT", "BRU", "LIE"}
    assert sum(len(part.counted) for part in parts) == len(whole.counted)
    assert sum(part.active for part in parts) == whole.active


def test_looking_back_sees_no_meeting_and_no_end_of_later(desk: Store) -> None:
    today = desk.clock.today()
    begin, then = today - timedelta(days=1000), today - timedelta(days=300)
    with desk.read() as session:
        now = queries.cohort(session, Question(begin, then, today))
        before = queries.cohort(session, Question(begin, then, then))
    assert all(d.ended_on is None or d.ended_on <= then for d in before.duos)
    assert sum(d.met for d in before.duos) < sum(d.met for d in now.duos)
    assert len(before.counted) < len(now.counted)


def test_file_names_and_languages_do_not_leak_into_each_other(told: Cohort) -> None:
    with speaking("fr"):
        workbook.build(told, office="x", made_at=datetime(2026, 1, 1), code="nl")
        assert FIGURES[0].title == "Duos commencés"


def test_the_cover_says_how_far_the_data_reach_and_what_lacks(told: Cohort) -> None:
    antwerp, *others = told.ages
    told = replace(told, ages=(replace(antwerp, until=None), *others))
    content = workbook.build(told, office="All", made_at=MORNING, code="en")
    sheet = openpyxl.load_workbook(BytesIO(content))["Cover"]
    rows = [row[:3] for row in sheet.iter_rows(values_only=True) if row[0]]
    ages = {row[0]: row[1:] for row in rows if "(" in str(row[0])}
    assert ages["Brussels (BRU)"] == (datetime(2026, 11, 24), "Up to date")
    assert ages["Antwerp (ANT)"] == (None, "Nothing of this office has come here yet.")
    assert any("lack what offices have entered" in str(row[0]) for row in rows)


def test_long_texts_are_wrapped_and_tables_print_with_their_charts(told: Cohort) -> None:
    content = workbook.build(told, office="All", made_at=MORNING, code="fr")
    book = openpyxl.load_workbook(BytesIO(content))
    for sheet in book.worksheets[5:]:
        assert sheet.print_area, sheet.title
        last = int(sheet.print_area.rsplit("$", 1)[1])
        charts = [chart.anchor._from.row for chart in sheet._charts]
        assert all(row < last for row in charts), sheet.title
    definitions = book.worksheets[-1]
    assert all(cell.alignment.wrap_text for row in definitions.iter_rows(min_row=5) for cell in row)


def test_work_tells_how_far_it_is_and_stops_when_told(told: Cohort) -> None:
    steps: list[tuple[int, int]] = []

    class Stop:
        def step(self, done: int, total: int, text: str = "") -> None:
            steps.append((done, total))
            if done == 3:
                raise Cancelled

    with pytest.raises(Cancelled):
        workbook.build(told, office="All", made_at=MORNING, code="fr", progress=Stop())
    assert [done for done, _total in steps] == [0, 1, 2, 3]


@pytest.mark.parametrize("code", ["fr", "nl", "en", "de"])
def test_no_name_of_a_sheet_is_cut(told: Cohort, code: str) -> None:
    cut: list[str] = []

    class Watch:
        def step(self, done: int, total: int, text: str = "") -> None:
            cut.extend([text] if len(text) > 31 else [])

    workbook.build(told, office="", made_at=MORNING, code=code, progress=Watch())
    assert cut == []
