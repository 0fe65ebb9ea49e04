"""Several papers in one PDF, each with its own head and page numbers, on sheets of its own."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable
from typing_extensions import override

from duodesk.base.i18n import _
from duodesk.paper import layout
from duodesk.paper.layout import Head
from duodesk.paper.text import clean


class Book:
    """Papers are added in the language that is spoken then; `content` is all of them."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._target = BytesIO()
        self._canvas: _Keeping | None = None
        self._papers = 0

    def add(self, head: Head, story: list[Flowable]) -> None:
        """Add a paper; one with an odd number of pages is followed by an empty one, so that the
        next begins on a sheet of its own where both sides are printed.
        """
        if self._canvas is not None and len(self._canvas.kept) % 2:
            self._canvas.leave_empty()
        sheet = layout.sheet(head, self._target)
        sheet._doSave = 0  # noqa: SLF001 - how ReportLab is told that more is to come
        self._papers += 1
        sheet.build(story, canvasmaker=self._paper)
        if self._canvas is not None:
            self._canvas.number(layout.told_of(head))

    def content(self) -> bytes:
        """The PDF; nothing can be added to it any more."""
        if self._canvas is not None:
            self._canvas.setTitle(clean(self._title))
            self._canvas.setSubject("")
            self._canvas.save()
        return self._target.getvalue()

    def _paper(self, *args: Any, **kwargs: Any) -> Canvas:
        """The one canvas, with names of their own for the bookmarks of each paper."""
        if self._canvas is None:
            self._canvas = _Keeping(*args, **kwargs)
        self._canvas.part = f"{self._papers}-"
        return self._canvas


class _Keeping(Canvas):
    """Keeps its pages until all are there; `number` writes at the foot of those of a paper."""

    part = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept: list[dict[str, Any]] = []
        self._feet: list[tuple[str, str]] = []

    @override
    def showPage(self) -> None:
        self.kept.append(dict(self.__dict__))
        self._startPage()

    def leave_empty(self) -> None:
        """A page with nothing on it."""
        self.showPage()
        self._feet.append(("", ""))

    def number(self, told: str) -> None:
        """Say what stands at the foot of the pages that were added last."""
        count = len(self.kept) - len(self._feet)
        self._feet += [
            (told, _("page %(n)s of %(of)s", n=n, of=count)) for n in range(1, count + 1)
        ]

    @override
    def save(self) -> None:
        edges = (layout.LEFT, layout.LEFT + layout.WIDTH)
        feet = self._feet
        for state, (told, page) in zip(self.kept, feet, strict=True):
            self.__dict__.update(state)
            if page:
                layout.foot(self, told, page, edges)
            super().showPage()
        super().save()
