"""Places that were used before are offered, the last one first, each once."""

from __future__ import annotations

from datetime import date

from duodesk.base.ids import Id
from duodesk.model.training import EventKind
from duodesk.people import sessions
from duodesk.people.sessions import SessionValues
from duodesk.store.store import Store
from duodesk.training import events
from duodesk.training.events import EventValues
from duodesk.training.places import places
from tests.training.desk import planned


def offered(store: Store, office_id: Id | None = None) -> list[str]:
    with store.read() as session:
        return places(session, office_id=office_id)


def event(store: Store, place: str | None, day: int) -> None:
    values = EventValues(kind=EventKind.OTHER, held_on=date(2026, 11, day), place=place)
    events.plan_event(store, values)


def test_the_place_used_last_comes_first_and_spellings_count_once(store: Store) -> None:
    assert offered(store) == []
    event(store, "Salle 2", 3)
    event(store, "Café", 10)
    event(store, "cafe", 5)
    event(store, None, 12)
    sessions.plan_session(store, SessionValues(held_on=date(2026, 11, 7), place="Bibliothèque"))
    planned(store, place="Rue de l'Étuve 1")
    assert offered(store) == ["Rue de l'Étuve 1", "Café", "Bibliothèque", "Salle 2"]


def test_an_office_is_offered_its_own_places(store: Store) -> None:
    event(store, "Salle 2", 3)
    assert offered(store, store.office_id) == ["Salle 2"]
    assert offered(store, Id(int=1)) == []
