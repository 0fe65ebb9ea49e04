"""What a peer tells of one command, as one line of JSON."""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec


class Told(msgspec.Struct, frozen=True):
    """Seconds, bytes and megabytes; what a command does not measure stays nought."""

    written: float = 0  # 5,000 edits in 500 transactions
    made: float = 0  # the file with the 100,000 changes
    same: bool = True  # after a file in either direction, both laptops show the same
    taken: float = 0
    size: int = 0
    listed: int = 0  # cells of which both versions can be seen
    at_rest: float = 0  # the process with its laptop loaded
    memory: float = 0  # the most it ever held


def memory() -> float:
    """The most this process ever held, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # what `getrusage` says begins with what the parent held
        lines = status.read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main(*commands: Callable[[Path, Path], Told]) -> None:
    """Run the command named on the command line on a workload and a folder."""
    name, work, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    chosen = {command.__name__.rstrip("_"): command for command in commands}[name]
    sys.stdout.buffer.write(msgspec.json.encode(chosen(work, folder)) + b"\n")
