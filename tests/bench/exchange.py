"""Exchange beside other programs that merge, and on desks of up to ten years: python -m
tests.bench.exchange [--quick]

The same work for everybody: 10,000 records of ten texts, 5,000 edits of two laptops side by side
with 500 cells in common, then 100,000 further changes. Ours are encrypted desks and sealed files,
written to the disk; the others merge in memory, and know neither who wrote nor who may.
"""

from __future__ import annotations

import bz2
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from statistics import median

import msgspec

from tests.bench.ageing import ages
from tests.bench.peers.told import Told
from tests.bench.workload import Workload, save, workload

HERE = Path(__file__).parent / "peers"
LIBRARIES = ("@automerge/automerge@3.5.0", "pouchdb@9.0.0")
RUNS = 3
_HEAD = (
    f"{'':26}{'edits merged':>20}{'two listed':>15}{'file kB (bz2)':>18}"
    f"{'changes taken':>16}{'file kB (bz2)':>19}{'most MB':>10}{'the same':>10}"
)


@dataclass(frozen=True, slots=True)
class Peer:
    """A program to measure: how it is called, its command, what its listed things are, how often it
    is run.
    """

    name: str
    command: tuple[str, ...]
    lists: str = "fields"
    runs: int = RUNS


@dataclass(frozen=True, slots=True)
class Measured:
    """What a peer told, the middle of its runs."""

    prepared: Told
    merge: Told
    many: Told
    packed: tuple[int, int]


def main() -> None:
    """Measure and tell."""
    quick = "--quick" in sys.argv[1:]
    work = workload(1_000, 500, 50) if quick else workload()
    with tempfile.TemporaryDirectory(prefix="duodesk-bench-") as place:
        for line in chain(_peers(work, Path(place)), _ages(Path(place), quick=quick)):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()


def _peers(work: Workload, folder: Path) -> Iterator[str]:
    job = folder / "work.json"
    save(work, job)
    many = sum(len(edits) for edits in work.more)
    yield (
        f"{len(work.records):,} records; {sum(map(len, work.a)):,} edits of two laptops in"
        f" transactions of ten, {work.common:,} cells in common; then {many:,} changes"
    )
    yield _HEAD
    python = (sys.executable, "-m")
    peers = [
        Peer("Duodesk", (*python, "tests.bench.peers.ours")),
        Peer("Loro 1.17.1", (*python, "tests.bench.peers.loro_maps")),
        Peer("pycrdt 0.14.13", (*python, "tests.bench.peers.pycrdt_maps")),
    ]
    libraries, why = _libraries(folder / "node")
    if libraries:
        here = ("node", str(HERE / "automerge.mjs")), ("node", str(HERE / "pouchdb.mjs"))
        peers.append(Peer("Automerge 3.5.0 (both)", here[0], runs=1))
        peers.append(Peer("PouchDB 9.0.0, LevelDB", here[1], lists="documents"))
    told: dict[str, Measured] = {}
    for peer in peers:
        told[peer.name] = _measured(peer, job, folder / peer.name.split()[0].lower(), libraries)
        yield _line(peer, told[peer.name])
    if why:
        yield why
    yield ""
    yield from _reached(told["Duodesk"], work)


def _libraries(folder: Path) -> tuple[Path | None, str]:
    """Where the libraries for node are, or why there are none."""
    if not shutil.which("node") or not shutil.which("npm"):
        return None, "Automerge and PouchDB were left out: there is no node on this machine."
    folder.mkdir()
    command = ["npm", "install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund"]
    done = subprocess.run(
        [*command, *LIBRARIES], check=False, cwd=folder, capture_output=True, text=True
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no word why"])[-1]
        return None, f"Automerge and PouchDB were left out: npm says: {last}"
    return folder, ""


def _measured(peer: Peer, job: Path, folder: Path, libraries: Path | None) -> Measured:
    folder.mkdir()
    where = [str(job), str(folder), *([str(libraries)] if peer.command[0] == "node" else [])]

    def run(command: str) -> Told:
        asked = [*peer.command, command, *where]
        done = subprocess.run(asked, check=False, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{peer.name}: {done.stderr}")
        return msgspec.json.decode(done.stdout, type=Told)

    prepared = run("prepare")
    merges = [run("merge") for _ in range(peer.runs)]
    imports = [run("import") for _ in range(peer.runs)]
    sizes = [_packed(folder / f"{name}.delta") for name in ("merge", "import")]
    shutil.rmtree(folder)
    return Measured(prepared, _middle(merges), _middle(imports), (sizes[0], sizes[1]))


def _middle(runs: list[Told]) -> Told:
    """The run whose time is the median, with the most memory of all."""
    middle = median(run.taken for run in runs)
    chosen = min(runs, key=lambda run: abs(run.taken - middle))
    return msgspec.structs.replace(chosen, memory=max(run.memory for run in runs))


def _packed(path: Path) -> int:
    """What a delta would be packed as ours is; ours is packed already."""
    return len(bz2.compress(path.read_bytes())) if path.exists() else 0


def _line(peer: Peer, told: Measured) -> str:
    def size(one: Told, packed: int) -> str:
        raw = f"{one.size / 1000:,.0f}"
        return f"{raw} ({packed / 1000:,.0f})" if packed else f"{raw} sealed"

    listed = f"{told.merge.listed}" + (f" {peer.lists}" if peer.lists != "fields" else "")
    same = "yes" if told.prepared.same and told.merge.same else "NO"
    return (
        f"{peer.name:26}{told.merge.taken:18.2f} s{listed:>15}"
        f"{size(told.merge, told.packed[0]):>18}{told.many.taken:14.2f} s"
        f"{size(told.many, told.packed[1]):>19}{told.many.memory:10.0f}{same:>10}"
    )


def _reached(ours: Measured, work: Workload) -> Iterator[str]:
    """The figures to reach, beside what was measured; at most so much for the full work."""
    edits, many = (sum(map(len, side)) for side in (work.a, work.more))
    goals = (
        (f"{edits:,} edits merged, seconds", ours.merge.taken, 0.6),
        ("two versions not listed", work.common - ours.merge.listed, 0),
        (f"file of {edits:,} edits, kB", ours.merge.size / 1000, 200),
        (f"{many:,} changes taken, seconds (goal 1)", ours.many.taken, 4),
        ("most memory while they are taken, MB", ours.many.memory, 250),
    )
    for name, value, most in goals:
        yield f"{name:58}{value:10.2f}   at most {most:g}{'' if value <= most else '   MISSED'}"
    written = f"{edits:,} edits written in {len(work.a):,} commands, seconds"
    yield f"{written:58}{ours.prepared.written:10.2f}"
    yield f"{f'file of {many:,} changes made, seconds':58}{ours.prepared.made:10.2f}"
    yield ""


def _ages(folder: Path, *, quick: bool) -> Iterator[str]:
    yield (
        "Three offices of four laptops; 40,000 operations a year (interviews of 60 words instead of"
        " 900)"
    )
    yield from ages(folder / "ages", (0, 1) if quick else (0, 1, 3, 10))


if __name__ == "__main__":
    main()
