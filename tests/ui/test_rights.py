"""Who may invite and retire: the right is given in the window, the lost laptop retired beside the
new one.
"""

from __future__ import annotations

import shutil
from collections.abc import Generator
from pathlib import Path
from random import Random

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton
from sqlalchemy import delete

from duodesk.base.clock import FixedClock
from duodesk.exchange import coming_back, joining, laptops, rights, take
from duodesk.exchange.overview import LaptopRow
from duodesk.exchange.seal import NotForUs
from duodesk.exchange.send import make
from duodesk.model.journal import Fact
from duodesk.store import marks
from duodesk.store.founding import open_store
from duodesk.store.store import Store
from duodesk.tour.stage import Stage
from duodesk.ui.exchange.page import ExchangePage
from duodesk.ui.exchange.rights import SheetDialog
from duodesk.ui.widgets.buttons import Menu
from tests.conftest import KEY
from tests.exchange.desks import Laptop
from tests.exchange.test_copies import go_on_with_the_same_keys
from tests.exchange.test_first_exchange import name, rename
from tests.ui.laptops import antwerp, home
from tests.ui.test_exchange import somebody
from tests.ui.test_work import press

__all__ = ["antwerp", "home"]

pytestmark = pytest.mark.gui


@pytest.fixture
def page(stage: Stage) -> ExchangePage:
    shown = stage.page("exchange")
    assert isinstance(shown, ExchangePage)
    return shown


@pytest.fixture
def replaced(antwerp: Laptop, tmp_path: Path) -> Generator[Laptop]:
    """Koen's laptop was stolen; his backup is put back on another."""
    marks.leave(antwerp.store, antwerp.folder)
    with antwerp.store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    folder = tmp_path / "new laptop"
    folder.mkdir()
    shutil.copy(antwerp.folder / "desk.duo", folder)
    clock = FixedClock(antwerp.clock.now())
    store = open_store(folder / "desk.duo", KEY, clock=clock, random=Random(4))
    assert coming_back.greet(store, folder).restored
    yield Laptop(store, clock, folder)
    store.close()


def told(stage: Stage, page: ExchangePage, made: bytes) -> None:
    path = stage.answers.place / "came.duo"
    path.write_bytes(made)
    page.look_at(path)
    stage.finish_jobs()
    press(stage, "Take it in")
    stage.finish_jobs()


def mark(stage: Stage, page: ExchangePage, replica: bytes) -> None:
    rows = page.laptops.table.rows_model.rows()
    page.laptops.table.go_to(next(n for n, one in enumerate(rows) if one.replica == replica))
    stage.settle()


def koens(page: ExchangePage) -> list[LaptopRow]:
    return [one for one in page.laptops.table.rows_model.rows() if one.name == "ANT-2"]


def test_the_stolen_laptop_is_retired_and_the_one_put_back_goes_on(
    stage: Stage, antwerp: Laptop, replaced: Laptop, page: ExchangePage
) -> None:
    person_id = somebody(replaced.store)
    rename(replaced, person_id, "On the new laptop")
    told(stage, page, replaced.make().data)
    assert [one.former for one in koens(page)] == [False, True]
    mark(stage, page, antwerp.store.replica)
    press(stage, "Retire this laptop…")
    assert "The ANT-2 in use goes on" in stage.answers.told[-1]
    assert stage.heard[-1][0].startswith("ANT-2 (before it was put back) is retired")
    page.making.file()
    stage.finish_jobs()
    made = stage.answers.files[-1]
    with pytest.raises(NotForUs):
        take.take(antwerp.store, made.read_bytes(), made.name, antwerp.folder / "waiting")
    take.take(replaced.store, made.read_bytes(), made.name, replaced.folder / "waiting")
    rename(replaced, person_id, "Goes on")
    told(stage, page, replaced.make().data)
    assert name(Laptop(stage.desk.store, replaced.clock, replaced.folder), person_id) == "Goes on"
    stage.refuse_complaints()


def test_retiring_the_laptop_in_use_says_that_both_go(
    stage: Stage, replaced: Laptop, page: ExchangePage
) -> None:
    told(stage, page, replaced.make().data)
    mark(stage, page, replaced.store.replica)
    press(stage, "Retire this laptop…")
    assert "in use now" in stage.answers.told[-1]
    assert [one.active for one in koens(page)] == [False, False]


def test_this_laptop_gets_new_keys_before_the_one_it_was_copied_from_is_retired(
    stage: Stage, antwerp: Laptop, page: ExchangePage, clock: FixedClock
) -> None:
    here = Laptop(stage.desk.store, clock, stage.answers.place)
    before = here.store.replica
    go_on_with_the_same_keys(here)
    page.reload()
    mark(stage, page, before)
    press(stage, "Retire this laptop…")
    assert "It gets new ones first" in stage.answers.told[-1]
    take.take(antwerp.store, here.make().data, "after.duo", antwerp.folder / "waiting")
    with antwerp.store.read() as session:
        known = laptops.us(antwerp.store, session).registry.laptops
    assert not known[before].active
    assert known[here.store.replica].active
    stage.refuse_complaints()


def test_the_keys_of_another_laptop_are_renewed_there_before_its_former_one_is_retired(
    stage: Stage, antwerp: Laptop, page: ExchangePage
) -> None:
    before = antwerp.store.replica
    go_on_with_the_same_keys(antwerp)
    told(stage, page, antwerp.make().data)
    mark(stage, page, before)
    press(stage, "Retire this laptop…")
    assert "On it, renew seal and lock" in stage.answers.told[-1]
    assert [one.active for one in koens(page)] == [True, True]


def test_the_right_is_given_with_the_invitation_or_later(
    stage: Stage, antwerp: Laptop, page: ExchangePage
) -> None:
    assert "give another one the right too" in page.laptops.own.text()
    page.laptops.invite()
    stage.settle()
    (tick,) = stage.dialogs()[-1].findChildren(QCheckBox)
    tick.click()
    press(stage, "Liège")
    (words,) = [t for t in shown_words(stage) if len(t.split()) == 6 and t.islower()]
    invitation = stage.answers.files[-1].read_bytes()
    assert joining.read_invitation(invitation, words).inviter
    press(stage, "Close")
    mark(stage, page, antwerp.store.replica)
    press(stage, "Give it the right to invite…")
    assert "may invite and retire" in stage.heard[-1][0]
    assert "give another one" not in page.laptops.own.text()
    press(stage, "Give it the right to invite…")
    assert stage.heard[-1] == ("ANT-2 may invite and retire already.", "info")
    made = make(stage.desk.store)
    take.take(antwerp.store, made.data, made.name, antwerp.folder / "waiting")
    joining.invite(antwerp.store, "ANT")
    stage.refuse_complaints()


def test_where_the_right_is_missing_the_screen_says_who_has_it(
    stage: Stage, antwerp: Laptop, page: ExchangePage
) -> None:
    store = stage.desk.store
    rights.entrust(store, antwerp.store.replica)
    lose_the_right(store)
    page.reload()
    able = {
        button.accessibleName(): button.isEnabled()
        for button in page.laptops.findChildren(QPushButton)
        if button.accessibleName().endswith("…")
    }
    assert able.pop("With the recovery sheet…")
    assert set(able.values()) == {False}
    assert len(able) == 3
    assert "only these may invite and retire: ANT-2" in page.laptops.own.text()
    menu = Menu()
    page._offer_more(menu)
    (invite,) = [one for one in menu.actions() if "Invite" in one.text()]
    assert not invite.isEnabled()


def test_the_words_of_the_first_recovery_sheet_give_the_right_again(
    stage: Stage, antwerp: Laptop, page: ExchangePage
) -> None:
    sheet = " ".join(rights.sheet_words(stage.desk.store))
    lose_the_right(stage.desk.store)
    page.reload()
    assert "the first recovery sheet gives the right" in page.laptops.own.text()
    press(stage, "With the recovery sheet…")
    dialog = stage.dialogs()[-1]
    assert isinstance(dialog, SheetDialog)
    dialog.typed.text.setPlainText("bato " * 24)
    press(stage, "Take the right")
    assert any("do not belong together" in text for text in shown_words(stage))
    dialog.typed.text.setPlainText(sheet.replace(" ", "\n"))
    press(stage, "Take the right")
    assert not stage.dialogs()
    assert "With the recovery sheet…" not in shown_buttons(page)
    joining.invite(stage.desk.store, "ANT")
    stage.refuse_complaints()


def lose_the_right(store: Store) -> None:
    with store.local() as session:
        we = laptops.us(store, session)
        assert we.laptop is not None
        laptops.say(session, we.laptop.changed(inviter=False), we.signing)
        session.execute(delete(Fact).where(Fact.name == "organisation_key"))


def shown_buttons(page: ExchangePage) -> list[str]:
    buttons = page.laptops.findChildren(QPushButton)
    return [one.accessibleName() for one in buttons if one.isVisible()]


def shown_words(stage: Stage) -> list[str]:
    return [one.text() for one in stage.dialogs()[-1].findChildren(QLabel) if one.isVisible()]
