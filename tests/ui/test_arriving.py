"""Files come to the window: dropped anywhere, opened with the program, held while it is locked."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from duodesk.app import Program
from duodesk.base.clock import FixedClock
from duodesk.base.settings import MachineSettings, save
from duodesk.cli.main import parser
from duodesk.exchange.joining import invite
from duodesk.exchange.send import make
from duodesk.people import commands, queries
from duodesk.store.profile import Profile
from duodesk.tour.lists import write_lists
from duodesk.tour.stage import Stage
from duodesk.ui.exchange.page import ExchangePage
from duodesk.ui.people.importing import ImportView
from duodesk.ui.start.first_run import FirstRun
from duodesk.ui.start.unlock import Unlock
from duodesk.ui.widgets.dialog import Dialog
from tests.exchange.desks import Laptop
from tests.ui.conftest import PASSPHRASE
from tests.ui.laptops import antwerp, home
from tests.ui.test_beginning import begin, programs, settle

__all__ = ["antwerp", "home", "programs"]
BUTTON, KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
COPY = Qt.DropAction.CopyAction


def mime(*paths: Path | str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl(p) if isinstance(p, str) else QUrl.fromLocalFile(str(p)) for p in paths])
    return data


def drop(window: object, *paths: Path | str) -> bool:
    """Drag files over the native window, as the system does, and let go; whether it took them."""
    handle = window.windowHandle()  # type: ignore[attr-defined]
    data = mime(*paths)
    enter = QDragEnterEvent(QPoint(300, 300), COPY, data, BUTTON, KEY)
    enter.ignore()
    QApplication.sendEvent(handle, enter)
    if enter.isAccepted():
        QApplication.sendEvent(handle, QDropEvent(QPointF(300, 300), COPY, data, BUTTON, KEY))
    settle()
    return enter.isAccepted()


def files(stage: Stage, laptop: Laptop, n: int) -> list[Path]:
    """Files for us of another laptop, each with a change more than the one before."""
    made = []
    for place in range(n):
        row = stage.desk.read(queries.people, today=stage.desk.today)[place]
        commands.change_person(laptop.store, row.id, municipality=f"Gent {place}")
        laptop.clock.advance(timedelta(minutes=1))
        one = make(laptop.store, to=[stage.desk.store.replica])
        path = stage.answers.place / one.name
        path.write_bytes(one.data)
        made.append(path)
    return made


def exchange_page(stage: Stage) -> ExchangePage:
    shell = stage.window.shell
    assert shell is not None
    assert isinstance(shell.page, ExchangePage)
    return shell.page


@pytest.mark.gui
def test_an_exchange_file_dropped_on_any_screen_is_looked_at(stage: Stage, antwerp: Laptop) -> None:
    (path,) = files(stage, antwerp, 1)
    stage.page("reports")
    assert drop(stage.window, path)
    stage.finish_jobs()
    page = exchange_page(stage)
    assert page.pending.isVisible()
    assert path.name in page.pending.title.text()


@pytest.mark.gui
def test_several_files_are_looked_at_in_the_order_they_were_made(
    stage: Stage, antwerp: Laptop
) -> None:
    made = files(stage, antwerp, 3)
    stage.page("exchange")
    assert drop(stage.window, made[2], made[0], made[1])
    for path in made:
        stage.finish_jobs()
        page = exchange_page(stage)
        assert path.name in page.pending.title.text()
        page.pending.accepted.emit()
    stage.finish_jobs()
    assert not page.pending.isVisible()
    rows = stage.desk.read(queries.people, today=stage.desk.today)
    assert {"Gent 0", "Gent 1", "Gent 2"} <= {row.municipality for row in rows}
    stage.refuse_complaints()


@pytest.mark.gui
def test_a_file_put_off_or_damaged_makes_room_for_the_next(stage: Stage, antwerp: Laptop) -> None:
    made = files(stage, antwerp, 3)
    made[1].write_bytes(made[1].read_bytes()[:-40])
    assert drop(stage.window, *made)
    stage.finish_jobs()
    page = exchange_page(stage)
    page.pending.put_off.emit()
    stage.finish_jobs()
    assert any("damaged" in text for text in stage.answers.told)
    assert made[2].name in page.pending.title.text()


@pytest.mark.gui
def test_lists_come_in_one_after_the_other(stage: Stage) -> None:
    lists = write_lists(stage.answers.place, stage.desk.store.clock.now())
    os.utime(lists[0], (2, 2))
    os.utime(lists[1], (1, 1))
    assert drop(stage.window, *lists)
    shown = stage.window.findChild(ImportView)
    assert shown is not None
    assert shown.subject() == lists[1]
    shown.back.emit()
    stage.settle()
    (other,) = [v for v in stage.window.findChildren(ImportView) if v.isVisible()]
    assert other.subject() == lists[0]
    other.back.emit()
    stage.settle()
    assert not any(v.isVisible() for v in stage.window.findChildren(ImportView))


@pytest.mark.gui
@pytest.mark.parametrize(
    ("name", "told"),
    [("photo.jpg", "nothing that Duodesk takes in"), ("ANT-1.duoinvitation", "for a new laptop")],
)
def test_other_files_are_told_in_a_sentence(stage: Stage, name: str, told: str) -> None:
    path = stage.answers.place / name
    path.write_bytes(b"?")
    stage.page("duos")
    assert drop(stage.window, path)
    assert stage.heard[-1][1] == "warn"
    assert name in stage.heard[-1][0]
    assert told in stage.heard[-1][0]


@pytest.mark.gui
def test_what_is_no_file_and_what_comes_while_a_question_is_open_is_left(stage: Stage) -> None:
    assert not drop(stage.window, "https://example.org/list.xlsx")
    question = Dialog("A question", parent=stage.window)
    question.open_over()
    stage.settle()
    assert not drop(stage.window, stage.answers.place / "a.duo")
    question.close()
    stage.settle()
    assert drop(stage.window, stage.answers.place / "a.duo")
    assert any("cannot be read" in text for text, _tone in stage.heard)


@pytest.mark.gui
def test_a_file_waits_until_the_desk_is_unlocked(stage: Stage, antwerp: Laptop) -> None:
    (path,) = files(stage, antwerp, 1)
    stage.window._demo = False  # a demonstration guards nothing and is never locked
    stage.window.lock()
    stage.settle()
    drop(stage.window, path)
    unlock = stage.window.stack.currentWidget()
    assert isinstance(unlock, Unlock)
    unlock.line.setText(PASSPHRASE)
    unlock.try_passphrase()
    stage.settle()
    stage.finish_jobs()
    assert path.name in exchange_page(stage).pending.title.text()


@pytest.mark.gui
def test_an_invitation_dropped_on_first_run_is_chosen(
    programs: list[Program], app: QApplication, clock: FixedClock, stage: Stage, tmp_path: Path
) -> None:
    made = invite(stage.desk.store, "ANT")
    path = tmp_path / made.name
    path.write_bytes(made.data)
    profile = Profile(tmp_path / "new")
    profile.folder.mkdir()
    save(profile.settings, MachineSettings(language="en"))
    program = begin(programs, app, clock, profile, tmp_path)
    assert drop(program.window, path)
    first = program.window.stack.currentWidget()
    assert isinstance(first, FirstRun)
    assert first.answers.invited
    assert first.beginning.file.text() == made.name


@pytest.mark.gui
def test_a_second_start_hands_its_file_to_the_first_window(
    programs: list[Program], app: QApplication, clock: FixedClock, profile: Profile, tmp_path: Path
) -> None:
    program = begin(programs, app, clock, profile, tmp_path)
    unlock = program.window.stack.currentWidget()
    assert isinstance(unlock, Unlock)
    path = tmp_path / "Liège été.duo"
    path.write_bytes(b"no exchange file")
    command = [sys.executable, "-m", "duodesk", "--profile", str(profile.folder), str(path)]
    second = subprocess.Popen(command, stderr=subprocess.DEVNULL, cwd=Path.cwd())
    try:
        until(lambda: second.poll() is not None and bool(program.window._offered))
        assert second.poll() == 0
    finally:
        second.kill()
        second.wait()
    assert program.window._offered == [path]
    unlock.line.setText(PASSPHRASE)
    unlock.try_passphrase()
    until(lambda: bool(program.ask.told))  # type: ignore[attr-defined]
    assert program.window.shell is not None
    assert program.window.shell.key == "exchange"


def test_a_file_alone_is_a_command() -> None:
    from duodesk.cli.main import _with_verb

    words = ["--profile", "desk.duo", "--language", "fr", "Koen.DUO", "b.duo"]
    chosen = parser().parse_args(_with_verb(words))
    assert chosen.files == [Path("Koen.DUO"), Path("b.duo")]
    assert chosen.profile == Path("desk.duo")
    assert _with_verb(["dump", "x.duo"]) == ["dump", "x.duo"]
    assert _with_verb([]) == []


def until(holds: object) -> None:
    """Wait for a fact, half a minute at most."""
    loop = QEventLoop()
    look = QTimer(interval=20)
    look.timeout.connect(lambda: loop.quit() if holds() else None)  # type: ignore[operator]
    look.start()
    QTimer.singleShot(30_000, loop.quit)
    if not holds():  # type: ignore[operator]
        loop.exec()
    settle()
