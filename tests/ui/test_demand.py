"""Supply and demand on the screen: cells by keys, who is behind them, out as a table."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from duodesk.base.ids import Id
from duodesk.model.people import Enrolment, Role
from duodesk.pairing.demand import HALF_DAYS, By, Cell, Counted
from duodesk.tour.stage import Stage
from duodesk.ui.page import Page
from duodesk.ui.pairing.demand import DemandPart, sentence
from duodesk.ui.pairing.heat import HeatTable, colours, legend, words
from duodesk.ui.theme import look
from duodesk.ui.tokens import contrast
from tests.pairing.test_commands import person

pytestmark = pytest.mark.gui
Key = Qt.Key


@pytest.fixture
def waiting(stage: Stage) -> list[Id]:
    """Three mentees and one trained mentor are all there is."""
    store = stage.desk.store
    with store.write("Nobody else") as write:
        write.session.query(Enrolment).delete()
    made = [person(store, Role.MENTEE, name) for name in ("Awa", "Bintou", "Sami")]
    person(store, Role.MENTOR, "Jan")
    return made


@pytest.fixture
def part(stage: Stage, waiting: list[Id]) -> DemandPart:
    return stage.view("pairing", "demand", DemandPart)


def table(part: DemandPart) -> HeatTable:
    assert part.table is not None
    return part.table


def some(n: int) -> tuple[Counted, ...]:
    one = Counted(Id(int=1), "Awa", 3, {})
    return (one,) * n


def test_a_cell_is_told_by_number_sign_and_colour() -> None:
    assert words(Cell(some(6), some(1))) == "6 : 1 ▲"
    assert words(Cell(some(2), ())) == "2 : 0 ▲▲"
    assert words(Cell(some(1), some(2))) == "1 : 2"
    assert words(Cell((), ())) == ""
    assert all(sign in legend() for sign in ("6 : 1", "▲▲"))
    grounds = {colours(Cell(some(n), some(m)))[0] for n, m in ((6, 0), (1, 0), (6, 1), (1, 1))}
    assert len(grounds) == 4


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_number_can_be_read_on_every_colour(stage: Stage, theme: str) -> None:
    stage.appearance.choose_theme(theme)
    assert look().dark == (theme == "dark")
    for n in range(9):
        for m in range(9):
            back, front = colours(Cell(some(n), some(m)))
            assert contrast(front, back) >= 4.5, (theme, n, m)


def test_the_sentence_says_what_a_cell_says() -> None:
    place = {By.FIELD: "care", By.LANGUAGE: "nld"}
    assert sentence(place, Cell(some(6), some(1))) == (
        "6 mentees want “Care of persons” in Dutch, 1 mentor is free."
    )
    assert sentence({By.LANGUAGE: "nld", By.HALF_DAY: "3"}, Cell(some(1), ())) == (
        "1 mentee speaks Dutch and is free on Tuesday afternoon, no mentor is free."
    )
    assert sentence(place | {By.HALF_DAY: "0"}, Cell((), some(2))) == (
        "0 mentees want “Care of persons” in Dutch and are free on Monday morning, "
        "2 mentors are free."
    )


def test_the_worst_cell_comes_first_and_enter_leads_to_the_people(
    stage: Stage, part: DemandPart, waiting: list[Id]
) -> None:
    part.by.set_value("lh")
    part.by.chosen.emit("lh")
    stage.settle()
    assert "3 mentees speak" in part.sentence.text()
    assert "1 mentor is free" in part.sentence.text()
    assert len(part.people.rows_model.rows()) == 4
    table(part).setFocus()
    QTest.keyClick(table(part), Key.Key_Return)
    stage.settle()
    assert part.people.hasFocus()
    QTest.keyClick(part.people, Key.Key_Return)
    stage.settle()
    shell = stage.window.shell
    assert shell is not None
    assert shell.key == "people"
    assert shell.page is not None
    assert shell.page.subject() == waiting[0]


def test_arrows_walk_through_the_cells_and_tell_of_each(stage: Stage, part: DemandPart) -> None:
    part.show_subject("lh")
    stage.settle()
    grid = table(part)
    assert [column.key for column in grid.shown_columns()[1:]] == [*HALF_DAYS]
    assert grid.go_to_cell("fra", "2")
    grid.setFocus()
    QTest.keyClick(grid, Key.Key_Right)
    assert "Tuesday afternoon" in part.sentence.text()
    assert part.people.rows_model.rows() == []
    QTest.keyClick(grid, Key.Key_Left)
    assert len(part.people.rows_model.rows()) == 4


def test_the_third_value_narrows_and_is_told(stage: Stage, part: DemandPart) -> None:
    grid = table(part)
    assert [row.cells["fra"].short for row in grid.rows_model.rows() if row.code == "-"] == [2]
    part.third.set_value("2")
    part.third.committed.emit("2")
    stage.settle()
    (row,) = [row for row in table(part).rows_model.rows() if row.code == "-"]
    assert len(row.cells["fra"].mentees) == 3
    part.third.set_value("3")
    part.third.committed.emit("3")
    stage.settle()
    assert table(part).rows_model.rows() == []


def test_the_table_leaves_as_copy_and_workbook(stage: Stage, part: DemandPart) -> None:
    part.show_subject("lh")
    part.copy()
    copied = QGuiApplication.clipboard().text()
    assert "3 : 1 ▲" in copied
    assert "Tue a.m." in copied
    table(part).setFocus()
    shell = stage.window.shell
    assert shell is not None
    shell.on_page(Page.to_excel)
    stage.settle()
    assert [path.name for path in stage.answers.files] == ["Language × half-day.xlsx"]


def test_what_changes_elsewhere_is_counted_anew_and_the_cell_stays(
    stage: Stage, part: DemandPart
) -> None:
    part.show_subject("lh")
    assert table(part).go_to_cell("fra", "2")
    person(stage.desk.store, Role.MENTEE, "Lina")
    part.reload()
    assert "4 mentees" in part.sentence.text()


def test_an_office_where_nobody_waits_says_so(stage: Stage, part: DemandPart) -> None:
    with stage.desk.store.write("Nobody") as write:
        write.session.query(Enrolment).delete()
    part.reload()
    stage.settle()
    assert part.empty.isVisible()
    assert part.people.rows_model.rows() == []
