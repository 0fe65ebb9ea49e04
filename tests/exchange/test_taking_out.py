"""Operations taken out of the journal again: what each cell shows then, and what waits for them."""

from __future__ import annotations

from sqlalchemy import update

from duodesk.base.ids import Id
from duodesk.model.people import Person
from duodesk.store import taking_out
from duodesk.store.receive import Received
from duodesk.store.sending import read_operations
from duodesk.store.travelling import Foreign
from tests.exchange.desks import Laptop, Offices


def test_what_came_before_its_parent_still_replaces_it_when_it_comes_again(
    offices: Offices,
) -> None:
    bru, ant, lie = offices.found(), offices.join("ANT", "Bram"), offices.join("LIE", "Cleo")
    person = register(bru, "first")
    ant.take(bru.make())
    rename(ant, person, "second")
    parent, child = operations(ant)[-2:]
    arrive(lie, child)
    came = arrive(lie, parent)
    assert shown(lie, person) == "second"
    with lie.store.arriving() as arrival:
        connection = arrival.session.connection()
        assert not taking_out.built_upon(connection, came.last, came.last + 1)
        taking_out.take_out(connection, lie.store.journal.names, came.first, came.last)
    arrive(lie, parent)
    assert heads(lie, person) == [child.id]
    assert shown(lie, person) == "second"
    assert lie.store.agrees_with_journal()


def test_many_cells_show_again_what_they_showed(offices: Offices) -> None:
    bru, ant = offices.found(), offices.join("ANT", "Bram")
    people = [register(bru, f"name {n}") for n in range(30)]
    ant.take(bru.make())
    rename(ant, people[0], "ours")  # two versions once the others come
    for n, person in enumerate(people):
        rename(bru, person, f"changed {n}")
    came = [arrive(ant, op) for op in operations(bru)[-30:]]
    assert conflicts(ant) == 1
    with ant.store.arriving() as arrival:
        connection, names = arrival.session.connection(), ant.store.journal.names
        taking_out.take_out(connection, names, came[0].first, came[-1].last)
    assert [shown(ant, person) for person in people] == [
        "ours", *(f"name {n}" for n in range(1, 30))
    ]  # fmt: skip
    assert conflicts(ant) == 0
    assert ant.store.agrees_with_journal()


def test_built_upon_is_seen_from_either_side(offices: Offices) -> None:
    bru, ant = offices.found(), offices.join("ANT", "Bram")
    people = [register(bru, f"name {n}") for n in range(6)]
    span = [arrive(ant, op) for op in operations(bru)[-6:]]
    first, last = span[0].first, span[-1].last
    register(ant, "unrelated")
    assert not built(ant, first, last)
    rename(ant, people[2], "built upon")
    assert built(ant, first, last)  # fewer operations since than in the file
    for n in range(12):
        register(ant, f"own {n}")
    assert built(ant, first, last)
    assert not built(ant, last, last)  # the last operation: on its person nobody wrote


def register(laptop: Laptop, name: str) -> Id:
    with laptop.store.write("Registered") as write:
        person = Person(id=write.new_id(), number="", office_id=write.office_id, given_name=name)
        write.session.add(person)
        return person.id


def rename(laptop: Laptop, person: Id, name: str) -> None:
    with laptop.store.write("Renamed") as write:
        write.session.execute(update(Person).where(Person.id == person).values(given_name=name))


def operations(laptop: Laptop) -> list[Foreign]:
    with laptop.store.engine.connect() as connection:
        numbers = [n for (n,) in connection.exec_driver_sql("SELECT n FROM operation ORDER BY n")]
        return list(read_operations(connection, laptop.store.journal.texts, numbers))


def arrive(laptop: Laptop, op: Foreign) -> Received:
    with laptop.store.arriving() as arrival:
        return arrival.receiver.take([op], op.header.wall)


def built(laptop: Laptop, first: int, last: int) -> bool:
    with laptop.store.engine.connect() as connection:
        return taking_out.built_upon(connection, first, last)


def shown(laptop: Laptop, person: Id) -> str | None:
    with laptop.store.read() as session:
        found = session.get(Person, person)
        return found.given_name if found else None


def heads(laptop: Laptop, person: Id) -> list[bytes]:
    with laptop.store.engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT o.id FROM change c JOIN operation o ON o.n = c.operation JOIN name f"
            " ON f.n = c.fld WHERE f.txt = 'person.given_name' AND c.row = ? AND c.head = 1",
            (person.bytes,),
        )
        return [operation for (operation,) in rows]


def conflicts(laptop: Laptop) -> int:
    with laptop.store.engine.connect() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM conflict").scalar_one())
