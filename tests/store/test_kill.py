"""The small scale of the kill campaign."""

from __future__ import annotations

from pathlib import Path
from random import Random

from tests.campaigns.kill import Toll, campaign


def test_forty_kills_lose_nothing(tmp_path: Path) -> None:
    toll = campaign(tmp_path, 40, Random(3))
    assert toll.acknowledged > 100
    assert toll == Toll(kills=40, acknowledged=toll.acknowledged)
