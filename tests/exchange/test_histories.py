"""Histories of several laptops end in agreement; a program broken on purpose is found out."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.campaigns import broken as broken_
from tests.campaigns.agreement import check
from tests.campaigns.broken import BROKEN, Broken
from tests.campaigns.circle import template
from tests.campaigns.exchange import in_parallel
from tests.campaigns.history import STEPS, History, run

HISTORIES, LENGTH = 300, 14


@pytest.fixture(scope="module")
def paths() -> Generator[list[Path]]:
    """An organisation of four laptops, copied for every history."""
    with tempfile.TemporaryDirectory(prefix="duodesk-template-") as place:
        yield template(Path(place), 4)


@pytest.mark.heavy
def test_three_hundred_histories_end_in_agreement() -> None:
    told = in_parallel(range(HISTORIES), laptops=3, steps=LENGTH)
    assert told.failed == {}
    assert told.counts["histories"] == HISTORIES
    # A history that does nothing proves nothing.
    assert min(told.counts[step] for step in STEPS) >= 5
    assert told.counts["two versions left"] >= 50


@pytest.mark.heavy
def test_any_story_that_can_be_told_ends_in_agreement(paths: list[Path]) -> None:
    Story.paths = paths[:3]
    run_state_machine_as_test(
        Story, settings=hypothesis_settings(max_examples=10, stateful_step_count=20)
    )


class Story(RuleBasedStateMachine):
    """A history told by hypothesis, which finds the shortest one that fails."""

    paths: ClassVar[list[Path]]

    @initialize()
    def begin(self) -> None:
        self.place = tempfile.mkdtemp(prefix="duodesk-story-")
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
            run(seed, paths[: broken_.LAPTOPS], broken_.STEPS)
        except Exception:  # noqa: BLE001 - found out, in whatever way
            return
    pytest.fail("sixty histories did not notice")


@pytest.mark.heavy
def test_the_program_as_it_is_passes_where_broken_ones_fail() -> None:
    seeds = sorted({broken.seed for broken in BROKEN})
    told = in_parallel(seeds, laptops=broken_.LAPTOPS, steps=broken_.STEPS)
    assert told.failed == {}
