"""The tour comes through, leaves its pictures and files, and fails when a step fails."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from duodesk.base.errors import UserError
from duodesk.base.i18n import _, speaking
from duodesk.exchange import owning
from duodesk.store import erase, heads, materialise, merge
from duodesk.tour import path, tour
from duodesk.tour.exchange import EXCHANGE
from duodesk.tour.stage import TourError
from duodesk.tour.way import Way


@pytest.mark.heavy
def test_every_step_comes_through_and_leaves_its_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUODESK_MARKS", str(tmp_path / "marks"))
    folder = tmp_path / "tour"
    # One look of five: the tests of every screen open them in all languages.
    assert tour.live(folder, scale=0.05, as_json=True, looks=tour.LOOKS[1:2]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["passed"]
    assert all(step["passed"] for step in told["steps"])
    assert len(told["pictures"]) == 138
    assert all((folder / "pictures" / name).stat().st_size > 5_000 for name in told["pictures"])
    kinds = {Path(name).suffix for name in told["files"] if name.startswith("files/")}
    assert {".pdf", ".xlsx", ".json", ".duo", ".duoinvitation"} <= kinds
    papers = [name for name in told["files"] if re.search(r"-D1\d+-(A1|C2)-(FR|NL)\.pdf$", name)]
    assert len(papers) == 4, "each paper once for each reader's language"
    assert not (tmp_path / "marks").exists(), "nothing is left outside the folder"


def test_a_step_that_fails_fails_the_tour(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def falls(_way: Way) -> str:
        raise TourError("the bridge is gone")

    monkeypatch.setattr(tour, "STEPS", (("A bridge", falls),))
    assert tour.live(tmp_path / "tour", scale=0.05, as_json=True) == 1
    told = json.loads(capsys.readouterr().out)
    assert not told["passed"]
    assert told["steps"][-1]["told"] == "the bridge is gone"


def _nothing_stays(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(owning, "hides", lambda: lambda _change: False)


def _nothing_goes(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(erase, "apply", lambda _connection, _names, _rows: set())


def _newest_wins(patch: pytest.MonkeyPatch) -> None:
    for place in (heads, materialise, merge):
        patch.setattr(place, "two_versions", lambda _heads: False)


@pytest.mark.heavy
@pytest.mark.parametrize(
    ("broken", "step"),
    [
        (_nothing_stays, "A note stays in its office"),
        (_nothing_goes, "A person is erased everywhere"),
        (_newest_wins, "A file is shown before it is written"),
    ],
)
def test_an_exchange_broken_on_purpose_fails_the_tour(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    broken: Callable[[pytest.MonkeyPatch], None],
    step: str,
) -> None:
    broken(monkeypatch)
    # As far as the laptops go, and then at once where it breaks.
    steps = [*EXCHANGE[:2], *(one for one in EXCHANGE[2:] if one[0] == step)]
    monkeypatch.setattr(tour, "STEPS", (*path.STEPS[:3], *steps))
    assert tour.live(tmp_path / "tour", scale=0.05, as_json=True) == 1
    told = json.loads(capsys.readouterr().out)
    last = told["steps"][-1]
    with speaking("fr"):
        assert (last["passed"], last["step"]) == (False, _(step)), last["told"]


def test_a_folder_with_other_things_is_never_emptied(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("dear")
    with pytest.raises(UserError):
        tour.live(tmp_path, scale=0.05, as_json=True)
    assert (tmp_path / "letters.txt").read_text() == "dear"
