"""An office notes what it costs itself, beside what is noted for all."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from duodesk.office import settings
from duodesk.office.settings import YEARLY_COST
from duodesk.tour.stage import Stage
from duodesk.ui.settings.choices import ChoicesPart
from duodesk.ui.settings.office import OfficePart
from duodesk.ui.widgets.field import NumberField


@pytest.mark.gui
def test_the_cost_of_an_office_is_its_own(stage: Stage) -> None:
    desk = stage.desk
    settings.choose(desk.store, YEARLY_COST, "900000")
    part = stage.view("settings", "office", OfficePart)
    assert part.cost.value() is None

    def typed(text: str) -> int | None:
        part.cost.line.setFocus()
        part.cost.line.selectAll()
        QTest.keyClicks(part.cost.line, text)
        QTest.keyClick(part.cost.line, Qt.Key.Key_Return)
        stage.settle()
        return desk.read(settings.own, YEARLY_COST, office_id=desk.office_id, on=desk.today)

    assert typed("310000") == 310_000
    assert typed("-5") == 310_000
    assert typed("0") == 0
    shared = stage.view("settings", "choices", ChoicesPart).fields[YEARLY_COST.name]
    assert isinstance(shared, NumberField)
    assert shared.value() == 900_000
