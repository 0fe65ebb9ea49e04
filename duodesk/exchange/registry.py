"""Which laptops belong to the organisation: a pure function of signed statements, equal everywhere.

A statement is believed when it is signed by the organisation's own key, by a laptop that may take
others in, or by the laptop itself (renewing its keys, or going on under a new identity). A laptop
that was retired is believed no more, but for what its retirement says stands.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct
from typing_extensions import Buffer

from duodesk.exchange import seal
from duodesk.exchange.content import Id16, Said

Key = Annotated[bytes, Meta(min_length=32, max_length=32)]
_RETIRED = "retired"


class Laptop(Struct, frozen=True):
    """What a statement says of a laptop; the newest version stands."""

    replica: Id16
    version: Annotated[int, Meta(ge=1)]
    office: Id16
    code: Annotated[str, Meta(max_length=8)]
    label: Annotated[str, Meta(max_length=80)]
    block: Annotated[int, Meta(ge=1, le=999)]
    sign_key: Key
    age_key: Annotated[str, Meta(pattern=r"^age1[a-z0-9]{58}$")]
    state: Literal["active", "retired"] = "active"
    inviter: bool = False
    continues: Id16 | None = None
    # Of a retired laptop: how far its work is taken, and which of its statements stand.
    limit: int | None = None
    stands: list[Id16] = []

    @property
    def active(self) -> bool:
        return self.state != _RETIRED

    @property
    def name(self) -> str:
        """How the laptop is called on screens and in file names: BRU-1."""
        return f"{self.code}-{self.block}"


@dataclass(frozen=True, slots=True)
class Registry:
    """All laptops by identity, and every key that was ever theirs."""

    laptops: Mapping[bytes, Laptop]
    keys: Mapping[bytes, frozenset[bytes]]

    def active(self) -> list[Laptop]:
        """Laptops that files are made for, by name."""
        return sorted((one for one in self.laptops.values() if one.active), key=lambda x: x.name)

    def signed(self, replica: bytes, message: Buffer, signature: bytes) -> bool:
        """Whether this laptop, with any key it ever had, signed a message."""
        return any(
            seal.signed_by(key, message, signature) for key in self.keys.get(replica, frozenset())
        )


def state(laptop: Laptop, sign_key: bytes) -> Said:
    """A statement about a laptop, signed."""
    body = msgspec.msgpack.encode(laptop)
    return Said(body, seal.public_of(sign_key), seal.sign(sign_key, _spoken(body)))


def statement_id(said: Said) -> bytes:
    """What a statement is known by (16 bytes)."""
    return hashlib.blake2b(said.body + said.signer, digest_size=16).digest()


def genuine(said: Said) -> bool:
    """Whether the statement was signed by the key it names."""
    return seal.signed_by(said.signer, _spoken(said.body), said.seal)


def registry(statements: Iterable[Said], organisation: bytes) -> Registry:
    """The laptops that follow from genuine statements; `organisation` is its public key."""
    said = {statement_id(one): one for one in statements}
    first = _believed(said, organisation)
    standing = _believed({i: said[i] for i in said.keys() - _disowned(first, said)}, organisation)
    keys: dict[bytes, set[bytes]] = defaultdict(set)
    for laptop in standing.values():
        keys[laptop.replica].add(laptop.sign_key)
    return Registry(_latest(standing), {r: frozenset(k) for r, k in keys.items()})


def _believed(said: Mapping[bytes, Said], organisation: bytes) -> dict[bytes, Laptop]:
    """All statements that follow from the organisation's key, however many steps it takes."""
    waiting = {i: laptop for i, one in said.items() if (laptop := _read(one)) is not None}
    believed: dict[bytes, Laptop] = {}
    while True:
        more = {
            i: laptop
            for i, laptop in waiting.items()
            if i not in believed and _may(laptop, said[i].signer, believed, organisation)
        }
        if not more:
            return believed
        believed |= more


def _may(
    laptop: Laptop, signer: bytes, believed: Mapping[bytes, Laptop], organisation: bytes
) -> bool:
    if signer == organisation:
        return True
    speakers = [one for one in believed.values() if one.sign_key == signer]
    if any(one.inviter for one in speakers):
        return True
    return any(
        one.replica in {laptop.replica, laptop.continues} and _same_place(laptop, one)
        for one in speakers
    )


def _same_place(laptop: Laptop, speaker: Laptop) -> bool:
    """A laptop that speaks of itself changes neither its office nor its rights."""
    return (laptop.office, laptop.code, laptop.inviter) == (
        speaker.office,
        speaker.code,
        speaker.inviter,
    )


def _latest(believed: Mapping[bytes, Laptop]) -> dict[bytes, Laptop]:
    latest: dict[bytes, tuple[tuple[bool, int, bytes], Laptop]] = {}
    for i, laptop in believed.items():
        place = (not laptop.active, laptop.version, i)
        if laptop.replica not in latest or place > latest[laptop.replica][0]:
            latest[laptop.replica] = (place, laptop)
    return {replica: laptop for replica, (_, laptop) in latest.items()}


def _disowned(believed: Mapping[bytes, Laptop], said: Mapping[bytes, Said]) -> set[bytes]:
    """What a retired laptop stated falls, unless its retirement says that it stands."""
    stands = {
        laptop.sign_key: set(laptop.stands)
        for laptop in _latest(believed).values()
        if not laptop.active
    }
    return {i for i, one in said.items() if one.signer in stands and i not in stands[one.signer]}


def _read(said: Said) -> Laptop | None:
    try:
        return msgspec.msgpack.decode(said.body, type=Laptop)
    except (msgspec.DecodeError, ValueError, RecursionError):
        return None


def _spoken(body: bytes) -> bytes:
    return b"statement\x00" + body
