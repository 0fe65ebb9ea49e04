"""What all tests share: a clock that stands still, a real encrypted desk file, nothing left
behind.
"""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from collections.abc import Generator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# What a desk leaves on its machine lands where tests may write.
os.environ["DUODESK_MARKS"] = tempfile.mkdtemp(prefix="duodesk-marks-")

import pytest
from hypothesis import HealthCheck, settings

from duodesk.base.clock import FixedClock
from duodesk.base.i18n import set_language
from duodesk.base.ids import Id
from duodesk.base.memory import look_seldom
from duodesk.office.seeds import OFFICES
from duodesk.store.founding import Founder, create, open_store
from duodesk.store.store import Store

settings.register_profile(
    "dev", max_examples=50, deadline=None, suppress_health_check=list(HealthCheck)
)
settings.register_profile(
    "ci", max_examples=100, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)
# By command, with other examples each time: HYPOTHESIS_PROFILE=many
settings.register_profile(
    "many", max_examples=2_000, deadline=None, suppress_health_check=list(HealthCheck)
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

KEY = bytes(range(32))
MORNING = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def english() -> Generator[None]:
    """Every test starts with texts as they stand in the code."""
    set_language("en")
    yield
    set_language("en")


@pytest.fixture
def clock() -> FixedClock:
    """Tuesday 24 November 2026, ten in the morning in Belgium."""
    return FixedClock(MORNING)


_FOUNDED = tempfile.TemporaryDirectory(prefix="duodesk-founded-")


class Founded(NamedTuple):
    """A desk file as it was founded, and where its chance stood then."""

    path: Path
    author_id: Id
    chance: tuple[Any, ...]


@cache
def founded(founder: Founder, seed: int, now: datetime) -> Founded:
    """Desks that are alike are founded once and copied."""
    path = Path(tempfile.mkdtemp(dir=_FOUNDED.name)) / "desk.duo"
    random = Random(seed)
    made = create(path, KEY, founder, clock=FixedClock(now), random=random)
    author_id = made.author_id
    made.close()
    assert author_id is not None
    return Founded(path, author_id, random.getstate())


def new_store(
    path: Path, clock: FixedClock, *, office: str = "BRU", author: str = "Annick", seed: int = 1
) -> Store:
    """A founded desk file."""
    place = next(o for o in OFFICES if o.code == office)
    return desk_of(path, clock, Founder(place.id, place.code, author), seed)


def desk_of(path: Path, clock: FixedClock, founder: Founder, seed: int) -> Store:
    """The desk file that this founder makes by this chance."""
    alike = founded(founder, seed, clock.now())
    shutil.copyfile(alike.path, path)
    random = Random()
    random.setstate(alike.chance)
    made = open_store(path, KEY, clock=clock, random=random)
    made.speak_as(alike.author_id)
    return made


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Generator[Store]:
    """The Brussels desk of Annick, just founded."""
    made = new_store(tmp_path / "desk.duo", clock)
    yield made
    made.close()


def pytest_collection_finish() -> None:
    """What was read to be here stays: no collection of garbage looks at it again; and it is as
    rare as in the program.
    """
    gc.collect()
    gc.freeze()
    look_seldom()
