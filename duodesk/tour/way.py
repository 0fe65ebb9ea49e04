"""What the steps of the tour hand on to each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from duodesk.base.clock import FixedClock
from duodesk.base.ids import Id
from duodesk.people.words import Role
from duodesk.tour.laptops import Laptop
from duodesk.tour.stage import Stage, TourError


@dataclass
class Way:
    """The stage, the time, the folder for files; then what each step found or made."""

    stage: Stage
    clock: FixedClock
    folder: Path
    lists: dict[Role, Path] = field(default_factory=dict)
    people: dict[str, Id] = field(default_factory=dict)
    duo_id: Id | None = None
    # The other laptops by name, in the order in which they were taken in.
    laptops: dict[str, Laptop] = field(default_factory=dict)
    # The file that was shown before it was written, and what the desk held then.
    seen: Path = Path()
    before: dict[str, object] = field(default_factory=dict)

    def pass_days(self, days: int) -> None:
        """Let time go by."""
        self.clock.advance(timedelta(days=days))

    @property
    def duo(self) -> Id:
        """The duo that was formed."""
        if self.duo_id is None:
            raise TourError("no duo was formed")
        return self.duo_id

    @property
    def files(self) -> Path:
        """Where exchange files are put."""
        place = self.folder / "exchange"
        place.mkdir(exist_ok=True)
        return place

    @property
    def own(self) -> Laptop:
        """The laptop of the window."""
        return Laptop(self.stage.desk.opened, self.files)

    def everybody(self) -> list[Laptop]:
        """The laptop of the window, then the others."""
        return [self.own, *self.laptops.values()]

    def exchange(self, rounds: int = 2) -> int:
        """Everybody gives everybody a file, again and again; how many files that made."""
        laptops = self.everybody()
        for _round in range(rounds):
            for one in laptops:
                self.clock.advance(timedelta(minutes=5))
                path = one.make()
                for other in laptops:
                    if other is not one:
                        other.take(path)
        return rounds * len(laptops)

    def close(self) -> None:
        """Let go of the other laptops."""
        for one in self.laptops.values():
            one.opened.close()
