"""Set-up of a checkout on a bare machine: Debian packages, virtual environment, pinned
dependencies.

Only the standard library; called by run.py and test.py; the second time it only looks.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HERE = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def set_up(purpose: str) -> None:
    """Make everything ready for `purpose` ("run" or "test"); ends the program with one clear line
    when it cannot.
    """
    if sys.version_info < (3, 11):
        sys.exit("Duodesk needs Python 3.11 or newer.")
    install_debian_packages(purpose)
    make_environment()
    install_requirements("requirements-test.txt" if purpose == "test" else "requirements.txt")


def debian_packages(purpose: str) -> list[str]:
    """The packages that `purpose` needs; the tests need what running needs too."""
    lines = [
        line.split()
        for line in (HERE / "debian.txt").read_text().splitlines()
        if line[:1] not in ("", "#")
    ]
    return [name for name, needed_by in lines if needed_by == "run" or purpose == "test"]


def install_debian_packages(purpose: str) -> None:
    """Install what is missing, as root; anyone else gets one line to paste."""
    if not shutil.which("dpkg-query"):
        return
    missing = [name for name in debian_packages(purpose) if not _is_installed(name)]
    if not missing:
        return
    apt = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if os.geteuid() != 0:
        say(f"Some system packages are missing. Paste this once:\n  sudo {' '.join(apt)}")
        return
    say(f"Installing system packages: {' '.join(missing)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = {"stdout": subprocess.DEVNULL, "env": environment}
    if subprocess.call(["apt-get", "-q", "update"], **quiet) or subprocess.call(apt, **quiet):
        say(f"They could not be installed; going on without. By hand: sudo {' '.join(apt)}")


def make_environment() -> None:
    """The virtual environment `.venv` of this checkout."""
    if PYTHON.exists():
        return
    say("Making the virtual environment .venv")
    if subprocess.call([sys.executable, "-m", "venv", str(VENV)]):
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit(
            "Python cannot make virtual environments here. On Debian: sudo apt-get install "
            "python3-venv"
        )


def install_requirements(name: str) -> None:
    """Install the pinned list unless exactly this list was installed before."""
    pinned = HERE / name
    stamp = VENV / f"duodesk-{name}.stamp"
    wanted = hashlib.sha256(pinned.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    say(f"Installing the dependencies of {name} (once; some minutes)")
    command = [
        str(PYTHON),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--require-hashes",
    ]
    if subprocess.call([*command, "--no-deps", "-r", str(pinned)]):
        sys.exit("The dependencies could not be installed. Is there a connection? Try again.")
    stamp.write_text(wanted)


def environment() -> dict[str, str]:
    """The environment in which our own code runs: this checkout first on the path."""
    path = os.pathsep.join(p for p in (str(ROOT), os.environ.get("PYTHONPATH", "")) if p)
    return {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"}


def say(text: str) -> None:
    """Tell the person at once, even when output is piped."""
    print(text, flush=True)


def _is_installed(name: str) -> bool:
    asked = ["dpkg-query", "-W", "-f=${db:Status-Status}", name]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout == "installed"
