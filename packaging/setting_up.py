"""Set-up of a checkout on a bare machine: Debian packages, virtual environment, dependencies.

Only the standard library; called by run.py and test.py; the second time it only looks.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
# How pip names a package it fetches, finds there, leaves out, or takes from a folder.
TOLD = re.compile(
    r"(?:Collecting|Requirement already satisfied:|Ignoring) ([\w.-]+)|Processing .*?([^/\\]+?)-\d"
)
PINNED = {"run": HERE / "requirements.txt", "test": HERE / "requirements-test.txt"}


def set_up(purpose: str) -> None:
    """Make all ready for "run" or "test", or end with one clear line saying what is missing."""
    if sys.version_info < (3, 11):
        sys.exit("Duodesk needs Python 3.11 or newer.")
    install_debian_packages(purpose)
    make_environment()
    install_requirements(purpose)


def debian_packages(purpose: str) -> list[str]:
    """The packages that `purpose` needs; the tests need what running needs too."""
    lines = [line.split("#")[0].split() for line in (HERE / "debian.txt").read_text().splitlines()]
    wanted = [
        name for name, needed_by in filter(None, lines) if needed_by == "run" or purpose == "test"
    ]
    # Debian keeps `venv` out of its python3; a Python from elsewhere brings it.
    return wanted if importlib.util.find_spec("ensurepip") else ["python3-venv", *wanted]


def install_debian_packages(purpose: str) -> None:
    """Install what is missing, as root; anyone else gets one line to paste."""
    if not shutil.which("dpkg-query"):
        return
    present = installed_packages()
    missing = [name for name in debian_packages(purpose) if name not in present]
    if not missing:
        return
    apt = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if os.geteuid() != 0:
        say(f"Some system packages are missing. Paste this once:\n  sudo {' '.join(apt)}")
        return
    say(f"Installing system packages: {' '.join(missing)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "-q", "update"], apt):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            say((done.stderr or done.stdout).strip()[-2000:])
            say(f"They could not be installed; going on without. By hand: sudo {' '.join(apt)}")
            return


def installed_packages() -> set[str]:
    """All that dpkg has, by every name it answers to: newer Debians rename some libraries."""
    asked = ["dpkg-query", "-W", "-f=${db:Status-Status}|${Package}, ${Provides}\n"]
    told = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    lines = [line.split("|", 1)[1] for line in told.splitlines() if line.startswith("installed|")]
    return {name.split()[0] for line in lines for name in line.split(",") if name.strip()}


def make_environment() -> None:
    """The virtual environment `.venv` of this checkout, one that has pip."""
    site = "Lib/site-packages" if os.name == "nt" else "lib/python3*/site-packages"
    if PYTHON.exists() and any(VENV.glob(f"{site}/pip/__init__.py")):
        return
    say("Making the virtual environment .venv")
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if subprocess.call(command, stdout=subprocess.DEVNULL):
        sys.exit("Python cannot make virtual environments here: sudo apt-get install python3-venv")


def install_requirements(purpose: str) -> None:
    """Install the pinned list, unless exactly this list was installed before."""
    if any(_stamp(p).exists() and _stamp(p).read_text() == _hash(p) for p in {purpose, "test"}):
        return
    for stale in PINNED:
        _stamp(stale).unlink(missing_ok=True)
    total = len(re.findall(r"^\S+==", PINNED[purpose].read_text(), re.MULTILINE))
    say(f"Installing {total} dependencies (once; some minutes)")
    for number, name in enumerate(_pip_install(PINNED[purpose]), start=1):
        say(f"  {number} of {total}: {name}")
    _stamp(purpose).write_text(_hash(purpose))


def _pip_install(pinned: Path) -> Iterator[str]:
    """Run pip and tell each package as it comes; of what else it says, only why it failed."""
    options = ["--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
    command = [str(PYTHON), "-m", "pip", "install", *options, "--require-hashes", "--no-deps"]
    surroundings = {**os.environ, "PYTHONUNBUFFERED": "1"}
    # Settings of the machine that would put the packages elsewhere.
    for elsewhere in ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PYTHONPATH", "PYTHONHOME"):
        surroundings.pop(elsewhere, None)
    errors = []
    with subprocess.Popen(
        [*command, "-r", str(pinned)],
        env=surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as pip:
        for line in pip.stdout or ():
            if found := TOLD.match(line):
                yield found[1] or found[2]
            if line.startswith("ERROR:"):
                errors.append(line.strip())
    if pip.returncode:
        sys.exit("\n".join([*errors, "The dependencies could not be installed. Try again."]))


def environment() -> dict[str, str]:
    """The environment in which our own code runs: this checkout first on the path."""
    path = os.pathsep.join(p for p in (str(ROOT), os.environ.get("PYTHONPATH", "")) if p)
    return {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"}


def say(text: str) -> None:
    """Tell the person at once, even when output is piped."""
    print(text, flush=True)


def _stamp(purpose: str) -> Path:
    return VENV / f"duodesk-{PINNED[purpose].name}.stamp"


def _hash(purpose: str) -> str:
    return hashlib.sha256(PINNED[purpose].read_bytes()).hexdigest()
