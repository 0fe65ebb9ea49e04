"""Real Syncthing on this machine alone: no discovery, no relay, no upgrade, nothing reported."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import urllib.request
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import defusedxml.ElementTree as SafeET
import pytest

FOLDER = "duodesk"
_QUIET = {
    "globalAnnounceEnabled": "false",
    "localAnnounceEnabled": "false",
    "relaysEnabled": "false",
    "natEnabled": "false",
    "crashReportingEnabled": "false",
    "startBrowser": "false",
    "setLowPriority": "false",
    "autoUpgradeIntervalH": "0",
    "urAccepted": "-1",
    "reconnectionIntervalS": "1",
    "globalAnnounceServer": "",
    "stunServer": "",
    "releasesURL": "",
    "urURL": "",
    "crashReportingURL": "",
}
_KEY = "only-on-this-machine"
# Straight to this machine, whatever proxy the surroundings name.
_OPEN = urllib.request.build_opener(urllib.request.ProxyHandler({})).open


def program() -> str:
    """Where Syncthing is; a test that needs it is skipped where it is not installed."""
    found = shutil.which("syncthing")
    if found is None:
        if os.environ.get("DUODESK_CI"):
            pytest.fail("Syncthing is not installed")
        pytest.skip("Syncthing is not installed")
    return found


@dataclass(slots=True)
class Daemon:
    """One Syncthing with a home of its own, sharing one folder."""

    home: Path
    folder: Path
    device: str = ""
    port: int = 0
    gui: int = 0
    running: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def generate(self) -> None:
        """Keys, and two free ports."""
        self._call("generate", "--no-default-folder", "--skip-port-probing")
        self.device = self._call("--device-id").strip()
        self.port, self.gui = _free_port(), _free_port()

    def configure(self, others: list[Daemon], delay: float) -> None:
        """Know the others, share the folder with them, look at it `delay` seconds after it
        changed.

        Of two only one calls the other. Syncthing calls from the port at which it listens: where
        two that begin together call each other, both calls may be one connection in which each
        waits for the other's word, until it gives up after 20 seconds.
        """
        place = self.home / "config.xml"
        tree = SafeET.parse(place)
        options = tree.find("options")
        gui = tree.find("gui")
        own = tree.find("device")
        defaults = tree.find("defaults/folder")
        assert options is not None
        assert gui is not None
        assert own is not None
        assert defaults is not None
        for name, value in _QUIET.items():
            _set(options, name, value)
        _set(options, "listenAddress", f"tcp://127.0.0.1:{self.port}")
        _set(gui, "address", f"127.0.0.1:{self.gui}")
        _set(gui, "apikey", _KEY)
        shared = deepcopy(defaults)
        shared.attrib |= {
            "id": FOLDER, "label": FOLDER, "path": str(self.folder), "fsWatcherDelayS": str(delay)
        }  # fmt: skip
        for other in others:
            known = deepcopy(own)
            known.attrib |= {"id": other.device, "name": other.home.name}
            calls = other.device < self.device
            _set(known, "address", f"tcp://127.0.0.1:{other.port}" if calls else "dynamic")
            tree.getroot().append(known)
            ET.SubElement(shared, "device", {"id": other.device})
        tree.getroot().append(shared)
        tree.write(place, encoding="utf-8")

    def start(self) -> None:
        with (self.home / "log").open("ab") as log:
            self.running = subprocess.Popen(
                [program(), "serve", *self._home(), "--no-browser", "--no-restart", "--no-upgrade"],
                env=self._surroundings(),
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def stop(self) -> None:
        if self.running is not None:
            self.running.terminate()
            self.running.wait()
            self.running = None

    def connected(self) -> int:
        """With how many others it speaks now; 0 while it does not answer."""
        told = self._asked("/rest/system/connections")
        return sum(one["connected"] for one in told.get("connections", {}).values())

    def _asked(self, path: str) -> Any:
        asked = urllib.request.Request(
            f"http://127.0.0.1:{self.gui}{path}", headers={"X-API-Key": _KEY}
        )
        try:
            with _OPEN(asked, timeout=5) as answer:
                return json.load(answer)
        except OSError:
            return {}

    def _call(self, *arguments: str) -> str:
        return subprocess.run(
            [program(), *arguments, *self._home()],
            env=self._surroundings(),
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    def _home(self) -> list[str]:
        return [f"--home={self.home}"]

    def _surroundings(self) -> dict[str, str]:
        return {"HOME": str(self.home), "PATH": os.environ["PATH"]}


def _set(parent: ET.Element, name: str, value: str) -> None:
    found = parent.find(name)
    if found is None:
        found = ET.SubElement(parent, name)
    found.text = value


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])
