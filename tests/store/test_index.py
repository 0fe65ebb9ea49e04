"""The index behind the search line: what it finds, and that it keeps no word of what was erased."""

from __future__ import annotations

from random import Random

from sqlalchemy import update

from duodesk.base.ids import Id
from duodesk.model.people import Person
from duodesk.store.search import find
from duodesk.store.store import Store

# No other word begins alike, so that its bytes stand whole in the index.
CANARY = "xqwxqzv"


def register(store: Store, **values: str) -> Id:
    with store.write("Registered") as write:
        person = Person(id=write.new_id(), number="", office_id=write.office_id, **values)
        write.session.add(person)
        return person.id


def change(store: Store, person: Id, **values: str) -> None:
    with store.write("Changed") as write:
        write.session.execute(update(Person).where(Person.id == person).values(**values))


def found(store: Store, words: str) -> list[Id]:
    with store.read() as session:
        return [hit.row for hit in find(session, words)]


def index(store: Store) -> bytes:
    with store.engine.connect() as connection:
        return b"".join(
            block for (block,) in connection.exec_driver_sql("SELECT block FROM search_data")
        )


def order(store: Store) -> list[Id]:
    with store.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT row FROM lookup ORDER BY sort_key, row")
        return [Id(bytes=row) for (row,) in rows]


def test_a_changed_word_is_found_and_the_old_one_is_not(store: Store) -> None:
    person = register(store, family_name="Peeters", email="an@example.org")
    change(store, person, email="els@example.org")
    assert found(store, "peet els") == [person]
    assert found(store, "an@") == []


def test_words_change_and_the_place_stays_a_name_changes_and_the_place_moves(store: Store) -> None:
    first = register(store, family_name="Baert")
    second = register(store, family_name="Claes")
    change(store, second, email="aa@example.org")
    assert [i for i in order(store) if i in {first, second}] == [first, second]
    change(store, second, family_name="Aerts")
    assert [i for i in order(store) if i in {first, second}] == [second, first]


def test_the_index_keeps_no_word_of_an_erased_person(store: Store) -> None:
    random = Random(3)
    for _ in range(50):
        register(store, family_name=f"{random.randbytes(8).hex()}")
    person = register(store, family_name=CANARY, given_name="Aline")
    change(store, person, family_name="Declercq")
    # The edit alone leaves it there, as the history of the person does.
    assert CANARY.encode() in index(store)
    with store.write("Erased") as write:
        write.erase([("person", person)])
    assert CANARY.encode() not in index(store)
    assert b"declercq" not in index(store)
    assert found(store, "aline") == []
    store.rebuild()
    assert found(store, "declercq") == []
