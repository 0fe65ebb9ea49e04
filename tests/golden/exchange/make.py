"""Writes the exchange file of format 1 that later programs must still read; run once, its files are
kept.

`python -m tests.golden.exchange.make` from the root.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from sqlalchemy import select

from duodesk.exchange import erasure
from duodesk.model.exchange import Identity
from duodesk.model.people import Person
from tests.exchange import reader
from tests.exchange.desks import Offices
from tests.exchange.test_first_exchange import rename
from tests.exchange.test_format import as_told
from tests.exchange.test_offices import note
from tests.store.test_store import add

HERE = Path(__file__).resolve().parent


def make(offices: Offices) -> None:
    """A file with values, two versions, a kept note, a row taken away and an erased person."""
    bru = offices.found()
    people = [add(bru.store)[0] for _ in range(4)]
    ant, second = offices.join("ANT", "Koen"), offices.join("BRU", "Youssef")
    offices.everybody()
    note(bru, people[0], "Dit à Bruxelles, pour Bruxelles.")
    rename(bru, people[1], "Aïssatou")
    rename(ant, people[1], "Aissata")
    with ant.store.write("Removed") as write:
        write.session.delete(write.session.get_one(Person, people[2]))
    offices.everybody()
    with bru.store.read() as session:
        number = session.get_one(Person, people[3]).number
    erasure.erase_person(bru.store, people[3], typed=number, waiting=bru.folder / "waiting")
    with second.store.read() as session:
        key = session.scalars(select(Identity.age_key)).one()
    data = bru.make(second, kind="full").data
    told = {
        operation: {" ".join(at): list(said) for at, said in changes.items()}
        for operation, changes in as_told(reader.read(data, key)).items()
    }
    (HERE / "exchange-1.duo").write_bytes(data)
    (HERE / "exchange-1.key").write_text(key + "\n")
    text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)
    (HERE / "exchange-1.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        offices = Offices(Path(place))
        make(offices)
        offices.close()
