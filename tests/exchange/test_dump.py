"""A desk that took part in the exchange tells itself whole and is loaded back without a
difference: other laptops' operations, what was kept back, what was erased, what a newer program
wrote.
"""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import text

from duodesk.base.clock import FixedClock
from duodesk.exchange import erasure
from duodesk.model.people import Person
from duodesk.office.seeds import OFFICES
from duodesk.store import dump
from duodesk.store.codec import Header, Kind
from duodesk.store.founding import Founder, create_empty
from duodesk.store.store import Store
from duodesk.store.travelling import Change, identify
from tests.conftest import KEY
from tests.exchange.desks import Offices
from tests.exchange.test_first_exchange import rename
from tests.exchange.test_offices import CANARY, note
from tests.store.test_store import add

SHARED = "zzpartage"


@pytest.fixture
def told(offices: Offices) -> Offices:
    """Two offices with all that can happen to a value: kept back, in two versions, removed there
    and edited here, erased.
    """
    bru = offices.found()
    people = [add(bru.store)[0] for _ in range(4)]
    ant = offices.join("ANT", "Koen")
    note(bru, people[0], f"{CANARY} in confidence")
    rename(bru, people[3], f"{SHARED}gone")
    offices.everybody()
    for laptop, given in ((bru, "here"), (ant, "there")):
        rename(laptop, people[1], given)
    with ant.store.write("Removed") as write:
        write.session.delete(write.session.get_one(Person, people[2]))
    rename(bru, people[2], "still here")
    offices.everybody()
    with bru.store.read() as session:
        number = session.get_one(Person, people[3]).number
    erasure.erase_person(bru.store, people[3], typed=number, waiting=bru.folder / "waiting")
    offices.everybody()
    return offices


def loaded(document: dict[str, object], folder: Path, clock: FixedClock) -> Store:
    folder.mkdir()
    founder = Founder(OFFICES[0].id, OFFICES[0].code, "Loader")
    store = create_empty(folder / "other.duo", KEY, founder, clock=clock, random=Random(9))
    dump.load(store, document)
    return store


def table(store: Store, query: str) -> list[tuple[object, ...]]:
    with store.engine.connect() as connection:
        return sorted((tuple(row) for row in connection.execute(text(query))), key=repr)


DERIVED = (
    "SELECT t.txt, c.row, f.txt FROM conflict c JOIN name t ON t.n = tbl JOIN name f ON f.n = fld",
    "SELECT scope, row FROM erased",
    "SELECT replica, id, seq FROM tip",
    "SELECT l.row, l.folded FROM lookup l",
    "SELECT c.row, f.txt, c.kind, c.val FROM change c JOIN name f ON f.n = fld WHERE c.head = 1",
)


@pytest.mark.parametrize("who", [0, 1])
def test_an_exchanged_desk_is_loaded_back_without_a_difference(
    told: Offices, tmp_path: Path, who: int
) -> None:
    laptop = told.laptops[who]
    document = dump.dump(laptop.store)
    kinds = {c["kind"] for entry in document["journal"] for c in entry["changes"]}
    assert {Kind.VALUE, Kind.DELETED, Kind.ERASED} <= kinds
    assert (Kind.WITHHELD in kinds) == (who == 1)
    assert len({entry["replica"]["hex"] for entry in document["journal"]}) == 2
    written = dump.to_json(document)
    other = loaded(json.loads(written), tmp_path / "loaded", laptop.clock)
    assert dump.to_json(dump.dump(other)) == written
    assert other.agrees_with_journal()
    for query in DERIVED:
        assert table(other, query) == table(laptop.store, query), query
    other.close()


def test_a_dump_holds_no_word_that_was_kept_back_or_erased(told: Offices) -> None:
    bru, ant = (dump.to_json(dump.dump(one.store)) for one in told.laptops)
    assert CANARY in bru
    assert CANARY not in ant
    assert SHARED not in bru + ant


def test_tables_and_fields_of_a_newer_program_go_through(told: Offices, tmp_path: Path) -> None:
    bru = told.laptops[0]
    row = bytes(15) + b"\x01"
    changes = [
        Change("newer_table", row, "newer", Kind.VALUE, "x", b"", None, None),
        Change("person", row, "newer_column", Kind.VALUE, 7, b"", None, None),
    ]
    header = Header(bytes(16), 1, 5 << 16, 5, None, "Newer", "{}", 99, None, bytes(range(16)))
    with bru.store.arriving() as arrival:
        arrival.receiver.take([identify(header, None, None, changes)], 5)
    document = dump.dump(bru.store)
    other = loaded(document, tmp_path / "loaded", bru.clock)
    assert dump.dump(other) == document
    assert "newer_column" in dump.to_json(document)
    other.close()
