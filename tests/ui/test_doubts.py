"""What is told before something is done, and never refused: hours that are taken, somebody who is
known already, a decision without a reason.
"""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest

from duodesk.base.ids import Id
from duodesk.people import commands, queries, sessions
from duodesk.people.attendance import info_session
from duodesk.people.cards import person
from duodesk.people.recruiting import ways_of
from duodesk.people.sessions import SessionValues
from duodesk.people.values import PersonValues
from duodesk.people.words import Role
from duodesk.tour.stage import Stage
from duodesk.ui.people.deciding import DecideDialog
from duodesk.ui.people.page import PeoplePage
from duodesk.ui.people.person import PersonView
from duodesk.ui.people.register import RegisterDialog
from duodesk.ui.people.session_form import PlanDialog
from duodesk.ui.people.sessions import SessionsView
from duodesk.ui.widgets.buttons import Menu

pytestmark = pytest.mark.gui
DAY = date(2026, 12, 9)


def led(stage: Stage, start: int) -> Id:
    """A session that the person at this desk leads."""
    store = stage.desk.store
    values = SessionValues(held_on=DAY, start=start, minutes=60, led_by=store.author_id)
    return sessions.plan_session(store, values).session_id


def planning(stage: Stage) -> PlanDialog:
    stage.view("people", "sessions", SessionsView).plan()
    stage.settle()
    (found,) = [one for one in stage.dialogs() if isinstance(one, PlanDialog)]
    found.form.fields["held_on"].set_value(DAY)
    found.form.fields["minutes"].set_value(60)
    found.form.fields["led_by"].set_value(str(stage.desk.store.author_id))
    return found


def typed(dialog: PlanDialog, text: str) -> None:
    line = dialog.form.fields["start"].entry()
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(line, text)


def test_hours_that_are_taken_are_told_while_they_are_typed_and_never_refused(
    stage: Stage,
) -> None:
    led(stage, 14 * 60)
    dialog = planning(stage)
    typed(dialog, "15:00")
    assert not dialog.form.notice.isVisible()
    typed(dialog, "14:30")
    assert dialog.form.notice.isVisible()
    assert dialog.form.notice.label.text() == (
        "Annick Delvaux leads another session at this time: 14:00 – 15:00."
    )
    QTest.keyClick(dialog.form.fields["start"].entry(), Qt.Key.Key_Return)
    stage.settle()
    view = stage.window.findChild(SessionsView)
    assert view is not None
    assert view.detail.row is not None
    assert (view.detail.row.held_on, view.detail.row.start) == (DAY, 14 * 60 + 30)
    assert view.detail.form.notice.isVisible()  # and where the session is changed in place


def test_another_day_another_colleague_or_a_cancelled_session_is_no_doubt(stage: Stage) -> None:
    first = led(stage, 14 * 60)
    dialog = planning(stage)
    typed(dialog, "14:00")
    assert dialog.form.notice.isVisible()
    dialog.form.fields["led_by"].set_value(None)
    dialog.form.fields["led_by"].committed.emit(None)
    assert not dialog.form.notice.isVisible()
    dialog.reject()
    view = stage.view("people", "sessions", SessionsView)
    view.choose(first)
    assert not view.detail.form.notice.isVisible()  # not doubted because of itself
    assert stage.desk.read(info_session, first) is not None


def statuses(view: PersonView) -> tuple[Menu, dict[str, QAction]]:
    """The menu of a person (to be kept while it is used), and its statuses by their words."""
    menu = Menu()
    view._offer(menu)
    inner = next(one.menu() for one in menu.actions() if one.text().startswith("Status"))
    assert isinstance(inner, Menu)
    return menu, {one.text(): one for one in inner.actions()}


def test_redirecting_from_the_menu_of_a_person_asks_why(stage: Stage) -> None:
    rows = stage.desk.read(queries.people, today=stage.desk.today)
    row = next(one for one in rows if one.status == "registered")
    view = stage.view("people", row.id, PersonView)
    _menu, offered = statuses(view)
    decided = {words for words in offered if words.endswith("…")}
    assert decided == {"Redirected…", "Not accepted…", "Withdrew…"}
    offered["Redirected…"].trigger()
    stage.settle()
    (dialog,) = [one for one in stage.dialogs() if isinstance(one, DecideDialog)]
    assert dialog.decision.value() == "redirected"
    assert dialog.partner.isVisible()
    (before,) = stage.desk.read(ways_of, row.id, today=stage.desk.today)
    assert before.status == "registered"
    dialog.reason.set_value("language")
    assert dialog.do()
    (after,) = stage.desk.read(ways_of, row.id, today=stage.desk.today)
    assert (after.status, after.decision_reason) == ("redirected", "language")
    stage.settle()
    _again, offered = statuses(view)
    assert offered["Redirected…"].isChecked()
    offered["Redirected…"].trigger()
    stage.settle()
    shown = [one for one in stage.dialogs() if isinstance(one, DecideDialog)][-1]
    assert shown.reason.value() == "language"


def registering(stage: Stage) -> RegisterDialog:
    page = stage.page("people", "new")
    assert isinstance(page, PeoplePage)
    dialog = stage.window.findChild(RegisterDialog)
    assert dialog is not None
    return dialog


def test_who_is_perhaps_known_is_opened_by_a_button_and_enter_registers(stage: Stage) -> None:
    made = [
        commands.register(
            stage.desk.store,
            Role.MENTEE,
            values=PersonValues(given_name="Zebulon", family_name="Quist"),
        ).person_id
        for _n in range(5)
    ]
    dialog = registering(stage)
    QTest.keyClicks(dialog.given.line, "Zebulon")
    QTest.keyClicks(dialog.family.line, "Quiist")
    stage.until(lambda: len(dialog.known.buttons) == 3, "the look-alikes are shown")
    assert all(one.certainty < 75 for one in dialog.known.found)
    assert all(button.isVisible() and button.isEnabled() for button in dialog.known.buttons)
    stage.press("2 people more…", dialog)
    assert len(dialog.known.buttons) == 5
    before = len(stage.desk.read(queries.known))
    dialog.known.buttons[4].click()
    stage.settle()
    page = stage.window.findChild(PeoplePage)
    assert page is not None
    view = page.current()
    assert isinstance(view, PersonView)
    assert view.person_id in made
    assert len(stage.desk.read(queries.known)) == before
    dialog = registering(stage)
    QTest.keyClicks(dialog.given.line, "Zebulon")
    QTest.keyClicks(dialog.family.line, "Quiist")
    stage.until(lambda: len(dialog.known.buttons) == 3, "the look-alikes are shown")
    QTest.keyClick(dialog.family.line, Qt.Key.Key_Return)
    stage.settle()
    assert len(stage.desk.read(queries.known)) == before + 1
    card = stage.desk.read(person, made[0], today=stage.desk.today)
    assert card is not None
