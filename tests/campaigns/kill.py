"""kill -9 at random moments while commands are being written; nothing acknowledged may be lost,
nothing half done.

python -m tests.campaigns.kill [KILLS]     (200 unless told otherwise)
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from random import Random

from sqlalchemy import text

from duodesk.base.clock import SystemClock
from duodesk.base.ids import seed_id
from duodesk.model.people import Person, PersonLanguage
from duodesk.store import dump
from duodesk.store.founding import open_store
from duodesk.store.store import Store

KEY = bytes(range(32))
LANGUAGES = ("fra", "nld", "eng")
# Rows written by one command: the person and its languages, all or none.
ROWS = 1 + len(LANGUAGES)


@dataclass(slots=True)
class Toll:
    """What a campaign counted; every figure but the first two must be nought."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    partial: int = 0
    damaged: int = 0


def write_forever(path: Path, start: int) -> None:
    """The victim: one command after the other, each told on standard output once it is
    committed.
    """
    store = open_store(path, KEY, clock=SystemClock())
    n = start
    while True:
        register(store, n)
        sys.stdout.write(f"{n}\n")
        sys.stdout.flush()
        n += 1


def register(store: Store, n: int) -> None:
    """One command of several rows with known identities."""
    with store.write("Register %(n)s", n=n) as write:
        person = Person(
            id=seed_id(f"{n}"), number=f"{n}", office_id=write.office_id, given_name=f"N{n}"
        )
        write.session.add(person)
        for language in LANGUAGES:
            row = PersonLanguage(
                id=seed_id(f"{n}{language}"), person_id=person.id, language=language
            )
            write.session.add(row)


def kill_while_writing(path: Path, start: int, random: Random) -> int:
    """Let a victim write, kill it somewhere between two acknowledgements; returns the last
    acknowledged number.
    """
    command = [sys.executable, "-m", "tests.campaigns.kill", "--victim", str(path), str(start)]
    victim = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert victim.stdout is not None
    last = start - 1
    for _ in range(random.randint(1, 12)):
        last = int(victim.stdout.readline())
    # Somewhere inside the next command: wait by counting, not by the clock.
    for _ in range(random.randint(0, 40_000)):
        pass
    victim.kill()
    rest, _ = victim.communicate()
    return int(rest.split()[-1]) if rest.split() and rest.endswith("\n") else last


def inspect(path: Path, acknowledged: int, toll: Toll) -> int:
    """Open the file as the program would and count what is wrong; returns the next free number."""
    store = open_store(path, KEY, clock=SystemClock())
    try:
        with store.read() as session:
            found = {
                int(number) for (number,) in session.execute(text("SELECT number FROM person"))
            }
            parts = session.execute(
                text(
                    "SELECT count(*) FROM person_language GROUP BY person_id HAVING count(*) <> :n"
                ),
                {"n": ROWS - 1},
            ).all()
            damage = session.execute(text("PRAGMA quick_check")).scalar_one()
        toll.lost += len(set(range(1, acknowledged + 1)) - found)
        toll.partial += len(parts)
        toll.damaged += damage != "ok"
        before = _state(store)
        store.rebuild()
        toll.partial += _state(store) != before
        return max(found, default=0) + 1
    finally:
        store.close()


def campaign(folder: Path, kills: int, random: Random) -> Toll:
    """Kill and inspect as often as asked, on one file."""
    from tests.conftest import MORNING, FixedClock, new_store

    path = folder / "desk.duo"
    new_store(path, FixedClock(MORNING)).close()
    toll, following = Toll(), 1
    for _ in range(kills):
        acknowledged = kill_while_writing(path, following, random)
        toll.kills += 1
        toll.acknowledged += acknowledged - following + 1
        following = inspect(path, acknowledged, toll)
    return toll


def _state(store: Store) -> object:
    with store.engine.connect() as connection:
        return dump.state(connection)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--victim"]:
        write_forever(Path(sys.argv[2]), int(sys.argv[3]))
    with tempfile.TemporaryDirectory() as place:
        sys.stdout.write(f"{campaign(Path(place), int((sys.argv[1:] or ['200'])[0]), Random(7))}\n")
