"""The recovery sheet: twelve words on paper that open the desk when the passphrase is lost; that of
the laptop which founded the organisation has its 24 words too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table, TableStyle

from duodesk.base.dates import long
from duodesk.base.i18n import _, speaking
from duodesk.paper import layout
from duodesk.paper.text import p


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What the sheet says."""

    office: str
    made_on: date
    words: tuple[str, ...]
    # On the laptop that founded the organisation: its key.
    organisation: tuple[str, ...] = ()


def draw(sheet: RecoverySheet, language: str) -> bytes:
    """The PDF, one page."""
    with speaking(language):
        head = layout.Head(
            _("Recovery sheet"), f"{language}-BE", office=f"DUO for a JOB · {sheet.office}"
        )
        return layout.render(head, _story(sheet, language))


def _story(sheet: RecoverySheet, language: str) -> list[Flowable]:
    styles = layout.styles()
    made = _(
        "Made on %(day)s for the desk in %(office)s.",
        day=long(sheet.made_on, language),
        office=sheet.office,
    )
    advice = (
        _(
            "These twelve words open the desk if the passphrase is forgotten. There is no other "
            "way."
        ),
        _(
            "Keep this sheet in a safe, not beside the laptop. Whoever holds both can read "
            "everything."
        ),
        _("When a new sheet is made, destroy this one: its twelve words open nothing any more."),
        _("To use it: start Duodesk, choose “Passphrase forgotten?” and type the words in order."),
    )
    return [
        layout.heading(_("Recovery sheet"), "title", 0),
        p(made, styles["text"]),
        Spacer(1, 5 * mm),
        _grid(sheet.words, columns=3, size=17, room=3 * mm),
        Spacer(1, 5 * mm),
        *(p(f"•  {line}", styles["item"]) for line in advice),
        *(_organisation(sheet) if sheet.organisation else ()),
    ]


def _organisation(sheet: RecoverySheet) -> list[Flowable]:
    styles = layout.styles()
    told = _(
        "If every laptop is lost that may invite others, these 24 words give another one the right "
        "again: in “Exchange”, under “Offices and laptops”. A new sheet has the same words."
    )
    return [
        layout.heading(_("For the whole organisation"), "clause", 1),
        p(told, styles["text"]),
        Spacer(1, 3 * mm),
        _grid(sheet.organisation, columns=6, size=12, room=0.8 * mm),
    ]


def _grid(words: tuple[str, ...], *, columns: int, size: int, room: float) -> Flowable:
    """The words in columns, numbered downwards; `size` in points, `room` above and below them."""
    number = layout.style("number", 10, color=layout.MUTED)
    word = layout.style(f"word-{size}", size, bold=True)
    rows = -(-len(words) // columns)
    cells = [
        [
            [p(f"{column * rows + row + 1}", number), p(words[column * rows + row], word)]
            for column in range(columns)
            if column * rows + row < len(words)
        ]
        for row in range(rows)
    ]
    table = Table(cells, colWidths=[layout.WIDTH / columns] * columns)
    table.setStyle(
        TableStyle(
            [
                ("BOX", (0, 0), (-1, -1), 0.8, layout.ACCENT),
                ("INNERGRID", (0, 0), (-1, -1), 0.5, layout.LINE),
                ("BACKGROUND", (0, 0), (-1, -1), layout.SOFT),
                ("TOPPADDING", (0, 0), (-1, -1), 0.75 * room),
                ("BOTTOMPADDING", (0, 0), (-1, -1), room),
                ("LEFTPADDING", (0, 0), (-1, -1), layout.WIDTH / columns / 12),
            ]
        )
    )
    return table
