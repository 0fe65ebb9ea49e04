"""The sheet of the weekly meetings for duos that write on paper: a line a week, with the holidays
and the weeks of rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table, TableStyle
from sqlalchemy.orm import Session

from duodesk.base.dates import short
from duodesk.base.i18n import N_, _, speaking
from duodesk.base.ids import Id
from duodesk.documents import duo_sheet
from duodesk.documents.catalog import kind_of
from duodesk.documents.draw import Paper, head
from duodesk.followup.pauses import spans
from duodesk.followup.schedule import Span
from duodesk.model.pairing import Duo
from duodesk.office import settings
from duodesk.office.queries import office
from duodesk.paper import layout, wide
from duodesk.paper.text import p
from duodesk.training.days_off import DayMark, communities_of, marks

_WEEK_DAYS = 7
# What is worked on most, as a column to tick, by words short enough for its head.
_TOPICS = (
    N_("CV"), N_("Cover letter"), N_("Job interview"), N_("Network"), N_("Project"), N_("Other"),
)  # fmt: skip
_NUMBER, _WHEN, _DATE, _LENGTH, _TICK, _TOLD = 9 * mm, 44 * mm, 24 * mm, 18 * mm, 20 * mm, 27 * mm
_NEXT = wide.WIDTH - _NUMBER - _WHEN - _DATE - _LENGTH - _TICK * len(_TOPICS) - _TOLD
_HEAD, _LINE = 9 * mm, 10.2 * mm


@dataclass(frozen=True, slots=True)
class WeekLine:
    """A week by its number; first and last day where the duo has begun, what is off in it, and
    whether the duo rests in it.
    """

    number: int
    first: date | None = None
    last: date | None = None
    off: tuple[str, ...] = ()
    rests: bool = False


@dataclass(frozen=True, slots=True)
class WeeklySheet:
    """What the sheet says; `paper` holds names and days."""

    paper: Paper
    weeks: tuple[WeekLine, ...]

    @property
    def language(self) -> str:
        """In which language it is."""
        return self.paper.language


def weekly_sheet(
    session: Session, duo_id: Id, *, today: date, language: str | None = None
) -> WeeklySheet:
    """The sheet in the language of the duo unless another is asked, with as many weeks as the duo
    has; before it has begun they have no days.
    """
    kind = kind_of("weekly_sheet")
    paper = duo_sheet.head_facts(session, duo_id, kind, today=today, language=language)
    duo = session.get_one(Duo, duo_id)
    chosen = settings.values(session, office_id=duo.office_id, on=today)
    usual = chosen.number(settings.DUO_WEEKS)
    start = duo.start_date
    if start is None:
        return WeeklySheet(paper, tuple(WeekLine(n) for n in range(1, usual + 1)))
    end = duo.expected_end or start + timedelta(weeks=usual)
    count = max(-(-(end - start).days // _WEEK_DAYS), 1)
    with speaking(paper.language):
        off = marks(
            session, first=start, last=start + timedelta(weeks=count),
            communities=communities_of(office(session, duo.office_id)),
        )  # fmt: skip
        pauses = [one if one.last else Span(one.first, today) for one in spans(session, duo_id)]
        lines = tuple(_line(start, n, off, pauses) for n in range(1, count + 1))
    return WeeklySheet(paper, lines)


def draw(sheet: WeeklySheet) -> bytes:
    """The PDF, as many pages as the weeks need."""
    with speaking(sheet.language):
        told = head(sheet.paper, duo_sheet.title_of(sheet.paper))
        return wide.render(told, duo_sheet.story(sheet.paper, _tables(sheet), titled=False))


def file_name(sheet: WeeklySheet) -> str:
    """How the file is called."""
    number = sheet.paper.values["duo_number"] or "?"
    return f"{number} {duo_sheet.title_of(sheet.paper)}.pdf"


def _line(start: date, number: int, off: list[DayMark], pauses: list[Span]) -> WeekLine:
    first = start + timedelta(weeks=number - 1)
    last = first + timedelta(days=_WEEK_DAYS - 1)
    here = [mark for mark in off if first <= mark.day <= last]
    legal = [f"{_brief(mark.day)} {mark.name}" for mark in here if mark.community is None]
    school = [_("school holidays")] if any(mark.community for mark in here) else []
    rests = any(one.first <= last and (one.last or last) >= first for one in pauses)
    return WeekLine(number, first, last, (*legal, *school), rests)


def _tables(sheet: WeeklySheet) -> Iterator[list[Flowable]]:
    yield [_table(sheet)]


def _table(sheet: WeeklySheet) -> Flowable:
    """Head and lines; the head stands on each page again."""
    title = layout.style("head", 8.5, leading=1.15, bold=True)
    words = (_("Week"), "", _("Date"), _("Length"), *(_(one) for one in _TOPICS), _("Told by"),
             _("Next time"))  # fmt: skip
    rows = [_row(week) for week in sheet.weeks]
    table = Table(
        [[p(word, title) for word in words], *rows],
        colWidths=[_NUMBER, _WHEN, _DATE, _LENGTH, *([_TICK] * len(_TOPICS)), _TOLD, _NEXT],
        repeatRows=1,
        minRowHeights=[_HEAD, *([_LINE] * len(rows))],
        hAlign="LEFT",
        spaceBefore=1 * mm,
    )
    rest = [
        ("BACKGROUND", (0, n), (-1, n), layout.SOFT)
        for n, week in enumerate(sheet.weeks, start=1)
        if week.rests
    ]
    table.setStyle(TableStyle([*_LOOK, *rest]))
    return table


def _row(week: WeekLine) -> list[Flowable | str]:
    days = layout.style("days", 10, leading=1.2)
    small = layout.style("off", 7.5, leading=1.15, color=layout.MUTED)
    told: list[Flowable] = []
    if week.first is not None and week.last is not None:
        told.append(p(f"{_brief(week.first)} – {short(week.last)}", days))
    note = " · ".join((*([_("Pause")] if week.rests else []), *week.off))
    told += [p(note, small)] if note else []
    return [
        p(str(week.number), layout.style("number", 11, bold=True)),
        told,
        *([""] * (len(_TOPICS) + 4)),
    ]


def _brief(day: date) -> str:
    """A day without its year."""
    return short(day)[:-5]


_LOOK = [
    ("GRID", (0, 0), (-1, -1), 0.5, layout.LINE),
    ("LINEAFTER", (0, 0), (0, -1), 0.5, layout.LINE),
    ("SPAN", (0, 0), (1, 0)),
    ("LINEBELOW", (0, 0), (-1, 0), 1, layout.ACCENT),
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ("LEFTPADDING", (0, 0), (-1, -1), 1.4 * mm),
    ("RIGHTPADDING", (0, 0), (-1, -1), 1 * mm),
    ("TOPPADDING", (0, 0), (-1, -1), 0.6 * mm),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0.6 * mm),
]
