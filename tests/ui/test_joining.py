"""A laptop joins: invitation, request and answer side by side on one stick, each step told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from typing_extensions import override

from duodesk.app import Program
from duodesk.base.clock import FixedClock
from duodesk.base.i18n import _
from duodesk.base.settings import MachineSettings, save
from duodesk.exchange import beside, joining, laptops, take
from duodesk.exchange.joining import NewInvitation
from duodesk.exchange.overview import overview
from duodesk.model.exchange import Result
from duodesk.people import queries
from duodesk.store.profile import Profile
from duodesk.tour.stage import Answers, Stage
from duodesk.ui.exchange.page import ExchangePage
from duodesk.ui.start.asking import AskingDialog
from duodesk.ui.start.first_run import FirstRun
from tests.conftest import MORNING, desk_of
from tests.ui.conftest import Flashes
from tests.ui.test_beginning import begin, line, press, programs, settle, shown
from tests.ui.test_screens import nameless

__all__ = ["programs"]


class Chooser(Answers):
    """Chooses one file when asked for one."""

    def __init__(self, folder: Path, chosen: Path) -> None:
        super().__init__(folder)
        self.chosen = chosen

    def open(self, _title: str, _patterns: str, then: Callable[[Path], object]) -> None:
        then(self.chosen)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def invitation(stage: Stage, stick: Path) -> NewInvitation:
    """Made by the desk on the stage, for Antwerp, and put on the stick."""
    made = joining.invite(stage.desk.store, "ANT")
    (stick / made.name).write_bytes(made.data)
    return made


@pytest.fixture
def newcomer(
    programs: list[Program], app: QApplication, clock: FixedClock, tmp_path: Path, stick: Path
) -> Program:
    """A program started for the first time, in English."""
    profile = Profile(tmp_path / "new")
    profile.folder.mkdir()
    save(profile.settings, MachineSettings(language="en"))
    return begin(programs, app, clock, profile, stick)


def first_run(program: Program) -> FirstRun:
    first = shown(program)
    assert isinstance(first, FirstRun)
    return first


def fill_in(program: Program, file: Path, words: str) -> FirstRun:
    """Up to the passphrase, with an invitation."""
    first = first_run(program)
    program.ask = first._ask = Chooser(file.parent, file)  # type: ignore[assignment]
    press(first, "Continue")
    first.beginning._ask = first._ask
    press(first, "I was invited")
    press(first, "Choose the invitation…")
    line(first, "The six words, with spaces between").setText(words)
    line(first, "Your name").setText("Koen")
    press(first, "Continue")
    return first


def found(program: Program, first: FirstRun) -> None:
    """From the passphrase to the open desk."""
    press(first, "Propose one")
    press(first, "Continue")
    founded = first.answers.founded
    assert founded is not None
    for place, word in enumerate(founded.recovery_words, start=1):
        for box in first.findChildren(QLineEdit):
            if box.isVisible() and box.accessibleName() == f"Word {place} of the sheet":
                box.setText(word)
    press(first, "Continue")
    press(first, "Start working")
    assert program.window.shell is not None


def dialog_of(program: Program) -> AskingDialog:
    dialog = program.window.findChild(AskingDialog)
    assert dialog is not None
    return dialog


def click(dialog: AskingDialog, text: str) -> None:
    found = [
        b for b in dialog.findChildren(QPushButton) if b.accessibleName() == text and b.isVisible()
    ]
    assert found, text
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)
    settle()


@pytest.mark.gui
def test_invitation_request_and_answer_lie_side_by_side_on_one_stick(
    stage: Stage, newcomer: Program, invitation: NewInvitation, stick: Path
) -> None:
    first = fill_in(newcomer, stick / invitation.name, " ".join(invitation.words))
    assert "Antwerp" in " ".join(w.text() for w in first.findChildren(type(first.problem)))
    found(newcomer, first)
    dialog = dialog_of(newcomer)
    assert "onto the stick with the invitation" in dialog.words.text()
    assert nameless(dialog) == []
    click(dialog, "Save it beside the invitation")
    (request,) = stick.glob("new-*.duo")
    assert request.name in dialog.words.text()
    assert "Take it in" in dialog.words.text()

    stage.page("exchange", request)
    stage.finish_jobs()
    (answer,) = [path for path in stick.glob("*.duo") if path != request]
    assert any("Koen" in text for text in stage.answers.told)
    assert answer.name in stage.heard[-1][0]

    dialog.show_step()
    assert answer.name in dialog.words.text()
    click(dialog, "Open the answer")
    desk = newcomer.window.desk
    assert desk is not None
    assert newcomer.window.shell is not None
    page = newcomer.window.shell.page
    assert isinstance(page, ExchangePage)
    stage.until(page.pending.isVisible, "the look at the answer")
    page.pending.accepted.emit()
    stage.until(lambda: not joining.waits(desk.store), "the answer taken in")
    theirs = {row.id for row in stage.desk.read(queries.people, today=stage.desk.today)}
    assert theirs
    assert {row.id for row in desk.read(queries.people, today=desk.today)} == theirs
    with desk.store.read() as session:
        assert laptops.us(desk.store, session).name == Path(invitation.name).stem


def sent(stage: Stage) -> list[str]:
    return [row.name for row in overview(stage.desk.store).log if row.result == Result.SENT]


class Loser(Answers):
    """Agrees, and closes the question where to save."""

    @override
    def save(
        self,
        _title: str,
        name: str,
        content: bytes,
        then: Callable[[Path], object] | None = None,
        _otherwise: Callable[[], object] | None = None,
    ) -> None:
        if _otherwise is not None:
            _otherwise()


@pytest.mark.gui
@pytest.mark.parametrize("taken", [True, False])
def test_an_answer_that_was_not_saved_is_made_again_by_the_same_request(
    stage: Stage, tmp_path: Path, invitation: NewInvitation, stick: Path, *, taken: bool
) -> None:
    words = " ".join(invitation.words)
    clock = FixedClock(MORNING)
    founder = joining.founder_of(joining.read_invitation(invitation.data, words), "Koen", "nl")
    store = desk_of(tmp_path / "koen.duo", clock, founder, 7)
    joining.begin(store, invitation.data, words, "Koen")
    asks = joining.request(store)
    request = stick / asks.name
    request.write_bytes(asks.data)
    before = sent(stage)
    if taken:
        stage.desk.ask = Loser(stick)
        stage.page("exchange", request)
        stage.finish_jobs()
        assert "once more" in stage.heard[-1][0]
        assert sent(stage) == before
    else:  # the program ended before the first words were taken in
        joining.accept(stage.desk.store, asks.data)
    stage.desk.ask = stage.answers
    stage.page("exchange", request)
    stage.finish_jobs()
    assert "was taken in as ANT-2 by this file before" in stage.answers.told[-1]
    (answer,) = [path for path in stick.glob("*.duo") if path != request]
    take.take(store, answer.read_bytes(), answer.name, tmp_path / "waiting")
    assert not joining.waits(store)
    store.close()


@pytest.mark.gui
@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("", "not the six words"),
        ("bato bato bato bato bato bato", "not the six words"),
        ("one two", "not the six words"),
    ],
)
def test_wrong_words_are_told_before_a_desk_is_made(
    newcomer: Program, invitation: NewInvitation, stick: Path, words: str, told: str
) -> None:
    first = fill_in(newcomer, stick / invitation.name, words)
    assert told in first.problem.text()
    assert first.answers.founded is None
    line(first, "The six words, with spaces between").setText(" ".join(invitation.words).upper())
    press(first, "Continue")
    assert first.problem.text() == ""
    assert line(first, "Passphrase").isVisible()


@pytest.mark.gui
def test_a_file_that_is_no_invitation_is_told(newcomer: Program, stick: Path) -> None:
    photo = stick / "photo.jpg"
    photo.write_bytes(b"\xff\xd8\xff" + bytes(200))
    first = fill_in(newcomer, photo, "bato bato bato bato bato bato")
    assert "not an invitation" in first.problem.text()
    photo.unlink()
    press(first, "Continue")
    assert "cannot be read" in first.problem.text()
    first.answers.invitation = None
    press(first, "Continue")
    assert ".duoinvitation" in first.problem.text()


@pytest.mark.gui
def test_going_back_loses_neither_file_nor_words(
    newcomer: Program, invitation: NewInvitation, stick: Path, flashes: Flashes
) -> None:
    first = fill_in(newcomer, stick / invitation.name, " ".join(invitation.words))
    press(first, "Back")
    assert first.beginning.file.text() == invitation.name
    assert line(first, "The six words, with spaces between").text() == " ".join(invitation.words)
    assert line(first, "Your name").text() == "Koen"
    assert nameless(first) == []
    assert flashes.seen == []


@pytest.mark.gui
def test_a_desk_that_waits_says_so_at_every_start(
    programs: list[Program],
    app: QApplication,
    clock: FixedClock,
    newcomer: Program,
    invitation: NewInvitation,
    stick: Path,
) -> None:
    first = fill_in(newcomer, stick / invitation.name, " ".join(invitation.words))
    passphrase = "six mots pour ouvrir demain"
    first.answers.passphrase = first.answers.again = passphrase
    found(newcomer, first)
    desk = newcomer.window.desk
    assert desk is not None
    beside.write_request(desk.store, stick)
    profile = desk.opened.profile
    newcomer.window.close()
    again = begin(programs, app, clock, profile, stick)
    unlock = again.window.stack.currentWidget()
    unlock.line.setText(first.answers.passphrase)  # type: ignore[union-attr]
    unlock.try_passphrase()  # type: ignore[union-attr]
    settle()
    assert "Take the stick to who invited you" in dialog_of(again).words.text()
    assert again.window.shell is not None
    assert again.window.shell.key == "exchange"


@pytest.mark.gui
@pytest.mark.parametrize("code", ["fr", "nl", "en"])
def test_the_steps_of_joining_fit_a_small_laptop(
    programs: list[Program],
    app: QApplication,
    clock: FixedClock,
    tmp_path: Path,
    invitation: NewInvitation,
    stick: Path,
    code: str,
) -> None:
    profile = Profile(tmp_path / "new")
    profile.folder.mkdir()
    save(profile.settings, MachineSettings(language=code))
    program = begin(programs, app, clock, profile, stick)
    program.window.resize(1024, 600)
    first = first_run(program)
    first.take_invitation(stick / invitation.name)
    first.beginning._words.setText(" ".join(invitation.words))
    first.beginning.name.setText("Koen")
    settle()
    assert nameless(first) == []
    whole(first)
    first.onward.click()
    settle()
    press(first, _("Propose one"))
    whole(first)
    first._found()
    first.done.emit(first.answers)
    settle()
    dialog = dialog_of(program)
    for step in ("save", "take it there"):
        assert nameless(dialog) == []
        assert dialog.width() <= 1000, step
        whole(dialog)
        if not beside.asked(dialog._desk.store):
            dialog.go_on()
            settle()


def whole(top: QWidget) -> None:
    """No button in sight cuts its words."""
    for button in top.findChildren(QPushButton):
        if button.isVisible():
            assert button.width() + 2 >= button.sizeHint().width(), button.text()
