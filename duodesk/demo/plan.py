"""The marginals of the demonstration: how many people, how far along, and with what outcome.

Near the figures that the programme publishes: of mentees whose twelve months are over, 56 % found a
job and 19 % an internship or training; 89 % of duos reach their term.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from duodesk.base.dates import add_months

# Share of each office in people and duos.
SHARES = {"BRU": 0.44, "ANT": 0.33, "LIE": 0.23}
MENTEES, MENTORS, DUOS = 212, 88, 140
# How far back duos go, in weeks.
WEEKS_BACK = 132
OUTCOMES = (
    ("job", 0.56),
    ("internship", 0.08),
    ("training", 0.11),
    ("not_positive", 0.19),
    ("unknown", 0.06),
)


@dataclass(frozen=True, slots=True)
class DuoPlan:
    """One duo to be told: when it starts and ends, and what becomes of the mentee."""

    start: date
    end: date | None
    end_reason: str | None
    outcome: str
    outcome_on: date | None


def scaled(number: int, scale: float, share: float = 1.0) -> int:
    """A number of people at a scale, at least one."""
    return max(1, round(number * scale * share))


def duo_plans(random: Random, today: date, count: int, weeks: int = 26) -> list[DuoPlan]:
    """Starts spread evenly back in time, outcomes dealt out exactly by share among those whose year
    is over.
    """
    starts = sorted(today - timedelta(days=7 * WEEKS_BACK * (i + 1) // count) for i in range(count))
    mature = [start for start in starts if add_months(start, 12) <= today]
    dealt = _deal(random, len(mature))
    plans = []
    for index, start in enumerate(starts):
        outcome = dealt[index] if index < len(dealt) else _early(random)
        plans.append(_plan(random, today, start, outcome, weeks))
    return plans


def _deal(random: Random, count: int) -> list[str]:
    """The outcomes of `count` mentees in exact proportion (largest remainders), shuffled."""
    exact = [(name, share * count) for name, share in OUTCOMES]
    numbers = {name: int(share) for name, share in exact}
    missing = count - sum(numbers.values())
    for name, _ in sorted(exact, key=lambda item: item[1] % 1, reverse=True)[:missing]:
        numbers[name] += 1
    dealt = [name for name, number in numbers.items() for _ in range(number)]
    random.shuffle(dealt)
    return dealt


def _early(random: Random) -> str:
    """What a running year may already hold."""
    return random.choices(("job", "training", "unknown"), (0.3, 0.1, 0.6))[0]


def _plan(random: Random, today: date, start: date, outcome: str, weeks: int) -> DuoPlan:
    term = start + timedelta(weeks=weeks)
    found = start + timedelta(days=round(random.triangular(25, 350, 150)))
    positive = outcome in {"job", "internship", "training"}
    if positive and found > today:
        positive, outcome = False, "unknown"
    early = random.random()
    if positive and outcome == "job" and found < term and early < 0.25:
        end, reason = found + timedelta(days=3), "positive_outcome"
    elif early > 0.92:
        end, reason = start + timedelta(days=random.randint(30, 140)), "other"
    else:
        end, reason = term, "term_reached"
    if end > today:
        return DuoPlan(start, None, None, outcome, found if positive else None)
    return DuoPlan(start, end, reason, outcome, found if positive else None)
