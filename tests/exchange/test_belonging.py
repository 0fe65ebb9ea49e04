"""Whatever laptops say of themselves and of each other, the program and the reader of the written
form believe the same, in whatever order it comes.
"""

from __future__ import annotations

from random import Random
from typing import Any

import msgspec
from hypothesis import assume, given
from hypothesis import strategies as st

from duodesk.exchange import registry, seal
from duodesk.exchange.content import Said
from duodesk.exchange.registry import Laptop
from tests.exchange import reader

ORGANISATION = bytes([99]) * 32
NAMES = [bytes([n]) * 16 for n in range(3)]
# Two of each laptop, whatever that is called later.
KEYS = {n: (bytes([2 * n + 1]) * 32, bytes([2 * n + 2]) * 32) for n in range(3)}
_, AGE = seal.age_keys()


@st.composite
def sayings(draw: st.DrawFn) -> list[Said]:
    """What three laptops of two keys each may state, one after the other."""
    said: list[Said] = []
    spoken: list[Laptop] = []
    for _ in range(draw(st.integers(1, 14))):
        one = _laptop(draw, spoken)
        if said and draw(st.booleans()):
            stands = [registry.statement_id(draw(st.sampled_from(said)))]
            one = msgspec.structs.replace(one, state="retired", limit=1, stands=stands)
        signer = draw(
            st.sampled_from((ORGANISATION, *(key for two in KEYS.values() for key in two)))
        )
        spoken.append(one)
        said.append(registry.state(one, signer))
    return said


def _laptop(draw: st.DrawFn, spoken: list[Laptop]) -> Laptop:
    if spoken and draw(st.booleans()):
        before = draw(st.sampled_from(spoken))
        key = draw(st.sampled_from(KEYS[before.block - 1]))
        if draw(st.booleans()):
            return before.heir(draw(st.sampled_from(NAMES)), key)
        return before.changed(version=draw(st.integers(1, 3))).holding(key)
    n = draw(st.integers(0, 2))
    inviter = draw(st.booleans())
    made = Laptop(NAMES[n], 1, bytes(16), "BRU", "", 1 + n, bytes(32), AGE, inviter=inviter)
    return made.holding(draw(st.sampled_from(KEYS[n])))


@given(sayings(), st.randoms(use_true_random=False))
def test_the_same_is_believed_by_both_and_in_any_order(said: list[Said], random: Random) -> None:
    organisation = seal.public_of(ORGANISATION)
    ours = registry.registry(said, organisation)
    other = list(said)
    random.shuffle(other)
    again = registry.registry(other, organisation)
    assert (again.laptops, again.standing, again.stated) == (
        ours.laptops, ours.standing, ours.stated,
    )  # fmt: skip
    theirs = reader.belonging([[s.body, s.signer, s.seal] for s in said], organisation)
    assert theirs == {replica: _plain(laptop) for replica, laptop in ours.laptops.items()}


@given(sayings())
def test_what_is_not_believed_can_stay_away(said: list[Said]) -> None:
    assume(not _at_war(said))
    organisation = seal.public_of(ORGANISATION)
    ours = registry.registry(said, organisation)
    carried = [one for one in said if registry.statement_id(one) in ours.standing]
    again = registry.registry(carried, organisation)
    assert (again.laptops, again.standing) == (ours.laptops, ours.standing)


def _at_war(said: list[Said]) -> bool:
    """Whether a laptop that another says is retired retires others itself: then what is believed
    hangs on who heard what.
    """
    machines = {seal.public_of(key): n for n, two in KEYS.items() for key in two}
    told = [(machines.get(one.signer), _plain_body(one)) for one in said]
    ends = [(by, one["block"] - 1) for by, one in told if one["state"] == "retired"]
    gone = {of for by, of in ends if by != of}
    return any(by in gone and by != of for by, of in ends)


def _plain_body(said: Said) -> Any:
    return msgspec.msgpack.decode(said.body)


def _plain(laptop: Laptop) -> Any:
    return msgspec.msgpack.decode(msgspec.msgpack.encode(laptop))
