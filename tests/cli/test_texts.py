"""`texts`: saved as files, changed outside, brought in, approved."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Command


def test_texts_leave_come_back_changed_and_are_approved(duodesk: Command, tmp_path: Path) -> None:
    folder, texts = tmp_path / "own", tmp_path / "texts"
    assert duodesk("new", "--office", "BRU", "--author", "Annick", profile=folder).code == 0
    assert duodesk("texts", "save", str(texts), profile=folder).code == 0
    file = texts / "fr" / "code_of_conduct.txt"
    file.write_text(file.read_text(encoding="utf-8").replace("# ", "# DUO : ", 1), encoding="utf-8")
    assert "Version 2" in duodesk("texts", "new", "code_of_conduct", str(texts), profile=folder).out
    told = duodesk("texts", "approve", "code_of_conduct", "2", "--by", "HQ", profile=folder)
    assert told.code == 0
    rows = duodesk("texts", "list", "--json", profile=folder).json["texts"]
    (now,) = [row for row in rows if row["kind"] == "code_of_conduct" and row["in_force"]]
    assert (now["version"], now["approved_by"]) == ("2", "HQ")
    assert "* code_of_conduct 2: approved on" in duodesk("texts", "list", profile=folder).out


def test_what_is_not_there_is_said(duodesk: Command, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    assert duodesk("new", "--office", "BRU", "--author", "Annick", profile=folder).code == 0
    for words, part in (
        (("new", "contract", str(tmp_path)), "no paper “contract”"),
        (("new", "agreement", str(tmp_path)), "no file like"),
        (("approve", "agreement", "7", "--by", "HQ"), "no version 7"),
    ):
        told = duodesk("texts", *words, profile=folder)
        assert told.code == 3
        assert part in told.err


def test_a_mistake_in_a_file_is_told_at_once(duodesk: Command, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    assert duodesk("new", "--office", "BRU", "--author", "Annick", profile=folder).code == 0
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr" / "agreement.txt").write_text("# A\n{{boss}}\n[signatures]", encoding="utf-8")
    told = duodesk("texts", "new", "agreement", str(tmp_path), profile=folder)
    assert "no place called “boss”" in told.out
    told = duodesk("texts", "approve", "agreement", "2", "--by", "HQ", profile=folder)
    assert told.code == 3
