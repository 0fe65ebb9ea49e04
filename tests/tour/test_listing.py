"""The tour's steps about the list of people, on the demonstration."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest

from duodesk.app import application
from duodesk.base.clock import FixedClock
from duodesk.base.i18n import set_language
from duodesk.demo.build import Builder
from duodesk.office.seeds import office_seed
from duodesk.store import access
from duodesk.store.founding import Founder
from duodesk.store.profile import Profile
from duodesk.tour.listing import STEPS
from duodesk.tour.stage import Stage, means, staged
from duodesk.tour.way import Way

pytestmark = pytest.mark.gui


@pytest.fixture
def stage(tmp_path: Path, clock: FixedClock) -> Generator[Stage]:
    seed = office_seed("BRU")
    assert seed is not None
    founder = Founder(seed.id, seed.code, "Annick Delvaux", "fr")
    founded = access.found(Profile(tmp_path / "desk"), "jardin lampe", founder, means(clock))
    Builder(founded.desk.store, clock, seed=1, scale=0.1).build()
    with staged(application(), founded.desk, clock, tmp_path, tmp_path) as made:
        made.open()
        yield made


def test_the_steps_can_be_walked_in_french(stage: Stage, clock: FixedClock, tmp_path: Path) -> None:
    stage.appearance.choose_language("fr")
    way = Way(stage, clock, tmp_path)
    told = [step(way) for _title, step in STEPS]
    assert all(told)
    assert len(stage.taken) == 5
    set_language("en")
