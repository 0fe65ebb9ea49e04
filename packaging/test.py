"""Everything that must hold: python3 packaging/test.py [ARGUMENTS OF pytest]

Format, lint, layers, types, catalogues, then the tests. All are run; the first failure decides the
exit code, and the last line is pytest's own.
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
# First those that need a process of their own; then all others two at a time, whoever is ready
# first takes the next.
TESTS = {
    "tests alone": ["-m", "alone"],
    "tests": ["-m", "not alone", "-n", "2", "--dist", "worksteal"],
}
NONE_CHOSEN = 5  # what pytest says where its arguments leave nothing of these
# What tests write lies in memory where that has room: thousands of desks never wait for a disk.
MEMORY, ROOM = Path("/dev/shm"), 6 << 30  # noqa: S108 - a fresh folder is made in it


def check(surroundings: dict[str, str]) -> dict[str, int]:
    """Run the checks side by side, each told whole in its turn; the codes of those that failed."""
    begun = {
        name: subprocess.Popen(
            command, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        for name, command in CHECKS.items()
    }
    failures: dict[str, int] = {}
    for name, process in begun.items():
        told, _ = process.communicate()
        say(f"== {name}")
        sys.stdout.buffer.write(told)
        sys.stdout.flush()
        if process.returncode:
            failures[name] = process.returncode
    return failures


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
    failures = check(surroundings)
    say(f"== tests (failed until now: {', '.join(failures) or 'nothing'})")
    tests = [str(PYTHON), "-m", "pytest"]
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    with tempfile.TemporaryDirectory(
        prefix="duodesk-tests-", dir=MEMORY if roomy else None, ignore_cleanup_errors=True
    ) as place:
        for name, chosen in TESTS.items():
            failures[name] = subprocess.call(
                [*tests, *chosen, *sys.argv[1:]], cwd=ROOT, env=surroundings | {"TMPDIR": place}
            )
    if any(failures[name] != NONE_CHOSEN for name in TESTS):
        failures = {name: code for name, code in failures.items() if code != NONE_CHOSEN}
    return next((code for code in failures.values() if code), 0)


if __name__ == "__main__":
    sys.exit(main())
