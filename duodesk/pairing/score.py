"""The compatibility of pairs: hard tests, points, their honest range, and the shortlist; pure and
deterministic.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from duodesk.base.ids import Id
from duodesk.pairing import criteria
from duodesk.pairing.criteria import ORDER, PARTS, Profile, Value, Weights

STRONG, GOOD = 700, 550
# A tenth of a point in parts of a criterion that weighs one point.
TENTH = PARTS // 10
# So many of each side are paired to learn the means; a criterion that nobody has reaches half.
SAMPLE, UNMEASURED = 40, 0.5


@dataclass(frozen=True, slots=True)
class Round:
    """What holds for everyone while one meeting is prepared: weights, least level, rarity, means of
    the pool.
    """

    weights: Weights = field(default_factory=Weights)
    least_level: int = 2
    rare: Mapping[str, float] = field(default_factory=dict)
    means: Mapping[str, float] = field(default_factory=dict)

    def mean(self, criterion: str) -> int:
        """The pool's mean in `PARTS`, of which each quarter is whole."""
        return round(self.means.get(criterion, UNMEASURED) * (PARTS // 4)) * 4


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
    could make of it; `blocks` say what forbids the pair, `unverified` what must be asked first.
    """

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
    """Freeze a round: the rarity of interests, and what a pair that nothing forbids reaches on
    average where both are known.
    """
    rare = criteria.rarity([*mentees, *mentors])
    sums, counts = dict.fromkeys(ORDER, 0), dict.fromkeys(ORDER, 0)
    for mentee, mentor in product(_sample(mentees), _sample(mentors)):
        if hard(mentee, mentor, least_level)[0]:
            continue
        for name, value in values(mentee, mentor, rare).items():
            if value.known == 1.0:
                sums[name] += value.parts
                counts[name] += 1
    means = {
        name: sums[name] / counts[name] / PARTS if counts[name] else UNMEASURED for name in ORDER
    }
    return Round(weights.balanced(), least_level, rare, means)


def _sample(people: Sequence[Profile]) -> list[Profile]:
    """A few dozen, evenly by identity: cheap, and the same whatever order people come in."""
    ordered = sorted(people, key=lambda person: person.id.int)
    return ordered[:: -(-len(ordered) // SAMPLE) or 1]


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
        "wishes": criteria.wishes_value(mentee, mentor),
    }


def score(mentee: Profile, mentor: Profile, around: Round) -> Score:
    """The pair's points; an unknown share of a criterion counts as the pool's mean, never as all or
    nothing.
    """
    found = values(mentee, mentor, around.rare)
    parts, low, high = {}, 0, 0
    for name in ORDER:
        weight, value = around.weights.of(name), found[name]
        parts[name] = weight * (value.parts + unknown_parts(value.known, around.mean(name)))
        low += weight * value.parts
        high += weight * (value.parts + unknown_parts(value.known, PARTS))
    total = (sum(parts.values()) + TENTH // 2) // TENTH
    points = largest_remainders(parts, total)
    terms = tuple(
        Term(name, found[name], points[name], around.weights.of(name) * 10) for name in ORDER
    )
    blocks, unverified = hard(mentee, mentor, around.least_level)
    return Score(
        mentee.id, mentor.id, total, low // TENTH, -(-high // TENTH), terms, blocks, unverified
    )


def unknown_parts(known: float, mean: int) -> int:
    """What the unknown share of a criterion counts, in `PARTS`."""
    return round((1 - known) * mean)


def shortlist(
    mentee: Profile, mentors: Sequence[Profile], around: Round, top: int = 3
) -> list[Score]:
    """The best mentors for a mentee, those that nothing forbids; ties by identity."""
    scored = [score(mentee, mentor, around) for mentor in mentors]
    allowed = [s for s in scored if not s.blocks]
    return sorted(allowed, key=lambda s: (len(s.unverified), -s.total, s.mentor))[:top]


def largest_remainders(parts: Mapping[str, int], total: int) -> dict[str, int]:
    """Whole tenths that add up to the total, each within one of what its parts make."""
    whole = {name: value // TENTH for name, value in parts.items()}
    by_rest = sorted(parts, key=lambda name: (-(parts[name] % TENTH), ORDER.index(name)))
    for name in by_rest[: total - sum(whole.values())]:
        whole[name] += 1
    return whole


def hard(mentee: Profile, mentor: Profile, least: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What forbids the pair, and what must be asked before anybody can say so."""
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
    if criteria.refused(mentee, mentor):
        blocks.append("wishes")
    return tuple(blocks), tuple(unverified)
