"""`list people`: the list of the window on the command line, filtered or in a view; also as a
workbook.
"""

from __future__ import annotations

import argparse
from typing import Any

from sqlalchemy.orm import Session

from duodesk.base import reference
from duodesk.base.collate import fold
from duodesk.base.dates import short
from duodesk.base.errors import UserError
from duodesk.base.files import atomic_write
from duodesk.base.i18n import N_, _, ngettext
from duodesk.cli.opening import opened, say, say_json
from duodesk.lists.out import table_book
from duodesk.office import queries as office
from duodesk.paper.cells import Cell
from duodesk.paper.keeping import kept_until
from duodesk.paper.listing import Heading
from duodesk.people import filters, queries, views
from duodesk.people.filters import Wish
from duodesk.people.queries import PersonRow, spoken, trades
from duodesk.people.views import BUILT_IN, PEOPLE, ViewRow, Wanted
from duodesk.store.store import Store

_TITLES = (
    N_("Number"), N_("Name"), N_("Role"), N_("Age"), N_("Languages"), N_("Occupations"),
    N_("Status"), N_("Waiting"), N_("Municipality"), N_("Coordination"),
)  # fmt: skip


def people(arguments: argparse.Namespace) -> None:
    """The people that fit, in the order of names."""
    with opened(arguments) as desk:
        store = desk.store
        with store.read() as session:
            named = filters.names(session)
            wanted = _wanted(session, store, arguments.view) if arguments.view else Wanted()
            wishes = _together(wanted, [filters.typed(text, named) for text in arguments.filters])
            rows = queries.people(
                session,
                wishes=wishes,
                text=wanted.text,
                today=store.clock.today(),
                author_id=store.author_id,
            )
            told = filters.told(wishes, named)
            heading = _heading(session, store, len(rows), told)
    if arguments.xlsx:
        titles = [_(title) for title in _TITLES]
        cells = [_cells(row) for row in rows]
        atomic_write(arguments.xlsx, table_book(heading, titles, cells, made_at=store.clock.now()))
        say(_("The workbook is %(path)s.", path=arguments.xlsx))
    elif arguments.json:
        say_json(_document(rows, wishes, wanted, store))
    else:
        _tell(rows, told, wanted)


def _wanted(session: Session, store: Store, name: str) -> Wanted:
    """What a view of this office, or of the program, shows."""
    saved = views.views(session, PEOPLE, office_id=store.office_id)
    known = [*saved, *BUILT_IN]
    for view in known:
        if fold(name) in {fold(view.name), fold(_name(view))}:
            return view.wanted
    raise UserError(
        N_("There is no view “%(name)s”. Known are: %(known)s."),
        name=name,
        known=", ".join(map(_name, known)),
    )


def _name(view: ViewRow) -> str:
    return view.name if view.id is not None else _(view.name)


def _together(wanted: Wanted, typed: list[Wish]) -> tuple[Wish, ...]:
    """The wishes of the view, with those typed; the same kind typed twice means either."""
    wishes = wanted.wishes
    own: dict[str, tuple[str, ...]] = {}
    for wish in typed:
        own[wish.kind] = (*own.get(wish.kind, ()), *wish.values)
    for kind, values in own.items():
        wishes = filters.with_values(wishes, kind, values)
    return wishes


def _heading(session: Session, store: Store, shown: int, told: str) -> Heading:
    place = office.office(session, store.office_id).name
    total = queries.count(session)
    count = _("%(shown)s of %(total)s", shown=shown, total=total)
    today = store.clock.today()
    below = " · ".join((place, short(today), count))
    return Heading(_("People"), below, told, keep_until=kept_until(today))


def _cells(row: PersonRow) -> list[Cell]:
    languages = (
        " ".join(filter(None, (reference.language_label(code), reference.chosen("level", level))))
        for code, level in spoken(row.languages)
    )
    occupations = (reference.occupation_name(code) for _relation, code in trades(row.occupations))
    return [
        row.number,
        row.name,
        ", ".join(reference.chosen("role", role) for role in row.roles),
        row.age,
        ", ".join(languages),
        ", ".join(occupations),
        reference.chosen("status", row.status),
        row.waiting_days,
        row.municipality,
        row.coordinator,
    ]


def _document(
    rows: list[PersonRow], wishes: tuple[Wish, ...], wanted: Wanted, store: Store
) -> dict[str, Any]:
    """Codes and not words: for programs."""
    return {
        "day": store.clock.today().isoformat(),
        "filters": filters.to_json(wishes),
        "not_understood": wanted.strange,
        "people": [
            {
                "id": str(row.id),
                "number": row.number,
                "name": row.name,
                "roles": list(row.roles),
                "age": row.age,
                "languages": dict(_pairs(row.languages)),
                "occupations": [
                    {"relation": relation, "code": code}
                    for relation, code in trades(row.occupations)
                ],
                "status": row.status,
                "waiting_days": row.waiting_days,
                "municipality": row.municipality or None,
                "coordinator": row.coordinator or None,
            }
            for row in rows
        ],
    }


def _pairs(languages: str) -> list[tuple[str, str | None]]:
    return [(code, str(level) if level else None) for code, level in spoken(languages)]


def _tell(rows: list[PersonRow], told: str, wanted: Wanted) -> None:
    if told:
        say(told)
    if wanted.strange:
        names = ", ".join(wanted.strange)
        say(_("Not understood here, and passed over: %(names)s", names=names))
    for row in rows:
        age = "" if row.age is None else str(row.age)
        parts = (row.name, age, reference.chosen("status", row.status), row.municipality)
        say(f"{row.number}  {', '.join(part for part in parts if part)}")
    say(ngettext("%(n)s person", "%(n)s people", len(rows)))
