"""The list of duos: what is shown, narrowed and ordered, one key for a week, what clears an
alert.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from duodesk.followup import agreed, queries, watch
from duodesk.followup.alerts import Rule
from duodesk.followup.commands import OutcomeValues, record_outcome
from duodesk.followup.overview import OverviewRow
from duodesk.followup.words import DuoStage, Held
from duodesk.office import queries as office
from duodesk.tour.stage import Stage
from duodesk.ui.duos.columns import how_words
from duodesk.ui.duos.grid import MOST_WEEKS
from duodesk.ui.duos.log import LogDialog
from duodesk.ui.duos.narrowing import ENDING, RISK
from duodesk.ui.duos.now import NowSide
from duodesk.ui.duos.outcome_side import OutcomeSide
from duodesk.ui.duos.page import DuosPage
from duodesk.ui.duos.sides import SIDES
from duodesk.ui.duos.snoozing import SnoozeDialog
from duodesk.ui.duos.terms import PauseDialog
from duodesk.ui.widgets.buttons import Menu
from duodesk.ui.widgets.text import PlainLabel
from tests.ui.test_screens import nameless


@pytest.fixture
def page(stage: Stage) -> DuosPage:
    shown = stage.page("duos")
    assert isinstance(shown, DuosPage)
    return shown


def rows(page: DuosPage) -> list[OverviewRow]:
    return page.table.rows_model.rows()


def active(page: DuosPage) -> OverviewRow:
    return next(row for row in rows(page) if row.duo.stage == DuoStage.ACTIVE)


def without_plan(stage: Stage, page: DuosPage) -> OverviewRow:
    """A duo that asks for attention because nothing is known of its action plan."""
    row = next(one for one in rows(page) if one.under_way and one.duo.week > 8)
    stage.desk.do(agreed.note_plan, row.id, on=None)
    stage.settle()
    found = next(one for one in rows(page) if one.id == row.id)
    assert Rule.NO_PLAN in {alert.rule for alert in found.alerts}
    return found


def choose(stage: Stage, page: DuosPage, row: OverviewRow) -> None:
    page.table.go_to(page.table.rows_model.place_of(lambda one: one.id == row.id))
    page.table.setFocus()
    stage.settle()


@pytest.mark.gui
@pytest.mark.parametrize(
    ("key", "state"),
    [
        (Qt.Key.Key_1, Held.MET),
        (Qt.Key.Key_Eacute, Held.NOT_MET),  # the 2 of a Belgian keyboard
        (Qt.Key.Key_QuoteDbl, Held.EXCUSED),  # its 3
    ],
)
def test_a_digit_notes_this_week_wherever_it_lies(
    stage: Stage, page: DuosPage, key: Qt.Key, state: Held
) -> None:
    row = active(page)
    choose(stage, page, row)
    QTest.keyClick(page.table, key)
    stage.settle()
    entry = stage.desk.read(queries.meetings, row.id)[0]
    assert entry.state == state
    again = next(one for one in rows(page) if one.id == row.id)
    assert again.duo.weeks[again.duo.week - 1] == str(state)
    current = page.table.current()
    assert current is not None
    assert current.id == row.id


@pytest.mark.gui
def test_letters_open_note_talk_and_pause(stage: Stage, page: DuosPage) -> None:
    row = active(page)
    for key, kind in (
        (Qt.Key.Key_N, LogDialog), (Qt.Key.Key_C, LogDialog), (Qt.Key.Key_P, PauseDialog),
    ):  # fmt: skip
        choose(stage, page, row)
        QTest.keyClick(page.table, key)
        stage.settle()
        (dialog,) = stage.dialogs()
        assert isinstance(dialog, kind)
        assert nameless(dialog) == []
        dialog.reject()
        stage.settle()


@pytest.mark.gui
def test_each_week_is_a_cell_with_words_for_readers_and_excel(stage: Stage, page: DuosPage) -> None:
    row = active(page)
    model, place = page.table.rows_model, rows(page).index(row)
    weeks = [n for n, column in enumerate(model.columns) if column.fixed]
    assert len(weeks) == MOST_WEEKS
    shown = [n for n in weeks if not page.table.isColumnHidden(n)]
    assert len(shown) == max(26, *(len(one.duo.weeks) for one in rows(page)))
    words = [
        model.data(model.index(place, n), Qt.ItemDataRole.DisplayRole)
        for n in shown[: len(row.duo.weeks)]
    ]
    assert all(str(text).startswith(f"Week {n}: ") for n, text in enumerate(words, start=1))
    choose(stage, page, row)
    page.table.copy()
    copied = QApplication.clipboard().text().splitlines()
    assert copied[1].split("\t")[2 : 2 + len(words)] == words


@pytest.mark.gui
def test_chips_narrow_to_what_ends_and_what_is_at_risk(stage: Stage, page: DuosPage) -> None:
    everything = len(rows(page))
    chips = page.listing.narrowing
    chips.set_value(frozenset({RISK}))
    chips.changed.emit()
    assert all(row.alerts for row in rows(page))
    chips.set_value(frozenset({ENDING}))
    chips.changed.emit()
    today = stage.desk.today
    assert all(row.is_ending(today) for row in rows(page))
    chips.clear()
    assert len(rows(page)) == everything
    chips.set_value(frozenset({str(DuoStage.ENDED)}))
    chips.changed.emit()
    assert {row.duo.stage for row in rows(page)} == {DuoStage.ENDED}


@pytest.mark.gui
def test_mine_a_colleague_a_language_and_a_name_narrow_too(stage: Stage, page: DuosPage) -> None:
    chips, me = page.listing.narrowing, stage.desk.store.author_id
    chips._take(mine=True)
    assert all(me in {row.looks_after_id, row.coordinator_id} for row in rows(page))
    assert "My duos" in chips.told()
    chips._take(mine=False, language="fra")
    assert all(row.duo.language == "fra" for row in rows(page))
    chips.clear()
    wanted = rows(page)[-1]
    page.listing.search.setText(wanted.duo.mentee)
    page.listing.search.searched.emit(wanted.duo.mentee)
    assert wanted.id in {row.id for row in rows(page)}
    assert all(wanted.duo.mentee in row.names for row in rows(page))


@pytest.mark.gui
def test_the_order_is_worst_week_name_or_end(stage: Stage, page: DuosPage) -> None:
    risks = [row.risk or (0, 0, 0) for row in rows(page)]
    assert risks == sorted(risks)
    chips = page.listing.narrowing
    chips.ordered.emit("end")
    ends = [row.duo.expected_end for row in rows(page) if row.duo.expected_end]
    assert ends == sorted(ends)
    chips.ordered.emit("week")
    weeks = [row.duo.week for row in rows(page) if row.under_way]
    assert weeks == sorted(weeks)
    assert "By week" in chips.order.text()
    chips.ordered.emit("")
    assert [row.risk or (0, 0, 0) for row in rows(page)] == risks


@pytest.mark.gui
def test_a_duo_or_a_person_opens_it_whatever_narrows(stage: Stage, page: DuosPage) -> None:
    page.listing.narrowing.set_value(frozenset({str(DuoStage.ENDED)}))
    page.listing.narrowing.changed.emit()
    wanted = rows(page)[0]
    page.listing.narrowing.clear()
    page.listing.narrowing._take(mine=True)
    stage.page("duos", wanted.duo.mentee_id)
    current = page.table.current()
    assert current is not None
    assert current.id == wanted.id


@pytest.mark.gui
def test_every_side_of_a_duo_opens_and_names_its_controls(stage: Stage, page: DuosPage) -> None:
    choose(stage, page, active(page))
    for side in SIDES:
        page.detail.show_side(side.key)
        stage.settle()
        assert nameless(page) == [], side.key
    stage.refuse_complaints()


@pytest.mark.gui
def test_enter_gives_a_duo_all_the_room_and_escape_the_list_again(
    stage: Stage, page: DuosPage
) -> None:
    choose(stage, page, active(page))
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    stage.settle()
    assert not page.table.isVisible()
    QTest.keyClick(page.listing, Qt.Key.Key_Escape)
    stage.settle()
    assert page.table.isVisible()
    assert page.table.hasFocus()


@pytest.mark.gui
def test_an_alert_is_put_off_with_a_reason_and_shown_again(stage: Stage, page: DuosPage) -> None:
    row = without_plan(stage, page)
    choose(stage, page, row)
    side = page.detail.findChild(NowSide)
    assert side is not None
    dialog = SnoozeDialog(stage.desk, row, row.alerts[0], parent=stage.window)
    dialog.open_over()
    assert nameless(dialog) == []
    dialog.do()
    assert dialog.isVisible()  # without a reason nothing is put off
    dialog.reason.set_value("On holiday, agreed by telephone")
    dialog.do()
    stage.settle()
    again = stage.desk.read(watch.watch, row.id, today=stage.desk.today)
    assert again is not None
    assert row.alerts[0].rule not in {alert.rule for alert in again.alerts}
    assert again.snoozed_until == stage.desk.today + timedelta(days=7)
    stage.press("Show again", side)
    again = stage.desk.read(watch.watch, row.id, today=stage.desk.today)
    assert again is not None
    assert row.alerts[0].rule in {alert.rule for alert in again.alerts}


@pytest.mark.gui
def test_writing_the_action_plan_clears_its_alert(stage: Stage, page: DuosPage) -> None:
    row = without_plan(stage, page)
    choose(stage, page, row)
    side = page.detail.findChild(NowSide)
    assert side is not None
    assert "No action plan" in how_words(row)
    side.plan.set_value(stage.desk.today)
    side.plan.committed.emit(stage.desk.today)
    stage.settle()
    again = next(one for one in rows(page) if one.id == row.id)
    assert Rule.NO_PLAN not in {alert.rule for alert in again.alerts}


@pytest.mark.gui
def test_what_an_outcome_counts_as_stands_beside_it(stage: Stage, page: DuosPage) -> None:
    row = active(page)
    values = OutcomeValues("permanent", stage.desk.today, employer="Boulangerie Zz")
    stage.desk.do(record_outcome, row.duo.mentee_id, values)
    choose(stage, page, row)
    page.detail.show_side("outcome")
    stage.settle()
    side = page.detail.findChild(OutcomeSide)
    assert side is not None
    said = [label.text() for label in side.findChildren(PlainLabel) if label.isVisible()]
    assert any(text.startswith("Counts as: job, stable, within 12 months (day ") for text in said)
    assert any("Boulangerie Zz" in text for text in said)


@pytest.mark.gui
def test_another_colleague_follows_a_duo_from_its_menu(stage: Stage, page: DuosPage) -> None:
    row, desk = active(page), stage.desk
    choose(stage, page, row)
    others = [one for one in desk.read(office.authors, office_id=desk.office_id)
              if one.id != row.coordinator_id]  # fmt: skip
    menu = Menu(page)
    page.detail._offer(menu)
    follow = next(one.menu() for one in menu.actions() if one.text() == "Followed by")
    assert isinstance(follow, QMenu)
    next(one for one in follow.actions() if one.text() == others[0].name).trigger()
    stage.settle()
    again = next(one for one in rows(page) if one.id == row.id)
    assert again.coordinator_id == others[0].id
