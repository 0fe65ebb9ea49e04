"""Opening the desk that a command names: profile, passphrase, lock; and letting go of it again."""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from random import SystemRandom
from typing import Any

from duodesk.base.clock import SystemClock
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_, _
from duodesk.office.seeds import OFFICES, office_seed
from duodesk.store import access
from duodesk.store.access import Means, OpenDesk
from duodesk.store.founding import Founder
from duodesk.store.keys import Cost
from duodesk.store.profile import Profile, default_folder

# The price of a guess in tests of the command line ("least"); people never set it.
_COST = "DUODESK_KEY_COST"


def means() -> Means:
    """The clock, randomness and key cost of a real run."""
    cost = Cost.cheapest() if os.environ.get(_COST) == "least" else Cost()
    return Means(SystemClock(), SystemRandom(), cost)


def profile(arguments: argparse.Namespace) -> Profile:
    """The profile named, or the usual one of this system."""
    return Profile(arguments.profile or default_folder())


def passphrase() -> str:
    """From `DUODESK_PASSPHRASE`, or asked for without echo."""
    given = os.environ.get("DUODESK_PASSPHRASE")
    title = _("Passphrase")
    return given if given is not None else getpass.getpass(f"{title}: ")


@contextmanager
def opened(arguments: argparse.Namespace) -> Generator[OpenDesk]:
    """The desk, unlocked for one command."""
    desk = access.unlock(profile(arguments), passphrase(), means())
    try:
        _greet(desk)
        yield desk
    finally:
        desk.close()


def _greet(desk: OpenDesk) -> None:
    """Say what a person should know; a desk that cannot go on safely leaves no mark, so that the
    next command meets it as it is.
    """
    from duodesk.exchange import coming_back

    try:
        greeted = coming_back.greet(desk.store, desk.profile.folder)
    except UserError:
        desk.leaves_mark = False
        raise
    told = [_(coming_back.RESTORED)] if greeted.restored else []
    told += [
        _("“%(name)s” waits for a person: see it with “duodesk exchange look”.", name=path)
        for path in greeted.asks
    ]
    sys.stderr.writelines(f"{line}\n" for line in told)


def founder(code: str, author: str, language: str) -> Founder:
    """Who founds a desk; raises `UserError` for an office nobody knows."""
    seed = office_seed(code.upper())
    if seed is None:
        raise UserError(
            N_("There is no office “%(code)s”. The offices are %(known)s."),
            code=code,
            known=", ".join(s.code for s in OFFICES),
        )
    return Founder(seed.id, seed.code, author or "?", language)


def say(text: str) -> None:
    """One line for a person."""
    sys.stdout.write(f"{text}\n")


def say_json(document: Any) -> None:
    """One JSON document and nothing else."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
