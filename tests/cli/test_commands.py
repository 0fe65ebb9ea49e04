"""Every command does its work on a real desk and ends as promised."""

from __future__ import annotations

import argparse
import subprocess
import sys
from datetime import date
from pathlib import Path
from random import Random

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from duodesk import __version__
from duodesk.base.clock import SystemClock
from duodesk.cli import main, papers
from duodesk.cli.main import parser
from duodesk.pairing import first_meeting
from duodesk.store import access
from duodesk.store.access import Means
from duodesk.store.keys import Cost
from duodesk.store.profile import Profile
from tests.cli.conftest import SPOKEN, Command
from tests.documents.test_documents import formed

TODAY = SystemClock().today()
YEAR = ("--from", f"{TODAY.year - 3}-01-01", "--to", TODAY.isoformat())


def commands() -> dict[str, argparse.ArgumentParser]:
    groups = parser()._subparsers
    assert groups is not None
    return dict(groups._group_actions[0].choices or {})  # type: ignore[arg-type]


def test_every_command_has_words_of_help(duodesk: Command) -> None:
    assert {"new", "dump", "import-list", "suggest", "documents", "report"} <= set(commands())
    told = duodesk("--help")
    assert told.code == 0
    for name in commands():
        assert name in told.out
        assert duodesk(name, "--help").code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("fly",), ("load",), ("documents", "BRU-D10001"), ("report", "x.xlsx"),
        ("report", "x.xlsx", "--from", "yesterday", "--to", "2026-01-01"),
        ("import-list", "x.csv", "--kind", "tree"), ("suggest", "--top", "many"),
    ],
)  # fmt: skip
def test_wrong_usage_ends_with_two(duodesk: Command, arguments: tuple[str, ...]) -> None:
    told = duodesk(*arguments)
    assert (told.code, told.out) == (2, "")
    assert "usage: duodesk" in told.err


def test_the_installed_module_runs() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "duodesk", "--version"], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == f"Duodesk {__version__}"


def test_a_reader_who_has_heard_enough_ends_a_command_quietly(folder: Path) -> None:
    """`duodesk dump | head`."""
    arguments = [sys.executable, "-m", "duodesk", "--profile", str(folder), "dump"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert (running.stderr.read(), running.wait()) == (b"", 0)


def test_a_desk_is_founded_once(duodesk: Command, tmp_path: Path) -> None:
    made = duodesk("new", "--office", "lie", "--author", "Marie", profile=tmp_path / "new")
    assert made.code == 0
    assert len(made.out.splitlines()[-1].split()) >= 12
    again = duodesk("new", "--office", "LIE", "--author", "Marie", profile=tmp_path / "new")
    assert (again.code, again.out) == (3, "")
    assert duodesk("check", profile=tmp_path / "new").code == 0


def test_the_recovery_sheet_is_a_pdf_and_its_words_are_not_printed(
    duodesk: Command, tmp_path: Path
) -> None:
    sheet = tmp_path / "sheet.pdf"
    arguments = ("new", "--office", "BRU", "--author", "Annick", "--recovery-sheet", sheet)
    told = duodesk(*arguments, profile=tmp_path / "new", language="fr")
    assert told.code == 0
    assert len(PdfReader(sheet).pages) == 1
    assert len(told.out.splitlines()) == 1


def test_recovery_words_are_told_where_their_sheet_cannot_be_written(
    duodesk: Command, tmp_path: Path
) -> None:
    sheet = tmp_path / "nowhere" / "sheet.pdf"
    arguments = ("new", "--office", "BRU", "--author", "Annick", "--recovery-sheet", sheet)
    told = duodesk(*arguments, profile=tmp_path / "new")
    assert told.code == 3
    assert len(told.out.splitlines()[-1].split()) >= 12


def test_dump_load_dump_gives_the_same_bytes(duodesk: Command, tmp_path: Path) -> None:
    first = duodesk("dump")
    (tmp_path / "dump.json").write_text(first.out, encoding="utf-8")
    other = tmp_path / "other"
    loaded = duodesk("load", tmp_path / "dump.json", "--author", "Annick Delvaux", profile=other)
    assert (loaded.code, loaded.out) == (
        0,
        f"{len(first.json['state']['person'])} people loaded.\n",
    )
    assert duodesk("dump", profile=other).out == first.out
    assert duodesk("check", "--json", profile=other).json["agrees"] is True


def test_a_dump_that_was_changed_is_refused_and_leaves_no_desk(
    duodesk: Command, tmp_path: Path
) -> None:
    path, other = tmp_path / "dump.json", tmp_path / "other"
    whole = duodesk("dump").out
    for damaged in (
        "no json",
        "[]",
        "{}",
        whole.replace("Brussels", "Bruges").replace("BRU-", "X-"),
    ):
        path.write_text(damaged, encoding="utf-8")
        told = duodesk("load", path, profile=other)
        assert (told.code, told.out, told.err.count("\n")) == (3, "", 1), damaged[:20]
    path.write_text(whole, encoding="utf-8")
    assert duodesk("load", path, profile=other).code == 0


def test_a_backup_takes_everything_back(duodesk: Command, tmp_path: Path, listed: Path) -> None:
    before = duodesk("dump").out
    assert duodesk("backup", tmp_path / "copy.duobackup").code == 0
    assert duodesk("import-list", listed, "--apply").code == 0
    assert duodesk("dump").out != before
    assert duodesk("restore", tmp_path / "copy.duobackup").code == 0
    assert duodesk("dump").out == before


def test_check_counts_the_rows(duodesk: Command) -> None:
    told = duodesk("check", "--json").json
    assert told["faults"] == []
    assert told["agrees"] is True
    assert told["rows"]["person"] == len(duodesk("dump").json["state"]["person"])
    assert duodesk("check").out.count("\n") == 1


def test_the_program_proves_itself(duodesk: Command) -> None:
    told = duodesk("self-test")
    assert (told.code, told.err) == (0, "")
    assert "FAILED" not in told.out


@pytest.mark.parametrize(
    "arguments",
    [("check", "--json"), ("dump",), ("dump", "--json"), ("suggest", "--json"),
     ("report", "OUT.xlsx", *YEAR, "--json"), ("import-list", "LIST", "--json"),
     ("import-list", "LIST", "--apply", "--report", "OUT.xlsx", "--json")],
)  # fmt: skip
@pytest.mark.parametrize("language", ["fr", "en"])
def test_json_is_one_document_and_nothing_else(
    duodesk: Command, tmp_path: Path, listed: Path, arguments: tuple[str, ...], language: str
) -> None:
    places = {"LIST": listed, "OUT.xlsx": tmp_path / "out.xlsx"}
    told = duodesk(*(places.get(word, word) for word in arguments), language=language)
    assert (told.code, told.err) == (0, "")
    assert isinstance(told.json, dict)


def test_suggestions_say_why_in_sentences(duodesk: Command) -> None:
    waiting = duodesk("suggest", "--json").json["mentees"]
    assert waiting
    mentee = next(one for one in waiting if one["suggestions"])
    assert len(mentee["suggestions"]) <= 3
    best = mentee["suggestions"][0]
    assert best["number"].startswith("BRU-")
    assert 0 <= best["low"] <= best["points"] <= best["high"] <= 100
    assert sum(r["points"] for r in best["reasons"]) == pytest.approx(best["points"])
    assert all(reason["text"].endswith(".") for reason in best["reasons"])
    alone = duodesk("suggest", "--mentee", mentee["number"].lower(), "--top", 1)
    assert alone.code == 0
    assert mentee["name"] in alone.out.splitlines()[0]
    assert best["reasons"][0]["text"] in alone.out
    assert "  2. " not in alone.out


def test_the_whole_plan_says_what_each_choice_costs(duodesk: Command) -> None:
    plan = duodesk("suggest", "--json").json
    mentors = {one["number"]: one for one in plan["mentors"]}
    planned = [one["mentor"] for one in plan["mentees"] if one["mentor"]]
    assert planned
    assert len(set(planned)) == len(planned)
    for mentee in plan["mentees"]:
        if mentee["mentor"]:
            assert mentors[mentee["mentor"]]["mentees"] == [mentee["number"]]
        for one in mentee["suggestions"]:
            assert one["cost"]["told"]
            assert (one["number"] == mentee["mentor"]) <= (one["cost"]["points"] == 0)
    lost = [one for one in plan["mentors"] if one["mentees"]]
    assert all(one["told"] for one in lost)
    told = duodesk("suggest")
    assert told.code == 0
    for mentee in plan["mentees"]:
        assert mentee["name"] in told.out
    for one in (*plan["wanted"], *plan["questions"]):
        assert one["why"] in told.out
    assert duodesk("suggest").out == told.out


def test_nobody_is_suggested_for_a_number_that_does_not_wait(duodesk: Command) -> None:
    told = duodesk("suggest", "--mentee", "BRU-99999")
    assert (told.code, told.out) == (3, "")
    assert "BRU-99999" in told.err


def test_papers_are_written_for_each_reader_and_recorded(duodesk: Command, tmp_path: Path) -> None:
    number = next(
        duo["number"] for duo in duodesk("dump").json["state"]["duo"] if "BRU" in duo["number"]
    )
    told = duodesk("documents", number.lower(), "--out", tmp_path / "papers" / "deep")
    files = sorted((tmp_path / "papers" / "deep").iterdir())
    assert told.code == 0
    assert len(files) >= 2
    assert {file.suffix for file in files} == {".pdf"}
    assert all(number in file.name and PdfReader(file).pages for file in files)
    assert all(str(file) in told.out for file in files)
    duodesk("documents", number, "--out", tmp_path / "dutch", "--language", "nl")
    assert [file.stem[-2:] for file in (tmp_path / "dutch").iterdir()] == ["NL", "NL"]
    printed = duodesk("dump").json["state"]["document"]
    assert {file.stem for file in files} <= {document["number"] for document in printed}


def test_letters_and_sheets_are_written_and_only_letters_recorded(
    duodesk: Command, tmp_path: Path
) -> None:
    duos = duodesk("dump").json["state"]["duo"]
    number = next(d["number"] for d in duos if d["start_date"] and "BRU" in d["number"])
    told = duodesk("documents", number, "--out", tmp_path / "all", "--paper", "all")
    assert told.code == 0
    stems = {file.stem for file in (tmp_path / "all").iterdir()}
    letters = {stem.removeprefix(number).split("-")[-2] for stem in stems if "EMPTY" not in stem}
    assert letters == {"A1", "C1", "WE1", "WR1", "AP1", "WS1", "CB1"}
    assert any(stem.endswith("-EMPTY") for stem in stems)
    only = ("--paper", "action_plan", "--paper", "weekly_sheet", "--language", "nl")
    duodesk("documents", number, "--out", tmp_path / "sheets", *only)
    assert {file.stem[-6:] for file in (tmp_path / "sheets").iterdir()} == {"AP1-NL", "WS1-NL"}
    kinds = {one["kind"] for one in duodesk("dump").json["state"]["document"]}
    assert {"welcome_mentee", "welcome_mentor", "c45b_sheet"} <= kinds
    assert not {"action_plan", "weekly_sheet"} & kinds


def test_the_papers_of_a_days_signatures_are_written_and_recorded(
    duodesk: Command, folder: Path, tmp_path: Path
) -> None:
    out, day = tmp_path / "signing", date(2030, 11, 25)
    told = duodesk("documents", "--signing", day, "--out", out)
    assert (told.code, out.exists()) == (3, False)
    assert "25/11/2030" in told.err
    assert duodesk("documents", "--out", out).code == 3
    means = Means(SystemClock(), Random(7), Cost.cheapest())
    desk = access.unlock(Profile(folder), SPOKEN, means)
    first_meeting.plan_signing(
        desk.store, formed(desk.store, "Amina", "Paul"), first_meeting.Appointment(on=day)
    )
    desk.close()
    told = duodesk("documents", "--signing", day, "--out", out)
    names = {file.stem.split("-", 2)[2] for file in out.iterdir()}
    assert told.code == 0
    assert names == {"A1-FR", "A1-NL", "C1-FR", "C1-NL", "N1-NL"}
    assert "A1-FR.pdf: 2 copies" in told.out
    printed = {one["number"] for one in duodesk("dump").json["state"]["document"]}
    assert {file.stem for file in out.iterdir()} <= printed


def test_the_command_line_offers_every_paper_there_is() -> None:
    assert (*papers.CODES, papers.ALL) == main._PAPERS


def test_papers_of_nobody_are_refused(duodesk: Command, tmp_path: Path) -> None:
    told = duodesk("documents", "BRU-D99999", "--out", tmp_path / "papers")
    assert (told.code, told.out, (tmp_path / "papers").exists()) == (3, "", False)


def test_papers_that_cannot_be_written_are_not_recorded(duodesk: Command, tmp_path: Path) -> None:
    before = duodesk("dump")
    number = before.json["state"]["duo"][0]["number"]
    (tmp_path / "file").write_text("in the way")
    told = duodesk("documents", number, "--out", tmp_path / "file" / "papers")
    assert (told.code, told.err.count("\n")) == (3, 1)
    assert duodesk("dump").out == before.out


def test_the_workbook_and_its_figures(duodesk: Command, tmp_path: Path) -> None:
    told = duodesk("report", tmp_path / "figures.xlsx", *YEAR, "--office", "bru", "--json").json
    assert (told["office"], told["as_of"]) == ("BRU", TODAY.isoformat())
    figures = {figure["code"]: figure for figure in told["figures"]}
    assert 0 <= figures["positive"]["value"] <= 1
    assert figures["positive"]["definition"].endswith(".")
    assert figures["positive"]["whole"] == figures["mature"]["value"]
    assert len(load_workbook(tmp_path / "figures.xlsx").sheetnames) == 26
    french = duodesk("report", tmp_path / "figures.xlsx", *YEAR, language="fr")
    assert french.code == 0
    assert load_workbook(tmp_path / "figures.xlsx").sheetnames[1] != "Summary"


def test_a_report_is_kept_and_the_next_compared_with_it(duodesk: Command, tmp_path: Path) -> None:
    out = tmp_path / "figures.xlsx"
    first = duodesk("report", out, *YEAR, "--as-of", "2026-03-01", "--compare", "--json").json
    assert "changes" not in first
    later = duodesk("report", out, *YEAR, "--compare", "--json").json
    assert later["since"] == "2026-03-01"
    assert "year_over" in {one["why"] for one in later["changes"]}
    assert "What changed" in load_workbook(out).sheetnames


def test_the_ending_chooses_the_two_pages(duodesk: Command, tmp_path: Path) -> None:
    out = tmp_path / "figures.pdf"
    told = duodesk("report", out, *YEAR, "--funders", language="fr")
    assert told.code == 0
    assert str(out) in told.out.splitlines()[-1]
    assert len(PdfReader(out).pages) == 2


def test_funders_are_told_no_small_number(duodesk: Command, tmp_path: Path) -> None:
    out = tmp_path / "funders.xlsx"
    told = duodesk("report", out, *YEAR, "--funders", "--json").json
    small = [f for f in told["figures"] if f["unit"] == "count" and 0 < (f["value"] or 0) < 5]
    assert not small
    assert any(figure["mark"] for figure in told["figures"])
    assert "Rows of duos" not in load_workbook(out).sheetnames


@pytest.mark.parametrize(
    "arguments", [("--from", "2026-02-01", "--to", "2026-01-01"), (*YEAR, "--office", "XXX")]
)
def test_a_question_without_sense_writes_no_workbook(
    duodesk: Command, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    told = duodesk("report", tmp_path / "figures.xlsx", *arguments)
    assert (told.code, told.out, told.err.count("\n")) == (3, "", 1)
    assert not (tmp_path / "figures.xlsx").exists()
