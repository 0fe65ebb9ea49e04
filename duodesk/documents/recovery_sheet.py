"""The recovery sheet: twelve words on paper that open the desk when the passphrase is lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table, TableStyle

from duodesk.base.dates import long
from duodesk.base.i18n import _, speaking
from duodesk.paper import layout
from duodesk.paper.text import p

_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What the sheet says."""

    office: str
    made_on: date
    words: tuple[str, ...]


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
        _("When a new sheet is made, destroy this one: it opens nothing any more."),
        _("To use it: start Duodesk, choose “Passphrase forgotten?” and type the words in order."),
    )
    return [
        layout.heading(_("Recovery sheet"), "title", 0),
        p(made, styles["text"]),
        Spacer(1, 5 * mm),
        _grid(sheet.words),
        Spacer(1, 7 * mm),
        *(p(f"•  {line}", styles["item"]) for line in advice),
    ]


def _grid(words: tuple[str, ...]) -> Flowable:
    number = layout.style("number", 10, color=layout.MUTED)
    word = layout.style("word", 17, bold=True)
    rows = -(-len(words) // _COLUMNS)
    cells = [
        [
            [p(f"{column * rows + row + 1}", number), p(words[column * rows + row], word)]
            for column in range(_COLUMNS)
            if column * rows + row < len(words)
        ]
        for row in range(rows)
    ]
    table = Table(cells, colWidths=[layout.WIDTH / _COLUMNS] * _COLUMNS)
    table.setStyle(
        TableStyle(
            [
                ("BOX", (0, 0), (-1, -1), 0.8, layout.ACCENT),
                ("INNERGRID", (0, 0), (-1, -1), 0.5, layout.LINE),
                ("BACKGROUND", (0, 0), (-1, -1), layout.SOFT),
                ("TOPPADDING", (0, 0), (-1, -1), 3 * mm),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 4 * mm),
                ("LEFTPADDING", (0, 0), (-1, -1), 5 * mm),
            ]
        )
    )
    return table
