"""A new laptop in place of a lost one: a backup is brought back in the window."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit

from duodesk.app import Program
from duodesk.base.clock import FixedClock
from duodesk.base.settings import MachineSettings, save
from duodesk.store import access, migrate
from duodesk.store.profile import Profile
from duodesk.ui.start.first_run import FirstRun
from duodesk.ui.start.unlock import Unlock
from tests.ui.conftest import PASSPHRASE, means
from tests.ui.test_beginning import begin, line, press, programs, settle, shown
from tests.ui.test_joining import Chooser
from tests.ui.test_screens import nameless

__all__ = ["programs"]
LINE = "Passphrase of the desk"


@pytest.fixture
def copy(profile: Profile, clock: FixedClock, tmp_path: Path) -> Path:
    """The newest backup of a desk that is lost."""
    desk = access.unlock(profile, PASSPHRASE, means(clock))
    target = tmp_path / "newest.duobackup"
    desk.back_up(target)
    desk.close()
    return target


@pytest.fixture
def newcomer(
    programs: list[Program], app: QApplication, clock: FixedClock, tmp_path: Path
) -> Program:
    """A program started for the first time, in English."""
    profile = Profile(tmp_path / "new")
    profile.folder.mkdir()
    save(profile.settings, MachineSettings(language="en"))
    return begin(programs, app, clock, profile, tmp_path)


def choose(program: Program, file: Path) -> FirstRun:
    first = shown(program)
    assert isinstance(first, FirstRun)
    first._ask = Chooser(file.parent, file)
    press(first, "Bring back a backup…")
    return first


def bring(program: Program, first: FirstRun, secret: str) -> None:
    line(first, LINE).setText(secret)
    press(first, "Bring it back")
    while program.jobs.busy:
        settle()
    settle()


@pytest.mark.gui
def test_a_backup_goes_on_on_a_new_laptop(
    newcomer: Program, copy: Path, profile: Profile, clock: FixedClock
) -> None:
    first = choose(newcomer, copy)
    assert nameless(newcomer.window) == []
    bring(newcomer, first, "not this one")
    assert "does not open the desk" in first.problem.text()
    assert not newcomer._profile.exists
    bring(newcomer, first, PASSPHRASE)
    assert newcomer.window.shell is not None
    assert newcomer.window.desk is not None
    before = access.unlock(profile, PASSPHRASE, means(clock))
    with before.store.engine.connect() as one, newcomer.window.desk.store.engine.connect() as two:
        people = "SELECT id, given_name, family_name FROM person ORDER BY id"
        assert two.exec_driver_sql(people).all() == one.exec_driver_sql(people).all() != []
    before.close()


@pytest.mark.gui
def test_the_words_of_the_recovery_sheet_bring_it_back_too(
    newcomer: Program, profile: Profile, clock: FixedClock, tmp_path: Path
) -> None:
    desk = access.unlock(profile, PASSPHRASE, means(clock))
    sheet = access.new_recovery(profile, desk.key, means(clock))
    access.keep_recovery(profile, sheet)
    desk.back_up(tmp_path / "newest.duobackup")
    desk.close()
    bring(newcomer, choose(newcomer, tmp_path / "newest.duobackup"), " ".join(sheet.words))
    unlock = shown(newcomer)
    assert isinstance(unlock, Unlock)
    unlock.show_recovery()
    unlock.words.setText(" ".join(sheet.words))
    unlock.line.setText("another jardin lampe vendredi")
    unlock.try_recovery()
    settle()
    assert newcomer.window.shell is not None


@pytest.mark.gui
def test_a_damaged_backup_is_told_and_nothing_is_put_in_place(
    newcomer: Program, copy: Path
) -> None:
    content = bytearray(copy.read_bytes())
    content[-5000] ^= 1
    copy.write_bytes(bytes(content))
    first = choose(newcomer, copy)
    bring(newcomer, first, PASSPHRASE)
    assert "not a sound backup" in first.problem.text()
    assert first.findChild(QLineEdit).isEnabled()
    assert not newcomer._profile.exists


@pytest.mark.gui
def test_a_window_that_closes_meanwhile_waits_for_what_is_put_in_place(
    newcomer: Program, copy: Path
) -> None:
    first = choose(newcomer, copy)
    line(first, LINE).setText(PASSPHRASE)
    press(first, "Bring it back")
    newcomer.window.close()
    settle()
    assert not newcomer.jobs.busy
    assert gc.isenabled()  # nobody works beside the window any more


@pytest.mark.gui
@pytest.mark.parametrize("kind", ["none", "newer"])
def test_what_cannot_be_brought_back_is_told_when_it_is_chosen(
    newcomer: Program, copy: Path, kind: str
) -> None:
    if kind == "none":
        copy.write_bytes(b"something else")
    else:
        known = migrate.latest()
        newer = copy.read_bytes().replace(
            f'"schema": {known}'.encode(), f'"schema": {known + 1}'.encode(), 1
        )
        copy.write_bytes(newer)
    first = choose(newcomer, copy)
    told = {"none": "not a sound backup", "newer": "newer Duodesk. Install the newest version"}
    assert told[kind] in first.problem.text()
    assert "\n" not in first.problem.text()


@pytest.mark.gui
def test_going_back_leads_to_the_first_step(newcomer: Program, copy: Path) -> None:
    first = choose(newcomer, copy)
    press(first, "Back")
    press(first, "Continue")
    assert line(first, "Your name").isVisible()
