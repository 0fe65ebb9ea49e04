"""The other laptops of the demonstration: taken in as any is, alive only while the story is told,
in a folder that goes with them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random

import msgspec
from sqlalchemy.orm import Session

from duodesk.base.clock import FixedClock
from duodesk.base.ids import Id
from duodesk.exchange import joining, send
from duodesk.exchange.laptops import settle
from duodesk.exchange.seen import Look
from duodesk.exchange.send import Made
from duodesk.exchange.take import take
from duodesk.model.exchange import Peer
from duodesk.model.journal import Fact
from duodesk.store.founding import create_empty, open_store
from duodesk.store.store import Store
from duodesk.store.twin import know_the_same


@dataclass(slots=True)
class Laptop:
    """One laptop: its desk, its clock, a folder for files that wait."""

    store: Store
    clock: FixedClock
    folder: Path

    def make(self, *to: Laptop, at: datetime) -> Made:
        """A file for these laptops, or for all."""
        self.clock.set(at)
        return send.make(self.store, to=[one.store.replica for one in to] or None)

    def take(self, made: Made, *, at: datetime) -> Look:
        """Take a file in."""
        self.clock.set(at)
        return take(self.store, made.data, made.name, self.folder / "waiting")


@dataclass(slots=True)
class Laptops:
    """The demonstration's own laptop and the others it invites."""

    own: Laptop
    folder: Path
    random: Random
    others: list[Laptop] = field(default_factory=list)
    _keys: list[bytes] = field(default_factory=list)

    def join(self, office: str, author: str, author_id: Id, *, at: datetime) -> Laptop:
        """Invitation, six words, request, answer, as people do it."""
        self.own.clock.set(at)
        invitation = joining.invite(self.own.store, office)
        spoken = " ".join(invitation.words)
        invited = joining.read_invitation(invitation.data, spoken)
        place = self.folder / str(len(self.others))
        place.mkdir()
        key, clock = self.random.randbytes(32), FixedClock(at)
        founder = joining.founder_of(invited, author, "fr")
        random = Random(self.random.random())  # noqa: S311 - it must come out the same
        store = create_empty(place / "desk.duo", key, founder, clock=clock, random=random)
        with store.local() as session:
            session.add(Fact(name="author_id", value=str(author_id)))
        joining.begin(store, invitation.data, spoken, author)
        joined = Laptop(store, clock, place)
        request = joining.request(store)
        answer = joining.accept(self.own.store, request.data)
        self.own.take(request, at=at)
        joined.take(answer, at=at)
        self.others.append(joined)
        self._keys.append(key)
        return joined

    def catch_up(self) -> None:
        """Everybody has what the first laptop has, and everybody was told so."""
        for one, key in zip(self.others, self._keys, strict=True):
            one.store.close()
            path = one.folder / "desk.duo"
            know_the_same(self.own.store, path, key)
            one.store = open_store(path, key, clock=one.clock, random=one.store.random)
        everybody = [self.own, *self.others]
        with self.own.store.read() as session:
            tips = msgspec.msgpack.encode(send.tips(session.connection()))
        for one in everybody:
            with one.store.local() as session:
                for other in everybody:
                    if other is not one:
                        _told(session, other.store.replica, tips)

    def close(self) -> None:
        """Let go of the other laptops' files."""
        for one in self.others:
            one.store.close()


def laptops(store: Store, clock: FixedClock, folder: Path, seed: str) -> Laptops:
    """The demonstration's own laptop, whose desk is `store`, among others to come."""
    settle(store)
    place = folder / "own"
    place.mkdir()
    random = Random(seed)  # noqa: S311 - it must come out the same
    return Laptops(Laptop(store, clock, place), folder, random)


def _told(session: Session, replica: bytes, tips: bytes) -> None:
    peer = session.get(Peer, replica)
    if peer is None:
        peer = Peer(replica=replica)
        session.add(peer)
    peer.tips = tips
