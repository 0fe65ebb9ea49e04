"""What a forwarded chain must be, and what happens to the end of one that is cut off."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from duodesk.exchange import laptops, rights, send
from duodesk.exchange.laptops import us
from duodesk.exchange.seal import FileRefused
from tests.exchange.desks import Laptop, Offices
from tests.exchange.test_first_exchange import name, rename, state
from tests.store.test_store import add


def chain(laptop: Laptop, of: Laptop) -> int:
    """How far a laptop has the chain of another."""
    with laptop.store.engine.connect() as connection:
        found = connection.execute(
            text("SELECT coalesce(max(seq), 0) FROM operation WHERE replica = :r"),
            {"r": of.store.replica},
        )
        return int(found.scalar_one())


def test_only_the_ends_of_what_is_sent_are_signed(offices: Offices) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    for _ in range(5):
        add(ant.store)
        bru.take(ant.make(bru))
    with bru.store.read() as session:
        every = [n for (n,) in session.execute(text("SELECT n FROM operation"))]
        operations = list(
            send.read_operations(session.connection(), bru.store.journal.texts, every)
        )
        ends = send.seals(session, us(bru.store, session), operations)
    assert sorted(one.replica for one in ends) == sorted([bru.store.replica, ant.store.replica])


def test_the_end_of_a_retired_laptop_stays_out_where_nobody_signed_it_and_hinders_nothing(
    offices: Offices,
) -> None:
    """Antwerp told Brussels less than Liège; Liège forwards all of it to somebody who knows that
    Antwerp was retired.
    """
    bru = offices.found()
    ant, lie = offices.join("ANT", "Koen"), offices.join("LIE", "Marie")
    offices.everybody()
    person_id, _ = add(ant.store)
    bru.take(ant.make(bru))
    limit = chain(bru, ant)
    rename(ant, person_id, "later")
    rename(ant, person_id, "last")
    lie.take(ant.make(lie))
    rights.retire(bru.store, ant.store.replica)
    second = offices.join("BRU", "Youssef")
    lie.take(bru.make())
    second.take(lie.make())
    assert chain(second, ant) in {0, limit}
    second.take(bru.make(second))
    assert chain(second, ant) == limit
    add(second.store)
    third = offices.join("LIE", "Thomas")
    second.take(bru.make())
    third.take(second.make())
    bru.take(second.make())
    assert state(third) == state(second)


def test_what_an_heir_wrote_of_whom_nobody_knew_stays_out_and_hinders_nothing(
    offices: Offices,
) -> None:
    bru = offices.found()
    ant, lie = offices.join("ANT", "Koen"), offices.join("LIE", "Marie")
    offices.everybody()
    before = ant.store.replica
    laptops.go_on_as_new(ant.store)
    ours, _ = add(lie.store)
    theirs, _ = add(ant.store)
    lie.take(ant.make())
    assert name(lie, theirs)
    rights.retire(bru.store, before)
    lie.take(bru.make(lie))
    bru.take(lie.make(bru))
    assert name(bru, ours)
    assert chain(bru, ant) == 0


@pytest.mark.parametrize("step", [0, 2])
def test_a_laptop_that_leaves_out_numbers_or_repeats_them_is_refused(
    offices: Offices, step: int
) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    offices.everybody()
    add(ant.store)
    with ant.store.local() as session:
        session.execute(
            text("UPDATE tip SET seq = seq - 1 + :step WHERE replica = :r"),
            {"step": step, "r": ant.store.replica},
        )
    add(ant.store)
    made = ant.make(bru)
    before = state(bru)
    with pytest.raises(FileRefused, match="altered"):
        bru.take(made)
    assert state(bru) == before
