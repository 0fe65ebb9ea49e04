"""The board in a real window that tells where everything is: python -m tests.journeys.board_window
DESK TOLD
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from random import Random
from typing import Any

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QWidget

from duodesk.app import application
from duodesk.base.clock import FixedClock
from duodesk.base.settings import MachineSettings, save
from duodesk.store import access
from duodesk.store.access import Means
from duodesk.store.keys import Cost
from duodesk.store.profile import Profile
from duodesk.ui.appearance import Appearance
from duodesk.ui.ask import WindowAsk
from duodesk.ui.desk import Desk
from duodesk.ui.jobs import Jobs
from duodesk.ui.pairing.board import BoardPart
from duodesk.ui.pairing.columns import BoardList
from duodesk.ui.window import Window
from tests.conftest import MORNING
from tests.ui.conftest import PASSPHRASE

_OFTEN = 50  # milliseconds between two tellings


def main(folder: Path, told: Path) -> None:
    """Show the board until somebody closes the window."""
    app = application()
    profile, clock = Profile(folder), FixedClock(MORNING)
    save(profile.settings, MachineSettings(language="en", theme="light"))
    means = Means(clock, Random(7), Cost.cheapest())
    opened = access.unlock(profile, PASSPHRASE, means)
    window = Window()
    desk = Desk(opened, means, WindowAsk(window), Jobs(), Appearance(app, profile.settings))
    window.open_desk(desk, demo=True)
    window.resize(1300, 720)
    window.show()
    shell = window.shell
    assert shell is not None
    shell.go("pairing")
    board = window.findChild(BoardPart)
    assert board is not None

    def tell() -> None:
        part = told.with_suffix(".part")
        part.write_text(json.dumps(state(window, board)))
        part.replace(told)

    often = QTimer(interval=_OFTEN)
    often.timeout.connect(tell)
    often.start()
    app.exec()


def state(window: Window, board: BoardPart) -> dict[str, Any]:
    """Cards by id with their column and middle, columns with theirs, and what has the focus."""
    cards, columns = {}, {}
    for place, one in board.grid.columns.items():
        columns[place.value] = {
            "at": middle(one.list.viewport()),
            "lit": one.list.property("lands") == "true",
            "focus": one.list.hasFocus(),
        }
        for row, item in enumerate(one.list.cards.cards()):
            spot = one.list.visualRect(one.list.cards.index(row)).center()
            at = one.list.viewport().mapToGlobal(spot)
            cards[str(item.id)] = {"column": place.value, "at": [at.x(), at.y()]}
    question, current = board.panel.question(), board.grid.current()
    return {
        "active": window.isActiveWindow(),
        "cards": cards,
        "columns": columns,
        "question": type(question).__name__ if question and not board.panel.isHidden() else "",
        "current": str(current.id) if current else "",
        "said": board.spoken.text(),
        "lists": len(window.findChildren(BoardList)),
    }


def middle(shown: QWidget) -> list[int]:
    at = shown.mapToGlobal(QPoint(shown.width() // 2, shown.height() * 3 // 4))
    return [at.x(), at.y()]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
