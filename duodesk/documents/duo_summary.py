"""One page about a duo for the mid-term meeting: both look at it, so it holds given names, the plan
and what was done, and nothing that one of the two said in confidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table, TableStyle
from sqlalchemy.orm import Session

from duodesk.base import reference
from duodesk.base.dates import long, short
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_, _, ngettext, speaking
from duodesk.base.ids import Id
from duodesk.documents.duo_done import Done, done, in_words, topic_rows
from duodesk.documents.duo_sheet import language_of
from duodesk.followup import queries
from duodesk.followup.plan import PlannedStep, plan_of
from duodesk.followup.queries import DuoRow
from duodesk.followup.rules import Week
from duodesk.model.followup import StepKind
from duodesk.model.pairing import Duo
from duodesk.model.people import Person
from duodesk.office.queries import OfficeRow, office
from duodesk.paper import layout
from duodesk.paper.keeping import kept_until
from duodesk.paper.text import p

_ROW = 26  # weeks in one row of the strip
# What fits on one page: steps of the plan, topics.
_STEPS, _TOPICS = 5, 6
# What the two are told of the plan.
_SHOWN = {
    StepKind.CONTACT: N_("Contact with the office"),
    StepKind.MID_TERM: N_("Mid-term meeting"),
    StepKind.CLOSING: N_("Closing meeting"),
}
_SIGNS = {Week.MET: "✓", Week.EXCUSED: "–", Week.NOT_MET: "×", Week.BLANK: "?"}


@dataclass(frozen=True, slots=True)
class DuoSummary:
    """All that the page says, in which language."""

    office: OfficeRow
    language: str
    number: str
    names: tuple[str, str]
    duo: DuoRow
    done: Done
    plan_written_on: date | None
    steps: tuple[tuple[date, str], ...]
    printed_on: date


def duo_summary(
    session: Session, duo_id: Id, *, today: date, language: str | None = None
) -> DuoSummary:
    """The page in the language of the duo unless another is asked; raises `UserError` where the
    duo has not begun.
    """
    row = queries.duo(session, duo_id, today=today)
    plan = plan_of(session, duo_id, today=today)
    if row is None or row.start is None or plan is None:
        raise UserError(N_("This duo has not begun. Its summary can be made once it is under way."))
    code = language_of(session, row.language, row.office_id, language)
    with speaking(code):
        return DuoSummary(
            office=office(session, row.office_id),
            language=code,
            number=row.number or "?",
            names=(_given(session, row.mentee_id), _given(session, row.mentor_id)),
            duo=row,
            done=done(session, duo_id, until=today),
            plan_written_on=session.get_one(Duo, duo_id).plan_written_on,
            steps=_around(plan.steps, today),
            printed_on=today,
        )


def draw_summary(summary: DuoSummary) -> bytes:
    """The PDF, one page."""
    with speaking(summary.language):
        return layout.render(_head(summary), _story(summary))


def summary_file(summary: DuoSummary) -> str:
    """How the file is called."""
    with speaking(summary.language):
        title = _("Duo at a glance")
    return f"{summary.number} {title}.pdf"


def _around(steps: tuple[PlannedStep, ...], today: date) -> tuple[tuple[date, str], ...]:
    """What lies ahead for both, each day once. A step is told by its kind: its title is a question
    to the coordination, and what is asked a year later is not talked about here.
    """
    wanted = (
        (step.appointment or step.due_on, _(_SHOWN[step.kind]))
        for step in steps
        if step.kind in _SHOWN and step.open and (step.appointment or step.due_on) >= today
    )
    return tuple(dict.fromkeys(wanted))[:_STEPS]


def _given(session: Session, person_id: Id | None) -> str:
    person = session.get(Person, person_id) if person_id is not None else None
    return ((person.given_name or person.family_name) if person else None) or "?"


def _head(summary: DuoSummary) -> layout.Head:
    place = summary.office
    return layout.Head(
        title=_("Duo at a glance"),
        language=f"{summary.language}-BE",
        office=f"DUO for a JOB · {place.name}",
        address=place.address,
        contact=" · ".join(part for part in (place.phone, place.email) if part),
        number=summary.number,
        version=short(summary.printed_on),
        keep_until=kept_until(summary.printed_on),
    )


def _story(summary: DuoSummary) -> list[Flowable]:
    mentee, mentor = summary.names
    return [
        layout.heading(f"{mentee} × {mentor}", "title", 0),
        _about(summary),
        *_strip(summary),
        _beside(_worked_on(summary), _ahead(summary)),
        *_to_write(),
    ]


def _about(summary: DuoSummary) -> Flowable:
    """When it began and ends, the goal, and whether the action plan is written."""
    row, styles = summary.duo, layout.styles()
    weeks = len(row.weeks)
    week = _("week %(n)s of %(of)s", n=min(max(row.week, 1), weeks), of=weeks) if weeks else ""
    since = _("Since %(day)s", day=long(row.start)) if row.start else ""
    until = _("until %(day)s", day=long(row.expected_end)) if row.expected_end else ""
    plan = (
        _("Action plan written on %(day)s", day=long(summary.plan_written_on))
        if summary.plan_written_on
        else _("Action plan: not written yet")
    )
    goal = _("Goal: %(goal)s", goal=reference.chosen("goal", row.goal) or _("still open"))
    language = reference.language_label(row.language) if row.language else ""
    lines = (
        " · ".join(part for part in (since, until, week) if part),
        " · ".join(part for part in (goal, language) if part),
        plan,
    )
    return layout.summary([p(line, styles["text"]) for line in lines])


def _strip(summary: DuoSummary) -> list[Flowable]:
    """The weeks, a cell each, and what the signs in them mean."""
    weeks = summary.duo.weeks
    story: list[Flowable] = [layout.heading(_("The weeks"), "clause", 1), Spacer(1, 1 * mm)]
    for first in range(0, len(weeks), _ROW):
        story += [_weeks(weeks[first : first + _ROW], first), Spacer(1, 1.5 * mm)]
    told = ngettext(
        "Met in %(met)s of %(n)s week", "Met in %(met)s of %(n)s weeks", summary.duo.planned,
        met=min(sum(week == Week.MET for week in weeks), summary.duo.planned),
    )  # fmt: skip
    lasted = in_words(summary.done)
    legend = _("✓ met · – agreed not to meet · × not met · ? nothing noted")
    return [
        *story,
        p(legend, layout.styles()["small"]),
        Spacer(1, 1 * mm),
        p(" · ".join(part for part in (told, lasted) if part), layout.styles()["text"]),
    ]


def _weeks(weeks: tuple[Week, ...], first: int) -> Flowable:
    number = layout.style("week", 7, leading=1.1, color=layout.MUTED, align=TA_CENTER)
    sign = layout.style("sign", 11, leading=1.1, bold=True, align=TA_CENTER)
    table = Table(
        [
            [p(str(first + n), number) for n in range(1, len(weeks) + 1)],
            [p(_SIGNS.get(week, ""), sign) for week in weeks],
        ],
        colWidths=[layout.WIDTH / _ROW] * len(weeks),
        rowHeights=[4 * mm, 7 * mm],
        hAlign="LEFT",
    )
    looks: list[tuple[object, ...]] = [
        ("BOX", (0, 1), (-1, 1), 0.6, layout.LINE),
        ("INNERGRID", (0, 1), (-1, 1), 0.6, layout.LINE),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ]
    looks += [(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP")]
    looks.append(("BOTTOMPADDING", (0, 0), (-1, -1), 1))
    for place, week in enumerate(weeks):
        cell = ((place, 1), (place, 1))
        if week == Week.MET:
            looks.append(("BACKGROUND", *cell, layout.SOFT))
        elif week == Week.NOW:
            looks.append(("BOX", *cell, 1.6, layout.ACCENT))
    table.setStyle(TableStyle(looks))
    return table


def _beside(left: list[Flowable], right: list[Flowable]) -> Flowable:
    """Two columns, so that the page holds both and room to write."""
    table = Table([[left, right]], colWidths=[layout.WIDTH / 2] * 2)
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 3 * mm),
                ("TOPPADDING", (0, 0), (-1, -1), 2 * mm),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1 * mm),
            ]
        )
    )
    return table


def _worked_on(summary: DuoSummary) -> list[Flowable]:
    """The topics with the number of meetings, the most frequent first."""
    rows = topic_rows(summary.done)
    told = [f"{name} ({n})" for name, n in rows[:_TOPICS]] or [_("No topic was noted yet.")]
    return _titled(_("Worked on (meetings)") if rows else _("Worked on"), told)


def _ahead(summary: DuoSummary) -> list[Flowable]:
    """What comes next, by day."""
    told = [f"{short(day)} · {title}" for day, title in summary.steps]
    return _titled(_("What comes next"), told) if told else []


def _titled(title: str, lines: list[str]) -> list[Flowable]:
    style = layout.styles()["item"]
    return [layout.heading(title, "clause", 1), *(p(f"•  {line}", style) for line in lines)]


def _to_write() -> list[Flowable]:
    """Room for what is said at the meeting, down to the foot of the page."""
    words = _("What goes well, what is still difficult, what we work on until the end")
    title = layout.heading(words, "clause", 1)
    title.keepWithNext = 0  # else the lines would be measured as if the page were endless
    return [title, layout.room_to_write()]
