"""Series and events are found by words of their names, titles and places, as one types."""

from __future__ import annotations

from datetime import date

from duodesk.model.training import EventKind
from duodesk.store.store import Store
from duodesk.training import events
from duodesk.training.events import EventValues
from duodesk.training.finding import FoundDated, found_dated
from tests.training.desk import planned


def found(store: Store, words: str) -> list[FoundDated]:
    with store.read() as session:
        return found_dated(session, words)


def test_a_series_and_an_event_are_found_by_beginnings_without_accents(store: Store) -> None:
    series = planned(store, name="Mentors de février")
    values = EventValues(
        kind=EventKind.WORKSHOP, held_on=date(2026, 11, 24), title="Le CV", place="Café Fevrier"
    )
    made = events.plan_event(store, values)
    assert {(one.id, one.is_series) for one in found(store, "fevr")} == {
        (series, True),
        (made.id, False),
    }
    (one,) = found(store, "cafe cv")
    assert (one.title, one.place, one.day) == (
        "Workshop: Le CV", "Café Fevrier", date(2026, 11, 24),
    )  # fmt: skip
    assert found(store, "nothing of the kind") == []


def test_what_was_taken_out_is_found_no_more_and_undo_brings_it_back(store: Store) -> None:
    values = EventValues(kind=EventKind.OTHER, held_on=date(2026, 11, 24), title="Visite")
    made = events.plan_event(store, values)
    events.remove_event(store, made.id)
    assert found(store, "visite") == []
    store.undo()
    assert [one.id for one in found(store, "visite")] == [made.id]
