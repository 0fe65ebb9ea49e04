"""Commands about one person in several offices, and this laptop's own seal and lock: `exchange
offer, answer, withdraw, erase, renew, lock`.
"""

from __future__ import annotations

import argparse
from typing import Any

from sqlalchemy.orm import Session

from duodesk.base.errors import UserError
from duodesk.base.files import atomic_path
from duodesk.base.i18n import N_, _, ngettext
from duodesk.cli.opening import opened, say, say_json
from duodesk.exchange import erasure, handover, laptops
from duodesk.exchange.erasure import Removed
from duodesk.exchange.handover import TransferRow
from duodesk.office import queries as office
from duodesk.people import queries as people
from duodesk.people.queries import PersonRow
from duodesk.store.store import Store


def offer(arguments: argparse.Namespace) -> None:
    """Offer a person to another office."""
    with opened(arguments) as desk:
        row = person_of(desk.store, arguments.number)
        with desk.store.read() as session:
            to = office.office_of_code(session, arguments.to)
        handover.offer(desk.store, row.id, to.id)
    if arguments.json:
        say_json({"person": row.number, "to": to.code, "state": "offered"})
    else:
        say(_("Offered. The other office sees it with your next exchange file."))


def answer(arguments: argparse.Namespace) -> None:
    """Accept a person who is offered to this office, or refuse with a reason."""
    with opened(arguments) as desk:
        row = person_of(desk.store, arguments.number)
        told = _offer_of(desk.store, row)
        if arguments.accept:
            handover.accept(desk.store, told.id)
        else:
            handover.refuse(desk.store, told.id, arguments.refuse)
    state = "accepted" if arguments.accept else "refused"
    if arguments.json:
        say_json({"person": row.number, "state": state})
    elif arguments.accept:
        say(_("%(name)s is followed by your office now.", name=row.name))
    else:
        say(_("The hand-over is refused. The other office sees it with your next exchange file."))


def withdraw(arguments: argparse.Namespace) -> None:
    """Take an offer back before it is answered."""
    with opened(arguments) as desk:
        row = person_of(desk.store, arguments.number)
        handover.withdraw(desk.store, _offer_of(desk.store, row).id)
    if arguments.json:
        say_json({"person": row.number, "state": "withdrawn"})
    else:
        say(_("The offer is withdrawn."))


def erase(arguments: argparse.Namespace) -> None:
    """Erase a person for good, also one who was removed before; the number must be told twice."""
    with opened(arguments) as desk:
        store = desk.store
        row = _removed(store, arguments.number) or person_of(store, arguments.number)
        erasure.erase_person(store, row.id, typed=arguments.type, waiting=desk.waiting)
        desk.mark()
        done = erasure.erasures(store)[0]
    if arguments.json:
        say_json(
            {"person": row.number, "entries": done.rows, "confirmed": done.confirmed,
             "laptops": done.laptops, "missing": list(done.missing)}
        )  # fmt: skip
        return
    say(
        ngettext(
            "Erased for good. Confirmed by %(confirmed)s of %(n)s laptop.",
            "Erased for good. Confirmed by %(confirmed)s of %(n)s laptops; the others confirm with "
            "their next file.",
            done.laptops,
            confirmed=done.confirmed,
        )
    )


def renew(arguments: argparse.Namespace) -> None:
    """A new seal and lock for this laptop."""
    with opened(arguments) as desk:
        laptops.renew(desk.store)
        desk.mark()
        with desk.store.read() as session:
            name, since = laptops.us(desk.store, session).name, laptops.sealed_since(session)
    if arguments.json:
        say_json({"laptop": name, "since": since.isoformat() if since else None})
    else:
        say(_("The new seal and lock hold from now on."))


def lock(arguments: argparse.Namespace) -> None:
    """Write what opens this laptop's exchange files, for any `age` program: where this one is gone
    or not trusted, the files must open all the same.
    """
    with opened(arguments) as desk:
        laptops.settle(desk.store)
        with desk.store.read() as session:
            identities = laptops.us(desk.store, session).age_identities
    with atomic_path(arguments.file) as part:
        part.touch(mode=0o600)
        part.write_text("".join(f"{one}\n" for one in identities), encoding="ascii")
    if arguments.json:
        say_json({"file": str(arguments.file), "locks": len(identities)})
        return
    say(
        _(
            "Whoever has “%(name)s” can read every exchange file made for this laptop. Use it with "
            "“age -d -i”, then destroy it.",
            name=arguments.file.name,
        )
    )


def offers_document(session: Session) -> list[dict[str, Any]]:
    """Offers without an answer, for `exchange status --json`."""
    codes = {one.id: one.code for one in office.offices(session)}
    return [
        {"of": one.person, "person": str(one.person_id), "from": codes.get(one.from_office_id),
         "to": codes.get(one.to_office_id)}
        for one in handover.transfers(session)
    ]  # fmt: skip


def person_of(store: Store, number: str) -> PersonRow:
    """The person with this number; raises `UserError` for a number that nobody or several have."""
    with store.read() as session:
        rows = people.people(session, today=store.clock.today(), bare=True)
    found = [row for row in rows if row.number.casefold() == number.casefold()]
    if len(found) > 1:
        raise UserError(
            N_("Several people have the number %(number)s. Give one of them another first."),
            number=number,
        )
    if not found:
        raise UserError(
            N_("Nobody has the number %(number)s. It looks like BRU-10001."), number=number
        )
    return found[0]


def _removed(store: Store, number: str) -> Removed | None:
    """Who had this number and was removed, as long as nobody else has it."""
    with store.read() as session:
        rows = people.people(session, today=store.clock.today(), bare=True)
        gone = erasure.removed_people(session)
    held = {row.number.casefold() for row in rows}
    found = [one for one in gone if one.number.casefold() == number.casefold()]
    return found[0] if len(found) == 1 and number.casefold() not in held else None


def _offer_of(store: Store, row: PersonRow) -> TransferRow:
    with store.read() as session:
        told = handover.offer_of(session, row.id)
    if told is None:
        raise UserError(N_("%(name)s is not offered to any office."), name=row.name)
    return told
