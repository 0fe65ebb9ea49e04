"""Settings, Safety: who confirmed an erasure, a new seal and lock, a desk that comes back older."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from duodesk.app import Program
from duodesk.base.clock import FixedClock
from duodesk.base.errors import UserError
from duodesk.base.settings import MachineSettings, save
from duodesk.exchange import coming_back, erasure, joining, laptops, rights, seal, send, take
from duodesk.office.seeds import office_seed
from duodesk.people import commands, queries
from duodesk.people.values import PersonValues
from duodesk.people.words import Role
from duodesk.store import access, keys
from duodesk.store.founding import Founder
from duodesk.store.profile import Profile
from duodesk.store.words import word_list
from duodesk.tour.stage import Stage
from duodesk.ui.erasing import EraseDialog
from duodesk.ui.settings.safety import SafetyPart
from duodesk.ui.start.unlock import Unlock
from duodesk.ui.start.waiting import Waiting
from duodesk.ui.widgets.buttons import MenuButton
from duodesk.ui.widgets.text import PlainLabel
from tests.exchange.desks import Laptop, Offices
from tests.ui.conftest import PASSPHRASE, means
from tests.ui.laptops import antwerp, home
from tests.ui.test_beginning import begin, programs, settle
from tests.ui.test_screens import nameless

__all__ = ["antwerp", "home", "programs"]
pytestmark = pytest.mark.gui


def safety(stage: Stage) -> SafetyPart:
    part = stage.page("settings", "safety").findChild(SafetyPart)
    assert part is not None
    return part


def words(part: QWidget) -> list[str]:
    return [label.text() for label in part.findChildren(PlainLabel) if label.isVisible()]


def press(stage: Stage, top: QWidget, text: str) -> None:
    (found,) = [b for b in top.findChildren(QPushButton) if b.accessibleName() == text]
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)
    stage.settle()


def downwards(words: list[str], columns: int) -> list[str]:
    """As they are numbered; a program reads them across."""
    return [word for column in range(columns) for word in words[column::columns]]


def test_a_new_recovery_sheet_holds_once_it_is_saved(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, means_ = stage.desk.opened, stage.desk.means
    old = access.new_recovery(opened.profile, opened.key, means_)
    access.keep_recovery(opened.profile, old)
    part = safety(stage)
    with monkeypatch.context() as patch:
        patch.setattr(stage.answers, "save", lambda *asked: asked[-1]())
        press(stage, part, "New recovery sheet…")
    assert "the old one still opens" in stage.heard[-1][0]
    file = access.read_keys(opened.profile)
    assert keys.unlock_with_recovery(file, " ".join(old.words)) == opened.key
    press(stage, part, "New recovery sheet…")
    assert "holds from now on" in stage.heard[-1][0]
    (paper,) = PdfReader(stage.answers.files[-1]).pages
    told = [word for word in paper.extract_text().split() if word in word_list()]
    assert downwards(told[12:], 6) == [*rights.sheet_words(stage.desk.store)]
    file = access.read_keys(opened.profile)
    assert keys.unlock_with_recovery(file, " ".join(downwards(told[:12], 3))) == opened.key
    with pytest.raises(UserError, match="not the newest"):
        keys.unlock_with_recovery(file, " ".join(old.words))


def test_who_has_not_confirmed_an_erasure_is_named(stage: Stage, antwerp: Laptop) -> None:
    desk = stage.desk
    part = safety(stage)
    before = words(part.erased)
    row = desk.read(queries.people, today=desk.today, office_id=desk.office_id)[0]
    erasure.erase_person(desk.store, row.id, typed=row.number, waiting=desk.opened.waiting)
    stage.page("people")
    safety(stage)
    named = laptops_of(antwerp)
    told = [line for line in words(part.erased) if line not in before]
    assert any("24/11/2026" in line and "confirmed by 1 of " in line for line in told)
    assert any(line.startswith("not yet: ") and named in line for line in told)

    here = Laptop(desk.store, antwerp.clock, antwerp.folder)
    antwerp.take(here.make())
    here.take(antwerp.make(kind="request"))
    stage.page("people")
    safety(stage)
    told = [line for line in words(part.erased) if line not in before]
    assert any("confirmed by 2 of " in line for line in told)
    assert not any(named in line for line in told)
    assert row.name not in " ".join(words(part))


def laptops_of(laptop: Laptop) -> str:
    with laptop.store.read() as session:
        return laptops.us(laptop.store, session).name


def test_a_new_seal_and_lock_on_wish(stage: Stage, antwerp: Laptop) -> None:
    part = safety(stage)
    assert nameless(part) == []
    assert "24/11/2026" in part.seal.since.text()
    stage.desk.store.clock.advance(timedelta(days=3))  # type: ignore[attr-defined]
    press(stage, part.seal, "Renew seal and lock…")
    assert any("sixty days" in text for text in stage.answers.told)
    assert "27/11/2026" in part.seal.since.text()
    with stage.desk.store.read() as session:
        assert len(laptops.us(stage.desk.store, session).age_identities) == 2
    here = Laptop(stage.desk.store, antwerp.clock, antwerp.folder)
    antwerp.take(here.make())
    here.take(antwerp.make())
    stage.refuse_complaints()


def put_back(profile: Profile, clock: FixedClock, copy: Path) -> str:
    """A desk that others know, in whose place an older copy lies; its name until then."""
    seed = office_seed("BRU")
    assert seed is not None
    founder = Founder(seed.id, seed.code, "Annick", "en")
    opened = access.found(profile, PASSPHRASE, founder, means(clock)).desk
    save(profile.settings, MachineSettings(language="en"))
    laptops.settle(opened.store)
    opened.close()
    shutil.copy(profile.database, copy)
    again = access.unlock(profile, PASSPHRASE, means(clock))
    commands.register(again.store, Role.MENTEE, values=PersonValues(given_name="Amina"))
    replica = again.store.replica
    again.close()
    shutil.copy(copy, profile.database)
    return replica.hex()


def unlocked(program: Program) -> None:
    unlock = program.window.stack.currentWidget()
    assert isinstance(unlock, Unlock)
    unlock.line.setText(PASSPHRASE)
    unlock.try_passphrase()
    settle()


def test_a_desk_put_back_to_an_older_copy_says_that_it_goes_on_under_a_new_name(
    programs: list[Program], app: QApplication, clock: FixedClock, tmp_path: Path
) -> None:
    profile = Profile(tmp_path / "own")
    replica = put_back(profile, clock, tmp_path / "copy.duo")
    program = begin(programs, app, clock, profile, tmp_path)
    unlocked(program)
    assert program.window.desk is not None
    assert str(coming_back.RESTORED) in program.ask.told  # type: ignore[attr-defined]
    assert program.window.desk.store.replica.hex() != replica


def test_a_desk_that_cannot_go_on_under_a_new_name_says_so_and_is_met_again(
    programs: list[Program], app: QApplication, clock: FixedClock, tmp_path: Path
) -> None:
    profile = Profile(tmp_path / "own")
    put_back(profile, clock, tmp_path / "copy.duo")
    desk = access.unlock(profile, PASSPHRASE, means(clock))
    with desk.store.engine.begin() as connection:  # as a disk that fills up says it
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON identity"
            " BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        )
    desk.leaves_mark = False
    desk.close()
    program = begin(programs, app, clock, profile, tmp_path)
    unlocked(program)
    shown = program.window.stack.currentWidget()
    assert isinstance(shown, Waiting)
    assert any("disk is full" in label.text() for label in shown.findChildren(PlainLabel))
    program.window.close()
    desk = access.unlock(profile, PASSPHRASE, means(clock))
    with desk.store.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER full")
    assert coming_back.greet(desk.store, profile.folder).restored
    desk.close()


def test_a_file_kept_for_this_program_that_needs_a_yes_is_shown(
    programs: list[Program],
    app: QApplication,
    clock: FixedClock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    profile = Profile(tmp_path / "own")
    put_back(profile, clock, tmp_path / "copy.duo")
    desk = access.unlock(profile, PASSPHRASE, means(clock))
    other = Offices(tmp_path / "others", [Laptop(desk.store, clock, profile.folder)])
    with monkeypatch.context() as newer:
        newer.setattr(send, "FORMAT", 2)
        request = joining.request(other.asks("ANT", "Koen").store)
    with pytest.raises(UserError, match="It is kept"):
        take.look(desk.store, request.data, request.name, desk.waiting)
    other.laptops.pop().store.close()
    desk.close()
    monkeypatch.setattr(seal, "FORMAT", 2)  # the program is renewed
    program = begin(programs, app, clock, profile, tmp_path)
    unlocked(program)
    assert program.window.desk is not None
    assert [path.read_bytes() for path in program.window.desk.arrived] == [request.data]


@pytest.mark.parametrize("code", ["fr", "nl", "en"])
def test_it_fits_a_small_laptop(stage: Stage, antwerp: Laptop, code: str) -> None:
    desk = stage.desk
    row = desk.read(queries.people, today=desk.today, office_id=desk.office_id)[0]
    erasure.erase_person(desk.store, row.id, typed=row.number, waiting=desk.opened.waiting)
    stage.appearance.choose_language(code)
    stage.window.resize(1024, 600)
    part = safety(stage)
    assert part.minimumSizeHint().width() <= 916
    assert nameless(part) == []


def test_somebody_who_was_removed_is_found_by_name_and_erased(stage: Stage) -> None:
    desk = stage.desk
    part = safety(stage)
    card = part.erased
    before = len(desk.read(erasure.removed_people))
    values = PersonValues(given_name="Zoé", family_name="Removed")
    made = commands.register(desk.store, Role.MENTEE, values=values)
    row = next(
        one for one in desk.read(queries.people, today=desk.today) if one.id == made.person_id
    )
    assert desk.do(commands.remove_person, row.id)
    stage.page("people")
    safety(stage)
    assert card.removed.isVisible()
    card.who.line.setText("nobody like that")
    assert offered(card.removed) == ["Nobody who was removed is called so."]
    assert nameless(part) == []
    card.who.line.setText(row.number.lower())
    menu = card.removed.menu()
    assert menu is not None
    menu.aboutToShow.emit()
    (action,) = menu.actions()
    action.trigger()
    stage.settle()
    (ask,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, EraseDialog)]
    ask.number.line.setText(row.number)
    press(stage, ask, "Erase for good")
    stage.finish_jobs()
    assert len(desk.read(erasure.removed_people)) == before
    stage.refuse_complaints()


def offered(button: MenuButton) -> list[str]:
    menu = button.menu()
    assert menu is not None
    menu.aboutToShow.emit()
    return [action.text() for action in menu.actions()]
