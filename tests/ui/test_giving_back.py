"""A day that was moved by itself goes back to its series by a key, after a look at what changes."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from duodesk.tour.stage import Stage
from duodesk.training import events
from duodesk.ui.training.give_back import GiveBackDialog
from tests.ui.test_training_series import row, shown
from tests.ui.trainees import planned

SUNDAY = date(2027, 2, 28)


@pytest.mark.gui
def test_a_day_that_was_moved_is_given_back_by_one_key_after_a_look(stage: Stage) -> None:
    series_id = planned(stage, date(2027, 3, 2))
    part = shown(stage, series_id)
    table, days = part.detail.days.table, part.detail.days
    first = row(stage, series_id).days[0]
    table.go_to(0)
    assert days.back_button.isHidden()
    QTest.keyClick(table, Qt.Key.Key_R)
    assert stage.heard[-1] == ("This day stands as its series has it.", "info")
    stage.desk.do(events.move_event, first.event_id, held_on=SUNDAY, start=600, minutes=60)
    stage.settle()
    table.go_to(table.rows_model.place_of(lambda one: one.row.event_id == first.event_id))
    assert not days.back_button.isHidden()
    QTest.keyClick(table, Qt.Key.Key_R)
    (dialog,) = [one for one in stage.dialogs() if isinstance(one, GiveBackDialog)]
    assert [one.split(":")[0] for one in dialog.changes] == ["Day", "Hours"]
    dialog.give_back()
    stage.settle()
    again = row(stage, series_id).days[0]
    assert (again.held_on, again.start, again.minutes) == (
        first.held_on, first.start, first.minutes,
    )  # fmt: skip
    assert days.back_button.isHidden()
    stage.desk.undo()
    stage.settle()
    assert SUNDAY in {day.held_on for day in row(stage, series_id).days}
