"""`recruit` and `partners`: who is on the way in, a decision, the directory of partners."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from duodesk.base import reference
from duodesk.base.collate import fold
from duodesk.base.dates import short
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_, _, ngettext
from duodesk.base.ids import Id
from duodesk.cli.opening import opened, say, say_json
from duodesk.people import partners
from duodesk.people.deciding import Decision, Grounds, decide
from duodesk.people.partners import PartnerRow, PartnerValues
from duodesk.people.recruiting import WayRow, on_the_way, ways_numbered
from duodesk.people.steps import TITLES, Haste
from duodesk.store.store import Store

_UNKNOWN = "?"


def show(arguments: argparse.Namespace) -> None:
    """Everybody of this office on the way in, with the step that comes next."""
    with opened(arguments) as desk, desk.store.read() as session:
        today = desk.store.clock.today()
        rows = on_the_way(session, today=today, office_id=desk.store.office_id)
    if arguments.json:
        say_json({"day": today.isoformat(), "people": [_document(row) for row in rows]})
        return
    for row in rows:
        say(_line(row))
    if not rows:
        say(_("Nobody is on the way in."))


def decide_(arguments: argparse.Namespace) -> None:
    """Record a decision about one person."""
    with opened(arguments) as desk:
        store = desk.store
        row = way_numbered(store, arguments.number, arguments.role)
        house = arguments.redirect
        decision = Decision(arguments.decision) if house is None else Decision.REDIRECTED
        grounds = Grounds(
            reason=_reason(arguments.reason),
            partner_id=_partner(store, house) if house not in {None, _UNKNOWN} else None,
        )
        decide(store, row.enrolment_id, decision, on=arguments.on, grounds=grounds)
        after = way_numbered(store, arguments.number, row.role)
    if arguments.json:
        say_json(_document(after))
        return
    what = reference.chosen("status", after.status)
    say(_("%(name)s (%(number)s): %(what)s", name=after.name, number=after.number, what=what))


def directory(arguments: argparse.Namespace) -> None:
    """The partners of this office, with what came of each."""
    with opened(arguments) as desk, desk.store.read() as session:
        found = partners.partners(
            session,
            office_id=desk.store.office_id,
            closed=arguments.closed,
        )
    if arguments.json:
        say_json({"partners": [_partner_document(one) for one in found]})
        return
    for one in found:
        n = one.figures.referred
        sent = ngettext("%(n)s person sent", "%(n)s people sent", n)
        kind = reference.chosen("partner_kind", one.values["kind"])
        closed = _("closed on %(day)s", day=short(one.closed_on)) if one.closed_on else ""
        say(" · ".join(part for part in (one.name, kind, sent, closed) if part))
    if not found:
        say(_("No partner organisation yet."))


def add(arguments: argparse.Namespace) -> None:
    """Put an organisation into the directory."""
    kinds = reference.picklist("partner_kind")
    if arguments.kind is not None and arguments.kind not in kinds:
        raise UserError(
            N_("There is no kind of organisation “%(kind)s”. Known are: %(known)s."),
            kind=arguments.kind,
            known=", ".join(kinds),
        )
    values = PartnerValues(
        name=arguments.name,
        kind=arguments.kind,
        refers=arguments.sends or None,
        receives=arguments.takes or None,
        contact_name=arguments.contact,
        phone=arguments.phone,
        email=arguments.email,
    )
    with opened(arguments) as desk:
        made = partners.add_partner(desk.store, values)
        with desk.store.read() as session:
            shown = partners.partner(session, made.partner_id)
    if arguments.json and shown is not None:
        say_json(_partner_document(shown))
    elif shown is not None:
        say(_("%(name)s is in the directory.", name=shown.name))


def way_numbered(store: Store, number: str, role: str | None) -> WayRow:
    """The taking part of a number; of two, the one in the role named, else the one under way."""
    with store.read() as session:
        found = _of_role(session, number, role, store.clock.today())
    if not found:
        raise UserError(
            N_("There is nobody with number %(number)s in that role. Numbers look like "
               "BRU-10001."),
            number=number,
        )  # fmt: skip
    return next((row for row in found if row.next is not None), found[-1])


def _of_role(session: Session, number: str, role: str | None, today: date) -> Sequence[WayRow]:
    rows = ways_numbered(session, number, today=today)
    return [row for row in rows if role is None or row.role == role]


def _reason(code: str | None) -> str | None:
    known = reference.picklist("decision_reason")
    if code is None or code in known:
        return code
    raise UserError(
        N_("There is no reason “%(code)s”. Known are: %(known)s."),
        code=code,
        known=", ".join(known),
    )


def _partner(store: Store, name: str) -> Id:
    """The partner with this name, or the only one whose name begins so."""
    with store.read() as session:
        houses = partners.options(session, office_id=store.office_id)
    wanted = fold(name)
    exact = [house for house, known in houses if fold(known) == wanted]
    begins = [house for house, known in houses if fold(known).startswith(wanted)]
    found = exact or begins
    if len(found) == 1:
        return found[0]
    if found:
        raise UserError(
            N_("More than one partner begins with “%(name)s”. Write the whole name."), name=name
        )
    raise UserError(
        N_("There is no partner “%(name)s” in the directory. See “duodesk partners list”, or write "
           "? when it is not known."),
        name=name,
    )  # fmt: skip


def _line(row: WayRow) -> str:
    role = reference.chosen("role", row.role)
    done = [f"{_(TITLES[mark.step])} {short(mark.day)}" for mark in row.marks if mark.day]
    parts = [", ".join(done)]
    coming = row.next
    if coming is not None:
        parts.append(_("next: %(step)s", step=_(TITLES[coming.step])))
        if coming.due is not None:
            parts.append(_("by %(day)s", day=short(coming.due)))
        if coming.haste == Haste.LATE:
            parts.append(_("late"))
    return f"{row.number}  {row.name} ({role}): " + " · ".join(parts)


def _document(row: WayRow) -> dict[str, Any]:
    coming = row.next
    return {
        "number": row.number,
        "name": row.name,
        "role": row.role,
        "status": row.status,
        "source": row.source,
        "partner": row.partner or None,
        "steps": [{"step": m.step, "state": m.state, "day": _iso(m.day)} for m in row.marks],
        "next": None
        if coming is None
        else {
            "step": coming.step,
            "since": _iso(coming.since),
            "due": _iso(coming.due),
            "haste": coming.haste,
        },
        "decided_on": _iso(row.facts.decided_on),
        "reason": row.decision_reason,
        "redirected_to": row.redirected_to or None,
    }


def _partner_document(one: PartnerRow) -> dict[str, Any]:
    told = ("name", "kind", "refers", "receives", "contact_name", "phone", "email", "municipality")
    figures = one.figures
    return {name: one.values[name] for name in told} | {
        "closed_on": _iso(one.closed_on),
        "figures": {
            "referred": figures.referred,
            "came": figures.came,
            "interviewed": figures.interviewed,
            "accepted": figures.accepted,
            "in_duo": figures.in_duo,
            "redirected": figures.redirected,
        },
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
