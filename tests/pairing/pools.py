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
_OFFICES = ("BRU", "ANT", "LIE")


@st.composite
def profiles(draw: st.DrawFn, name: str = "x", most: int = 9) -> Profile:
    """Any person, well or hardly known; a level of 0 is a language without a level."""
    axis = st.none() | st.integers(-2, 2)
    windows = st.dictionaries(
        st.integers(0, 6), st.integers(0, 2**44 - 1).map(lambda b: b << 4), max_size=4
    )
    traits = st.frozensets(st.sampled_from(TRAITS), max_size=2)
    return Profile(
        id=seed_id(f"{name}{draw(st.integers(0, most))}"),
        levels=draw(st.dictionaries(st.sampled_from(TONGUES), st.integers(0, 6), max_size=4)),
        targets=draw(st.dictionaries(st.sampled_from(TRADES), st.integers(1, 4), max_size=3)),
        experience=draw(st.dictionaries(st.sampled_from(TRADES), st.integers(0, 30), max_size=3)),
        generalist=draw(st.booleans()),
        interests=frozenset(draw(st.lists(st.sampled_from(LIKES), max_size=5))),
        topics=frozenset(draw(st.lists(st.sampled_from(HELP), max_size=5))),
        style=draw(st.tuples(axis, axis, axis, axis)),
        free=draw(windows),
        postcode=draw(st.sampled_from(POSTCODES)),
        traits=draw(traits),
        wishes=draw(traits),
        refuses=draw(st.just(frozenset()) | traits),
    )


def pools(name: str, most: int = 8) -> st.SearchStrategy[list[Profile]]:
    """Several people of one side, each once."""
    return st.lists(profiles(name, 99), max_size=most, unique_by=lambda p: p.id)


def demo_pool(
    mentees: int, mentors: int, seed: int = 1, offices: tuple[str, ...] = _OFFICES
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
