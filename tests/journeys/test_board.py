"""A card of the board is dragged by the real mouse in a real window, and moved by keys alone."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Generator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from duodesk.base.clock import FixedClock
from duodesk.base.ids import Id
from duodesk.pairing import commands, queries
from duodesk.pairing.doubts import standing
from duodesk.store import access
from duodesk.store.access import Means
from duodesk.store.keys import Cost
from duodesk.store.profile import Profile
from tests.conftest import MORNING
from tests.journeys.test_window import ROOT, screen, tool, until
from tests.ui.conftest import PASSPHRASE, demonstration

__all__ = ["demonstration", "screen"]  # fixtures of neighbours

STEPS = 12


class Hand:
    """Mouse and keys of the screen, and what the window tells of itself."""

    def __init__(self, environment: dict[str, str], told: Path, proposal_id: Id) -> None:
        self._environment, self._told = environment, told
        self.card = str(proposal_id)

    def tool(self, *arguments: str) -> str:
        return tool(self._environment, *arguments)

    def now(self) -> dict[str, Any]:
        """The last that the window told."""
        if not self._told.exists():
            return {}
        found: dict[str, Any] = json.loads(self._told.read_text())
        return found

    def column(self) -> str:
        """Where the card stands."""
        return str(self.now().get("cards", {}).get(self.card, {}).get("column", ""))

    def waits(self, holds: Callable[[dict[str, Any]], object], what: str) -> None:
        """Wait for something to be told."""
        until(lambda: "yes" if (found := self.now()) and holds(found) else "", what)

    def drag(self, to: str) -> None:
        """Press on the card, carry it in small steps, let go above the column."""
        shown = self.now()
        (x, y), (to_x, to_y) = shown["cards"][self.card]["at"], shown["columns"][to]["at"]
        self.tool("mousemove", str(x), str(y))
        self.tool("mousedown", "1")
        for n in range(1, STEPS + 1):
            spot = (x + (to_x - x) * n // STEPS, y + (to_y - y) * n // STEPS)
            self.tool("mousemove", *map(str, spot), "sleep", "0.03")
        self.waits(lambda told: told["columns"][to]["lit"], "the column lights up")
        self.tool("mouseup", "1")

    def key(self, *keys: str) -> None:
        self.tool("key", *keys)


@pytest.fixture
def hand(
    screen: dict[str, str], demonstration: Path, tmp_path: Path, clock: FixedClock
) -> Generator[Hand]:
    """A window on a desk with one suggestion that nothing stands against."""
    folder, told = tmp_path / "board", tmp_path / "told.json"
    shutil.copytree(demonstration, folder)
    proposal_id = suggestion(folder, clock)
    with (tmp_path / "stderr").open("w") as said:
        command = [sys.executable, "-m", "tests.journeys.board_window", str(folder), str(told)]
        program = subprocess.Popen(command, env=screen, cwd=ROOT, stderr=said)
    made = Hand(screen, told, proposal_id)
    try:
        made.waits(lambda shown: made.card in shown["cards"], "the card")
        window = until(
            lambda: made.tool("search", "--name", "Duodesk").split("\n")[0], "the window"
        )
        made.tool("windowactivate", "--sync", window)
        made.waits(lambda shown: shown["active"], "the window in front")
        yield made
        assert "Traceback" not in (tmp_path / "stderr").read_text()
    finally:
        program.terminate()
        program.wait()


def suggestion(folder: Path, clock: FixedClock) -> Id:
    opened = access.unlock(Profile(folder), PASSPHRASE, Means(clock, Random(7), Cost.cheapest()))
    store, today = opened.store, MORNING.date()
    around = {"today": today, "office_id": store.office_id}
    with store.read() as session:
        mentees = queries.waiting_mentees(session, **around)  # type: ignore[arg-type]
        mentors = queries.free_mentors(session, **around)  # type: ignore[arg-type]
        mentee_id, mentor_id = next(
            (one.id, other.id)
            for one in mentees
            for other in mentors
            if not any(
                (how := standing(session, one.id, other.id, **around)).bars + how.doubts  # type: ignore[arg-type]
            )
        )
    made = commands.suggest(store, mentee_id=mentee_id, mentor_id=mentor_id)
    opened.close()
    return next(row for table, row in made.rows if table == "proposal")


@pytest.mark.journey
@pytest.mark.heavy
def test_a_card_is_dragged_with_the_real_mouse_and_undone(hand: Hand) -> None:
    hand.drag("proposed")
    hand.waits(lambda _told: hand.column() == "proposed", "the card among those proposed")
    hand.waits(lambda told: told["current"] == hand.card, "the card is the current one")
    hand.drag("first_meeting")
    hand.waits(lambda told: told["question"] == "MeetingQuestion", "day and place are asked")
    assert hand.column() == "proposed"
    hand.key("Escape")
    hand.waits(lambda told: not told["question"], "the question is dropped")
    hand.key("ctrl+z")
    hand.waits(lambda _told: hand.column() == "suggested", "the card is back")
    hand.waits(lambda told: told["columns"]["suggested"]["focus"], "the focus went with it")
    assert hand.now()["current"] == hand.card


@pytest.mark.journey
@pytest.mark.heavy
def test_the_same_with_keys_alone(hand: Hand) -> None:
    hand.key("ctrl+3")
    for _turn in range(60):
        if hand.now()["current"] == hand.card and any(
            one["focus"] for one in hand.now()["columns"].values()
        ):
            break
        hand.key("Tab")
        hand.tool("sleep", "0.1")
    hand.key("space")
    hand.waits(lambda told: told["columns"]["proposed"]["lit"], "the column lights up")
    hand.waits(lambda told: "is lifted" in told["said"], "what is lifted is said")
    hand.key("Right")
    hand.waits(lambda told: told["said"].startswith("Above"), "above which column is said")
    hand.key("space")
    hand.waits(lambda _told: hand.column() == "proposed", "the card among those proposed")
    hand.waits(lambda told: told["columns"]["proposed"]["focus"], "the focus went with it")
    hand.key("shift+Right")
    hand.waits(lambda told: told["question"] == "MeetingQuestion", "day and place are asked")
    hand.key("Escape")
    hand.waits(lambda told: not told["question"], "the question is dropped")
    hand.key("ctrl+z")
    hand.waits(lambda _told: hand.column() == "suggested", "the card is back")
    hand.waits(lambda told: told["columns"]["suggested"]["focus"], "the focus went with it")
