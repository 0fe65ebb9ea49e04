"""Taking a time: several runs, the median told."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the report: what was measured, how long ours took, and the bare library's time
    beside it.
    """

    name: str
    milliseconds: float
    limit: float | None = None
    goal: float | None = None

    def __str__(self) -> str:
        beside = f"   bare library {self.limit:9.2f} ms" if self.limit is not None else " " * 29
        goal = f"   goal {self.goal:g} ms" if self.goal is not None else ""
        return f"{self.name:58} {self.milliseconds:9.2f} ms{beside}{goal}"


def median(work: Callable[[], object], runs: int = 5) -> float:
    """The median time of `work` in milliseconds, after one run that does not count."""
    work()
    times = []
    for _ in range(runs):
        gc.collect()
        begin = time.perf_counter()
        work()
        times.append((time.perf_counter() - begin) * 1000)
    return statistics.median(times)
