"""Hostile exchange files, given to a real desk in a process of its own: mutants of genuine files,
and files that a laptop which was taken in sealed with its real keys.

python -m tests.campaigns.hostile [N [FIRST]] [--kind KIND] [--jobs N]
(100,000 of each kind, by as many processes as there are processors, unless told otherwise)

Each must be refused in a sentence with nothing changed, or be taken whole. Cases go in blocks that
begin on a fresh desk: a fault is made anew by beginning with the block that its case is in.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random

import msgspec

from tests.campaigns.hostile_desk import Attack, Verdict, attend
from tests.campaigns.hostile_envelope import payload
from tests.campaigns.hostile_excess import EXCESSES
from tests.campaigns.hostile_outer import mutant
from tests.campaigns.hostile_world import World, world
from tests.campaigns.laptop import FAST

BLOCK = 1_000
# After so many seconds of work the process is ended: whatever it does, it does not end by itself.
_END = 60
_THOROUGH, _LOOKS = 100, 8
MOST_MEMORY = 300
# Seconds of work that a file may ask for; said by the campaign, on a machine that is not shared.
MOST_SECONDS = 5
KINDS = ("outer", "payload")
# The end of the attacker's chain.
Tip = tuple[bytes | None, int]
# Attacked desks begin as copies of a process that has read the program once.
_STARTING = multiprocessing.get_context("forkserver")
_STARTING.set_forkserver_preload(["tests.campaigns.hostile_desk", "tests.campaigns.hostile_world"])


@dataclass(slots=True)
class Toll:
    """What a campaign counted; `faults` must be empty, `memory` (MB) within its limit."""

    cases: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    attacks: Counter[tuple[str, str]] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    memory: int = 0
    slowest: float = 0.0
    longest: str = ""
    largest: str = ""

    def note(self, kind: str, n: int, attack: str, verdict: Verdict) -> None:
        self.cases += 1
        self.outcomes[verdict.outcome] += 1
        self.attacks[attack, verdict.outcome] += 1
        if verdict.seconds > self.slowest:
            self.slowest, self.longest = verdict.seconds, f"{kind} {n} {attack}"
        if verdict.memory > self.memory:
            self.memory, self.largest = verdict.memory, f"{kind} {n} {attack}"
        if verdict.fault:
            self.faults.append(f"{kind} {n} ({attack}): {verdict.fault}")

    def add(self, other: Toll) -> None:
        """Count what another block counted too."""
        self.cases += other.cases
        self.outcomes += other.outcomes
        self.attacks += other.attacks
        self.faults += other.faults
        if other.slowest > self.slowest:
            self.slowest, self.longest = other.slowest, other.longest
        if other.memory > self.memory:
            self.memory, self.largest = other.memory, other.largest


class Process:
    """The attacked desk; begun again when it does not answer any more. Files for it are put at
    `file`.
    """

    def __init__(self, found: World, name: str) -> None:
        beside = Path(found.place.file).parent / name
        self.file = beside.with_suffix(".duo")
        self._place = msgspec.structs.replace(found.place, folder=str(beside), file=str(self.file))
        self.begin()

    def begin(self) -> None:
        self._pipe, theirs = _STARTING.Pipe()
        place = msgspec.msgpack.encode(self._place)
        self._process = _STARTING.Process(target=attend, args=(theirs, place), daemon=True)
        self._process.start()
        theirs.close()
        self._answer()

    def ask(self, asked: bytes) -> bytes | None:
        """What it answers; None when it died or did not come to an end, and was begun again."""
        try:
            self._pipe.send_bytes(asked)
            answer = self._answer()
        except (EOFError, ConnectionError):
            answer = None
        if answer is None:
            self.end()
            self.begin()
        return answer

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self._pipe.close()

    def _answer(self) -> bytes | None:
        began = self._worked()
        while not self._pipe.poll(1):
            if not self._process.is_alive() or self._worked() - began > _END:
                return None
        return self._pipe.recv_bytes()

    def _worked(self) -> float:
        """For how many seconds it had the processor; a machine may have others to serve first."""
        told = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="ascii")
        user, system = told.rsplit(")", 1)[1].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def block(kind: str, cases: range, found: World) -> Toll:
    """Give these files to a fresh desk, in a process of its own: what that remembers is no part of
    what a file takes. Once one that is far too much was taken, the rest go to another.
    """
    toll, left = Toll(), iter(cases)
    for first in left:
        process = _begun(kind, first, found, toll)
        tip, laden = _case(kind, first, (found, process, toll), _tip(found))
        while not laden and (n := next(left, None)) is not None:
            tip, laden = _case(kind, n, (found, process, toll), tip)
        said = process.ask(b"finish")
        if said is None or said:
            toll.faults.append(f"{kind} {first} and after: {(said or b'died').decode()}")
        process.end()
    return toll


def _begun(kind: str, first: int, found: World, toll: Toll) -> Process:
    process = Process(found, f"{kind} {os.getpid()}")
    for data in found.files:  # what is spoilt was good before
        process.file.write_bytes(data)
        if said := process.ask(b"look"):
            toll.faults.append(f"{kind} {first}: a genuine file is refused: {said.decode()}")
    return process


def both(count: int, folder: Path) -> list[Toll]:
    """A small campaign of each kind in one organisation, side by side."""
    found = world(folder)

    def one(kind: str) -> Toll:
        return block(kind, range(count), found)

    with ThreadPoolExecutor() as side_by_side:
        return list(side_by_side.map(one, KINDS))


def _case(kind: str, n: int, at: tuple[World, Process, Toll], tip: Tip) -> tuple[Tip, bool]:
    """Returns where the attacker's chain ends then, and whether the desk has far too much now."""
    found, process, toll = at
    random = Random(f"{kind} {n}")
    thorough, looks = n % _THOROUGH == 0, n % _LOOKS == 0
    if kind == "outer":
        made = mutant(random, found)
        attack, data = made.attack, made.data
        case = Attack(n, thorough=thorough, looks=looks)
    else:
        forged = payload(random, found, tip, n)
        attack, data = forged.attack, forged.data
        case = Attack(n, forged.operations, thorough, looks)
    process.file.write_bytes(data)
    answer = process.ask(msgspec.msgpack.encode(case))
    if answer is None:
        toll.note(kind, n, attack, Verdict("died", fault="hang or end of the process"))
        return _tip(found), False
    verdict = msgspec.msgpack.decode(answer, type=Verdict)
    if verdict.outcome != "refused" and kind == "outer":
        verdict.fault = verdict.fault or f"accepted: {verdict.outcome}"
    toll.note(kind, n, attack, verdict)
    return verdict.tip, attack in EXCESSES and verdict.outcome == "taken"


def _tip(found: World) -> Tip:
    """Where the attacker's chain ends on a fresh desk."""
    own = [(seq, one) for one, by, seq in found.known.operations if by == found.attacker.replica]
    seq, one = max(own)
    return one, seq


def campaign(kinds: Sequence[str], cases: range, jobs: int) -> dict[str, Toll]:
    """So many files of each kind, block by block in so many processes; a fault is told at once."""
    tolls = {kind: Toll() for kind in kinds}
    with tempfile.TemporaryDirectory(prefix="duodesk-hostile-", dir=FAST) as place:
        one = partial(_block, found=world(Path(place)))
        blocks = [
            (kind, cases[at : at + BLOCK]) for at in range(0, len(cases), BLOCK) for kind in kinds
        ]
        with ProcessPoolExecutor(jobs, mp_context=_STARTING) as pool:
            for (kind, _), toll in zip(blocks, pool.map(one, blocks), strict=True):
                tolls[kind].add(toll)
                for fault in toll.faults:
                    _say(fault)
    return tolls


def _block(asked: tuple[str, range], found: World) -> Toll:
    return block(*asked, found)


def main() -> int:
    """The campaign, told."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("count", nargs="?", type=int, default=100_000)
    wanted.add_argument("first", nargs="?", type=int, default=0)
    wanted.add_argument("--kind", choices=KINDS, action="append")
    wanted.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    chosen = wanted.parse_args()
    began = time.monotonic()
    cases = range(chosen.first, chosen.first + chosen.count)
    tolls = campaign(chosen.kind or KINDS, cases, chosen.jobs)
    for kind, toll in tolls.items():
        outcomes = ", ".join(f"{n:,} {name}" for name, n in sorted(toll.outcomes.items()))
        _say(
            f"{kind}: {toll.cases:,} files: {outcomes}; {len(toll.faults)} faults; slowest"
            f" {toll.slowest:.2f} s ({toll.longest}); {toll.memory} MB ({toll.largest})"
        )
    _say(f"{time.monotonic() - began:.0f} s")
    for toll in tolls.values():
        for (attack, outcome), n in sorted(toll.attacks.items()):
            _say(f"  {attack}: {outcome} {n:,}")
    return int(any(map(_wrong, tolls.values())))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _wrong(toll: Toll) -> bool:
    return bool(toll.faults) or toll.memory > MOST_MEMORY or toll.slowest > MOST_SECONDS


if __name__ == "__main__":
    sys.exit(main())
