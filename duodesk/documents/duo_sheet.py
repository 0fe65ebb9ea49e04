"""What the sheets share that a duo writes on: its names and days, the language that both speak, and
the text around the tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable
from sqlalchemy.orm import Session

from duodesk.base.dates import long
from duodesk.base.i18n import LANGUAGES
from duodesk.base.ids import Id
from duodesk.documents.catalog import DocumentKind
from duodesk.documents.draw import Paper
from duodesk.documents.queries import papers
from duodesk.followup.plan import PlannedStep
from duodesk.followup.words import Party, StepKind
from duodesk.model.pairing import Duo
from duodesk.office import settings
from duodesk.office.queries import office
from duodesk.paper import layout, template
from duodesk.paper.text import p_parts

_SPOKEN = {"fra": "fr", "nld": "nl", "eng": "en", "deu": "de"}
# A clause keeps so much room below it.
_ROOM = 42 * mm


def language_of(session: Session, spoken: str | None, office_id: Id, asked: str | None) -> str:
    """The language of a paper that both look at: the one asked for, else that of the duo, else the
    first of its office.
    """
    code = asked or _SPOKEN.get(spoken or "") or office(session, office_id).languages[0]
    return code if code in LANGUAGES else "fr"


def head_facts(
    session: Session, duo_id: Id, kind: DocumentKind, *, today: date, language: str | None
) -> Paper:
    """The names and days of a duo for a sheet of this kind, in the language of the duo unless
    another is asked; before the duo has begun its days are left open.
    """
    duo = session.get_one(Duo, duo_id)
    code = language_of(session, duo.language, duo.office_id, language)
    (paper,) = papers(session, duo_id, kind, today=today, language=code)
    chosen = settings.values(session, office_id=duo.office_id, on=today)
    written = duo.plan_written_on
    more = {
        "plan_weeks": str(chosen.number(settings.PLAN_WEEKS)),
        "plan_written": long(written, code) if written else None,
    }
    return replace(paper, values={**paper.values, **more})


def first_day(
    steps: Iterable[PlannedStep], kind: StepKind, party: Party | None = None
) -> date | None:
    """The day of the first step of a kind in the follow-up plan, with one of the two where that
    matters.
    """
    wanted = {party, Party.EACH} if party is not None else set(Party)
    first = next((s for s in steps if s.kind == kind and s.party in wanted), None)
    return (first.appointment or first.due_on) if first is not None else None


def title_of(paper: Paper) -> str:
    """The title that the text gives the sheet."""
    return next(block.text for block in _blocks(paper) if block.kind == "title")


def story(paper: Paper, tables: Iterator[list[Flowable]], *, titled: bool = True) -> list[Flowable]:
    """The text of the sheet, each of its tables where it stands; without its title where the page
    itself has it.
    """
    styles, made, box = layout.styles(), list[Flowable](), list[Flowable]()
    for block in _blocks(paper):
        if box and not block.in_summary:
            made, box = [*made, layout.summary(box)], []
        if block.kind == "title":
            made += [layout.heading(block.text, "title", 0)] if titled else []
        elif block.kind == "clause":
            made += [CondPageBreak(_ROOM), layout.heading(block.text, "clause", 1)]
        elif block.kind == "table":
            made += next(tables)
        else:
            told = p_parts(_parts(block.text, paper), styles["text"])
            (box if block.in_summary else made).append(told)
    return made


def _blocks(paper: Paper) -> tuple[template.Block, ...]:
    return paper.wording.read(paper.kind).blocks


def _parts(text: str, paper: Paper) -> list[tuple[str, str]]:
    pieces = template.filled(text, paper.values)
    return [("bold" if kind == "value" else kind, piece) for kind, piece in pieces]
