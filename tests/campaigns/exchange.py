"""Histories of several laptops over the real store: files late, twice, never, cut; backups
restored, laptops cloned, clocks wrong by years, rows erased, two program versions; then everybody
agrees.

python -m tests.campaigns.exchange [HISTORIES] [FIRST SEED]     (10,000 unless told otherwise)

The oracle reads the dumps of all laptops and works out heads, two versions and the shown value in a
few plain lines of its own.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

from duodesk.base.clock import FixedClock
from duodesk.exchange import take
from duodesk.exchange.send import Made, make
from duodesk.model.people import Person
from duodesk.store.founding import open_store
from tests.campaigns.agreement import check, rows
from tests.campaigns.steps import One, Steps, settle
from tests.conftest import KEY, MORNING
from tests.exchange.desks import Offices

OFFICES = ("ANT", "LIE", "BRU")
# How often each step is taken, of a hundred or so.
STEPS = {
    "edit": 26, "add": 8, "language": 6, "note": 8, "remove": 4, "undo": 4, "choose": 6,
    "send": 16, "deliver": 26, "again": 4, "cut": 3, "lose": 3, "clock": 3, "backup": 3,
    "restore": 2, "restore_unseen": 2, "erase": 2, "move_office": 3, "future": 2,
}  # fmt: skip


def template(folder: Path, count: int = 4) -> list[Path]:
    """An organisation of `count` laptops with a few people, made once and copied for each
    history.
    """
    made = Offices(folder)
    first = made.found()
    for n in range(count - 1):
        made.join(OFFICES[n % 3], f"Colleague {n}")
    for n in range(3):
        with first.store.write("Registered") as write:
            write.session.add(
                Person(
                    id=write.new_id(), number=f"BRU-{n}", office_id=write.office_id,
                    given_name=f"given {n}", family_name=f"family {n}",
                )
            )  # fmt: skip
    made.everybody()
    paths = []
    for laptop in made.laptops:
        settle(laptop.store)
        paths.append(laptop.folder / "desk.duo")
    made.close()
    return paths


class History(Steps):
    """One seeded life of an organisation."""

    def __init__(self, seed: int, folder: Path, from_: list[Path], steps: int = 40) -> None:
        self.random = Random(seed)
        self.laptops = [self._copy(n, path, folder) for n, path in enumerate(from_)]
        self.steps = steps
        self.bag: list[Made] = []
        self.told: Counter[str] = Counter()
        self.erased: set[bytes] = set()

    def _copy(self, n: int, path: Path, folder: Path) -> One:
        place = folder / f"{n}"
        place.mkdir(parents=True)
        shutil.copy(path, place / "desk.duo")
        clock = FixedClock(MORNING + timedelta(hours=1))
        random = Random(f"{self.random.random()}{n}")
        store = open_store(place / "desk.duo", KEY, clock=clock, random=random)
        return One(place / "desk.duo", store, clock)

    def live(self) -> None:
        """Take the steps, then let everybody hear everything."""
        names, weights = list(STEPS), list(STEPS.values())
        for _ in range(self.steps):
            step = self.random.choices(names, weights)[0]
            self.take(step, self.random.choice(self.laptops))
        self.settle()

    def take(self, step: str, one: One) -> None:
        one.clock.advance(timedelta(seconds=self.random.randint(0, 90)))
        self.told[step] += 1
        getattr(self, step)(one)

    def settle(self) -> None:
        """Files go round until nobody has anything new; twice through everybody, whoever
        restored.
        """
        quiet = 0  # what is kept back and wanted comes with the file after the next
        for _ in range(15):
            news = 0
            for one in self.laptops:
                made = make(one.store)
                for other in self.laptops:
                    if other is not one:
                        news += take.take(
                            other.store, made.data, made.name, other.waiting
                        ).operations
            quiet = 0 if news or not self._equal_tips() else quiet + 1
            if quiet == 3:
                return
        raise AssertionError("the laptops do not come to rest")

    def _equal_tips(self) -> bool:
        return (
            len({str(rows(one.store, "SELECT * FROM tip ORDER BY 1, 2")) for one in self.laptops})
            == 1
        )

    def close(self) -> None:
        for one in self.laptops:
            one.store.close()


def run(seed: int, paths: list[Path], steps: int = 40) -> Counter[str]:
    """One history, checked; returns which steps it took."""
    with tempfile.TemporaryDirectory(prefix="duodesk-history-") as place:
        history = History(seed, Path(place), paths, steps)
        try:
            history.live()
            check(history)
            return history.told
        finally:
            history.close()


def campaign(histories: int, first: int = 0, steps: int = 40) -> Iterator[tuple[int, str]]:
    """Seeds that failed, with what they said."""
    with tempfile.TemporaryDirectory(prefix="duodesk-template-") as place:
        paths = template(Path(place))
        for seed in range(first, first + histories):
            try:
                run(seed, paths, steps)
            except Exception as error:  # noqa: BLE001 - the campaign goes on and tells
                yield seed, f"{type(error).__name__}: {error}"


def main() -> int:
    """Run the campaign and tell."""
    histories = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    failed = 0
    for seed, said in campaign(histories, first):
        failed += 1
        sys.stdout.write(f"seed {seed}: {said[:300]}\n")
        sys.stdout.flush()
    sys.stdout.write(f"{histories} histories, {failed} failed\n")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
