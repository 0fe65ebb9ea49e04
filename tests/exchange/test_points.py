"""A fault at write points of an import: a sample of what `tests.campaigns.points` goes through."""

from __future__ import annotations

import os

import pytest

from tests.campaigns import points


@pytest.mark.heavy
def test_an_import_is_whole_or_nothing_whatever_the_disk_does() -> None:
    if why := points.available():
        if os.environ.get("DUODESK_CI"):
            pytest.fail(why)
        pytest.skip(why)
    stood = set()
    for point, state, wrong in points.campaign(sample=True):
        assert not wrong, (point, wrong)
        stood.add(state)
    assert stood == {"before", "first", "after"}
