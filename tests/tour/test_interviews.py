"""The steps of the tour about interviews come through by themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from duodesk.tour import interviews, path, tour


@pytest.mark.heavy
def test_the_interview_of_the_tour_comes_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DUODESK_MARKS", str(tmp_path / "marks"))
    first = [
        step for step in path.STEPS if step[1] in {path.write_two_lists, path.bring_in_mentees}
    ]
    monkeypatch.setattr(tour, "STEPS", (*first, *interviews.STEPS))
    done = tour.live(tmp_path / "tour", scale=0.05, as_json=True)
    assert done == 0, capsys.readouterr().out
    pictures = {one.name for one in (tmp_path / "tour" / "pictures").rglob("*.png")}
    assert {"interview-listening.png", "interview-versions.png", "found-words.png"} <= pictures
