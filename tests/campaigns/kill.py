"""kill -9 at random moments while commands are being written; nothing acknowledged may be lost,
nothing half done.

python -m tests.campaigns.kill [KILLS]     (200 unless told otherwise)
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from random import Random
from subprocess import PIPE, Popen

from sqlalchemy import text

from duodesk.base.clock import SystemClock
from duodesk.store import dump
from duodesk.store.founding import open_store
from duodesk.store.store import Store
from tests.campaigns.victim import KEY, LANGUAGES


@dataclass(slots=True)
class Toll:
    """What a campaign counted; every figure but the first two must be nought."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    partial: int = 0
    damaged: int = 0


def kill_while_writing(victims: Popen[str], path: Path, start: int, random: Random) -> int:
    """Let a victim write, kill it somewhere between two acknowledgements; returns the last
    acknowledged number.
    """
    assert victims.stdin is not None
    assert victims.stdout is not None
    victims.stdin.write(f"{path} {start}\n")
    victims.stdin.flush()
    victim, last = int(victims.stdout.readline()), start - 1
    for _ in range(random.randint(1, 12)):
        last = int(victims.stdout.readline())
    # Somewhere inside the next command: wait by counting, not by the clock.
    for _ in range(random.randint(0, 40_000)):
        pass
    os.kill(victim, signal.SIGKILL)
    while (told := victims.stdout.readline()) != "over\n":
        last = int(told)
    return last


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
                {"n": len(LANGUAGES)},
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
    command = [sys.executable, "-m", "tests.campaigns.victim"]
    with Popen(command, stdin=PIPE, stdout=PIPE, text=True) as victims:
        for _ in range(kills):
            acknowledged = kill_while_writing(victims, path, following, random)
            toll.kills += 1
            toll.acknowledged += acknowledged - following + 1
            following = inspect(path, acknowledged, toll)
    return toll


def _state(store: Store) -> object:
    with store.engine.connect() as connection:
        return dump.state(connection)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        sys.stdout.write(f"{campaign(Path(place), int((sys.argv[1:] or ['200'])[0]), Random(7))}\n")
