"""A desk and another laptop that know each other: taken in once, copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from pathlib import Path
from random import Random

import pytest

from duodesk.base.clock import FixedClock
from duodesk.store import access
from duodesk.store.access import Means
from duodesk.store.founding import open_store
from duodesk.store.keys import Cost
from duodesk.store.profile import Profile
from tests.conftest import KEY, MORNING
from tests.demonstrations import once
from tests.exchange.desks import Laptop, Offices
from tests.ui.conftest import PASSPHRASE

_HERE, _THERE = "here", "there"


def joined(factory: pytest.TempPathFactory, demonstration: Path, office: str, author: str) -> Path:
    """The profile of a demonstration that took in a laptop of this office."""

    def make(place: Path) -> None:
        shutil.copytree(demonstration, place / _HERE)
        means = Means(FixedClock(MORNING), Random(8), Cost.cheapest())
        desk = access.unlock(Profile(place / _HERE), PASSPHRASE, means)
        here = Laptop(desk.store, FixedClock(MORNING), place / _HERE)
        there = Offices(place / "others", [here]).join(office, author)
        there.store.close()
        there.folder.rename(place / _THERE)
        desk.close()

    return once(factory, f"joined-{office}", make) / _HERE


def other_laptop(home: Path, folder: Path) -> Generator[Laptop]:
    """The laptop that the desk of this profile took in, a copy for who asks."""
    clock = FixedClock(MORNING)
    shutil.copytree(home.with_name(_THERE), folder)
    store = open_store(folder / "desk.duo", KEY, clock=clock, random=Random(3))
    yield Laptop(store, clock, folder)
    store.close()


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory, demonstration: Path) -> Path:
    """Desks of these tests took Koen's laptop in Antwerp in."""
    return joined(tmp_path_factory, demonstration, "ANT", "Koen")


@pytest.fixture
def antwerp(home: Path, tmp_path: Path) -> Generator[Laptop]:
    """Koen's laptop, which has everything."""
    yield from other_laptop(home, tmp_path / "antwerp")
