"""The month of an office on one landscape page: everything dated, days off, school holidays."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table, TableStyle
from sqlalchemy.orm import Session

from duodesk.base.dates import add_months, hours, month, short, weekday
from duodesk.base.i18n import _, language, ngettext, speaking
from duodesk.base.ids import Id
from duodesk.office.queries import OfficeRow, office
from duodesk.paper import layout, wide
from duodesk.paper.text import p, p_parts
from duodesk.training.dated import Dated, DatedKind, dated
from duodesk.training.days_off import DayMark, communities_of, marks
from duodesk.training.words import Community

_WEEK = 9 * mm  # the column with the number of the week
_DAY = (wide.WIDTH - _WEEK) / 7
_PAD = 1 * mm
_HEAD = 6 * mm
_ROOM = wide.HEIGHT - _HEAD - _PAD  # for all weeks
_SIZES = (10, 9, 8, 7.5)  # of the letters of an entry
_MOST = 10  # entries of a day; more are counted
_LETTERS = 70  # of an entry
_HOLIDAY, _OUTSIDE = HexColor("#fbe9d7"), HexColor("#f2f4f4")


@dataclass(frozen=True, slots=True)
class MonthSheet:
    """What the page says, in which language; `month` is its first day."""

    office: OfficeRow
    language: str
    month: date
    printed_on: date
    days: Mapping[date, tuple[Dated, ...]] = field(default_factory=dict)
    marks: tuple[DayMark, ...] = ()

    @property
    def weeks(self) -> list[list[date]]:
        """The weeks of the month, Monday first, each with all its days."""
        return Calendar().monthdatescalendar(self.month.year, self.month.month)


def collect(
    session: Session,
    *,
    office_id: Id,
    day: date,
    today: date,
    kinds: Collection[DatedKind] | None = None,
    communities: Collection[Community] | None = None,
) -> MonthSheet:
    """The month around a day in the language spoken: the kinds asked for, and the school holidays
    of these communities, else of those that matter to the office.
    """
    first = day.replace(day=1)
    last = add_months(first, 1) - timedelta(days=1)
    place = office(session, office_id)
    whose = communities_of(place) if communities is None else communities
    found: dict[date, list[Dated]] = {}
    for one in dated(session, first=first, last=last, office_id=office_id, kinds=kinds):
        found.setdefault(one.day, []).append(one)
    return MonthSheet(
        office=place,
        language=language(),
        month=first,
        printed_on=today,
        days={on: tuple(entries) for on, entries in found.items()},
        marks=tuple(marks(session, first=first, last=last, communities=whose)),
    )


def draw(sheet: MonthSheet) -> bytes:
    """The PDF; a month with very much in it goes on on a second page."""
    with speaking(sheet.language):
        name = month(sheet.month, sheet.language)
        head = layout.Head(
            title=name[:1].upper() + name[1:],
            language=f"{sheet.language}-BE",
            office=f"DUO for a JOB · {sheet.office.name}",
            number=_("printed on %(day)s", day=short(sheet.printed_on)),
            version=_legend(sheet),
        )
        return wide.render(head, [_table(sheet)])


def file_name(sheet: MonthSheet) -> str:
    """How the file is called."""
    with speaking(sheet.language):
        title = _("Calendar")
    return f"{title} {sheet.month:%Y-%m}.pdf"


def _table(sheet: MonthSheet) -> Flowable:
    title = layout.style("weekday", 10, bold=True, color=layout.MUTED)
    number = layout.style("week", 8.5, color=layout.MUTED)
    weeks = sheet.weeks
    days = _days(sheet)
    head = ["", *(p(weekday(n), title) for n in range(7))]
    rows = [
        [p(str(week[0].isocalendar().week), number), *cells]
        for week, cells in zip(weeks, days, strict=True)
    ]
    least = _level([max(map(_tall, cells)) for cells in days], _ROOM)
    table = Table(
        [head, *rows],
        colWidths=[_WEEK, *([_DAY] * 7)],
        minRowHeights=[_HEAD, *([least] * len(weeks))],
        repeatRows=1,
    )
    table.setStyle(TableStyle([*_LOOK, *_tints(sheet)]))
    return table


_LOOK = [
    ("GRID", (1, 1), (-1, -1), 0.5, layout.LINE),
    ("LINEABOVE", (1, 1), (-1, 1), 1, layout.ACCENT),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), _PAD),
    ("RIGHTPADDING", (0, 0), (-1, -1), _PAD),
    ("TOPPADDING", (0, 0), (-1, -1), _PAD),
    ("BOTTOMPADDING", (0, 0), (-1, -1), _PAD),
]


def _days(sheet: MonthSheet) -> list[list[list[Flowable]]]:
    """The cells of each week, in letters that are smaller the more there is, so that a month stands
    on one page as long as it can.
    """
    made: list[list[list[Flowable]]] = []
    for size in _SIZES:
        made = [[_cell(sheet, day, size) for day in week] for week in sheet.weeks]
        if sum(max(map(_tall, cells)) for cells in made) <= _ROOM:
            break
    return made


def _tall(cell: list[Flowable]) -> float:
    """How high a cell is at the least."""
    heights = (
        float(one.wrap(_DAY - 2 * _PAD, wide.HEIGHT)[1]) + float(one.getSpaceBefore())
        for one in cell
    )
    return float(sum(heights) + 2 * _PAD)


def _level(heights: list[float], room: float) -> float:
    """The least height that fills the room when lower weeks are raised to it; 0 where the weeks are
    too high for it anyway.
    """
    falling = sorted(heights, reverse=True)
    for n, height in enumerate(falling):
        level = (room - sum(falling[:n])) / (len(falling) - n)
        if level >= height:
            return level
    return 0.0


def _tints(sheet: MonthSheet) -> list[tuple[object, ...]]:
    """Days of other months, weekends and legal holidays, each with its ground."""
    legal = {mark.day for mark in sheet.marks if mark.community is None}
    found: list[tuple[object, ...]] = []
    for row, week in enumerate(sheet.weeks, start=1):
        for column, day in enumerate(week, start=1):
            if day.month != sheet.month.month:
                tint = _OUTSIDE
            elif day in legal:
                tint = _HOLIDAY
            elif column > 5:
                tint = layout.SOFT
            else:
                continue
            found.append(("BACKGROUND", (column, row), (column, row), tint))
    return found


def _cell(sheet: MonthSheet, day: date, size: float) -> list[Flowable]:
    if day.month != sheet.month.month:
        return []
    head = layout.style("day", 10, leading=1.2)
    small = layout.style("off", size - 1, leading=1.2, color=layout.MUTED)
    schools = [mark.community for mark in sheet.marks if mark.day == day and mark.community]
    codes = " ".join(sorted({code.upper() for code in schools}))
    parts = [("bold", str(day.day)), ("plain", f"   {codes}" if codes else "")]
    found: list[Flowable] = [p_parts(parts, head)]
    found += [p(mark.name, small) for mark in sheet.marks if mark.day == day and not mark.community]
    entries = sheet.days.get(day, ())
    found += [_entry(one, size) for one in entries[:_MOST]]
    if more := len(entries) - _MOST:
        told = ngettext("%(n)s more", "%(n)s more", more)
        found += [p(told, small)] if more > 0 else []
    return found


def _entry(one: Dated, size: float) -> Flowable:
    look = layout.style(
        "entry", size, leading=1.2, spaceBefore=0.6 * mm,
        color=layout.MUTED if one.cancelled else layout.INK,
    )  # fmt: skip
    words = one.title if len(one.title) <= _LETTERS else one.title[: _LETTERS - 1] + "…"
    told = _("called off: %(what)s", what=words) if one.cancelled else words
    when = hours(one.start, one.minutes)
    return p_parts([("bold", f"{when} " if when else ""), ("plain", told)], look)


def _legend(sheet: MonthSheet) -> str:
    """What the codes beside a day mean, where there are some."""
    whose = {mark.community for mark in sheet.marks if mark.community}
    names = {
        Community.FRENCH: _("FR: school holidays of the French Community"),
        Community.FLEMISH: _("NL: school holidays of the Flemish Community"),
        Community.GERMAN: _("DE: school holidays of the German-speaking Community"),
    }
    return " · ".join(words for code, words in names.items() if code in whose)
