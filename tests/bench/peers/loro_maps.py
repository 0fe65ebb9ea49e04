"""Loro: a map of maps in memory; the newest writer wins, and nobody is told."""

from __future__ import annotations

import time
from pathlib import Path

from loro import ExportMode, LoroDoc, LoroMap

from tests.bench.peers.told import Told, main, memory
from tests.bench.workload import FIELDS, Edit, load


def prepare(work: Path, folder: Path) -> Told:
    """Two documents, and what they hand each other."""
    job = load(work)
    a, b = LoroDoc(), LoroDoc()
    people = a.get_map("people")
    for n, values in enumerate(job.records):
        person = people.insert_container(str(n), LoroMap())
        for field, value in zip(FIELDS, values, strict=True):
            person.insert(field, value)
    a.commit()
    b.import_(a.export(ExportMode.Snapshot()))
    before = a.oplog_vv
    begin = time.perf_counter()
    _write(a, job.a)
    written = time.perf_counter() - begin
    _write(b, job.b)
    from_a, from_b = (doc.export(ExportMode.Updates(before)) for doc in (a, b))
    (folder / "merge.delta").write_bytes(from_a)
    (folder / "merge.state").write_bytes(b.export(ExportMode.Snapshot()))
    a.import_(from_b)
    b.import_(from_a)
    same = a.get_deep_value() == b.get_deep_value()
    before = b.oplog_vv
    _write(a, job.more)
    begin = time.perf_counter()
    more = a.export(ExportMode.Updates(before))
    made = time.perf_counter() - begin
    (folder / "import.delta").write_bytes(more)
    (folder / "import.state").write_bytes(b.export(ExportMode.Snapshot()))
    return Told(written=written, made=made, same=same)


def merge(_work: Path, folder: Path) -> Told:
    """B takes the edits of A."""
    return _take(folder, "merge")


def import_(_work: Path, folder: Path) -> Told:
    """B takes the 100,000 changes."""
    return _take(folder, "import")


def _take(folder: Path, name: str) -> Told:
    doc = LoroDoc()
    doc.import_((folder / f"{name}.state").read_bytes())
    at_rest = memory()
    data = (folder / f"{name}.delta").read_bytes()
    begin = time.perf_counter()
    doc.import_(data)
    taken = time.perf_counter() - begin
    return Told(taken=taken, size=len(data), at_rest=at_rest, memory=memory())


def _write(doc: LoroDoc, transactions: list[list[Edit]]) -> None:
    people = doc.get_map("people")
    for edits in transactions:
        for record, field, value in edits:
            person = people.get(str(record)).container
            person.insert(FIELDS[field], value)
        doc.commit()


if __name__ == "__main__":
    main(prepare, merge, import_)
