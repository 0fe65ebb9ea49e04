"""`documents`: the papers of a duo as PDF files, those to be signed, its letters and its sheets."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from duodesk.base.dates import short
from duodesk.base.errors import UserError
from duodesk.base.files import atomic_path, atomic_write
from duodesk.base.i18n import N_, ngettext
from duodesk.base.ids import Id
from duodesk.cli.opening import opened, say
from duodesk.documents import action_plan, weekly_sheet
from duodesk.documents.c45b_sheet import c45b_sheet
from duodesk.documents.catalog import CATALOG, kind_of
from duodesk.documents.commands import (
    Printed,
    draw_several,
    print_letter,
    print_paper,
    print_several,
)
from duodesk.documents.draw import Paper
from duodesk.documents.for_signing import LABEL, for_signing
from duodesk.documents.queries import paper_rows, papers
from duodesk.documents.welcome_letters import welcome_letter
from duodesk.model.pairing import Duo
from duodesk.model.people import Role
from duodesk.store.store import Store

# What can be asked for; `action_plan_empty` is the sheet without what is known of the mentee.
CODES = (
    *(kind.code for kind in CATALOG), "welcome_mentee", "welcome_mentor", "action_plan",
    "action_plan_empty", "weekly_sheet", "c45b_sheet",
)  # fmt: skip
ALL = "all"


@dataclass(frozen=True, slots=True)
class _Made:
    """A paper before it is written: the name of its file, how many places are open, its bytes."""

    name: str
    blank: int
    content: Callable[[], bytes]


def documents(arguments: argparse.Namespace) -> None:
    """The papers asked for, else both to be signed, for each of their readers; or all papers for
    the signatures of a day.
    """
    if arguments.signing is not None:
        _for_signing(arguments)
        return
    if arguments.duo is None:
        raise UserError(N_("Name a duo, or a day with --signing."))
    asked = arguments.papers or [kind.code for kind in CATALOG]
    with opened(arguments) as desk:
        store, wanted = desk.store, list[_Made]()
        with store.read() as session:
            duo_id = _duo(session, arguments.duo)
            for code in CODES if ALL in asked else asked:
                try:
                    wanted += _made(session, store, duo_id, code, arguments.reader)
                except UserError as error:
                    if ALL not in asked:
                        raise
                    say(str(error))
        _make(arguments.out)
        for one in wanted:
            say(_written(one, arguments.out))


def _for_signing(arguments: argparse.Namespace) -> None:
    """Each paper once, as a file that says how many copies are signed; one step to undo."""
    day = arguments.signing
    with opened(arguments) as desk:
        store = desk.store
        with store.read() as session:
            duos = for_signing(session, day, office_id=store.office_id, today=store.clock.today())
        needs = [need for duo in duos for need in duo.needs]
        if not needs:
            raise UserError(N_("No signature is planned for %(day)s."), day=short(day))
        drawn = draw_several([need.owned for need in needs])
        _make(arguments.out)
        for need, one in zip(needs, drawn, strict=True):
            path = arguments.out / _file(one.paper.number)
            atomic_write(path, one.content)
            told = ngettext("%(n)s copy", "%(n)s copies", need.sheets)
            left = _left(len(one.paper.missing))
            say(f"{path}: {', '.join(part for part in (told, left) if part)}")
        print_several(store, drawn, LABEL)


def _duo(session: Session, number: str) -> Id:
    for row in paper_rows(session):
        if row.duo.casefold() == number.casefold():
            return row.duo_id
    raise UserError(
        N_("There is no duo %(number)s with papers. Its number looks like BRU-D10001."),
        number=number,
    )


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            N_("The folder “%(folder)s” cannot be made. Choose another place."), folder=folder
        ) from error


def _made(
    session: Session, store: Store, duo_id: Id, code: str, reader: str | None
) -> Iterator[_Made]:
    today = store.clock.today()
    if code.startswith("action_plan"):
        plan = action_plan.action_plan(
            session, duo_id, today=today, blank=code.endswith("_empty"), language=reader
        )
        yield _sheet(plan.paper, code, partial(action_plan.draw, plan))
    elif code == "weekly_sheet":
        weeks = weekly_sheet.weekly_sheet(session, duo_id, today=today, language=reader)
        yield _sheet(weeks.paper, code, partial(weekly_sheet.draw, weeks))
    elif code == "c45b_sheet":
        mentor = session.get_one(Duo, duo_id).mentor_id
        form = c45b_sheet(session, mentor, today=today, language=reader)
        yield _printing(form, partial(print_letter, store, mentor))
    elif code.startswith("welcome_"):
        role = Role(code.removeprefix("welcome_"))
        letter = welcome_letter(session, duo_id, role, today=today, language=reader)
        yield _printing(letter, partial(print_paper, store, duo_id))
    else:
        for paper in papers(session, duo_id, kind_of(code), today=today, language=reader):
            yield _printing(paper, partial(print_paper, store, duo_id))


def _sheet(paper: Paper, code: str, content: Callable[[], bytes]) -> _Made:
    """A sheet to write on, which is not written down as printed; the empty one says so."""
    number = paper.number
    ending = "-EMPTY" if code.endswith("_empty") else ""
    return _Made(_file(number + ending), len(paper.missing), content)


def _printing(paper: Paper, keep: Callable[[Paper], Printed]) -> _Made:
    """A paper that is written down as printed once its bytes are asked for."""
    number = paper.number
    return _Made(_file(number), len(paper.missing), lambda: keep(paper).content)


def _file(number: str) -> str:
    return "".join(sign if sign.isalnum() else "-" for sign in number) + ".pdf"


def _written(one: _Made, folder: Path) -> str:
    """Write one paper; it counts as printed only where its file could be begun."""
    with atomic_path(folder / one.name) as part:
        part.touch()
        part.write_bytes(one.content())
    left = _left(one.blank)
    return f"{folder / one.name}: {left}" if left else str(folder / one.name)


def _left(blank: int) -> str:
    """How many places stay open, nothing where none does."""
    return ngettext("%(n)s place left blank", "%(n)s places left blank", blank) if blank else ""
