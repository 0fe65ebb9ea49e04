"""What a person can mend is one sentence in their language, with code 3, and changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import text

from duodesk.base.clock import SystemClock
from duodesk.store import access, keys
from duodesk.store.engine import open_engine
from duodesk.store.keys import Cost, KeyFile
from duodesk.store.profile import Profile
from tests.cli.conftest import SPOKEN, Command

LANGUAGES = ("fr", "nl", "en")
OLE = bytes.fromhex("D0CF11E0A1B11AE1")


@dataclass(slots=True)
class Trouble:
    """A command that will fail, on which profile, and what must be undone after it."""

    arguments: tuple[object, ...] = ("dump",)
    profile: Path | None = None
    after: list[Callable[[], None]] = field(default_factory=list)


Case = Callable[[Path, Path, pytest.MonkeyPatch], Trouble]


def wrong_passphrase(folder: Path, tmp_path: Path, patch: pytest.MonkeyPatch) -> Trouble:
    patch.setenv("DUODESK_PASSPHRASE", "something else")
    return Trouble()


def damaged_file(folder: Path, tmp_path: Path, patch: pytest.MonkeyPatch) -> Trouble:
    with (folder / "desk.duo").open("r+b") as file:
        file.seek(1000)
        file.write(b"\x00" * 2000)
    return Trouble()


def damaged_keys(folder: Path, tmp_path: Path, patch: pytest.MonkeyPatch) -> Trouble:
    (folder / "desk.keys").write_bytes(b"no keys")
    return Trouble()


def newer_schema(folder: Path, tmp_path: Path, patch: pytest.MonkeyPatch) -> Trouble:
    key, _slot = keys.unlock(KeyFile.from_bytes((folder / "desk.keys").read_bytes()), SPOKEN)
    engine = open_engine(folder / "desk.duo", key)
    with engine.execution_options(duodesk_write=True).begin() as connection:
        connection.execute(text("PRAGMA user_version = 99"))
    engine.dispose()
    return Trouble()


def no_desk_there(folder: Path, tmp_path: Path, patch: pytest.MonkeyPatch) -> Trouble:
    return Trouble(profile=tmp_path / "empty")


def place_that_cannot_be_written(
    folder: Path, tmp_path: Path, patch: pytest.MonkeyPatch
) -> Trouble:
    (tmp_path / "file").write_text("in the way")
    return Trouble(profile=tmp_path / "file" / "desk")


def second_start(folder: Path, tmp_path: Path, patch: pytest.MonkeyPatch) -> Trouble:
    means = access.Means(SystemClock(), Random(1), Cost.cheapest())
    return Trouble(after=[access.unlock(Profile(folder), SPOKEN, means).close])


def founded_already(folder: Path, tmp_path: Path, patch: pytest.MonkeyPatch) -> Trouble:
    return Trouble(("new", "--office", "BRU", "--author", "Annick"))


def unknown_office(folder: Path, tmp_path: Path, patch: pytest.MonkeyPatch) -> Trouble:
    return Trouble(("new", "--office", "XYZ", "--author", "Annick"), tmp_path / "new")


def spreadsheet(name: str, content: bytes | None) -> Case:
    def case(folder: Path, tmp_path: Path, patch: pytest.MonkeyPatch) -> Trouble:
        if content is not None:
            (tmp_path / name).write_bytes(content)
        return Trouble(("import-list", tmp_path / name, "--apply"))

    return case


def file_of(command: str, content: bytes | None) -> Case:
    def case(folder: Path, tmp_path: Path, patch: pytest.MonkeyPatch) -> Trouble:
        if content is not None:
            (tmp_path / "given").write_bytes(content)
        profile = tmp_path / "other" if command == "load" else None
        return Trouble((command, tmp_path / "given"), profile)

    return case


CASES: dict[str, Case] = {
    "wrong passphrase": wrong_passphrase,
    "damaged file": damaged_file,
    "damaged keys": damaged_keys,
    "newer schema": newer_schema,
    "no desk there": no_desk_there,
    "place that cannot be written": place_that_cannot_be_written,
    "second start": second_start,
    "founded already": founded_already,
    "unknown office": unknown_office,
    "missing list": spreadsheet("gone.xlsx", None),
    "empty list": spreadsheet("empty.csv", b""),
    "PDF called workbook": spreadsheet("list.xlsx", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
    "old workbook renamed": spreadsheet("list.xlsx", OLE + b"\x00" * 512),
    "workbook cut short": spreadsheet("list.xlsx", b"PK\x03\x04" + b"\x00" * 100),
    "headings alone": spreadsheet("list.csv", b"Nom;Pr\xc3\xa9nom\n"),
    "dump that is none": file_of("load", b"{}"),
    "dump that is missing": file_of("load", None),
    "backup that is none": file_of("restore", b"no backup"),
    "backup that is missing": file_of("restore", None),
}


@pytest.mark.parametrize("case", CASES)
def test_an_error_is_one_sentence_and_changes_nothing(
    duodesk: Command, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    trouble = CASES[case](folder, tmp_path, monkeypatch)
    kept = {path: path.read_bytes() for path in (folder / "desk.duo", folder / "desk.keys")}
    said = {
        language: duodesk(*trouble.arguments, profile=trouble.profile or folder, language=language)
        for language in LANGUAGES
    }
    for undo in trouble.after:
        undo()
    for told in said.values():
        assert (told.code, told.out) == (3, ""), told.err
        assert told.err.count("\n") == 1
        assert told.err.strip().endswith((".", "?", ")"))
        assert "%(" not in told.err
    assert len({told.err for told in said.values()}) == len(LANGUAGES), said["fr"].err
    assert {path: path.read_bytes() for path in kept} == kept
    assert not (tmp_path / "other" / "desk.duo").exists()


def test_after_a_refused_list_the_desk_says_the_same(duodesk: Command, tmp_path: Path) -> None:
    before = duodesk("dump").out
    (tmp_path / "list.xlsx").write_bytes(b"%PDF-1.7\n")
    assert duodesk("import-list", tmp_path / "list.xlsx", "--apply").code == 3
    assert duodesk("dump").out == before
