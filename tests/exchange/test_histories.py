"""Histories of several laptops end in agreement; a program broken on purpose is found out."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Generator
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from duodesk.base.files import atomic_write
from tests.campaigns import broken as broken_
from tests.campaigns.agreement import check
from tests.campaigns.broken import BROKEN, LAPTOPS, Broken
from tests.campaigns.circle import template
from tests.campaigns.exchange import histories
from tests.campaigns.history import STEPS, History, run
from tests.campaigns.laptop import FAST

# Parts, so that whichever process is ready first takes the next.
HISTORIES, LENGTH, PARTS = 300, 14, 10


@pytest.fixture(scope="module")
def paths() -> Generator[list[Path]]:
    """An organisation of three laptops, copied for every history."""
    with tempfile.TemporaryDirectory(prefix="duodesk-template-", dir=FAST) as place:
        yield template(Path(place), LAPTOPS)


@pytest.fixture(scope="module")
def tolls(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where every part of this run leaves what it counted, whichever process it ran in."""
    own = tmp_path_factory.getbasetemp()
    place = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "tolls"
    place.mkdir(exist_ok=True)
    return place


@pytest.mark.heavy
@pytest.mark.parametrize("part", range(PARTS))
def test_three_hundred_histories_end_in_agreement(
    paths: list[Path], tolls: Path, part: int
) -> None:
    told = histories(range(part, HISTORIES, PARTS), paths, LENGTH)
    assert told.failed == {}
    atomic_write(tolls / f"{part}", json.dumps(told.counts).encode())
    parts = [Counter(json.loads(path.read_bytes())) for path in tolls.glob("[0-9]")]
    if len(parts) == PARTS:
        _check_that_much_happened(sum(parts, Counter()))


def _check_that_much_happened(counts: Counter[str]) -> None:
    """A history that does nothing proves nothing."""
    assert counts["histories"] == HISTORIES
    assert min(counts[step] for step in STEPS) >= 5
    assert counts["two versions left"] >= 50


@pytest.mark.heavy
def test_any_story_that_can_be_told_ends_in_agreement(paths: list[Path]) -> None:
    Story.paths = paths
    run_state_machine_as_test(
        Story, settings=hypothesis_settings(max_examples=10, stateful_step_count=20)
    )


class Story(RuleBasedStateMachine):
    """A history told by hypothesis, which finds the shortest one that fails."""

    paths: ClassVar[list[Path]]

    @initialize()
    def begin(self) -> None:
        self.place = tempfile.mkdtemp(prefix="duodesk-story-", dir=FAST)
        self.history = History(0, Path(self.place), self.paths, 0)

    @rule(step=st.sampled_from(sorted(STEPS)), who=st.integers(0, 6), chance=st.integers(0, 999))
    def live(self, step: str, who: int, chance: int) -> None:
        """One step of one laptop, by a chance of its own, so that leaving others out leaves it as
        it is.
        """
        self.history.random.seed(chance)
        self.history.take(step, self.history.laptops[who % len(self.history.laptops)])

    def teardown(self) -> None:
        """Everybody hears everything, and agrees."""
        try:
            self.history.random.seed(0)
            self.history.settle()
            check(self.history)
        finally:
            self.history.close()
            shutil.rmtree(self.place)


@pytest.mark.heavy
@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_a_program_broken_on_purpose_is_found_out(
    paths: list[Path], broken: Broken, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken.apply(monkeypatch.setattr)
    for seed in broken.seeds:
        try:
            run(seed, paths, broken_.STEPS)
        except Exception:  # noqa: BLE001 - found out, in whatever way
            return
    pytest.fail("sixty histories did not notice")


@pytest.mark.heavy
def test_the_program_as_it_is_passes_where_broken_ones_fail(paths: list[Path]) -> None:
    seeds = sorted({broken.seed for broken in BROKEN})
    assert histories(seeds, paths, broken_.STEPS).failed == {}
