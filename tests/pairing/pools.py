"""People to pair: any profile there can be, and a pool as the demonstration makes its people."""

from __future__ import annotations

from datetime import date
from random import Random

from hypothesis import strategies as st

from duodesk.base import reference
from duodesk.base.ids import seed_id
from duodesk.demo import cast
from duodesk.demo.cast import Member
from duodesk.pairing.criteria import LEVELS, Profile

TRADES = sorted(reference.occupations())[:40]
TONGUES = ["fra", "nld", "eng", "ara", "tir"]
LIKES = sorted(reference.interests())[:20]
HELP = sorted(reference.topics())
TRAITS = ["woman", "man", "smoker", "dog"]
POSTCODES = [None, "1000", "2000", "4000", "1050", "9999"]
_AXES = ("style_pace", "style_structure", "style_talk", "style_feedback")
OFFICES = ("BRU", "ANT", "LIE")


def profiles(name: str = "x", most: int = 9) -> st.SearchStrategy[Profile]:
    """Any person, well or hardly known; a level of 0 is a language without a level."""
    # Drawn from one number: a profile has so many parts that drawing each takes ten times as long.
    return st.integers(0, 2**40).map(lambda seed: _anybody(Random(seed), name, most))


def _anybody(chance: Random, name: str, most: int) -> Profile:
    def some(of: list[str], at_most: int) -> list[str]:
        return chance.sample(of, chance.randint(0, min(at_most, len(of))))

    def rated(of: list[str], at_most: int, least: int, best: int) -> dict[str, int]:
        return {code: chance.randint(least, best) for code in some(of, at_most)}

    axes = [chance.choice((None, -2, -1, 0, 1, 2)) for _axis in range(4)]
    return Profile(
        id=seed_id(f"{name}{chance.randint(0, most)}"),
        levels=rated(TONGUES, 4, chance.choice((0, 1)), 6),
        targets=rated(TRADES, 3, 1, 4),
        experience=rated(TRADES, 3, 0, 30),
        generalist=chance.random() < 0.5,
        interests=frozenset(some(LIKES, 5)),
        topics=frozenset(some(HELP, 5)),
        style=(axes[0], axes[1], axes[2], axes[3]),
        free={day: _hours(chance) for day in chance.sample(range(7), chance.randint(0, 4))},
        postcode=chance.choice(POSTCODES),
        traits=frozenset(some(TRAITS, 2)),
        wishes=frozenset(some(TRAITS, 2)),
        refuses=frozenset(some(TRAITS, 2) if chance.random() < 0.3 else ()),
    )


def _hours(chance: Random) -> int:
    """Any half-hours from eight in the morning on: stretches, or strewn about."""
    if chance.random() < 0.3:
        return chance.getrandbits(28) << 16
    start, length = chance.randint(16, 38), chance.randint(0, 9)
    return (1 << min(start + length, 44)) - (1 << start)


def pools(name: str, most: int = 8) -> st.SearchStrategy[list[Profile]]:
    """Several people of one side, each once."""
    return st.lists(profiles(name, 99), max_size=most, unique_by=lambda p: p.id)


def demo_pool(
    mentees: int, mentors: int, seed: int = 1, offices: tuple[str, ...] = OFFICES
) -> tuple[list[Profile], list[Profile]]:
    """So many of each as the demonstration draws them, in turn from the offices; what it leaves
    unasked is unknown here, and some wish or refuse something.
    """
    chance = Random(seed)
    day = date(2026, 1, 1)

    def side(of: str, count: int) -> list[Profile]:
        make = cast.mentee if of == "mentee" else cast.mentor
        drawn = (make(chance, offices[n % len(offices)], day) for n in range(count))
        return [_profile(member, f"{of}{n}", chance) for n, member in enumerate(drawn)]

    return side("mentee", mentees), side("mentor", mentors)


def _profile(member: Member, name: str, chance: Random) -> Profile:
    free: dict[int, int] = {}
    for day, start, end in member.windows:
        free[day] = free.get(day, 0) | (1 << end) - (1 << start)
    trades = {relation: {} for relation in ("target", "experience")}
    for one in member.occupations:
        trades[one["relation"]][one["occupation"]] = one.get("rank") or one.get("years") or 0
    axes = [member.person.get(axis) for axis in _AXES]
    return Profile(
        id=seed_id(f"pool/{name}"),
        levels={code: LEVELS[level] for code, level in member.languages.items()},
        targets=trades["target"],
        experience=trades["experience"],
        generalist=bool(member.enrolment.get("generalist")),
        interests=frozenset(member.interests),
        topics=frozenset(member.topics),
        style=(axes[0], axes[1], axes[2], axes[3]),
        free=free,
        postcode=str(member.person["postcode"]),
        traits=frozenset({chance.choice(TRAITS)}) if chance.random() < 0.3 else frozenset(),
        wishes=frozenset({chance.choice(TRAITS)}) if chance.random() < 0.1 else frozenset(),
        refuses=frozenset({chance.choice(TRAITS)}) if chance.random() < 0.05 else frozenset(),
    )
