"""Programs broken on purpose, one way each, and the histories that find them out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from duodesk.exchange import chains, owning, send
from duodesk.model import vocabulary
from duodesk.model.exchange import Peer
from duodesk.store import heads, materialise, merge, noted, receive

# Puts something else in the place of a part of the program: monkeypatch.setattr.
Put = Callable[[Any, str, Any], None]


@dataclass(frozen=True, slots=True)
class Broken:
    """One way to be broken, and a history that notices; should it no longer, sixty are asked."""

    apply: Callable[[Put], None]
    seed: int

    @property
    def name(self) -> str:
        return self.apply.__name__

    @property
    def seeds(self) -> tuple[int, ...]:
        return (self.seed, *(seed for seed in range(60) if seed != self.seed))


# How long the histories are that look for what is broken.
LAPTOPS, STEPS = 3, 30


def newest_wins(put: Put) -> None:
    """Of two versions the older is dropped without a word."""
    for place in (heads, materialise, merge):
        put(place, "two_versions", lambda _heads: False)


def any_edit_closes(put: Put) -> None:
    """Whoever types next closes two versions that nobody looked at."""
    real = noted._cell
    put(noted, "_cell", lambda *said, **more: real(*said, **{**more, "review": True}))


def local_tie_break(put: Put) -> None:
    """Which version is shown depends on the order in which this laptop heard of them."""
    real = merge.head

    def head(kind: int, value: Any, operation: bytes, n: int, _when: Any) -> merge.Head:
        return real(kind, value, operation, n, (n, b""))

    for place in (heads, materialise, receive):
        put(place, "head", head)


def known_by_number(put: Put) -> None:
    """Operations are known by laptop and number, so that a restored laptop's are taken for old."""
    real = chains.Chains.check

    def check(self: chains.Chains, operations: Any, seals: Any) -> Any:
        whole = real(self, operations, seals)
        held = {
            tuple(row)
            for row in self._connection.exec_driver_sql("SELECT replica, seq FROM operation")
        }
        ready = [op for op in whole.ready if (op.header.replica, op.header.seq) not in held]
        return replace(whole, ready=ready)

    put(chains.Chains, "check", check)


def erased_comes_back(put: Put) -> None:
    """A late file brings back what was erased."""
    put(receive, "_erased", lambda _connection, _new: set())


def deletion_hides(put: Put) -> None:
    """A deletion takes an edit with it that it did not know of."""
    put(
        materialise, "visible",
        lambda cells, alive, erase: erase not in cells and merge.lives(cells, alive),
    )  # fmt: skip
    put(materialise, "agrees", lambda *_all: True)


def nothing_revealed(put: Put) -> None:
    """What an office kept back stays there after a hand-over."""
    put(owning, "reveal", lambda _connection, _names, _reveals: [])


def nothing_withheld(put: Put) -> None:
    """Notes travel to every office."""
    put(owning, "hides", lambda: lambda _change: False)


def sending_is_believed(put: Put) -> None:
    """Whoever was sent a file is believed to have it."""
    real = send._note

    def note(store: Any, session: Any, made: Any, kind: Any, chosen: Any) -> None:
        real(store, session, made, kind, chosen)
        for one in chosen:
            peer = session.get(Peer, one.replica)
            peer.tips = msgspec.msgpack.encode(send.tips(session.connection()))

    put(send, "_note", note)


def half_is_applied(put: Put) -> None:
    """Of an operation with several changes the last is lost on the way in."""
    real = receive.Receiver._enter_changes

    def enter(self: receive.Receiver, new: Any, numbers: Any) -> Any:
        half = [replace(op, changes=op.changes[: len(op.changes) // 2 + 1]) for op in new]
        return real(self, half, numbers)

    put(receive.Receiver, "_enter_changes", enter)


def withheld_is_guessed(put: Put) -> None:
    """What another office keeps to itself is taken for a version of its own."""
    for place in (heads, materialise, merge):
        put(place, "two_versions", lambda heads: len({(h.kind, h.value) for h in heads}) > 1)


def late_parent_stays(put: Put) -> None:
    """What was replaced before it came is a head when it comes."""
    put(receive.Receiver, "_stand_back", lambda _self: set())


def list_is_not_updated(put: Put) -> None:
    """A choice made elsewhere leaves two versions on the list."""
    put(receive.Receiver, "_settle_alone", lambda _self, _first: None)


def unknown_is_dropped(put: Put) -> None:
    """What a newer program wrote is not kept by an older one."""
    real = receive.Receiver._enter_changes

    def enter(self: receive.Receiver, new: Any, numbers: Any) -> Any:
        here = {f"{t.name}.{c.name}" for t in vocabulary.record_tables() for c in t.columns}

        def known(change: Any) -> bool:
            return change.field.startswith("_") or f"{change.table}.{change.field}" in here

        kept = [replace(op, changes=[c for c in op.changes if known(c)]) for op in new]
        return real(self, kept, numbers)

    put(receive.Receiver, "_enter_changes", enter)


def retired_is_heard(put: Put) -> None:
    """What a retired laptop wrote later is taken from whoever brings it."""
    put(chains.Chains, "_within_limit", lambda _self, _op: True)


BROKEN = (
    Broken(newest_wins, 0),
    Broken(any_edit_closes, 16),
    Broken(local_tie_break, 3),
    Broken(known_by_number, 10),
    Broken(erased_comes_back, 1),
    Broken(deletion_hides, 5),
    Broken(nothing_revealed, 1),
    Broken(nothing_withheld, 0),
    Broken(sending_is_believed, 8),
    Broken(half_is_applied, 0),
    Broken(withheld_is_guessed, 6),
    Broken(late_parent_stays, 6),
    Broken(list_is_not_updated, 8),
    Broken(unknown_is_dropped, 41),
    Broken(retired_is_heard, 29),
)
