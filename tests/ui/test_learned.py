"""From a line about the training to the calendar."""

from __future__ import annotations

import pytest

from duodesk.people.moments import Kind
from duodesk.tour.stage import Stage
from duodesk.training import seats
from duodesk.ui.people.person import PersonView
from duodesk.ui.training.page import TrainingPage
from tests.training.desk import LATER, days_of, mentor, planned

pytestmark = pytest.mark.gui


@pytest.mark.parametrize("of_series", [True, False])
def test_a_line_of_the_training_opens_the_calendar(stage: Stage, of_series: bool) -> None:
    store = stage.desk.store
    made, one = planned(store, LATER), mentor(store)
    day = days_of(store, made)[0]
    series_id, event_id = (made, None) if of_series else (None, day)
    seats.book(store, [one], series_id=series_id, event_id=event_id)
    history = stage.view("people", one, PersonView).history
    assert history is not None
    table = history.table
    line = next(line for line in table.rows_model.rows() if line.kind == Kind.TRAINING)
    table.opened.emit(line)
    stage.settle()
    assert stage.window.shell is not None
    assert isinstance(stage.window.shell.page, TrainingPage)
