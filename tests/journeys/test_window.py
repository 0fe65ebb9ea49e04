"""A real window under Xvfb, driven by real keys: the demonstration opens, answers, closes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = ("Xvfb", "openbox", "xdotool")
LIMIT = 60.0


def until(holds: Callable[[], str], what: str) -> str:
    """Wait for a fact that another process brings about; a fact that never comes is a failure."""
    begun = time.monotonic()
    while time.monotonic() - begun < LIMIT:
        if found := holds():
            return found
        threading.Event().wait(0.2)  # between two looks, not for the fact
    pytest.fail(f"never came: {what}")


@pytest.fixture
def screen(tmp_path: Path) -> Generator[dict[str, str]]:
    """A screen in memory with a window manager."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        if os.environ.get("DUODESK_CI"):
            pytest.fail(f"not installed: {missing}")
        pytest.skip(f"not installed: {missing}")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        display = f":{told.readline().strip()}"
    environment = {
        **os.environ,
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "LANG": "en_US.UTF-8",
    }
    manager = subprocess.Popen(
        ["openbox"], env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    yield environment
    for process in (manager, server):
        process.terminate()
        process.wait()


def tool(environment: dict[str, str], *arguments: str) -> str:
    told = subprocess.run(
        ["xdotool", *arguments], env=environment, capture_output=True, text=True, check=False
    )
    return told.stdout.strip()


@pytest.mark.journey
@pytest.mark.heavy
def test_the_demonstration_opens_answers_keys_and_closes(
    screen: dict[str, str], tmp_path: Path
) -> None:
    with (tmp_path / "stderr").open("w") as said:
        program = subprocess.Popen(
            [sys.executable, "-m", "duodesk", "--demo"], env=screen, cwd=ROOT, stderr=said
        )
    try:
        window = until(
            lambda: tool(screen, "search", "--name", "DUO · .*Duodesk").split("\n")[0],
            "the window of the demonstration",
        )
        tool(screen, "windowactivate", "--sync", window)
        tool(screen, "key", "--window", window, "ctrl+3")
        tool(screen, "key", "F1")
        seen = ("search", "--onlyvisible", "--name", "^(Aide|Help|Hulp)$")
        help_ = until(lambda: tool(screen, *seen).split("\n")[0], "the help by its key")
        tool(screen, "windowactivate", "--sync", help_, "key", "Escape")
        until(lambda: "" if tool(screen, *seen) else "gone", "the end of the help")
        tool(screen, "windowactivate", "--sync", window, "key", "alt+F4")
        until(lambda: "closed" if program.poll() is not None else "", "the end of the program")
        assert program.returncode == 0
        assert "Traceback" not in (tmp_path / "stderr").read_text()
    finally:
        program.kill()
        program.wait()
