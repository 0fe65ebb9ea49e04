"""From a remark about the calendar people come to what it is about."""

from __future__ import annotations

from datetime import timedelta

import pytest

from duodesk.model.training import EventKind
from duodesk.people import queries
from duodesk.store.store import Changes, Store
from duodesk.tour.stage import Stage
from duodesk.training import events
from duodesk.training.events import EventValues
from duodesk.ui.exchange.page import ExchangePage
from duodesk.ui.training.page import TrainingPage
from duodesk.ui.widgets.buttons import Button
from tests.exchange.desks import Laptop
from tests.ui.laptops import antwerp, home
from tests.ui.test_work import press

__all__ = ["antwerp", "home"]
pytestmark = pytest.mark.gui


def test_the_appointments_that_are_in_each_others_way_open_in_the_calendar(
    stage: Stage, antwerp: Laptop
) -> None:
    desk = stage.desk
    person = desk.read(queries.people, today=desk.today, office_id=desk.office_id)[0]
    day = desk.today + timedelta(days=400)

    def plan(store: Store, title: str) -> None:
        values = EventValues(
            kind=EventKind.OTHER, held_on=day, start=600, minutes=60, title=title,
            person_id=person.id,
        )  # fmt: skip
        events.plan_event(store, values)

    plan(desk.store, "Our talk")
    plan(antwerp.store, "Their talk")
    here = Laptop(desk.store, antwerp.clock, antwerp.folder)
    done = here.take(antwerp.make(to=here))
    desk.bus.changed.emit(Changes(operation=b"file", tables=frozenset(done.tables)))
    page = stage.page("exchange", "looking")
    assert isinstance(page, ExchangePage)
    (opens,) = [one.text() for one in page.looking.findChildren(Button) if "Our talk" in one.text()]
    press(stage, opens)
    shown = stage.page("training")
    assert isinstance(shown, TrainingPage)
    assert shown.calendar._day == day
