"""Looking at a file changes nothing here, not even what this program knows by heart."""

from __future__ import annotations

from random import Random

from duodesk.exchange import take
from tests.campaigns.laptop import One
from tests.campaigns.newer import program
from tests.exchange.desks import Offices
from tests.store.test_store import add


def test_names_that_a_newer_program_writes_are_learned_when_taken_not_when_looked_at(
    offices: Offices,
) -> None:
    bru = offices.found()
    add(bru.store)
    ant = offices.join("ANT", "Koen")
    newer = One(ant.folder / "desk.duo", ant.store, ant.clock)
    newer.reopen(Random(1), newer=True)
    ant.store = newer.store
    with program(newer=True):
        with ant.store.write("Of the future") as write:
            write.session.connection().exec_driver_sql("UPDATE person SET future = 'bright'")
        made = ant.make(bru)
    take.look(bru.store, made.data, made.name)
    assert "person.future" not in bru.store.journal.names
    bru.take(made)
    with bru.store.engine.connect() as connection:
        nameless = connection.exec_driver_sql(
            "SELECT count(*) FROM change WHERE fld NOT IN (SELECT n FROM name)"
        ).scalar_one()
        there = connection.exec_driver_sql(
            "SELECT count(*) FROM change JOIN name ON n = fld WHERE txt = 'person.future'"
        ).scalar_one()
    assert (nameless, there) == (0, 1)
