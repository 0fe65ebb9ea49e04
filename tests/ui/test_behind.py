"""Every figure of the way in opens the people behind it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from duodesk.people.partners import PartnerFigures
from duodesk.reports.figures import figure
from duodesk.tour.stage import Stage
from duodesk.ui.behind import PeopleBehind
from duodesk.ui.people.page import PeoplePage
from duodesk.ui.people.partners import FIGURES, PartnersView
from duodesk.ui.people.person import PersonView
from duodesk.ui.reports.conversion import COLUMNS
from duodesk.ui.reports.page import ReportsPage
from tests.ui.test_screens import nameless

pytestmark = pytest.mark.gui


def opened(stage: Stage) -> PeopleBehind:
    stage.settle()
    (found,) = [one for one in stage.dialogs() if isinstance(one, PeopleBehind)]
    return found


def reports(stage: Stage) -> ReportsPage:
    page = stage.page("reports")
    assert isinstance(page, ReportsPage)
    page.show_year(stage.desk.today.year)
    return page


def shown(dialog: PeopleBehind) -> int:
    return dialog.table.rows_model.rowCount()


def test_each_figure_of_a_partner_opens_as_many_people(stage: Stage) -> None:
    view = stage.view("people", "partners", PartnersView)
    rows = view.table.rows_model.rows()
    most = max(rows, key=lambda row: row.figures.referred + row.figures.redirected)
    view.table.go_to(rows.index(most))
    told = 0
    for name in FIGURES:
        count = getattr(most.figures, name)
        assert view.panel.numbers[name].isEnabled() == (count > 0)
        if count:
            view.panel.numbers[name].click()
            dialog = opened(stage)
            assert shown(dialog) == count
            assert len(dialog.groups) == len(FIGURES)
            dialog.reject()
            told += 1
    assert told > 1
    assert FIGURES.keys() == set(PartnerFigures.__dataclass_fields__)


def test_enter_on_somebody_opens_their_page(stage: Stage) -> None:
    page = reports(stage)
    page.show_people(figure("mentees_registered"))
    dialog = opened(stage)
    assert nameless(dialog) == []
    row = dialog.table.current()
    assert row is not None
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    stage.settle()
    people = stage.window.findChild(PeoplePage)
    assert people is not None
    view = people.current()
    assert isinstance(view, PersonView)
    assert view.person_id == row.person_id


def test_a_share_opens_at_its_stage_with_those_who_came_so_far(stage: Stage) -> None:
    page = reports(stage)
    assert page.cohort is not None
    page.show_people(figure("mentees_interview"))
    dialog = opened(stage)
    assert dialog.group().title == "Interviewed"
    reached = [e for e in page.cohort.entries if e.role == "mentee" and e.reached("interview")]
    assert shown(dialog) == len(reached) > 0
    dialog.reject()
    page.show_people(figure("first_call"))
    dialog = opened(stage)
    called = sum(e.call_days is not None for e in page.cohort.entries)
    assert [len(group.parts) for group in dialog.groups] == [
        called, len(page.cohort.entries) - called,
    ]  # fmt: skip


def test_the_people_of_a_source_are_searched_and_none_is_said(stage: Stage) -> None:
    page = reports(stage)
    page.show_list("sources")
    table = page.lists.origins.table
    keys = [column.key for column in COLUMNS]
    table.setCurrentIndex(table.rows_model.index(0, keys.index("session")))
    line = table.current()
    assert line is not None
    stage.press("People…", page)
    dialog = opened(stage)
    assert shown(dialog) == line.of("session")
    stages = [len(group.parts) for group in dialog.groups]
    assert stages == list(line.counts)
    dialog.search.setText("nobody is called so")
    dialog.search.searched.emit("nobody is called so")
    assert dialog.table.isHidden()
    assert not dialog._nobody.isHidden()


def test_the_answers_stand_beside_how_many_gave_them_and_open_who_did(stage: Stage) -> None:
    page = reports(stage)
    page.show_list("answers")
    (first, *others) = page.lists.answers.table.rows_model.rows()
    assert {one.role for one in (first, *others)} == {"mentee"}
    cells = [page.lists.answers.table.rows_model.index(0, n).data() for n in range(4)]
    assert cells[0] == "All in all, I am happy with my duo."
    assert cells[2] == str(first.said.n)
    answered = first.said.response.answered
    assert f"Came back: {answered} of {first.said.response.due}" in page.lists.answers.told.text()
    stage.press("Together", page.lists.answers)
    (both,) = page.lists.answers.table.rows_model.rows()
    assert both.said.n > first.said.n
    assert nameless(page.lists.answers) == []
    assert page.cohort is not None
    due = [one for one in page.cohort.answers if one.role == "mentee"]
    back = [one for one in due if one.is_back(page.cohort.as_of)]
    page.show_people(figure("mentees_response"))
    dialog = opened(stage)
    assert [len(group.parts) for group in dialog.groups] == [len(back), len(due) - len(back)]
    assert shown(dialog) == len(back) > 0
