"""The attendance of a series on landscape pages: empty for a trainer's pen, or as it was noted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak, Spacer, Table, TableStyle
from sqlalchemy.orm import Session

from duodesk.base.dates import short, weekday
from duodesk.base.i18n import _, language, speaking
from duodesk.base.ids import Id
from duodesk.office.queries import OfficeRow, office
from duodesk.paper import layout, wide
from duodesk.paper.keeping import kept_until
from duodesk.paper.text import p
from duodesk.training.attendance import Cell, Grid, GridRow, UnitDay, grid
from duodesk.training.series import series
from duodesk.training.words import Attended

# Signs that are as quickly drawn as read.
SIGNS = {
    Attended.PRESENT: "✓",
    Attended.ABSENT: "✗",
    Attended.EXCUSED: "○",
    Attended.MADE_UP: "+",
}
_ACROSS = 8  # columns of a page; more go on on the next
_OPEN = 4  # lines for who comes unannounced
_NUMBER, _NAME, _TOTAL = 9 * mm, 62 * mm, 22 * mm
_HEAD, _LINE = 13 * mm, 8.6 * mm
_LETTERS = 60  # of the title of a unit


@dataclass(frozen=True, slots=True)
class AttendanceSheet:
    """What the sheet says, in which language; `blank` leaves out what was noted."""

    office: OfficeRow
    language: str
    title: str
    grid: Grid
    printed_on: date
    blank: bool


def collect(
    session: Session, series_id: Id, *, today: date, blank: bool = False
) -> AttendanceSheet | None:
    """All that the sheet of a series says, in the language spoken; None when there is no such
    series (any more).
    """
    row = series(session, series_id)
    if row is None:
        return None
    return AttendanceSheet(
        office=office(session, row.office_id),
        language=language(),
        title=row.name,
        grid=grid(session, series_id),
        printed_on=today,
        blank=blank,
    )


def draw(sheet: AttendanceSheet) -> bytes:
    """The PDF; many people go on on more pages, and so do many units."""
    with speaking(sheet.language):
        head = layout.Head(
            title=_("Attendance: %(series)s", series=sheet.title),
            language=f"{sheet.language}-BE",
            office=f"DUO for a JOB · {sheet.office.name}",
            number=_("printed on %(day)s", day=short(sheet.printed_on)),
            keep_until=kept_until(sheet.printed_on),
        )
        return wide.render(head, _story(sheet))


def file_name(sheet: AttendanceSheet) -> str:
    """How the file is called."""
    with speaking(sheet.language):
        title = _("Attendance")
    first = sheet.grid.columns[0].day if sheet.grid.columns else sheet.printed_on
    return f"{title} {first.isoformat()}.pdf"


def _story(sheet: AttendanceSheet) -> list[Flowable]:
    columns = sheet.grid.columns
    if not columns:
        return [p(_("No day is planned yet."), layout.styles()["text"])]
    story: list[Flowable] = []
    for begins in range(0, len(columns), _ACROSS):
        story += [PageBreak()] if story else []
        story += [_legend(), Spacer(1, 2 * mm), _table(sheet, begins)]
    return story


def _legend() -> Flowable:
    words = {
        Attended.PRESENT: _("present"),
        Attended.ABSENT: _("absent"),
        Attended.EXCUSED: _("excused"),
        Attended.MADE_UP: _("made up"),
    }
    told = " · ".join(f"{SIGNS[one]} {word}" for one, word in words.items())
    return p(told, layout.style("legend", 10, color=layout.MUTED))


def _table(sheet: AttendanceSheet, begins: int) -> Flowable:
    """The columns from one on; head and names stand on each page."""
    columns = sheet.grid.columns[begins : begins + _ACROSS]
    title = layout.style("head", 10, bold=True)
    head = [
        p("", title),
        p(_("Name"), title),
        *(_column(one) for one in columns),
        p(_("Followed"), title),
    ]
    rows = [_row(sheet, n, row, begins) for n, row in enumerate(sheet.grid.rows, start=1)]
    empty = [[_muted(str(len(rows) + n + 1)), *([""] * (len(columns) + 2))] for n in range(_OPEN)]
    rows += empty if sheet.blank else []
    if not rows:
        rows = [["", p(_("Nobody has a seat yet."), title), *([""] * (len(columns) + 1))]]
    each = (wide.WIDTH - _NUMBER - _NAME - _TOTAL) / max(len(columns), 4)
    widths = [_NUMBER, _NAME, *([each] * len(columns)), _TOTAL]
    table = Table(
        [head, *rows],
        colWidths=widths,
        repeatRows=1,
        minRowHeights=[_HEAD, *([_LINE] * len(rows))],
        hAlign="LEFT",
    )
    table.setStyle(
        TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.5, layout.LINE),
                ("BACKGROUND", (0, 0), (-1, 0), layout.SOFT),
                ("LINEBELOW", (0, 0), (-1, 0), 1, layout.ACCENT),
                ("VALIGN", (0, 0), (-1, 0), "TOP"),
                ("VALIGN", (0, 1), (-1, -1), "MIDDLE"),
                ("LEFTPADDING", (0, 0), (-1, -1), 1.4 * mm),
                ("RIGHTPADDING", (0, 0), (-1, -1), 1 * mm),
                ("TOPPADDING", (0, 0), (-1, -1), 0.8 * mm),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 0.8 * mm),
            ]
        )
    )
    return table


def _column(one: UnitDay) -> list[Flowable]:
    day = f"{weekday(one.day.weekday(), width='abbreviated')} {short(one.day)}"
    title = one.title if len(one.title) <= _LETTERS else one.title[: _LETTERS - 1] + "…"
    small = layout.style("unit", 7.5, leading=1.2, color=layout.MUTED)
    return [p(day, layout.style("day", 8.5, leading=1.2, bold=True)), p(title, small)]


def _row(sheet: AttendanceSheet, n: int, row: GridRow, begins: int) -> list[object]:
    name = layout.style("name", 10, leading=1.2)
    cells = row.cells[begins : begins + _ACROSS]
    told = ["" if sheet.blank else _cell(one) for one in cells]
    done = row.completion
    total = "" if sheet.blank else _("%(n)s of %(of)s", n=done.followed, of=done.of)
    return [_muted(str(n)), p(row.name or "?", name), *told, p(total, name)]


def _cell(one: Cell) -> Flowable | str:
    """What was noted, or where and when the unit was followed instead."""
    sign = SIGNS.get(one.presence, str(one.presence)) if one.presence is not None else ""
    if one.elsewhere is None:
        return p(sign, layout.style("sign", 12, leading=1.1, align=TA_CENTER)) if sign else ""
    where = " ".join(
        (sign, SIGNS[Attended.MADE_UP], short(one.elsewhere.day), one.elsewhere.office)
    )
    return p(where.strip(), layout.style("where", 7, leading=1.15, align=TA_CENTER))


def _muted(text: str) -> Flowable:
    return p(text, layout.style("number", 10, color=layout.MUTED))
