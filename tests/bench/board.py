"""The board with 5 × 60 cards: how long it takes to open, to read anew, and one step of a drag:
python -m tests.bench.board
"""

from __future__ import annotations

import os
import sys
import tempfile
import warnings
from collections.abc import Iterator
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from random import Random

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDragMoveEvent
from PySide6.QtWidgets import QApplication
from sqlalchemy import insert, select

from duodesk.app import application, demo_desk, real_means
from duodesk.base.progress import silent
from duodesk.base.settings import MachineSettings, save
from duodesk.model.pairing import Duo, DuoStage, Proposal, Stage
from duodesk.model.people import Enrolment, Role
from duodesk.pairing import queries
from duodesk.pairing.board import Column
from duodesk.pairing.commands import WAY
from duodesk.pairing.kept import kept_text
from duodesk.pairing.score import score
from duodesk.store import access
from duodesk.store.profile import Profile
from duodesk.ui.appearance import Appearance
from duodesk.ui.ask import WindowAsk
from duodesk.ui.desk import Desk
from duodesk.ui.jobs import Jobs
from duodesk.ui.pairing.board import BoardPart
from duodesk.ui.pairing.page import PairingPage
from tests.bench.measure import Figure, median

CARDS = 60
MOST_OPEN, FRAME = 300.0, 16.0  # milliseconds
_PASSPHRASE = "demonstration"


def figures(folder: Path) -> Iterator[Figure]:
    """On a demonstration of scale 1 whose board is filled up."""
    profile = Profile(folder / "desk")
    demo_desk(profile, real_means(demo=True), "fr", silent).close()
    save(profile.settings, MachineSettings(language="fr", theme="light"))
    opened = access.unlock(profile, _PASSPHRASE, real_means(demo=True))
    desk = Desk(
        opened,
        real_means(demo=True),
        WindowAsk(),
        Jobs(),
        Appearance(application(), profile.settings),
    )
    _fill(desk)

    def open_it() -> None:
        page = PairingPage(desk)
        page.resize(1200, 700)
        page.show()
        page.grab()
        page.deleteLater()

    yield Figure(f"opening the board with 5 × {CARDS} cards", median(open_it), None, MOST_OPEN)
    board = BoardPart(desk)
    board.resize(1200, 700)
    board.show()
    board.grab()
    yield Figure("reading it anew after a move", median(board.reload), None, MOST_OPEN)
    card = board.state.cards[Column.PROPOSED][0]
    yield Figure("lighting up the columns", median(lambda: board.grid.light(card)), None, FRAME)
    yield Figure("one step of a drag, painted", median(_dragging(board)), None, FRAME)
    opened.close()


def _dragging(board: BoardPart):  # type: ignore[no-untyped-def]  # a closure over places
    source = board.grid.columns[Column.PROPOSED].list
    onto = board.grid.columns[Column.FIRST_MEETING].list
    mime = source.carried(source.cards.cards()[0])
    heights = cycle(range(20, 500, 7))

    def step() -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            event = QDragMoveEvent(
                QPoint(40, next(heights)), Qt.DropAction.MoveAction, mime,
                Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
            )  # fmt: skip
        QApplication.sendEvent(onto.viewport(), event)
        onto.repaint()

    return step


def _fill(desk: Desk) -> None:
    """So many proposals in each stage and duos to sign, each with its reasons."""
    chance = Random(1)
    today = desk.today
    with desk.store.read() as session:
        people = {
            role: list(
                session.scalars(
                    select(Enrolment.person_id).where(
                        Enrolment.role == role, Enrolment.office_id == desk.office_id
                    )
                )
            )
            for role in (Role.MENTEE, Role.MENTOR)
        }
        around = queries.pool(session, today=today, office_id=desk.office_id).around
        profiles = queries.read_profiles(session, [one for some in people.values() for one in some])
    with desk.store.write("Fill") as write:
        for stage in WAY:
            rows = []
            for n in range(CARDS):
                mentee, mentor = (chance.choice(people[r]) for r in (Role.MENTEE, Role.MENTOR))
                rows.append(
                    {
                        "id": write.new_id(), "mentee_id": mentee, "mentor_id": mentor,
                        "office_id": desk.office_id, "stage": Stage(stage),
                        "proposed_on": today - timedelta(days=n % 9),
                        "moved_on": today - timedelta(days=n % 9),
                        "reasons": kept_text(score(profiles[mentee], profiles[mentor], around)),
                    }
                )  # fmt: skip
            write.session.execute(insert(Proposal), rows)
        write.session.execute(
            insert(Duo),
            [
                {
                    "id": write.new_id(), "number": f"X-{n}", "office_id": desk.office_id,
                    "mentee_id": chance.choice(people[Role.MENTEE]),
                    "mentor_id": chance.choice(people[Role.MENTOR]),
                    "stage": DuoStage.TO_SIGN, "formed_on": today,
                }
                for n in range(CARDS)
            ],
        )  # fmt: skip


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        for figure in figures(Path(place)):
            sys.stdout.write(f"{figure}\n")
            sys.stdout.flush()
    os._exit(0)
