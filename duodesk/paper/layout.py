"""The page of every paper: letterhead, grid, numbered pages, boxes for signing, the band of a
draft.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from io import BytesIO
from itertools import pairwise
from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    PageTemplate,
    Paragraph,
    Table,
    TableStyle,
)

from duodesk.base.dates import short
from duodesk.base.i18n import _
from duodesk.paper import fonts
from duodesk.paper.text import clean, p

INK, MUTED, ACCENT, LINE, SOFT = (
    HexColor(c) for c in ("#1c2829", "#596264", "#0f6b6b", "#c9cfce", "#eef6f5")
)
# The grid: the height of a line of text, and a quarter of it, by which things stand apart.
LEAD = 5.5 * mm
STEP = LEAD / 4
CLOSER = 4.8 * mm  # of a letter that would not stand on one page
LEFT, RIGHT, TOP, BOTTOM = 24 * mm, 24 * mm, 41 * mm, 22.25 * mm  # 42 lines and a half between
WIDTH = A4[0] - LEFT - RIGHT
_SHORT = 6 * LEAD  # of a clause that is never parted
_HEAD_TOP, _HEAD_ROOM, _FOOT = 18 * mm, 14.5 * mm, 11.5 * mm


@dataclass(frozen=True, slots=True)
class Head:
    """What every page says of itself. What is for the office alone says at its foot until which day
    it may be kept.
    """

    title: str
    language: str
    office: str = ""
    address: str = ""
    contact: str = ""
    number: str = ""
    version: str = ""
    draft: bool = False
    keep_until: date | None = None


def style(
    name: str, size: float = 11, *, leading: float = LEAD / 11, color: Color = INK, **more: Any
) -> ParagraphStyle:
    """A text style of our grid."""
    fonts.register()
    font = fonts.BOLD if more.pop("bold", False) else fonts.BODY
    align = more.pop("align", TA_LEFT)
    return ParagraphStyle(
        name,
        allowWidows=0,
        allowOrphans=0,
        fontName=font,
        fontSize=size,
        leading=size * leading,
        textColor=color,
        alignment=align,
        **more,
    )


@cache
def styles(lead: float = LEAD) -> dict[str, ParagraphStyle]:
    """The styles by the kinds of a template's blocks, on a grid of lines of this height."""
    step = lead / 4
    small = {"leading": 3 * step / 9, "color": MUTED}
    return {
        "title": style("title", 20, leading=6 * step / 20, bold=True, spaceAfter=4 * step),
        "subject": style("subject", 16, leading=5 * step / 16, bold=True, spaceAfter=2 * step),
        "clause": style(
            "clause", 11.5, leading=lead / 11.5, bold=True, color=ACCENT, spaceBefore=3 * step
        ),
        "text": style("text", leading=lead / 11, spaceAfter=step),
        "item": _hanging("item", BULLET, leading=lead / 11, spaceAfter=step / 2),
        "box": _hanging("box", TICK, leading=lead / 11, spaceAfter=step),
        "small": style("small", 9, **small),
        "label": style("label", 9, **small),
    }


# What stands before an item of a list, and before a sentence that one agrees to.
BULLET, TICK = "• ", "[\u00a0\u00a0\u00a0] "


def _hanging(name: str, lead: str, **more: Any) -> ParagraphStyle:
    """A style whose lines begin where the words after `lead` do."""
    fonts.register()
    wide = float(stringWidth(lead, fonts.BODY, 11))
    return style(name, leftIndent=max(5 * mm, wide), firstLineIndent=-wide, **more)


def render(head: Head, story: list[Flowable]) -> bytes:
    """The PDF; the same content gives the same bytes."""
    target = BytesIO()
    sheet(head, target).build(story, canvasmaker=numbered(head))
    return target.getvalue()


def sheet(head: Head, target: BytesIO) -> BaseDocTemplate:
    """The upright page with what it says of itself, ready to be filled."""
    fonts.register()
    page = Frame(LEFT, BOTTOM, WIDTH, A4[1] - TOP - BOTTOM, 0, 0, 0, 0)
    document = BaseDocTemplate(
        target,
        pagesize=A4,
        invariant=1,
        lang=head.language,
        title=clean(head.title),
        author=clean(head.office),
        subject=clean(head.number),
        creator="Duodesk",
        displayDocTitle=1,
        initialFontName=fonts.BODY,
    )
    document.addPageTemplates(
        PageTemplate("page", [page], onPage=lambda canvas, _document: _frame(canvas, head))
    )
    return document


def heading(text: str, kind: str, level: int, lead: float = LEAD) -> Flowable:
    """A title, subject or clause that also stands in the list of bookmarks."""
    return _Bookmarked(clean(text), p(text, styles(lead)[kind]), level)


def fits(story: list[Flowable]) -> bool:
    """Whether all of it stands on one page, with a little left."""
    tall = apart = 0.0
    for one in story:
        tall += one.wrap(WIDTH, A4[1])[1] + max(apart, one.getSpaceBefore())
        apart = one.getSpaceAfter()
    return bool(tall <= A4[1] - TOP - BOTTOM - 2 * STEP)


def clauses(story: list[Flowable]) -> list[Flowable]:
    """The story with its short clauses on one page each; a longer one begins with two lines at
    the least.
    """
    made: list[Flowable] = []
    begins = [n for n, one in enumerate(story) if isinstance(one, _Bookmarked)]
    for begin, end in pairwise([0, *begins, len(story)]):
        clause = story[begin:end]
        tall = sum(one.wrap(WIDTH, A4[1])[1] for one in clause)
        if begin in begins and tall <= _SHORT:
            made.append(KeepTogether(clause))
            continue
        if begin in begins and len(clause) > 2 and clause[1].height <= LEAD:
            clause[1].keepWithNext = 1
        made += clause
    return made


def summary(blocks: list[Flowable]) -> Flowable:
    """A tinted box; what is longer than a page goes on on the next."""
    box = Table([[blocks]], colWidths=[WIDTH], splitInRow=1)
    box.setStyle(
        TableStyle(
            [
                ("BACKGROUND", (0, 0), (-1, -1), SOFT),
                ("LINEBEFORE", (0, 0), (0, -1), 2.5, ACCENT),
                ("LEFTPADDING", (0, 0), (-1, -1), LEAD),
                ("RIGHTPADDING", (0, 0), (-1, -1), LEAD),
                ("TOPPADDING", (0, 0), (-1, -1), 3 * STEP),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 2 * STEP),
            ]
        )
    )
    return box


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of texts: headings, the parts of the width that its columns have, rows; the first
    column is bold.
    """

    headings: tuple[str, ...]
    shares: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


def grid(told: Grid, lead: float = LEAD) -> Flowable:
    """The table as wide as the page; its headings stand on each page, and a row that is too high
    goes on there.
    """
    text, total = style("cell", leading=lead / 11), sum(told.shares)
    head = [p(title, style("head", 9.5, color=MUTED)) for title in told.headings]
    rows = [[p(word, text, bold=not n) for n, word in enumerate(row)] for row in told.rows]
    table = Table(
        [head, *rows],
        colWidths=[WIDTH * share / total for share in told.shares],
        repeatRows=1,
        splitInRow=1,
        spaceBefore=STEP,
        spaceAfter=2 * STEP,
    )
    table.setStyle(
        TableStyle(
            [
                ("LINEBELOW", (0, 0), (-1, 0), 1, ACCENT),
                ("LINEBELOW", (0, 1), (-1, -1), 0.5, LINE),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 3 * mm),
                ("TOPPADDING", (0, 0), (-1, -1), STEP / 2),
                ("BOTTOMPADDING", (0, 0), (-1, -1), STEP),
            ]
        )
    )
    return table


def room_to_write(line: float = 8.5 * mm, *, most: int = 12) -> Flowable:
    """Lines to write on, as many as the page still holds, at least one."""
    return _Ruled(line, most)


class _Ruled(Flowable):
    """Lines down to the foot of the page."""

    def __init__(self, line: float, most: int) -> None:
        super().__init__()
        self._line, self._most = line, most

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        count = max(1, min(int(height // self._line), self._most))
        self.width, self.height = width, count * self._line
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setStrokeColor(MUTED)
        self.canv.setLineWidth(0.5)
        for n in range(round(self.height / self._line)):
            self.canv.line(0, n * self._line, self.width, n * self._line)


class _Bookmarked(Flowable):
    """A heading that leaves a bookmark where it stands."""

    def __init__(self, text: str, paragraph: Paragraph, level: int) -> None:
        super().__init__()
        self._text, self._level, self._paragraph = text, level, paragraph
        self.keepWithNext = 1

    def getSpaceBefore(self) -> float:  # noqa: N802 - ReportLab's name
        return float(self._paragraph.getSpaceBefore())

    def getSpaceAfter(self) -> float:  # noqa: N802 - ReportLab's name
        return float(self._paragraph.getSpaceAfter())

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        size: tuple[float, float] = self._paragraph.wrap(width, height)
        self.height = size[1]
        return size

    def split(self, width: float, height: float) -> list[Flowable]:
        parts: list[Flowable] = self._paragraph.split(width, height)
        return [_Bookmarked(self._text, one, self._level) for one in parts[:1]] + parts[1:]

    def draw(self) -> None:
        key = f"{getattr(self.canv, 'part', '')}{self._level}-{self._text}"
        self.canv.bookmarkHorizontal(key, 0, self.height)
        self.canv.addOutlineEntry(self._text, key, self._level, 0)
        self._paragraph.drawOn(self.canv, 0, 0)


def _frame(canvas: Canvas, head: Head) -> None:
    canvas.saveState()
    top = A4[1] - _HEAD_TOP
    for paragraph in _letterhead(head):
        top -= paragraph.height
        paragraph.drawOn(canvas, LEFT, top)
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.6)
    line = A4[1] - _HEAD_TOP - _HEAD_ROOM
    canvas.line(LEFT, line, A4[0] - RIGHT, line)
    if head.draft:
        draft_band(canvas, (LEFT, A4[0] - RIGHT), A4[1] - 9 * mm)
    canvas.restoreState()


def _letterhead(head: Head) -> list[Paragraph]:
    """Office, address, how to reach it; what is long is smaller, until it fits."""
    told = "\n".join(part for part in (head.address, head.contact) if part)
    made: list[Paragraph] = []
    for size in (1, 0.8, 0.6, 0.45):
        name = style("office", 12 * size, leading=LEAD / 12, bold=True, color=ACCENT)
        made = [p(head.office, name)]
        made.append(p(told, style("small", 9 * size, leading=3 * STEP / 9, color=MUTED)))
        if sum(one.wrap(WIDTH, A4[1])[1] for one in made) <= _HEAD_ROOM:
            break
    return made


def draft_band(canvas: Canvas, edges: tuple[float, float], top: float) -> None:
    """A band over the whole page, above all that is written."""
    left, right = edges
    low = top - 6.5 * mm
    canvas.setFillColor(HexColor("#805000"))
    canvas.rect(left, low, right - left, 6.5 * mm, stroke=0, fill=1)
    canvas.setFillColor(HexColor("#ffffff"))
    canvas.setFont(fonts.BOLD, 11)
    canvas.drawCentredString((left + right) / 2, low + 1.9 * mm, _("DRAFT – not validated"))


def numbered(head: Head, *, side: float = LEFT, width: float = A4[0]) -> type[Canvas]:
    """A canvas that keeps its pages until their number is known, and writes it at their foot."""

    class Counting(Canvas):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self._kept: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802 - ReportLab's name
            self._kept.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for number, state in enumerate(self._kept, start=1):
                self.__dict__.update(state)
                told = _("page %(n)s of %(of)s", n=number, of=len(self._kept))
                foot(self, told_of(head), told, (side, width - side))
                super().showPage()
            super().save()

    return Counting


def told_of(head: Head) -> str:
    """What stands at the foot of each page: number, version, how long it may be kept."""
    return " · ".join(part for part in (head.number, head.version, kept(head.keep_until)) if part)


def kept(until: date | None) -> str:
    """That a paper is for few, and until which day it may be kept; nothing where it is for all."""
    return _("confidential – keep until %(day)s", day=short(until)) if until else ""


def foot(canvas: Canvas, told: str, page: str, edges: tuple[float, float]) -> None:
    """What is told on the left, the page on the right; many words go on upwards."""
    room = edges[1] - edges[0]
    for text, align, share in ((told, TA_LEFT, 0.8), (page, TA_RIGHT, 1.0)):
        line = p(text, style("foot", 8.5, leading=1.2, color=MUTED, align=align))
        line.wrap(room * share, A4[1])
        line.drawOn(canvas, edges[0], _FOOT)
