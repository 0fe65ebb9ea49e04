"""The write door against bare SQLAlchemy on the same encrypted engine: python -m
tests.bench.store
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import insert, text

from duodesk.base.clock import SystemClock
from duodesk.model.people import Person
from duodesk.store.engine import open_engine
from duodesk.store.founding import open_store
from duodesk.store.search import find
from duodesk.store.store import Store
from tests.bench.measure import Figure, median
from tests.conftest import KEY, MORNING, FixedClock, new_store

ROWS = 10_000
FIELDS = (
    "email",
    "phone",
    "street",
    "postcode",
    "municipality",
    "arrival",
    "form_of_address",
    "known_as",
    "contact_language",
    "birth_date",
)


def figures(folder: Path) -> Iterator[Figure]:
    """Opening, one command, one bulk operation, the search line."""
    path = folder / "desk.duo"
    store = new_store(path, FixedClock(MORNING))
    yield Figure(
        "one command with its journal", median(lambda: _command(store), 200), _bare(folder), 5
    )
    _fill(store)
    yield Figure(
        "100,000 fields in one bulk operation", _bulk(store, "a"), _bare_bulk(store, "b"), 5000
    )
    with store.read() as session:
        yield Figure(
            "search of two words among 10,000 people",
            median(lambda: find(session, "nam fam")),
            None,
            100,
        )
    store.close()
    yield Figure(
        "opening the desk file, key known",
        median(lambda: open_store(path, KEY, clock=SystemClock()).close()),
    )


def _command(store: Store) -> None:
    with store.write("Add") as write:
        person = Person(
            id=write.new_id(), number=write.next_number("person"), office_id=write.office_id
        )
        person.given_name, person.family_name = "Yusuf", "Çelik"
        write.session.add(person)


def _bare(folder: Path) -> float:
    engine = open_engine(folder / "bare.duo", KEY).execution_options(duodesk_write=True)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TABLE person (id INTEGER PRIMARY KEY, a TEXT, b TEXT, c TEXT, d TEXT)"
        )

    def one() -> None:
        with engine.begin() as connection:
            connection.execute(text("INSERT INTO person (a, b, c, d) VALUES ('1', '2', '3', '4')"))

    taken = median(one, 200)
    engine.dispose()
    return taken


def _fill(store: Store) -> None:
    with store.write("Fill") as write:
        rows = [
            {
                "id": write.new_id(),
                "number": f"{n}",
                "given_name": f"Name{n}",
                "family_name": f"Family{n}",
            }
            for n in range(ROWS)
        ]
        write.session.execute(insert(Person), rows)


def _bulk(store: Store, mark: str) -> float:
    begin = time.perf_counter()
    with store.write("Bulk") as write:
        write.session.execute(_update(mark))
    return (time.perf_counter() - begin) * 1000


def _bare_bulk(store: Store, mark: str) -> float:
    begin = time.perf_counter()
    with store.engine.execution_options(duodesk_write=True).connect() as connection:
        connection.exec_driver_sql("UPDATE context SET applying = 1")
        connection.execute(_update(mark))
        taken = (time.perf_counter() - begin) * 1000
        connection.rollback()
    return taken


def _update(mark: str):
    return text(
        f"UPDATE person SET {', '.join(f'{field} = number || {mark!r}' for field in FIELDS)}"
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        for figure in figures(Path(place)):
            sys.stdout.write(f"{figure}\n")
