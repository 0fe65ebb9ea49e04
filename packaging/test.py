"""Everything that must hold: python3 packaging/test.py [ARGUMENTS OF pytest]

Format, lint, layers, types, catalogues, and beside them the tests that need a process of their own;
then all others. All are run; the first failure decides the exit code, and the last line is pytest's
own.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from setting_up import PYTHON, ROOT, environment, say, set_up

BIN = PYTHON.parent
CHECKS = {
    "format": [str(BIN / "ruff"), "format", "--check", "--quiet", "."],
    "lint": [str(BIN / "ruff"), "check", "--quiet", "."],
    "layers": [str(BIN / "lint-imports"), "--no-logo"],
    "types": [str(BIN / "mypy")],
    "catalogues": [str(PYTHON), "packaging/catalogues.py", "check"],
}
# Those that need a process of their own mostly wait for other programs: the checks are done beside
# them, and give way. All others two at a time, whoever is ready first takes the next.
ALONE = ["-m", "alone"]
OTHERS = ["-m", "not alone", "-n", "2", "--dist", "worksteal"]
NONE_CHOSEN = 5  # what pytest says where its arguments leave nothing of these
# What tests write lies in memory where that has room: thousands of desks never wait for a disk.
MEMORY, ROOM = Path("/dev/shm"), 6 << 30  # noqa: S108 - a fresh folder is made in it


def begin(command: list[str], surroundings: dict[str, str]) -> subprocess.Popen[bytes]:
    """Begin something that is told when it has ended."""
    return subprocess.Popen(
        command, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def tell(name: str, process: subprocess.Popen[bytes]) -> int:
    """Wait for its end, tell it whole; its code."""
    told, _ = process.communicate()
    say(f"== {name}")
    sys.stdout.buffer.write(told)
    sys.stdout.flush()
    return process.returncode


def check(surroundings: dict[str, str]) -> dict[str, int]:
    """Run the checks side by side; their codes."""
    giving_way = ["nice", "-n", "10"] if shutil.which("nice") else []
    begun = {name: begin([*giving_way, *command], surroundings) for name, command in CHECKS.items()}
    return {name: tell(name, process) for name, process in begun.items()}


def main() -> int:
    """Set up, run every check, then pytest."""
    set_up("test")
    surroundings = {
        "QT_QPA_PLATFORM": "offscreen",
        "HYPOTHESIS_PROFILE": "ci",
        "OPENBLAS_NUM_THREADS": "1",
        "DUODESK_CI": "1",  # here a tool that is not installed is a failure, not a skip
        **environment(),
    }
    pytest = [str(PYTHON), "-m", "pytest"]
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    with tempfile.TemporaryDirectory(
        prefix="duodesk-tests-", dir=MEMORY if roomy else None, ignore_cleanup_errors=True
    ) as place:
        surroundings["TMPDIR"] = place
        alone = begin([*pytest, *ALONE, *sys.argv[1:]], surroundings)
        codes = check(surroundings)
        tests = {"tests alone": tell("tests alone", alone)}
        failed = ", ".join(name for name, code in {**codes, **tests}.items() if code)
        say(f"== tests (failed until now: {failed or 'nothing'})")
        tests["tests"] = subprocess.call(
            [*pytest, *OTHERS, *sys.argv[1:]], cwd=ROOT, env=surroundings
        )
    # Arguments may leave nothing of one of the two.
    if set(tests.values()) != {NONE_CHOSEN}:
        tests = {name: code for name, code in tests.items() if code != NONE_CHOSEN}
    return next((code for code in (codes | tests).values() if code), 0)


if __name__ == "__main__":
    sys.exit(main())
