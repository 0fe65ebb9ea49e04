"""`report`: the workbook for headquarters, or the two pages."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import Any

from duodesk.base.errors import UserError
from duodesk.base.files import atomic_write
from duodesk.base.i18n import N_, _, language
from duodesk.cli.opening import opened, say, say_json
from duodesk.office.queries import OfficeRow, office_of_code
from duodesk.reports import queries as reporting
from duodesk.reports import workbook
from duodesk.reports.cohort import Cohort
from duodesk.reports.figures import FIGURES
from duodesk.reports.queries import Question


def report(arguments: argparse.Namespace) -> None:
    """The workbook for headquarters or the two pages, and the figures told."""
    if arguments.begin > arguments.end:
        raise UserError(N_("The period ends before it begins. Exchange the two days."))
    with opened(arguments) as desk:
        store = desk.store
        as_of = arguments.as_of or store.clock.today()
        with store.read() as session:
            office = office_of_code(session, arguments.office) if arguments.office else None
            asked = Question(arguments.begin, arguments.end, as_of, office.id if office else None)
            cohort = reporting.cohort(session, asked)
        name = office.name if office else ""
        atomic_write(arguments.out, _content(arguments, cohort, name, store.clock.now()))
    if arguments.json:
        say_json(_figures(cohort, office))
        return
    for figure in FIGURES:
        say(f"{figure.title}: {workbook.shown(figure, figure.compute(cohort))}")
    told = (
        N_("The summary is %(path)s.") if _on_paper(arguments) else N_("The workbook is %(path)s.")
    )
    say(_(told, path=arguments.out))


def _on_paper(arguments: argparse.Namespace) -> bool:
    """Whether the two pages are wanted: the ending of the file says so."""
    return str(arguments.out).lower().endswith(".pdf")


def _content(
    arguments: argparse.Namespace, cohort: Cohort, office: str, made_at: datetime
) -> bytes:
    """The two pages, or the workbook."""
    if _on_paper(arguments):
        from duodesk.reports.summary_pdf import About, summary_pdf

        return summary_pdf(cohort, About(made_at, office), code=language())
    place = office or _("All offices")
    return workbook.build(cohort, office=place, made_at=made_at, code=language())


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
