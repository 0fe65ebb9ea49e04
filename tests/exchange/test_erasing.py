"""What an erasure asks for beside itself: new keys once a day; and somebody who was removed can
still be erased.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from duodesk.base.errors import UserError
from duodesk.exchange import coming_back, erasure, laptops
from duodesk.exchange.content import MOST_STATEMENTS
from duodesk.exchange.send import Envelope, enclose
from duodesk.model.exchange import Statement
from duodesk.model.people import Person
from duodesk.people.commands import remove_person
from duodesk.store import marks
from tests.exchange.desks import Laptop, Offices
from tests.exchange.test_first_exchange import rename
from tests.exchange.test_kin import erase, plain_of
from tests.exchange.test_offices import CANARY
from tests.store.test_store import add


def statements(laptop: Laptop) -> int:
    with laptop.store.read() as session:
        return session.query(Statement).count()


def test_erasing_several_people_makes_new_keys_once_a_day(offices: Offices) -> None:
    bru = offices.found()
    people = [add(bru.store)[0] for _ in range(4)]
    bru.clock.advance(timedelta(days=2))
    before = statements(bru)
    for person_id in people[:3]:
        erase(bru, person_id)
    assert statements(bru) == before + 1
    marks.leave(bru.store, bru.folder)
    offices.join("ANT", "Koen")
    joined = statements(bru)
    coming_back.greet(bru.store, bru.folder)
    assert statements(bru) == joined
    bru.clock.advance(timedelta(days=1))
    # The last of them still waits for keys that open nothing from before it.
    coming_back.greet(bru.store, bru.folder)
    coming_back.greet(bru.store, bru.folder)
    assert statements(bru) == joined + 1


def test_no_file_is_made_that_nobody_could_read_for_its_statements(offices: Offices) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    with bru.store.read() as session:
        we = laptops.us(bru.store, session)
    most = (we.statements * MOST_STATEMENTS)[:MOST_STATEMENTS]
    to = [one for one in we.others() if one.replica == ant.store.replica]
    assert enclose(bru.store, replace(we, statements=most), b"", Envelope("delta", to, 0)).data
    with pytest.raises(UserError, match="Nothing was made"):
        enclose(
            bru.store,
            replace(we, statements=(*most, we.statements[0])),
            b"",
            Envelope("delta", to, 0),
        )


def test_who_was_removed_before_is_found_and_erased_everywhere(offices: Offices) -> None:
    bru = offices.found()
    person_id, _ = add(bru.store)
    kept, _ = add(bru.store)
    rename(bru, person_id, CANARY)
    ant = offices.join("ANT", "Koen")
    with bru.store.read() as session:
        number = session.get_one(Person, person_id).number
    remove_person(bru.store, person_id)
    offices.everybody()
    with bru.store.read() as session:
        (gone,) = erasure.removed_people(session)
    assert (gone.id, gone.number, CANARY in gone.full_name) == (person_id, number, True)
    with pytest.raises(UserError, match=number):
        _erase(bru, person_id, "BRU-1")
    _erase(bru, person_id, number)
    offices.everybody()
    for laptop in (bru, ant):
        assert CANARY.encode() not in plain_of(laptop)
        with laptop.store.read() as session:
            assert erasure.removed_people(session) == []
            assert session.get(Person, kept) is not None


def _erase(laptop: Laptop, person_id: UUID, typed: str) -> None:
    erasure.erase_person(laptop.store, person_id, typed=typed, waiting=laptop.folder / "waiting")
