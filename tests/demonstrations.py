"""Demonstrations that a run makes once, whichever of its processes asks first; tests work on
copies.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from duodesk.base.clock import FixedClock
from duodesk.demo.build import Builder
from duodesk.store.founding import open_store
from duodesk.store.profile import AlreadyOpenError, DeskLock
from duodesk.store.store import Store
from tests.conftest import KEY, MORNING, new_store


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """What `make` makes at a place of that name; made when it is first asked for in this run."""
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    place, part = shared / f"once-{name}", shared / f"part-{name}"
    lock = DeskLock(shared / f"lock-{name}")
    while True:
        try:
            lock.take("")
            break
        except AlreadyOpenError:
            threading.Event().wait(0.1)  # between two tries: another process is making it
    try:
        if not place.exists():
            make(part)
            part.rename(place)
    finally:
        lock.release()
    return place


def desk(factory: pytest.TempPathFactory, scale: float) -> Store:
    """Annick's desk in Brussels with the demonstration on it, a copy for who asks."""

    def make(place: Path) -> None:
        clock = FixedClock(MORNING)
        store = new_store(place, clock)
        Builder(store, clock, seed=1, scale=scale).build()
        store.close()

    made, own = once(factory, f"desk-{scale}", make), factory.mktemp("desk") / "desk.duo"
    shutil.copyfile(made, own)
    return open_store(own, KEY, clock=FixedClock(MORNING), random=Random(7))
