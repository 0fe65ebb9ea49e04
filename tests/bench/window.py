"""The window against an empty one, long lists, the search line: python -m tests.bench.window"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from sqlalchemy import insert

from duodesk.app import application, demo_desk, real_means
from duodesk.base.progress import silent
from duodesk.base.settings import MachineSettings, save
from duodesk.model.people import Enrolment, Person, PersonLanguage, PersonOccupation
from duodesk.people.filters import Wish
from duodesk.store import access
from duodesk.store.profile import Profile
from tests.bench.measure import Figure, median

PEOPLE = 16_000
_PASSPHRASE = "demonstration"
_WISHES = {
    "status": (Wish("status", ("accepted",)),),
    "language, role, occupation": (
        Wish("language", ("fra:B1",)),
        Wish("role", ("mentee",)),
        Wish("target", ("cook",)),
    ),
    "age and weekday": (Wish("age", ("18-30",)), Wish("weekday", ("1",))),
}


def figures(folder: Path) -> Iterator[Figure]:
    """Start on a demonstration of scale 1, then a desk of 16,000 people."""
    profile = Profile(folder / "desk")
    demo_desk(profile, real_means(demo=True), "fr", silent).close()
    save(profile.settings, MachineSettings(language="fr", theme="light"))
    ours, empty = _started("ours", profile), _started("empty", profile)
    yield Figure("process start to the painted window (scale 1)", ours, empty, 1.3 * empty)
    yield from _long_lists(profile)


def _started(kind: str, profile: Profile) -> float:
    """Milliseconds from the start of a process to its painted window, the median of seven."""
    command = [sys.executable, "-m", "tests.bench.window", kind, str(profile.folder)]
    times = []
    for _turn in range(8):
        begun = time.time()
        told = subprocess.run(command, capture_output=True, text=True, check=True)
        times.append((float(told.stdout) - begun) * 1000)
    return sorted(times[1:])[3]


def _open(profile: Profile) -> access.OpenDesk:
    return access.unlock(profile, _PASSPHRASE, real_means(demo=True))


def _ours(profile: Profile) -> None:
    """Our window on the desk, painted once."""
    from duodesk.ui.appearance import Appearance
    from duodesk.ui.ask import WindowAsk
    from duodesk.ui.desk import Desk
    from duodesk.ui.jobs import Jobs
    from duodesk.ui.window import Window

    app = application()
    appearance = Appearance(app, profile.settings)
    window = Window()
    window.open_desk(
        Desk(_open(profile), real_means(demo=True), WindowAsk(window), Jobs(), appearance)
    )
    window.show()
    window.grab()
    sys.stdout.write(str(time.time()))
    sys.stdout.flush()
    os._exit(0)


def _empty(profile: Profile) -> None:
    """An empty window of the binding, and the same desk file opened."""
    from PySide6.QtWidgets import QApplication, QWidget

    app = QApplication([])
    window = QWidget()
    window.resize(1366, 768)
    _open(profile)
    window.show()
    window.grab()
    sys.stdout.write(str(time.time()))
    sys.stdout.flush()
    del app
    os._exit(0)


def _long_lists(profile: Profile) -> Iterator[Figure]:
    from PySide6.QtWidgets import QWidget

    from duodesk.people import queries
    from duodesk.ui.appearance import Appearance
    from duodesk.ui.ask import WindowAsk
    from duodesk.ui.desk import Desk
    from duodesk.ui.jobs import Jobs
    from duodesk.ui.people.listing import ListView
    from duodesk.ui.shell.palette import Palette

    opened = _open(profile)
    _fill(opened)
    desk = Desk(
        opened,
        real_means(demo=True),
        WindowAsk(),
        Jobs(),
        Appearance(application(), profile.settings),
    )
    read = median(lambda: desk.read(queries.people, today=desk.today, bare=True))
    view = ListView(desk)
    view.resize(1100, 700)
    view.show()
    yield Figure(f"reading a list of {PEOPLE:,} people", read, None, 100)
    yield Figure("loading that list into the screen", median(view.reload), None, 100)
    model = view.table.rows_model
    yield Figure("filtering it as one types", median(lambda: model.set_filter("nam12")), None, 100)
    model.set_filter("")
    for words, wishes in _WISHES.items():
        view.filters.set_wishes(wishes)
        yield Figure(f"filtering it by {words}", median(view.reload), None, 300)
    view.filters.set_wishes(())
    view.reload()
    for place in (0, 2, 3, 8):
        title = view.table.rows_model.columns[place].title

        def order(place: int = place) -> None:
            view.reload()
            view.table.order_by(place)

        yield Figure(f"reading and ordering it by {title}", median(order), None, 300)
    room = QWidget()
    palette = Palette(desk, list, room)
    palette.line.setText("nam1 fam")
    yield Figure("Ctrl+K among them", median(palette.search), None, 100)
    opened.close()


def _fill(opened: access.OpenDesk) -> None:
    """People with a role, two languages and an occupation each."""
    random = Random(1)
    with opened.store.write("Fill") as write:
        people, enrolments, languages, trades = [], [], [], []
        for n in range(PEOPLE):
            person = write.new_id()
            people.append(
                {"id": person, "given_name": f"Nam{n}", "family_name": f"Fam{random.random()}"}
                | {"number": f"BRU-9{n:05}", "office_id": write.office_id, "birth_date": None}
            )
            enrolments.append(
                {"id": write.new_id(), "person_id": person, "office_id": write.office_id}
                | {"role": "mentee", "status": "accepted"}
            )
            for code in ("fra", "ara"):
                row = {"id": write.new_id(), "person_id": person, "language": code, "level": "B1"}
                languages.append(row)
            trades.append(
                {"id": write.new_id(), "person_id": person, "occupation": "cook"}
                | {"relation": "target", "rank": 1}
            )
        for kind, rows in (
            (Person, people),
            (Enrolment, enrolments),
            (PersonLanguage, languages),
            (PersonOccupation, trades),
        ):
            write.session.execute(insert(kind), rows)


def main() -> None:
    """Measure and tell; with a kind and a folder, be the process that is measured."""
    if len(sys.argv) == 3:
        {"ours": _ours, "empty": _empty}[sys.argv[1]](Profile(Path(sys.argv[2])))
        return
    with tempfile.TemporaryDirectory() as place:
        for figure in figures(Path(place)):
            sys.stdout.write(f"{figure}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
