"""Histories of several laptops over the real store: files late, twice, never, cut, undone; backups
restored, laptops copied, joined, retired; clocks wrong by years; two versions of the program;
people handed over and erased; then everybody agrees.

python -m tests.campaigns.exchange [HISTORIES] [FIRST SEED] [--laptops N] [--steps N]
(10,000 of 4 laptops and 40 steps unless told otherwise)
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.campaigns.circle import template
from tests.campaigns.history import STEPS, History, run

__all__ = ["STEPS", "History", "run", "template"]


def campaign(
    seeds: range, counts: Counter[str], *, laptops: int = 4, steps: int = 40
) -> Iterator[tuple[int, str]]:
    """Seeds that failed, with what they said; what happened is added to `counts`."""
    with tempfile.TemporaryDirectory(prefix="duodesk-template-") as place:
        paths = template(Path(place), laptops)
        for seed in seeds:
            try:
                counts += run(seed, paths, steps)
                counts["histories"] += 1
            except Exception as error:  # noqa: BLE001 - the campaign goes on and tells
                yield seed, f"{type(error).__name__}: {error}"


def main() -> int:
    """Run the campaign and tell."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("histories", nargs="?", type=int, default=10_000)
    wanted.add_argument("first", nargs="?", type=int, default=0)
    wanted.add_argument("--laptops", type=int, default=4)
    wanted.add_argument("--steps", type=int, default=40)
    chosen = wanted.parse_args()
    seeds = range(chosen.first, chosen.first + chosen.histories)
    counts, failed, began = Counter[str](), 0, time.monotonic()
    for seed, said in campaign(seeds, counts, laptops=chosen.laptops, steps=chosen.steps):
        failed += 1
        _say(f"seed {seed}: {said[:300]}")
    for name, count in sorted(counts.items()):
        _say(f"{count:9,} {name}")
    _say(f"{len(seeds)} histories in {time.monotonic() - began:.0f} s, {failed} failed")
    return int(failed > 0)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
