"""What a laptop wants of what other offices keep back: found anew from what was written since, and
the same as by looking at everything.
"""

from __future__ import annotations

from sqlalchemy import update

from duodesk.base.ids import Id
from duodesk.exchange import owning, send
from duodesk.exchange.content import Want
from duodesk.exchange.laptops import us
from duodesk.model.people import Note, Person
from tests.exchange.desks import Laptop, Offices


def test_a_person_who_moves_brings_their_notes_into_what_is_wanted(offices: Offices) -> None:
    bru, ant = offices.found(), offices.join("ANT", "Bram")
    person = register(ant)
    note(ant, person, "said in confidence")
    bru.take(ant.make())
    assert wants(bru) == []
    ant.take(bru.make())  # here it is noted that nothing is wanted
    assert noted(bru)
    move(ant, person, bru)
    bru.take(ant.make())
    assert [(want.table, want.field) for want in wants(bru)] == [("note", "text")]


def test_what_was_noted_falls_with_the_operation_it_was_noted_at(offices: Offices) -> None:
    bru, ant = offices.found(), offices.join("ANT", "Bram")
    bru.take(ant.make())
    bru.make()
    assert noted(bru)
    with bru.store.local() as session:
        session.connection().exec_driver_sql(
            "UPDATE operation SET id = zeroblob(16) WHERE n = (SELECT max(n) FROM operation)"
        )
    assert not noted(bru)


def test_how_many_a_laptop_lacks_is_counted_as_they_are_listed(offices: Offices) -> None:
    bru, ant = offices.found(), offices.join("ANT", "Bram")
    for _ in range(3):
        note(ant, register(ant), "something")
    bru.take(ant.make())
    with bru.store.read() as session:
        connection = session.connection()
        mine = send.tips(connection)
        for heard in ([], mine[:1], mine):
            assert send.lacks(connection, heard) == len(send.lacking(connection, [heard]))
        assert send.lacks(connection, mine) == 0
        assert send.lacks(connection, []) > 6


def register(laptop: Laptop) -> Id:
    with laptop.store.write("Registered") as write:
        person = Person(id=write.new_id(), number="", office_id=write.office_id, given_name="Ana")
        write.session.add(person)
        return person.id


def note(laptop: Laptop, person: Id, text: str) -> None:
    with laptop.store.write("Note") as write:
        write.session.add(Note(id=write.new_id(), text=text, person_id=person))


def move(laptop: Laptop, person: Id, to: Laptop) -> None:
    with laptop.store.write("Moved") as write:
        write.session.execute(
            update(Person).where(Person.id == person).values(office_id=to.store.office_id)
        )


def wants(laptop: Laptop) -> list[Want]:
    """What is wanted, as it is found from what was noted; the same as by looking at everything."""
    found = _wants(laptop)
    with laptop.store.local() as session:
        fact = session.connection().exec_driver_sql(
            "DELETE FROM fact WHERE name = 'owning.settled' RETURNING value"
        ).scalar()  # fmt: skip
    assert found == _wants(laptop)
    if fact is not None:
        with laptop.store.local() as session:
            session.connection().exec_driver_sql(
                "INSERT INTO fact (name, value) VALUES ('owning.settled', ?)", (fact,)
            )
    return found


def _wants(laptop: Laptop) -> list[Want]:
    with laptop.store.read() as session:
        we = us(laptop.store, session)
        return owning.wanted(session.connection(), laptop.store.journal.texts, we)


def noted(laptop: Laptop) -> bool:
    with laptop.store.read() as session:
        we = us(laptop.store, session)
        return owning._settled(session.connection(), we) is not None
