"""`lookalikes`, `merge` and `part`: one person registered twice, as the window shows it."""

from __future__ import annotations

import argparse
from typing import Any

from sqlalchemy.orm import Session

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_, _
from duodesk.cli.opening import opened, say, say_json
from duodesk.people import apart, merging
from duodesk.people.apart import Pair
from duodesk.people.likeness import Known
from duodesk.people.merging import Entry
from duodesk.people.text import list_name


def lookalikes(arguments: argparse.Namespace) -> None:
    """Every two who may be one person, surest first, with the reasons."""
    with opened(arguments) as desk, desk.store.read() as session:
        found = apart.pairs(session)
    if arguments.json:
        say_json({"pairs": [_pair(one) for one in found]})
        return
    for one in found:
        say(f"{_named(one.one)}  =  {_named(one.other)}")
        say("  " + ", ".join(map(str, one.reasons)))
    if not found:
        say(_("Nobody seems to be registered twice."))


def merge(arguments: argparse.Namespace) -> None:
    """Make one person of two entries; the one behind `--into` goes on."""
    with opened(arguments) as desk:
        with desk.store.read() as session:
            other, keep = (_entry(session, n) for n in (arguments.number, arguments.into))
        merging.merge(desk.store, keep.id, other.id)
    if arguments.json:
        say_json({"goes_on": keep.number, "joined": other.number})
    else:
        say(
            _("%(other)s is now one person with %(name)s (%(number)s).", other=other.number,
              name=keep.name, number=keep.number)
        )  # fmt: skip


def part(arguments: argparse.Namespace) -> None:
    """They are two people after all."""
    with opened(arguments) as desk:
        with desk.store.read() as session:
            entry = _entry(session, arguments.number)
        merging.part(desk.store, entry.id)
    if arguments.json:
        say_json({"parted": entry.number})
    else:
        say(_("%(name)s (%(number)s) stands for itself again.", name=entry.name,
              number=entry.number))  # fmt: skip


def _entry(session: Session, number: str) -> Entry:
    found = merging.numbered(session, number)
    if found is None:
        raise UserError(
            N_("Nobody has the number %(number)s. It looks like BRU-10001."), number=number
        )
    return found


def _pair(one: Pair) -> dict[str, Any]:
    return {
        "numbers": [one.one.number, one.other.number],
        "names": [_name(one.one), _name(one.other)],
        "certainty": one.certainty,
        "reasons": [str(reason) for reason in one.reasons],
    }


def _named(one: Known) -> str:
    return f"{one.number or '?'}  {_name(one)}"


def _name(one: Known) -> str:
    return list_name(one.family_name, one.given_name)
