"""Several laptops in one test: founded, taken in, and handing each other files."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from duodesk.base.clock import FixedClock
from duodesk.exchange import joining, take
from duodesk.exchange.laptops import settle
from duodesk.exchange.seen import Look
from duodesk.exchange.send import Made, make
from duodesk.store.store import Store
from tests.conftest import MORNING, desk_of, new_store


@dataclass(slots=True)
class Laptop:
    """One laptop: its desk, its clock, the folder of files that wait."""

    store: Store
    clock: FixedClock
    folder: Path

    def take(self, made: Made) -> Look:
        return take.take(self.store, made.data, made.name, self.folder / "waiting")

    def make(self, to: Laptop | None = None, kind: str = "delta") -> Made:
        wanted = None if to is None else [to.store.replica]
        return make(self.store, to=wanted, kind=kind)  # type: ignore[arg-type]


@dataclass(slots=True)
class Offices:
    """An organisation of laptops."""

    folder: Path
    laptops: list[Laptop] = field(default_factory=list)

    def found(self, office: str = "BRU", author: str = "Annick") -> Laptop:
        place = self.folder / f"{len(self.laptops)}"
        place.mkdir(parents=True)
        clock = FixedClock(MORNING)
        store = new_store(place / "desk.duo", clock, office=office, author=author)
        settle(store)
        self.laptops.append(Laptop(store, clock, place))
        return self.laptops[-1]

    def asks(self, office: str, author: str, *, inviter: bool = False) -> Laptop:
        """Invited by the first laptop, its words known, and not taken in yet."""
        invitation = joining.invite(self.laptops[0].store, office, inviter=inviter)
        spoken = " ".join(invitation.words)
        invited = joining.read_invitation(invitation.data, spoken)
        place = self.folder / f"{len(self.laptops)}"
        place.mkdir(parents=True)
        clock = FixedClock(MORNING)
        founder = joining.founder_of(invited, author, "nl")
        store = desk_of(place / "desk.duo", clock, founder, len(self.laptops) + 100)
        joining.begin(store, invitation.data, spoken, author)
        self.laptops.append(Laptop(store, clock, place))
        return self.laptops[-1]

    def join(self, office: str, author: str, *, inviter: bool = False) -> Laptop:
        """Taken in by the first laptop, as people do it: invitation, words, request, answer."""
        first, joined = self.laptops[0], self.asks(office, author, inviter=inviter)
        request = joining.request(joined.store)
        answer = joining.accept(first.store, request.data)
        first.take(request)
        joined.take(answer)
        return joined

    def everybody(self, rounds: int = 2) -> None:
        """Each gives each a file, until all have all."""
        for _ in range(rounds):
            for one in self.laptops:
                made = one.make()
                for other in self.laptops:
                    if other is not one:
                        other.take(made)

    def close(self) -> None:
        for one in self.laptops:
            one.store.close()
