"""The embedded fonts of every paper: Inter, and Noto for names in Arabic or Ge'ez script."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import groupby

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from duodesk.base.assets import resource

BODY, BOLD = "Inter", "Inter-Bold"
_FILES = {
    BODY: "Inter_400Regular",
    BOLD: "Inter_700Bold",
    "Arabic": "NotoNaskhArabic_400Regular",
    "Arabic-Bold": "NotoNaskhArabic_700Bold",
    "Ethiopic": "NotoSansEthiopic_400Regular",
    "Ethiopic-Bold": "NotoSansEthiopic_700Bold",
}
_SCRIPTS = (
    (
        "Arabic",
        ((0x0600, 0x06FF), (0x0750, 0x077F), (0x08A0, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF)),
    ),
    ("Ethiopic", ((0x1200, 0x139F), (0x2D80, 0x2DDF), (0xAB00, 0xAB2F))),
)


@cache
def register() -> None:
    """Make the fonts known to ReportLab, once."""
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(resource("fonts", f"{file}.ttf"))))
    pdfmetrics.registerFontFamily(BODY, normal=BODY, bold=BOLD, italic=BODY, boldItalic=BOLD)


def runs(text: str) -> Iterator[tuple[str, str]]:
    """Pieces of one script each, as (family, text); signs and spaces stay with what stands before
    them.
    """
    families: list[str] = []
    for sign in text:
        family = _family(sign)
        if family == BODY and not sign.isalpha() and families:
            family = families[-1]
        families.append(family)
    for family, pairs in groupby(zip(families, text, strict=True), key=lambda pair: pair[0]):
        yield family, "".join(sign for _, sign in pairs)


def _family(sign: str) -> str:
    code = ord(sign)
    for family, ranges in _SCRIPTS:
        if any(first <= code <= last for first, last in ranges):
            return family
    return BODY


@cache
def drawable(family: str) -> frozenset[int]:
    """The signs a font has."""
    register()
    return frozenset(pdfmetrics.getFont(family).face.charToGlyph)
