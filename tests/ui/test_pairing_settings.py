"""The least number of points of a pair is chosen among the weights, with what it means today."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from duodesk.office import settings
from duodesk.pairing import planning
from duodesk.pairing.reach import best_points, without_mentor
from duodesk.tour.stage import Stage
from duodesk.ui.settings.choices import ChoicesPart
from duodesk.ui.widgets.field import NumberField


@pytest.mark.gui
def test_the_least_number_of_points_is_kept_and_its_meaning_told_while_typed(stage: Stage) -> None:
    desk = stage.desk
    part = stage.view("settings", "choices", ChoicesPart)
    stage.until(lambda: not part.floor.today.isHidden(), "what it means today")
    best = desk.read(best_points, today=desk.today, office_id=desk.office_id)
    field = part.fields[settings.LEAST_POINTS.name]
    assert isinstance(field, NumberField)
    assert field.value() == 45
    field.line.setFocus()
    field.line.selectAll()
    QTest.keyClicks(field.line, "60")
    assert f"60 points, {without_mentor(best, 60)} of {len(best)}" in part.floor.today.text()
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    stage.settle()
    asked = desk.read(planning.ask, today=desk.today, office_id=desk.office_id)
    assert asked.pool.conditions.floor == 600
    field.line.setText("101")
    assert part.floor.today.isHidden()
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert desk.read(planning.ask, today=desk.today, office_id=desk.office_id) == asked
    desk.undo()
    stage.settle()
    asked = desk.read(planning.ask, today=desk.today, office_id=desk.office_id)
    assert asked.pool.conditions.floor == 450


def test_nobody_is_counted_as_served_without_a_possible_pair() -> None:
    assert [without_mentor((0, 450, 700), least) for least in (0, 45, 46, 71)] == [1, 1, 2, 3]
