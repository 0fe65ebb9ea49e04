"""Yjs by pycrdt: a map of maps in memory; the newest writer wins, and nobody is told."""

from __future__ import annotations

import time
from pathlib import Path

from pycrdt import Doc, Map

from tests.bench.peers.told import Told, main, memory
from tests.bench.workload import FIELDS, Edit, load


def prepare(work: Path, folder: Path) -> Told:
    """Two documents, and what they hand each other."""
    job = load(work)
    a, b = _new(), _new()
    with a.transaction():
        for n, values in enumerate(job.records):
            a["people"][str(n)] = Map(dict(zip(FIELDS, values, strict=True)))
    b.apply_update(a.get_update())
    before = a.get_state()
    begin = time.perf_counter()
    _write(a, job.a)
    written = time.perf_counter() - begin
    _write(b, job.b)
    from_a, from_b = a.get_update(before), b.get_update(before)
    (folder / "merge.delta").write_bytes(from_a)
    (folder / "merge.state").write_bytes(b.get_update())
    a.apply_update(from_b)
    b.apply_update(from_a)
    same = a["people"].to_py() == b["people"].to_py()
    before = b.get_state()
    _write(a, job.more)
    begin = time.perf_counter()
    more = a.get_update(before)
    made = time.perf_counter() - begin
    (folder / "import.delta").write_bytes(more)
    (folder / "import.state").write_bytes(b.get_update())
    return Told(written=written, made=made, same=same)


def merge(_work: Path, folder: Path) -> Told:
    """B takes the edits of A."""
    return _take(folder, "merge")


def import_(_work: Path, folder: Path) -> Told:
    """B takes the 100,000 changes."""
    return _take(folder, "import")


def _take(folder: Path, name: str) -> Told:
    doc = _new()
    doc.apply_update((folder / f"{name}.state").read_bytes())
    at_rest = memory()
    data = (folder / f"{name}.delta").read_bytes()
    begin = time.perf_counter()
    doc.apply_update(data)
    taken = time.perf_counter() - begin
    return Told(taken=taken, size=len(data), at_rest=at_rest, memory=memory())


def _new() -> Doc:
    doc = Doc()
    doc["people"] = Map()
    return doc


def _write(doc: Doc, transactions: list[list[Edit]]) -> None:
    people = doc["people"]
    for edits in transactions:
        with doc.transaction():
            for record, field, value in edits:
                people[str(record)][FIELDS[field]] = value


if __name__ == "__main__":
    main(prepare, merge, import_)
