"""The screen of the exchange: a file before it is written, two versions, undone and taken again."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from sqlalchemy import select

from duodesk.base.ids import Id
from duodesk.exchange import effects, handover, review, seal, send, take
from duodesk.exchange import overview as glance
from duodesk.exchange.rights import retire
from duodesk.exchange.send import Made, make
from duodesk.exchange.waiting import waiting as counted
from duodesk.model.people import Note, Person
from duodesk.store.store import Store
from duodesk.tour.stage import Stage
from duodesk.ui.exchange import log, looking
from duodesk.ui.exchange.comparing import ComparingDialog
from duodesk.ui.exchange.page import ExchangePage
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.text import PlainLabel
from tests.ui.laptops import joined, other_laptop
from tests.ui.test_work import press

pytestmark = pytest.mark.gui


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory, demonstration: Path) -> Path:
    """Desks of these tests took Youssef's laptop in."""
    return joined(tmp_path_factory, demonstration, "BRU", "Youssef")


@pytest.fixture
def colleague(home: Path, tmp_path: Path) -> Generator[Store]:
    """A laptop of the same office that has everything."""
    for laptop in other_laptop(home, tmp_path / "colleague"):
        yield laptop.store


@pytest.fixture
def page(stage: Stage) -> ExchangePage:
    shown = stage.page("exchange")
    assert isinstance(shown, ExchangePage)
    return shown


def somebody(store: Store) -> Id:
    with store.read() as session:
        return session.scalars(select(Person.id).order_by(Person.number)).all()[3]


def phone(store: Store, person_id: Id, number: str | None = None) -> str | None:
    if number is None:
        with store.read() as session:
            return session.get_one(Person, person_id).phone
    with store.write("Edited") as write:
        write.session.get_one(Person, person_id).phone = number
    return number


def waiting(stage: Stage) -> set[Id]:
    return {one.row for one in stage.desk.read(review.two_versions)}


def sent(stage: Stage, colleague: Store) -> Made:
    """A file of the colleague for us."""
    return make(colleague, to=[stage.desk.store.replica])


def arrive(stage: Stage, page: ExchangePage, made: Made) -> Path:
    path = stage.answers.place / made.name
    path.write_bytes(made.data)
    page.look_at(path)
    stage.finish_jobs()
    stage.settle()
    return path


def test_a_file_is_shown_row_by_row_and_written_only_on_a_yes(
    stage: Stage, colleague: Store, page: ExchangePage
) -> None:
    person_id = somebody(colleague)
    before = phone(stage.desk.store, person_id)
    phone(colleague, person_id, "0499 99 99 99")
    arrive(stage, page, sent(stage, colleague))
    assert page.pending.isVisible()
    (row,) = page.pending.list.rows_model.rows()
    assert [(s.before, s.after) for s in row.steps] == [(before, "0499 99 99 99")]
    assert phone(stage.desk.store, person_id) == before
    press(stage, "Take it in")
    stage.finish_jobs()
    assert phone(stage.desk.store, person_id) == "0499 99 99 99"
    assert not page.pending.isVisible()
    assert page.parts.isVisible()
    stage.refuse_complaints()


def test_what_a_file_brought_is_undone_and_taken_in_again_from_the_log(
    stage: Stage, colleague: Store, page: ExchangePage
) -> None:
    person_id = somebody(colleague)
    before = phone(stage.desk.store, person_id)
    phone(colleague, person_id, "0499 99 99 99")
    path = arrive(stage, page, sent(stage, colleague))
    press(stage, "Take it in")
    stage.finish_jobs()
    path.unlink()
    page.show_subject("log")
    page.undo()
    stage.settle()
    assert phone(stage.desk.store, person_id) == before
    page.log.table.go_to(0)
    stage.settle()
    press(stage, "Take in again…")
    stage.finish_jobs()
    assert page.pending.isVisible()
    press(stage, "Take it in all the same")
    stage.finish_jobs()
    assert phone(stage.desk.store, person_id) == "0499 99 99 99"


def test_a_phone_with_two_versions_is_settled_by_a_click_for_both(
    stage: Stage, colleague: Store, page: ExchangePage
) -> None:
    person_id = somebody(colleague)
    phone(stage.desk.store, person_id, "here")
    phone(colleague, person_id, "there")
    arrive(stage, page, sent(stage, colleague))
    press(stage, "Take it in")
    stage.finish_jobs()
    assert page.parts.value() == "looking"  # the person is led there
    press(stage, "Keep this one: here")
    assert phone(stage.desk.store, person_id) == "here"
    assert person_id not in waiting(stage)
    made = make(stage.desk.store)
    take.take(colleague, made.data, made.name, stage.answers.place / "w")
    assert phone(colleague, person_id) == "here"


def test_a_note_with_two_versions_is_written_anew_side_by_side(
    stage: Stage, colleague: Store, page: ExchangePage
) -> None:
    with colleague.read() as session:
        note = session.scalars(select(Note).where(Note.person_id.is_not(None))).first()
        assert note is not None
        note_id, text = note.id, note.text
    for store, said in ((stage.desk.store, f"{text} <b>here</b>"), (colleague, f"There. {text}")):
        with store.write("Note") as write:
            write.session.get_one(Note, note_id).text = said
    arrive(stage, page, sent(stage, colleague))
    press(stage, "Take it in")
    stage.finish_jobs()
    assert note_id in waiting(stage)
    (one,) = [v for v in stage.desk.read(review.two_versions) if v.row == note_id]
    page.looking.compare(one)
    stage.settle()
    dialog = stage.window.findChild(ComparingDialog)
    assert dialog is not None
    press(stage, "Put both changes together")
    press(stage, "This holds")
    with stage.desk.store.read() as session:
        assert session.get_one(Note, note_id).text == f"There. {text} <b>here</b>"
    assert note_id not in waiting(stage)


def test_a_file_dropped_on_the_screen_is_looked_at_and_a_damaged_one_told(
    stage: Stage, colleague: Store, page: ExchangePage
) -> None:
    phone(colleague, somebody(colleague), "0499 99 99 99")
    made = sent(stage, colleague)
    path = stage.answers.place / made.name
    path.write_bytes(made.data[:-30])
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    drop = QDropEvent(
        QPointF(300, 300), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(stage.window.windowHandle(), drop)
    stage.settle()
    stage.finish_jobs()
    assert any("damaged" in said for said in stage.answers.told)
    assert not page.pending.isVisible()


def test_a_file_is_made_for_one_laptop_and_for_a_retired_one_never(
    stage: Stage, colleague: Store, page: ExchangePage
) -> None:
    page.making.file(colleague.replica)
    stage.finish_jobs()
    (path,) = stage.answers.files
    assert not take.take(colleague, path.read_bytes(), path.name, path.parent / "w").waiting_for
    retire(stage.desk.store, colleague.replica)
    stage.heard.clear()
    page.making.file(colleague.replica)
    stage.finish_jobs()
    assert [tone for _, tone in stage.heard] == ["bad"]
    assert stage.answers.files == [path]


def test_a_file_that_was_put_off_waits_in_sight_until_it_is_answered(
    stage: Stage, colleague: Store, page: ExchangePage
) -> None:
    phone(colleague, somebody(colleague), "0499 99 99 99")
    made = sent(stage, colleague)
    path = stage.answers.place / made.name
    path.write_bytes(made.data)
    stage.page("people")
    stage.desk.arrived.append(path)
    stage.page("exchange")
    stage.finish_jobs()
    press(stage, "Not now")
    stage.finish_jobs()
    assert not page.pending.isVisible()
    assert made.name in page.waiting.label.text()
    press(stage, "Look at it")
    stage.finish_jobs()
    press(stage, "Take it in")
    stage.finish_jobs()
    assert stage.desk.arrived == []
    assert made.name not in page.waiting.label.text()


def test_a_file_of_a_newer_program_is_kept_and_comes_in_after_an_update(
    stage: Stage, colleague: Store, page: ExchangePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    person_id = somebody(colleague)
    phone(colleague, person_id, "0499 99 99 99")
    with monkeypatch.context() as newer:
        newer.setattr(send, "FORMAT", 2)
        made = sent(stage, colleague)
    path = arrive(stage, page, made)
    assert any("It is kept" in said for said in stage.answers.told)
    path.unlink()
    monkeypatch.setattr(seal, "FORMAT", 2)  # the program is renewed
    assert take.retry(stage.desk.store, stage.desk.opened.waiting) == []
    assert phone(stage.desk.store, person_id) == "0499 99 99 99"


def test_what_needs_a_yes_is_not_taken_in_by_a_key_pressed_without_looking(
    stage: Stage, colleague: Store, page: ExchangePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    with colleague.read() as session:
        people = session.scalars(select(Person.id).order_by(Person.number)).all()[:8]
    monkeypatch.setattr(effects, "MOST", 6)
    with colleague.write("Removed") as write:
        for person_id in people:
            write.session.delete(write.session.get_one(Person, person_id))
    arrive(stage, page, sent(stage, colleague))
    rows = page.pending.list.rows_model.rows()
    assert {row.did for row in rows} == {effects.Did.REMOVED}
    assert {row.table for row in rows} == {"person"}
    assert page.pending.cut.isVisible()
    assert page.pending.cut.text() == "6 of 8 are shown."
    assert page.pending.later.hasFocus()
    QTest.keyClick(page.pending.later, Qt.Key.Key_Space)
    stage.settle()
    assert not page.pending.isVisible()
    with stage.desk.store.read() as session:
        assert session.get(Person, people[0]) is not None


def test_a_file_that_needs_no_yes_is_taken_in_by_the_button_in_focus(
    stage: Stage, colleague: Store, page: ExchangePage
) -> None:
    phone(colleague, somebody(colleague), "0499 99 99 99")
    arrive(stage, page, sent(stage, colleague))
    assert page.pending.yes.hasFocus()
    assert not page.pending.cut.isVisible()


def test_the_version_that_is_clicked_stays_though_the_person_was_removed_elsewhere(
    stage: Stage, colleague: Store, page: ExchangePage
) -> None:
    person_id = somebody(colleague)
    phone(stage.desk.store, person_id, "here")
    with colleague.write("Removed") as write:
        write.session.delete(write.session.get_one(Person, person_id))
    arrive(stage, page, sent(stage, colleague))
    press(stage, "Take it in")
    stage.finish_jobs()
    press(stage, "Keep this one: here")
    assert phone(stage.desk.store, person_id) == "here"
    assert person_id not in waiting(stage)


def test_of_many_cards_the_first_are_shown_and_more_when_asked_for(
    stage: Stage, colleague: Store, page: ExchangePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    with colleague.read() as session:
        people = session.scalars(select(Person.id).order_by(Person.number)).all()[:5]
    for person_id in people:
        phone(stage.desk.store, person_id, "here")
        phone(colleague, person_id, "there")
    made = sent(stage, colleague)
    take.take(stage.desk.store, made.data, made.name, stage.answers.place / "w")
    monkeypatch.setattr(looking, "_SHOWN", 2)
    page.looking.most = 2
    page.show_subject("looking")
    page.reload()
    stage.settle()
    everything = len(stage.desk.read(review.two_versions))
    assert everything >= 5
    assert cards(page) == 2
    press(stage, "Show more")
    assert cards(page) == 4
    page.looking.most = 100
    page.reload()
    stage.settle()
    assert cards(page) == everything
    found = [b for b in page.looking.findChildren(Button) if b.accessibleName() == "Show more"]
    assert not any(button.isVisible() for button in found)


def test_the_page_counts_what_is_counted_beside_its_name(
    stage: Stage, colleague: Store, page: ExchangePage
) -> None:
    """Offers between others are theirs to answer; our own can be withdrawn, and wait for them."""
    desk = stage.desk
    offers = desk.read(handover.transfers)
    with desk.store.read() as session:
        n = counted(session, desk.office_id)
        offices = session.scalars(select(Person.office_id)).all()
        ours = session.scalars(select(Person.id).where(Person.office_id == desk.office_id)).all()
        open_ = {one.person_id for one in offers}
    handover.offer(
        desk.store,
        next(one for one in ours if one not in open_),
        next(one for one in offices if one != desk.office_id),
    )
    page.reload()
    said = [label.text() for label in page.header.findChildren(PlainLabel)]
    assert (f"{n} things to look at" if n > 1 else "1 thing to look at") in said
    assert page.parts.findChildren(QPushButton)[1].text() == f"To look at ({n})"


def test_older_files_are_listed_when_asked_for(
    stage: Stage, colleague: Store, page: ExchangePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(4):
        phone(colleague, somebody(colleague), f"0499 {n}")
        made = sent(stage, colleague)
        take.take(stage.desk.store, made.data, made.name, stage.answers.place / "w")
    everything = len(glance.overview(stage.desk.store).log)
    monkeypatch.setattr(log, "LOG", 2)
    page.log.most = 2
    page.show_subject("log")
    page.reload()
    stage.settle()
    assert page.log.table.rows_model.rowCount() == 2
    assert page.log.older.text() == f"{everything - 2} older files"
    press(stage, "Show more")
    assert page.log.table.rows_model.rowCount() == 4
    page.log.most = everything
    page.reload()
    stage.settle()
    assert not page.log.more.isVisible()


def cards(page: ExchangePage) -> int:
    """How many fields with two versions are shown: each has two buttons."""
    found = [one for one in page.looking.findChildren(Button) if one.isVisible()]
    return sum(one.accessibleName().startswith("Keep this one: ") for one in found) // 2
