"""Papers as PDF, beside bare ReportLab setting the same words: python -m tests.bench.documents
[DOCUMENTS]

Each measurement runs in a process of its own, so that its memory is its own. Processor time is told
beside the clock: on a machine that others use, it is what a quiet one would need.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import cycle, islice, pairwise
from xml.sax.saxutils import escape

from pypdf import PdfReader
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

from duodesk.base.i18n import LANGUAGES
from duodesk.base.progress import Cancelled
from duodesk.documents.catalog import CATALOG
from duodesk.documents.draw import Paper, draw, draw_all
from duodesk.documents.wording import path
from duodesk.paper import fonts, template
from tests.bench.lists import _peak
from tests.bench.measure import Figure, median
from tests.documents.every import KINDS, paper

DOCUMENTS = 500
_NAMES = ("Amina Rahmani", "Nguyễn Thị Ánh", "Олексій Ґалаґан", "محمد بن عبد الله", "ሰላም ተስፋዬ")
_ONE, _ALL = 100, 40_000  # milliseconds at most


def papers(count: int) -> list[Paper]:
    """The two papers of duos in four languages, three pages and two, for people of many names."""
    kinds = islice(cycle([(kind, code) for code in LANGUAGES for kind in CATALOG]), count)
    names = cycle(_NAMES)
    return [
        paper(kind, code, {"mentee_name": f"{next(names)} {n}", "mentor_name": f"Paul {n}"})
        for n, (kind, code) in enumerate(kinds)
    ]


def bare(asked: Paper) -> bytes:
    """The same words as paragraphs of one style, with nothing around them."""
    fonts.register()
    look = ParagraphStyle("text", fontName=fonts.BODY, fontSize=11, leading=15.6)
    read = template.read(path(asked.kind, asked.language), asked.kind.fields)
    story = []
    for block in read.blocks:
        told = "".join(text for _, text in template.filled(block.text, asked.values))
        story.append(Paragraph(escape(told), look))
    target = BytesIO()
    document = BaseDocTemplate(target, pagesize=A4, initialFontName=fonts.BODY)
    frame = Frame(68, 68, A4[0] - 136, A4[1] - 180, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate("page", [frame]))
    document.build(story)
    return target.getvalue()


def first() -> Iterator[Figure]:
    """The first paper of a process, which also reads the fonts."""
    (asked,) = papers(1)
    yield _once("first agreement, fonts read", lambda: draw(asked))


def one() -> Iterator[Figure]:
    """Papers one at a time, each the median of several."""
    agreement = papers(1)[0]
    pages = len(PdfReader(BytesIO(draw(agreement))).pages)
    name = f"agreement of {pages} pages, {len(draw(agreement)) // 1000} kB"
    yield Figure(
        name, median(lambda: draw(agreement), 15), median(lambda: bare(agreement), 15), _ONE
    )
    for kind in KINDS[1:]:
        asked = paper(kind, "fr")
        yield Figure(kind.code, median(lambda asked=asked: draw(asked)), goal=_ONE)


def many(count: int) -> Iterator[Figure]:
    """All of them, telling how far it is; then the same, stopped in the middle."""
    asked = papers(count)
    for each in asked[: 2 * len(LANGUAGES)]:
        draw(each)  # in each language once: what is said is read then
    told: list[float] = []

    class Watching:
        def step(self, done: int, total: int, text: str = "") -> None:
            told.append(time.perf_counter())

    def all_of_them() -> None:
        size = sum(map(len, draw_all(asked, progress=Watching())))
        assert size

    yield _once(f"{count} papers, with progress", all_of_them, _ALL)
    waits = [after - before for before, after in pairwise(told)]
    yield Figure("  longest wait until a wish to stop is heard", max(waits) * 1000)

    class Stopping:
        def step(self, done: int, total: int, text: str = "") -> None:
            if done == total // 2:
                raise Cancelled

    def half_of_them() -> None:
        try:
            list(draw_all(asked, progress=Stopping()))
        except Cancelled:
            return
        raise AssertionError("it went on")

    yield _once("  the same, stopped in the middle", half_of_them)


def plain(count: int) -> Iterator[Figure]:
    """The same words by bare ReportLab."""
    asked = papers(count)
    bare(asked[0])

    def all_of_them() -> None:
        for each in asked:
            bare(each)

    yield _once(f"{count} papers, bare ReportLab", all_of_them)


def _once(name: str, work: Callable[[], object], goal: float | None = None) -> Figure:
    begin, cpu = time.perf_counter(), time.process_time()
    work()
    used = time.process_time() - cpu
    took = (time.perf_counter() - begin) * 1000
    return Figure(f"{name} (processor {used:.2f} s)", took, goal=goal)


def child(what: str, count: int) -> None:
    """One measurement in this process."""
    parts = {"first": first, "one": one, "many": lambda: many(count), "plain": lambda: plain(count)}
    for figure in parts[what]():
        print(figure, flush=True)
    print(f"{'  memory at the peak':58} {_peak():9} MB", flush=True)


def main(count: int) -> None:
    """Measure each part in a process of its own."""
    for what in ("first", "one", "many", "plain"):
        command = [sys.executable, "-m", "tests.bench.documents", what, str(count)]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        child(sys.argv[1], int(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS)
