"""Before the desk is open: first run, unlocking, the recovery sheet, refusals, a second start."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from duodesk.app import Program
from duodesk.base.clock import FixedClock
from duodesk.base.i18n import set_language
from duodesk.base.settings import MachineSettings, save
from duodesk.exchange import rights
from duodesk.store.profile import Profile
from duodesk.tour.stage import Answers
from duodesk.ui.start.first_run import FirstRun
from duodesk.ui.start.unlock import Unlock
from duodesk.ui.start.waiting import Waiting
from duodesk.ui.widgets.text import PlainLabel
from tests.ui.conftest import PASSPHRASE, means


def settle() -> None:
    for _turn in range(3):
        loop = QEventLoop()
        QTimer.singleShot(0, loop.quit)
        loop.exec()


@pytest.fixture
def programs(app: QApplication, clock: FixedClock, tmp_path: Path) -> Generator[list[Program]]:
    """Programs to be closed at the end, whatever happened; their folder (`tmp_path`) goes later."""
    begun: list[Program] = []
    yield begun
    for program in begun:
        program.window.close()
        program.crash.remove()
        program.window.deleteLater()
    settle()


def begin(
    programs: list[Program], app: QApplication, clock: FixedClock, profile: Profile, place: Path
) -> Program:
    program = Program(app, profile, means(clock))
    program.ask = Answers(place)  # type: ignore[assignment]
    programs.append(program)
    assert program.begin()
    program.window.show()
    settle()
    return program


def shown(program: Program) -> object:
    return program.window.stack.currentWidget()


def line(first: FirstRun, name: str) -> QLineEdit:
    found = [
        w for w in first.findChildren(QLineEdit) if w.accessibleName() == name and w.isVisible()
    ]
    assert found, name
    return found[0]


def press(widget: FirstRun, text: str) -> None:
    found = [
        b for b in widget.findChildren(QPushButton) if b.accessibleName() == text and b.isVisible()
    ]
    assert found, text
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)
    settle()


@pytest.mark.gui
def test_first_run_founds_a_desk_in_five_short_steps(
    programs: list[Program], app: QApplication, clock: FixedClock, tmp_path: Path
) -> None:
    profile = Profile(tmp_path / "desk")
    profile.folder.mkdir()
    save(profile.settings, MachineSettings(language="en"))
    program = begin(programs, app, clock, profile, tmp_path)
    first = shown(program)
    assert isinstance(first, FirstRun)
    press(first, "Continue")
    press(first, "Continue")
    assert "your name" in first.problem.text()
    QTest.keyClicks(line(first, "Your name"), "Annick")
    press(first, "Continue")
    QTest.keyClicks(line(first, "Passphrase"), "azerty")
    QTest.keyClicks(line(first, "The same once more"), "azerty")
    press(first, "Continue")
    assert "too easy" in first.problem.text()
    press(first, "Propose one")
    press(first, "Continue")
    press(first, "Save the sheet as PDF…")
    (paper,) = PdfReader(tmp_path / "duodesk-recovery.pdf").pages
    press(first, "Continue")
    assert "different on your sheet" in first.problem.text()
    founded = first.answers.founded
    assert founded is not None
    on_paper = paper.extract_text().split()
    assert set(founded.recovery_words) <= set(on_paper)
    assert set(rights.sheet_words(founded.desk.store)) <= set(on_paper)
    for place, word in enumerate(founded.recovery_words, start=1):
        for box in first.findChildren(QLineEdit):
            if box.isVisible() and box.accessibleName() == f"Word {place} of the sheet":
                box.setText(word)
    press(first, "Continue")
    press(first, "Start working")
    assert program.window.shell is not None
    assert "Brussels" in program.window.windowTitle()


@pytest.mark.gui
def test_the_passphrase_opens_and_a_wrong_one_is_told(
    programs: list[Program], app: QApplication, clock: FixedClock, profile: Profile, tmp_path: Path
) -> None:
    program = begin(programs, app, clock, profile, tmp_path)
    unlock = shown(program)
    assert isinstance(unlock, Unlock)
    unlock.line.setText("not this one")
    QTest.keyClick(unlock.line, Qt.Key.Key_Return)
    assert "does not open the desk" in unlock.problem.text()
    unlock.line.setText(PASSPHRASE)
    QTest.keyClick(unlock.line, Qt.Key.Key_Return)
    settle()
    assert program.window.shell is not None


@pytest.mark.gui
@pytest.mark.parametrize(
    ("code", "word"), [("fr", "n’ouvre pas"), ("nl", "opent het bureau niet"), ("en", "not open")]
)
def test_refusals_are_told_in_the_language_of_the_screens(
    programs: list[Program],
    app: QApplication,
    clock: FixedClock,
    profile: Profile,
    tmp_path: Path,
    code: str,
    word: str,
) -> None:
    save(profile.settings, MachineSettings(language=code))
    program = begin(programs, app, clock, profile, tmp_path)
    unlock = shown(program)
    assert isinstance(unlock, Unlock)
    unlock.line.setText("not this one")
    unlock.try_passphrase()
    assert word in unlock.problem.text()
    set_language("en")


@pytest.mark.gui
def test_a_damaged_file_is_told_and_left_alone(
    programs: list[Program], app: QApplication, clock: FixedClock, profile: Profile, tmp_path: Path
) -> None:
    profile.database.write_bytes(b"no desk at all" * 4000)
    before = profile.database.read_bytes()
    program = begin(programs, app, clock, profile, tmp_path)
    unlock = shown(program)
    assert isinstance(unlock, Unlock)
    unlock.line.setText(PASSPHRASE)
    unlock.try_passphrase()
    assert "damaged" in unlock.problem.text()
    assert profile.database.read_bytes() == before


@pytest.mark.gui
def test_a_place_that_cannot_be_written_is_told(
    programs: list[Program], app: QApplication, clock: FixedClock, tmp_path: Path
) -> None:
    file = tmp_path / "file"
    file.write_text("in the way")
    program = begin(programs, app, clock, Profile(file / "desk"), tmp_path)
    waiting = shown(program)
    assert isinstance(waiting, Waiting)
    said = " ".join(label.text() for label in waiting.findChildren(PlainLabel))
    assert str(file) in said


@pytest.mark.gui
def test_a_second_start_raises_the_first_window_and_opens_nothing(
    programs: list[Program], app: QApplication, clock: FixedClock, profile: Profile, tmp_path: Path
) -> None:
    program = begin(programs, app, clock, profile, tmp_path)
    unlock = shown(program)
    assert isinstance(unlock, Unlock)
    unlock.line.setText(PASSPHRASE)
    unlock.try_passphrase()
    program.window.showMinimized()
    command = [sys.executable, "-m", "duodesk", "--profile", str(profile.folder)]
    second = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    loop = QEventLoop()
    look = QTimer(interval=20)
    look.timeout.connect(lambda: loop.quit() if second.poll() is not None else None)
    look.start()
    QTimer.singleShot(30_000, loop.quit)
    loop.exec()
    settle()
    assert second.wait(timeout=1) == 0
    assert not program.window.isMinimized()
