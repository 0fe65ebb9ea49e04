"""A fault at every write of an import: the program killed, the disk full once or from then on, the
disk failing from then on. Whole or not at all, and whole at the next try.

python -m tests.campaigns.points [EVERY [FIRST]]     (each, from number 0, unless told otherwise)

A child takes a real exchange file in, and strace puts the fault in: a hundred operations and more,
two versions, and the file that waited for it, which erases a person. Children begin as copies of a
process that has read the program once; as many are at work as there are processors.
"""

from __future__ import annotations

import ctypes
import hashlib
import multiprocessing
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from threading import Lock

from duodesk.base.errors import UserError
from duodesk.exchange import take
from duodesk.exchange.parked import finish_erasing
from duodesk.store import dump
from duodesk.store.engine import quick_check
from tests.campaigns.points_world import CANARY, DESK, FILE, KEY, MOMENT, WAITING, World, world
from tests.campaigns.raw import plain

# What writes, and what says that it is written.
WRITES = ("pwrite64", "write", "ftruncate", "fsync", "fdatasync", "rename", "renameat2", "unlink")
# What prctl(2) is asked so that strace may look into a process that it did not begin.
_PR_SET_PTRACER, _ANY = 0x59616D61, 2**64 - 1
# After so many seconds a child does not come to an end by itself.
_END = 300
_STARTING = multiprocessing.get_context("forkserver")
_STARTING.set_forkserver_preload(["duodesk.exchange.parked", "duodesk.store.founding"])
# A start looks after all children that ended, and an end that two look at at once tells one of them
# nothing.
_ENDING = Lock()
_SAMPLED = (0.08, 0.16, 0.6)
_LINE = re.compile(r"^(?:\[pid +\d+\] |\d+ +)?(\w+)\(")


@dataclass(frozen=True, slots=True)
class Point:
    """A fault: which kind, at which call, the how manieth."""

    fault: str
    call: str
    n: int

    def injected(self, counts: dict[str, int]) -> list[str]:
        """What strace is told; from then on means every call that follows, of whatever name."""
        if self.fault == "kill":
            return [f"inject={self.call}:signal=SIGKILL:when={self.n}"]
        error = "EIO" if self.fault == "failing" else "ENOSPC"
        if self.fault == "full once":
            return [f"inject={self.call}:error={error}:when={self.n}"]
        taking_room = WRITES[:3] if error == "ENOSPC" else WRITES[:5]
        return [
            f"inject={call}:error={error}:when={counts.get(call, 0) + 1}+" for call in taking_room
        ]


FAULTS = ("kill", "full once", "full", "failing")


@dataclass(slots=True)
class Toll:
    """What a campaign counted: points by fault, how the desk stood after, and what was wrong."""

    points: Counter[str] = field(default_factory=Counter)
    stood: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def available() -> str:
    """Why faults cannot be put in here; empty when they can."""
    strace = shutil.which("strace")
    if strace is None:
        return "strace is not installed"
    tried = subprocess.run(
        [strace, "-f", "--seccomp-bpf", "-qq", "-e", "trace=write", sys.executable, "-c", ""],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return "" if tried.returncode == 0 else f"strace may not trace here: {tried.stderr[-200:]}"


def be_the_child(folder: Path, pipe: Connection) -> None:
    """Take the file in once there is a word to begin; when that is refused, once more in the same
    process. What was said of each try, or what the process fell over, goes back.
    """
    # Where only its parent may look into a process: let anyone.
    ctypes.CDLL(None).prctl(_PR_SET_PTRACER, ctypes.c_ulong(_ANY))
    found, said = World(folder, {}, KEY, MOMENT), list[str]()
    store, data = None, (folder / FILE).read_bytes()
    pipe.recv_bytes()
    try:
        for _ in range(2):
            try:
                if store is None:
                    store = found.open(folder)
                done = take.take(store, data, FILE, folder / WAITING)
                take.retry(store, folder / WAITING)
                said.append("already" if done.already else "taken")
            except UserError as error:
                said.append(f"refused: {error}")
        if store is not None:
            store.close()
        pipe.send_bytes("\n".join(said).encode())
    except BaseException:
        pipe.send_bytes(traceback.format_exc().encode())
        raise


@dataclass(frozen=True, slots=True)
class Traced:
    """The child's exit code, what it said, the calls that it made on the desk's files, and whether
    one of them failed because it was told to.
    """

    code: int | None
    said: str
    calls: list[str]
    failed: bool


def traced(found: World, folder: Path, injected: list[str]) -> Traced:
    """Let the child take the file in, with these faults."""
    pipe, theirs = _STARTING.Pipe()
    child = _STARTING.Process(target=be_the_child, args=(folder, theirs), daemon=True)
    with _ENDING:
        child.start()
    theirs.close()
    log = folder / "strace"
    command = ["strace", "-f", "-o", str(log), "-e", f"trace={','.join(WRITES)}"]
    for one in injected:
        command += ["-e", one]
    for path in _watched(found, folder):
        command += ["-P", str(path)]
    command += ["-p", str(child.pid)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as strace:
        assert strace.stderr is not None
        attached = strace.stderr.readline()
        assert "attached" in attached, attached
        pipe.send_bytes(b"begin")
        try:
            said = pipe.recv_bytes().decode() if pipe.poll(_END) else "hangs"
        except EOFError:  # killed
            said = ""
        if said == "hangs":
            child.kill()
        wait([child.sentinel])
        with _ENDING:
            child.join()
    pipe.close()
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    calls = [match[1] for line in lines if (match := _LINE.match(line))]
    return Traced(child.exitcode, said, calls, any("(INJECTED)" in line for line in lines))


def _watched(found: World, folder: Path) -> list[Path]:
    """The files of the desk, and those that wait beside it."""
    paths = [folder / DESK, folder / f"{DESK}-wal", folder / f"{DESK}-shm"]
    kept = [path.name for path in (found.template / WAITING).glob("*.duo")]
    mark = hashlib.sha256((found.template / FILE).read_bytes()).hexdigest()[:16]
    waiting = folder / WAITING
    for name in (*kept, f"{mark}.duo"):
        for place in (waiting, waiting / "taken"):
            paths += [place / name, place / f"{name}.part"]
    return paths


def points(calls: list[str], every: int = 1) -> Iterator[tuple[Point, dict[str, int]]]:
    """A point of each fault at every call; with it how many of each came before."""
    counts: Counter[str] = Counter()
    at = 0
    for call in calls:
        for fault in FAULTS:
            sensible = fault == "kill" or call in (WRITES[:5] if fault == "failing" else WRITES[:3])
            if sensible:
                if at % every == 0:
                    yield Point(fault, call, counts[call] + 1), dict(counts)
                at += 1
        counts[call] += 1


def check(found: World, folder: Path, point: Point, counts: dict[str, int]) -> tuple[str, str]:
    """Put the fault in and look: how the desk stood, and what was wrong with that."""
    shutil.copytree(found.template, folder)
    child = traced(found, folder, point.injected(counts))
    if point.fault == "kill":
        if (child.code, child.said) != (-signal.SIGKILL, ""):
            return "?", f"the child was not killed: {child.code} {child.said[-600:]}"
    elif child.code != 0:
        return "?", f"the child fell: {child.said[-900:]}"
    elif not child.failed:
        return "?", f"no fault came through: {child.said}"
    stood, wrong = _stood(found, folder)
    if point.fault == "full once" and not wrong:
        wrong = "" if stood == "after" else f"no second import: {child.said}"
    return stood, wrong or _completes(found, folder)


def _stood(found: World, folder: Path) -> tuple[str, str]:
    store = found.open(folder)
    try:
        if damage := quick_check(store.engine):
            return "?", f"damaged: {damage[:3]}"
        if not store.agrees_with_journal():
            return "?", "the tables do not show what the journal says"
        now = dump.dump(store)
    finally:
        store.close()
    stood = next((name for name, state in found.states.items() if state == now), "?")
    return stood, "partial: neither before nor after" if stood == "?" else ""


def _completes(found: World, folder: Path) -> str:
    """The program is opened again, and the file given once more."""
    store = found.open(folder)
    try:
        finish_erasing(store, folder / WAITING)
        take.retry(store, folder / WAITING)
        take.take(store, (folder / FILE).read_bytes(), FILE, folder / WAITING)
        if dump.dump(store) != found.states["after"]:
            return "a second import does not complete"
        if not store.agrees_with_journal() or quick_check(store.engine):
            return "after a second import the desk is not sound"
    finally:
        store.close()
    gone = [f"{CANARY}{n}".encode() for n in range(3)]
    left = plain(folder / DESK, found.key)
    return "an erased word is left" if any(b"%s\x00" % word in left for word in gone) else ""


def campaign(
    every: int = 1, first: int = 0, *, sample: bool = False
) -> Iterator[tuple[Point, str, str]]:
    """Each point from the `first`, how the desk stood, and what was wrong; or a `sample`: each
    fault before the first file is written, between it and the one that waited, and after both.
    """
    with tempfile.TemporaryDirectory(prefix="duodesk-points-") as place:
        folder = Path(place)
        found = world(folder)
        shutil.copytree(found.template, folder / "counted")
        child = traced(found, folder / "counted", [])
        assert (child.code, child.said) == (0, "taken\nalready"), (child.code, child.said)
        chosen = list(points(child.calls, every))[first:]
        if sample:
            each = [[one for one in chosen if one[0].fault == fault] for fault in FAULTS]
            chosen = [some[int(len(some) * at)] for some in each for at in _SAMPLED]

        def one(n: int) -> tuple[Point, str, str]:
            place = folder / f"{n}"
            told = check(found, place, *chosen[n])
            shutil.rmtree(place)
            return chosen[n][0], *told

        with ThreadPoolExecutor(os.cpu_count()) as side_by_side:
            yield from side_by_side.map(one, range(len(chosen)))


def main() -> int:
    """Run the campaign and tell."""
    every = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    toll = Toll()
    for point, stood, wrong in campaign(every, first):
        toll.points[point.fault] += 1
        toll.stood[f"{point.fault}: {stood}"] += 1
        if wrong:
            toll.faults.append(f"{point}: {wrong}")
            sys.stdout.write(f"{toll.faults[-1]}\n")
            sys.stdout.flush()
    stood = ", ".join(f"{name} {n}" for name, n in sorted(toll.stood.items()))
    sys.stdout.write(f"{toll.points.total()} points: {stood}; {len(toll.faults)} faults\n")
    return int(bool(toll.faults))


if __name__ == "__main__":
    sys.exit(main())
