"""Drawing a paper of the catalogue from its template and its data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable, PageBreak

from duodesk.base.i18n import _, speaking
from duodesk.base.progress import Progress, silent
from duodesk.documents.catalog import DocumentKind
from duodesk.documents.wording import Wording
from duodesk.model.documents import Signatory
from duodesk.paper import layout, letter, template
from duodesk.paper.book import Book
from duodesk.paper.text import p_parts


@dataclass(frozen=True, slots=True)
class Paper:
    """All that one printed paper says: kind, language, values of its places, the text these stand
    in; above a letter, whom it goes to, and where and when it was written; where its text has one,
    a table.
    """

    kind: DocumentKind
    language: str
    values: Mapping[str, str | None]
    wording: Wording
    address: tuple[str, ...] = ()
    dated: str = ""
    table: layout.Grid | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """Places of the text for which nothing is known."""
        named = self.wording.read(self.kind).fields
        return tuple(sorted(name for name in named if not self.values.get(name)))

    @property
    def number(self) -> str:
        """The number printed on it, empty for a paper without."""
        return self.values.get("document_number") or ""


def draw(paper: Paper) -> bytes:
    """The PDF in the paper's language."""
    with speaking(paper.language):
        return layout.render(head(paper, paper.kind.title), _story(paper))


def draw_all(papers: Sequence[Paper], *, progress: Progress = silent) -> Iterator[bytes]:
    """The PDFs of many papers, one after the other; who asks to stop is heard between two."""
    for done, paper in enumerate(papers):
        progress.step(done, len(papers))
        yield draw(paper)


def draw_together(
    papers: Sequence[tuple[Paper, int]], title: str, *, progress: Progress = silent
) -> bytes:
    """One PDF of many papers, each as often as is asked."""
    made = Book(title)
    for done, (paper, copies) in enumerate(papers):
        progress.step(done, len(papers))
        with speaking(paper.language):
            for _copy in range(copies):
                made.add(head(paper, paper.kind.title), _story(paper))
    return made.content()


def head(paper: Paper, title: str) -> layout.Head:
    """What every page says of the paper."""
    values = paper.values
    contact = " · ".join(v for v in (values.get("office_phone"), values.get("office_email")) if v)
    return layout.Head(
        title=title,
        language=f"{paper.language}-BE",
        office="DUO for a JOB · " + (values.get("office_name") or ""),
        address=values.get("office_address") or "",
        contact=contact,
        number=paper.number,
        version=_("version %(n)s", n=paper.wording.label),
        draft=not paper.wording.approved,
    )


def _story(paper: Paper) -> list[Flowable]:
    """The text with what is signed kept together; the lines of a long letter are closer."""
    read = paper.wording.read(paper.kind)
    story, signed = _pieces(read, paper, layout.LEAD)
    if paper.address and not layout.fits(story):
        story, signed = _pieces(read, paper, layout.CLOSER)
    if signed is None:
        return layout.clauses(story)
    return letter.signed_together(story[:signed], story[signed:])


def _pieces(
    read: template.Template, paper: Paper, lead: float
) -> tuple[list[Flowable], int | None]:
    """All pieces in their order, and which of them begins what is signed."""
    story: list[Flowable] = (
        [letter.letter_head(paper.address, paper.dated)] if paper.address else []
    )
    box: list[Flowable] = []
    signed: int | None = None
    for block in read.blocks:
        if box and not block.in_summary:
            story += [layout.summary(box)]
            box = []
        if block.kind == "signatures":
            signed = len(story)
        target = box if block.in_summary else story
        target += _flowables(block, paper, lead)
    return story, signed


def _flowables(block: template.Block, paper: Paper, lead: float) -> list[Flowable]:
    """What a piece of the text is on paper."""
    if block.kind in {"title", "clause"}:
        level = int(block.kind == "clause")
        look = "subject" if paper.address and not level else block.kind
        return [layout.heading(_plain(block.text, paper), look, level, lead)]
    if block.kind == "signatures":
        return _signatures(paper)
    if block.kind == "receipt":
        return [PageBreak()]
    if block.kind == "table":
        return [layout.grid(paper.table, lead)] if paper.table else []
    mark = {"item": layout.BULLET, "box": layout.TICK}.get(block.kind, "")
    parts = [("plain", mark), *_parts(block.text, paper)]
    return [p_parts(parts, layout.styles(lead)[block.kind])]


def _parts(text: str, paper: Paper) -> list[tuple[str, str]]:
    names = {"value": "bold"}
    return [(names.get(kind, kind), piece) for kind, piece in template.filled(text, paper.values)]


def _plain(text: str, paper: Paper) -> str:
    return "".join(piece for _kind, piece in template.filled(text, paper.values))


def _signatures(paper: Paper) -> list[Flowable]:
    """The boxes of those who sign; under a letter, room for a name written by hand."""
    if not paper.kind.signatories:
        return [letter.room_to_sign()]
    names = {
        Signatory.MENTEE: (_("Mentee"), paper.values.get("mentee_name")),
        Signatory.MENTOR: (_("Mentor"), paper.values.get("mentor_name")),
        Signatory.COORDINATOR: (_("For the office"), paper.values.get("coordinator_name")),
    }
    signers = [(names[who][0], names[who][1] or "") for who in paper.kind.signatories]
    return letter.signature_boxes(signers, _("Place and date: ………………………………………………"))
