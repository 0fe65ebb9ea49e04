"""Choices of this machine (language, theme, text size, printing), in a small file a person can
read.
"""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from duodesk.base.files import atomic_write

VERSION = 2


@dataclass(frozen=True, slots=True)
class MachineSettings:
    """What this laptop remembers; office choices live in the desk file instead."""

    version: int = VERSION
    language: str = ""
    theme: str = "system"
    text_size: int = 100
    lock_minutes: int = 10
    backup_folder: str = ""
    exchange_folder: str = ""
    # As chosen last when something was printed; empty is as the system has it. Duplex is one of
    # none, long and short: the side at which the sheets are turned.
    printer: str = ""
    duplex: str = ""
    copies: int = 1
    tray: str = ""
    # Of a paper that is signed, for each who signs it.
    signing_copies: int = 1


def load(path: Path) -> MachineSettings:
    """Read the file; a missing or unreadable one means the defaults, never a failure to start."""
    try:
        known = _upgraded(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return MachineSettings()
    usual = MachineSettings()
    fitting = {
        field.name: known[field.name]
        for field in fields(MachineSettings)
        if type(known.get(field.name)) is type(getattr(usual, field.name))
    }
    return replace(usual, **fitting)


def save(path: Path, settings: MachineSettings) -> None:
    """Write the file whole."""
    lines = [f"{name} = {_toml(value)}" for name, value in asdict(settings).items()]
    atomic_write(path, ("\n".join(lines) + "\n").encode())


def _upgraded(known: dict[str, Any]) -> dict[str, Any]:
    """Bring an older file to today's form; later versions add their step here, numbered.

    2: how one prints; what was not chosen before has its default.
    """
    return {**known, "version": VERSION}


def _toml(value: object) -> str:
    if isinstance(value, int):
        return str(value)
    text = str(value).replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{text}"'
