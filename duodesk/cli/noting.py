"""`recruit note`: the information note of a volunteer, and its receipt."""

from __future__ import annotations

import argparse

from duodesk.base.dates import short
from duodesk.base.files import atomic_write
from duodesk.base.i18n import _
from duodesk.cli.opening import opened, say, say_json
from duodesk.cli.recruiting import way_numbered
from duodesk.documents.commands import print_letter
from duodesk.documents.information_note import Receipt, information_note, receive


def note(arguments: argparse.Namespace) -> None:
    """Print the note, or write down the day on which it was received."""
    with opened(arguments) as desk:
        store = desk.store
        row = way_numbered(store, arguments.number, "mentor")
        if arguments.received is not None:
            receive(store, row.enrolment_id, Receipt(arguments.received))
            done = {"received": arguments.received.isoformat()}
            told = _("Received on %(day)s", day=short(arguments.received))
        else:
            with store.read() as session:
                paper = information_note(session, row.enrolment_id, today=store.clock.today())
            printed = print_letter(store, row.person_id, paper)
            atomic_write(arguments.out, printed.content)
            done = {"file": str(arguments.out)}
            told = _("Written: %(name)s", name=arguments.out.name)
    if arguments.json:
        say_json({"number": row.number, **done})
    else:
        say(told)
