"""What letters and papers to sign have of their own: the corner that a window envelope shows, and
the boxes to sign in.
"""

from __future__ import annotations

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Paragraph, Spacer, Table, TableStyle

from duodesk.base.i18n import _
from duodesk.paper.layout import LEAD, LEFT, MUTED, RIGHT, STEP, TOP, WIDTH, clauses, style, styles
from duodesk.paper.text import p

# Where a window shows a letter folded in three in a C5/6 envelope (229 x 114 mm), from the left and
# the top of the paper. Belgian envelopes have a window of 100 x 45 mm on the right, 15 mm from its
# edge and 20 mm from the lower one; bpost reads no address nearer to the edge, nor in the upper
# 40 mm (MassPost Guide 2025, 1.1). The paper can move by 19 mm and by 15 mm: between 34 mm and
# 94 mm nothing else may stand on the right, and this corner is seen wherever it lies.
_WINDOW = (118 * mm, 50 * mm)
_SHOWN, _BELOW_WINDOW = 28 * mm, 96 * mm
_NEAR = 9  # pieces of a clause that stay with the boxes below it


def letter_head(address: tuple[str, ...], dated: str) -> Flowable:
    """Whom a letter goes to, where a window envelope shows it, and beside it place and day."""
    return _Window("\n".join(address), dated)


class _Window(Flowable):
    """The upper third of a letter, down to below its first fold."""

    def __init__(self, address: str, dated: str) -> None:
        super().__init__()
        self._address, self._dated = _address(address), p(dated, style("dated", color=MUTED))

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        self._dated.wrap(_WINDOW[0] - LEFT - 26 * mm, A4[1])
        self.width, self.height = WIDTH, _BELOW_WINDOW - TOP
        return self.width, self.height

    def draw(self) -> None:
        top = self.height + TOP - _WINDOW[1]
        self._address.drawOn(self.canv, _WINDOW[0] - LEFT, top - self._address.height)
        self._dated.drawOn(self.canv, 0, top - self._dated.height)


def _address(text: str) -> Paragraph:
    """In smaller letters where a name is so long that the window would not show all of it."""
    made = [p(text, style("address", size)) for size in (11, 9, 7, 5, 2)]
    room = A4[0] - RIGHT - _WINDOW[0]
    return next((one for one in made if one.wrap(room, A4[1])[1] <= _SHOWN), made[-1])


def signature_boxes(signers: list[tuple[str, str]], place_and_date: str) -> list[Flowable]:
    """A box for each (capacity, name), side by side."""
    known = styles()
    names = [
        [p(capacity, known["label"], bold=True), p(name, known["text"])]
        for capacity, name in signers
    ]
    room = [[p(_("Read and understood"), known["small"]), Spacer(1, 4 * LEAD)] for _one in signers]
    # A name longer than a page goes on on the next: it is never cut.
    table = Table([names, room], colWidths=[WIDTH / len(signers)] * len(signers), splitInRow=1)
    table.setStyle(
        TableStyle(
            [
                ("BOX", (0, 0), (-1, -1), 0.6, MUTED),
                ("LINEAFTER", (0, 0), (-2, -1), 0.6, MUTED),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 2 * STEP),
                ("RIGHTPADDING", (0, 0), (-1, -1), 2 * STEP),
                ("TOPPADDING", (0, 0), (-1, 0), 2 * STEP),
                ("TOPPADDING", (0, 1), (-1, 1), 0),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
            ]
        )
    )
    return [Spacer(1, 2 * STEP), p(place_and_date, known["text"]), Spacer(1, STEP), table]


def signed_together(story: list[Flowable], rest: list[Flowable]) -> list[Flowable]:
    """What is signed and where, on one page: the rest with all that stands below the last
    heading, or with the last lines where no heading is near.
    """
    near = range(len(story) - 1, max(len(story) - _NEAR, -1), -1)
    begin = next((n for n in near if getattr(story[n], "keepWithNext", 0)), len(story) - 1)
    if begin < len(story) - 2:
        story[-1].spaceBefore = 2 * STEP  # the last words stand apart from what they close
    return [*clauses(story[:begin]), KeepTogether([*story[begin:], *rest])]


def room_to_sign() -> Flowable:
    """Where somebody signs a letter by hand."""
    return Spacer(1, 2.5 * LEAD)
