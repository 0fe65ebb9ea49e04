"""`request`: a request about data from its arrival to its letter, and the dossier as files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Command

LIST = "Nom;Prénom;Date de naissance\nDiallo;Amina;12/03/2002\nÇelik;Yusuf;01/01/2000\n"
AMINA, NOBODY = "BRU-10001", "BRU-99999"


@pytest.fixture
def desk(duodesk: Command, tmp_path: Path) -> Path:
    profile = tmp_path / "bru"
    assert duodesk("new", "--office", "BRU", "--author", "Annick", profile=profile).code == 0
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    applied = ("import-list", tmp_path / "list.csv", "--kind", "mentee", "--apply")
    assert duodesk(*applied, profile=profile).code == 0
    return profile


def run(duodesk: Command, desk: Path, *words: object) -> Any:
    told = duodesk("request", *words, "--json", profile=desk)
    assert told.code == 0, told.err
    return told.json


def test_a_request_is_received_answered_and_told_by_letter(
    duodesk: Command, desk: Path, tmp_path: Path
) -> None:
    made = run(duodesk, desk, "receive", AMINA, "--wish", "copy", "--on", "2026-01-31")
    assert (made["wish"], made["due_on"]) == ("copy", "2026-02-28")
    (listed,) = run(duodesk, desk, "list")["requests"]
    assert (listed["request"], listed["name"]) == (made["request"], "Amina Diallo")
    first, last = tmp_path / "first.pdf", tmp_path / "last.pdf"
    assert run(duodesk, desk, "letter", first, AMINA)["letter"] == "request_received"
    done = run(duodesk, desk, "answer", "granted", made["request"], "--on", "2026-02-27")
    assert (done["answer"], done["on"]) == ("granted", "2026-02-27")
    assert run(duodesk, desk, "list")["requests"] == []
    assert len(run(duodesk, desk, "list", "--all")["requests"]) == 1
    assert run(duodesk, desk, "letter", last, AMINA, "--reader", "de")["letter"].endswith(
        "answered"
    )
    assert all(file.read_bytes().startswith(b"%PDF") for file in (first, last))


def test_all_that_is_held_is_written_as_pages_and_for_programs(
    duodesk: Command, desk: Path, tmp_path: Path
) -> None:
    pdf, document = tmp_path / "all.pdf", tmp_path / "all.json"
    told = run(
        duodesk, desk, "dossier", AMINA, "--out", pdf, "--json-out", document, "--reader", "en"
    )
    assert told["person"] == AMINA
    assert pdf.read_bytes().startswith(b"%PDF")
    assert json.loads(document.read_bytes())["person"]["name"] == "Amina Diallo"
    assert "Çelik" not in document.read_text(encoding="utf-8")


def test_somebody_unknown_may_ask_too(duodesk: Command, desk: Path) -> None:
    made = run(duodesk, desk, "receive")
    assert (made["person"], made["name"]) == (None, "")
    said = duodesk("request", "answer", "not_known", made["request"], profile=desk)
    assert said.code == 0


def test_what_is_not_there_or_not_right_is_refused(duodesk: Command, desk: Path) -> None:
    for words, told in (
        (("answer", "granted", "12345678"), "no such request"),
        (("answer", "granted", NOBODY), NOBODY),
        (("receive", NOBODY), NOBODY),
        (("receive", AMINA, "--on", "2999-01-01"), "in the future"),
    ):
        refused = duodesk("request", *words, profile=desk)
        assert (refused.code, refused.out) == (3, "")
        assert told in refused.err
    made = run(duodesk, desk, "receive", AMINA)
    refused = duodesk("request", "answer", "refused", made["request"], profile=desk)
    assert refused.code == 3
    assert "Write why" in refused.err
