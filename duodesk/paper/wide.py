"""The landscape page of sheets that hang on a wall or lie on a table: a title, a table, numbered
pages.
"""

from __future__ import annotations

from io import BytesIO

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from duodesk.paper import fonts
from duodesk.paper.layout import ACCENT, MUTED, Head, draft_band, numbered, style
from duodesk.paper.text import clean, p

PAGE = landscape(A4)
_SIDE, _TOP, _FOOT = 12 * mm, 22 * mm, 19 * mm
_ROOM = 11 * mm  # for the title
_OFFICE = 0.3  # of the width
_BAND = 8.2 * mm  # above the band of a draft
WIDTH, HEIGHT = PAGE[0] - 2 * _SIDE, PAGE[1] - _TOP - _FOOT


def render(head: Head, story: list[Flowable]) -> bytes:
    """The PDF; the same content gives the same bytes."""
    fonts.register()
    target = BytesIO()
    frame = Frame(_SIDE, _FOOT, WIDTH, HEIGHT, 0, 0, 0, 0)
    document = BaseDocTemplate(
        target,
        pagesize=PAGE,
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
        PageTemplate("page", [frame], onPage=lambda canvas, _document: _draw(canvas, head))
    )
    document.build(story, canvasmaker=numbered(head, side=_SIDE, width=PAGE[0]))
    return target.getvalue()


def _draw(canvas: Canvas, head: Head) -> None:
    """The title on the left, the office on the right; a long title shrinks until it fits."""
    canvas.saveState()
    base = PAGE[1] - _TOP + 4 * mm
    office = p(head.office, style("office", 9.5, color=MUTED, align=TA_RIGHT))
    office.wrap(WIDTH * _OFFICE, _TOP)
    office.drawOn(canvas, _SIDE + WIDTH * (1 - _OFFICE), base)
    looks = [style("title", n, leading=1.15, bold=True, color=ACCENT) for n in (16, 12, 9, 7)]
    titles = [p(head.title, look) for look in looks]
    room = WIDTH * (0.98 - _OFFICE)
    title = next((one for one in titles if one.wrap(room, PAGE[1])[1] <= _ROOM), titles[-1])
    title.drawOn(canvas, _SIDE, base)
    if head.draft:
        draft_band(canvas, (_SIDE, PAGE[0] - _SIDE), PAGE[1] - _BAND)
    canvas.restoreState()
