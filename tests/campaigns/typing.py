"""Kill a program in which somebody types an interview: python -m tests.campaigns.typing [KILLS]

A child types an interview letter by letter, every 20 ms, into the real editor, which listens,
proposes facts and asks about words meanwhile, and says when; the parent kills it at a random moment
and looks into the desk file: whatever was typed a second before must be there, letter for letter.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

PATIENCE = 1.0  # seconds of typing that may be missing
_EVERY = 20  # milliseconds between two letters
# What is typed again and again: headings of the guide, facts, a word that is asked about.
TEXT = (
    "## Vos langues\nParle turc (langue maternelle), français B1, un peu d'anglais. "
    "Ne parle pas néerlandais.\n\n## Vos disponibilités\nLibre mardi après-midi et samedi.\n\n"
    "## Votre objectif\nVeut devenir magasinier ou cariste, était malade l'an dernier. 😀\n\n"
)


@dataclass(frozen=True, slots=True)
class Kill:
    """One kill: how many letters had been typed, how many were a second old, how many were kept,
    and whether those are the letters that were typed.
    """

    typed: int
    due: int
    kept: int
    true: bool = True

    @property
    def lost(self) -> int:
        return max(0, self.due - self.kept) if self.true else self.typed


def campaign(kills: int, seed: int) -> list[Kill]:
    """So many kills, two side by side, each on a desk of its own."""
    source = random.Random(seed)
    moments = [source.uniform(1.8, 3.2) for _turn in range(kills)]

    def some(mine: list[float]) -> list[Kill]:
        with tempfile.TemporaryDirectory() as place, _typists(Path(place)) as typists:
            return [
                _kill_once(typists, Path(place) / f"{n}", after) for n, after in enumerate(mine)
            ]

    with ThreadPoolExecutor(2) as both:
        return [kill for kills in both.map(some, (moments[::2], moments[1::2])) for kill in kills]


def _typists(place: Path) -> subprocess.Popen[str]:
    """A process that bears one child after the other, each on a copy of one desk."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.campaigns.typing", "type", str(place / "founded")]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=environment)


def _kill_once(typists: subprocess.Popen[str], folder: Path, after: float) -> Kill:
    from duodesk.people import interviews
    from duodesk.store import access
    from duodesk.store.profile import Profile

    assert typists.stdin is not None
    assert typists.stdout is not None
    typists.stdin.write(f"{folder}\n")
    typists.stdin.flush()
    child = int(typists.stdout.readline())
    moments = [float(typists.stdout.readline())]
    while moments[-1] - moments[0] < after:
        moments.append(float(typists.stdout.readline()))
    os.kill(child, signal.SIGKILL)
    killed = time.time()
    while (line := typists.stdout.readline()) != "over\n":
        moments.append(float(line))
    desk = access.unlock(Profile(folder), "typing", _means())
    try:
        with desk.store.read() as session:
            cards = interviews.drafts(session)
        kept = cards[0].draft.text if cards and cards[0].draft else ""
    finally:
        desk.close()
    due = sum(at <= killed - PATIENCE for at in moments)
    return Kill(len(moments), due, len(kept), typed_so_far(len(kept)) == kept)


def typed_so_far(letters: int) -> str:
    """The first letters that the child types."""
    return (TEXT * (letters // len(TEXT) + 1))[:letters]


def _means() -> object:
    from duodesk.app import real_means

    return real_means(demo=True)


def bear(founded: Path) -> None:
    """For every folder on the input, a child that types on a copy of the desk founded here; when it
    is dead, `over` is told.
    """
    # Each child begins with what is read here.
    from sqlalchemy.orm import configure_mappers

    from duodesk import app
    from duodesk.office.seeds import OFFICES
    from duodesk.store import access
    from duodesk.store.founding import Founder
    from duodesk.store.profile import Profile
    from duodesk.ui.people import interview

    assert app, interview
    configure_mappers()
    founder = Founder(OFFICES[0].id, OFFICES[0].code, "Annick", "fr")
    access.found(Profile(founded), "typing", founder, _means()).desk.close()
    for line in sys.stdin:
        folder = Path(line.rstrip("\n"))
        shutil.copytree(founded, folder)
        child = os.fork()
        if not child:
            tell(os.getpid())
            type_for_ever(folder)
        os.waitpid(child, 0)
        tell("over")


def tell(word: object) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def type_for_ever(folder: Path) -> None:
    """The child: open the desk and the editor, type."""
    from PySide6.QtCore import QTimer

    from duodesk.app import application
    from duodesk.people import commands, interviews
    from duodesk.people.values import PersonValues
    from duodesk.people.words import Role
    from duodesk.store import access
    from duodesk.store.profile import Profile
    from duodesk.ui.appearance import Appearance
    from duodesk.ui.ask import WindowAsk
    from duodesk.ui.desk import Desk
    from duodesk.ui.jobs import Jobs
    from duodesk.ui.people.interview import InterviewView
    from duodesk.ui.window import Window

    app, means = application(), _means()
    profile = Profile(folder)
    opened = access.unlock(profile, "typing", means)
    window = Window()
    desk = Desk(opened, means, WindowAsk(window), Jobs(), Appearance(app, profile.settings))
    person = commands.register(desk.store, Role.MENTEE, values=PersonValues(given_name="Ana"))
    started = interviews.start_interview(desk.store, person.person_id, Role.MENTEE)
    window.open_desk(desk)
    window.show()
    assert window.shell is not None
    window.shell.go("people", ("interview", started.interview_id))
    editor = window.findChild(InterviewView)
    assert editor is not None

    letters = cycle(TEXT)

    def letter() -> None:
        editor.notes.insertPlainText(next(letters))
        tell(time.time())

    typing = QTimer(interval=_EVERY)
    typing.timeout.connect(letter)
    typing.start()
    app.exec()


def main() -> None:
    """Be the child, or run the campaign and tell it."""
    if sys.argv[1:2] == ["type"]:
        bear(Path(sys.argv[2]))
        return
    kills = campaign(int(sys.argv[1]) if len(sys.argv) > 1 else 20, seed=int(time.time()))
    lost = sum(kill.lost for kill in kills)
    typed = sum(kill.typed for kill in kills)
    late = max((kill.typed - kill.kept for kill in kills), default=0)
    sys.stdout.write(
        f"{len(kills)} kills, {typed} letters typed, {lost} a second old lost; at most {late} "
        f"letters ({late * _EVERY} ms) were not yet kept\n"
    )
    sys.exit(bool(lost))


if __name__ == "__main__":
    main()
