"""One person registered twice: caught while typing, looked through, made one and two again."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from duodesk.base.ids import Id
from duodesk.people import apart, commands, merging, queries
from duodesk.people.apart import Pair
from duodesk.people.cards import PersonCard, person
from duodesk.people.timeline import Kind
from duodesk.people.values import PersonValues
from duodesk.people.words import Role
from duodesk.tour.stage import Stage
from duodesk.ui.people.before import BeforeDialog
from duodesk.ui.people.lookalikes import LookalikesView
from duodesk.ui.people.page import PeoplePage
from duodesk.ui.people.person import PersonView
from duodesk.ui.people.register import RegisterDialog

pytestmark = pytest.mark.gui


def card_of(stage: Stage, person_id: Id) -> PersonCard:
    found = stage.desk.read(person, person_id, today=stage.desk.today)
    assert found is not None
    return found


def lookalikes(stage: Stage) -> LookalikesView:
    view = stage.view("people", "lookalikes", LookalikesView)
    stage.until(lambda: view.pair is not None, "the look-alikes are found")
    return view


def people(stage: Stage) -> PeoplePage:
    found = stage.window.findChild(PeoplePage)
    assert found is not None
    return found


def pair(stage: Stage) -> tuple[Id, Id]:
    first = stage.desk.read(apart.pairs)[0]
    assert first.one.id is not None
    assert first.other.id is not None
    return first.one.id, first.other.id


def registering(stage: Stage) -> RegisterDialog:
    page = stage.page("people", "new")
    assert isinstance(page, PeoplePage)
    dialog = stage.window.findChild(RegisterDialog)
    assert dialog is not None
    return dialog


def test_enter_on_somebody_known_opens_them_and_registers_nobody(stage: Stage) -> None:
    one, _ = pair(stage)
    known = card_of(stage, one)
    before = len(stage.desk.read(queries.known))
    dialog = registering(stage)
    QTest.keyClicks(dialog.given.line, known.values["given_name"])
    QTest.keyClicks(dialog.family.line, known.values["family_name"])
    dialog.birth.set_value(known.values["birth_date"])
    stage.until(lambda: bool(dialog.known.buttons), "a look-alike is shown")
    assert "same name" in dialog.known.buttons[0].accessibleDescription()
    QTest.keyClick(dialog.family.line, Qt.Key.Key_Return)
    stage.settle()
    view = people(stage).current()
    assert isinstance(view, PersonView)
    assert view.person_id == one
    assert len(stage.desk.read(queries.known)) == before


def test_age_is_answered_while_typing_and_a_stranger_is_registered_with_source_and_day(
    stage: Stage,
) -> None:
    dialog = registering(stage)
    QTest.keyClicks(dialog.given.line, "Zebulon")
    QTest.keyClicks(dialog.family.line, "Quist")
    dialog.birth.set_value(date(1980, 1, 1))
    dialog.birth.committed.emit(date(1980, 1, 1))
    assert "mentees are 18 to 30" in dialog.age.label.text()
    dialog.role.set_value("mentor")
    dialog.role.committed.emit("mentor")
    assert "mentors are 50 or older" in dialog.age.label.text()
    dialog.registered_on.set_value(date(2026, 11, 20))
    dialog.source.set_value("friend")
    stage.press("Register", dialog)
    view = people(stage).current()
    assert isinstance(view, PersonView)
    (enrolment,) = card_of(stage, view.person_id).enrolments
    assert enrolment.values["registered_on"] == date(2026, 11, 20)
    assert enrolment.values["source"] == "friend"


def test_two_entries_are_compared_and_made_one_person(stage: Stage) -> None:
    view = lookalikes(stage)
    assert view.table.rows_model.rowCount() == 2
    shown: Pair | None = view.pair
    assert shown is not None
    assert view.comparison is not None
    keep, other, values = view.comparison.chosen()
    assert values["email"] == card_of(stage, other).values["email"]
    assert "number" not in values
    view.join()
    joined = people(stage).current()
    assert isinstance(joined, PersonView)
    assert joined.person_id == keep
    assert card_of(stage, keep).values["email"] == values["email"]
    assert other not in {row.id for row in stage.desk.read(queries.people, today=stage.desk.today)}
    stage.desk.undo()
    assert card_of(stage, other).values["merged_into_id"] is None
    stage.refuse_complaints()


def test_not_the_same_person_is_remembered(stage: Stage) -> None:
    view = lookalikes(stage)
    first = view.pair
    assert first is not None
    view.tell_apart()
    stage.until(lambda: view.table.rows_model.rowCount() == 1, "one pair is left")
    assert view.pair is not None
    assert view.pair.one.id != first.one.id


def test_the_other_entry_says_with_whom_it_is_now_and_can_be_parted(stage: Stage) -> None:
    keep, other = pair(stage)
    merging.merge(stage.desk.store, keep, other)
    view = stage.view("people", other, PersonView)
    assert view.joined.notice is not None
    assert f"({card_of(stage, keep).number})" in view.joined.notice.label.text()
    stage.press("They are two people after all", view)
    assert card_of(stage, other).values["merged_into_id"] is None
    assert view.joined.notice is None


def test_what_came_late_is_brought_over_from_the_page(stage: Stage) -> None:
    keep, other = pair(stage)
    merging.merge(stage.desk.store, keep, other)
    commands.add_note(stage.desk.store, other, "Written elsewhere")
    view = stage.view("people", keep, PersonView)
    assert view.history is not None
    assert "Written elsewhere" in {e.words for e in view.history.table.rows_model.rows()}
    assert view.joined.notice is not None
    stage.press("Bring over", view)
    assert view.joined.notice is None
    assert stage.desk.read(merging.left_behind) == []


def test_the_timeline_has_months_filters_and_a_search(stage: Stage) -> None:
    row = next(
        r
        for r in stage.desk.read(queries.people, today=stage.desk.today)
        if r.status == "in_duo" and r.number.startswith("BRU")
    )
    commands.change_person(stage.desk.store, row.id, phone="0470 99 88 77")
    view = stage.view("people", row.id, PersonView)
    history = view.history
    assert history is not None
    shown = history.table.rows_model.rows
    stage.until(lambda: any(e.changed for e in shown()), "the changes are read")
    rows = history.table.rows_model.rows()
    headings = [str(e.text) for e in rows if e.kind == Kind.HEADING]
    assert headings[:2] == ["Planned", "November 2026"]
    assert any("0470 99 88 77" in str(one.after) for e in rows for one in e.changed)
    history.chips.set_value(frozenset({"paper"}))
    history.chips.changed.emit()
    kinds = {e.kind for e in history.table.rows_model.rows()}
    assert kinds == {Kind.HEADING, Kind.DOCUMENT}
    assert "No CVs and no scans" in history.papers.text()
    assert not history.papers.isHidden()
    history.chips.clear()
    history.search.setText("0470 99")
    history.search.searched.emit("0470 99")
    assert [e.kind for e in shown()] == [Kind.HEADING, Kind.CHANGE]


@pytest.mark.parametrize("size", [(1366, 768), (1024, 600)])
def test_every_part_can_be_reached_and_has_a_name(stage: Stage, size: tuple[int, int]) -> None:
    stage.window.resize(*size)
    view = lookalikes(stage)
    for button in view.findChildren(QPushButton):
        assert button.accessibleName() or button.text()
    assert view.comparison is not None
    assert view.width() <= size[0]


def test_what_stood_in_a_field_before_is_brought_back(stage: Stage) -> None:
    row = stage.desk.read(queries.people, today=stage.desk.today)[0]
    before = card_of(stage, row.id).values["phone"]
    commands.change_person(stage.desk.store, row.id, phone="0470 99 88 77")
    view = stage.view("people", row.id, PersonView)
    assert view.panel is not None
    view.panel.go_to("phone")
    stage.settle()
    QTest.keyClick(stage.window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    stage.settle()
    dialog = stage.window.findChild(BeforeDialog)
    assert dialog is not None
    assert [str(one.words) for one in dialog.found[:2]] == ["0470 99 88 77", before]
    assert not dialog.button.isEnabled()
    dialog.table.go_to(1)
    stage.press("Bring back", dialog)
    assert card_of(stage, row.id).values["phone"] == before
    stage.refuse_complaints()


def test_the_remark_of_an_exchange_leads_to_the_same_comparison(stage: Stage) -> None:
    ids = [
        commands.register(
            stage.desk.store,
            Role.MENTEE,
            values=PersonValues(
                given_name=given, family_name="Zzahraoui", birth_date=date(2001, 1, 1)
            ),
        ).person_id
        for given in ("Mohamed", "Muhammad")
    ]
    page = stage.page("exchange")

    def compare() -> QPushButton | None:
        buttons = page.findChildren(QPushButton)
        return next((one for one in buttons if "Compare…" in one.text()), None)

    stage.until(lambda: compare() is not None, "the remark")
    button = compare()
    assert button is not None
    button.click()
    stage.settle()
    view = people(stage).current()
    assert isinstance(view, LookalikesView)
    stage.until(lambda: view.pair is not None, "both are compared")
    assert view.pair is not None
    assert {view.pair.one.id, view.pair.other.id} == set(ids)
