"""A small demonstration desk in a real window that nobody sees."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Generator
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QLoggingCategory, Qt
from PySide6.QtWidgets import QApplication, QDialog
from shiboken6 import getCppPointer
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


def means(clock: FixedClock, chance: int = 70) -> Means:
    return Means(clock, Random(chance), Cost.cheapest())


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk of about sixty people, made once and copied for each test."""

    def make(folder: Path) -> None:
        clock = FixedClock(MORNING)
        seed = office_seed("BRU")
        assert seed is not None
        founder = Founder(seed.id, seed.code, "Annick Delvaux", "fr")
        # By another chance than it is opened with: else both give the same identities.
        desk = access.found(Profile(folder), PASSPHRASE, founder, means(clock, 7)).desk
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


class Flashes(logging.Filter):
    """Windows of their own that nobody asked for: a part shown before it had a parent.

    A filter of all events would be asked a million times; Qt tells its log of each window.
    """

    RULES = "qt.widgets.showhide.debug=%s"

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.told = 0

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno != logging.DEBUG:
            return True
        self.told += 1
        told = record.getMessage()
        if told.startswith("Setting visibility of QWidgetWindow(") and " to true " in told:
            self._look(told)
        return False

    def _look(self, told: str) -> None:
        for one in QApplication.topLevelWidgets():
            handle = one.windowHandle()
            if handle is None or f"({getCppPointer(handle)[0]:#x}," not in told:
                continue
            popup = one.windowType() in {Qt.WindowType.Popup, Qt.WindowType.ToolTip}
            if not popup and not isinstance(one, (Window, QDialog)):
                self.seen.append(type(one).__name__)


@pytest.fixture
def flashes() -> Generator[Flashes]:
    made, log = Flashes(), logging.getLogger("duodesk.qt")
    log.addFilter(made)
    log.setLevel(logging.DEBUG)
    QLoggingCategory.setFilterRules(Flashes.RULES % "true")
    yield made
    QLoggingCategory.setFilterRules(Flashes.RULES % "false")
    log.setLevel(logging.NOTSET)
    log.removeFilter(made)
    assert made.told > 0  # that Qt tells is what all rests on


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
