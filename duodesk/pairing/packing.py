"""A round's people as arrays: one row or column each, every term in whole parts of a point.

Whatever is a sum over facts becomes two matrices whose product it is; whatever depends on one
property of the mentee alone becomes a table with a row for each value of it.
Products of whole numbers below 2^24 are exact in single precision, so that the matrix says what
`score` says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from duodesk.base import reference
from duodesk.pairing import criteria
from duodesk.pairing.criteria import PARTS, Profile
from duodesk.pairing.score import Round

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]
# What is asked and what forbids, as bits; the names are those of `score`.
TO_ASK = {"language": 1, "availability": 4}
FORBIDS = {"language": 2, "availability": 8, "wishes": 16}
# A byte for each pair: common days (or that they are unknown), then the common level (or that it is
# unknown), then the bits of the language above. Without those it is an index, interests beside it.
UNKNOWN_DAYS, UNKNOWN_LEVEL = 4, 7
LEVEL_BITS, HARD_BITS = 3, 6
STRIDE = 1 << HARD_BITS
_WORDS = (np.uint8, np.uint16, np.uint32, np.uint64)


@dataclass(frozen=True, slots=True)
class Rows:
    """A table over the mentors with a row for each value of a property, and who has which."""

    table: Floats
    of: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Talk:
    """For each combination of languages that mentees have, what to add to the byte of a pair."""

    table: Bytes
    of: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Aims:
    """A table over the mentors with a row for each target, and who has which; the best counts."""

    table: Floats
    of: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Hours:
    """Half-hours of one weekday at which two hours begin, as bits of both sides."""

    mentees: NDArray[Any]
    mentors: NDArray[Any]


@dataclass(frozen=True, slots=True)
class Packed:
    """All that the blocks of the matrix are made of."""

    left: Floats  # mentees × columns
    right: Floats  # columns × mentors
    likes_left: Floats
    likes_right: Floats
    looked_up: Floats  # points of interests, language and days together, by their index
    field: Aims
    place: Rows
    talk: Talk
    week: tuple[Hours, ...]
    free_unknown: tuple[NDArray[np.bool_], NDArray[np.bool_]]
    refusals: tuple[Floats, Floats] | None


def pack(mentees: Sequence[Profile], mentors: Sequence[Profile], around: Round) -> Packed:
    """Everything of a round that does not depend on the pair."""
    columns = _Columns(len(mentees), len(mentors))
    _add_style(columns, mentees, mentors, around)
    _add_topics(columns, mentees, mentors, around)
    _add_wishes(columns, mentees, mentors, around)
    left, right = columns.arrays()
    likes = _likes(mentees, mentors, around)
    return Packed(
        left,
        right,
        *likes,
        _field(mentees, mentors, around),
        _place(mentees, mentors, around),
        _talk(mentees, mentors, around),
        _week(mentees, mentors),
        (_where(not p.free for p in mentees), _where(not p.free for p in mentors)),
        _refusals(mentees, mentors),
    )


class _Columns:
    """Columns on both sides whose products add up to points."""

    def __init__(self, mentees: int, mentors: int) -> None:
        self._left: list[Floats] = [np.empty((mentees, 0), np.float32)]
        self._right: list[Floats] = [np.empty((mentors, 0), np.float32)]

    def add(self, left: ArrayLike, right: ArrayLike) -> None:
        """One column, or several with a row for each person; without those that add nothing."""
        one, other = (_upright(side) for side in (left, right))
        used = one.any(axis=0) & other.any(axis=0)
        self._left.append(one[:, used])
        self._right.append(other[:, used])

    def of_mentees(self, points: ArrayLike) -> None:
        """Points that a mentee has with every mentor."""
        self.add(points, np.ones(len(self._right[0])))

    def of_mentors(self, points: ArrayLike) -> None:
        self.add(np.ones(len(self._left[0])), points)

    def arrays(self) -> tuple[Floats, Floats]:
        return np.hstack(self._left), np.ascontiguousarray(np.hstack(self._right).T)


def _upright(side: ArrayLike) -> Floats:
    made = np.asarray(side, np.float32)
    return made if made.ndim == 2 else made[:, None]


def _has(people: Sequence[frozenset[str]], codes: Sequence[str]) -> Floats:
    """A column for each code, one where the person has it."""
    place = {code: n for n, code in enumerate(codes)}
    wide = len(codes)
    found = (n * wide + place[c] for n, one in enumerate(people) for c in one if c in place)
    made = np.zeros(len(people) * wide, np.float32)
    made[np.fromiter(found, np.intp)] = 1
    return made.reshape(len(people), wide)


def _add_style(
    columns: _Columns, mentees: Sequence[Profile], mentors: Sequence[Profile], around: Round
) -> None:
    weight, unknown = around.weights.style, around.mean("style") // 4

    def parts(one: int | None, other: int | None) -> int:
        if one is None or other is None:
            return unknown
        return (4 - abs(one - other)) * (PARTS // 16)

    for axis in range(4):
        ours, theirs = [p.style[axis] for p in mentees], [p.style[axis] for p in mentors]
        for value in set(ours):
            reached = {other: weight * parts(value, other) for other in set(theirs)}
            columns.add([own == value for own in ours], [reached[other] for other in theirs])


def _add_topics(
    columns: _Columns, mentees: Sequence[Profile], mentors: Sequence[Profile], around: Round
) -> None:
    weight, unknown = around.weights.topics, around.mean("topics") * around.weights.topics
    asked, offered = [p.topics for p in mentees], [p.topics for p in mentors]
    topics = _shared(asked, offered)
    each = [weight * criteria.parts_of(len(one)) if one else 0 for one in asked]
    columns.add(_has(asked, topics) * _upright(each), _has(offered, topics))
    columns.of_mentees([0 if one else unknown for one in asked])
    columns.add([unknown if one else 0 for one in asked], [not one for one in offered])


def _add_wishes(
    columns: _Columns, mentees: Sequence[Profile], mentors: Sequence[Profile], around: Round
) -> None:
    weight, unknown = around.weights.wishes, around.mean("wishes") // 2 * around.weights.wishes

    def side(
        wishing: Sequence[Profile], having: Sequence[Profile]
    ) -> Iterator[tuple[ArrayLike, ArrayLike]]:
        wishes, traits = [p.wishes for p in wishing], [p.traits for p in having]
        each = [weight * criteria.parts_of(len(one)) // 2 if one else 0 for one in wishes]
        codes = _shared(wishes, traits)
        yield _has(wishes, codes) * _upright(each), _has(traits, codes)
        yield [0 if one else weight * PARTS // 2 for one in wishes], np.ones(len(having))
        yield [unknown if one else 0 for one in wishes], [not one for one in traits]

    for left, right in side(mentees, mentors):
        columns.add(left, right)
    for right, left in side(mentors, mentees):
        columns.add(left, right)


def _likes(
    mentees: Sequence[Profile], mentors: Sequence[Profile], around: Round
) -> tuple[Floats, Floats, Floats]:
    """Interests as steps of rarity, and the points of all steps, levels and common days."""
    columns = _Columns(len(mentees), len(mentors))
    ours, theirs = [p.interests for p in mentees], [p.interests for p in mentors]
    likes = _shared(ours, theirs)
    steps = np.array([criteria.rarity_steps(around.rare.get(like, 0.0)) for like in likes])
    liked = _has(ours, likes)
    end = int((liked @ steps).max(initial=0)) + 1
    columns.add(liked, _has(theirs, likes) * (steps * STRIDE))
    # Beyond all steps lies the place of the unknown.
    columns.of_mentees([0 if one else end * STRIDE for one in ours])
    columns.add([bool(one) for one in ours], [0 if one else end * STRIDE for one in theirs])
    reached = np.rint(-np.expm1(-np.arange(end + 1) / criteria.STEPS) * PARTS)
    reached[end] = around.mean("interests")
    days = np.zeros(1 << LEVEL_BITS)
    days[: len(criteria.DAYS)] = np.rint(np.array(criteria.DAYS) * PARTS)
    days[UNKNOWN_DAYS] = around.mean("availability")
    talk = [round(share * PARTS) for share in criteria.TALK] + [around.mean("language")]
    weights = around.weights
    points = reached[:, None, None] * weights.interests + days * weights.availability
    points = points + np.array(talk)[:, None] * weights.language
    return (*columns.arrays(), points.astype(np.float32).ravel())


def _field(mentees: Sequence[Profile], mentors: Sequence[Profile], around: Round) -> Aims:
    """A row for each target at its rank; the first is for who has none."""
    weight, unknown = around.weights.field, around.mean("field")
    aims = sorted({aim for p in mentees for aim in p.targets.items()}, key=str)
    trades = sorted({trade for p in mentors for trade in p.experience})
    targets = {target: row for row, target in enumerate(sorted({aim[0] for aim in aims}))}
    near = np.array([[criteria.closeness(t, one)[0] for one in trades] for t in targets])
    near = near.reshape(len(targets), len(trades))[[targets[target] for target, _rank in aims]]
    near *= np.array([criteria.RANKS.get(rank, 0.70) for _target, rank in aims]).reshape(-1, 1)
    # For each trade a column for who is new to it and one for who is not; the last is no trade.
    worth = np.zeros((len(aims), 2 * len(trades) + 1), np.float32)
    for senior, years in enumerate((0, criteria.LONG)):
        worth[:, senior:-1:2] = np.rint(near * criteria.seniority(years) * PARTS)
    place = {trade: 2 * column for column, trade in enumerate(trades)}
    done = [
        [place[t] + (years >= criteria.LONG) for t, years in p.experience.items()] for p in mentors
    ]
    parts = np.zeros((len(aims), len(mentors)), np.float32)
    for turn in range(max(map(len, done), default=0)):
        which = [one[turn] if turn < len(one) else -1 for one in done]
        np.maximum(parts, worth[:, which], out=parts)
    parts[:, [not p.experience for p in mentors]] = unknown
    generalist = round(criteria.GENERALIST * PARTS)
    none = [generalist if p.generalist else unknown for p in mentors]
    table = (np.vstack([[none], parts]) * weight).astype(np.float32)
    row = {aim: n for n, aim in enumerate(aims, start=1)}
    return Aims(table, tuple(tuple(row[aim] for aim in p.targets.items()) or (0,) for p in mentees))


def _place(mentees: Sequence[Profile], mentors: Sequence[Profile], around: Round) -> Rows:
    """A row for each centre that mentees live near; postcodes of one canton share it."""
    weight, unknown = around.weights.distance, around.mean("distance")
    ours, homes = _centres(mentees)
    theirs, offers = _centres(mentors)

    def parts(one: str | None, other: str | None) -> int:
        km = reference.distance_km(one, other)
        return unknown if km is None else round(criteria.near_share(km) * PARTS)

    points = np.array([[weight * parts(a, b) for b in offers] for a in homes], np.float32)
    return Rows(points.reshape(len(homes), len(offers))[:, theirs], tuple(ours))


def _centres(people: Sequence[Profile]) -> tuple[list[int], list[str | None]]:
    """For each person the number of their centre, and one postcode of each."""
    places = reference.postcodes()
    numbers: dict[tuple[float, float] | None, int] = {}
    codes: list[str | None] = []
    found = []
    for person in people:
        known = places.get(person.postcode or "")
        centre = (known.latitude, known.longitude) if known else None
        if centre not in numbers:
            numbers[centre] = len(codes)
            codes.append(person.postcode if known else None)
        found.append(numbers[centre])
    return found, codes


def _talk(mentees: Sequence[Profile], mentors: Sequence[Profile], around: Round) -> Talk:
    """The best common level, and what is hard about it."""
    ours, spoken = _distinct([tuple(sorted(p.levels.items())) for p in mentees])
    theirs, heard = _distinct([tuple(sorted(p.levels.items())) for p in mentors])
    codes = _shared((dict(one) for one in spoken), (dict(one) for one in heard))

    def at_least(people: Sequence[tuple[tuple[str, int], ...]], level: int) -> Floats:
        return _has([frozenset(c for c, own in one if own >= level) for one in people], codes)

    def reached(level: int) -> NDArray[np.bool_]:
        return at_least(spoken, level) @ at_least(heard, level).T > 0.5

    level = np.zeros((len(spoken), len(heard)), np.uint8)
    for step in range(1, UNKNOWN_LEVEL):
        level += reached(step)
    speaks = at_least(spoken, 0) @ at_least(heard, 0).T
    unjudged = speaks > at_least(spoken, 1) @ at_least(heard, 1).T
    silent = _where(not one for one in spoken)[:, None] | _where(not one for one in heard)
    short = ~silent & (level < around.least_level)
    level[silent | (unjudged & (level == 0))] = UNKNOWN_LEVEL
    table = level << np.uint8(LEVEL_BITS)
    table[silent | (short & unjudged)] |= TO_ASK["language"] << HARD_BITS
    table[short & ~unjudged] |= FORBIDS["language"] << HARD_BITS
    return Talk(table[:, theirs], tuple(ours))


def _week(mentees: Sequence[Profile], mentors: Sequence[Profile]) -> tuple[Hours, ...]:
    days = sorted({d for p in mentees for d in p.free} & {d for p in mentors for d in p.free})
    found = []
    for day in days:
        free = np.array([p.free.get(day, 0) for p in (*mentees, *mentors)], np.uint64)
        one, two, three = (free >> np.uint64(n) for n in (1, 2, 3))
        alike = _alike(free & one & two & three, len(mentees))
        if alike is not None:
            found.append(alike)
    return tuple(found)


def _alike(begun: NDArray[np.uint64], mentees: int) -> Hours | None:
    """Half-hours that all people have together or not at all are one bit, which leaves few."""
    bits = np.unpackbits(
        begun.astype("<u8").view(np.uint8).reshape(-1, 8), axis=1, bitorder="little"
    )
    of_mentees, of_mentors = bits[:mentees], bits[mentees:]
    used = of_mentees.any(axis=0) & of_mentors.any(axis=0)
    kept = list({bits[:, n].tobytes(): n for n in np.flatnonzero(used)}.values())
    if not kept:
        return None
    kind = next(k for k in _WORDS if len(kept) <= np.iinfo(k).bits)
    words = np.zeros(len(begun), np.uint64)
    for place, half_hour in enumerate(kept):
        words |= bits[:, half_hour].astype(np.uint64) << np.uint64(place)
    packed = words.astype(kind)
    return Hours(packed[:mentees], packed[mentees:])


def _refusals(
    mentees: Sequence[Profile], mentors: Sequence[Profile]
) -> tuple[Floats, Floats] | None:
    """Columns whose product is positive where one has what the other excludes; None without any."""
    columns = _Columns(len(mentees), len(mentors))
    for refusing, having in ((mentees, mentors), (mentors, mentees)):
        refuses, traits = [p.refuses for p in refusing], [p.traits for p in having]
        codes = _shared(refuses, traits)
        sides = _has(refuses, codes), _has(traits, codes)
        columns.add(*(sides if refusing is mentees else sides[::-1]))
    left, right = columns.arrays()
    return (left, right) if left.size else None


def _where(truths: Iterable[bool]) -> NDArray[np.bool_]:
    return np.fromiter(truths, np.bool_)


def _shared(ours: Iterable[Iterable[str]], theirs: Iterable[Iterable[str]]) -> list[str]:
    """What occurs on both sides; the rest meets nothing."""
    return sorted({x for one in ours for x in one} & {x for one in theirs for x in one})


def _distinct(
    keys: Sequence[tuple[tuple[str, int], ...]],
) -> tuple[list[int], list[tuple[tuple[str, int], ...]]]:
    numbers: dict[tuple[tuple[str, int], ...], int] = {}
    return [numbers.setdefault(key, len(numbers)) for key in keys], list(numbers)
