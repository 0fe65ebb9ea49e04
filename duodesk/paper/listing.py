"""A list on paper: landscape, its headings on every page, rows drawn whole, page x of y.

Drawn row by row: a table of ReportLab takes minutes for what here takes seconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from duodesk.base.i18n import _, language
from duodesk.base.progress import Progress, silent
from duodesk.paper import fonts
from duodesk.paper.layout import ACCENT, INK, LINE, MUTED, SOFT, kept, style
from duodesk.paper.text import clean, p

PAGE = landscape(A4)
_SIDE, _TOP, _FOOT, _BASE = 14 * mm, 13 * mm, 18 * mm, 10 * mm
WIDTH = PAGE[0] - 2 * _SIDE
_SIZE, _LEAD, _PAD = 8.5, 11.0, 2.4
_LEAST, _MOST = 5 * mm, 62 * mm
_SAMPLE = 400  # rows whose texts say how wide a column is
_TALLEST = 14  # lines of a row; what is longer is cut with a mark, and whole in the workbook


@dataclass(frozen=True, slots=True)
class Heading:
    """What a list says of itself: title, office and day, how many of how many, filters in words,
    what its signs mean, and until when it may be kept.
    """

    title: str
    below: str
    told: str = ""
    legend: str = ""
    keep_until: date | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column on paper."""

    title: str
    right: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as it will be drawn."""

    cells: tuple[Paragraph | str, ...]
    height: float


def list_pdf(
    heading: Heading,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    *,
    progress: Progress = silent,
) -> bytes:
    """The PDF; the same content gives the same bytes."""
    fonts.register()
    return _Printing(heading, columns, rows, progress).draw()


class _Printing:
    """One list on its way to paper."""

    def __init__(
        self,
        heading: Heading,
        columns: Sequence[Column],
        rows: Sequence[Sequence[str]],
        progress: Progress,
    ) -> None:
        self._heading, self._columns, self._rows = heading, columns, rows
        self._progress = progress
        self._widths = _widths(columns, rows)
        self._left = style("cell", _SIZE, leading=_LEAD / _SIZE)
        self._right = ParagraphStyle("right", parent=self._left, alignment=TA_RIGHT)
        self._head = self._measured([c.title for c in columns], bold=True)
        target = BytesIO()
        self._target = target
        self._canvas = Canvas(
            target, pagesize=PAGE, invariant=1, lang=f"{language()}-BE", initialFontName=fonts.BODY
        )
        self._canvas.setTitle(clean(heading.title))
        self._canvas.setSubject(clean(heading.told))
        self._canvas.setCreator("Duodesk")

    def draw(self) -> bytes:
        """All pages."""
        pages = list(self._pages())
        for number, page in enumerate(pages, start=1):
            y = self._top(first=number == 1)
            self._canvas.setFillColor(SOFT)
            self._canvas.rect(_SIDE, y - self._head.height, WIDTH, self._head.height, 0, 1)
            y = self._draw_row(self._head, y)
            for row in page:
                y = self._draw_row(row, y)
            self._foot(number, len(pages))
            self._canvas.showPage()
        self._canvas.save()
        return self._target.getvalue()

    def _pages(self) -> Iterator[list[_Row]]:
        """The rows of each page; there is always a first one."""
        page: list[_Row] = []
        room = self._room(first=True)
        for done, texts in enumerate(self._rows):
            if not done % 200:
                self._progress.step(done, len(self._rows))
            row = self._measured(texts)
            if row.height > room and page:
                yield page
                page, room = [], self._room(first=False)
            page.append(row)
            room -= row.height
        yield page

    def _room(self, *, first: bool) -> float:
        return float(self._top(first=first, draw=False) - self._head.height - _FOOT)

    def _top(self, *, first: bool, draw: bool = True) -> float:
        """Draw the head of a page; the height at which the rows begin."""
        y: float = PAGE[1] - _TOP
        head = self._heading
        lines = [(head.title, style("title", 15, leading=1.25, bold=True, color=ACCENT))] if first \
            else []  # fmt: skip
        small = style("small", 9, leading=1.3, color=MUTED)
        lines += [(text, small) for text in (head.below, head.told, head.legend) if first and text]
        for text, look in lines:
            paragraph = p(text, look)
            height: float = paragraph.wrap(WIDTH, PAGE[1])[1]
            y -= height
            if draw:
                paragraph.drawOn(self._canvas, _SIDE, y)
        return float(y - 5 if first else y)

    def _measured(self, texts: Sequence[str], *, bold: bool = False) -> _Row:
        cells: list[Paragraph | str] = []
        height = _LEAD
        for text, width, column in zip(texts, self._widths, self._columns, strict=True):
            if not bold and _is_plain(text, width):
                cells.append(text)
                continue
            look = self._right if column.right else self._left
            cell = p(text, look, bold=bold)
            tall = cell.wrap(width - 2 * _PAD, PAGE[1])[1]
            if tall > _TALLEST * _LEAD:
                cell = p(_cut(text, width), look, bold=bold)
                tall = cell.wrap(width - 2 * _PAD, PAGE[1])[1]
            cells.append(cell)
            height = max(height, tall)
        return _Row(tuple(cells), height + 2 * _PAD)

    def _draw_row(self, row: _Row, y: float) -> float:
        canvas, x = self._canvas, _SIDE
        canvas.setFillColor(INK)
        canvas.setFont(fonts.BODY, _SIZE)
        for cell, width, column in zip(row.cells, self._widths, self._columns, strict=True):
            if isinstance(cell, Paragraph):
                cell.drawOn(canvas, x + _PAD, y - _PAD - cell.height)
            elif column.right:
                canvas.drawRightString(x + width - _PAD, y - _PAD - _SIZE, cell)
            else:
                canvas.drawString(x + _PAD, y - _PAD - _SIZE, cell)
            x += width
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.4)
        canvas.line(_SIDE, y - row.height, _SIDE + WIDTH, y - row.height)
        return y - row.height

    def _foot(self, number: int, of: int) -> None:
        canvas = self._canvas
        canvas.setFont(fonts.BODY, 8)
        canvas.setFillColor(MUTED)
        _place(canvas, self._heading)
        canvas.drawRightString(PAGE[0] - _SIDE, _BASE, _("page %(n)s of %(of)s", n=number, of=of))


def _place(canvas: Any, heading: Heading) -> None:
    told = (heading.title, heading.below, kept(heading.keep_until))
    words = " · ".join(part for part in told if part)
    paragraph = p(words, style("foot", 8, color=MUTED))
    paragraph.wrap(WIDTH * 0.8, PAGE[1])
    paragraph.drawOn(canvas, _SIDE, _BASE - 3)


def _is_plain(text: str, width: float) -> bool:
    """Whether a text can be drawn as it is: one line of signs that our own font has."""
    known = fonts.drawable(fonts.BODY)
    whole = text == clean(text) and all(ord(sign) in known for sign in text)
    return whole and stringWidth(text, fonts.BODY, _SIZE) <= width - 2 * _PAD


def _cut(text: str, width: float) -> str:
    """As much as a row holds, with a mark where it was cut."""
    kept = int(width / (_SIZE * 0.55)) * (_TALLEST - 2)
    return f"{text[:kept]} […]"


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[float]:
    """Widths that fill the page: as the texts need it, narrow columns first."""
    wanted = []
    for place, column in enumerate(columns):
        texts = (row[place] for row in rows[:_SAMPLE])
        longest = max((stringWidth(t[:80], fonts.BODY, _SIZE) for t in texts), default=0.0)
        title = stringWidth(column.title, fonts.BOLD, _SIZE)
        words = max((stringWidth(w, fonts.BOLD, _SIZE) for w in column.title.split()), default=0)
        need = max(longest, words if len(column.title) > 3 else title) + 2 * _PAD + 1
        wanted.append(min(max(need, _LEAST), _MOST))
    total = sum(wanted)
    if total <= WIDTH:
        return [width * WIDTH / total for width in wanted]
    fair = WIDTH / len(columns)
    spare = sum(max(fair - width, 0.0) for width in wanted)
    over = sum(max(width - fair, 0.0) for width in wanted)
    return [min(width, fair) + max(width - fair, 0.0) * spare / over for width in wanted]
