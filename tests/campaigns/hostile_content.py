"""Hostile content, sealed as it should be: operations that say what no program would, and content
whose very structure is wrong.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

import msgspec

from duodesk.exchange import content, seal
from duodesk.exchange.content import Content, Sealed, Tip
from duodesk.exchange.laptops import head_message
from duodesk.office import settings
from duodesk.store.codec import Header, Kind
from duodesk.store.travelling import Change, Foreign, identify
from tests.campaigns.hostile_world import Forged, World

# Three bytes that become half of a surrogate pair, which no text may hold.
_HALF, _SURROGATE = b"QZQ", b"\xed\xa0\x80"
_TEXTS = (
    "", " ", "x", "\x00", "a\x00b", "\u202ecod.exe", "\u2066\u2069", "e" + "\u0301" * 300, "\ufeff",
    "'; DROP TABLE person; --", '" OR 1=1', "%(name)s %s %", "100 % sure", "<b>&amp;</b>", "=1+1",
    "2026-02-30", "20261124", "2026-W01-1", "0001-01-01", "9999-12-31", "0000-00-00",
    "2026-11-24T09:00:00Z", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "2026-11-24T09:00:00",
    "9999-12-31T23:59:59-14:00", "2026-11-24T09:00:00+99:99", "QZQ", "x" * 5000, "active", "mentee",
    "fra", "C2", "null", "[1,2]", '{"a": {}}', "🙂" * 50, "ﷺ" * 40, "\n\n", "en", "zz",
)  # fmt: skip
# What fits a column of a type and is as far from the ordinary as it may be.
_EXTREME: dict[str, tuple[Any, ...]] = {
    "Day": ("0001-01-01", "9999-12-31", "1899-12-31", "2026-11-24", "2125-01-01", "2026-11-31"),
    "Moment": ("9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "2026-11-24T09:00:00Z"),
    "Integer": (0, -1, 1, 48, 999, 1 << 31, (1 << 63) - 1, -(1 << 63)),
    "Boolean": (0, 1), "Word": ("active", "accepted", "mentor", "target", "none of them", ""),
    "String": ("en", "xyz", "https://x", "1 000", "x" * 3000, "a:b c:d"), "Text": ("{}", "[[", "x"),
}  # fmt: skip
# Settings of the office that rules are reckoned with.
_SETTINGS = (*(one.name for one in settings.SETTINGS), "nothing known")
_NUMBERS = (0, 1, -1, 2, 60, 1 << 31, (1 << 63) - 1, -(1 << 63), 1 << 62)
_ODD = (1.5, math.nan, math.inf, -0.0, True, False, [], {}, [[1]], {"a": 1}, (1 << 64) - 1)
_NAMES = (
    "_alive", "_erase", "_", "select", "table", "name", "operation", "change", "sqlite_schema",
    "nothing_known", "id", "rowid", "x" * 100, "person", "setting", "tip", "applying",
)  # fmt: skip
_LABELS = (
    "Renamed", "", "%(name)s", "%(n)9999999999s", "100% sure", "%", "%(a", "\x00", "x" * 2000,
    "\u202e", "%s %d", "%(name)*d", "<b>%(name)s</b>",
)  # fmt: skip
_WORDS = (
    "{}", '{"name": "x"}', "", "no json", "[]", "null", "[" * 9000, '{"msgid": 1}', '{"name": {}}',
    '{"name": NaN}', '{"n": 1e999}', '{"self": 1, "": 2}', '"text"', '{"name": "\\ud800"}',
)  # fmt: skip


@dataclass(slots=True)
class Forger:
    """Makes operations of the attacker, each going on from the one before."""

    random: Random
    world: World
    tip: tuple[bytes | None, int]
    made: list[Foreign] = field(default_factory=list)

    def value(self) -> Any:
        """Anything that may travel, mostly where it does not belong."""
        kind = self.random.randrange(10)
        if kind < 5:
            return self.random.choice(_TEXTS)
        if kind < 7:
            return self.random.choice(_NUMBERS)
        if kind == 7:
            return self.random.randbytes(self.random.choice((0, 15, 16, 17, 100)))
        return self.row() if kind == 8 else None

    def fitting(self, table: str, name: str) -> Any:
        """Something that fits the column and is extreme; sometimes what does not fit."""
        kind = self.world.known.columns[table][name]
        if kind == "IdType" and self.random.random() < 0.8:
            return self.row()
        known = _EXTREME.get(kind, ())
        return self.random.choice(known) if known and self.random.random() < 0.7 else self.value()

    def row(self, table: str | None = None) -> bytes:
        rows = self.world.known.rows
        table = table or self.random.choice(sorted(rows))
        return self.random.choice(rows.get(table) or [self.random.randbytes(16)])

    def changes(self, most: int = 6) -> list[Change]:
        """Cells of one row or several, with their parents as they should be."""
        columns = self.world.known.columns
        made: dict[tuple[str, bytes, str], Change] = {}
        for _ in range(self.random.randint(1, most)):
            table = self.random.choice(sorted(columns))
            new = self.random.random() < 0.4
            row = self.random.randbytes(16) if new else self.row(table)
            if new:
                made[table, row, "_alive"] = Change(table, row, "_alive", 0, 1, b"", None, None)
            for _ in range(self.random.randint(1, 4)):
                name = self.random.choice(list(columns[table]))
                made[table, row, name] = self.change(table, row, name, self.fitting(table, name))
        return list(made.values())

    def change(self, table: str, row: bytes, name: str, value: Any, kind: int = 0) -> Change:
        parents = self.world.known.heads.get((table, row, name), b"")
        return Change(table, row, name, kind, value, parents, None, None)

    def operation(self, changes: list[Change], **said: Any) -> Foreign:
        """The next one of the chain; `said` is what its header says otherwise."""
        prev, seq = self.tip
        header = {
            "replica": self.world.attacker.replica, "seq": seq + 1, "hlc": 120_000_000_000_000_000,
            "wall": 1_795_000_000_000, "author": None, "label": "Renamed", "words": "{}",
            "schema": 3, "prev": prev, "salt": self.random.randbytes(16), "undoes": None,
        } | said  # fmt: skip
        made = identify(Header(**header), None, None, changes)
        self.made.append(made)
        self.tip = (made.id, header["seq"])
        return made

    def seals(self) -> list[Sealed]:
        """Every operation sealed, so that no chain is refused for want of it."""
        return [self.seal(op.id, op.header.seq) for op in self.made]

    def seal(self, operation: bytes, seq: int) -> Sealed:
        we = self.world.attacker
        message = head_message(we.replica, operation, seq)
        return Sealed(we.replica, operation, seq, seal.sign(we.sign_key, message))

    def content(self, **rest: Any) -> dict[str, Any]:
        """As plain data, to be spoilt further."""
        tips = [Tip(self.world.attacker.replica, *self.tip)] if self.tip[0] else []
        said = Content(**({"tips": tips, "seals": self.seals()} | rest))
        return msgspec.msgpack.decode(content.pack(self.made, said))  # type: ignore[no-any-return]

    def forged(self, **rest: Any) -> Forged:
        return Forged(self.content(**rest), operations=[op.id for op in self.made])


def plausible(f: Forger) -> Forged:
    """Ordinary operations with values that mostly do not fit their columns."""
    for _ in range(f.random.randint(1, 3)):
        f.operation(f.changes())
    return f.forged()


def whole_rows(f: Forger) -> Forged:
    """New rows, and known ones, with something extreme in every column."""
    columns = f.world.known.columns
    for _ in range(f.random.randint(1, 3)):
        table = f.random.choice(sorted(columns))
        row = f.row(table) if f.random.random() < 0.7 else f.random.randbytes(16)
        changes = [f.change(table, row, name, f.fitting(table, name)) for name in columns[table]]
        f.operation([f.change(table, row, "_alive", 1), *changes])
    return f.forged()


def settings_of_offices(f: Forger) -> Forged:
    """Rules that nobody would make."""
    row, office = f.random.randbytes(16), f.random.choice((None, f.row("office")))
    told = f.random.choice((*_TEXTS, "999999999999", "-1", "0", "1e9", "9" * 400, "true"))
    values = {"_alive": 1, "office_id": office, "name": f.random.choice(_SETTINGS), "value": told,
              "valid_from": f.random.choice((None, "2020-01-01"))}  # fmt: skip
    f.operation([f.change("setting", row, name, value) for name, value in values.items()])
    return f.forged()


def odd_header(f: Forger) -> Forged:
    """Operations whose header says what cannot be shown, counted or followed."""
    said: dict[str, Any] = {
        "wall": f.random.choice((*_NUMBERS, 253_402_300_800_000, -62_135_596_800_001)),
        "hlc": f.random.choice([n for n in _NUMBERS if n >= 0]),
        "label": f.random.choice(_LABELS), "words": f.random.choice(_WORDS),
        "author": f.random.choice((None, f.row(), f.random.randbytes(16))),
        "schema": f.random.choice([n for n in _NUMBERS if n >= 0]),
        "undoes": f.random.choice((None, f.random.choice(f.world.known.operations)[0])),
    }  # fmt: skip
    chosen = f.random.sample(sorted(said), f.random.randint(1, 3))
    f.operation(f.changes(2), **{name: said[name] for name in chosen})
    return f.forged()


def odd_chain(f: Forger) -> Forged:
    """Chains that jump, fork, loop, go on from somebody else's, or belong to somebody else."""
    other = f.random.choice(f.world.known.operations)
    f.operation(f.changes(2))
    turn = f.random.randrange(8)
    if turn == 0:
        f.operation(f.changes(2), seq=f.tip[1] + f.random.choice((0, 2, 5, 1 << 40, -1)))
    elif turn == 1:
        f.operation(f.changes(2), seq=f.random.choice((0, (1 << 63) - 1)))
    elif turn == 2:
        f.operation(f.changes(2), prev=other[0], seq=other[2] + 1)
    elif turn == 3:
        f.operation(f.changes(2), replica=f.random.choice((other[1], f.random.randbytes(16))))
        said = f.forged()
        said.operations = None  # what a stranger wrote is passed over
        return said
    elif turn == 4:
        f.operation(f.changes(2), prev=None, seq=f.random.choice((1, 1, 2, 7)))
    elif turn == 5:
        f.operation(f.changes(2), prev=f.random.randbytes(16))
    elif turn == 6:
        f.operation(f.changes(1), replica=f.world.attacked.replica, seq=1, prev=None)
    else:
        f.tip = f.world.known.operations[0][0], f.world.known.operations[0][2]
        f.operation(f.changes(1))
    return f.forged()


def odd_parents(f: Forger) -> Forged:
    """Changes that say they replaced what they did not, or what nobody ever wrote."""
    ids = [one for one, _, _ in f.world.known.operations]
    changes = []
    for change in f.changes():
        some = f.random.choices(ids, k=f.random.choice((1, 1, 2, 40)))
        some += [f.random.randbytes(16) for _ in range(f.random.randrange(3))]
        changes.append(change._replace(parents=b"".join(sorted(some))))
    f.operation(changes)
    f.operation([c._replace(parents=f.made[0].id) for c in changes])
    return f.forged()


def odd_names(f: Forger) -> Forged:
    """Tables and fields that are not there, are the journal's own, or mean something to it."""
    changes: dict[tuple[str, bytes, str], Change] = {}
    for _ in range(f.random.randint(1, 4)):
        table = f.random.choice((*_NAMES, *f.world.known.columns))
        name = f.random.choice(_NAMES)
        row = f.row()
        changes[table, row, name] = Change(table, row, name, 0, f.value(), b"", None, None)
    f.operation(list(changes.values()))
    return f.forged()


def odd_kinds(f: Forger) -> Forged:
    """Deleted, kept back, erased: of anything, together, with commitments to nothing."""
    changes = []
    for change in f.changes():
        kind = f.random.choice(list(Kind))
        com = f.random.randbytes(16) if kind in {Kind.WITHHELD, Kind.ERASED} else None
        value = change.value if kind == Kind.VALUE else None
        changes.append(change._replace(kind=int(kind), value=value, com=com))
    f.operation(changes)
    return f.forged()


def living_and_dead(f: Forger) -> Forged:
    """Rows taken away, brought back and erased, also those everything depends on."""
    table = f.random.choice(sorted(f.world.known.rows))
    changes = {}
    for _ in range(f.random.randint(1, 4)):
        row = f.row(table)
        name = f.random.choice(("_alive", "_alive", "_erase"))
        value = f.random.choice((0, 0, 1, 2, "x", None, b""))
        changes[row, name] = f.change(table, row, name, value)
    f.operation(list(changes.values()))
    return f.forged()


def one_row_many_tables(f: Forger) -> Forged:
    """The identity of a row used in other tables too."""
    row = f.row()
    changes = []
    for table in f.random.sample(sorted(f.world.known.columns), 3):
        name = f.random.choice(list(f.world.known.columns[table]))
        changes += [f.change(table, row, "_alive", 1), f.change(table, row, name, f.value())]
    f.operation(changes)
    return f.forged()


def structure(f: Forger) -> Forged:
    """Ordinary content in which a few places were replaced, removed, doubled or exchanged."""
    f.operation(f.changes())
    f.operation(f.changes())
    said = f.content()
    for _ in range(f.random.choice((1, 1, 1, 2, 5))):
        _spoil(f, said)
    return Forged(_encoded(f, said))


def _spoil(f: Forger, node: Any) -> None:
    while True:
        places = list(node) if isinstance(node, dict) else list(range(len(node)))
        if not places:
            node.append(f.value()) if isinstance(node, list) else node.update(x=1)
            return
        at = f.random.choice(places)
        below = node[at]
        if not isinstance(below, dict | list) or f.random.random() < 0.2:
            break
        node = below
    turn = f.random.randrange(6)
    if turn == 0:
        del node[at]
    elif turn == 1 and isinstance(node, list):
        node.insert(at, node[at])
    elif turn == 2:
        other = f.random.choice(places)
        node[at], node[other] = node[other], node[at]
    elif turn == 3 and isinstance(node, dict):
        node[f.random.choice((at * 2, "future", "format"))] = f.value()
    else:
        junk = (*_ODD, *_NUMBERS, *_TEXTS[:8], b"", b"x" * 15, None, msgspec.msgpack.Ext(5, b"x"))
        node[at] = f.random.choice(junk)


def _encoded(f: Forger, said: Any) -> bytes:
    encoded = msgspec.msgpack.encode(said)
    return encoded.replace(_HALF, _SURROGATE) if f.random.random() < 0.3 else encoded


def raw(f: Forger) -> Forged:
    """Bytes that are nearly MessagePack, or nothing at all."""
    f.operation(f.changes())
    encoded = _encoded(f, f.content())
    turn = f.random.randrange(7)
    if turn == 0:
        spoilt = bytearray(encoded)
        for _ in range(f.random.choice((1, 2, 8))):
            spoilt[f.random.randrange(len(spoilt))] = f.random.randrange(256)
        encoded = bytes(spoilt)
    elif turn == 1:
        encoded = encoded[: f.random.randrange(len(encoded))]
    elif turn == 2:
        deep = f.random.choice((b"\x91", b"\x81\xa1a", b"\x92\x00")) * 100_000
        encoded = f.random.choice(
            (deep, encoded[:1] + b"\xa6future" + deep, b"\x82\xa4tips" + deep)
        )
    elif turn == 3:
        huge = f.random.choice((b"\xdd", b"\xdf", b"\xdb")) + b"\xff" * 4
        encoded = f.random.choice((huge, b"\x82\xa4tips" + huge))
    elif turn == 4:
        encoded = f.random.randbytes(f.random.randint(0, 300))
    elif turn == 5:
        encoded = encoded + f.random.randbytes(3)
    else:
        encoded = encoded.replace(b"person", _SURROGATE * 2)
    return Forged(encoded)


ATTACKS: dict[str, Callable[[Forger], Forged]] = {
    one.__name__: one
    for one in (
        plausible, whole_rows, settings_of_offices, odd_header, odd_chain, odd_parents, odd_names,
        odd_kinds, living_and_dead, one_row_many_tables, structure, raw,
    )
}  # fmt: skip
