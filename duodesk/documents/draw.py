"""Drawing a paper of the catalogue from its template and its data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reportlab.platypus import Flowable, PageBreak

from duodesk.base.assets import resource
from duodesk.base.i18n import _, speaking
from duodesk.documents.catalog import DocumentKind
from duodesk.model.documents import Signatory
from duodesk.paper import layout, template
from duodesk.paper.text import p_parts


@dataclass(frozen=True, slots=True)
class Paper:
    """All that one printed paper says: kind, language, values of its places, who signs; above a
    letter, whom it goes to, and where and when it was written; where its text has one, a table.
    """

    kind: DocumentKind
    language: str
    values: Mapping[str, str | None]
    address: tuple[str, ...] = ()
    dated: str = ""
    table: layout.Grid | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """Places of the text for which nothing is known."""
        read = template.read(path(self.kind, self.language), self.kind.fields)
        return tuple(sorted(name for name in read.fields if not self.values.get(name)))


def path(kind: DocumentKind, language: str) -> Path:
    """Where the text of a kind lies in a language."""
    return resource("templates", language, f"{kind.code}.txt")


def draw(paper: Paper) -> bytes:
    """The PDF in the paper's language."""
    with speaking(paper.language):
        read = template.read(path(paper.kind, paper.language), paper.kind.fields)
        return layout.render(_head(paper), _story(read, paper))


def _head(paper: Paper) -> layout.Head:
    values = paper.values
    contact = " · ".join(v for v in (values.get("office_phone"), values.get("office_email")) if v)
    return layout.Head(
        title=paper.kind.title,
        language=f"{paper.language}-BE",
        office="DUO for a JOB · " + (values.get("office_name") or ""),
        address=values.get("office_address") or "",
        contact=contact,
        number=values.get("document_number") or "",
        version=_("version %(n)s", n=paper.kind.version),
        draft=not paper.kind.approved,
    )


def _story(read: template.Template, paper: Paper) -> list[Flowable]:
    styles = layout.styles()
    story: list[Flowable] = layout.letter_head(paper.address, paper.dated) if paper.address else []
    box: list[Flowable] = []
    for block in read.blocks:
        if box and not block.in_summary:
            story += [layout.summary(box)]
            box = []
        target = box if block.in_summary else story
        if block.kind in {"title", "clause"}:
            target.append(
                layout.heading(_plain(block.text, paper), block.kind, int(block.kind == "clause"))
            )
        elif block.kind == "signatures":
            target.append(_signatures(paper))
        elif block.kind == "receipt":
            target.append(PageBreak())
        elif block.kind == "table":
            target += [layout.grid(paper.table)] if paper.table else []
        else:
            style = styles["item" if block.kind == "item" else "text"]
            lead = {"item": "•  ", "box": "[   ]  "}.get(block.kind, "")
            target.append(p_parts([("plain", lead), *_parts(block.text, paper)], style))
    return story


def _parts(text: str, paper: Paper) -> list[tuple[str, str]]:
    names = {"value": "bold"}
    return [(names.get(kind, kind), piece) for kind, piece in template.filled(text, paper.values)]


def _plain(text: str, paper: Paper) -> str:
    return "".join(piece for _kind, piece in template.filled(text, paper.values))


def _signatures(paper: Paper) -> Flowable:
    """The boxes of those who sign; under a letter, room for a name written by hand."""
    if not paper.kind.signatories:
        return layout.room_to_sign()
    names = {
        Signatory.MENTEE: (_("Mentee"), paper.values.get("mentee_name")),
        Signatory.MENTOR: (_("Mentor"), paper.values.get("mentor_name")),
        Signatory.COORDINATOR: (_("For the office"), paper.values.get("coordinator_name")),
    }
    signers = [(names[who][0], names[who][1] or "") for who in paper.kind.signatories]
    return layout.signature_boxes(signers, _("Place and date: ………………………………………………"))
