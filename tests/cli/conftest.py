"""The command line as people call it: a real desk in a folder of its own, and what a command
printed.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from duodesk.cli.main import run

SPOKEN = "jardin lampe vendredi tortue"
LIST = """Nom;Prénom;Date de naissance;Langues;Métier visé;Disponibilités
Diallo;Amina;12/03/2002;FR B1, peul;Cuisinière;mardi matin
Sans Date;Zoé;45/99/2002;FR;;
Çelik;Yusuf;01/01/2000;turc (natif);astronaute;samedi
"""


@dataclass(frozen=True, slots=True)
class Told:
    """What a command ended with and printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Command = Callable[..., Told]


@pytest.fixture(autouse=True)
def passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUODESK_PASSPHRASE", SPOKEN)
    monkeypatch.setenv("DUODESK_KEY_COST", "least")


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration made once; tests work on copies of it."""
    folder = tmp_path_factory.mktemp("demonstration") / "desk"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DUODESK_PASSPHRASE", SPOKEN)
        patch.setenv("DUODESK_KEY_COST", "least")
        assert run(["--profile", str(folder), "demo", "--scale", "0.05"]) == 0
    return folder


@pytest.fixture
def folder(demonstration: Path, tmp_path: Path) -> Path:
    """The profile of a demonstration desk that a test may change."""
    return shutil.copytree(demonstration, tmp_path / "desk")


@pytest.fixture
def duodesk(folder: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command on the demonstration desk, or on another profile."""

    def call(*arguments: object, profile: Path = folder, language: str = "en") -> Told:
        capsys.readouterr()
        words = ["--profile", str(profile), "--language", language, *map(str, arguments)]
        try:
            code = run(words)
        except SystemExit as ended:  # argparse refuses wrong usage in its own way
            code = int(ended.code or 0)
        told = capsys.readouterr()
        return Told(code, told.out, told.err)

    return call


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """A list of three people, one of whom has no possible date of birth."""
    path = tmp_path / "liste.csv"
    path.write_text(LIST, encoding="utf-8")
    return path
