"""The one way by which text reaches ReportLab: escaped, cleaned, each script in a font that has it.

ReportLab reads paragraphs as markup: an unescaped name with `<` or `&` would vanish, stop the
document, or load a
file (reliability.md S-09). Nobody else makes a paragraph.
"""

from __future__ import annotations

import unicodedata
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from duodesk.paper import fonts

rl_config.trustedHosts = []
rl_config.trustedSchemes = ["data"]
rl_config.canvas_basefontname = fonts.BODY

# Signs that change how others are shown, and say nothing themselves.
_INVISIBLE = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C, 0xFEFF}


def clean(text: str) -> str:
    """Composed, without control signs and direction marks; line breaks stay."""
    kept = (
        sign
        for sign in unicodedata.normalize("NFC", text)
        if sign == "\n"
        or not (unicodedata.category(sign) in {"Cc", "Cs"} or ord(sign) in _INVISIBLE)
    )
    return "".join(kept)


def p(text: str, style: ParagraphStyle, *, bold: bool = False) -> Paragraph:
    """A paragraph that shows the text exactly, whatever it contains."""
    fonts.register()
    marked = marked_up(text)
    return Paragraph(f"<b>{marked}</b>" if bold else marked, style)


def p_parts(parts: list[tuple[str, str]], style: ParagraphStyle) -> Paragraph:
    """A paragraph of pieces, each plain, bold or missing (on yellow)."""
    fonts.register()
    made = []
    for kind, text in parts:
        marked = marked_up(text)
        if kind == "bold":
            marked = f"<b>{marked}</b>"
        elif kind == "missing":
            marked = f'<font backColor="#ffe58a">{marked}</font>'
        made.append(marked)
    return Paragraph("".join(made), style)


def marked_up(text: str) -> str:
    """Escaped text with the font named where Inter has no such signs; Arabic shaped and set from
    the right.
    """
    made = []
    for family, run in fonts.runs(clean(text)):
        if family == fonts.BODY:
            made.append(_escaped(_drawable(run, family)))
        else:
            shaped = _shaped(run) if family == "Arabic" else run
            made.append(f'<font name="{family}">{_escaped(_drawable(shaped, family))}</font>')
    return "".join(made)


def _escaped(text: str) -> str:
    return escape(text).replace("\n", "<br/>")


def _drawable(text: str, family: str) -> str:
    """A sign no font of ours has is shown as a box, never left out silently."""
    known = fonts.drawable(family)
    return "".join(
        sign if sign == "\n" or ord(sign) in known or sign == " " else "□" for sign in text
    )


def _shaped(text: str) -> str:
    import arabic_reshaper
    from bidi import get_display

    lead = text[: len(text) - len(text.lstrip())]
    tail = text[len(text.rstrip()) :]
    return lead + str(get_display(arabic_reshaper.reshape(text.strip()))) + tail
