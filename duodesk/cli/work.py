"""`suggest`, `documents` and `report`: what the window shows of a desk, as text, PDF and
workbook.
"""

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
from duodesk.pairing.explain import Names, fit_word, reasons
from duodesk.pairing.queries import (
    CandidateRow,
    Suggestion,
    free_mentors,
    pool,
    suggest_from,
    waiting_mentees,
)
from duodesk.reports import queries as reporting
from duodesk.reports import workbook
from duodesk.reports.cohort import Cohort
from duodesk.reports.figures import FIGURES
from duodesk.reports.queries import Question
from duodesk.store.store import Store

_TENTHS = 10


def suggest(arguments: argparse.Namespace) -> None:
    """The shortlist of one waiting mentee, or of all, with every reason in a sentence."""
    with opened(arguments) as desk, desk.store.read() as session:
        today, office_id = desk.store.clock.today(), desk.store.office_id
        waiting = waiting_mentees(session, today=today, office_id=office_id)
        mentees = [_numbered(waiting, arguments.mentee)] if arguments.mentee else waiting
        mentors = free_mentors(session, today=today, office_id=office_id)
        numbers = {row.id: row.number for row in mentors}
        around = pool(session, today=today, office_id=office_id)
        found = [(m, suggest_from(around, m.id, top=max(1, arguments.top))) for m in mentees]
    if arguments.json:
        say_json({"day": today.isoformat(), "mentees": [_mentee(m, s, numbers) for m, s in found]})
        return
    for mentee, suggestions in found:
        _tell(mentee, suggestions, numbers)
    if not found:
        say(_("No mentee is waiting."))


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


def _numbered(waiting: list[CandidateRow], number: str) -> CandidateRow:
    for row in waiting:
        if row.number.casefold() == number.casefold():
            return row
    raise UserError(
        N_("No mentee of this office with number %(number)s is waiting for a mentor."),
        number=number,
    )


def _mentee(
    mentee: CandidateRow, suggestions: list[Suggestion], numbers: dict[Id, str]
) -> dict[str, Any]:
    return {
        "number": mentee.number,
        "name": mentee.name,
        "days": mentee.days,
        "suggestions": [_suggestion(one, numbers) for one in suggestions],
    }


def _suggestion(one: Suggestion, numbers: dict[Id, str]) -> dict[str, Any]:
    """One mentor; points are of 100, `low` and `high` what the unknown could make of them."""
    score = one.score
    return {
        "number": numbers[one.mentor_id],
        "name": one.mentor,
        "fit": score.fit,
        "points": score.total / _TENTHS,
        "low": score.low / _TENTHS,
        "high": score.high / _TENTHS,
        "to_ask": list(score.unverified),
        "reasons": [
            {
                "criterion": reason.criterion,
                "stance": reason.stance,
                "text": reason.text,
                "points": reason.points / _TENTHS,
                "most": reason.most / _TENTHS,
            }
            for reason in reasons(score, Names(one.mentee, one.mentor))
        ],
    }


def _tell(mentee: CandidateRow, suggestions: list[Suggestion], numbers: dict[Id, str]) -> None:
    waits = ngettext("waits for %(n)s day", "waits for %(n)s days", mentee.days)
    say(f"{mentee.number}  {mentee.name}, {waits}")
    for place, one in enumerate(suggestions, start=1):
        say(f"  {place}. {one.mentor} ({numbers[one.mentor_id]}): {fit_word(one.score.fit)}")
        for reason in reasons(one.score, Names(one.mentee, one.mentor)):
            say(f"     {reason.title}: {reason.text}")
    if not suggestions:
        say("  " + _("No free mentor can be proposed to %(name)s now.", name=mentee.name))


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
