"""Hostile envelopes, sealed as they should be: headers that lie, statements that overreach, boxes,
wants and chain ends of all kinds; and files that are far too much of something.
"""

from __future__ import annotations

import bz2
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

import msgspec

from duodesk.exchange import registry, seal
from duodesk.exchange.content import Kept, Reveal, Sealed, Tip, Want
from duodesk.store.codec import Kind
from duodesk.store.travelling import Change
from tests.campaigns.hostile_content import ATTACKS as CONTENTS
from tests.campaigns.hostile_content import Forger
from tests.campaigns.hostile_excess import EXCESSES, excess
from tests.campaigns.hostile_world import Forged, World

Tips = tuple[bytes | None, int]
# One case of so many is far too much of something.
_SELDOM = 300


@dataclass(frozen=True, slots=True)
class Payload:
    """A hostile file; `operations`: what it holds where that is known."""

    attack: str
    data: bytes
    operations: list[bytes] | None


def payload(random: Random, world: World, tip: Tips, n: int) -> Payload:
    """One hostile file, of any kind; the `n`th."""
    forger = Forger(random, world, tip)
    if n % _SELDOM == _SELDOM // 2:
        names = sorted(EXCESSES)
        attack = names[n // _SELDOM % len(names)]
        return Payload(attack, excess(attack, world), None)
    attack = random.choice(sorted(_ATTACKS))
    forged = _ATTACKS[attack](forger)
    return Payload(attack, forged.file(world), forged.operations)


def odd_envelope(f: Forger) -> Forged:
    """A header that says what is not so."""
    f.operation(f.changes(2))
    forged = f.forged()
    size = len(msgspec.msgpack.encode(forged.content))
    said: dict[str, list[Any]] = {
        "format": [0, -1, 2, 99, 1 << 63, "1", None, 1.0],
        "kind": ["join", "full", "request", "delta", "ack", "", 3, None],
        "made": [0, (1 << 53) - 1, 1 << 53, -1, 253_402_300_800_000, 1.5, None],
        "to": [[], [f.random.randbytes(16)], [b"x"], None, [f.world.attacker.replica]],
        "size": [0, 1, size - 1, size + 1, 1 << 20, 1 << 40, -1, (1 << 64) - 1, None],
        "codec": ["bz2", "zlib", "", None],
        "sender": [f.random.randbytes(16), f.world.attacked.replica, b"", None],
        "schema": [0, -1, 1 << 63, None], "app": ["", "x" * 41, "\x00", None],
        "invitation": [f.random.randbytes(16), b"x"], "proof": [b"x" * 32, b"x" * 33, ""],
        "statements": [[], None, [[b"", b"", b""]], [[b"x"]], [1]],
        "unknown": [1, {"a": [1]}],
    }  # fmt: skip
    for name in f.random.sample(sorted(said), f.random.choice((1, 1, 2))):
        forged.header[name] = f.random.choice(said[name])
    forged.operations = None
    return forged


def odd_head(f: Forger) -> Forged:
    """A header that is none."""
    deep = b"\x91" * 100_000
    heads = (b"", b"\xc0", b"\x90", f.random.randbytes(40), deep, b"\x81\xa6format" + deep,
             b"\x81\xa6format\x01", b"\x82\xa6format\x01\xa6format\x02", b"\xdf\xff\xff\xff\xff",
             b"\x81\xa3\xed\xa0\x80\x01")  # fmt: skip
    return Forged({"tips": [], "seals": []}, head=f.random.choice(heads))


def odd_packing(f: Forger) -> Forged:
    """Packed bytes that unpack to something else than was said."""
    f.operation(f.changes(1))
    content = msgspec.msgpack.encode(f.content())
    packed = bz2.compress(content)
    odd = (
        b"", packed[:-5], packed + b"x", packed + packed, f.random.randbytes(60), content,
        bz2.compress(content * 2), bz2.compress(b""), packed[:20] + b"\xff" + packed[21:],
    )  # fmt: skip
    return Forged(content, packed=f.random.choice(odd))


def overreaching(f: Forger) -> Forged:
    """Statements that a laptop may not make: others' laptops, more rights, another office, names
    and numbers of others, the end of a colleague.
    """
    laptops = f.world.attacker.registry.laptops
    own, any_ = laptops[f.world.attacker.replica], f.random.choice(list(laptops.values()))
    bits = f.random.randbytes
    change: dict[str, Any] = {
        "inviter": True, "office": any_.office, "code": any_.code, "block": any_.block,
        "state": "retired", "limit": f.random.choice((None, 0, -1, 1 << 63)), "label": "\u202ex",
        "version": f.random.choice((2, 1 << 62, (1 << 64) - 1)), "continues": any_.replica,
        "replica": f.random.choice((any_.replica, bits(16))),
        "sign_key": f.random.choice((seal.public_of(f.world.stranger), bits(32), bytes(32))),
        "age_key": f.random.choice((any_.age_key, "age1" + "q" * 58)), "stands": [bits(16)] * 3,
    }  # fmt: skip
    chosen = f.random.sample(sorted(change), f.random.randint(1, 4))
    base = f.random.choice((own, any_))
    stated = msgspec.structs.replace(base, **{name: change[name] for name in chosen})
    key = f.random.choice((f.world.attacker.sign_key, f.world.stranger))
    said = registry.state(stated, key)
    body = f.random.choice((said.body, said.body, said.body[:-1], b"", b"\x91" * 9000))
    f.operation(f.changes(1))
    forged = f.forged()
    known = [list(msgspec.structs.astuple(one)) for one in f.world.attacker.statements]
    forged.header["statements"] = [*known, [body, said.signer, said.seal]]
    forged.operations = None
    return forged


def odd_ends(f: Forger) -> Forged:
    """Chain ends that nobody has, seals that nobody made."""
    f.operation(f.changes(2))
    op, (_, replica, seq) = f.made[-1], f.random.choice(f.world.known.operations)
    bits = f.random.randbytes
    most = (1 << 63) - 1
    tips = [
        Tip(f.random.choice((replica, bits(16))), bits(16), f.random.choice((0, seq, most)))
        for _ in range(f.random.choice((0, 1, 30)))
    ]
    good = f.seal(op.id, op.header.seq)
    seals = f.random.choice((
        [], [good] * 40, [Sealed(replica, op.id, op.header.seq, good.seal)],
        [Sealed(good.replica, op.id, op.header.seq + 1, good.seal)],
        [f.seal(bits(16), 5), good], [Sealed(good.replica, op.id, op.header.seq, b"")],
    ))  # fmt: skip
    forged = f.forged(tips=tips, seals=seals)
    forged.operations = None
    return forged


def odd_boxes(f: Forger) -> Forged:
    """Boxes of kept values that are none, hold something else, or reveal what was not kept."""
    office, bits = f.world.attacked.office_id.bytes, f.random.randbytes
    row = f.row("person")
    f.operation([Change("note", bits(16), "text", int(Kind.WITHHELD), None, b"", None, bits(16)),
                 f.change("person", row, "street", "x")])  # fmt: skip
    op = f.made[-1]
    reveals: list[Any] = [
        Reveal(op.id, change.table, change.row, change.field, bits(16), f.value())
        for change in op.changes
    ]
    reveals = f.random.choice((reveals, [[1, 2]], [], {"a": 1}, reveals * 30, [list("abcdef")]))
    inside = msgspec.msgpack.encode(reveals)
    inside = f.random.choice((inside, inside, b"", b"\x91" * 100_000, bits(20)))
    box = f.random.choice((f.world.close(inside), bits(50), b"", inside))
    boxes = [Kept(f.random.choice((office, bits(16))), box)] * f.random.choice((1, 2, 20))
    return f.forged(kept=boxes)


def odd_wants(f: Forger) -> Forged:
    """Wishes for what there is not, for what is not kept, for all of it."""
    ids = [one for one, _, _ in f.world.known.operations]
    wants = [
        Want(f.random.choice(ids), f.random.choice(("note", "_erase", "nothing", "interview")),
             f.row(), f.random.choice(("text", "notes", "id", "_alive")))
        for _ in range(f.random.choice((1, 5, 200)))
    ]  # fmt: skip
    f.operation(f.changes(1))
    return f.forged(wants=wants)


_ATTACKS: dict[str, Callable[[Forger], Forged]] = CONTENTS | {
    one.__name__: one
    for one in (odd_envelope, odd_head, odd_packing, overreaching, odd_ends, odd_boxes, odd_wants)
}
