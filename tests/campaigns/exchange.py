"""Histories of several laptops over the real store: files late, twice, never, cut, undone; backups
restored, laptops copied, joined, retired; clocks wrong by years; two versions of the program;
people handed over and erased; then everybody agrees.

python -m tests.campaigns.exchange [HISTORIES] [FIRST SEED] [--laptops N] [--steps N] [--jobs N]
(10,000 of 4 laptops and 40 steps, by as many processes as there are processors, unless told
otherwise)
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from tests.campaigns.circle import template
from tests.campaigns.history import STEPS, History, run
from tests.campaigns.laptop import FAST

_PROCESSES = os.cpu_count() or 1
__all__ = ["STEPS", "History", "run", "template"]


@dataclass(slots=True)
class Toll:
    """What happened in many histories, and the seeds that failed with what they said."""

    counts: Counter[str] = field(default_factory=Counter)
    failed: dict[int, str] = field(default_factory=dict)


def campaign(seeds: Iterable[int], *, laptops: int = 4, steps: int = 40) -> Toll:
    """Histories one after the other, of an organisation made once."""
    with tempfile.TemporaryDirectory(prefix="duodesk-template-", dir=FAST) as place:
        return histories(seeds, template(Path(place), laptops), steps)


def histories(seeds: Iterable[int], paths: list[Path], steps: int) -> Toll:
    """Histories of the organisation that lies at these paths."""
    toll = Toll()
    for seed in seeds:
        try:
            toll.counts += run(seed, paths, steps)
        except Exception as error:  # noqa: BLE001 - the campaign goes on and tells
            toll.failed[seed] = f"{_place(error)}: {type(error).__name__}: {error}"
            _say(f"seed {seed}: {toll.failed[seed][:300]}")
        toll.counts["histories"] += 1
    return toll


def in_parallel(
    seeds: Sequence[int], *, laptops: int = 4, steps: int = 40, jobs: int = _PROCESSES
) -> Toll:
    """The same by one process for each processor."""
    whole = Toll()
    parts = [seeds[n::jobs] for n in range(jobs)]
    part = partial(campaign, laptops=laptops, steps=steps)
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        for toll in pool.map(part, parts):
            whole.counts += toll.counts
            whole.failed |= toll.failed
    return whole


def main() -> int:
    """Run the campaign and tell."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("histories", nargs="?", type=int, default=10_000)
    wanted.add_argument("first", nargs="?", type=int, default=0)
    wanted.add_argument("--laptops", type=int, default=4)
    wanted.add_argument("--steps", type=int, default=40)
    wanted.add_argument("--jobs", type=int, default=_PROCESSES)
    chosen = wanted.parse_args()
    seeds, began = range(chosen.first, chosen.first + chosen.histories), time.monotonic()
    toll = in_parallel(seeds, laptops=chosen.laptops, steps=chosen.steps, jobs=chosen.jobs)
    for name, count in sorted(toll.counts.items()):
        _say(f"{count:9,} {name}")
    spent = time.monotonic() - began
    _say(f"{len(seeds)} histories in {spent:.0f} s, {len(toll.failed)} failed")
    return int(bool(toll.failed))


def _place(error: Exception) -> str:
    """The last line of the campaign that an error went through."""
    ours = [f for f in traceback.extract_tb(error.__traceback__) if "campaigns" in f.filename]
    return f"{Path(ours[-1].filename).name}:{ours[-1].lineno} {ours[-1].name}"


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
