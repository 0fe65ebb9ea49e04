"""Desks as the window has them, each following a shared folder, in one program."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import SystemRandom
from typing import Any

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from duodesk.base.clock import SystemClock
from duodesk.base.settings import MachineSettings, save
from duodesk.exchange import joining, take
from duodesk.exchange.folder import Seen
from duodesk.exchange.laptops import settle
from duodesk.office.seeds import OFFICES
from duodesk.store import access, dump
from duodesk.store.access import Means, OpenDesk
from duodesk.store.founding import Founder
from duodesk.store.keys import Cost
from duodesk.store.profile import Profile
from duodesk.tour.stage import Answers
from duodesk.ui.appearance import Appearance
from duodesk.ui.carrying import Carrying
from duodesk.ui.desk import Desk
from duodesk.ui.jobs import Jobs

PASSPHRASE = "jardin lampe vendredi tortue"
LIMIT = 40.0  # seconds after which a fact that never came is a failure


def means() -> Means:
    """The real clock and randomness, the least price for keys."""
    return Means(SystemClock(), SystemRandom(), Cost.cheapest())


@dataclass(slots=True, weakref_slot=True, eq=False)
class Follower:
    """One laptop: its desk, the folder it shares, what was said to its person, and when which
    files came and went.
    """

    opened: OpenDesk
    desk: Desk
    carrying: Carrying
    answers: Answers
    folder: Path
    heard: list[tuple[str, str]] = field(default_factory=list)
    looks: list[Seen] = field(default_factory=list)
    took: dict[str, float] = field(default_factory=dict)
    wrote: dict[str, float] = field(default_factory=dict)

    def state(self) -> dict[str, list[dict[str, Any]]]:
        with self.desk.store.engine.connect() as connection:
            return dump.state(connection)

    def said(self, word: str) -> list[str]:
        return [text for text, _tone in self.heard if word in text]

    def close(self) -> None:
        self.desk.jobs.finish()
        self.carrying.finish()
        self.desk.memory.close()
        self.opened.close()

    def _looked(self, seen: Seen) -> None:
        self.looks.append(seen)
        self.took.update({one.name: time.time() for one in seen.taken})

    def _wrote(self, path: Path) -> None:
        self.wrote[path.name] = time.time()


def found(place: Path, office: str = "BRU", author: str = "Annick") -> OpenDesk:
    """The first desk of an organisation."""
    seed = next(o for o in OFFICES if o.code == office)
    founder = Founder(seed.id, seed.code, author, "fr")
    opened = access.found(Profile(place), PASSPHRASE, founder, means()).desk
    settle(opened.store)
    return opened


def asks(first: OpenDesk, place: Path, office: str, author: str) -> OpenDesk:
    """A desk that the first invited and did not take in yet."""
    invitation = joining.invite(first.store, office)
    spoken = " ".join(invitation.words)
    invited = joining.read_invitation(invitation.data, spoken)
    founder = joining.founder_of(invited, author, "nl")
    opened = access.found(Profile(place), PASSPHRASE, founder, means()).desk
    joining.begin(opened.store, invitation.data, spoken, author)
    return opened


def join(first: OpenDesk, place: Path, office: str, author: str) -> OpenDesk:
    """A desk taken in by the first."""
    opened = asks(first, place, office, author)
    request = joining.request(opened.store)
    answer = joining.accept(first.store, request.data)
    take.take(first.store, request.data, request.name, first.waiting)
    take.take(opened.store, answer.data, answer.name, opened.waiting)
    return opened


def desk_on(app: QApplication, opened: OpenDesk, folder: Path) -> tuple[Desk, Answers]:
    """An open desk whose machine has chosen this shared folder; and who answers its questions."""
    folder.mkdir(exist_ok=True)
    chosen = MachineSettings(language="en", theme="light", exchange_folder=str(folder))
    save(opened.profile.settings, chosen)
    answers = Answers(folder.parent)
    appearance = Appearance(app, opened.profile.settings)
    return Desk(opened, means(), answers, Jobs(), appearance), answers


def follow(app: QApplication, opened: OpenDesk, folder: Path) -> Follower:
    """Let a desk follow a folder, as its window would."""
    desk, answers = desk_on(app, opened, folder)
    made = Follower(opened, desk, Carrying(desk), answers, folder)
    desk.bus.said.connect(lambda text, tone: made.heard.append((text, tone)))
    made.carrying.looked.connect(made._looked)
    made.carrying.wrote.connect(made._wrote)
    made.carrying.start()
    return made


def until(holds: Callable[[], object], what: str, limit: float = LIMIT) -> None:
    """Wait for a fact while the program runs on; one that never comes is a failure."""
    loop = QEventLoop()
    look = QTimer(interval=20)
    look.timeout.connect(lambda: loop.quit() if holds() else None)
    late = QTimer(singleShot=True, interval=int(limit * 1000))
    late.timeout.connect(loop.quit)
    look.start()
    late.start()
    if not holds():
        loop.exec()
    if not holds():
        pytest.fail(f"never came within {limit} s: {what}")
