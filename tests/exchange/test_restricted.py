"""Two versions of words that few may read wait for one of these few."""

from __future__ import annotations

from sqlalchemy import select

from duodesk.exchange import review
from duodesk.model.people import Note
from duodesk.people.commands import add_note, change_note, register
from duodesk.people.restricted import restrict_note
from duodesk.people.values import PersonValues
from duodesk.people.words import Role
from duodesk.store.store import Store
from tests.exchange.desks import Offices


def note_of(store: Store):  # type: ignore[no-untyped-def]
    with store.read() as session:
        return session.scalars(select(Note.id)).one()


def waiting(store: Store) -> tuple[int, int]:
    with store.read() as session:
        return review.to_look_at(session), len(review.two_versions(session))


def test_they_are_shown_to_their_author_and_to_nobody_else(offices: Offices) -> None:
    annick, youssef = offices.found(), offices.join("BRU", "Youssef")
    person = register(
        annick.store, Role.MENTEE, values=PersonValues(family_name="Diallo")
    ).person_id
    add_note(annick.store, person, "before")
    offices.everybody()
    note = note_of(annick.store)
    change_note(annick.store, note, "written here")
    change_note(youssef.store, note, "written there")
    offices.everybody()
    assert waiting(annick.store) == waiting(youssef.store) == (1, 1)
    restrict_note(annick.store, note, on=True)
    offices.everybody()
    assert waiting(annick.store) == (1, 1)
    assert waiting(youssef.store) == (0, 0)
