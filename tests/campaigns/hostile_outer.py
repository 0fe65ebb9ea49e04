"""Mutants of genuine files: bits turned, cut, spliced, closed for others, sealed by nobody.

None of them may be accepted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from pyrage import encrypt, x25519

from duodesk.exchange import seal
from tests.campaigns.hostile_world import World

_CHUNK = (64 << 10) + 16
_AGE = b"age-encryption.org/v1\n"


@dataclass(frozen=True, slots=True)
class Mutant:
    """What is given to the desk, and how it was made."""

    attack: str
    data: bytes


def mutant(random: Random, world: World) -> Mutant:
    """One mutant, of any kind; not a genuine file as it was, which some of them end in."""
    while True:
        attack = random.choice(sorted(_ATTACKS))
        data = _ATTACKS[attack](random, world)
        if random.random() < 0.1:
            data = _ON_BYTES[random.choice(sorted(_ON_BYTES))](random, data)
        if data not in world.files:
            return Mutant(attack, data)


def _bits(random: Random, data: bytes) -> bytes:
    turned = bytearray(data)
    for _ in range(random.choice((1, 1, 1, 2, 8)) if turned else 0):
        turned[random.randrange(len(turned))] ^= 1 << random.randrange(8)
    return bytes(turned)


def _bits_in_header(random: Random, data: bytes) -> bytes:
    turned = bytearray(data)
    if turned:
        turned[random.randrange(min(len(turned), _payload(data)))] ^= 1 << random.randrange(8)
    return bytes(turned)


def _payload(data: bytes) -> int:
    """Where the header of an age file ends; one that was cut within it has nothing else."""
    mac = data.find(b"\n---")
    return (data.find(b"\n", mac + 4) + 1 or len(data)) if mac >= 0 else 1


def _border(random: Random, data: bytes) -> int:
    """A border of chunks, or beside it."""
    begin = _payload(data) + 16
    chunks = max(1, (len(data) - begin) // _CHUNK + 1)
    return begin + random.randrange(chunks + 1) * _CHUNK + random.choice((0, 0, 0, -16, -1, 1))


def _cut(random: Random, data: bytes) -> bytes:
    return data[: random.randrange(len(data))] if data else data


def _cut_at_border(random: Random, data: bytes) -> bytes:
    return data[: _border(random, data)]


def _insert(random: Random, data: bytes) -> bytes:
    at = random.randint(0, len(data))
    return data[:at] + random.randbytes(random.choice((1, 1, 4, 16, 100))) + data[at:]


def _remove(random: Random, data: bytes) -> bytes:
    at = random.randint(0, len(data))
    return data[:at] + data[at + random.choice((1, 1, 4, 16, _CHUNK)) :]


def _append(random: Random, data: bytes) -> bytes:
    more = (b"\n", b"\0", b"\r\n", random.randbytes(16), data)
    return data + random.choice(more)


def _chunks_moved(random: Random, data: bytes) -> bytes:
    begin = _payload(data) + 16
    chunks = [data[i : i + _CHUNK] for i in range(begin, len(data), _CHUNK)]
    random.shuffle(chunks)
    return data[:begin] + b"".join(chunks)


def _lines(random: Random, data: bytes) -> bytes:
    """The header of the envelope, line by line."""
    end = _payload(data)
    lines = data[:end].split(b"\n")
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    turn = random.randrange(6)
    if turn == 0:
        lines[one], lines[other] = lines[other], lines[one]
    elif turn == 1:
        lines.insert(one, lines[other])
    elif turn == 2:
        del lines[one]
    elif turn == 3:
        stanzas = (b"scrypt AAAA 22", b"X25519 AAAA", b"grease", b"")
        lines.insert(one, b"-> " + random.choice(stanzas))
    elif turn == 4:
        lines[one] = lines[one].swapcase()
    joined = b"\n".join(lines) if turn != 5 else b"\r\n".join(lines)
    return joined + data[end:]


_ON_BYTES: dict[str, Callable[[Random, bytes], bytes]] = {
    "bits": _bits, "bits in header": _bits_in_header, "cut": _cut, "cut at border": _cut_at_border,
    "insert": _insert, "remove": _remove, "append": _append, "chunks moved": _chunks_moved,
    "lines": _lines,
}  # fmt: skip


def _on_bytes(change: Callable[[Random, bytes], bytes]) -> Callable[[Random, World], bytes]:
    return lambda random, world: change(random, random.choice(world.files))


def _splice(random: Random, world: World) -> bytes:
    one, other = random.choice(world.files), random.choice(world.files)
    if random.random() < 0.5:
        return one[: _border(random, one)] + other[_border(random, other) :]
    return one[: random.randint(0, len(one))] + other[random.randint(0, len(other)) :]


def _headers_swapped(random: Random, world: World) -> bytes:
    one, other = random.choice(world.files), random.choice(world.files + world.others)
    return one[: _payload(one)] + other[_payload(other) :]


def _for_others(random: Random, world: World) -> bytes:
    return random.choice(world.others)


def _nothing_like_it(random: Random, world: World) -> bytes:
    kind = random.randrange(4)
    if kind == 0:
        return random.randbytes(random.randint(0, 400))
    if kind == 1:
        return _AGE + random.randbytes(random.randint(0, 400))
    if kind == 2:
        return b""
    armour = b"-----BEGIN AGE ENCRYPTED FILE-----\n"
    return armour + random.choice(world.files).hex().encode()[:2000]


def _inner(random: Random, world: World) -> bytes:
    """Opened, altered, and closed again for the desk: the seal no longer holds."""
    opened = bytearray(world.open(random.choice(world.files)))
    at = random.randrange(8, len(opened)) if random.random() < 0.5 else random.randrange(8, 400)
    opened[at] ^= 1 << random.randrange(8)
    return world.close(bytes(opened))


def _inner_cut(random: Random, world: World) -> bytes:
    opened = world.open(random.choice(world.files))
    return world.close(opened[: random.randrange(len(opened))])


def _seal_forged(random: Random, world: World) -> bytes:
    opened = world.open(random.choice(world.files))
    sealed = opened[72:]
    other = world.open(random.choice(world.files))
    seals = (bytes(64), random.randbytes(64), seal.sign(world.stranger, sealed), other[8:72])
    forged = opened[:8] + random.choice(seals) + sealed
    return random.choice(world.files) if forged == opened else world.close(forged)


def _bodies_mixed(random: Random, world: World) -> bytes:
    """One file's seal and header with another's content."""
    one, other = (world.open(random.choice(world.files)) for _ in range(2))
    cut = [76 + int.from_bytes(x[72:76], "big") for x in (one, other)]
    forged = one[: cut[0]] + other[cut[1] :]
    return random.choice(world.files) if forged == one else world.close(forged)


def _readdressed(random: Random, world: World) -> bytes:
    """A genuine file for somebody else, closed for this desk by who could open it."""
    opened = [f for f in world.others if _opens(world, f)]
    return world.close(world.open(random.choice(opened)))


def _opens(world: World, data: bytes) -> bool:
    try:
        world.open(data)
    except seal.FileRefused:
        return False
    return True


def _for_a_stranger(random: Random, world: World) -> bytes:
    opened = world.open(random.choice(world.files))
    key = x25519.Identity.generate().to_public()
    return bytes(encrypt(opened, [key] * random.randint(1, 3)))


_ATTACKS: dict[str, Callable[[Random, World], bytes]] = {
    **{name: _on_bytes(change) for name, change in _ON_BYTES.items()},
    "splice": _splice, "headers swapped": _headers_swapped, "for others": _for_others,
    "nothing like it": _nothing_like_it, "inner altered": _inner, "inner cut": _inner_cut,
    "seal forged": _seal_forged, "bodies mixed": _bodies_mixed, "readdressed": _readdressed,
    "for a stranger": _for_a_stranger,
}  # fmt: skip
