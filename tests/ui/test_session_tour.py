"""The steps of the tour through calls and sessions, on the demonstration."""

from __future__ import annotations

from pathlib import Path

import pytest

from duodesk.base.clock import FixedClock
from duodesk.tour.sessions import STEPS
from duodesk.tour.stage import Stage
from duodesk.tour.way import Way


@pytest.mark.gui
def test_calls_and_a_session_are_lived_through(
    stage: Stage, clock: FixedClock, tmp_path: Path
) -> None:
    way = Way(stage, clock, tmp_path)
    for _title, step in STEPS:
        assert step(way)
    assert stage.taken == [
        "calls.png", "session-plan.png", "session-invite.png", "session.png", "call-missed.png",
    ]  # fmt: skip
    assert [path.suffix for path in stage.answers.files] == [".pdf"]
