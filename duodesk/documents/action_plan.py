"""The sheet on which a duo writes the mentee's career action plan: empty but for names and days, or
with what the desk knows of goal, trades and needs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table, TableStyle
from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base import reference
from duodesk.base.dates import long
from duodesk.base.i18n import N_, _, speaking
from duodesk.base.ids import Id
from duodesk.documents import duo_sheet
from duodesk.documents.catalog import kind_of
from duodesk.documents.draw import Paper, head
from duodesk.followup.plan import plan_of
from duodesk.followup.words import StepKind
from duodesk.model.pairing import Duo
from duodesk.model.people import PersonOccupation, PersonTopic, Relation, Side
from duodesk.paper import layout
from duodesk.paper.text import p

_DATES = {
    StepKind.CONTACT: N_("Contact with the office"),
    StepKind.MID_TERM: N_("Mid-term meeting"),
    StepKind.CLOSING: N_("Closing meeting"),
}
# Rows to write steps in, lines to write what one can do, and trades that there is room for.
_STEPS, _LINES, _TRADES = 10, 4, 3
_BOX, _GAP, _LINE, _ROW = 5 * mm, 8 * mm, 8.5 * mm, 11 * mm
_SHARES = (0.46, 0.2, 0.2, 0.14)


@dataclass(frozen=True, slots=True)
class ActionPlan:
    """What the sheet says; `paper` holds names and days. Goal and needs are codes, trades and dates
    are in words.
    """

    paper: Paper
    goal: str = ""
    trades: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()
    dates: tuple[tuple[str, str], ...] = ()

    @property
    def language(self) -> str:
        """In which language it is."""
        return self.paper.language


def action_plan(
    session: Session, duo_id: Id, *, today: date, blank: bool = False, language: str | None = None
) -> ActionPlan:
    """The sheet in the language of the duo unless another is asked; `blank` leaves out what is
    known of the mentee.
    """
    kind = kind_of("action_plan")
    paper = duo_sheet.head_facts(session, duo_id, kind, today=today, language=language)
    plan = plan_of(session, duo_id, today=today)
    with speaking(paper.language):
        days = [(duo_sheet.first_day(plan.steps if plan else (), kind), title)
                for kind, title in _DATES.items()]  # fmt: skip
        dates = tuple((long(day) if day else "", _(title)) for day, title in days)
        if blank:
            values = {**paper.values, "plan_written": None}
            return ActionPlan(replace(paper, values=values), dates=dates)
        duo = session.get_one(Duo, duo_id)
        trades = _trades(session, duo.mentee_id)
    needs = session.scalars(
        select(PersonTopic.topic).where(
            PersonTopic.person_id == duo.mentee_id, PersonTopic.side == Side.NEED
        )
    )
    return ActionPlan(paper, str(duo.goal or ""), trades, frozenset(needs), dates)


def draw(sheet: ActionPlan) -> bytes:
    """The PDF."""
    with speaking(sheet.language):
        told = head(sheet.paper, duo_sheet.title_of(sheet.paper))
        return layout.render(told, duo_sheet.story(sheet.paper, _tables(sheet)))


def file_name(sheet: ActionPlan) -> str:
    """How the file is called."""
    number = sheet.paper.values["duo_number"] or "?"
    return f"{number} {duo_sheet.title_of(sheet.paper)}.pdf"


def _trades(session: Session, mentee_id: Id) -> tuple[str, ...]:
    """What the mentee aims at, in the order of their wish and the language spoken."""
    asked = (
        select(PersonOccupation.occupation)
        .where(
            PersonOccupation.person_id == mentee_id,
            PersonOccupation.relation == Relation.TARGET,
            PersonOccupation.occupation.is_not(None),
        )
        .order_by(PersonOccupation.rank, PersonOccupation.occupation)
    )
    return tuple(reference.occupation_name(code) for code in session.scalars(asked))


def _tables(sheet: ActionPlan) -> Iterator[list[Flowable]]:
    """In the order in which the text has them."""
    yield _goal(sheet)
    yield [_lines(_LINES)]
    yield [_needs(sheet)]
    yield [_steps()]
    yield [_dates(sheet)]


def _goal(sheet: ActionPlan) -> list[Flowable]:
    text = layout.styles()["text"]
    goals = reference.picklist("goal").values()
    told = ", ".join(sheet.trades)
    trades = [p(_("Trades that I think of:"), text)]
    trades += [p(told, text, bold=True)] if told else []
    return [
        _boxes([(one.name(), one.code == sheet.goal) for one in goals], across=len(goals)),
        *trades,
        _lines(max(_TRADES - len(sheet.trades), 1)),
    ]


def _needs(sheet: ActionPlan) -> Flowable:
    topics = reference.topics().values()
    return _boxes([(one.name(), one.code in sheet.needs) for one in topics], across=2)


def _boxes(choices: list[tuple[str, bool]], *, across: int) -> Flowable:
    """What can be ticked, side by side; down the first column, then the next."""
    text = layout.style("choice", 11, leading=1.2)
    down = -(-len(choices) // across)
    cells = [[_box(ticked=ticked), p(name, text, bold=ticked)] for name, ticked in choices]
    cells += [["", ""]] * (down * across - len(choices))
    rows = [
        [part for column in range(across) for part in cells[column * down + n]] for n in range(down)
    ]
    table = Table(
        rows,
        colWidths=[_GAP, layout.WIDTH / across - _GAP] * across,
        minRowHeights=[7 * mm] * down,
        spaceBefore=1 * mm,
        spaceAfter=2 * mm,
    )
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *_tight(1 * mm)]))
    return table


def _box(*, ticked: bool) -> Flowable:
    sign = p("✓", layout.style("tick", 11, leading=1, bold=True, align=TA_CENTER)) if ticked else ""
    table = Table([[sign]], colWidths=[_BOX], rowHeights=[_BOX], hAlign="LEFT")
    table.setStyle(
        TableStyle(
            [
                ("BOX", (0, 0), (-1, -1), 0.8, layout.MUTED),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                *_tight(0),
            ]
        )
    )
    return table


def _lines(n: int) -> Flowable:
    """Lines to write on."""
    table = Table([[""]] * n, colWidths=[layout.WIDTH], rowHeights=[_LINE] * n)
    table.setStyle(TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.5, layout.MUTED)]))
    return table


def _steps() -> Flowable:
    """Rows to write steps in; the head stands on each page again."""
    title = layout.style("head", 9.5, bold=True)
    head = [p(word, title) for word in (_("What?"), _("Who?"), _("By when?"), _("Done"))]
    table = Table(
        [head, *([[""] * len(head)] * _STEPS)],
        colWidths=[layout.WIDTH * share for share in _SHARES],
        rowHeights=[7 * mm, *([_ROW] * _STEPS)],
        repeatRows=1,
        spaceBefore=1 * mm,
    )
    table.setStyle(
        TableStyle(
            [
                ("BACKGROUND", (0, 0), (-1, 0), layout.SOFT),
                ("GRID", (0, 0), (-1, -1), 0.5, layout.LINE),
                ("LINEBELOW", (0, 0), (-1, 0), 1, layout.ACCENT),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ]
        )
    )
    return table


def _dates(sheet: ActionPlan) -> Flowable:
    """When the office calls or meets the two; a day that is not known is left open."""
    text = layout.styles()["text"]
    rows = [[p(title, text, bold=True), p(day or "……………………………", text)]
            for day, title in sheet.dates]  # fmt: skip
    table = Table(rows, colWidths=[layout.WIDTH * 0.5] * 2)
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *_tight(0.6 * mm)]))
    return table


def _tight(above: float) -> list[tuple[object, ...]]:
    """No room beside what stands in a cell, and so much above and below it."""
    sides = [(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT")]
    return [*sides, *((f"{side}PADDING", (0, 0), (-1, -1), above) for side in ("TOP", "BOTTOM"))]
