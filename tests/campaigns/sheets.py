"""Mutated spreadsheets, read, recognised and checked in a process of their own.

python -m tests.campaigns.sheets [N [FIRST]]     (20,000 unless told otherwise)

Each must be read or refused in a sentence; anything else, and anything that takes too long, is a
fault. Cases are numbered: a fault is made anew by naming its number as FIRST, with an N of 1.
"""

from __future__ import annotations

import faulthandler
import multiprocessing
import queue
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from duodesk.base.errors import UserError
from duodesk.lists import kinds
from duodesk.lists.plan import Plan, Planned
from duodesk.lists.read import open_file
from duodesk.lists.repairs import problem_rows
from duodesk.store.store import Store
from tests.conftest import MORNING, FixedClock, new_store
from tests.lists import messy

CASES = 20_000
# Seconds after which a case hangs, whatever it does.
_END = 60
_SPICE = (
    b"<", b">", b"&", b"\x00", b"\xff\xfe", b"16384", b"1048576", b"-1", b"1e999", b"NaN", b"&a;",
    b"<!ENTITY a 'b'>", b"]]>", b"9999-99-99", b"2001-02-30T99:99", b"PT9999999H0M0S",
    b"=1/0", b"\xc3", b'"', b";", b"r=\"ZZZ9\"", b"t=\"s\"", b"table:number-rows-repeated=\"9\"",
)  # fmt: skip


@dataclass(slots=True)
class Toll:
    """What a campaign counted; `faults` must be empty."""

    cases: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest: float = 0.0
    memory: int = 0


def mutant(folder: Path, number: int) -> Path:
    """The file of a case: the same for the same number."""
    dice = Random(f"sheet {number}")
    make = dice.choice(messy.ALL)
    path = make(folder)
    data = path.read_bytes()
    if path.suffix == ".csv" or dice.random() < 0.25:
        path.write_bytes(_mutated(data, dice))
        return path
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    texts = sorted(name for name in parts if name.endswith((".xml", ".rels")))
    for _turn in range(dice.randint(1, 3)):
        name = dice.choice(texts)
        if dice.random() < 0.1:
            parts.pop(name, None)
            texts = [one for one in texts if one in parts] or [next(iter(parts))]
        elif name in parts:
            parts[name] = _mutated(parts[name], dice)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return path


def _mutated(data: bytes, dice: Random) -> bytes:
    """Some bytes turned, left out, doubled, or replaced by what parsers stumble over."""
    changed = bytearray(data)
    for _turn in range(dice.randint(1, 12)):
        at = dice.randrange(len(changed) or 1)
        ways: list[Callable[[], bytes]] = [
            lambda: dice.randbytes(dice.randint(1, 4)),
            lambda: b"",
            lambda at=at: bytes(changed[at : at + 40]) * 2,  # type: ignore[misc]
            lambda: dice.choice(_SPICE),
        ]
        changed[at : at + dice.randint(0, 12)] = dice.choice(ways)()
    return bytes(changed[: dice.randrange(len(changed) or 1)] if dice.random() < 0.05 else changed)


def attend(store: Store, folder: Path, number: int) -> str:
    """Read, recognise, check and report a case; what became of it."""
    path = mutant(folder, number)
    try:
        workbook = open_file(path)
        plan: Plan[Planned] = kinds.dry_run(store, kinds.draft(store, workbook))
    except UserError as error:
        said = str(error)
        return "refused" if said and "\n" not in said else f"fault: said {said!r}"
    finally:
        path.unlink(missing_ok=True)
    problem_rows(plan)
    return "read"


def _work(first: int, n: int, told: multiprocessing.Queue[tuple[int, str, float, int]]) -> None:
    faulthandler.enable()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = new_store(folder / "desk.duo", FixedClock(MORNING))
        for number in range(first, first + n):
            begin = time.perf_counter()
            try:
                outcome = attend(store, folder, number)
            except Exception as error:  # noqa: BLE001 - any other error is what is looked for
                outcome = f"fault: {type(error).__name__}: {error}"
            told.put((number, outcome, time.perf_counter() - begin, _memory()))
        store.close()


def _memory() -> int:
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    lines = status.read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) // 1024


def campaign(n: int, first: int = 0) -> Toll:
    """All cases; a process that dies or hangs is a fault of the case it was at."""
    toll, at = Toll(), first
    context = multiprocessing.get_context("spawn")
    while at < first + n:
        told = context.Queue()
        process = context.Process(target=_work, args=(at, first + n - at, told))
        process.start()
        for number, outcome, seconds, memory in _listen(told, process):
            at = number + 1
            toll.cases += 1
            toll.outcomes[outcome.split(":")[0]] += 1
            toll.slowest, toll.memory = max(toll.slowest, seconds), max(toll.memory, memory)
            if outcome.startswith("fault"):
                toll.faults.append(f"{number}: {outcome}")
        if at < first + n:
            toll.faults.append(f"{at}: the process died or hung")
            at += 1
        process.kill()
        process.join()
    return toll


def _listen(
    told: multiprocessing.Queue[tuple[int, str, float, int]],
    process: multiprocessing.process.BaseProcess,
) -> Iterator[tuple[int, str, float, int]]:
    """What the process says until it is done, dies or says nothing for too long."""
    quiet = 0.0
    while quiet < _END:
        try:
            yield told.get(timeout=1)
            quiet = 0.0
        except queue.Empty:
            quiet += 1
            if not process.is_alive() and told.empty():
                return


def main() -> int:
    """Run and report."""
    n = int(sys.argv[1]) if len(sys.argv) > 1 else CASES
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    toll = campaign(n, first)
    print(f"{toll.cases} cases: {dict(toll.outcomes)}")
    print(f"slowest {toll.slowest:.1f} s, memory at the peak {toll.memory} MB")
    print("\n".join(toll.faults) or "no faults")
    return 1 if toll.faults else 0


if __name__ == "__main__":
    sys.exit(main())
