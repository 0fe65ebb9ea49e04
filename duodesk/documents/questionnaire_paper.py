"""The questionnaire at the end of a duo as a sheet to fill in by hand, in letters large enough for
everybody (11 points and more).
"""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer, Table, TableStyle
from sqlalchemy.orm import Session

from duodesk.base import reference
from duodesk.base.dates import long
from duodesk.base.errors import UserError
from duodesk.base.i18n import LANGUAGES, N_, _, speaking
from duodesk.base.ids import Id
from duodesk.followup.questionnaires import questionnaire
from duodesk.followup.questions import SCALE, Part, Question, QuestionSheet, question_sheet
from duodesk.model.pairing import Duo
from duodesk.model.people import Role
from duodesk.office.queries import OfficeRow, office
from duodesk.paper import layout
from duodesk.paper.text import p

# A box to tick, and the distance of lines to write on.
_BOX, _GAP, _LINE = 8 * mm, 2 * mm, 9 * mm
_BOXES = len(SCALE) * (_BOX + _GAP)
_LINES = {True: 2, False: 4}  # of a question with scores beside, and of one with words alone
_ROOM = 50 * mm


@dataclass(frozen=True, slots=True)
class QuestionnairePaper:
    """A questionnaire to be printed; name, duo and last day where it is for somebody already."""

    office: OfficeRow
    sheet: QuestionSheet
    name: str = ""
    duo: str = ""
    wanted_by: str = ""


def blank_questionnaire(
    session: Session, office_id: Id, role: Role, code: str, version: int | None = None
) -> QuestionnairePaper:
    """The questionnaire of a role in a language, with no name on it."""
    with speaking(code):
        return QuestionnairePaper(office(session, office_id), question_sheet(role, code, version))


def questionnaire_of(
    session: Session, questionnaire_id: Id, *, language: str | None = None
) -> QuestionnairePaper:
    """The questionnaire that was asked of somebody in its version, in its language unless another
    is asked.
    """
    row = questionnaire(session, questionnaire_id)
    duo = session.get(Duo, row.duo_id) if row is not None else None
    if row is None or duo is None:
        raise UserError(N_("This questionnaire is no longer on this desk. Ask for a new one."))
    code = language if language in LANGUAGES else row.language
    with speaking(code):
        return QuestionnairePaper(
            office(session, duo.office_id),
            question_sheet(row.role, code, row.version),
            name=row.name,
            duo=row.duo,
            wanted_by=long(row.due_on) if row.due_on and row.answered_on is None else "",
        )


def draw_questionnaire(paper: QuestionnairePaper) -> bytes:
    """The PDF, in the language of the questionnaire."""
    with speaking(paper.sheet.language):
        return layout.render(_head(paper), _story(paper))


def questionnaire_file(paper: QuestionnairePaper) -> str:
    """How the file is called."""
    with speaking(paper.sheet.language):
        role = reference.chosen("role", paper.sheet.role)
        parts = (paper.duo, _("Questionnaire"), role.lower(), paper.sheet.language)
    return " ".join(part for part in parts if part) + ".pdf"


def _head(paper: QuestionnairePaper) -> layout.Head:
    place = paper.office
    number = " · ".join(
        part for part in (paper.duo, reference.chosen("role", paper.sheet.role)) if part
    )
    return layout.Head(
        title=paper.sheet.title,
        language=f"{paper.sheet.language}-BE",
        office=f"DUO for a JOB · {place.name}",
        address=place.address,
        contact=" · ".join(part for part in (place.phone, place.email) if part),
        number=number,
        version=_("version %(n)s", n=paper.sheet.version),
    )


def _story(paper: QuestionnairePaper) -> list[Flowable]:
    styles, sheet = layout.styles(), paper.sheet
    intro = [p(line, styles["text"]) for line in sheet.intro]
    named = [p(paper.name, styles["text"], bold=True)] if paper.name else []
    wanted = (
        [p(_("Please give it back by %(day)s.", day=paper.wanted_by), styles["text"], bold=True)]
        if paper.wanted_by
        else []
    )
    story = [layout.heading(sheet.title, "title", 0), *named, *intro, *wanted, _scale(sheet)]
    for part in sheet.parts:
        story += _part(part)
    thanks = _("Thank you. Please hand the sheet to your coordinator.")
    return [*story, Spacer(1, 5 * mm), p(thanks, styles["text"], bold=True)]


def _scale(sheet: QuestionSheet) -> Flowable:
    """What the numbers mean, each above its name."""
    name = layout.style("score", 11, leading=1.15, align=TA_CENTER)
    number = layout.style("number", 13, leading=1.2, bold=True, align=TA_CENTER)
    table = Table(
        [[p(str(n), number) for n in SCALE], [p(word, name) for word in sheet.scale]],
        colWidths=[layout.WIDTH / len(SCALE)] * len(SCALE),
        spaceBefore=2 * mm,
        spaceAfter=2 * mm,
    )
    table.setStyle(
        TableStyle(
            [
                ("BACKGROUND", (0, 0), (-1, -1), layout.SOFT),
                ("LINEAFTER", (0, 0), (-2, -1), 0.5, layout.LINE),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, 0), 1.5 * mm),
                ("BOTTOMPADDING", (0, 0), (-1, 0), 0),
                ("TOPPADDING", (0, 1), (-1, 1), 0.5 * mm),
                ("BOTTOMPADDING", (0, 1), (-1, 1), 2 * mm),
                ("LEFTPADDING", (0, 0), (-1, -1), 1 * mm),
                ("RIGHTPADDING", (0, 0), (-1, -1), 1 * mm),
            ]
        )
    )
    return table


def _part(part: Part) -> list[Flowable]:
    """A part under its heading, which never stands alone at the foot of a page."""
    title = layout.heading(part.title, "clause", 1)
    title.keepWithNext = 0
    return [CondPageBreak(_ROOM), title, *(_question(one) for one in part.questions)]


def _question(one: Question) -> Flowable:
    """A statement with its five boxes, and lines where words are asked; never torn apart."""
    text = layout.style("statement", 11.5, leading=1.3)
    parts: list[Flowable] = []
    if one.scored:
        row = Table([[p(one.text, text), _boxes()]], colWidths=[layout.WIDTH - _BOXES, _BOXES])
        row.setStyle(
            TableStyle(
                [
                    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                    ("LEFTPADDING", (0, 0), (-1, -1), 0),
                    ("RIGHTPADDING", (0, 0), (0, -1), 4 * mm),
                    ("RIGHTPADDING", (1, 0), (1, -1), 0),
                    ("TOPPADDING", (0, 0), (-1, -1), 1.4 * mm),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 1.4 * mm),
                    *(() if one.words else [("LINEBELOW", (0, 0), (-1, -1), 0.5, layout.LINE)]),
                ]
            )
        )
        parts.append(row)
        if one.words:
            parts.append(p(_("If you like, tell us more:"), layout.style("more", 11)))
    else:
        parts += [Spacer(1, 1 * mm), p(one.text, text)]
    if one.words:
        parts += [_lines(_LINES[one.scored]), Spacer(1, 4 * mm)]
    return KeepTogether(parts)


def _boxes() -> Flowable:
    """The numbers 1 to 5, each in a box of its own."""
    number = layout.style("box", 11.5, leading=1, color=layout.MUTED, align=TA_CENTER)
    cells: list[Flowable | str] = []
    for n in SCALE:
        cells += ["", p(str(n), number)]
    table = Table([cells], colWidths=[_GAP, _BOX] * len(SCALE), rowHeights=[_BOX])
    table.setStyle(
        TableStyle(
            [
                *(("BOX", (place, 0), (place, 0), 0.9, layout.INK) for place in range(1, 10, 2)),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 0),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
            ]
        )
    )
    return table


def _lines(count: int) -> Flowable:
    lines = Table([[""]] * count, colWidths=[layout.WIDTH], rowHeights=[_LINE] * count)
    lines.setStyle(TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.5, layout.MUTED)]))
    return lines
