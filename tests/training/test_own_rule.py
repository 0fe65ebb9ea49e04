"""A day that was moved or changed by itself goes back to what its series had planned."""

from __future__ import annotations

from datetime import timedelta

import pytest

from duodesk.base.errors import UserError
from duodesk.base.ids import Id
from duodesk.store.store import Store
from duodesk.training import events, series
from duodesk.training.own_rule import OwnRule, clashes_then, give_back, own_rule
from duodesk.training.series import DayValues
from tests.training.desk import LATER, TODAY, days_of, planned, shown, state


def rule(store: Store, event_id: Id) -> OwnRule | None:
    with store.read() as session:
        return own_rule(session, event_id)


def test_a_day_as_it_was_planned_has_nothing_to_give_back(store: Store) -> None:
    made = planned(store, LATER, place="Rue du Midi 1")
    assert [rule(store, one) for one in days_of(store, made)] == [None] * 4
    with pytest.raises(UserError, match="as its series has it"):
        give_back(store, days_of(store, made)[0])
    assert rule(store, Id(int=3)) is None


def test_day_hour_and_place_come_back_in_one_step(store: Store) -> None:
    made = planned(store, LATER, place="Rue du Midi 1")
    day = days_of(store, made)[1]
    before = state(store)
    events.move_event(store, day, held_on=LATER[1] + timedelta(days=1), start=600, minutes=60)
    events.change_event(store, day, place="Elsewhere", online=True)
    changed = state(store)
    assert rule(store, day) == OwnRule(LATER[1], 540, 420, "Rue du Midi 1", None)
    give_back(store, day)
    assert state(store) == before
    assert rule(store, day) is None
    store.undo()
    assert state(store) == changed


def test_the_place_is_that_of_the_series_today(store: Store) -> None:
    made = planned(store, LATER, place="Rue du Midi 1")
    day = days_of(store, made)[0]
    series.change_series(store, made, place="Boulevard 2")
    assert rule(store, day) == OwnRule(LATER[0], 540, 420, "Boulevard 2", None)
    give_back(store, day)
    assert shown(store, made).days[0].place == "Boulevard 2"


def test_a_day_planned_elsewhere_goes_back_there(store: Store) -> None:
    made = planned(store, LATER, place="Rue du Midi 1")
    added = series.add_series_day(
        store, made, DayValues(held_on=LATER[3] + timedelta(days=7), place="Actiris")
    ).id
    series.change_series(store, made, place="Boulevard 2")
    assert rule(store, added) is None
    events.change_event(store, added, place="Boulevard 2")
    found = rule(store, added)
    assert found is not None
    assert found.place == "Actiris"


def test_what_would_collide_then_is_told(store: Store) -> None:
    made = planned(store, LATER, place="Rue du Midi 1")
    day = days_of(store, made)[0]
    events.move_event(store, day, held_on=LATER[0] + timedelta(days=1))
    planned(store, LATER, name="Others", place="Rue du Midi 1")
    found = rule(store, day)
    assert found is not None
    with store.read() as session:
        told = clashes_then(session, day, found, today=TODAY)
    assert any("Rue du Midi 1" in str(one.text) for one in told)


def test_one_that_belongs_to_no_series_has_no_rule(store: Store) -> None:
    values = events.EventValues(kind=events.EventKind.OTHER, held_on=LATER[0])
    made = events.plan_event(store, values).id
    events.move_event(store, made, held_on=LATER[1])
    assert rule(store, made) is None


def test_one_that_was_removed_and_brought_back_keeps_its_rule(store: Store) -> None:
    made = planned(store, LATER)
    day = days_of(store, made)[0]
    events.remove_event(store, day)
    store.undo()
    assert rule(store, day) is None
    events.move_event(store, day, held_on=LATER[0] + timedelta(days=1))
    assert rule(store, day) == OwnRule(LATER[0], 540, 420, None, None)


def test_a_day_whose_beginning_the_journal_does_not_know_has_no_rule(store: Store) -> None:
    made = planned(store, LATER)
    day = days_of(store, made)[0]
    events.move_event(store, day, held_on=LATER[0] + timedelta(days=1))
    with store.engine.connect() as connection:
        connection.exec_driver_sql(
            "DELETE FROM change WHERE operation = (SELECT operation FROM change WHERE row = ?"
            " ORDER BY operation LIMIT 1)",
            (day.bytes,),
        )
        connection.commit()
    assert rule(store, day) is None
