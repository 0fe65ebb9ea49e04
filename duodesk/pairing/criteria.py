"""The facts that may count and what each is worth; pure, over frozen values.

First come the criteria that the programme names; trades are near by their groups in ISCO-08 and
by the fields of `resources/reference/neighbours.csv`. Origin, age, gender, health and names are no
facts here: `Profile` has no place for them, beyond what a person asks of the other for themselves.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache

from duodesk.base import reference
from duodesk.base.ids import Id
from duodesk.model.people import Level

LEVELS = {level: rank for rank, level in enumerate(Level, start=1)} | {Level.NATIVE: 6}
# The order in which reasons are told: the four criteria of the programme, then what helps besides.
ORDER = ("field", "interests", "language", "style", "availability", "topics", "distance", "wishes")
# A whole criterion in parts: shares of up to twelve and of the sixteen steps of style are whole
# numbers of them, and a hundred points of them are whole in single precision (below 2^24). So a sum
# has one value, whatever the order and the machine.
PARTS = 55_440
# Rarity in steps of this size (of the logarithm), so that sums of them are whole as well.
STEPS = 512
RANKS = {1: 1.0, 2: 0.85, 3: 0.70}
WINDOW = 4
FULL_KM, NONE_KM = 5.0, 35.0
# Shares by common level (none, A1 to C2), by common days (none to three or more), and what a
# generalist is worth to somebody without a project yet.
TALK = (0.0, 0.1, 0.35, 0.70, 1.0, 1.0, 1.0)
DAYS = (0.0, 0.60, 0.85, 1.0)
GENERALIST = 0.6
# Years from which a trade counts in full.
LONG = 5


@dataclass(frozen=True, slots=True)
class Weights:
    """Points of each criterion; together a hundred."""

    field: int = 30
    interests: int = 12
    language: int = 20
    style: int = 8
    availability: int = 15
    topics: int = 8
    distance: int = 5
    wishes: int = 2

    def of(self, criterion: str) -> int:
        return int(getattr(self, criterion))

    def balanced(self) -> Weights:
        """The same proportions making a hundred, which an office may have missed; the programme's
        own when all are zero.
        """
        given = {name: max(0, value) for name, value in asdict(self).items()}
        total = sum(given.values())
        if not total:
            return Weights()
        whole = {name: value * 100 // total for name, value in given.items()}
        rest = sorted(given, key=lambda name: (-(given[name] * 100 % total), ORDER.index(name)))
        for name in rest[: 100 - sum(whole.values())]:
            whole[name] += 1
        return Weights(**whole)


@dataclass(frozen=True, slots=True)
class Profile:
    """One person as pairing sees them. `targets` and `experience` map occupation to rank or years,
    `levels` language to 1–6, `free` weekday to a bit for each half-hour; `wishes` and `refuses`
    name `traits` of the other; an empty fact is an unknown one, an empty wish none.
    """

    id: Id
    levels: Mapping[str, int] = field(default_factory=dict)
    targets: Mapping[str, int] = field(default_factory=dict)
    experience: Mapping[str, int] = field(default_factory=dict)
    generalist: bool = False
    interests: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    style: tuple[int | None, int | None, int | None, int | None] = (None, None, None, None)
    free: Mapping[int, int] = field(default_factory=dict)
    postcode: str | None = None
    traits: frozenset[str] = frozenset()
    wishes: frozenset[str] = frozenset()
    refuses: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Value:
    """What a pair reaches on a criterion: `share` of its points, `known` part of the facts (both 0
    to 1), and the particulars that the sentence names.
    """

    share: float
    known: float = 1.0
    facts: tuple[str, ...] = ()

    @property
    def parts(self) -> int:
        """What is known to be reached, in `PARTS` of the criterion."""
        return round(self.known * self.share * PARTS)


UNKNOWN = Value(0.0, 0.0)


def rarity(profiles: Iterable[Profile]) -> dict[str, float]:
    """How rare each interest is among a round's people, 0 common to 1 rarest; frozen for the
    round.
    """
    known = [p.interests for p in profiles if p.interests]
    if not known:
        return {}
    counts: dict[str, int] = {}
    for interests in known:
        for interest in interests:
            counts[interest] = counts.get(interest, 0) + 1
    idf = {interest: math.log((1 + len(known)) / n) for interest, n in counts.items()}
    most = max(idf.values()) or 1.0
    return {interest: value / most for interest, value in idf.items()}


def rarity_steps(rare: float) -> int:
    """What a shared interest of this rarity takes off the chance to have nothing to talk about: the
    logarithm of .25 (common) to .60 (rarest), in whole steps.
    """
    return round(-math.log(1 - (0.25 + 0.35 * rare)) * STEPS)


def interests_share(steps: int) -> float:
    """What so many steps together reach; it nears 1 and a longer list never lowers it."""
    return -math.expm1(-steps / STEPS)


def part(met: int, of: int) -> float:
    """The share of so many met, in whole parts."""
    return met * parts_of(of) / PARTS


def parts_of(of: int) -> int:
    """One of so many in `PARTS`; even, so that half of it is whole."""
    return PARTS // of // 2 * 2


@cache
def closeness(target: str, experience: str) -> tuple[float, str]:
    """How near two occupations are, and the word for it: same, group, field, neighbour, far."""
    if target == experience:
        return 1.0, "same"
    trades = reference.occupations()
    if target not in trades or experience not in trades:
        return 0.0, "far"
    one, other = trades[target], trades[experience]
    if one.isco == other.isco and one.field == other.field:
        return 0.85, "group"
    if one.field == other.field:
        return 0.65, "field"
    if frozenset((one.field, other.field)) in reference.neighbours():
        return 0.35, "neighbour"
    return 0.0, "far"


def field_value(mentee: Profile, mentor: Profile) -> Value:
    """The best of every target against every experience; a generalist has something for who has no
    project yet.
    """
    if not mentee.targets:
        return Value(GENERALIST, 1.0, ("generalist",)) if mentor.generalist else UNKNOWN
    if not mentor.experience:
        return UNKNOWN
    best = Value(0.0, 1.0, ("far", next(iter(mentee.targets)), next(iter(mentor.experience))))
    for target, rank in mentee.targets.items():
        for trade, years in mentor.experience.items():
            near, word = closeness(target, trade)
            share = near * RANKS.get(rank, 0.70) * seniority(years)
            if share > best.share:
                best = Value(share, 1.0, (word, target, trade))
    return best


def seniority(years: int) -> float:
    """Many years in a trade count in full, few .85."""
    return 1.0 if years >= LONG else 0.85


def common_level(mentee: Profile, mentor: Profile) -> tuple[int, str]:
    """The best level both reach in one language, and that language; (0, "") without any in
    common.
    """
    shared = mentee.levels.keys() & mentor.levels.keys()
    ranked = ((min(mentee.levels[code], mentor.levels[code]), code) for code in shared)
    return max(ranked, default=(0, ""))


def unjudged(mentee: Profile, mentor: Profile) -> str:
    """A language both speak whose level nobody wrote down for one of them; "" without any."""
    shared = sorted(mentee.levels.keys() & mentor.levels.keys())
    return next((c for c in shared if not mentee.levels[c] or not mentor.levels[c]), "")


def language_value(mentee: Profile, mentor: Profile) -> Value:
    """A2 .35, B1 .70, from B2 all: more than enough to talk is not better, so that no first
    language is a
    stand-in for origin."""
    if not mentee.levels or not mentor.levels:
        return UNKNOWN
    level, code = common_level(mentee, mentor)
    if not level and unjudged(mentee, mentor):
        return UNKNOWN
    return Value(TALK[level], 1.0, (code, str(level)) if code else ())


def common_days(mentee: Profile, mentor: Profile) -> tuple[int, ...]:
    """Weekdays (0 Monday) on which both are free for the same two hours."""
    return tuple(
        day
        for day in sorted(mentee.free.keys() & mentor.free.keys())
        if starts(mentee.free[day]) & starts(mentor.free[day])
    )


def availability_value(mentee: Profile, mentor: Profile) -> Value:
    """One common day .60, two .85, three or more all."""
    if not mentee.free or not mentor.free:
        return UNKNOWN
    days = common_days(mentee, mentor)
    return Value(DAYS[min(len(days), 3)], 1.0, tuple(map(str, days)))


def interests_value(mentee: Profile, mentor: Profile, rare: Mapping[str, float]) -> Value:
    """Noisy-or of what both like, rare ones weighing more; a longer list never lowers it."""
    if not mentee.interests or not mentor.interests:
        return UNKNOWN
    shared = sorted(mentee.interests & mentor.interests, key=lambda i: (-rare.get(i, 0.0), i))
    steps = sum(rarity_steps(rare.get(interest, 0.0)) for interest in shared)
    return Value(interests_share(steps), 1.0, tuple(shared))


def topics_value(mentee: Profile, mentor: Profile) -> Value:
    """The share of the help asked that the mentor offers."""
    if not mentee.topics or not mentor.topics:
        return UNKNOWN
    covered = sorted(mentee.topics & mentor.topics)
    return Value(part(len(covered), len(mentee.topics)), 1.0, (*covered, f"/{len(mentee.topics)}"))


def style_value(mentee: Profile, mentor: Profile) -> Value:
    """Mean likeness over the axes that both have; the known share is their number of four."""
    pairs = [
        (axis, a, b)
        for axis, a, b in zip(reference.styles(), mentee.style, mentor.style, strict=True)
        if a is not None and b is not None
    ]
    if not pairs:
        return UNKNOWN
    share = sum(1 - abs(a - b) / 4 for _, a, b in pairs) / len(pairs)
    worst = max(pairs, key=lambda p: (abs(p[1] - p[2]), p[0]))
    facts = (worst[0], str(worst[1]), str(worst[2])) if abs(worst[1] - worst[2]) >= 3 else ()
    return Value(share, len(pairs) / 4, facts)


def distance_value(mentee: Profile, mentor: Profile) -> Value:
    """All up to 5 km, nothing from 35 km on; the postcode serves for the distance and nothing
    else.
    """
    km = reference.distance_km(mentee.postcode, mentor.postcode)
    return UNKNOWN if km is None else Value(near_share(km), 1.0, (str(round(km)),))


def near_share(km: float) -> float:
    """All up to 5 km, falling evenly to nothing at 35."""
    return min(1.0, max(0.0, (NONE_KM - km) / (NONE_KM - FULL_KM)))


def wishes_value(mentee: Profile, mentor: Profile) -> Value:
    """Half for what each side wishes of the other: the share met; who wishes nothing has it all.
    Facts are what is met, then `!` and what is not.
    """
    met, missed, share, known = [], [], 0.0, 0.0
    for one, other in ((mentee, mentor), (mentor, mentee)):
        if one.wishes and not other.traits:
            continue
        known += 0.5
        share += 0.5 * part(len(one.wishes & other.traits), len(one.wishes)) if one.wishes else 0.5
        met += sorted(one.wishes & other.traits)
        missed += sorted(f"!{wish}" for wish in one.wishes - other.traits)
    return Value(share / known, known, (*met, *missed)) if known else UNKNOWN


def refused(mentee: Profile, mentor: Profile) -> bool:
    """Whether one has what the other expressly excludes; an unknown trait passes."""
    return bool(mentee.refuses & mentor.traits or mentor.refuses & mentee.traits)


def starts(free: int) -> int:
    """Half-hours at which two free hours begin."""
    return free & free >> 1 & free >> 2 & free >> 3
