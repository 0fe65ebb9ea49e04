"""The page of every paper: letterhead, grid, numbered pages, boxes for signing, the band of a
draft.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    PageTemplate,
    Spacer,
    Table,
    TableStyle,
)

from duodesk.base.i18n import _
from duodesk.paper import fonts
from duodesk.paper.text import clean, p

INK, MUTED, ACCENT, LINE, SOFT = (
    HexColor(c) for c in ("#1c2829", "#596264", "#0f6b6b", "#c9cfce", "#eef6f5")
)
LEFT, RIGHT, TOP, BOTTOM = 24 * mm, 24 * mm, 40 * mm, 24 * mm
WIDTH = A4[0] - LEFT - RIGHT


@dataclass(frozen=True, slots=True)
class Head:
    """What every page says of itself."""

    title: str
    language: str
    office: str = ""
    address: str = ""
    contact: str = ""
    number: str = ""
    version: str = ""
    draft: bool = False


def style(
    name: str, size: float = 11, *, leading: float = 1.42, color: Color = INK, **more: Any
) -> ParagraphStyle:
    """A text style of our grid."""
    fonts.register()
    font = fonts.BOLD if more.pop("bold", False) else fonts.BODY
    align = more.pop("align", TA_LEFT)
    return ParagraphStyle(
        name,
        fontName=font,
        fontSize=size,
        leading=size * leading,
        textColor=color,
        alignment=align,
        **more,
    )


def styles() -> dict[str, ParagraphStyle]:
    """The styles by the kinds of a template's blocks."""
    return {
        "title": style("title", 20, leading=1.2, bold=True, spaceAfter=4 * mm),
        "clause": style(
            "clause", 11.5, bold=True, color=ACCENT, spaceBefore=3.6 * mm, spaceAfter=0.8 * mm
        ),
        "text": style("text", spaceAfter=1.4 * mm),
        "item": style("item", leftIndent=5 * mm, bulletIndent=1 * mm, spaceAfter=0.6 * mm),
        "small": style("small", 9, color=MUTED),
        "label": style("label", 9, color=MUTED, spaceAfter=0.5 * mm),
    }


def render(head: Head, story: list[Flowable]) -> bytes:
    """The PDF; the same content gives the same bytes."""
    fonts.register()
    target = BytesIO()
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
    document.build(story, canvasmaker=numbered(head))
    return target.getvalue()


def heading(text: str, kind: str, level: int) -> Flowable:
    """A title or clause that also stands in the list of bookmarks."""
    return _Bookmarked(text, kind, level)


def summary(blocks: list[Flowable]) -> Flowable:
    """A tinted box."""
    box = Table([[blocks]], colWidths=[WIDTH])
    box.setStyle(
        TableStyle(
            [
                ("BACKGROUND", (0, 0), (-1, -1), SOFT),
                ("LINEBEFORE", (0, 0), (0, -1), 2.5, ACCENT),
                ("LEFTPADDING", (0, 0), (-1, -1), 5 * mm),
                ("RIGHTPADDING", (0, 0), (-1, -1), 5 * mm),
                ("TOPPADDING", (0, 0), (-1, -1), 3.5 * mm),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3 * mm),
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


def grid(told: Grid) -> Flowable:
    """The table as wide as the page; its headings stand on each page, and a row that is too high
    goes on there.
    """
    text, total = style("cell", leading=1.3), sum(told.shares)
    head = [p(title, style("head", 9.5, color=MUTED)) for title in told.headings]
    rows = [[p(word, text, bold=not n) for n, word in enumerate(row)] for row in told.rows]
    table = Table(
        [head, *rows],
        colWidths=[WIDTH * share / total for share in told.shares],
        repeatRows=1,
        splitInRow=1,
        spaceBefore=2 * mm,
        spaceAfter=3 * mm,
    )
    table.setStyle(
        TableStyle(
            [
                ("LINEBELOW", (0, 0), (-1, 0), 1, ACCENT),
                ("LINEBELOW", (0, 1), (-1, -1), 0.5, LINE),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 3 * mm),
                ("TOPPADDING", (0, 0), (-1, -1), 1.2 * mm),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1.6 * mm),
            ]
        )
    )
    return table


def letter_head(address: tuple[str, ...], dated: str) -> list[Flowable]:
    """Whom a letter goes to, where a window envelope shows it, then place and day."""
    indent = style("address", leftIndent=WIDTH * 0.55)
    right = style("dated", color=MUTED, leftIndent=WIDTH * 0.55)
    return [p("\n".join(address), indent), Spacer(1, 8 * mm), p(dated, right), Spacer(1, 6 * mm)]


def signature_boxes(signers: list[tuple[str, str]], place_and_date: str) -> Flowable:
    """A box for each (capacity, name), side by side, never parted from each other."""
    small, label = styles()["small"], styles()["label"]
    width = WIDTH / len(signers)
    cells = [
        [
            p(capacity, label, bold=True),
            p(name, styles()["text"]),
            p(_("Read and understood"), small),
            Spacer(1, 20 * mm),
        ]
        for capacity, name in signers
    ]
    table = Table([cells], colWidths=[width] * len(signers))
    table.setStyle(
        TableStyle(
            [
                ("BOX", (0, 0), (-1, -1), 0.6, LINE),
                ("INNERGRID", (0, 0), (-1, -1), 0.6, LINE),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, -1), 2.5 * mm),
            ]
        )
    )
    return KeepTogether(
        [Spacer(1, 4 * mm), p(place_and_date, styles()["text"]), Spacer(1, 2 * mm), table]
    )


def room_to_sign() -> Flowable:
    """Where somebody signs a letter by hand."""
    return Spacer(1, 14 * mm)


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

    def __init__(self, text: str, kind: str, level: int) -> None:
        super().__init__()
        self._text, self._level = clean(text), level
        self._paragraph = p(text, styles()[kind])
        self.keepWithNext = 1

    def getSpaceBefore(self) -> float:  # noqa: N802 - ReportLab's name
        return float(self._paragraph.getSpaceBefore())

    def getSpaceAfter(self) -> float:  # noqa: N802 - ReportLab's name
        return float(self._paragraph.getSpaceAfter())

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        size: tuple[float, float] = self._paragraph.wrap(width, height)
        self.height = size[1]
        return size

    def draw(self) -> None:
        key = f"{self._level}-{self._text}"
        self.canv.bookmarkHorizontal(key, 0, self.height)
        self.canv.addOutlineEntry(self._text, key, self._level, 0)
        self._paragraph.drawOn(self.canv, 0, 0)


def _frame(canvas: Canvas, head: Head) -> None:
    canvas.saveState()
    top = A4[1] - 16 * mm
    name = p(head.office, style("office", 12, bold=True, color=ACCENT))
    _place(canvas, name, LEFT, top, WIDTH * 0.6)
    _place(
        canvas,
        p("\n".join(x for x in (head.address, head.contact) if x), styles()["small"]),
        LEFT,
        top - 6.5 * mm,
        WIDTH,
    )
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.6)
    canvas.line(LEFT, A4[1] - TOP + 5 * mm, A4[0] - RIGHT, A4[1] - TOP + 5 * mm)
    if head.draft:
        _draft(canvas)
    canvas.restoreState()


def _draft(canvas: Canvas) -> None:
    text = _("DRAFT – not validated")
    canvas.setFillColor(HexColor("#fdebca"))
    canvas.roundRect(
        A4[0] - RIGHT - 52 * mm, A4[1] - 22 * mm, 52 * mm, 7.5 * mm, 2 * mm, stroke=0, fill=1
    )
    canvas.setFillColor(HexColor("#805000"))
    canvas.setFont(fonts.BOLD, 9)
    canvas.drawCentredString(A4[0] - RIGHT - 26 * mm, A4[1] - 19.6 * mm, text)


def _place(canvas: Canvas, paragraph: Any, x: float, top: float, width: float) -> None:
    _, height = paragraph.wrap(width, 40 * mm)
    paragraph.drawOn(canvas, x, top - height + 3 * mm)


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
                _foot(self, head, told, (side, width - side))
                super().showPage()
            super().save()

    return Counting


def _foot(canvas: Canvas, head: Head, page: str, edges: tuple[float, float]) -> None:
    canvas.saveState()
    canvas.setFont(fonts.BODY, 8.5)
    canvas.setFillColor(MUTED)
    told = " · ".join(part for part in (head.number, head.version) if part)
    canvas.drawString(edges[0], 13 * mm, clean(told))
    canvas.drawRightString(edges[1], 13 * mm, page)
    canvas.restoreState()
