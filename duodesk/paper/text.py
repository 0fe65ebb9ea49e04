"""The one way by which text reaches ReportLab: escaped, cleaned, each script in a font that has it.

ReportLab reads paragraphs as markup: an unescaped name with `<` or `&` would vanish, stop the
document, or load a file. Nobody else makes a paragraph.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, tables
from typing_extensions import override

from duodesk.paper import fonts, two_ways

rl_config.trustedHosts = []
rl_config.trustedSchemes = ["data"]
rl_config.useA85 = 0  # streams as they are: a quarter less, and faster
rl_config.canvas_basefontname = fonts.BODY
tables.CellStyle.fontname = fonts.BODY  # else each table names a font that is not in the file

# Controls, halves of signs, and what changes how others are shown and says nothing itself.
_SILENT = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff]"
)


def clean(text: str) -> str:
    """Composed, without control signs and direction marks; line breaks stay."""
    if text.isascii() and text.isprintable():
        return text
    told = "\n".join(text.splitlines()).replace("\t", " ")
    return _SILENT.sub("", unicodedata.normalize("NFC", told))


def p(text: str, style: ParagraphStyle, *, bold: bool = False) -> Paragraph:
    """A paragraph that shows the text exactly, whatever it contains."""
    return p_parts([("bold" if bold else "plain", text)], style)


def p_parts(parts: list[tuple[str, str]], style: ParagraphStyle) -> Paragraph:
    """A paragraph of pieces, each plain, bold or missing (on yellow)."""
    fonts.register()
    told = [(kind, clean(text)) for kind, text in parts]
    if any(two_ways.from_the_right(text) for _, text in told):
        return TwoWays.of(told, style)
    return Measured(marked_up(told, style), style)


def marked_up(parts: Iterable[tuple[str, str]], style: ParagraphStyle) -> str:
    """Escaped pieces, with the font named where Inter has no such signs."""
    return "".join(_marked(kind, text, style) for kind, text in parts)


class Measured(Paragraph):
    """A paragraph whose lines are broken once for each width; ReportLab asks again and again."""

    _size: tuple[float, float, float] | None = None

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        # Where it cannot be split, ReportLab throws its lines away.
        if self._size is None or self._size[0] != width or not hasattr(self, "blPara"):
            self._break(width)
            self._size = (width, *super().wrap(width, height))
        return self._size[1:]

    def _break(self, width: float) -> None:
        """Make ready for lines of this width."""


class TwoWays(Measured):
    """A paragraph with words that are read from the right: its lines are broken as it is read,
    then each is set as it is seen.
    """

    _told: Sequence[tuple[str, str]] = ()

    @classmethod
    def of(cls, parts: Sequence[tuple[str, str]], style: ParagraphStyle) -> TwoWays:
        """The paragraph of these pieces; where ReportLab splits one in two, it makes both halves
        itself.
        """
        made = cls(marked_up(parts, style), style)
        made._told = parts
        return made

    @override
    def _break(self, width: float) -> None:
        if self._told:
            room = width - self.style.leftIndent - self.style.rightIndent
            lines = two_ways.lines(self._told, self.style, room)
            marked = "<br/>".join(marked_up(line, self.style) for line in lines)
            self._setup(marked, self.style, None, None, str)


def _marked(kind: str, text: str, style: ParagraphStyle) -> str:
    heavy = kind == "bold" or style.fontName == fonts.BOLD
    made = []
    for family, run in fonts.runs(text):
        shown = escape(run).replace("\n", "<br/>")
        if family != fonts.BODY:
            name, size = fonts.drawn_in(family, style.fontSize, heavy=heavy)
            shown = f'<font name="{name}" size="{size}">{shown}</font>'
        made.append(shown)
    whole = "".join(made)
    if kind == "bold":
        return f"<b>{whole}</b>"
    return f'<font backColor="#ffe58a">{whole}</font>' if kind == "missing" else whole
