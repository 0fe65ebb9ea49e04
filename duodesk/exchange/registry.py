"""Which laptops belong to the organisation: a pure function of signed statements, equal everywhere.

A statement is believed when it is signed by the organisation's own key, by a laptop that may take
others in, or by the laptop itself (renewing its keys, or going on under a new identity). A laptop
that was retired is believed no more, but for what its retirement says stands: whoever stole it has
its keys, so no word that comes from it alone counts for that.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct
from typing_extensions import Buffer

from duodesk.exchange import seal
from duodesk.exchange.content import Id16, Said
from duodesk.exchange.lineage import Lineage

Key = Annotated[bytes, Meta(min_length=32, max_length=32)]
Count = Annotated[int, Meta(ge=0, le=(1 << 63) - 1)]
_RETIRED = "retired"
MOST_VERSIONS = 1 << 31
# A file as large as it may be takes a tenth of a second to check by one key.
_NEWEST_KEYS = 32
_HEIR: tuple[bytes | None, ...] = ()
# More than one laptop needs, renewing its keys twice a week for ten years, or put back every month.
MOST_OF_ONE, MOST_NAMES_OF_ONE = 1_200, 120
# A key, who speaks with it, as whom, and what may not change by that.
_Place = tuple[bytes, bytes, tuple[bytes | None, ...], bytes, str, int, bool]
# Whose key signed a statement, and what it says.
_Stated = tuple[bytes, "Laptop"]


class Laptop(Struct, frozen=True):
    """What a statement says of a laptop; the newest version stands."""

    replica: Id16
    version: Annotated[int, Meta(ge=1, le=MOST_VERSIONS)]
    office: Id16
    # A part of file names.
    code: Annotated[str, Meta(pattern=r"^[A-Z0-9]{1,8}\Z")]
    label: Annotated[str, Meta(max_length=80)]
    block: Annotated[int, Meta(ge=1, le=999)]
    sign_key: Key
    age_key: Annotated[str, Meta(pattern=r"^age1[a-z0-9]{58}\Z")]
    state: Literal["active", "retired"] = "active"
    inviter: bool = False
    continues: Id16 | None = None
    # Of a retired laptop: how far its work is taken, and which of its statements stand.
    limit: Count | None = None
    stands: list[Id16] = []
    # Of a laptop that continues another: bytes by chance, from which its identity follows.
    chance: Id16 | None = None
    # That it has this key: the key's signature of the identity.
    proof: Annotated[bytes, Meta(max_length=64)] = b""

    @property
    def active(self) -> bool:
        return self.state != _RETIRED

    @property
    def name(self) -> str:
        """How the laptop is called on screens and in file names: BRU-1."""
        return f"{self.code}-{self.block}"

    def changed(self, **said: Any) -> Laptop:
        """What a new statement about it says."""
        version = min(self.version + 1, MOST_VERSIONS)
        return msgspec.structs.replace(self, **{"version": version} | said)

    def holding(self, sign_key: bytes) -> Laptop:
        """The same with this key (the secret one) for its own, and the proof that it has it."""
        proof = seal.sign(sign_key, _held(self.replica))
        return msgspec.structs.replace(self, sign_key=seal.public_of(sign_key), proof=proof)

    def heir(self, chance: bytes, sign_key: bytes) -> Laptop:
        """The identity under which it goes on, with this key (the secret one)."""
        fresh = self.changed(version=1, continues=self.replica, state="active", chance=chance)
        replica = _heir(self.replica, seal.public_of(sign_key), chance)
        return msgspec.structs.replace(fresh, replica=replica).holding(sign_key)


@dataclass(frozen=True)
class Registry:
    """All laptops by identity, every key that was ever theirs (newest first), the statements from
    which that follows, by their identity, how many there are of each while it is in use, and with
    which of its keys each may take others in.
    """

    laptops: Mapping[bytes, Laptop]
    keys: Mapping[bytes, tuple[bytes, ...]]
    standing: frozenset[bytes]
    stated: Mapping[bytes, int]
    inviting: frozenset[tuple[bytes, bytes]]

    def active(self) -> list[Laptop]:
        """Laptops that files are made for, by name."""
        return list(self._active)

    def signed(self, replica: bytes, message: Buffer, signature: bytes) -> bool:
        """Whether this laptop, with any key it ever had, signed a message."""
        return any(seal.signed_by(key, message, signature) for key in self.keys.get(replica, ()))

    def sealed(self, replica: bytes, message: Buffer, signature: bytes) -> bool:
        """Whether this laptop sealed a whole file: with one of its newest keys."""
        keys = self.keys.get(replica, ())[:_NEWEST_KEYS]
        return any(seal.signed_by(key, message, signature) for key in keys)

    def one_machine(self, replica: bytes, other: bytes) -> bool:
        """Whether these are one laptop, before and after it was restored or copied."""
        return self._lineage.first(replica) == self._lineage.first(other)

    @property
    def former(self) -> frozenset[bytes]:
        """The identities that a laptop gave up when it was restored or copied."""
        return frozenset(one.continues for one in self.laptops.values() if one.continues)

    def sharing(self, replica: bytes) -> Iterator[Laptop]:
        """The laptops in use that sign with a key this one ever had: itself, and what it was
        called before it was restored or copied.
        """
        for key in self.keys.get(replica, ()):
            yield from self._by_key.get(key, ())

    def keeping_keys(self, replica: bytes) -> Iterator[Laptop]:
        """Those of them that go on from this identity: it cannot be retired without them, until
        they have new keys.
        """
        goes_on = self._lineage.goes_on_from
        return (one for one in self.sharing(replica) if goes_on(one.replica, replica))

    def keeps_keys(self, laptop: Laptop, replica: bytes) -> bool:
        """Whether this laptop is one of those."""
        shares = laptop.active and laptop.sign_key in self.keys.get(replica, ())
        return shares and self._lineage.goes_on_from(laptop.replica, replica)

    def excessive(self) -> Laptop | None:
        """A laptop of which more is stated than any that people use needs: it alone would fill what
        files may hold.
        """
        statements, names = Counter[bytes](), Counter[bytes]()
        for replica, laptop in self.laptops.items():
            machine = self._lineage.first(replica)
            statements[machine] += self.stated[replica]
            names[machine] += 1
            if statements[machine] > MOST_OF_ONE or names[machine] > MOST_NAMES_OF_ONE:
                return laptop
        return None

    # There may be thousands of laptops, and screens ask these of each of them.

    @cached_property
    def _active(self) -> tuple[Laptop, ...]:
        found = (one for one in self.laptops.values() if one.active)
        return tuple(sorted(found, key=lambda one: one.name))

    @cached_property
    def _by_key(self) -> Mapping[bytes, list[Laptop]]:
        found: dict[bytes, list[Laptop]] = defaultdict(list)
        for one in self._active:
            found[one.sign_key].append(one)
        return found

    @cached_property
    def _lineage(self) -> Lineage:
        return Lineage({replica: one.continues for replica, one in self.laptops.items()})


def state(laptop: Laptop, sign_key: bytes) -> Said:
    """A statement about a laptop, signed."""
    body = msgspec.msgpack.encode(laptop)
    return Said(body, seal.public_of(sign_key), seal.sign(sign_key, _spoken(body)))


def statement_id(said: Said) -> bytes:
    """What a statement is known by (16 bytes)."""
    return hashlib.blake2b(said.body + said.signer, digest_size=16).digest()


def genuine(said: Said) -> bool:
    """Whether the statement was signed by the key it names, and whether who it speaks of has the
    key that it tells: else a laptop could call another's key its own, and take that along when it
    is retired.
    """
    laptop = _read(said)
    return (
        laptop is not None
        and seal.signed_by(said.signer, _spoken(said.body), said.seal)
        and (
            said.signer == laptop.sign_key or _holds(laptop.replica, laptop.sign_key, laptop.proof)
        )
    )


@lru_cache(maxsize=10_000)
def _holds(replica: bytes, sign_key: bytes, proof: bytes) -> bool:
    return seal.signed_by(sign_key, _held(replica), proof)


def registry(statements: Iterable[Said], organisation: bytes) -> Registry:
    """The laptops that follow from genuine statements; `organisation` is its public key."""
    said = {
        statement_id(one): (one.signer, laptop)
        for one in statements
        if (laptop := _read(one)) is not None
    }
    fallen = _fallen(said, organisation)
    standing = _believed({i: said[i] for i in said.keys() - fallen}, organisation)
    keys: dict[bytes, dict[bytes, None]] = defaultdict(dict)
    for laptop in sorted(standing.values(), key=lambda one: one.version, reverse=True):
        keys[laptop.replica][laptop.sign_key] = None
    return Registry(
        laptops=_latest(standing),
        keys={replica: tuple(found) for replica, found in keys.items()},
        standing=frozenset(standing),
        # That others retired it is no word of its own, and must always find room.
        stated=Counter(one.replica for one in standing.values() if one.active),
        inviting=frozenset((o.replica, o.sign_key) for o in standing.values() if o.inviter),
    )


def _believed(said: Mapping[bytes, _Stated], organisation: bytes) -> dict[bytes, Laptop]:
    """All statements that follow from the organisation's key, however many steps it takes; each is
    looked at once.
    """
    by_signer: dict[bytes, list[bytes]] = defaultdict(list)
    of_itself: dict[_Place, list[bytes]] = defaultdict(list)
    for i, (signer, laptop) in said.items():
        by_signer[signer].append(i)
        for place in _may_speak(laptop, signer):
            of_itself[place].append(i)
    believed: dict[bytes, Laptop] = {}
    coming = by_signer.pop(organisation, [])
    while coming:
        i = coming.pop()
        if i in believed:
            continue
        _, speaker = said[i]
        believed[i] = speaker
        for place in _speaks_for(speaker):
            coming += of_itself.pop(place, [])
        if speaker.inviter:
            coming += by_signer.pop(speaker.sign_key, [])
    return believed


def _may_speak(laptop: Laptop, signer: bytes) -> list[_Place]:
    """As whom a laptop may make this statement itself: as the same, or as the one it continues;
    never that it is retired.
    """
    if not laptop.active:
        return []
    places = [_place(laptop, signer, laptop.replica, (laptop.continues, laptop.chance))]
    former, chance = laptop.continues, laptop.chance
    if former and chance and laptop.replica == _heir(former, laptop.sign_key, chance):
        places.append(_place(laptop, signer, former, _HEIR))
    return places


def _speaks_for(speaker: Laptop) -> list[_Place]:
    """What such a statement has to agree with: a laptop changes neither its office nor its name nor
    its rights.
    """
    key, replica = speaker.sign_key, speaker.replica
    same = (speaker.continues, speaker.chance)
    return [_place(speaker, key, replica, same), _place(speaker, key, replica, _HEIR)]


def _place(laptop: Laptop, key: bytes, speaks: bytes, of: tuple[bytes | None, ...]) -> _Place:
    return (key, speaks, of, laptop.office, laptop.code, laptop.block, laptop.inviter)


def _heir(replica: bytes, sign_key: bytes, chance: bytes) -> bytes:
    """The identity of who goes on; nobody can find one for an identity that is another's."""
    return hashlib.blake2b(
        replica + sign_key + chance, digest_size=16, person=b"duodesk-heir"
    ).digest()


def _latest(believed: Mapping[bytes, Laptop]) -> dict[bytes, Laptop]:
    latest: dict[bytes, tuple[tuple[bool, int, bytes], Laptop]] = {}
    for i, laptop in believed.items():
        place = (not laptop.active, laptop.version, i)
        if laptop.replica not in latest or place > latest[laptop.replica][0]:
            latest[laptop.replica] = (place, laptop)
    return {replica: laptop for replica, (_, laptop) in latest.items()}


def _fallen(said: Mapping[bytes, _Stated], organisation: bytes) -> set[bytes]:
    """What falls with the laptops that others retired: what those stated with their keys, unless a
    retirement says that it stands; and whatever a laptop says of its own end.

    Those retirements come first that rest on the word of no laptop that is retired itself: whoever
    stole one that may take others in may take in who retires it once more, or whom it likes. Where
    none is left but such, all of them count.
    """
    fallen, done, stand = set[bytes](), set[bytes](), set[bytes]()
    while True:
        standing = {i: one for i, one in said.items() if i not in fallen}
        believed = _believed(standing, organisation)
        ends, keys = _ends(believed)
        if own := {i for i in ends if said[i][0] in keys[believed[i].replica]}:
            fallen |= own
            continue
        open_ = [i for i in ends if believed[i].replica not in done]
        if not open_:
            return fallen
        doubtful = {key for i in open_ for key in keys[believed[i].replica]}
        others = {i: one for i, one in standing.items() if one[0] not in doubtful}
        sure = _believed(others, organisation).keys() & set(open_) or open_
        gone = set[bytes]()
        for end in sure:
            done.add(believed[end].replica)
            gone |= keys[believed[end].replica]
            stand.update(believed[end].stands)
        fallen |= {i for i, (by, _) in standing.items() if by in gone and i not in stand}


def _ends(believed: Mapping[bytes, Laptop]) -> tuple[list[bytes], dict[bytes, set[bytes]]]:
    """The statements that retire a laptop, and the keys of those laptops, by their identity."""
    ends = [i for i, one in believed.items() if not one.active]
    keys: dict[bytes, set[bytes]] = {believed[i].replica: set() for i in ends}
    for one in believed.values():
        if one.replica in keys:
            keys[one.replica].add(one.sign_key)
    return ends, keys


def _read(said: Said) -> Laptop | None:
    try:
        laptop = msgspec.msgpack.decode(said.body, type=Laptop)
    except (msgspec.DecodeError, ValueError, RecursionError):
        return None
    return laptop if _is_recipient(laptop.age_key) else None


@lru_cache(maxsize=10_000)
def _is_recipient(age_key: str) -> bool:
    """Whether files can be closed for this key."""
    from pyrage import RecipientError, x25519

    try:
        x25519.Recipient.from_str(age_key)
    except RecipientError:
        return False
    return True


def _held(replica: bytes) -> bytes:
    return b"key of\x00" + replica


def _spoken(body: bytes) -> bytes:
    return b"statement\x00" + body
