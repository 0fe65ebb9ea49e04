"""The frame: search line, keys, undo, back and forward, lock, saved mark, crash, restore."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from sqlalchemy import event

from duodesk.people import commands, queries
from duodesk.people.cards import person
from duodesk.store import access, backup
from duodesk.store.profile import Profile
from duodesk.tour.stage import Stage
from duodesk.ui.crash import Crash
from duodesk.ui.keys import KEYS, sequences
from duodesk.ui.settings.safety import SafetyPart
from duodesk.ui.shell.shell import Shell
from duodesk.ui.start.fallen import Fallen
from duodesk.ui.start.unlock import Unlock
from duodesk.ui.tokens import DARK, LIGHT, TEXT_PAIRS, as_names, contrast
from tests.ui.conftest import PASSPHRASE, means

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def shell_of(stage: Stage) -> Shell:
    assert stage.window.shell is not None
    return stage.window.shell


@pytest.mark.gui
def test_ctrl_k_finds_a_person_and_enter_opens_them(stage: Stage) -> None:
    wanted = stage.desk.read(queries.people, today=stage.desk.today)[5]
    QTest.keyClick(stage.window, Qt.Key.Key_K, CTRL)
    palette = shell_of(stage).palette_
    assert palette.isVisible()
    QTest.keyClicks(palette.line, wanted.number)
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    stage.settle()
    assert shell_of(stage).here() == ("people", wanted.id)
    assert palette.isHidden()


@pytest.mark.gui
def test_a_word_makes_way_for_the_pointer_once_it_could_be_read(stage: Stage) -> None:
    toast = shell_of(stage).toast

    def pointed_at() -> bool:
        here = QPointF(5, 5)
        none = Qt.MouseButton.NoButton
        moved = QMouseEvent(
            QEvent.Type.MouseMove, here, here, none, none, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(toast, moved)
        return toast.isHidden()

    stage.desk.say("Kept.")
    assert not pointed_at()
    stage.until(pointed_at, "the word to make way")


@pytest.mark.gui
def test_actions_are_found_by_their_words_and_run(stage: Stage) -> None:
    palette = shell_of(stage).palette_
    palette.open("reports")
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    stage.settle()
    assert shell_of(stage).key == "reports"


@pytest.mark.gui
def test_digits_lead_to_screens_and_alt_left_back(stage: Stage) -> None:
    QTest.keyClick(stage.window, Qt.Key.Key_5, CTRL)
    stage.settle()
    assert shell_of(stage).key == "duos"
    QTest.keyClick(stage.window, Qt.Key.Key_Eacute, CTRL)  # the 2 of a Belgian keyboard
    stage.settle()
    assert shell_of(stage).key == "people"
    QTest.keyClick(stage.window, Qt.Key.Key_Left, ALT)
    stage.settle()
    assert shell_of(stage).key == "duos"
    QTest.keyClick(stage.window, Qt.Key.Key_Right, ALT)
    stage.settle()
    assert shell_of(stage).key == "people"


@pytest.mark.gui
def test_ctrl_z_takes_back_what_the_status_line_names(stage: Stage) -> None:
    row = stage.desk.read(queries.people, today=stage.desk.today)[0]
    stage.page("people", row.id)
    stage.desk.do(commands.change_person, row.id, municipality="Ostend")
    stage.settle()
    status = shell_of(stage).status
    assert "Change Municipality" in status.undo.accessibleName()
    assert status.saved.text().startswith("Saved")
    QTest.keyClick(stage.window, Qt.Key.Key_Z, CTRL)
    stage.settle()
    card = stage.desk.read(person, row.id, today=stage.desk.today)
    assert card is not None
    assert card.values["municipality"] != "Ostend"
    QTest.keyClick(stage.window, Qt.Key.Key_Y, CTRL)
    stage.settle()
    card = stage.desk.read(person, row.id, today=stage.desk.today)
    assert card is not None
    assert card.values["municipality"] == "Ostend"


@pytest.mark.gui
def test_the_lock_hides_everything_and_gives_it_back(stage: Stage) -> None:
    stage.window._demo = False  # a demonstration guards nothing and is never locked
    row = stage.desk.read(queries.people, today=stage.desk.today)[0]
    stage.page("people", row.id)
    QTest.keyClick(stage.window, Qt.Key.Key_L, CTRL)
    stage.settle()
    unlock = stage.window.stack.currentWidget()
    assert isinstance(unlock, Unlock)
    assert stage.window.windowTitle() == "Duodesk"
    assert stage.window.locked
    assert not shell_of(stage).isVisible()
    QTest.keyClicks(unlock.line, "something else entirely")
    QTest.keyClick(unlock.line, Qt.Key.Key_Return)
    assert unlock.problem.text()
    assert stage.window.locked
    unlock.line.clear()
    QTest.keyClicks(unlock.line, PASSPHRASE)
    QTest.keyClick(unlock.line, Qt.Key.Key_Return)
    stage.settle()
    assert not stage.window.locked
    assert shell_of(stage).here() == ("people", row.id)


@pytest.mark.gui
def test_help_lists_every_key_and_opens_at_the_screen_in_sight(stage: Stage) -> None:
    stage.page("duos")
    QTest.keyClick(stage.window, Qt.Key.Key_F1)
    stage.settle()
    dialog = stage.window.findChild(QDialog)
    assert dialog is not None
    assert dialog.tabs.currentIndex() == 4
    dialog.close()


def test_no_key_needs_altgr_or_is_bound_twice() -> None:
    taken: dict[str, str] = {}
    for key in KEYS:
        for sequence in sequences(key.name) if key.keys else ():
            text = sequence.toString()
            assert "Ctrl+Alt" not in text
            assert not set(text) & set("[]{}@#|\\")
            assert taken.setdefault(f"{key.where}/{text}", key.name) == key.name


def test_all_colours_that_meet_stand_far_enough_apart() -> None:
    for tokens in (LIGHT, DARK):
        colours = as_names(tokens)
        for front, back, least in TEXT_PAIRS:
            assert contrast(colours[front], colours[back]) >= least, (front, back)


@pytest.mark.gui
def test_a_failure_of_ours_is_told_once_without_a_word_of_a_person(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    told: list[str] = []
    crash = Crash(told.append)
    secret = "Amina 0470 12 34 56"

    def fall() -> None:
        raise ValueError(secret)

    for _turn in range(3):
        try:
            fall()
        except ValueError:
            crash.catch(*sys.exc_info())  # type: ignore[arg-type]
    stage.until(lambda: bool(told), "the report")
    assert len(told) == 1
    assert "ValueError" in told[0]
    assert secret not in told[0]
    window = Fallen(told[0], crash.closed, parent=stage.window)
    window.open_over()
    assert window.isVisible()
    window.close()


@pytest.mark.gui
def test_going_back_to_a_copy_brings_the_desk_of_then(
    stage: Stage, profile: Profile, clock: object
) -> None:
    page = stage.page("settings", "safety")
    part = page.findChild(SafetyPart)
    assert part is not None
    part.back_up()
    stage.finish_jobs()
    people = stage.desk.read(queries.people, today=stage.desk.today)
    stage.desk.do(commands.change_person, people[0].id, municipality="Nowhere")
    path, header = backup.backups(profile.backups)[0]
    part.restore(path, header)
    assert stage.window.desk is None
    again = access.unlock(profile, PASSPHRASE, means(clock))  # type: ignore[arg-type]
    with again.store.read() as session:
        card = person(session, people[0].id, today=clock.today())  # type: ignore[attr-defined]
    assert card is not None
    assert card.values["municipality"] != "Nowhere"
    again.close()
    assert any(Path(profile.folder).glob("before-restore-*"))


@pytest.mark.gui
def test_a_desk_that_nobody_touches_locks_itself(stage: Stage) -> None:
    stage.window._demo = False
    stage.appearance.choose_lock(5)
    QTest.mouseClick(stage.window, Qt.MouseButton.LeftButton)
    QTest.keyClick(stage.window, Qt.Key.Key_Shift)
    stage.window._stir()
    assert stage.window._idle.interval() == 5 * 60_000
    stage.window._idle.timeout.emit()
    stage.settle()
    assert stage.window.locked


@pytest.mark.gui
def test_a_backup_is_made_by_itself_after_work_and_at_the_end(
    stage: Stage, profile: Profile
) -> None:
    stage.window._keeping._at_opening()  # type: ignore[union-attr]
    stage.finish_jobs()
    made = len(backup.backups(profile.backups))
    assert made == 1
    row = stage.desk.read(queries.people, today=stage.desk.today)[0]
    stage.desk.do(commands.change_person, row.id, municipality="Ostend")
    stage.desk.store.clock.advance(timedelta(minutes=31))  # type: ignore[attr-defined]
    stage.window._demo = False
    stage.window.close()
    assert len(backup.backups(profile.backups)) == made + 1


@pytest.mark.gui
def test_what_the_disk_did_not_take_stands_in_red(stage: Stage) -> None:
    def full(connection: Any, *_more: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    row = stage.desk.read(queries.people, today=stage.desk.today)[0]
    event.listen(stage.desk.store.engine, "checkout", full)
    done = stage.desk.do(commands.add_note, row.id, "x" * 4_000_000)
    event.remove(stage.desk.store.engine, "checkout", full)
    assert done is None
    assert shell_of(stage).status.saved.text() == "NOT SAVED"
    assert "disk is full" in shell_of(stage).banner.label.text()
    stage.desk.store.engine.dispose()
    stage.desk.do(commands.add_note, row.id, "Called")
    assert shell_of(stage).status.saved.text().startswith("Saved")
