"""A person between two offices: offered, accepted, refused, followed elsewhere, erased for good."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton, QSizePolicy, QWidget

from duodesk.base.clock import FixedClock
from duodesk.base.ids import Id
from duodesk.exchange import handover
from duodesk.office.seeds import office_seed
from duodesk.people import commands, interviews, queries
from duodesk.people.cards import PersonCard, person
from duodesk.people.queries import PersonRow
from duodesk.people.values import PersonValues
from duodesk.people.words import Role
from duodesk.store.store import Changes
from duodesk.tour.stage import Stage
from duodesk.ui.duos.page import DuosPage
from duodesk.ui.erasing import EraseDialog
from duodesk.ui.people.handing import HandOverDialog, RefuseDialog
from duodesk.ui.people.history import KeptDialog
from duodesk.ui.people.person import PersonView
from duodesk.ui.widgets.buttons import Menu
from duodesk.ui.widgets.header import EmptyState
from duodesk.ui.widgets.text import PlainLabel
from tests.exchange.desks import Laptop
from tests.ui.conftest import Flashes
from tests.ui.laptops import antwerp, home
from tests.ui.test_screens import nameless

__all__ = ["antwerp", "home"]
D = TypeVar("D", bound=QDialog)
SECRET = "Elle craint son ancien patron"


@dataclass(slots=True)
class Two:
    """The desk on the stage and a laptop in Antwerp."""

    stage: Stage
    here: Laptop
    antwerp: Laptop

    def send(self) -> None:
        """Our file goes to Antwerp."""
        self.antwerp.take(self.here.make(self.antwerp))

    def receive(self) -> None:
        """Antwerp's file comes here, and the screens learn it."""
        done = self.here.take(self.antwerp.make(self.here))
        self.stage.desk.bus.changed.emit(Changes(operation=b"file", tables=frozenset(done.tables)))
        self.stage.settle()


@pytest.fixture
def two(stage: Stage, antwerp: Laptop, clock: FixedClock, tmp_path: Path) -> Two:
    return Two(stage, Laptop(stage.desk.store, clock, tmp_path / "here"), antwerp)


@pytest.fixture
def row(stage: Stage) -> PersonRow:
    """Somebody of our own office in a running duo."""
    desk = stage.desk
    people = desk.read(queries.people, today=desk.today, office_id=desk.office_id)
    return next(r for r in people if "mentee" in r.roles and r.status == "in_duo")


@pytest.fixture
def theirs(two: Two) -> Id:
    """Somebody of Antwerp with an interview, known here."""
    values = PersonValues(given_name="Fatou", family_name="Diallo")
    made = commands.register(two.antwerp.store, Role.MENTEE, values=values)
    started = interviews.start_interview(two.antwerp.store, made.person_id, Role.MENTEE)
    interviews.finish_interview(two.antwerp.store, started.interview_id, SECRET)
    two.receive()
    return made.person_id


def view_of(stage: Stage, person_id: Id) -> PersonView:
    return stage.view("people", person_id, PersonView)


def choose(stage: Stage, view: PersonView, text: str) -> None:
    """Choose a line of “More”."""
    menu = Menu(view)
    view._offer(menu)
    (action,) = [a for a in menu.actions() if a.text() == text]
    action.trigger()
    stage.settle()


def offered(view: PersonView) -> list[str]:
    menu = Menu(view)
    view._offer(menu)
    return [action.text() for action in menu.actions()]


def dialog(stage: Stage, kind: type[D]) -> D:
    found = stage.window.findChild(kind)
    assert found is not None
    assert nameless(found) == []
    return found


def press(stage: Stage, top: QWidget, text: str) -> None:
    found = [b for b in top.findChildren(QPushButton) if b.accessibleName() == text]
    assert found, text
    assert found[0].isVisible()
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)
    stage.settle()


def told(view: PersonView) -> str:
    notice = view._belonging.notice
    return notice.label.text() if notice is not None else ""


def office_id(code: str) -> Id:
    seed = office_seed(code)
    assert seed is not None
    return seed.id


def card_of(stage: Stage, person_id: Id) -> PersonCard:
    card = stage.desk.read(person, person_id, today=stage.desk.today)
    assert card is not None
    return card


@pytest.mark.gui
def test_a_person_is_offered_from_their_page_and_the_offer_withdrawn(
    stage: Stage, row: PersonRow
) -> None:
    view = view_of(stage, row.id)
    assert told(view) == ""
    choose(stage, view, "Hand over to another office…")
    ask = dialog(stage, HandOverDialog)
    press(stage, ask, "Offer")
    assert ask.office._problem.text()
    ask.office.set_value("ANT")
    press(stage, ask, "Offer")
    assert "Offered to Antwerp since 24/11/2026" in told(view)
    assert "Hand over to another office…" not in offered(view)
    press(stage, view, "Withdraw the offer")
    assert told(view) == ""
    assert stage.desk.read(handover.offer_of, row.id) is None
    stage.refuse_complaints()


@pytest.mark.gui
def test_what_another_office_kept_is_said_and_comes_with_the_hand_over(
    two: Two, theirs: Id
) -> None:
    stage = two.stage
    view = view_of(stage, theirs)
    assert "Followed by Antwerp" in told(view)
    assert view.history is not None
    (entry,) = [e for e in view.history.table.rows_model.rows() if e.table == "interview"]
    assert entry.words == "kept in Antwerp"
    view.history._open(entry)
    kept = dialog(stage, KeptDialog)
    assert "kept in Antwerp" in kept.words.text()
    kept.close()
    assert "Erase this person for good…" not in offered(view)

    handover.offer(two.antwerp.store, theirs, stage.desk.office_id)
    two.receive()
    assert "Antwerp offers this person to your office" in told(view)
    press(stage, view, "Accept")
    assert card_of(stage, theirs).office_id == stage.desk.office_id
    assert told(view) == ""
    (entry,) = [e for e in view.history.table.rows_model.rows() if e.table == "interview"]
    assert "on its way" in entry.words

    two.send()
    two.receive()
    (entry,) = [e for e in view.history.table.rows_model.rows() if e.table == "interview"]
    assert entry.words == SECRET
    stage.refuse_complaints()


@pytest.mark.gui
def test_an_offer_is_refused_with_its_reason(two: Two, theirs: Id) -> None:
    stage = two.stage
    handover.offer(two.antwerp.store, theirs, stage.desk.office_id)
    two.receive()
    view = view_of(stage, theirs)
    press(stage, view, "Refuse…")
    ask = dialog(stage, RefuseDialog)
    ask.reason.set_value("No coordinator is free")
    press(stage, ask, "Refuse")
    assert "Followed by Antwerp" in told(view)
    assert card_of(stage, theirs).office_id == office_id("ANT")
    two.send()
    with two.antwerp.store.engine.connect() as connection:
        said = connection.exec_driver_sql(
            "SELECT state, reason FROM transfer WHERE person_id = ?", (theirs.bytes,)
        ).all()
    assert said == [("refused", "No coordinator is free")]


@pytest.mark.gui
def test_a_third_office_sees_an_offer_and_can_answer_nothing(two: Two, theirs: Id) -> None:
    handover.offer(two.antwerp.store, theirs, office_id("LIE"))
    two.receive()
    view = view_of(two.stage, theirs)
    assert told(view) == "Followed by Antwerp, and offered to Liège."
    assert view._belonging.findChildren(QPushButton) == []


@pytest.mark.gui
def test_a_person_is_erased_only_with_their_number_typed(two: Two, row: PersonRow) -> None:
    stage = two.stage
    other = next(
        r for r in stage.desk.read(queries.people, today=stage.desk.today) if r.id != row.id
    )
    stage.desk.do(commands.change_person, other.id, municipality="Ostend")
    stage.desk.do(commands.add_note, row.id, SECRET)
    two.send()
    view = view_of(stage, row.id)
    choose(stage, view, "Erase this person for good…")
    ask = dialog(stage, EraseDialog)
    stage.until(lambda: "notes: 1" in ask.goes.text(), "what goes with them")
    assert not ask.yes.isEnabled()
    ask.number.line.setText(row.number[:-1])
    assert not ask.yes.isEnabled()
    ask.number.line.setText(f" {row.number} ")
    press(stage, ask, "Erase for good")
    stage.finish_jobs()
    assert stage.desk.read(person, row.id, today=stage.desk.today) is None
    assert any("Confirmed by 1 of " in text for text, _tone in stage.heard)
    gone = view.findChild(EmptyState)
    assert gone is not None
    assert gone.sentence.text() == "Erased for good on 24/11/2026."
    stage.desk.undo()
    assert card_of(stage, other.id).values["municipality"] != "Ostend"
    stage.refuse_complaints()


@pytest.mark.gui
def test_cancelling_erases_nothing(stage: Stage, row: PersonRow) -> None:
    view = view_of(stage, row.id)
    choose(stage, view, "Erase this person for good…")
    ask = dialog(stage, EraseDialog)
    ask.number.line.setText(row.number)
    press(stage, ask, "Cancel")
    assert card_of(stage, row.id).number == row.number


@pytest.mark.gui
@pytest.mark.parametrize("code", ["fr", "nl", "en"])
def test_all_of_it_fits_a_small_laptop(
    two: Two, theirs: Id, row: PersonRow, code: str, flashes: Flashes
) -> None:
    stage = two.stage
    handover.offer(two.antwerp.store, theirs, stage.desk.office_id)
    handover.offer(stage.desk.store, row.id, office_id("ANT"))
    two.receive()
    stage.appearance.choose_language(code)
    stage.window.resize(1024, 600)
    for subject in (theirs, row.id):
        view = view_of(stage, subject)
        assert view.minimumSizeHint().width() <= 964
        assert nameless(stage.window) == []
        for button in view.findChildren(QPushButton):
            elastic = button.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Ignored
            assert (
                not button.isVisible()
                or elastic
                or button.width() + 2 >= (button.sizeHint().width())
            ), button.text()
    card = card_of(stage, row.id)
    for kind in (HandOverDialog, EraseDialog):
        ask = kind(stage.desk, card, parent=stage.window)
        ask.open_over()
        stage.settle()
        assert ask.width() <= 964
        assert ask.height() <= 580
        assert nameless(ask) == []
        ask.close()
    assert flashes.seen == []


@pytest.mark.gui
def test_the_page_of_the_duo_says_that_it_goes_with_its_mentee(
    stage: Stage, row: PersonRow
) -> None:
    page = stage.page("duos", row.id)
    assert isinstance(page, DuosPage)
    stage.desk.do(handover.offer, row.id, office_id("ANT"))
    stage.settle()
    said = [label.text() for label in page.detail.findChildren(PlainLabel) if label.isVisible()]
    assert any("Offered to Antwerp with the mentee" in text for text in said)
    stage.desk.undo()
    stage.settle()
    said = [label.text() for label in page.detail.findChildren(PlainLabel) if label.isVisible()]
    assert not any("Offered to Antwerp" in text for text in said)
