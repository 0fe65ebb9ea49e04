"""Today on a desk of ten years: python -m tests.bench.today [RUNNING] [SCALE]

A demonstration of this scale, with everything that waits for a person, beside ten years of duos;
the time of the processor is told too, as other work on the machine does not count there.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

from sqlalchemy import or_, select

from duodesk.base.clock import FixedClock
from duodesk.demo.build import Builder
from duodesk.followup.plan import make_plan
from duodesk.model.pairing import Duo, DuoStage
from duodesk.office.seeds import OFFICES
from duodesk.store.founding import Founder, create
from duodesk.store.store import Store
from duodesk.today.day import Day
from duodesk.today.queries import Asked, todays
from tests.bench.calendar import timed
from tests.bench.duos import OVER, counted, fill
from tests.bench.measure import Figure
from tests.conftest import KEY, MORNING

# Duos under way in an office beside those of the demonstration: five begin in a week.
# Those that are over are of all three offices.
RUNNING = 130
_GOAL = 300


def figures(store: Store) -> Iterator[Figure]:
    """One's own day and the team's, read anew as after every change."""
    for mine, whose in ((True, "one's own"), (False, "the team's")):
        asked = Asked(store.author_id, store.office_id, store.clock.now(), mine)

        def read(asked: Asked = asked) -> Day:
            with store.read() as session:
                return todays(session, asked)

        day, statements = read(), counted(store.engine, read)
        lines = sum(map(len, day.groups.values()))
        name = f"Today, {whose}: {lines} lines, {statements} SELECTs"
        yield timed(name, read, goal=_GOAL)


def desk(folder: Path, running: int, scale: float) -> Store:
    """A demonstration with ten years beside it."""
    place, clock = OFFICES[1], FixedClock(MORNING)
    founder = Founder(place.id, place.code, "Annick Delvaux")
    store = create(folder / "desk.duo", KEY, founder, clock=clock, random=Random(5))
    Builder(store, clock, seed=1, scale=scale).build()
    fill(store, running, OVER)
    _settle(store)
    return store


def _settle(store: Store) -> None:
    """Nobody of ten years ago waits for a first call, and every duo has the plan of its start."""
    with store.engine.execution_options(duodesk_write=True).begin() as connection:
        for status, stage in (("finished", DuoStage.ENDED), ("in_duo", DuoStage.ACTIVE)):
            connection.exec_driver_sql(
                "UPDATE enrolment SET status = ? WHERE status = 'registered' AND person_id IN"
                " (SELECT mentee_id FROM duo WHERE stage = ? UNION"
                " SELECT mentor_id FROM duo WHERE stage = ?)",
                (status, str(stage), str(stage)),
            )
    with store.write("Plans") as write:
        lately = or_(Duo.stage == DuoStage.ACTIVE, Duo.ended_on >= write.today - timedelta(days=60))
        for duo in write.session.scalars(select(Duo).where(lately)).all():
            make_plan(write, duo)


def main() -> None:
    """Measure and tell."""
    running = int(sys.argv[1]) if len(sys.argv) > 1 else RUNNING
    scale = float(sys.argv[2]) if len(sys.argv) > 2 else 1.0
    with tempfile.TemporaryDirectory() as place:
        store = desk(Path(place), running, scale)
        for figure in figures(store):
            sys.stdout.write(f"{figure}\n")
            sys.stdout.flush()
        store.close()


if __name__ == "__main__":
    main()
