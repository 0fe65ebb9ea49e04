"""A part of the window that nobody holds any more ends in the window's thread."""

from __future__ import annotations

import gc
import threading
from collections.abc import Generator

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QApplication

from duodesk.base.progress import Progress
from duodesk.ui.jobs import Jobs


@pytest.fixture
def often() -> Generator[None]:
    """Python looks for garbage at every tenth thing, but never through all that there is."""
    before = gc.get_threshold()
    gc.set_threshold(10, 1, 1_000_000)
    yield
    gc.set_threshold(*before)


class Part(QObject):
    """Something that holds itself, as parts of a window do."""

    def __init__(self, ended: list[threading.Thread]) -> None:
        super().__init__()
        self.itself = self
        self.destroyed.connect(lambda: ended.append(threading.current_thread()))


@pytest.mark.gui
@pytest.mark.usefixtures("often")
def test_no_part_of_a_window_ends_in_the_worker(app: QApplication) -> None:
    assert app is QCoreApplication.instance()
    ended: list[threading.Thread] = []
    here, jobs = threading.current_thread(), Jobs()
    left, done = threading.Event(), threading.Event()

    def work(_progress: Progress) -> None:
        left.wait()
        for _n in range(1_000):
            _kept = [[] for _m in range(100)]  # type: ignore[var-annotated]
        done.set()

    jobs.start("", work, lambda _nothing: None, refused=lambda _error: None)
    Part(ended)
    left.set()
    done.wait()
    assert ended == []
    jobs.garbage.look()
    assert ended == [here]
    jobs.finish()
    assert gc.isenabled()
