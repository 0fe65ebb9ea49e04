"""Two versions of the program in one organisation: what the older one does not know is kept, sent
on, shown by whoever learns it later, and never replaced by somebody who could not see it.
"""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from random import Random
from uuid import UUID

import pytest

from duodesk.base.clock import FixedClock
from duodesk.base.errors import UserError
from duodesk.exchange import take
from duodesk.exchange.erasure import erase_person
from duodesk.exchange.send import make
from duodesk.model.people import Person
from tests.campaigns.circle import template
from tests.campaigns.laptop import One, opened, rows
from tests.campaigns.newer import program
from tests.campaigns.raw import plain
from tests.conftest import KEY, MORNING


@pytest.fixture
def three(tmp_path: Path) -> Generator[list[One]]:
    """A laptop with a newer program, one with today's, and one that will be renewed later."""
    laptops = []
    for n, path in enumerate(template(tmp_path, 3)):
        clock = FixedClock(MORNING)
        newer = n == 0
        store = opened(path, clock, Random(f"three {n}"), newer=newer)
        laptops.append(One(path, store, clock, newer))
    yield laptops
    for one in laptops:
        one.store.close()


def hand(sender: One, receiver: One) -> None:
    with program(newer=sender.newer):
        made = make(sender.store, to=[receiver.store.replica])
    with program(newer=receiver.newer):
        take.take(receiver.store, made.data, made.name, receiver.waiting)


def write(one: One, statement: str, *values: object) -> None:
    with program(newer=one.newer), one.store.write("Written") as open_:
        open_.session.connection().exec_driver_sql(statement, values)


def somebody(one: One) -> bytes:
    return rows(one.store, "SELECT id FROM person ORDER BY id LIMIT 1")[0][0]


def born(one: One, person: bytes) -> object:
    return rows(one.store, "SELECT birth_date FROM person WHERE id = ?", (person,))[0][0]


def test_what_an_older_program_does_not_know_goes_through_it_to_one_that_learns_it_later(
    three: list[One],
) -> None:
    newer, older, later = three
    person = somebody(newer)
    write(newer, "UPDATE person SET future = 'bright', birth_date = '1999' WHERE id = ?", person)
    for n in range(3):
        write(
            newer,
            "INSERT INTO wish (id, person_id, wanted, weight) VALUES (?, ?, ?, ?)",
            bytes([n]) * 16, person, f"wish {n}", n,
        )  # fmt: skip
    hand(newer, older)
    assert born(older, person) is None
    hand(older, later)
    later.reopen(Random("renewed"), newer=True)
    wished = "SELECT id, person_id, wanted, weight FROM wish ORDER BY id"
    assert rows(later.store, wished) == rows(newer.store, wished)
    assert len(rows(later.store, wished)) == 3
    assert born(later, person) == "1999"
    assert rows(later.store, "SELECT future FROM person WHERE id = ?", (person,)) == [("bright",)]
    with program(newer=True):
        assert later.store.agrees_with_journal()


def test_who_could_not_see_a_value_does_not_replace_it(three: list[One]) -> None:
    newer, older, _ = three
    person = somebody(newer)
    write(newer, "UPDATE person SET birth_date = '1999' WHERE id = ?", person)
    hand(newer, older)
    write(older, "UPDATE person SET birth_date = '2001-02-03' WHERE id = ?", person)
    hand(older, newer)
    for one in (newer, older):
        assert len(rows(one.store, "SELECT * FROM conflict")) == 1


def test_undoing_a_removal_brings_back_what_this_program_cannot_show(three: list[One]) -> None:
    newer, older, _ = three
    person = somebody(newer)
    write(newer, "UPDATE person SET future = 'bright', birth_date = '1999' WHERE id = ?", person)
    hand(newer, older)
    with older.store.write("Removed") as open_:
        open_.session.delete(open_.session.query(Person).filter_by(number="BRU-0").one())
    write(older, "DELETE FROM person WHERE id = ?", person)
    older.store.undo()
    assert older.store.agrees_with_journal()
    hand(older, newer)
    shown = rows(newer.store, "SELECT future, birth_date FROM person WHERE id = ?", (person,))
    assert shown == [("bright", "1999")]


def test_an_older_program_erases_what_a_newer_one_wrote_about_a_person(three: list[One]) -> None:
    newer, older, _ = three
    person = somebody(newer)
    write(
        newer,
        "INSERT INTO wish (id, person_id, wanted) VALUES (?, ?, 'zzwish')",
        bytes(16), person,
    )  # fmt: skip
    hand(newer, older)
    assert b"zzwish" in plain(older.path, KEY)
    number = rows(older.store, "SELECT number FROM person WHERE id = ?", (person,))[0][0]
    erase_person(older.store, UUID(bytes=person), typed=number, waiting=older.waiting)
    hand(older, newer)
    for one in (newer, older):
        assert b"zzwish" not in plain(one.path, KEY)
    assert rows(newer.store, "SELECT * FROM wish") == []


def test_an_older_program_does_not_undo_what_it_does_not_know(three: list[One]) -> None:
    newer, _, _ = three
    write(newer, "INSERT INTO wish (id, wanted) VALUES (?, 'a wish')", bytes(16))
    with program(newer=False), pytest.raises(UserError, match="can no longer be undone"):
        newer.store.undo()
