"""The shared folder in the open program: what comes is shown at once, what hinders is said once."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from duodesk.base.ids import Id
from duodesk.exchange import undoing
from duodesk.model.people import Person
from duodesk.people import commands
from duodesk.store import backup
from duodesk.store.access import OpenDesk
from duodesk.ui.crash import Crash
from duodesk.ui.desk import Desk
from duodesk.ui.exchange.laptops import LaptopsPart
from duodesk.ui.exchange.page import ExchangePage
from duodesk.ui.window import Window
from tests.exchange.followers import Follower, asks, desk_on, follow, found, join, until
from tests.store.test_store import add

Opened = tuple[OpenDesk, OpenDesk]
Pair = tuple[Follower, Follower]


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    """Two desks of one organisation; eight people."""
    first = found(tmp_path / "bru")
    for n in range(8):
        add(first.store, f"Person {n}")
    return first, join(first, tmp_path / "ant", "ANT", "Koen")


@pytest.fixture
def pair(app: QApplication, opened: Opened, tmp_path: Path) -> Generator[Pair]:
    """Both on one folder, as on a share of the office."""
    both = [follow(app, one, tmp_path / "shared") for one in opened]
    yield both[0], both[1]
    for one in both:
        one.close()


def rename(desk: Desk, number: int, name: str) -> None:
    desk.do(commands.change_person, people(desk)[number], given_name=name)


def people(desk: Desk) -> list[Id]:
    with desk.store.read() as session:
        return list(session.scalars(select(Person.id).order_by(Person.number)))


def given(desk: Desk) -> list[str | None]:
    with desk.store.read() as session:
        return list(session.scalars(select(Person.given_name).order_by(Person.number)))


def look_again(one: Follower, times: int) -> None:
    """So many looks more, without waiting for their hour."""
    enough = len(one.looks) + times
    until(lambda: one.carrying.look() or len(one.looks) >= enough, "more looks at the folder")


@pytest.mark.gui
def test_what_a_colleague_writes_is_on_the_open_screen_without_a_click(pair: Pair) -> None:
    bru, ant = pair
    page = ExchangePage(bru.desk)
    page.show()
    rows = page.log.table.model().rowCount()
    rename(ant.desk, 0, "Aïssatou")
    until(lambda: "Aïssatou" in given(bru.desk), "the new name in Brussels")
    until(lambda: page.log.table.model().rowCount() > rows, "the file in the list of files")
    assert bru.said("came in from ANT-1")
    assert backup.backups(bru.opened.profile.backups), "the copy from before"
    assert not [text for text, tone in bru.heard if tone in {"warn", "bad"}]
    with bru.desk.store.read() as session:
        assert undoing.undoable(session) is not None
    page.undo()
    until(lambda: "Person 0" in given(bru.desk), "the old name")
    page.close()
    page.deleteLater()


@pytest.mark.gui
def test_two_versions_come_in_and_are_said(pair: Pair) -> None:
    bru, ant = pair
    until(lambda: len(list(bru.folder.glob("*.duo"))) == 2, "both files")
    rename(bru.desk, 0, "Here")
    rename(ant.desk, 0, "There")
    until(lambda: bru.said("two versions") and ant.said("two versions"), "the notice on both")
    until(lambda: bru.state() == ant.state(), "the same everywhere")
    page = ExchangePage(bru.desk)
    assert page.header.subtitle.text() == "1 thing to look at"
    page.deleteLater()


@pytest.mark.gui
def test_a_great_removal_waits_for_a_person_and_is_said_once(pair: Pair) -> None:
    bru, ant = pair
    with ant.desk.store.write("Removed") as write:
        for person_id in people(ant.desk)[:6]:
            write.session.delete(write.session.get_one(Person, person_id))
    ant.desk.tell(write.changes)
    until(lambda: bru.desk.arrived, "the file that waits")
    look_again(bru, 2)
    assert len(bru.said("A file needs you")) == 1
    assert len(people(bru.desk)) == 8
    assert len(bru.desk.arrived) == 1
    page = ExchangePage(bru.desk)
    page.show()
    until(lambda: page.pending.pending()[0] is not None, "the file on the screen")
    page.pending.accepted.emit()
    until(lambda: len(people(bru.desk)) == 2, "the file taken in")
    look_again(bru, 1)
    assert bru.desk.arrived == []
    page.close()
    page.deleteLater()


@pytest.mark.gui
def test_what_hinders_is_said_once_and_its_end_too(pair: Pair) -> None:
    bru, ant = pair
    until(lambda: len(bru.looks) > 1, "looks at the folder")
    away = bru.folder.rename(bru.folder.with_name("unplugged"))
    until(lambda: bru.said("is not there"), "the sentence")
    failures: list[str] = []
    bru.desk.jobs._landed.connect(lambda _job, _result, error: failures.append(str(error)))
    rename(bru.desk, 0, "Not told yet")
    bru.carrying.write()
    until(lambda: bru.carrying.look() or len(failures) > 2, "more of the same")
    assert len(bru.said("is not there")) == 1
    away.rename(bru.folder)
    bru.carrying.look()
    until(lambda: bru.said("works again"), "the end of it")
    until(lambda: given(bru.desk) == given(ant.desk), "what was written meanwhile")


@pytest.mark.gui
def test_a_damaged_file_is_said_once_however_often_it_is_looked_at(pair: Pair) -> None:
    bru, _ant = pair
    (bru.folder / "LIE-1-20261124T090000Z-0123abcd.duo").write_bytes(b"age, but not quite")
    look_again(bru, 6)
    assert len(bru.said("not an exchange file")) == 1


@pytest.mark.gui
def test_work_that_a_person_stops_does_not_stop_the_folder(pair: Pair) -> None:
    bru, ant = pair
    bru.desk.jobs.cancel_all()
    bru.carrying.look()
    bru.desk.jobs.cancel_all()
    rename(ant.desk, 1, "Still there")
    until(lambda: "Still there" in given(bru.desk), "the new name")
    assert not bru.said("was stopped")


@pytest.mark.gui
def test_an_error_that_nobody_foresaw_is_told_and_the_folder_goes_on(pair: Pair) -> None:
    bru, ant = pair
    until(lambda: bru.looks, "a look at the folder")
    told: list[str] = []
    crash = Crash(told.append)
    crash.install()
    move(bru, "file_log", "put_aside")
    rename(ant.desk, 1, "Came later")
    until(lambda: told, "the notice")
    move(bru, "put_aside", "file_log")
    until(lambda: "Came later" in given(bru.desk), "the new name")
    rename(bru.desk, 2, "Written later")
    until(lambda: "Written later" in given(ant.desk), "the name written here")
    crash.remove()


def move(one: Follower, before: str, after: str) -> None:
    """Rename a table: what reads it fails as nobody foresaw, until it is put back."""
    with one.desk.store.engine.begin() as connection:
        connection.exec_driver_sql(f"ALTER TABLE {before} RENAME TO {after}")


@pytest.mark.gui
def test_the_folder_of_the_desk_itself_is_refused_and_sharing_can_end(pair: Pair) -> None:
    bru, _ant = pair
    part = LaptopsPart(bru.desk, lambda: None)
    bru.answers.place = bru.opened.profile.folder
    bru.desk.appearance.choose_exchange_folder("")
    part.choose_folder()
    assert "must never carry a desk file" in bru.answers.told[-1]
    assert bru.desk.appearance.settings.exchange_folder == ""
    bru.answers.place = bru.folder
    part.choose_folder()
    assert bru.desk.appearance.settings.exchange_folder == str(bru.folder)
    part.stop_sharing()
    assert bru.desk.appearance.settings.exchange_folder == ""
    part.deleteLater()


@pytest.mark.gui
def test_a_locked_window_takes_nothing_in_and_tells_what_was_written(
    app: QApplication, opened: Opened, tmp_path: Path
) -> None:
    bru = follow(app, opened[0], tmp_path / "shared")
    desk, _answers = desk_on(app, opened[1], bru.folder)
    window = Window()
    window.open_desk(desk)
    until(lambda: bru.took, "the first file of the window")
    rename(desk, 2, "Before the lock")
    window.lock()
    assert window.locked
    until(lambda: "Before the lock" in given(bru.desk), "what was written before the lock")
    rename(bru.desk, 3, "While locked")
    files = len(bru.wrote)
    until(lambda: len(bru.wrote) > files, "the file of Brussels")
    looks = len(bru.looks)
    until(lambda: len(bru.looks) > looks + 1, "time for the locked window to look too")
    assert "While locked" not in given(desk)
    window._unlocked()
    until(lambda: "While locked" in given(desk), "it came in after unlocking")
    rename(desk, 4, "Last words")
    window.close()
    until(lambda: "Last words" in given(bru.desk), "what was written in the last moment")
    window.deleteLater()
    bru.close()


@pytest.mark.gui
def test_a_new_laptop_is_taken_in_over_the_folder_by_one_yes(
    app: QApplication, tmp_path: Path
) -> None:
    first = found(tmp_path / "bru")
    add(first.store, "Amina")
    new = asks(first, tmp_path / "new", "BRU", "Youssef")
    bru, second = (follow(app, one, tmp_path / "shared") for one in (first, new))
    until(lambda: bru.desk.arrived, "the request")
    page = ExchangePage(bru.desk)
    page.show()
    until(lambda: given(second.desk) == ["Amina"], "everything on the new laptop")
    assert any("asks to be taken in" in text for text in bru.answers.told)
    assert bru.answers.files == []
    until(lambda: bru.state() == second.state(), "the same on both")
    page.close()
    page.deleteLater()
    for one in (bru, second):
        one.close()
