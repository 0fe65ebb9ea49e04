"""A small demonstration desk in a real window that nobody sees."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from typing_extensions import override

from duodesk.app import application
from duodesk.base.clock import FixedClock
from duodesk.base.settings import MachineSettings, save
from duodesk.demo.build import Builder
from duodesk.office.seeds import office_seed
from duodesk.store import access
from duodesk.store.access import Means
from duodesk.store.founding import Founder
from duodesk.store.keys import Cost
from duodesk.store.profile import Profile
from duodesk.tour.stage import Stage, staged
from duodesk.ui.window import Window
from tests.conftest import MORNING
from tests.demonstrations import once

PASSPHRASE = "jardin lampe vendredi tortue"
# The screen that shows least: tests go to theirs.
START = "settings"


@pytest.fixture(scope="session")
def app() -> QApplication:
    return application()


@pytest.fixture(scope="session")
def qapp(app: QApplication) -> QApplication:
    return app


def means(clock: FixedClock) -> Means:
    return Means(clock, Random(7), Cost.cheapest())


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk of about sixty people, made once and copied for each test."""

    def make(folder: Path) -> None:
        clock = FixedClock(MORNING)
        seed = office_seed("BRU")
        assert seed is not None
        founder = Founder(seed.id, seed.code, "Annick Delvaux", "fr")
        desk = access.found(Profile(folder), PASSPHRASE, founder, means(clock)).desk
        Builder(desk.store, clock, seed=1, scale=0.2).build()
        desk.back_up()  # so that no window begins with a backup
        desk.close()

    return once(tmp_path_factory, "profile", make)


@pytest.fixture(scope="session")
def home(demonstration: Path) -> Path:
    """What the desk of each test is a copy of; some tests have another."""
    return demonstration


@pytest.fixture
def profile(home: Path, tmp_path: Path) -> Profile:
    folder = tmp_path / "desk"
    shutil.copytree(home, folder)
    save(Profile(folder).settings, MachineSettings(language="en", theme="light"))
    return Profile(folder)


class Flashes(QObject):
    """Windows of their own that nobody asked for: a part shown before it had a parent."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Asked of every event there is: the kind of the event last, which costs most.
        if not isinstance(watched, QWidget) or not watched.isWindow():
            return False
        if event.type() == QEvent.Type.Show:
            popup = watched.windowType() in {Qt.WindowType.Popup, Qt.WindowType.ToolTip}
            if not popup and not isinstance(watched, (Window, QDialog)):
                self.seen.append(type(watched).__name__)
        return False


@pytest.fixture
def flashes(app: QApplication) -> Generator[Flashes]:
    made = Flashes()
    app.installEventFilter(made)
    yield made
    app.removeEventFilter(made)


@pytest.fixture
def stage(
    app: QApplication, profile: Profile, clock: FixedClock, tmp_path: Path
) -> Generator[Stage]:
    """The window at 1366 × 768, in English, light."""
    files = tmp_path / "files"
    files.mkdir()
    opened = access.unlock(profile, PASSPHRASE, means(clock))
    with staged(app, opened, clock, files, tmp_path) as made:
        made.open(START)
        yield made
