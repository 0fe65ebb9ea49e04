"""The whole plan in the window: worked out in the worker, followed as people change, decided on by
keys and mouse, taken away as a table.
"""

from __future__ import annotations

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from duodesk.base.ids import Id
from duodesk.office.seeds import office_seed
from duodesk.pairing import queries, rules
from duodesk.pairing.planning import PlanRow
from duodesk.pairing.words import RuleKind, Stage
from duodesk.tour.stage import Stage as Scene
from duodesk.ui.pairing import planner as planners
from duodesk.ui.pairing.page import PairingPage
from duodesk.ui.pairing.plan import MENTORS, PLAN, QUESTIONS, RECRUITING, PlanPart
from duodesk.ui.pairing.plan_columns import state_badges
from duodesk.ui.pairing.plan_detail import MentorDetail, PairDetail, WishDetail
from duodesk.ui.pairing.planner import Planner, planner
from duodesk.ui.pairing.ruled import COLUMNS, RulesDialog
from duodesk.ui.widgets.buttons import Menu

pytestmark = pytest.mark.gui


def part_of(stage: Scene) -> PlanPart:
    """The plan as the screen shows it, worked out."""
    page = stage.page("pairing", "plan")
    assert isinstance(page, PairingPage)
    part = page.current()
    assert isinstance(part, PlanPart)
    stage.until(lambda: planner(stage.desk).current, "the plan")
    return part


def words(part: QWidget | None) -> str:
    assert part is not None
    return "\n".join(label.text() for label in part.findChildren(QLabel))


def go(part: PlanPart, code: str) -> None:
    part.tabs.set_value(code)
    part.tabs.chosen.emit(code)


def planned(part: PlanPart) -> list[PlanRow]:
    return [row for row in part.pairs.table.rows_model.rows() if row.mentor is not None]


def again(stage: Scene) -> None:
    stage.until(lambda: planner(stage.desk).current, "the plan anew")


def of(part: PlanPart, mentee_id: Id) -> PlanRow:
    rows: list[PlanRow] = part.pairs.table.rows_model.rows()
    return next(row for row in rows if row.mentee.id == mentee_id)


def test_everybody_who_waits_has_a_line_and_reasons_behind_it(stage: Scene) -> None:
    part, desk = part_of(stage), stage.desk
    waiting = desk.read(queries.waiting_mentees, today=desk.today, office_id=desk.office_id)
    rows = part.pairs.table.rows_model.rows()
    assert [row.mentee.id for row in rows] == [row.id for row in waiting]
    duos = len(planned(part))
    assert part.state.text().startswith(f"{duos} duo")
    detail = part.pairs.detail()
    assert isinstance(detail, PairDetail)
    assert rows[0].mentee.short_name in words(detail)
    for column in part.pairs.table.shown_columns():
        assert all(isinstance(column.text(row), str) for row in rows)


def test_other_mentors_stand_there_with_the_chain(stage: Scene) -> None:
    part = part_of(stage)
    row = planned(part)[0]
    part.show_subject(row.mentee.id)
    detail = part.pairs.detail()
    assert isinstance(detail, PairDetail)
    known = planner(stage.desk).planning
    assert known is not None
    other = next(
        one
        for one in known.alternatives(row.mentee.id)
        if row.mentor and one.mentor != row.mentor.id
    )
    assert " ".join(known.choosing(row.mentee.id, other.mentor)) in words(detail)
    assert detail.findChildren(QLabel)


def test_a_pair_that_is_kept_stays_until_it_is_let_go(stage: Scene) -> None:
    part = part_of(stage)
    row = planned(part)[0]
    known = planner(stage.desk).planning
    assert known is not None
    other = next(
        one.mentor
        for one in known.alternatives(row.mentee.id)
        if row.mentor is not None and one.mentor != row.mentor.id
    )
    part.pairs.keep(row.mentee.id, other)
    again(stage)
    kept = of(part, row.mentee.id)
    assert kept.mentor is not None
    assert (kept.mentor.id, kept.rule_id is not None) == (other, True)
    part.show_subject(row.mentee.id)
    stage.press("Let it go", part.pairs.detail())
    again(stage)
    free = of(part, row.mentee.id)
    assert free.rule_id is None
    assert stage.desk.read(rules.rules) == []


def test_rules_about_pairs_are_listed_and_lifted(stage: Scene) -> None:
    part, desk = part_of(stage), stage.desk
    row = planned(part)[0]
    assert row.mentor is not None
    pair = {"mentee_id": row.mentee.id, "mentor_id": row.mentor.id}
    desk.do(rules.put_rule, RuleKind.CONFLICT, **pair, reason="=cousins")
    again(stage)
    menu = Menu()
    part._offer(menu)
    next(a for a in menu.actions() if a.text() == "Rules about pairs…").trigger()
    asked = stage.window.findChild(RulesDialog)
    assert asked is not None
    shown = asked.table.rows_model.rows()
    assert [one[1:] for one in shown] == [(row.mentee.short_name, row.mentor.short_name)]
    assert [column.text(shown[0]) for column in COLUMNS][2:4] == ["know each other", "=cousins"]
    asked.lift.click()
    assert asked.table.rows_model.rowCount() == 0
    assert not asked.lift.isEnabled()
    asked.accept()
    again(stage)
    assert desk.read(rules.rules) == []
    assert of(part, row.mentee.id).mentor is not None


def test_while_it_is_old_it_says_so_and_nothing_is_decided(stage: Scene) -> None:
    part = part_of(stage)
    row = planned(part)[0]
    assert row.mentor is not None
    stage.desk.do(
        rules.put_rule, RuleKind.FORBIDDEN, mentee_id=row.mentee.id, mentor_id=row.mentor.id,
        reason="cousins",
    )  # fmt: skip
    assert "anew" in part.state.text()
    detail = part.pairs.detail()
    assert detail is not None
    assert not detail.isEnabled()
    again(stage)
    assert "anew" not in part.state.text()
    later = of(part, row.mentee.id)
    assert later.mentor is None or later.mentor.id != row.mentor.id
    assert part.pairs.detail() is not None
    assert part.pairs.table.current() is not None
    stage.desk.undo()
    again(stage)
    assert of(part, row.mentee.id).mentor is not None


def test_many_changes_are_worked_out_once_more_and_not_each(stage: Scene) -> None:
    part, follows = part_of(stage), planner(stage.desk)
    rows = planned(part)[:3]
    made = [follows.planning]

    def note() -> None:
        if follows.planning is not made[-1]:
            made.append(follows.planning)

    follows.moved.connect(note)
    for row in (*rows, *rows, *rows):
        assert row.mentor is not None
        part.pairs.keep(row.mentee.id, row.mentor.id)
    again(stage)
    assert len(made) <= 3
    assert all(of(part, row.mentee.id).rule_id is not None for row in rows)


def test_out_of_sight_nothing_is_worked_out(stage: Scene) -> None:
    part = part_of(stage)
    row = planned(part)[0]
    assert row.mentor is not None
    stage.page("people")
    stage.desk.do(rules.put_rule, RuleKind.LOCKED, mentee_id=row.mentee.id, mentor_id=row.mentor.id)
    stage.settle()
    known = planner(stage.desk)
    assert known.stale
    assert not known.busy
    part_of(stage)
    assert of(part, row.mentee.id).rule_id is not None


def test_the_whole_plan_is_kept_in_mind_and_undone_at_once(stage: Scene) -> None:
    part, desk = part_of(stage), stage.desk
    n = len(planned(part))
    before = len(desk.read(queries.proposals, office_id=desk.office_id))
    menu = Menu()
    part._offer(menu)
    next(a for a in menu.actions() if a.text() == "Keep the whole plan in mind").trigger()
    again(stage)
    made = desk.read(queries.proposals, office_id=desk.office_id)
    assert len(made) == before + n
    assert {row.stage for row in made} >= {Stage.SUGGESTED}
    assert all(row.in_mind for row in planned(part))
    part.pairs.keep_in_mind(planned(part))
    assert stage.heard[-1] == ("These pairs are kept in mind already.", "info")
    desk.undo()
    again(stage)
    assert len(desk.read(queries.proposals, office_id=desk.office_id)) == before


def test_mentors_recruiting_and_questions(stage: Scene) -> None:
    part = part_of(stage)
    stage.until(lambda: planner(stage.desk).advice is not None, "the advice")
    go(part, MENTORS)
    first = part.mentors.table.current()
    assert first is not None
    assert isinstance(part.mentors.detail(), MentorDetail)
    assert first.mentor.short_name in words(part.mentors.detail())
    advice = planner(stage.desk).advice
    assert advice is not None
    go(part, RECRUITING)
    assert part.wishes.table.rows_model.rowCount() == len(advice.wanted)
    if advice.wanted:
        assert isinstance(part.wishes.detail(), WishDetail)
        assert advice.wanted[0].told in words(part.wishes.detail())
    go(part, QUESTIONS)
    for one in advice.questions:
        assert one.told in words(part.questions)
    assert part.table() is None


def test_pairs_to_verify_are_allowed_by_a_switch_that_is_remembered(stage: Scene) -> None:
    part = part_of(stage)
    before = len(planned(part))
    part.verify.click()
    stage.until(lambda: planner(stage.desk).current, "the plan with them")
    assert planner(stage.desk).planning.asked.pool.conditions.unverified  # type: ignore[union-attr]
    assert len(planned(part)) >= before
    assert Planner(stage.desk, stage.desk.office_id).unverified
    part.verify.click()
    again(stage)
    assert len(planned(part)) == before


def test_another_office_s_plan_is_looked_at_and_left_to_it(stage: Scene) -> None:
    part, desk = part_of(stage), stage.desk
    antwerp = office_seed("ANT")
    assert antwerp is not None
    found = desk.read(queries.waiting_mentees, today=desk.today, office_id=antwerp.id)
    theirs = {one.id for one in found}
    assert theirs
    table = part.pairs.table.rows_model
    ours = {row.mentee.id for row in table.rows()}
    part.show_office(str(antwerp.id))
    stage.until(lambda: part._planner.current, "the plan of Antwerp")
    assert {row.mentee.id for row in table.rows()} == theirs
    assert "Antwerp decides about this mentee." in words(part.pairs.detail())
    assert "Antwerp" in {badge.text for badge in state_badges(table.row_at(0))}
    before = desk.read(queries.proposals)
    part.pairs.keep_in_mind(table.rows())
    assert stage.heard[-1] == ("Other offices decide about these mentees.", "info")
    assert desk.read(queries.proposals) == before
    part.office.set_value(None)
    part.office.committed.emit(None)
    stage.until(lambda: part._planner.current, "the plan of all")
    assert {row.mentee.id for row in table.rows()} >= theirs | ours
    part.pairs.keep_in_mind(table.rows())
    new = {row.mentee_id for row in desk.read(queries.proposals) if row not in before}
    assert new
    assert new <= ours
    part.show_office(str(desk.office_id))
    again(stage)
    assert {row.mentee.id for row in table.rows()} == ours


def test_the_recruiting_list_goes_to_excel_and_the_plan_to_the_clipboard(stage: Scene) -> None:
    part = part_of(stage)
    stage.until(lambda: planner(stage.desk).advice is not None, "the advice")
    part.copy_all()
    text = QGuiApplication.clipboard().text()
    lines = text.splitlines()
    assert lines[0].split("\t")[0] == "Mentee"
    assert len(lines) == part.pairs.table.rows_model.rowCount() + 1
    go(part, RECRUITING)
    rows = part.wishes.table.rows_model.rows()
    part.to_excel()
    stage.finish_jobs()
    if rows:
        sheet = load_workbook(stage.answers.files[-1]).active
        assert sheet is not None
        cells = {str(cell.value) for line in sheet.iter_rows() for cell in line}
        assert {row.told for row in rows} <= cells


def test_by_keys_alone(stage: Scene) -> None:
    part = part_of(stage)
    table = part.pairs.table
    table.setFocus()
    rows = table.rows_model.rows()
    place = next(n for n, one in enumerate(rows) if n and one.mentor is not None)
    table.go_to(0)
    for _step in range(place):
        QTest.keyClick(table, Qt.Key.Key_Down)
    stage.settle()
    row = table.current()
    assert row is rows[place]
    detail = part.pairs.detail()
    assert isinstance(detail, PairDetail)
    assert detail.row is row
    focus: QWidget = table
    for _step in range(6):
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        focus = stage.window.focusWidget()
        if focus.accessibleName() == "Keep this pair":
            break
    assert focus.accessibleName() == "Keep this pair"
    QTest.keyClick(focus, Qt.Key.Key_Space)
    again(stage)
    assert of(part, row.mentee.id).rule_id is not None


@pytest.mark.parametrize("size", [(1366, 768), (1024, 600)])
def test_it_fits(stage: Scene, size: tuple[int, int]) -> None:
    stage.window.resize(*size)
    part = part_of(stage)
    for code in (PLAN, MENTORS, RECRUITING, QUESTIONS):
        go(part, code)
        stage.settle()
        assert part.width() >= part.minimumSizeHint().width()
        assert part.mapTo(stage.window, part.rect().bottomRight()).x() <= size[0]
    assert stage.window.width() == size[0]


def test_a_desk_that_closes_meanwhile_complains_of_nothing(stage: Scene) -> None:
    page = stage.page("pairing", "plan")
    assert isinstance(page, PairingPage)
    own = planner(stage.desk)
    own.again()  # what opening the screen asked for may be there by now
    assert own.busy
    stage.window.close()
    stage.settle()
    assert stage.failures == []


def test_every_table_that_counts_is_one_the_screen_follows() -> None:
    assert PairingPage.tables >= planners.TABLES


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_why_is_read_without_scrolling_and_leaves_no_doubt_out(stage: Scene, code: str) -> None:
    stage.appearance.choose_language(code)
    part = part_of(stage)
    table = part.pairs.table
    assert not table.horizontalScrollBar().isVisible()
    place = [column.key for column in table.rows_model.columns].index("why")
    assert table.columnWidth(place) >= 240
    height, width = table.verticalHeader().defaultSectionSize(), table.columnWidth(place)
    assert table.wordWrap()
    for n, row in enumerate(planned(part)):
        told = str(table.rows_model.index(n, place).data())
        doubts = told.rsplit(" · ", 1)[0]
        room = QFontMetrics(table.font()).boundingRect(
            QRect(0, 0, width - 12, 500), Qt.TextFlag.TextWordWrap, doubts
        )
        assert room.height() <= height, row
