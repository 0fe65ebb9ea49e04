"""Words in notes, interviews and calls are found with accents, ß and ø folded; by few where they
are shown to few.
"""

from __future__ import annotations

from datetime import date

import pytest

from duodesk.base.ids import Id
from duodesk.model.people import Note, Role
from duodesk.model.recruitment import Contact
from duodesk.office.commands import add_author
from duodesk.people import commands, interviews, restricted
from duodesk.people.found import FoundWords, found_words
from duodesk.people.values import PersonValues
from duodesk.store.store import Store


@pytest.fixture
def person(store: Store) -> Id:
    values = PersonValues(given_name="Yusuf", family_name="Çelik")
    return commands.register(store, Role.MENTEE, values=values).person_id


def found(store: Store, words: str) -> list[FoundWords]:
    with store.read() as session:
        return found_words(session, words)


def talked(store: Store, person: Id, notes: str) -> Id:
    started = interviews.start_interview(store, person, Role.MENTEE)
    interviews.finish_interview(store, started.interview_id, notes)
    return started.interview_id


def called(store: Store, person: Id, text: str) -> None:
    with store.write("Call") as write:
        write.session.add(
            Contact(id=write.new_id(), happened_at=write.now, person_id=person, text=text)
        )


def test_all_three_kinds_of_words_are_found(store: Store, person: Id) -> None:
    talked(store, person, "Wohnt in der Großen Straße")
    commands.add_note(store, person, "Rencontre Ørsted, rue de l'Église")
    called(store, person, "Appelle à cause d'Orsted")
    assert [one.table for one in found(store, "grosse strasse")] == ["interview"]
    assert {one.table for one in found(store, "orsted")} == {"note", "contact"}
    (hit,) = found(store, "eglise")
    assert (hit.name, hit.day, hit.person_id) == ("Çelik, Yusuf", date(2026, 11, 24), person)
    assert [hit.piece.text[a:b] for a, b in hit.piece.spots] == ["Église"]
    assert found(store, "'\"*") == []


def test_a_word_at_the_end_of_long_notes_is_found(store: Store, person: Id) -> None:
    interview = talked(store, person, "mot " * 3000 + "soudure")
    (hit,) = found(store, "soud")
    assert hit.row == interview
    assert hit.piece.text.endswith("soudure")


def test_words_shown_to_few_are_found_by_few(store: Store, person: Id) -> None:
    restricted.restrict_interview(store, talked(store, person, "canari"), on=True)
    commands.add_note(store, person, "canari")
    with store.read() as session:
        note = session.query(Note).one().id
    restricted.restrict_note(store, note, on=True)
    assert len(found(store, "canari")) == 2
    ((_table, sarah),) = add_author(store, "Sarah").rows
    store.speak_as(sarah)
    assert found(store, "canari") == []
