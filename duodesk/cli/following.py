"""`exchange follow`: a shared folder followed without a window, once or until it is stopped."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from duodesk.base.errors import UserError
from duodesk.base.i18n import _
from duodesk.cli.exchange import document, tell
from duodesk.cli.opening import opened, say, say_json
from duodesk.exchange.folder import PATIENCE, Carried, Seen, refuse_folder
from duodesk.store.access import OpenDesk

# Seconds between two looks, and looks between two files that only acknowledge: as in the window.
_LOOK, _LOOKS = 2.0, 15


def follow(arguments: argparse.Namespace) -> None:
    """Take in what came, write what the others lack, say what happened."""
    with opened(arguments) as desk:
        refuse_folder(arguments.folder, desk.profile.folder)
        patience = 0 if arguments.once else PATIENCE
        carried = Carried(
            desk.store,
            arguments.folder,
            desk.waiting,
            patience=patience,
            back_up=desk.have_backup,
        )
        following = _Following(desk, carried, as_json=arguments.json)
        if arguments.once:
            following.go_round(write=True)
            return
        with _stopping() as stop:
            rounds = 0
            while not stop.is_set():
                following.try_round(write=rounds % _LOOKS == 0)
                rounds += 1
                stop.wait(_LOOK)
            following.try_round(write=True)


@contextmanager
def _stopping() -> Generator[threading.Event]:
    """Set when the person or the system wants the command to end; it ends after the round."""
    stop = threading.Event()
    signals = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(one, lambda _number, _frame: stop.set()) for one in signals]
    try:
        yield stop
    finally:
        for one, handler in zip(signals, before, strict=True):
            signal.signal(one, handler)


class _Following:
    """One folder, and what was said of it already."""

    def __init__(self, desk: OpenDesk, carried: Carried, *, as_json: bool) -> None:
        self._desk = desk
        self._carried = carried
        self._as_json = as_json
        self._standing: set[str] = set()
        self._problem = ""

    def try_round(self, *, write: bool) -> None:
        """A round; what hinders it is said once, as long as it lasts."""
        try:
            self.go_round(write=write)
            self._problem = ""
        except UserError as error:
            if str(error) != self._problem:
                self._problem = str(error)
                sys.stderr.write(f"{error}\n")

    def go_round(self, *, write: bool) -> None:
        """Look, write, and say what is new."""
        seen = self._carried.look()
        written = self._carried.write() if write else None
        if seen.taken or written:
            self._desk.mark()
        standing = _standing(seen)
        new = [line for line in standing if line not in self._standing]
        self._standing = set(standing)
        if self._as_json:
            if seen.taken or written or new:
                say_json(_document(seen, written))
        else:
            tell(seen.taken, as_json=False)
            for line in new:
                say(line)
            if written:
                say(_("Written: %(name)s", name=written.name))
        sys.stdout.flush()


def _standing(seen: Seen) -> list[str]:
    """What lies in the folder and was not taken."""
    waiting = [
        _("“%(name)s” waits for a person: see it with “duodesk exchange look”.", name=path.name)
        for path in seen.for_person
    ]
    refused = [f"{name}: {error}" for name, error in seen.refused.items()]
    others = [_("“%(name)s” was made for other laptops.", name=name) for name in seen.for_others]
    return [*waiting, *refused, *others]


def _document(seen: Seen, written: Path | None) -> dict[str, Any]:
    return {
        "taken": [document(one) for one in seen.taken],
        "for_person": [path.name for path in seen.for_person],
        "refused": {name: str(error) for name, error in seen.refused.items()},
        "for_others": seen.for_others,
        "written": written.name if written else None,
    }
