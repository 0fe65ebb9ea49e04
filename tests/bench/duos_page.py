"""The screen of duos with a thousand of them after ten years: opened, scrolled, narrowed, gone
through one to the next: python -m tests.bench.duos_page [RUNNING] [OVER]
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from duodesk.app import application
from duodesk.base.clock import FixedClock
from duodesk.followup.overview import overview
from duodesk.office.seeds import office_seed
from duodesk.store import access
from duodesk.store.access import Means
from duodesk.store.founding import Founder
from duodesk.store.keys import Cost
from duodesk.store.profile import Profile
from duodesk.tour.stage import Stage, staged
from duodesk.ui.duos.page import DuosPage
from tests.bench.calendar import timed
from tests.bench.duos import OVER, RUNNING, fill
from tests.bench.measure import Figure, median
from tests.conftest import MORNING


def figures(stage: Stage) -> Iterator[Figure]:
    """From the data to what a person waits for."""
    desk = stage.desk

    def read() -> object:
        return desk.read(overview, office_id=desk.office_id, today=desk.today)

    yield timed("reading the page", read)
    yield timed("opening the page, painted", lambda: _opened(stage), goal=300)
    page = stage.page("duos")
    assert isinstance(page, DuosPage)
    table, rows = page.table, page.table.rows_model.rowCount()
    places = iter(range(1, 10_000))

    def scroll() -> None:
        bar = table.verticalScrollBar()
        bar.setValue(next(places) * 7 % max(bar.maximum(), 1))
        table.viewport().grab()

    def another() -> None:
        table.go_to(next(places) % rows)

    yield Figure(f"scrolling {rows} duos, one frame", median(scroll, 30), None, 16)
    yield Figure("going to another duo", median(another, 20), None, 100)
    yield timed("reading anew after a note", page.reload, goal=300)

    def narrow() -> None:
        page.listing.search.setText(str(next(places)))
        page.listing.search.searched.emit(page.listing.search.text())

    yield Figure("narrowing as one types", median(narrow, 5), None, 100)


def _opened(stage: Stage) -> None:
    page = DuosPage(stage.desk)
    page.resize(1118, 640)
    page.show()
    page.grab()
    page.deleteLater()


def main() -> None:
    """Measure and tell."""
    running, over = (
        (*map(int, sys.argv[1:]), RUNNING, OVER)[:2] if sys.argv[1:] else (RUNNING, OVER)
    )
    app, clock = application(), FixedClock(MORNING)
    seed = office_seed("BRU")
    assert seed is not None
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        means = Means(clock, Random(7), Cost.cheapest())
        founder = Founder(seed.id, seed.code, "Annick Delvaux", "fr")
        opened = access.found(Profile(folder / "desk"), "jardin lampe", founder, means).desk
        fill(opened.store, running, over)
        with staged(app, opened, clock, folder, folder) as stage:
            stage.open()
            for figure in figures(stage):
                sys.stdout.write(f"{figure}\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
