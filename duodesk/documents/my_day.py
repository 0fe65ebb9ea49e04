"""A colleague's day on paper: what to do with room for notes, and whom to reach by telephone when
the laptop stays behind.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Table, TableStyle

from duodesk.base.dates import full, short
from duodesk.base.i18n import _, speaking
from duodesk.office.queries import OfficeRow
from duodesk.paper import layout
from duodesk.paper.text import p

_BOX, _WHEN, _WHO = 7 * mm, 15 * mm, 66 * mm
_WHY = layout.WIDTH - _BOX - _WHEN - _WHO
_SHARES = (0.62, 0.38)
# A heading keeps so much room below it.
_ROOM = 34 * mm


@dataclass(frozen=True, slots=True)
class DayLine:
    """One thing to do: when in words, whom it is about, why, and the numbers to call."""

    when: str
    who: str
    why: str
    phones: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DayPart:
    """The lines of one part of the list, under its title."""

    title: str
    lines: tuple[DayLine, ...]


@dataclass(frozen=True, slots=True)
class MyDay:
    """What the paper says, in which language; `phones` are names and numbers in their order."""

    office: OfficeRow
    language: str
    day: date
    name: str
    parts: tuple[DayPart, ...]
    phones: tuple[tuple[str, str], ...]


def draw(sheet: MyDay) -> bytes:
    """The PDF."""
    with speaking(sheet.language):
        head = layout.Head(
            title=_("My day"),
            language=f"{sheet.language}-BE",
            office=f"DUO for a JOB · {sheet.office.name}",
            number=_("For the office only: destroy it in the evening"),
            version=short(sheet.day),
            keep_until=sheet.day,
        )
        return layout.render(head, _story(sheet))


def file_name(sheet: MyDay) -> str:
    """How the file is called."""
    with speaking(sheet.language):
        title = _("My day")
    return f"{title} {sheet.day.isoformat()}.pdf"


def _story(sheet: MyDay) -> list[Flowable]:
    styles = layout.styles()
    told = " · ".join(part for part in (full(sheet.day, sheet.language), sheet.name) if part)
    story: list[Flowable] = [layout.heading(_("My day"), "title", 0), p(told, styles["text"])]
    for part in sheet.parts:
        story += [*_titled(part.title), _lines(part)]
    if not sheet.parts:
        story.append(p(_("Nothing needs you."), styles["text"]))
    if sheet.phones:
        rows = tuple(sheet.phones)
        titles = (_("Name"), _("Telephone"))
        story += _titled(_("Telephone numbers"))
        story.append(layout.grid(layout.Grid(titles, _SHARES, rows)))
    return story


def _titled(words: str) -> list[Flowable]:
    title = layout.heading(words, "clause", 1)
    title.keepWithNext = 0
    return [CondPageBreak(_ROOM), title]


def _lines(part: DayPart) -> Flowable:
    """A box to tick, when, whom with the numbers, why; the rest of the line is for notes."""
    strong = layout.style("who", 10, leading=1.25, bold=True)
    plain = layout.style("why", 10, leading=1.25)
    small = layout.style("phone", 10, leading=1.25, color=layout.MUTED)
    rows = []
    for line in part.lines:
        several = len(line.phones) > 1
        told = [f"{name}: {_whole(number)}" if several else number for name, number in line.phones]
        who = [p(line.who, strong), *(p(words, small) for words in told)]
        rows.append(["", p(line.when, plain), who, p(line.why, plain)])
    table = Table(rows, colWidths=[_BOX, _WHEN, _WHO, _WHY], minRowHeights=[11 * mm] * len(rows))
    table.setStyle(TableStyle([*_LOOK, *_boxes(len(rows))]))
    return table


def _whole(number: str) -> str:
    """A number that is never broken at the end of a line."""
    return number.replace(" ", "\N{NO-BREAK SPACE}")


def _boxes(count: int) -> list[tuple[object, ...]]:
    """Where a tick is made."""
    return [("LINEAFTER", (0, n), (0, n), 0.5, layout.LINE) for n in range(count)]


_LOOK = [
    ("LINEBELOW", (0, 0), (-1, -1), 0.5, layout.LINE),
    ("LINEBEFORE", (0, 0), (0, -1), 0.5, layout.LINE),
    ("LINEABOVE", (0, 0), (-1, 0), 1, layout.ACCENT),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 2 * mm),
    ("RIGHTPADDING", (0, 0), (-1, -1), 2 * mm),
    ("TOPPADDING", (0, 0), (-1, -1), 1.6 * mm),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 1.6 * mm),
]
