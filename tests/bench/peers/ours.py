"""Duodesk: encrypted desks, sealed files, laptops of two offices that were taken in."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from duodesk.base.clock import SystemClock
from duodesk.exchange import review, take
from duodesk.store.founding import open_store
from duodesk.store.store import Store
from tests.bench.peers.told import Told, main, memory
from tests.bench.workload import FIELDS, Edit, load

KEY = bytes(range(32))


def prepare(work: Path, folder: Path) -> Told:
    """Two laptops, and what they hand each other."""
    from tests.exchange.desks import Offices

    job = load(work)
    offices = Offices(folder)
    a = offices.found("BRU", "Annick")
    rows = _fill(a.store, job.records)
    b = offices.join("ANT", "Bram")
    b.take(a.make())
    a.take(b.make())
    begin = time.perf_counter()
    _write(a.store, rows, job.a)
    written = time.perf_counter() - begin
    _write(b.store, rows, job.b)
    from_a, from_b = a.make(), b.make()
    (folder / "merge.duo").write_bytes(from_a.data)
    keep(b.store, b.folder / "desk.duo", folder / "merge.desk")
    a.take(from_b)
    b.take(from_a)
    same = _shown(a.store) == _shown(b.store)
    a.take(b.make())
    _write(a.store, rows, job.more)
    begin = time.perf_counter()
    more = a.make()
    made = time.perf_counter() - begin
    (folder / "import.duo").write_bytes(more.data)
    keep(b.store, b.folder / "desk.duo", folder / "import.desk")
    offices.close()
    return Told(written=written, made=made, same=same)


def merge(_work: Path, folder: Path) -> Told:
    """B takes the file with the edits of A."""
    return _take(folder, "merge")


def import_(_work: Path, folder: Path) -> Told:
    """B takes the file with the 100,000 changes."""
    return _take(folder, "import")


def keep(store: Store, path: Path, target: Path) -> None:
    """A copy of a desk as it lies on the disk between two days."""
    connection = store.engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.close()
    shutil.copy(path, target)


def _take(folder: Path, name: str) -> Told:
    desk = folder / f"{name}.run"
    for end in ("-wal", "-shm"):
        Path(f"{desk}{end}").unlink(missing_ok=True)
    shutil.copy(folder / f"{name}.desk", desk)
    store = open_store(desk, KEY, clock=SystemClock())
    at_rest = memory()
    data = (folder / f"{name}.duo").read_bytes()
    begin = time.perf_counter()
    take.take(store, data, f"{name}.duo", folder / "waiting")
    taken = time.perf_counter() - begin
    with store.read() as session:
        listed = review.to_look_at(session)
    store.close()
    return Told(taken=taken, size=len(data), listed=listed, at_rest=at_rest, memory=memory())


def _fill(store: Store, records: list[list[str]]) -> list[bytes]:
    rows = [store.new_id().bytes for _ in records]
    columns, marks = ", ".join(FIELDS), ", ".join("?" for _ in FIELDS)
    with store.write("Registered") as write:
        office = write.office_id.bytes
        write.session.connection().exec_driver_sql(
            f"INSERT INTO person (id, number, office_id, {columns}) VALUES (?, ?, ?, {marks})",
            [
                (row, f"BRU-{n}", office, *values)
                for n, (row, values) in enumerate(zip(rows, records, strict=True))
            ],
        )
    return rows


def _shown(store: Store) -> list[tuple[object, ...]]:
    with store.engine.connect() as connection:
        found = connection.exec_driver_sql(f"SELECT {', '.join(FIELDS)} FROM person ORDER BY id")
        return [tuple(row) for row in found]


def _write(store: Store, rows: list[bytes], transactions: list[list[Edit]]) -> None:
    for edits in transactions:
        with store.write("Edited") as write:
            connection = write.session.connection()
            for record, field, value in edits:
                connection.exec_driver_sql(
                    f"UPDATE person SET {FIELDS[field]} = ? WHERE id = ?", (value, rows[record])
                )


if __name__ == "__main__":
    main(prepare, merge, import_)
