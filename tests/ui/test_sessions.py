"""Sessions and calls as a coordinator works with them: by one key, undone by Ctrl+Z."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from duodesk.base.ids import Id
from duodesk.people import attendance, commands, sessions
from duodesk.people.calls import calls
from duodesk.people.contacts import ContactRow, contacts
from duodesk.people.sessions import SessionValues
from duodesk.people.values import EnrolmentValues, PersonValues
from duodesk.people.words import Presence, Role
from duodesk.tour.stage import Stage
from duodesk.ui.people.calls import CallsView
from duodesk.ui.people.contacting import ContactDialog
from duodesk.ui.people.inviting import InviteDialog
from duodesk.ui.people.person import PersonView
from duodesk.ui.people.session_form import PlanDialog
from duodesk.ui.people.sessions import SessionsView

TODAY = date(2026, 11, 24)
LONG_AGO = date(2026, 1, 5)
pytestmark = pytest.mark.gui


def member(stage: Stage, name: str, on: date = LONG_AGO) -> Id:
    made = stage.desk.do(
        commands.register,
        Role.MENTEE,
        values=PersonValues(family_name=name, phone="0470 00 00 00"),
        enrolment=EnrolmentValues(registered_on=on),
    )
    assert made is not None
    return made.person_id


def planned(stage: Stage, on: date, names: list[str]) -> Id:
    made = stage.desk.do(sessions.plan_session, SessionValues(held_on=on, capacity=2))
    assert made is not None
    stage.desk.do(sessions.invite, made.session_id, [member(stage, name) for name in names])
    return made.session_id


def told(stage: Stage, person_id: Id) -> list[ContactRow]:
    return stage.desk.read(contacts, person_id)


def presences(stage: Stage, session_id: Id) -> list[str]:
    return [str(one.presence) for one in stage.desk.read(attendance.attendees, session_id)]


@pytest.mark.parametrize(("key", "reached"), [(Qt.Key.Key_R, True), (Qt.Key.Key_N, False)])
def test_one_key_notes_a_call_and_undo_brings_the_row_and_its_words_back(
    stage: Stage, key: Qt.Key, *, reached: bool
) -> None:
    first = member(stage, "Aaa first of all")
    view = stage.view("people", "calls", CallsView)
    assert view.panel.call is not None
    assert view.panel.call.person_id == first
    view.panel.words.text.setPlainText("Rappelle <lundi>")
    before = view.table.rows_model.rowCount()
    QTest.keyClick(view.table, key)
    stage.settle()
    (one,) = told(stage, first)
    assert (one.reached, one.about, one.text) == (reached, "first_call", "Rappelle <lundi>")
    assert view.table.rows_model.rowCount() == before - 1
    assert view.panel.call.person_id != first
    assert view.panel.words.value() == ""
    stage.desk.undo()
    stage.settle()
    assert view.table.rows_model.row_at(0).person_id == first
    view.table.go_to(0)
    assert view.panel.words.value() == "Rappelle <lundi>"


def test_words_of_a_call_without_a_result_wait_with_their_person(stage: Stage) -> None:
    member(stage, "Aaa"), member(stage, "Bbb")
    view = stage.view("people", "calls", CallsView)
    view.panel.words.text.setPlainText("Half a sent")
    view.table.go_to(1)
    assert view.panel.words.value() == ""
    view.table.go_to(0)
    assert view.panel.words.value() == "Half a sent"
    stage.page("duos")
    stage.appearance.choose_language("nl")
    again = stage.view("people", "calls", CallsView)
    assert again.panel.words.value() == "Half a sent"


def test_who_was_tried_today_comes_back_when_asked_for(stage: Stage) -> None:
    who = member(stage, "Aaa")
    view = stage.view("people", "calls", CallsView)
    view.panel.note(reached=False)
    stage.settle()
    listed = {row.person_id for row in view.table.rows_model.rows()}
    assert who not in listed
    view.chips.set_value(frozenset({"tried"}))
    view.chips.changed.emit()
    assert [row.person_id for row in view.table.rows_model.rows()] == [who]
    assert who in {
        call.person_id
        for call in stage.desk.read(calls, office_id=stage.desk.office_id, today=TODAY)
    }


def test_a_session_is_planned_with_what_is_usual_and_shown(stage: Stage) -> None:
    view = stage.view("people", "sessions", SessionsView)
    view.plan()
    stage.settle()
    dialog = stage.window.findChild(PlanDialog)
    assert dialog is not None
    dialog.form.fields["held_on"].set_value(None)
    dialog.plan()
    assert dialog.isVisible()
    dialog.form.fields["held_on"].set_value(date(2026, 12, 10))
    dialog.form.fields["place"].set_value("Salle <b>2</b>")
    dialog.plan()
    stage.settle()
    shown = view.detail.row
    assert shown is not None
    assert (shown.held_on, shown.place, shown.minutes) == (date(2026, 12, 10), "Salle <b>2</b>", 90)


def test_a_field_of_a_session_is_kept_as_it_is_left_and_what_cannot_be_comes_back(
    stage: Stage,
) -> None:
    made = planned(stage, date(2026, 12, 10), [])
    view = stage.view("people", ("sessions", made), SessionsView)
    start = view.detail.form.fields["start"]
    QTest.keyClicks(start.entry(), "18h30")
    QTest.keyClick(start.entry(), Qt.Key.Key_Return)
    stage.settle()
    assert view.detail.row is not None
    assert view.detail.row.start == 18 * 60 + 30
    view.detail.change("held_on", None)
    stage.settle()
    assert view.detail.form.fields["held_on"].value() == date(2026, 12, 10)


def test_presence_is_ticked_by_keys_and_by_clicking(stage: Stage) -> None:
    made = planned(stage, TODAY, ["A", "B", "C"])
    view = stage.view("people", ("sessions", made), SessionsView)
    table = view.detail.table
    for place, key in enumerate((Qt.Key.Key_Space, Qt.Key.Key_A, Qt.Key.Key_E)):
        table.go_to(place)
        QTest.keyClick(table, key)
        stage.settle()
    assert presences(stage, made) == ["attended", "absent", "excused"]
    assert view.detail.count.text() == "1 of 2 came"
    table.go_to(0)
    QTest.keyClick(table, Qt.Key.Key_Space)
    stage.settle()
    assert presences(stage, made)[0] == "invited"
    place = table.visualRect(table.rows_model.index(1, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place.x(), place.y()))
    stage.settle()
    assert presences(stage, made)[1] == "attended"
    stage.desk.undo()
    stage.settle()
    assert presences(stage, made)[1] == "absent"


def test_all_the_others_came_and_an_invitation_is_withdrawn(stage: Stage) -> None:
    made = planned(stage, TODAY, ["A", "B", "C"])
    view = stage.view("people", ("sessions", made), SessionsView)
    view.detail.mark(None, Presence.ATTENDED)
    stage.settle()
    view.detail.table.go_to(2)
    QTest.keyClick(view.detail.table, Qt.Key.Key_Delete)
    stage.settle()
    assert presences(stage, made) == ["attended", "attended"]


def test_several_people_are_invited_by_search_and_a_full_session_warns(stage: Stage) -> None:
    made = planned(stage, date(2026, 12, 10), ["Here"])
    for name in ("Zzone", "Zztwo"):
        member(stage, name)
    view = stage.view("people", ("sessions", made), SessionsView)
    view.detail.invite()
    stage.settle()
    dialog = stage.window.findChild(InviteDialog)
    assert dialog is not None
    assert not dialog.button.isEnabled()
    for name in ("zzone", "zztwo"):
        dialog.search.setText(name)
        QTest.keyClick(dialog.search, Qt.Key.Key_Return)
    assert dialog.button.text().strip() == "Invite 2 people"
    assert not dialog.warning.isHidden()
    assert dialog.isVisible()
    dialog.invite()
    stage.settle()
    assert presences(stage, made) == ["invited"] * 3
    assert view.detail.notice.label.text().startswith("1 person more is expected")


def test_anybody_of_the_office_may_come_unannounced(stage: Stage) -> None:
    made = planned(stage, TODAY, [])
    view = stage.view("people", ("sessions", made), SessionsView)
    view.detail.invite()
    stage.settle()
    dialog = stage.window.findChild(InviteDialog)
    assert dialog is not None
    waiting = dialog.table.rows_model.total()
    dialog.who.chosen.emit(dialog.who.value())
    dialog.who.set_value("all")
    dialog.who.chosen.emit("all")
    assert dialog.table.rows_model.total() > waiting
    dialog.table.go_to(0)
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    dialog.came()
    stage.settle()
    assert presences(stage, made) == ["attended"]


def test_the_sign_in_sheet_is_saved(stage: Stage) -> None:
    made = planned(stage, TODAY, ["A"])
    view = stage.view("people", ("sessions", made), SessionsView)
    view.detail.save_sheet()
    (path,) = stage.answers.files
    assert path.read_bytes().startswith(b"%PDF")
    assert path.name.endswith("2026-11-24.pdf")


def test_a_call_is_noted_from_the_page_of_a_person(stage: Stage) -> None:
    who = member(stage, "Aaa")
    view = stage.view("people", who, PersonView)
    view.log_call()
    stage.settle()
    dialog = stage.window.findChild(ContactDialog)
    assert dialog is not None
    dialog.day.set_value(date(2026, 11, 23))
    dialog.hour.set_value(9 * 60 + 5)
    dialog.reached.set_value("no")
    dialog.text.text.setPlainText("Messagerie")
    dialog.keep()
    stage.settle()
    (one,) = told(stage, who)
    assert (one.day, one.reached, one.text) == (date(2026, 11, 23), False, "Messagerie")
    history = view.history
    assert history is not None
    rows = history.table.rows_model
    history.table.opened.emit(rows.row_at(rows.place_of(lambda line: line.row == one.id)))
    stage.settle()
    correcting = stage.dialogs()[-1]
    assert isinstance(correcting, ContactDialog)
    correcting.reached.set_value("yes")
    correcting.keep()
    (again,) = told(stage, who)
    assert (again.at, again.reached, again.text) == (one.at, True, "Messagerie")
