"""What the tour plays on: a window with nobody before it, a camera, answers to its questions."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from duodesk.base.clock import FixedClock
from duodesk.base.files import atomic_write
from duodesk.store.access import Means, OpenDesk
from duodesk.store.keys import Cost
from duodesk.ui.appearance import Appearance
from duodesk.ui.crash import Crash
from duodesk.ui.desk import Desk
from duodesk.ui.jobs import Jobs
from duodesk.ui.page import Page
from duodesk.ui.pages import PAGES
from duodesk.ui.window import Window

_QUICK = 75  # half the time of Qt's own choice for a picture that is a tenth larger
LIMIT = 60_000  # milliseconds after which something that never comes is a failure
W = TypeVar("W", bound=QWidget)


class TourError(Exception):
    """A step of the tour did not end as it must."""


class Answers:
    """Answers what a person would be asked: files go to one folder, questions get a yes."""

    def __init__(self, folder: Path) -> None:
        self.place = folder
        self.files: list[Path] = []
        self.told: list[str] = []

    def confirm(self, text: str, _yes: str, then: Callable[[], object]) -> None:
        """Agree."""
        self.told.append(text)
        then()

    def warn(self, text: str) -> None:
        """Remember what was said."""
        self.told.append(text)

    def open(self, _title: str, _patterns: str, _then: Callable[[Path], object]) -> None:
        """Files are named by the tour itself."""

    def save(
        self,
        _title: str,
        name: str,
        content: bytes,
        then: Callable[[Path], object] | None = None,
        _otherwise: Callable[[], object] | None = None,
    ) -> None:
        """Write into the folder."""
        path = self.place / name
        atomic_write(path, content)
        self.files.append(path)
        if then is not None:
            then(path)

    def folder(self, _title: str, then: Callable[[Path], object]) -> None:
        """The one folder."""
        then(self.place)


class Stage:
    """One open desk in a window that is painted and never shown to anybody."""

    def __init__(
        self, app: QApplication, opened: OpenDesk, means: Means, folder: Path, pictures: Path
    ) -> None:
        self.window = Window()
        self.jobs = Jobs()
        self.answers = Answers(folder)
        self.appearance = Appearance(app, opened.profile.settings)
        self.desk = Desk(opened, means, self.answers, self.jobs, self.appearance)
        self.pictures = pictures
        self.taken: list[str] = []
        self.failures: list[str] = []
        self._crash = Crash(self.failures.append)
        self._crash.install()
        self.desk.bus.said.connect(self._hear)
        self.heard: list[tuple[str, str]] = []

    def open(self, at: str = PAGES[0].key, width: int = 1366, height: int = 768) -> None:
        """Show the desk at one of its screens, in this size."""
        self.window.open_desk(self.desk, demo=True, at=at)
        self.window.resize(width, height)
        self.window.show()
        self.window.activateWindow()
        self.until(self.window.isActiveWindow, "the window in front")

    def page(self, key: str, subject: object = None) -> Page:
        """Go to a screen as Ctrl+K would."""
        shell = self.window.shell
        if shell is None:
            raise TourError("the window has no desk")
        shell.go(key, subject)
        self.settle()
        if shell.page is None:
            raise TourError(f"no screen {key}")
        return shell.page

    def view(self, key: str, subject: object, kind: type[W]) -> W:
        """The part of a screen that this subject opens."""
        page = self.page(key, subject)
        found = page.findChild(kind)
        if found is None:
            raise TourError(f"{key} shows no {kind.__name__}")
        return found

    def picture(self, name: str) -> None:
        """Photograph the window."""
        self.settle()
        path = self.pictures / f"{name}.png"
        taken = self.window.grab()
        painter = QPainter(taken)
        for dialog in self.dialogs():
            corner = self.window.rect().center() - dialog.rect().center()
            painter.fillRect(taken.rect(), QColor(0, 0, 0, 90))
            painter.drawPixmap(corner, dialog.grab())
        painter.end()
        if not taken.save(str(path), "PNG", _QUICK):
            raise TourError(f"{path} could not be written")
        self.taken.append(path.name)

    def dialogs(self) -> list[QDialog]:
        """The questions that stand open over the window, the topmost last."""
        return [one for one in self.window.findChildren(QDialog) if one.isVisible()]

    def press(self, text: str, within: QWidget | None = None) -> None:
        """Click the first button in sight that says this."""
        buttons = (within or self.window).findChildren(QPushButton)
        for button in buttons:
            if button.isVisible() and button.text().strip().replace("&&", "&") == text:
                button.click()
                self.settle()
                return
        raise TourError(f"no button “{text}”")

    def settle(self) -> None:
        """Let everything that waits for the window happen."""
        for _turn in range(3):
            loop = QEventLoop()
            QTimer.singleShot(0, loop.quit)
            loop.exec()
        if self.failures:
            raise TourError(self.failures[0])

    def until(self, holds: Callable[[], bool], what: str) -> None:
        """Wait for a fact, never for a time; a fact that never comes is a failure.

        That it came is enough: a backup may begin by itself a moment after all work was done.
        """
        loop = QEventLoop()
        came = holds()

        def check() -> None:
            nonlocal came
            came = came or holds()
            if came or self.failures:
                loop.quit()

        look = QTimer(interval=10)
        look.timeout.connect(check)
        late = QTimer(singleShot=True, interval=LIMIT)
        late.timeout.connect(loop.quit)
        look.start()
        late.start()
        if not came:
            loop.exec()
        self.settle()
        if not came:
            raise TourError(f"never came: {what}")

    def finish_jobs(self) -> None:
        """Wait for what runs in the worker, quiet work too: what it finds changes the screen."""
        self.until(lambda: not self.jobs.busy, "the end of the work in the background")

    def refuse_complaints(self) -> None:
        """A complaint shown to the person is a failure of the step."""
        bad = [text for text, tone in self.heard if tone == "bad"]
        if bad:
            raise TourError(bad[0])

    def close(self) -> None:
        """Close the window as a person would."""
        self.window.close()
        self.window.deleteLater()
        # What follows a desk holds it: with its signals, all of them go.
        self.desk.bus.deleteLater()
        # At once: what is gone is not dressed anew with the next window.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self._crash.remove()

    def _hear(self, text: str, tone: str) -> None:
        self.heard.append((text, tone))


def means(clock: FixedClock, chance: int = 2026) -> Means:
    """A clock that the tour moves, randomness that repeats, the least price for keys."""
    return Means(clock, Random(chance), Cost.cheapest())  # noqa: S311 - nothing real is guarded


@contextmanager
def staged(
    app: QApplication, opened: OpenDesk, clock: FixedClock, folder: Path, pictures: Path
) -> Generator[Stage]:
    """A stage that is always cleared."""
    stage = Stage(app, opened, means(clock), folder, pictures)
    try:
        yield stage
    finally:
        stage.close()
