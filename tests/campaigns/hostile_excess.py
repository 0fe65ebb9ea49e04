"""Files that are far too much of something, and the largest that there may be."""

from __future__ import annotations

import bz2
from collections.abc import Callable
from functools import cache
from random import Random
from typing import Any

import msgspec

from duodesk.exchange import content, registry
from duodesk.exchange.content import Kept, Reveal
from duodesk.exchange.registry import Laptop
from duodesk.store import codec
from duodesk.store.codec import Kind
from duodesk.store.travelling import Change
from tests.campaigns.hostile_content import Forger
from tests.campaigns.hostile_world import Forged, World


@cache
def excess(attack: str, world: World) -> bytes:
    """One of them, made once: it goes on from nothing, so that it always fits. Something in it
    cannot be packed, so that what else there is may be packed as small as it likes.
    """
    forger = Forger(Random(attack), world, (None, 0))
    forged = EXCESSES[attack](forger)
    if isinstance(forged.content, dict):
        forged.content["future"] = forger.random.randbytes(1 << 20)
    return forged.file(world)


def many_changes(f: Forger) -> Forged:
    """A million and more, in one operation."""
    rows = [f.random.randbytes(16) for _ in range(1_001)]
    f.operation([Change("person", row, f"f{n}", 0, 1, b"", None, None)
                 for row in rows for n in range(1_000)])  # fmt: skip
    return f.forged()


def large(f: Forger) -> Forged:
    """A file of a size that there may well be: fifty thousand changes."""
    names = list(f.world.known.columns["person"])[:9]
    for n in range(50):
        rows = [f.random.randbytes(16) for _ in range(100)]
        changes = [f.change("person", row, name, f"{name} {n}") for row in rows for name in names]
        f.operation([*changes, *(f.change("person", row, "_alive", 1) for row in rows)])
    return f.forged(seals=[f.seal(f.made[-1].id, f.made[-1].header.seq)])


def largest(f: Forger) -> Forged:
    """As much of everything as there may be."""
    bits, office = f.random.randbytes, f.world.attacked.office_id.bytes
    f.operation(f.changes(1))
    said = f.content()
    for name in ("rows", "ids"):
        said[name] += [bits(16)] * (content.MOST_ROWS - len(said[name]))
    said["names"] += [f"n{n}" for n in range(content._MOST_NAMES - len(said["names"]))]
    said["tips"] = [[bits(16), bits(16), 1] for _ in range(content._MOST_ENDS)]
    said["wants"] = [[bits(16), "note", bits(16), "text"]] * content.MOST_WANTS
    said["kept"] = [[office, bits(12 << 20)]] * 2
    return Forged(said)


def many_operations(f: Forger) -> Forged:
    f.operation(f.changes(1))
    said = f.content()
    said["operations"] *= content.MOST_OPERATIONS + 1
    return Forged(said)


def one_operation_often(f: Forger) -> Forged:
    f.operation(f.changes(1))
    said = f.content()
    said["operations"] *= 50_000
    return Forged(said)


def many_empty(f: Forger) -> Forged:
    """Lists of nothing: a byte in the file, sixty in memory."""
    f.operation(f.changes(1))
    said = f.content()
    said["operations"][0][16] = [[]] * content.MOST_CHANGES
    return Forged(said)


def nothing_within_nothing(f: Forger) -> Forged:
    """The same, as one value."""
    f.operation(f.changes(1))
    said = f.content()
    said["operations"][0][16][0] = [[]] * (30 << 20)
    return Forged(said)


def many_parents(f: Forger) -> Forged:
    f.operation(f.changes(1))
    said = f.content()
    said["operations"][0][17] = [[0] * (30 << 20)]
    return Forged(said)


def _many(name: str, entry: Callable[[Forger], Any], count: int) -> Callable[[Forger], Forged]:
    def made(f: Forger) -> Forged:
        f.operation(f.changes(1))
        said = f.content()
        said[name] = [*said[name], *([entry(f)] * count)]
        return Forged(said)

    return made


def many_boxes(f: Forger) -> Forged:
    f.operation(f.changes(1))
    box = Kept(f.world.attacked.office_id.bytes, f.world.close(b"\x90"))
    return f.forged(kept=[box] * 100_000)


def full_box(f: Forger) -> Forged:
    """As many values as a box may hold, none of them committed to; one of them huge inside."""
    f.operation(f.changes(1))
    row, salt = f.random.randbytes(16), bytes(16)
    one = Reveal(f.made[0].id, "note", row, "text", salt, "x")
    inside = [list(msgspec.structs.astuple(one))] * (content.MOST_IN_BOX - 1)
    inside.append([f.made[0].id, "note", row, "text", salt, [[]] * (1 << 20)])
    box = f.world.close(msgspec.msgpack.encode(inside))
    return f.forged(kept=[Kept(f.world.attacked.office_id.bytes, box)] * 4)


def true_box(f: Forger) -> Forged:
    """Values that were committed to, odd ones among them."""
    changes, reveals = [], []
    for n in range(300):
        row, salt, value = f.random.randbytes(16), f.random.randbytes(16), f.value()
        com = codec.commitment(salt, Kind.VALUE, value)
        changes.append(Change("note", row, "text", int(Kind.WITHHELD), None, b"", None, com))
        reveals.append(("note", row, "text", salt, value if n % 2 else f.value()))
    op = f.operation(changes)
    inside = msgspec.msgpack.encode([Reveal(op.id, *one) for one in reveals] * 2)
    return f.forged(kept=[Kept(f.world.attacked.office_id.bytes, f.world.close(inside))])


def many_statements(f: Forger) -> Forged:
    """One laptop goes on as the next, or as itself, as often as a header may tell."""
    key = f.world.attacker.sign_key
    return _stated(f, lambda own, n: (own.heir(_chance(n), key) if n % 2 else own.changed(), key))


def many_twins(f: Forger) -> Forged:
    """One laptop goes on as very many others."""
    first, key = _attacker(f)
    return _stated(f, lambda _, n: (first.heir(_chance(n), key), key))


def many_keys(f: Forger) -> Forged:
    """One laptop goes on as the next with other keys, as often as a header may tell."""

    def following(own: Laptop, n: int) -> tuple[Laptop, bytes]:
        key = f.random.randbytes(32)
        return own.heir(_chance(n), key), key

    return _stated(f, following)


def most_keys(f: Forger) -> Forged:
    """As many names and keys of one laptop as there may be."""

    def following(own: Laptop, n: int) -> tuple[Laptop, bytes]:
        key = f.random.randbytes(32)
        names = n < registry.MOST_NAMES_OF_ONE - 1
        return own.heir(_chance(n), key) if names else own.changed().holding(key), key

    return _stated(f, following, registry.MOST_OF_ONE)


def _stated(
    f: Forger, following: Callable[[Laptop, int], tuple[Laptop, bytes]], most: int = 4_990
) -> Forged:
    """So many statements, each following from the one before and signed with its key."""
    own, key = _attacker(f)
    known = [list(msgspec.structs.astuple(one)) for one in f.world.attacker.statements]
    said = []
    for n in range(most - len(known)):
        signer = key
        own, key = following(own, n)
        one = registry.state(own, signer)
        said.append([one.body, one.signer, one.seal])
    f.operation(f.changes(1))
    return Forged(f.content(), header={"statements": known + said})


def _attacker(f: Forger) -> tuple[Laptop, bytes]:
    we = f.world.attacker
    return we.registry.laptops[we.replica], we.sign_key


def _chance(n: int) -> bytes:
    return n.to_bytes(16, "big")


def long_text(f: Forger) -> Forged:
    row = f.random.randbytes(16)
    names = ("family_name", "given_name", "email")
    texts = (f.change("person", row, name, "é漢 " * 330_000) for name in names)
    f.operation([f.change("person", row, "_alive", 1), *texts])
    return f.forged()


def erase_all(f: Forger) -> Forged:
    rows = [(t, row) for t, found in sorted(f.world.known.rows.items()) for row in found]
    f.operation([f.change(table, row, "_erase", 1) for table, row in rows])
    f.operation([f.change("x", f.random.randbytes(16), "_erase", 1) for _ in range(20_000)])
    return f.forged()


def bomb(f: Forger) -> Forged:
    """Far more than a thousand to one, honest about its size."""
    inside = bytes(150 << 20)
    return Forged(b"", header={"size": len(inside)}, packed=bz2.compress(inside))


def bomb_that_lies(f: Forger) -> Forged:
    return Forged(b"", header={"size": 1_000}, packed=bz2.compress(bytes(150 << 20)))


def too_large(f: Forger) -> Forged:
    return Forged(b"", header={"size": 8}, packed=bytes(content.MOST_SEALED))


EXCESSES: dict[str, Callable[[Forger], Forged]] = {
    "many_names": _many("names", lambda _: "x", 1_000_000),
    "many_tips": _many("tips", lambda f: [f.world.attacker.replica, bytes(16), 1], 500_000),
    "many_wants": _many("wants", lambda _: [bytes(16), "note", bytes(16), "text"], 500_000),
    "many_seals": _many(
        "seals", lambda f: [f.world.attacker.replica, bytes(16), 1, bytes(64)], 200_000
    ),
    "many_rows": _many("rows", lambda _: bytes(16), 500_001),
} | {
    one.__name__: one
    for one in (
        many_changes, large, largest, many_operations, one_operation_often, many_empty,
        nothing_within_nothing, many_parents, many_boxes, full_box, true_box, many_statements,
        many_twins, many_keys, most_keys, long_text, erase_all, bomb, bomb_that_lies, too_large,
    )
}  # fmt: skip
