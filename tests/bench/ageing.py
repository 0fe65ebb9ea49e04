"""What an office's weekly file, and what runs every other second or at each screen, cost on desks
of 0 to 10 years.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID

from duodesk.base.ids import Id
from duodesk.exchange import issues, overview, owning, review, send, take, undoing, waiting
from duodesk.exchange.folder import Carried
from duodesk.exchange.laptops import us
from duodesk.model.followup import Held, Meeting
from duodesk.model.pairing import Duo
from duodesk.model.people import Person
from duodesk.store import taking_out
from duodesk.store.store import Store
from tests.bench.history import History
from tests.bench.years import WEEKS
from tests.exchange.desks import Laptop, Offices

# What an office writes in a week: two hundred meetings and edits, some with several fields.
EDITS, HELD = 90, 130


def ages(folder: Path, years: tuple[int, ...]) -> Iterator[str]:
    """A line for each figure, its columns the ages."""
    offices = Offices(folder)
    bru, ant = offices.found(), offices.join("ANT", "Bram")
    ant.take(bru.make())
    bru.take(ant.make())
    history = History([bru.store, ant.store])
    columns: dict[int, dict[str, float]] = {}
    for age in years:
        history.grow(age * WEEKS)
        size = (bru.folder / "desk.duo").stat().st_size / 1e6
        yield (
            f"{age:2} years: {history.operations:,} operations, {history.changes:,} changes,"
            f" desk of {size:,.0f} MB"
        )
        columns[age] = dict(_figures(bru, ant))
    offices.close()
    yield ""
    yield f"{'milliseconds after … years':58}" + "".join(f"{age:>10}" for age in years)
    for name in columns[years[0]]:
        yield f"{name:58}" + "".join(f"{columns[age][name]:10,.1f}" for age in years)


def _figures(bru: Laptop, ant: Laptop) -> Iterator[tuple[str, float]]:
    """A week of the office of Antwerp comes to Brussels, three times over."""
    times: dict[str, list[float]] = {}

    def note(name: str, milliseconds: float) -> None:
        times.setdefault(name, []).append(milliseconds)

    duo = _pair(ant.store)
    for _ in range(3):
        edit = [_timed(lambda n=n: _edit(ant.store, n))[0] for n in range(EDITS)]
        note("one edit, written", median(edit))
        for n in range(HELD):
            _hold(ant.store, duo, n)
        taken, made = _timed(lambda: ant.make(bru))
        note("weekly file: make", taken)
        note("  its operations", made.operations)
        note("  its size in kB", len(made.data) / 1000)
        note("weekly file: look (drop to summary; goal 300)", _look(bru, made))
        note("weekly file: take", _timed(lambda m=made: bru.take(m))[0])
        note("an answer without news: make", _timed(lambda: bru.make(ant))[0])
        ant.take(bru.make(ant))
    yield from ((name, median(several)) for name, several in times.items())
    yield from _often(bru)


def _look(laptop: Laptop, made: send.Made) -> float:
    return _repeated(lambda: take.look(laptop.store, made.data, made.name))


def _often(laptop: Laptop) -> Iterator[tuple[str, float]]:
    """What runs every two seconds, and what each screen of the exchange reads anew."""
    store = laptop.store
    folder = laptop.folder / "carried"
    folder.mkdir(exist_ok=True)
    carried = Carried(store, folder, laptop.folder / "waiting")
    carried.write()
    carried.look()
    taken, made = _timed(lambda: send.make(store))
    yield "file for all, one of twelve four weeks behind: make", taken
    yield "  its size in kB ", len(made.data) / 1000
    yield "shared folder: look, nothing new", _repeated(carried.look)
    yield "shared folder: write, nothing new", _repeated(carried.write)
    yield "screen: overview", _repeated(lambda: overview.overview(store))
    with store.read() as session:
        connection = session.connection()
        we = us(store, session)
        heard = send.announced(session, we.others()).values()
        log = undoing.undoable(session)

        def built() -> bool:
            return taking_out.built_upon(connection, log.first or 0, log.last or 0)

        asked: dict[str, Callable[[], Any]] = {
            "who we are (registry)": lambda: us(store, session),
            "what all twelve lack": lambda: send.lacking(connection, heard),
            "what can be undone": lambda: undoing.undoable(session),
            "whether something was built on it": built,
            "what is wanted of other offices": lambda: owning.wanted(
                connection, store.journal.texts, we
            ),
            "screen: remarks": lambda: issues.issues(session),
            "screen: two versions": lambda: review.two_versions(session),
            "beside the menu: how much waits": lambda: waiting.waiting(session, store.office_id),
        }
        for name, ask in asked.items():
            yield name, _repeated(ask)


def _edit(store: Store, n: int) -> None:
    """A telephone and a street of somebody of the last years."""
    with store.read() as session:
        row = session.connection().exec_driver_sql(
            "SELECT id FROM person WHERE office_id = ? ORDER BY id DESC LIMIT 1 OFFSET ?",
            (store.office_id.bytes, n),
        ).scalar()  # fmt: skip
    with store.write("Edited") as write:
        if row is None:
            person = Person(id=write.new_id(), number=f"ANT-{n}", office_id=write.office_id)
            write.session.add(person)
        else:
            person = write.session.get_one(Person, UUID(bytes=row))
        person.phone, person.street = f"0470 {write.store.random.randbytes(3).hex()}", "Meir 1"


def _pair(store: Store) -> Id:
    with store.write("Paired") as write:
        people = [
            Person(id=write.new_id(), number=write.next_number("person"), office_id=write.office_id)
            for _ in range(2)
        ]
        duo = Duo(
            id=write.new_id(), number=write.next_number("duo"), office_id=write.office_id,
            mentee_id=people[0].id, mentor_id=people[1].id,
        )  # fmt: skip
        write.session.add_all([*people, duo])
        return duo.id


def _hold(store: Store, duo: Id, n: int) -> None:
    """A meeting, with a note that stays in the office."""
    with store.write("Meeting") as write:
        write.session.add(
            Meeting(
                id=write.new_id(), duo_id=duo, held_on=write.today, minutes=60, state=Held.MET,
                note=f"They talked about {n} things.",
            )
        )  # fmt: skip


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    gc.collect()
    begin = time.perf_counter()
    gave = work()
    return (time.perf_counter() - begin) * 1000, gave


def _repeated(work: Callable[[], Any]) -> float:
    return median(_timed(work)[0] for _ in range(5))
