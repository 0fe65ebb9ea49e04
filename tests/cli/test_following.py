"""`exchange follow`: two desks on one folder, without a window."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from duodesk.exchange import seal, send
from tests.cli.conftest import Command


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    made = tmp_path / "shared"
    made.mkdir()
    return made


@pytest.fixture
def desks(duodesk: Command, tmp_path: Path) -> tuple[Path, Path]:
    """BRU-1, and a laptop of Antwerp that waits to be taken in."""
    bru, ant = tmp_path / "bru", tmp_path / "ant"
    assert duodesk("new", "--office", "BRU", "--author", "Annick", profile=bru).code == 0
    invitation = tmp_path / "ant.duoinvitation"
    told = duodesk(
        "exchange", "invite", "--office", "ANT", "--out", invitation, "--json", profile=bru
    )
    words = " ".join(told.json["words"])
    joining = ("new", "--join", invitation, "--words", words, "--author", "Koen")
    assert duodesk(*joining, profile=ant).code == 0
    return bru, ant


def test_a_laptop_is_taken_in_and_answered_by_the_folder(
    duodesk: Command, desks: tuple[Path, Path], shared: Path
) -> None:
    bru, ant = desks
    once = ("exchange", "follow", shared, "--once")
    asked = duodesk(*once, profile=ant)
    assert asked.out.startswith("Written: new-")
    (request,) = shared.glob("*.duo")
    told = duodesk(*once, profile=bru)
    assert told.out == (
        f"“{request.name}” waits for a person: see it with “duodesk exchange look”.\n"
    )
    accepted = ("exchange", "accept", request, "--out", shared.parent / "answer.duo")
    assert duodesk(*accepted, profile=bru).code == 0
    assert "Written: BRU-1-" in duodesk(*once, profile=bru).out
    told = duodesk(*once, "--json", profile=ant)
    assert [one["sender"] for one in told.json["taken"]] == ["BRU-1"]
    assert told.json["written"].startswith("ANT-1-")
    assert "(ANT-1): " in duodesk(*once, profile=bru).out
    assert duodesk(*once, profile=ant).code == 0
    assert duodesk(*once, profile=ant).out == ""
    held = [duodesk("check", "--json", profile=desk).json["rows"] for desk in desks]
    assert held[0] == held[1]
    assert held[0]["author"] == 2


def test_what_cannot_be_taken_is_said_at_once_and_nothing_is_changed(
    duodesk: Command, desks: tuple[Path, Path], shared: Path
) -> None:
    (shared / "LIE-1.duo").write_bytes(b"nothing of ours")
    told = duodesk("exchange", "follow", shared, "--once", "--json", profile=desks[0])
    assert told.code == 0
    assert "not an exchange file" in told.json["refused"]["LIE-1.duo"]
    assert told.json["taken"] == []


def test_a_folder_that_is_not_there_or_holds_a_desk_is_refused(
    duodesk: Command, desks: tuple[Path, Path], shared: Path
) -> None:
    told = duodesk("exchange", "follow", shared / "gone", "--once", profile=desks[0])
    assert (told.code, told.out) == (3, "")
    assert "is not there" in told.err
    told = duodesk("exchange", "follow", desks[1], "--once", profile=desks[0])
    assert told.code == 3
    assert "must never carry a desk file" in told.err


def test_it_follows_until_it_is_stopped_and_lets_go_of_the_desk(
    duodesk: Command, desks: tuple[Path, Path], shared: Path
) -> None:
    bru, ant = desks
    following = [sys.executable, "-m", "duodesk", "--profile", str(bru)]
    following += ["exchange", "follow", str(shared)]
    with subprocess.Popen(following, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert duodesk("exchange", "follow", shared, "--once", profile=ant).code == 0
        assert "waits for a person" in process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 0
    assert duodesk("exchange", "status", profile=bru).code == 0


@pytest.mark.parametrize("command", ["import", "look"])
def test_a_file_of_a_newer_program_is_kept_and_comes_in_after_an_update(
    duodesk: Command,
    desks: tuple[Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
) -> None:
    bru, ant = desks
    request, answer = tmp_path / "request.duo", tmp_path / "answer.duo"
    assert duodesk("exchange", "export", request, profile=ant).code == 0
    assert duodesk("exchange", "accept", request, "--out", answer, profile=bru).code == 0
    assert duodesk("exchange", "import", answer, profile=ant).code == 0
    made = tmp_path / "newer.duo"
    with monkeypatch.context() as newer:
        newer.setattr(send, "FORMAT", 2)
        assert duodesk("exchange", "export", made, profile=ant).code == 0
    told = duodesk("exchange", command, made, profile=bru)
    assert "It is kept" in told.err
    made.unlink()
    assert len(list((bru / "waiting").glob("*.duo"))) == 1
    monkeypatch.setattr(seal, "FORMAT", 2)  # the program is renewed
    assert duodesk("exchange", "status", profile=bru).code == 0
    assert not list((bru / "waiting").glob("*.duo"))


def test_a_newer_file_that_needs_a_yes_is_named_after_the_update(
    duodesk: Command, desks: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bru, ant = desks
    request = tmp_path / "request.duo"
    with monkeypatch.context() as newer:
        newer.setattr(send, "FORMAT", 2)
        assert duodesk("exchange", "export", request, profile=ant).code == 0
    assert "It is kept" in duodesk("exchange", "import", request, profile=bru).err
    monkeypatch.setattr(seal, "FORMAT", 2)  # the program is renewed
    (kept,) = (bru / "waiting").glob("*.duo")
    assert str(kept) in duodesk("exchange", "status", profile=bru).err
