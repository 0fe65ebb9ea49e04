"""The index behind the search line: what it finds, and that it keeps no word of what was erased."""

from __future__ import annotations

from random import Random

from sqlalchemy import delete, update

from duodesk.base.ids import Id
from duodesk.model.people import Person
from duodesk.model.recruitment import Partner
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


def check(store: Store) -> None:
    """Raises an error where the index and the words it is about differ."""
    with store.engine.connect() as connection:
        connection.exec_driver_sql(
            "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)"
        )


def entries(store: Store) -> list[tuple[object, ...]]:
    with store.engine.connect() as connection:
        query = "SELECT tbl, row, sort_key, folded FROM lookup ORDER BY row"
        return [tuple(row) for row in connection.exec_driver_sql(query)]


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


def test_whatever_is_written_and_taken_back_the_index_is_as_if_made_anew(store: Store) -> None:
    random = Random(5)
    names = ["Özil", "Ozil", "D’Hondt", "Dhondt", "Peeters", "", "van den Berg", "Łukasz"]
    people = [register(store, family_name=random.choice(names)) for _ in range(12)]
    for _ in range(15):
        with store.write("Changed") as write:
            for person in random.sample(people, 4):
                chosen = random.choice(["family_name", "given_name", "email", "street"])
                values = {chosen: random.choice(names)}
                write.session.execute(update(Person).where(Person.id == person).values(**values))
            if random.random() < 0.3:
                write.session.execute(delete(Person).where(Person.id == random.choice(people)))
        if random.random() < 0.3:
            store.undo()
        check(store)
    held = entries(store)
    store.rebuild()
    check(store)
    assert entries(store) == held


def test_one_identity_in_two_tables_is_what_was_written_last(store: Store) -> None:
    person = register(store, family_name="Baert")
    with store.write("Gone wrong") as write:
        write.session.add(Partner(id=person, office_id=write.office_id, name="Actiris"))
    check(store)
    assert found(store, "baert") == []
    assert found(store, "actiris") == [person]
    with store.write("Gone again") as write:
        write.session.execute(delete(Person).where(Person.id == person))
    check(store)
    assert found(store, "actiris") == [person]


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
