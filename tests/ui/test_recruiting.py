"""The way in on the screen: steps, deciding with its letter, the directory edited in place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from duodesk.base.clock import FixedClock
from duodesk.documents.letters import kind_for
from duodesk.people import partners
from duodesk.people.deciding import Decision
from duodesk.people.recruiting import WayRow, on_the_way, ways_of
from duodesk.people.steps import Step
from duodesk.tour.recruiting import STEPS
from duodesk.tour.stage import Stage
from duodesk.tour.way import Way
from duodesk.ui.people.deciding import DecideDialog
from duodesk.ui.people.letter import LetterDialog
from duodesk.ui.people.page import PeoplePage
from duodesk.ui.people.partners import NewPartnerDialog, PartnersView
from duodesk.ui.people.parts import PARTS
from duodesk.ui.people.person import PersonView
from duodesk.ui.people.recruitment import RecruitmentView
from duodesk.ui.people.way_in import WayPart
from duodesk.ui.reports.page import ReportsPage
from duodesk.ui.widgets.dialog import Dialog
from tests.ui.test_screens import nameless


def way_in(stage: Stage) -> list[WayRow]:
    desk = stage.desk
    return desk.read(on_the_way, today=desk.today, office_id=desk.office_id)


def open_dialog(stage: Stage, kind: type[Dialog]) -> Any:
    stage.settle()
    (found,) = [one for one in stage.dialogs() if isinstance(one, kind)]
    return found


@pytest.mark.gui
@pytest.mark.parametrize("code", ["fr", "nl", "en"])
def test_every_part_of_the_people_screen_opens_named_and_fits(stage: Stage, code: str) -> None:
    stage.appearance.choose_language(code)
    stage.window.resize(1024, 600)
    for part in PARTS:
        page = stage.page("people", part.key)
        assert isinstance(page, PeoplePage)
        assert page.parts.value() == part.key
        assert nameless(stage.window) == [], part.key
        assert page.minimumSizeHint().width() <= 964, part.key


@pytest.mark.gui
def test_the_list_holds_everybody_on_the_way_and_its_filters_narrow_it(stage: Stage) -> None:
    view = stage.view("people", "recruitment", RecruitmentView)
    known = way_in(stage)
    assert view.table.rows_model.total() == len(known)
    view.chips.set_value(frozenset({str(Step.CALL)}))
    view.chips.changed.emit()
    shown = view.table.rows_model.rows()
    assert shown
    assert {row.next.step for row in shown if row.next} == {Step.CALL}
    assert len(shown) == sum(row.next is not None and row.next.step == Step.CALL for row in known)


@pytest.mark.gui
def test_enter_opens_the_person_and_escape_leads_back_to_the_same_part(stage: Stage) -> None:
    view = stage.view("people", "recruitment", RecruitmentView)
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    stage.settle()
    page = stage.window.shell and stage.window.shell.page
    assert isinstance(page, PeoplePage)
    assert isinstance(page.current(), PersonView)
    QTest.keyClick(page.current(), Qt.Key.Key_Escape)
    stage.settle()
    assert page.current() is view


@pytest.mark.gui
def test_who_was_decided_about_leaves_the_list_and_undo_brings_them_back(stage: Stage) -> None:
    view = stage.view("people", "recruitment", RecruitmentView)
    row = view.table.current()
    assert row is not None
    view.decide()
    dialog = open_dialog(stage, DecideDialog)
    dialog.decision.set_value(str(Decision.DECLINED))
    dialog.reason.set_value("language")
    dialog.text.text.setPlainText("We speak again in spring")
    QTest.keyClick(dialog.day.entry(), Qt.Key.Key_Return)
    stage.settle()
    (after,) = stage.desk.read(ways_of, row.person_id, today=stage.desk.today)
    assert str(after.status) == Decision.DECLINED
    assert (after.decision_reason, after.decision_text) == ("language", "We speak again in spring")
    assert row.enrolment_id not in {one.enrolment_id for one in view.table.rows_model.rows()}
    stage.desk.undo()
    stage.settle()
    assert row.enrolment_id in {one.enrolment_id for one in view.table.rows_model.rows()}


@pytest.mark.gui
def test_where_to_is_asked_of_who_is_redirected_and_the_letter_follows(stage: Stage) -> None:
    row = way_in(stage)[0]
    stage.page("people", "recruitment")
    DecideDialog(stage.desk, row, parent=stage.window).open_over()
    dialog = open_dialog(stage, DecideDialog)
    assert not dialog.partner.isVisible()
    dialog.decision.set_value(str(Decision.REDIRECTED))
    dialog.decision.committed.emit(str(Decision.REDIRECTED))
    assert dialog.partner.isVisible()
    house = dialog.partner.combo.itemData(1)
    dialog.partner.set_value(house)
    dialog.do_and_write()
    letter = open_dialog(stage, LetterDialog)
    assert letter.paper.missing == ()
    letter.show_language("de")
    letter.save()
    (path,) = stage.answers.files
    assert path.name == f"{row.number}-LR1-DE.pdf"
    assert path.read_bytes().startswith(b"%PDF")
    letter.reject()


@pytest.mark.gui
def test_deciding_anew_shows_what_was_said_before(stage: Stage) -> None:
    row = way_in(stage)[0]
    DecideDialog(stage.desk, row, parent=stage.window).open_over()
    dialog = open_dialog(stage, DecideDialog)
    dialog.decision.set_value(str(Decision.WITHDRAWN))
    dialog.text.text.setPlainText("Found work")
    dialog.do()
    (after,) = stage.desk.read(ways_of, row.person_id, today=stage.desk.today)
    DecideDialog(stage.desk, after, parent=stage.window).open_over()
    again = open_dialog(stage, DecideDialog)
    assert again.decision.value() == Decision.WITHDRAWN
    assert again.text.value() == "Found work"
    assert kind_for(Decision.WITHDRAWN) is None
    assert not again.then_letter.isVisible()
    again.reject()


@pytest.mark.gui
def test_the_page_of_a_person_tells_the_way_in_and_who_sent_them(stage: Stage) -> None:
    row = way_in(stage)[0]
    view = stage.view("people", row.person_id, PersonView)
    part = view.findChild(WayPart)
    assert part is not None
    assert "Registration: done" in part.line.accessibleName()
    house = part.partner.combo.itemData(1)
    part.partner.combo.setCurrentIndex(1)
    part.partner.combo.activated.emit(1)
    stage.settle()
    (after,) = stage.desk.read(ways_of, row.person_id, today=stage.desk.today)
    assert str(after.partner_id) == house


@pytest.mark.gui
def test_a_partner_is_added_changed_in_place_closed_and_taken_up_again(stage: Stage) -> None:
    view = stage.view("people", "partners", PartnersView)
    before = view.table.rows_model.total()
    view.make_new()
    dialog = open_dialog(stage, NewPartnerDialog)
    dialog.do()
    assert dialog.isVisible()  # a partner needs a name
    QTest.keyClicks(dialog.name.entry(), "<b>Mission</b> & Locale")
    QTest.keyClick(dialog.name.entry(), Qt.Key.Key_Return)
    stage.settle()
    assert view.table.rows_model.total() == before + 1
    assert view.panel.title.text() == "<b>Mission</b> & Locale"
    phone = view.panel.form.fields["phone"].entry()
    phone.setFocus()
    QTest.keyClicks(phone, "02 123 45 67")
    QTest.keyClick(phone, Qt.Key.Key_Return)
    stage.settle()
    assert view.panel.partner_id is not None

    def known() -> Any:
        return stage.desk.read(partners.partner, view.panel.partner_id)

    assert known().values["phone"] == "02 123 45 67"
    own = view.panel.partner_id
    view.panel.end.click()
    stage.settle()
    assert own not in {row.id for row in view.table.rows_model.rows()}
    view.chips.set_value(frozenset({"closed"}))
    view.chips.changed.emit()
    assert own in {row.id for row in view.table.rows_model.rows()}


@pytest.mark.gui
def test_the_tour_decides_and_writes(stage: Stage, clock: FixedClock, tmp_path: Path) -> None:
    way = Way(stage, clock, tmp_path)
    told = [step(way) for _sentence, step in STEPS]
    assert told[0] == "Tremplin Langues asbl"
    assert told[2].endswith("-LR1-NL.pdf")
    assert "-N1-" in told[3]


@pytest.mark.gui
def test_behind_the_figures_stand_the_sources_and_the_partners(stage: Stage) -> None:
    page = stage.page("reports")
    assert isinstance(page, ReportsPage)
    page.show_year(stage.desk.today.year)
    assert page.cohort is not None
    for by in ("sources", "partners"):
        page.show_list(by)
        rows = page.lists.origins.table.rows_model.rows()
        assert sum(row.registered for row in rows) == sum(
            entry.role == "mentee" for entry in page.cohort.entries
        )
