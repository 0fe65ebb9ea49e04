"""The compatibility of pairs: hard tests, points, their honest range, and the shortlist; pure and
deterministic.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from duodesk.base.ids import Id
from duodesk.pairing import criteria
from duodesk.pairing.criteria import ORDER, Profile, Value, Weights

STRONG, GOOD = 700, 550


@dataclass(frozen=True, slots=True)
class Round:
    """What holds for everyone while one meeting is prepared: weights, least level, rarity, means of
    the pool.
    """

    weights: Weights = field(default_factory=Weights)
    least_level: int = 2
    rare: Mapping[str, float] = field(default_factory=dict)
    means: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Term:
    """One criterion of a pair: its value, its points in tenths, and the most it could give."""

    criterion: str
    value: Value
    points: int
    most: int


@dataclass(frozen=True, slots=True)
class Score:
    """A pair's compatibility in tenths of a point, 0 to 1000; `low` and `high` are what the unknown
    could make
    of it; `blocks` say what forbids the pair, `unverified` what must be asked first."""

    mentee: Id
    mentor: Id
    total: int
    low: int
    high: int
    terms: tuple[Term, ...]
    blocks: tuple[str, ...]
    unverified: tuple[str, ...]

    @property
    def fit(self) -> str:
        """The word that comes before any number: strong, good or possible."""
        return "strong" if self.total >= STRONG else "good" if self.total >= GOOD else "possible"


def prepare(
    mentees: Sequence[Profile], mentors: Sequence[Profile], weights: Weights, least_level: int = 2
) -> Round:
    """Freeze a round: the rarity of interests and what a pair reaches on average where both are
    known.
    """
    rare = criteria.rarity([*mentees, *mentors])
    sums: dict[str, list[float]] = {name: [] for name in ORDER}
    # A sample keeps the means cheap; it is taken evenly, so that the same people give the same
    # means.
    step = max(1, len(mentees) * len(mentors) // 4000)
    pairs = [(a, b) for a in mentees for b in mentors][::step]
    for mentee, mentor in pairs:
        for name, value in values(mentee, mentor, rare).items():
            if value.known == 1.0:
                sums[name].append(value.share)
    means = {name: sum(found) / len(found) if found else 0.5 for name, found in sums.items()}
    return Round(weights, least_level, rare, means)


def values(mentee: Profile, mentor: Profile, rare: Mapping[str, float]) -> dict[str, Value]:
    """What the pair reaches on every criterion."""
    return {
        "field": criteria.field_value(mentee, mentor),
        "interests": criteria.interests_value(mentee, mentor, rare),
        "language": criteria.language_value(mentee, mentor),
        "style": criteria.style_value(mentee, mentor),
        "availability": criteria.availability_value(mentee, mentor),
        "topics": criteria.topics_value(mentee, mentor),
        "distance": criteria.distance_value(mentee, mentor),
    }


def score(mentee: Profile, mentor: Profile, around: Round) -> Score:
    """The pair's points; an unknown share of a criterion counts as the pool's mean, never as all or
    nothing.
    """
    found = values(mentee, mentor, around.rare)
    exact = {}
    low = high = 0.0
    for name in ORDER:
        weight, value = around.weights.of(name) * 10, found[name]
        known = weight * value.known * value.share
        exact[name] = known + weight * (1 - value.known) * around.means.get(name, 0.5)
        low += known
        high += known + weight * (1 - value.known)
    points = largest_remainders(exact)
    terms = tuple(
        Term(name, found[name], points[name], around.weights.of(name) * 10) for name in ORDER
    )
    blocks, unverified = _hard(mentee, mentor, around.least_level)
    total = sum(points.values())
    return Score(
        mentee.id,
        mentor.id,
        total,
        min(int(low), total),
        max(round(high), total),
        terms,
        blocks,
        unverified,
    )


def shortlist(
    mentee: Profile, mentors: Sequence[Profile], around: Round, top: int = 3
) -> list[Score]:
    """The best mentors for a mentee, those that nothing forbids; ties by identity."""
    scored = [score(mentee, mentor, around) for mentor in mentors]
    allowed = [s for s in scored if not s.blocks]
    return sorted(allowed, key=lambda s: (len(s.unverified), -s.total, s.mentor))[:top]


def largest_remainders(exact: Mapping[str, float]) -> dict[str, int]:
    """Whole numbers that add up to the rounded sum, each within one of its exact value."""
    whole = {name: int(value) for name, value in exact.items()}
    missing = round(sum(exact.values())) - sum(whole.values())
    by_rest = sorted(exact, key=lambda name: (whole[name] - exact[name], ORDER.index(name)))
    for name in by_rest[:missing]:
        whole[name] += 1
    return whole


def _hard(mentee: Profile, mentor: Profile, least: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    blocks: list[str] = []
    unverified: list[str] = []
    if not mentee.levels or not mentor.levels:
        unverified.append("language")
    elif criteria.common_level(mentee, mentor)[0] < least:
        # A level that nobody wrote down is a question to ask, not a no.
        doubtful = criteria.unjudged(mentee, mentor)
        (unverified if doubtful else blocks).append("language")
    if not mentee.free or not mentor.free:
        unverified.append("availability")
    elif not criteria.common_days(mentee, mentor):
        blocks.append("availability")
    return tuple(blocks), tuple(unverified)
