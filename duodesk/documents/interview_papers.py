"""Papers of interviews: the guide with room to write, and the record of one that was held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table, TableStyle
from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base import reference
from duodesk.base.dates import long
from duodesk.base.errors import UserError
from duodesk.base.i18n import LANGUAGES, N_, _, speaking
from duodesk.base.ids import Id
from duodesk.documents import light_marks
from duodesk.documents.light_marks import Line, Mark
from duodesk.model.people import Person, Role
from duodesk.office.queries import OfficeRow, office
from duodesk.paper import layout
from duodesk.paper.keeping import kept_until
from duodesk.paper.text import p, p_parts
from duodesk.people import facts, findings
from duodesk.people.guides import Guide, Section, guide
from duodesk.people.interviews import InterviewCard, interview
from duodesk.people.text import full_name

# Lines to write on below each part of the guide, and their distance.
_LINES, _LINE = 4, 7.8 * mm
_FACT = 52 * mm


@dataclass(frozen=True, slots=True)
class BlankGuide:
    """A guide to be printed; a name and a day where it is for somebody already."""

    office: OfficeRow
    guide: Guide
    name: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """All that the record of an interview says; facts are (in words, the sentence)."""

    office: OfficeRow
    card: InterviewCard
    name: str
    number: str
    language: str
    facts: tuple[tuple[str, str], ...]


def blank_guide(
    session: Session, office_id: Id, role: Role, code: str, version: int | None = None
) -> BlankGuide:
    """The guide of a role in a language, for an office."""
    with speaking(code):
        return BlankGuide(office(session, office_id), guide(role, code, version))


def guide_of(session: Session, interview_id: Id) -> BlankGuide:
    """The guide with which an interview was begun, with its person and day."""
    card, name, _number = _of(session, interview_id)
    with speaking(card.language):
        own = guide(card.role, card.language, card.guide_version)
        return BlankGuide(office(session, card.office_id), own, name, card.held_on)


def record(session: Session, interview_id: Id) -> Record:
    """The record of an interview in the language in which it was held; raises `UserError` where
    the reader may not read it.
    """
    card, name, number = _of(session, interview_id)
    if card.closed:
        raise UserError(
            N_(
                "This is shown to few. Its author, or who administers the office, can open it "
                "or change it."
            )
        )
    code = card.language if card.language in LANGUAGES else "fr"
    rows = findings.findings(session, card.person_id)
    with speaking(code):
        told = [(facts.title(row.fact), row.words) for row in rows
                if row.interview_id == interview_id]  # fmt: skip
        place = office(session, card.office_id)
    return Record(place, card, name, number, code, tuple(told))


def draw_guide(sheet: BlankGuide) -> bytes:
    """The PDF, in the language of the guide."""
    with speaking(sheet.guide.language):
        return layout.render(
            _head(sheet.office, sheet.guide.language, "", sheet.day), _guide_story(sheet)
        )


def draw_record(one: Record) -> bytes:
    """The PDF, in the language of the interview."""
    with speaking(one.language):
        return layout.render(
            _head(one.office, one.language, one.number, _day(one.card)), _record_story(one)
        )


def guide_title(sheet: BlankGuide) -> str:
    """How the guide is called."""
    role = reference.chosen("role", sheet.guide.role)
    return _("Interview guide: %(role)s", role=role)


def _of(session: Session, interview_id: Id) -> tuple[InterviewCard, str, str]:
    card = interview(session, interview_id)
    if card is None:
        raise UserError(N_("This interview is no longer on this desk."))
    row = session.execute(
        select(Person.given_name, Person.family_name, Person.number).where(
            Person.id == card.person_id
        )
    ).one_or_none()
    name = full_name(row.given_name, row.family_name) if row else ""
    return card, name, (row.number or "") if row else ""


def _day(card: InterviewCard) -> date | None:
    """When it was held, else when its notes were finished."""
    return card.held_on or (card.finished_at.date() if card.finished_at else None)


def _head(place: OfficeRow, code: str, number: str, day: date | None) -> layout.Head:
    return layout.Head(
        title=_("Intake interview"),
        language=f"{code}-BE",
        office=f"DUO for a JOB · {place.name}",
        address=place.address,
        contact=" · ".join(part for part in (place.phone, place.email) if part),
        number=number,
        version="" if day else _("confidential: for the office only"),
        keep_until=kept_until(day) if day else None,
    )


def _guide_story(sheet: BlankGuide) -> list[Flowable]:
    styles = layout.styles()
    day = long(sheet.day, sheet.guide.language) if sheet.day else ""
    head = [
        layout.heading(guide_title(sheet), "title", 0),
        p(_("version %(n)s", n=sheet.guide.version), styles["small"]),
        Spacer(1, 3 * mm),
        _filled_in([(_("Name"), sheet.name), (_("Day"), day), (_("By"), "")]),
        Spacer(1, 2 * mm),
        p(
            _(
                "The questions may be asked in any order, and none must be asked. Write down only "
                "what helps to form a good duo: nothing about origin, belief, health or family."
            ),
            layout.style("advice", 10, leading=1.25, color=layout.MUTED),
        ),
    ]
    parts = [_part(place, one) for place, one in enumerate(sheet.guide.sections, start=1)]
    return [*head, *parts]


def _part(place: int, section: Section) -> Flowable:
    """A part with its questions and lines to write on; never torn apart."""
    small = layout.style("question", 10, leading=1.22, color=layout.MUTED, leftIndent=4 * mm)
    questions = [p(f"–  {question}", small) for question in section.questions]
    return KeepTogether(
        [layout.heading(f"{place}  {section.title}", "clause", 1), *questions, _ruled(_LINES)]
    )


def _ruled(count: int) -> Flowable:
    lines = Table([[""]] * count, colWidths=[layout.WIDTH], rowHeights=[_LINE] * count)
    lines.setStyle(TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.5, layout.LINE)]))
    return lines


def _filled_in(places: list[tuple[str, str]]) -> Flowable:
    """Titles with what is known, or a line to write on."""
    styles = layout.styles()
    cells = [[p(title, styles["label"]) for title, _said in places],
             [p(said, styles["text"]) for _title, said in places]]  # fmt: skip
    widths = [layout.WIDTH * share for share in (0.5, 0.25, 0.25)]
    table = Table(cells, colWidths=widths, rowHeights=[5 * mm, 8 * mm])
    table.setStyle(
        TableStyle(
            [
                ("LINEBELOW", (0, 1), (-1, 1), 0.6, layout.INK),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 4 * mm),
                ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 0.5 * mm),
            ]
        )
    )
    return table


def _record_story(one: Record) -> list[Flowable]:
    styles, card = layout.styles(), one.card
    role = reference.chosen("role", card.role)
    about = [
        " · ".join(part for part in (role, long(card.held_on, one.language) if card.held_on else "",
                                     _minutes(card)) if part),
        _("Led by %(name)s", name=card.author) if card.author else "",
        _("Interview guide, version %(n)s", n=card.guide_version),
        "" if card.finished_at else _("Not finished: what follows are notes so far."),
        _("Shown to few: its author and who administers the office.") if card.restricted else "",
    ]  # fmt: skip
    text = card.draft.text if card.draft is not None else card.notes
    return [
        layout.heading(_("Intake interview of %(name)s", name=one.name or "?"), "title", 0),
        layout.summary([p(line, styles["text"]) for line in about if line]),
        Spacer(1, 3 * mm),
        *(_written(line) for line in light_marks.lines(text)),
        *_facts(one.facts),
    ]


def _minutes(card: InterviewCard) -> str:
    return _("%(n)s minutes", n=card.minutes) if card.minutes else ""


def _written(line: Line) -> Flowable:
    styles = layout.styles()
    parts = list(line.parts)
    if line.mark == Mark.GAP:
        return Spacer(1, 2 * mm)
    if line.mark == Mark.HEADING:
        return layout.heading(line.text, "clause", 1)
    if line.mark == Mark.ITEM:
        return p_parts([("plain", "•  "), *parts], styles["item"])
    if line.mark == Mark.QUOTE:
        quoted = layout.style(
            "quote", leftIndent=5 * mm, spaceAfter=1 * mm, borderPadding=(0, 0, 0, 2 * mm),
            color=layout.ACCENT,
        )  # fmt: skip
        return p_parts(parts, quoted)
    return p_parts(parts, styles["text"])


def _facts(told: tuple[tuple[str, str], ...]) -> list[Flowable]:
    """The facts that were noted, beside the words they came from."""
    if not told:
        return []
    styles = layout.styles()
    small = layout.style("words", 10, leading=1.3)
    rows = [[p(fact, small, bold=True), p(f"“{words}”", small)] for fact, words in told]
    table = Table(rows, colWidths=[_FACT, layout.WIDTH - _FACT])
    table.setStyle(
        TableStyle(
            [
                ("LINEBELOW", (0, 0), (-1, -1), 0.5, layout.LINE),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (0, -1), 0),
            ]
        )
    )
    title = layout.heading(_("Noted in the profile, from these words"), "clause", 1)
    return [Spacer(1, 2 * mm), title, Spacer(1, 1 * mm), table, p("", styles["small"])]
