"""Everything that must hold: python3 packaging/test.py [ARGUMENTS OF pytest]

Format, lint, layers, types, catalogues, then the tests; all are run, the first failure decides the
exit code.
"""

from __future__ import annotations

import os
import subprocess
import sys

from setting_up import PYTHON, ROOT, environment, say, set_up

BIN = PYTHON.parent
CHECKS = (
    ("format", [str(BIN / "ruff"), "format", "--check", "."]),
    ("lint", [str(BIN / "ruff"), "check", "."]),
    ("layers", [str(BIN / "lint-imports")]),
    ("types", [str(BIN / "mypy")]),
    ("catalogues", [str(PYTHON), "packaging/catalogues.py", "check"]),
)


def main() -> int:
    """Set up, run every check, then pytest, whose closing line is the last."""
    set_up("test")
    settings = {"HYPOTHESIS_PROFILE": "ci", "DUODESK_CI": "1", "OPENBLAS_NUM_THREADS": "1"}
    surroundings = {**environment(), **settings}
    failures = []
    for name, command in CHECKS:
        say(f"== {name}")
        failures.append(subprocess.call(command, cwd=ROOT, env=surroundings))
    say("== tests")
    pytest = [str(PYTHON), "-m", "pytest", *sys.argv[1:]]
    failures.append(
        subprocess.call(pytest, cwd=ROOT, env={**surroundings, "QT_QPA_PLATFORM": _platform()})
    )
    return next((code for code in failures if code), 0)


def _platform() -> str:
    return os.environ.get("QT_QPA_PLATFORM", "offscreen")


if __name__ == "__main__":
    sys.exit(main())
