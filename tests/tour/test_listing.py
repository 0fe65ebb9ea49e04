"""The tour's steps about the list of people, on the demonstration."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from pathlib import Path

import pytest

from duodesk.app import application
from duodesk.base.clock import FixedClock
from duodesk.base.i18n import set_language
from duodesk.store import access
from duodesk.store.profile import Profile
from duodesk.tour.listing import STEPS
from duodesk.tour.stage import Stage, means, staged
from duodesk.tour.way import Way
from tests.ui.conftest import PASSPHRASE, demonstration

__all__ = ["demonstration"]  # a fixture of neighbours

pytestmark = pytest.mark.gui


@pytest.fixture
def stage(demonstration: Path, tmp_path: Path, clock: FixedClock) -> Generator[Stage]:
    shutil.copytree(demonstration, tmp_path / "desk")
    opened = access.unlock(Profile(tmp_path / "desk"), PASSPHRASE, means(clock))
    with staged(application(), opened, clock, tmp_path, tmp_path) as made:
        made.open()
        yield made


def test_the_steps_can_be_walked_in_french(stage: Stage, clock: FixedClock, tmp_path: Path) -> None:
    stage.appearance.choose_language("fr")
    way = Way(stage, clock, tmp_path)
    told = [step(way) for _title, step in STEPS]
    assert all(told)
    assert len(stage.taken) == 5
    set_language("en")
