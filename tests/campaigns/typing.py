"""Kill a program in which somebody types an interview: python -m tests.campaigns.typing [KILLS]

The child types an interview letter by letter, every 20 ms, into the real editor, which listens,
proposes facts and asks about words meanwhile, and says when; the parent kills it at a random moment
and looks into the desk file: whatever was typed a second before must be there, letter for letter.
"""

from __future__ import annotations

import os
import random
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
    moments = [source.uniform(2.0, 4.5) for _turn in range(kills)]

    def one(after: float) -> Kill:
        with tempfile.TemporaryDirectory() as place:
            return _kill_once(Path(place) / "desk", after)

    with ThreadPoolExecutor(2) as both:
        return list(both.map(one, moments))


def _kill_once(folder: Path, after: float) -> Kill:
    from duodesk.people import interviews
    from duodesk.store import access
    from duodesk.store.profile import Profile

    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.campaigns.typing", "type", str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert child.stdout is not None
    moments: list[float] = []
    with child.stdout:
        begun = 0.0
        for line in child.stdout:
            moments.append(float(line))
            begun = begun or moments[0]
            if moments[-1] - begun >= after:
                break
        child.kill()
        killed = time.time()
        moments += [float(line) for line in child.stdout if line.endswith("\n")]
    child.wait()
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


def type_for_ever(folder: Path) -> None:
    """The child: found a desk, open the editor, type."""
    from PySide6.QtCore import QTimer

    from duodesk.app import application
    from duodesk.office.seeds import OFFICES
    from duodesk.people import commands, interviews
    from duodesk.people.values import PersonValues
    from duodesk.people.words import Role
    from duodesk.store import access
    from duodesk.store.founding import Founder
    from duodesk.store.profile import Profile
    from duodesk.ui.appearance import Appearance
    from duodesk.ui.ask import WindowAsk
    from duodesk.ui.desk import Desk
    from duodesk.ui.jobs import Jobs
    from duodesk.ui.people.interview import InterviewView
    from duodesk.ui.window import Window

    app, means = application(), _means()
    profile = Profile(folder)
    founder = Founder(OFFICES[0].id, OFFICES[0].code, "Annick", "fr")
    opened = access.found(profile, "typing", founder, means).desk
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
        sys.stdout.write(f"{time.time()}\n")
        sys.stdout.flush()

    typing = QTimer(interval=_EVERY)
    typing.timeout.connect(letter)
    typing.start()
    app.exec()


def main() -> None:
    """Be the child, or run the campaign and tell it."""
    if sys.argv[1:2] == ["type"]:
        type_for_ever(Path(sys.argv[2]))
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
