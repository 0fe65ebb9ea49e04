"""The other definitions of a good outcome that funders ask for, beside the programme's own; pure.

A is `outcomes.classify`, C its `stable`; here are B, D, E and the job held when the window ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from duodesk.base.dates import add_months
from duodesk.followup.outcomes import (
    Check,
    Event,
    Outcome,
    Result,
    Rules,
    class_of,
    classify,
    counts_in,
    window_end,
)

MONTHS_AFTER = 12
WEEKEND = 5


@dataclass(frozen=True, slots=True)
class Story:
    """What is known of a mentee's duo on the day `on`."""

    start: date
    ended_on: date | None
    events: Sequence[Event]
    checks: Sequence[Check]
    on: date


@dataclass(frozen=True, slots=True)
class Measures:
    """A mentee by each of the other definitions; None while the duo's end is not a year past.

    `after_support` is B; `worked_days` and those with official proof alone are D; `durable` is E;
    `job_at_end` tells whether a job covers the last day of the window.
    """

    after_support: Outcome | None
    worked_days: int | None
    official_days: int | None
    durable: bool
    job_at_end: bool


def measure(story: Story, found: Result, rules: Rules) -> Measures:
    """All of them at once; `found` is the class by the programme's own definition."""
    jobs = [e for e in story.events if e.start >= story.start and class_of(e.kind) is Outcome.JOB]
    after = worked = official = None
    if story.ended_on is not None and _last(story.ended_on) <= story.on:
        first, last = story.ended_on + timedelta(days=1), _last(story.ended_on)
        after = classify(
            story.start, story.events, story.checks, rules, on=story.on, until=last
        ).outcome
        worked = working_days(jobs, first, last)
        official = working_days([e for e in jobs if e.administrative], first, last)
    end = window_end(story.start, rules)
    certified = any(
        e.certificate and class_of(e.kind) is Outcome.TRAINING
        for e in counts_in(story.events, story.start, end, rules)
    )
    return Measures(
        after,
        worked,
        official,
        durable=found.stable or (certified and found.outcome is not Outcome.OUT_OF_SCOPE),
        job_at_end=any(e.start <= end <= (e.end or end) for e in jobs),
    )


def working_days(jobs: Sequence[Event], first: date, last: date) -> int:
    """Days from Monday to Friday that any of the jobs covers, both ends included; a day with two
    jobs is one day.
    """
    spells = sorted((max(e.start, first), min(e.end or last, last)) for e in jobs)
    covered, total = first - timedelta(days=1), 0
    for begin, end in spells:
        begin = max(begin, covered + timedelta(days=1))  # noqa: PLW2901 - what is not yet counted
        if begin <= end:
            total += _weekdays(begin, end)
            covered = end
    return total


def _weekdays(first: date, last: date) -> int:
    """Mondays to Fridays from first to last."""
    weeks, rest = divmod((last - first).days + 1, 7)
    return weeks * WEEKEND + sum((first.weekday() + n) % 7 < WEEKEND for n in range(rest))


def _last(ended_on: date) -> date:
    return add_months(ended_on, MONTHS_AFTER)
