"""Laptops and files without a window: a lost one retired, a right given, the fate of each file."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.cli.test_handing_over import Desks, desks

__all__ = ["desks"]


def test_a_backup_is_put_back_on_another_laptop_and_the_stolen_one_retired(
    desks: Desks, duodesk: Command, tmp_path: Path
) -> None:
    kept, fresh = tmp_path / "kept.duobackup", tmp_path / "fresh"
    assert duodesk("backup", kept, profile=desks.ant).code == 0
    told = duodesk("restore", kept, profile=fresh)
    assert told.code == 0, told.err
    desks.carry(fresh, desks.bru)
    (row, former) = desks(desks.bru, "status")["laptops"]
    assert [(one["name"], one["former"]) for one in (row, former)] == [
        ("ANT-1", False), ("ANT-1", True),
    ]  # fmt: skip
    assert "--former" in desks.refused(desks.bru, "retire", "ANT-1")
    told = desks(desks.bru, "retire", "ant-1", "--former")
    assert told == {"laptop": "ANT-1", "former": True, "state": "retired"}
    file = tmp_path / "after.duo"
    assert desks(desks.bru, "export", file)["to"] == ["ANT-1"]
    assert "made for other laptops" in desks.refused(desks.ant, "import", file)
    desks(fresh, "import", file)
    desks.carry(fresh, desks.bru)
    assert [one["active"] for one in desks(desks.bru, "status")["laptops"]] == [True, False]
    desks(desks.bru, "retire", "ANT-1", "--both")
    assert [one["active"] for one in desks(desks.bru, "status")["laptops"]] == [False, False]


def test_the_right_to_invite_is_given_to_a_laptop_that_belongs(
    desks: Desks, tmp_path: Path
) -> None:
    invitation = tmp_path / "second.duoinvitation"
    said = desks.refused(desks.ant, "invite", "--out", invitation)
    assert "Ask a colleague" in said
    assert desks(desks.bru, "entrust", "ANT-1") == {"laptop": "ANT-1", "inviter": True}
    desks.carry(desks.bru, desks.ant)
    assert len(desks(desks.ant, "invite", "--out", invitation)["words"]) == 6


def test_the_right_to_invite_is_taken_with_the_words_of_the_first_laptop(
    desks: Desks, duodesk: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = duodesk("new", "--office", "LIE", "--author", "Marie", profile=tmp_path / "other")
    (foreign,) = [line for line in other.out.splitlines() if len(line.split()) == 24]
    invitation = tmp_path / "second.duoinvitation"
    monkeypatch.setattr("sys.stdin", StringIO(foreign))
    assert "another organisation" in desks.refused(desks.ant, "regain")
    assert "Ask a colleague" in desks.refused(desks.ant, "invite", "--out", invitation)
    monkeypatch.setattr("sys.stdin", StringIO(desks.key))
    assert desks(desks.ant, "regain") == {"laptop": "ANT-1", "inviter": True}
    assert len(desks(desks.ant, "invite", "--out", invitation)["words"]) == 6


@pytest.mark.parametrize("place", [0, 1, 2])
def test_of_several_files_each_is_told_and_the_others_come_in(
    desks: Desks, duodesk: Command, tmp_path: Path, place: int
) -> None:
    files = []
    for n in range(2):
        files.append(tmp_path / f"good-{n}.duo")
        desks(desks.bru, "export", files[-1], *(["--full"] if n else []))
    wrong = tmp_path / "wrong.duo"
    wrong.write_bytes(files[0].read_bytes()[:-30])
    files.insert(place, wrong)
    told = duodesk("exchange", "import", *files, profile=desks.ant)
    assert told.code == 1
    assert "Taken in: 2 of 3 files. Not taken in: wrong.duo." in told.out
    assert told.err.startswith("wrong.duo: ")
    told = duodesk("exchange", "import", *files, "--json", profile=desks.ant)
    assert told.code == 1
    assert [("refused" in one, one.get("already")) for one in told.json] == [
        (False, True), (False, True), (True, None),
    ]  # fmt: skip


def test_a_file_that_could_not_be_written_did_not_go_out(desks: Desks, tmp_path: Path) -> None:
    before = desks(desks.bru, "status")["files"]
    desks.refused(desks.bru, "export", tmp_path / "not there" / "x.duo")
    assert desks(desks.bru, "status")["files"] == before
