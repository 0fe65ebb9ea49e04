"""`contact` and `alerts`: a talk with a duo written down, and which duos ask for attention, without
a window.
"""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from duodesk.base.i18n import _
from duodesk.cli.opening import opened, say, say_json
from duodesk.followup import contacts, watch
from duodesk.followup.finding import duo_numbered
from duodesk.followup.watch import WatchRow
from duodesk.model.followup import Party, Situation
from duodesk.model.recruitment import Channel

_SIDES = ("mentee", "mentor", "together")
_CHANNELS = ("phone", "email", "message", "in_person", "letter")
_SITUATIONS = ("looking", "not_looking", "positive", "out_of_scope")


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The commands with their arguments."""
    contact = commands.add_parser("contact", help="write down a talk with a duo, or an attempt")
    contact.add_argument("duo", metavar="DUO", help="number of the duo")
    contact.add_argument("--with", dest="side", choices=_SIDES, required=True)
    contact.add_argument("--channel", choices=_CHANNELS, default="phone")
    contact.add_argument("--no-answer", action="store_true", help="tried in vain")
    contact.add_argument("--minutes", type=int, metavar="N")
    contact.add_argument("--mood", type=int, metavar="1…5", help="how they say it goes")
    contact.add_argument("--situation", choices=_SITUATIONS, help="of the mentee, as told")
    contact.add_argument("--plan-written", action="store_true", help="the action plan is written")
    contact.add_argument("--text", default="", metavar="WORDS", help="what was said")
    contact.add_argument("--next", dest="next_on", type=date.fromisoformat, metavar="DATE")
    alerts = commands.add_parser("alerts", help="duos that ask for attention, worst first")
    alerts.add_argument("--mine", action="store_true", help="those that I look after today")
    for parser, run in ((contact, log_contact), (alerts, list_alerts)):
        parser.add_argument("--json", action="store_true")
        parser.set_defaults(run=run)


def log_contact(arguments: argparse.Namespace) -> None:
    """Write down a talk, and say what still asks for attention in the duo."""
    values = contacts.ContactValues(
        side=Party(arguments.side),
        channel=Channel(arguments.channel),
        reached=not arguments.no_answer,
        minutes=arguments.minutes,
        mood=arguments.mood,
        text=arguments.text,
        situation=Situation(arguments.situation) if arguments.situation else None,
        next_on=arguments.next_on,
        plan_written=arguments.plan_written,
    )
    with opened(arguments) as desk:
        store, today = desk.store, desk.store.clock.today()
        with store.read() as session:
            duo_id = duo_numbered(session, arguments.duo)
        contacts.log(store, duo_id, values)
        with store.read() as session:
            row = watch.watch(session, duo_id, today=today)
            proposed = contacts.propose_next(session, duo_id, values.side, today=today)
    if arguments.json:
        told = {"duo": arguments.duo, "reached": values.reached, "next": _iso(proposed)}
        say_json(told | {"alerts": _document(row)["alerts"] if row else []})
        return
    if values.reached:
        say(_("Written down: duo %(number)s was reached.", number=arguments.duo))
    else:
        say(_("Written down: duo %(number)s did not answer.", number=arguments.duo))
    if row and row.alerts:
        say(_line(row))


def list_alerts(arguments: argparse.Namespace) -> None:
    """The duos of this office that ask for attention, one line each."""
    with opened(arguments) as desk, desk.store.read() as session:
        store = desk.store
        rows = watch.watched(
            session,
            office_id=store.office_id,
            today=store.clock.today(),
            author_id=store.author_id if arguments.mine else None,
        )
    if arguments.json:
        say_json([_document(row) for row in rows])
        return
    shown = [row for row in rows if row.alerts]
    for row in shown:
        say(_line(row))
    if not shown:
        say(_("No duo asks for attention."))


def _line(row: WatchRow) -> str:
    duo, first = row.duo, row.alerts[0]
    tags = ", ".join(row.tags)
    parts = (duo.number, duo.names, str(first.reason), first.action.label, tags)
    return " · ".join(part for part in parts if part)


def _document(row: WatchRow) -> dict[str, Any]:
    duo = row.duo
    return {
        "duo": duo.number,
        "mentee": duo.mentee,
        "mentor": duo.mentor,
        "coordinator": duo.coordinator,
        "looks_after": duo.looks_after,
        "week": duo.week,
        "last_sign": _iso(duo.last_sign),
        "silent_days": duo.silent_days,
        "alerts": [
            {
                "rule": str(alert.rule),
                "weight": alert.weight,
                "reason": str(alert.reason),
                "action": str(alert.action),
            }
            for alert in row.alerts
        ],
        "put_off": [str(alert.rule) for alert in row.hidden],
        "put_off_until": _iso(row.snoozed_until),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
