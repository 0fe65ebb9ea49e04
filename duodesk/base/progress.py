"""How long work says where it is, and how it is told to stop."""

from __future__ import annotations

from typing import Protocol


class Cancelled(Exception):
    """The person asked to stop; the work leaves everything as it was."""


class Progress(Protocol):
    """Receives steps of long work; raises `Cancelled` when the person asked to stop."""

    def step(self, done: int, total: int, text: str = "") -> None: ...


class Silent:
    """Listens to nothing and never stops."""

    def step(self, done: int, total: int, text: str = "") -> None:
        """Take no notice."""


silent: Progress = Silent()
