"""What `request` does: what people ask about the data kept of them, the answers, and what is held
of somebody.
"""

from __future__ import annotations

import argparse

from duodesk.base.dates import short
from duodesk.base.errors import UserError
from duodesk.base.files import atomic_write
from duodesk.base.i18n import N_, _, ngettext
from duodesk.cli.handing import person_of
from duodesk.cli.opening import opened, say, say_json
from duodesk.documents import request_letters
from duodesk.documents.commands import print_letter
from duodesk.documents.dossier import Wanted, as_json, dossier
from duodesk.documents.dossier_sheet import draw_dossier
from duodesk.documents.draw import draw
from duodesk.exchange.holders import holders
from duodesk.people import requests
from duodesk.people.request_words import answer_title, wish_title
from duodesk.people.requests import Answer, RequestRow, Wish
from duodesk.store.store import Store

_CODE = 8  # of an identity, by which a request is named


def list_requests(arguments: argparse.Namespace) -> None:
    """A line for each."""
    with opened(arguments) as desk, desk.store.read() as session:
        rows = requests.requests(
            session, office_id=desk.store.office_id, open_only=not arguments.all
        )
    if arguments.json:
        say_json({"requests": [_document(row) for row in rows]})
        return
    for row in rows:
        day = short(row.due_on) if row.open else answer_title(row.answer)
        say(f"{_code(row)}  {day}  {wish_title(row.wish)}  {row.person or '?'}")


def receive(arguments: argparse.Namespace) -> None:
    """Write down a request that came."""
    with opened(arguments) as desk:
        store = desk.store
        person_id = person_of(store, arguments.number).id if arguments.number else None
        on = arguments.on or store.clock.today()
        wish = Wish(arguments.wish)
        made = requests.receive(store, person_id, wish, on=on, note=arguments.note)
        with store.read() as session:
            row = requests.request(session, made.request_id)
    if row is None:
        return
    if arguments.json:
        say_json(_document(row))
    else:
        say(_("Request %(code)s: the answer must leave by %(day)s.",
              code=_code(row), day=short(row.due_on)))  # fmt: skip


def answer(arguments: argparse.Namespace) -> None:
    """Write down what was answered."""
    with opened(arguments) as desk:
        store = desk.store
        row = _found(store, arguments.request)
        on = arguments.on or store.clock.today()
        requests.answer(store, row.id, Answer(arguments.said), on=on, reason=arguments.reason)
    if arguments.json:
        say_json({"request": _code(row), "answer": arguments.said, "on": on.isoformat()})
    else:
        say(_("Answered. Print the letter with: request letter."))


def write(arguments: argparse.Namespace) -> None:
    """The letter that comes next."""
    with opened(arguments) as desk:
        store = desk.store
        row = _found(store, arguments.request, answered=True)
        with store.read() as session:
            paper = request_letters.request_letter(
                session, row.id, request_letters.kinds_for(row)[0], today=store.clock.today(),
                wanted=request_letters.Wanted(language=arguments.reader),
            )  # fmt: skip
        content = draw(paper)
        if row.person_id is not None:
            content = print_letter(store, row.person_id, paper).content
        atomic_write(arguments.out, content)
    if arguments.json:
        say_json({"request": _code(row), "letter": paper.kind.code, "file": str(arguments.out)})
    else:
        say(_("%(title)s: %(file)s", title=paper.kind.title, file=arguments.out))


def tell_all(arguments: argparse.Namespace) -> None:
    """Everything that the desk holds about somebody."""
    with opened(arguments) as desk:
        store = desk.store
        row = person_of(store, arguments.number)
        wanted = Wanted(
            office_id=store.office_id,
            language=arguments.reader,
            with_changes=arguments.changes,
            received=holders(store, row.id),
        )
        with store.read() as session:
            told = dossier(session, row.id, today=store.clock.today(), wanted=wanted)
        atomic_write(arguments.out, draw_dossier(told))
        if arguments.json_out:
            atomic_write(arguments.json_out, as_json(told))
    if arguments.json:
        say_json({"person": told.number, "entries": told.entries, "language": told.language})
    else:
        say(ngettext("%(n)s entry about %(name)s", "%(n)s entries about %(name)s", told.entries,
                     name=told.name))  # fmt: skip


def _found(store: Store, asked: str, *, answered: bool = False) -> RequestRow:
    """The request with this code, or the one of the person with this number that is due first."""
    with store.read() as session:
        rows = requests.requests(session, office_id=store.office_id)
    for row in rows:
        if _code(row) == asked.casefold():
            return row
    if "-" in asked:
        person_id = person_of(store, asked).id
        for row in rows:
            if row.person_id == person_id and (row.open or answered):
                return row
    raise UserError(
        N_("There is no such request: “%(asked)s”. The codes stand in: request list --all."),
        asked=asked,
    )


def _code(row: RequestRow) -> str:
    return row.id.hex[-_CODE:]


def _document(row: RequestRow) -> dict[str, object]:
    return {
        "request": _code(row),
        "wish": str(row.wish),
        "person": str(row.person_id) if row.person_id else None,
        "name": row.person,
        "received_on": row.received_on.isoformat(),
        "due_on": row.due_on.isoformat(),
        "extended_on": row.extended_on and row.extended_on.isoformat(),
        "answered_on": row.answered_on and row.answered_on.isoformat(),
        "answer": row.answer and str(row.answer),
    }
