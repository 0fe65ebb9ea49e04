"""A hundredth of the campaign of hostile files: none accepted, none half taken, none too much."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from tests.campaigns import hostile
from tests.campaigns.laptop import FAST


@pytest.mark.heavy
def test_no_hostile_file_is_accepted_breaks_the_desk_or_stops_it() -> None:
    with tempfile.TemporaryDirectory(prefix="duodesk-hostile-", dir=FAST) as place:
        tolls = hostile.both(1_100, Path(place))
    assert [fault for toll in tolls for fault in toll.faults] == []
    assert max(toll.memory for toll in tolls) <= hostile.MOST_MEMORY
    outer, payload = (toll.outcomes for toll in tolls)
    assert outer == {"refused": 1_100}
    assert min(payload[name] for name in ("refused", "taken", "waiting")) > 5
