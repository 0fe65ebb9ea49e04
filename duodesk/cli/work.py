"""`documents` and `report`: what the window shows of a desk, as PDF and workbook."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from duodesk.base.errors import UserError
from duodesk.base.files import atomic_path, atomic_write
from duodesk.base.i18n import N_, _, language, ngettext
from duodesk.base.ids import Id
from duodesk.cli.opening import opened, say, say_json
from duodesk.documents.catalog import CATALOG
from duodesk.documents.commands import print_paper
from duodesk.documents.draw import Paper
from duodesk.documents.queries import paper_rows, papers
from duodesk.office.queries import OfficeRow, office_of_code
from duodesk.reports import queries as reporting
from duodesk.reports import workbook
from duodesk.reports.cohort import Cohort
from duodesk.reports.figures import FIGURES
from duodesk.reports.queries import Question
from duodesk.store.store import Store


def documents(arguments: argparse.Namespace) -> None:
    """Both papers of a duo for each of its readers, as PDF files."""
    with opened(arguments) as desk:
        store, today = desk.store, desk.store.clock.today()
        with store.read() as session:
            duo_id = _duo(session, arguments.duo)
            wanted = [
                paper
                for kind in CATALOG
                for paper in papers(session, duo_id, kind, today=today, language=arguments.reader)
            ]
        _make(arguments.out)
        for paper in wanted:
            say(_printed(store, duo_id, paper, arguments.out))


def report(arguments: argparse.Namespace) -> None:
    """The workbook for headquarters, and its figures told."""
    if arguments.begin > arguments.end:
        raise UserError(N_("The period ends before it begins. Exchange the two days."))
    with opened(arguments) as desk:
        store = desk.store
        as_of = arguments.as_of or store.clock.today()
        with store.read() as session:
            office = office_of_code(session, arguments.office) if arguments.office else None
            asked = Question(arguments.begin, arguments.end, as_of, office.id if office else None)
            cohort = reporting.cohort(session, asked)
        name = office.name if office else _("All offices")
        made_at = store.clock.now()
        atomic_write(
            arguments.out, workbook.build(cohort, office=name, made_at=made_at, code=language())
        )
    if arguments.json:
        say_json(_figures(cohort, office))
        return
    for figure in FIGURES:
        say(f"{figure.title}: {workbook.shown(figure, figure.compute(cohort))}")
    say(_("The workbook is %(path)s.", path=arguments.out))


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


def _printed(store: Store, duo_id: Id, paper: Paper, folder: Path) -> str:
    """Write one paper; it counts as printed only where its file could be begun."""
    number = paper.values["document_number"] or ""
    name = "".join(sign if sign.isalnum() else "-" for sign in number) + ".pdf"
    with atomic_path(folder / name) as part:
        part.touch()
        part.write_bytes(print_paper(store, duo_id, paper).content)
    blank = len(paper.missing)
    left = ngettext("%(n)s place left blank", "%(n)s places left blank", blank)
    return f"{folder / name}: {left}" if blank else str(folder / name)


def _figures(cohort: Cohort, office: OfficeRow | None) -> dict[str, Any]:
    """Shares between 0 and 1; null where there is nothing to divide by."""
    return {
        "from": cohort.begin.isoformat(),
        "to": cohort.end.isoformat(),
        "as_of": cohort.as_of.isoformat(),
        "office": office.code if office else None,
        "figures": [
            {
                "code": figure.code,
                "family": figure.family,
                "title": figure.title,
                "definition": figure.definition,
                "unit": figure.unit,
                "value": figure.compute(cohort),
            }
            for figure in FIGURES
        ],
    }
