"""The self-test: the installed program does a little of everything it promises, in a folder of its
own.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import SystemRandom

from duodesk.base.clock import SystemClock
from duodesk.base.errors import UserError
from duodesk.base.i18n import LANGUAGES, _, speaking
from duodesk.cli.opening import founder, say
from duodesk.store import access, dump
from duodesk.store.access import Means
from duodesk.store.keys import Cost
from duodesk.store.profile import Profile

SPOKEN = "proof of the installed program"


def prove(language: str) -> int:
    """Run every proof and say how each went; 0 when all hold."""
    failures = 0
    for name, proof in PROOFS:
        try:
            proof()
        except Exception as error:  # noqa: BLE001 - a proof that fails is what we are looking for
            failures += 1
            say(f"FAILED  {name}: {type(error).__name__}: {error}")
        else:
            say(f"ok      {name}")
    with speaking(language):
        say(_("Everything works.") if not failures else _("Proofs that failed: %(n)s", n=failures))
    return 1 if failures else 0


def _desk() -> None:
    """Found, write, undo, close, open, compare; a wrong passphrase is refused."""
    means = Means(SystemClock(), SystemRandom(), Cost.cheapest())
    with tempfile.TemporaryDirectory() as folder:
        profile = Profile(Path(folder) / "profile")
        desk = access.found(profile, SPOKEN, founder("BRU", "Proof", "fr"), means).desk
        before = dump.dump(desk.store)
        desk.back_up()
        desk.close()
        again = access.unlock(profile, SPOKEN, means)
        _agree(dump.dump(again.store), before)
        again.close()
        try:
            access.unlock(profile, "another", means)
        except UserError:
            return
        raise AssertionError


def _languages() -> None:
    """Every catalogue is on board."""
    for code in LANGUAGES:
        with speaking(code):
            _("Given name")
    with speaking("fr"):
        _agree(_("Given name"), "Prénom")


def _qt() -> None:
    """Qt starts, and calls that return nothing leave None alone: on Python 3.11 PySide6 6.12.0
    loses a reference to None in each, and ends the program after some thousands.
    """
    import os

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication, QWidget

    app = QApplication.instance() or QApplication([])
    widget = QWidget()
    before = sys.getrefcount(None)
    for _n in range(20_000):
        widget.setObjectName("proof")
    if before - sys.getrefcount(None) > 1000:
        raise AssertionError
    del widget, app


def _agree(one: object, other: object) -> None:
    if one != other:
        raise AssertionError


PROOFS: tuple[tuple[str, Callable[[], None]], ...] = (
    ("desk file", _desk),
    ("languages", _languages),
    ("Qt", _qt),
)
