"""What all tests share: a clock that stands still, a real encrypted desk file, nothing left
behind.
"""

from __future__ import annotations

import gc
import os
import tempfile
from collections.abc import Generator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# What a desk leaves on its machine lands where tests may write.
os.environ["DUODESK_MARKS"] = tempfile.mkdtemp(prefix="duodesk-marks-")

import pytest
from hypothesis import HealthCheck, settings

from duodesk.base.clock import FixedClock
from duodesk.base.i18n import set_language
from duodesk.office.seeds import OFFICES
from duodesk.store.founding import Founder, create
from duodesk.store.store import Store

settings.register_profile(
    "dev", max_examples=50, deadline=None, suppress_health_check=list(HealthCheck)
)
settings.register_profile(
    "ci", max_examples=200, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
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


def new_store(
    path: Path, clock: FixedClock, *, office: str = "BRU", author: str = "Annick", seed: int = 1
) -> Store:
    """A founded desk file."""
    place = next(o for o in OFFICES if o.code == office)
    return create(
        path, KEY, Founder(place.id, place.code, author), clock=clock, random=Random(seed)
    )


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Generator[Store]:
    """The Brussels desk of Annick, just founded."""
    made = new_store(tmp_path / "desk.duo", clock)
    yield made
    made.close()


def pytest_collection_finish() -> None:
    """What was read to be here stays: no collection of garbage looks at it again."""
    gc.collect()
    gc.freeze()
