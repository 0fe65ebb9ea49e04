"""`import-list`: told before it is done, done in one step, and no surprise twice."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from tests.cli.conftest import Command

# Every state of a row, and what earlier versions called two of them.
STATES = ("new", "changed", "same", "likely", "skip", "out", "known", "problems")
NONE = dict.fromkeys(STATES, 0)


def test_a_dry_run_tells_all_and_writes_nothing(duodesk: Command, listed: Path) -> None:
    before = duodesk("dump").out
    told = duodesk("import-list", listed)
    assert told.code == 0
    assert "New: 2" in told.out
    assert "1 row to mend" in told.out
    assert "Row 3: Date de naissance: “45/99/2002” is not a date. Write it as" in told.out
    assert "Row 4: Métier visé: “astronaute” is kept as a note" in told.out
    assert told.out.splitlines()[-1].startswith("Nothing was written.")
    assert duodesk("dump").out == before


def test_applying_is_one_operation_and_a_second_time_none(duodesk: Command, listed: Path) -> None:
    before = duodesk("dump").json
    told = duodesk("import-list", listed, "--apply", "--json").json
    after = duodesk("dump").json
    assert told["counts"] == {**NONE, "new": 2, "out": 1, "problems": 1}
    assert (told["applied"], told["added"], told["completed"]) == (True, 2, 0)
    assert len(after["journal"]) == len(before["journal"]) + 1
    assert len(after["state"]["person"]) == len(before["state"]["person"]) + 2
    again = duodesk("import-list", listed, "--apply", "--json").json
    assert again["counts"] == {**NONE, "same": 2, "known": 2, "out": 1, "problems": 1}
    assert duodesk("dump").json["state"] == after["state"]


def test_rows_to_mend_are_written_out_and_read_in_again(
    duodesk: Command, listed: Path, tmp_path: Path
) -> None:
    report = tmp_path / "mend.xlsx"
    told = duodesk("import-list", listed, "--report", report, "--json").json
    assert told["report"] == str(report)
    assert [(p["row"], p["heading"]) for p in told["problems"]] == [(3, "Date de naissance")]
    again = duodesk("import-list", report, "--json").json
    assert again["counts"] == {**NONE, "out": 1, "problems": 1}


def test_no_report_is_written_when_every_row_comes_in(
    duodesk: Command, listed: Path, tmp_path: Path
) -> None:
    listed.write_text(listed.read_text(encoding="utf-8").replace("45/99", "15/09"), "utf-8")
    told = duodesk("import-list", listed, "--report", tmp_path / "mend.xlsx", "--json").json
    assert told["report"] is None
    assert not (tmp_path / "mend.xlsx").exists()


def test_a_report_that_cannot_be_written_stops_the_import(
    duodesk: Command, listed: Path, tmp_path: Path
) -> None:
    before = duodesk("dump").out
    there = tmp_path / "nowhere" / "mend.xlsx"
    told = duodesk("import-list", listed, "--apply", "--report", there)
    assert (told.code, told.out, told.err.count("\n")) == (3, "", 1)
    itself = duodesk("import-list", listed, "--apply", "--report", listed)
    assert itself.code == 3
    assert duodesk("dump").out == before
    assert listed.read_text(encoding="utf-8").startswith("Nom;")


def test_kind_and_sheet_can_be_said(duodesk: Command, tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Réunions"
    book.active.append(["Nom", "Prénom", "GSM", "Ville"])
    book.active.append(["Peeters", "Jan", "0470112233", "Liège"])
    other = book.create_sheet("Parrains")
    other.append(["Nom", "Prénom"])
    other.append(["Claes", "An"])
    book.save(tmp_path / "two.xlsx")
    usual = duodesk("import-list", tmp_path / "two.xlsx", "--json").json
    assert (usual["sheet"], usual["kind"]) == ("Réunions", "mentee")
    asked = ("import-list", tmp_path / "two.xlsx", "--sheet", "Parrains", "--kind", "mentor")
    chosen = duodesk(*asked, "--json").json
    assert (chosen["sheet"], chosen["kind"]) == ("Parrains", "mentor")
    assert duodesk("import-list", tmp_path / "two.xlsx", "--sheet", "Nichts").code == 3
