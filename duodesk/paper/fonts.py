"""The embedded fonts of every paper: Inter, and Noto for names in Arabic or Ge'ez script."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
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
# The joiner of marks and the signs that choose a form of the one before.
_UNSEEN = ((0x034F, 0x034F), (0x180B, 0x180F), (0xFE00, 0xFE0F), (0xE0100, 0xE01EF))
BOX = "□"
_LARGER = {"Arabic": 1.15}  # its letters are lower than Inter's of the same size


@cache
def register() -> None:
    """Make the fonts known to ReportLab, once."""
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(resource("fonts", f"{file}.ttf"))))
    pdfmetrics.registerFontFamily(BODY, normal=BODY, bold=BOLD, italic=BODY, boldItalic=BOLD)


def runs(text: str) -> Iterator[tuple[str, str]]:
    """Pieces of one font each, as (family, text); spaces and signs stay with what stands before
    them. A sign that no font has is a box, one that nobody would see is left out.
    """
    if drawable(BODY).issuperset(map(ord, text)):
        yield BODY, text
        return
    drawn: list[tuple[str, str]] = []
    for sign in text:
        family = _family(sign, drawn[-1][0] if drawn else BODY)
        if family is not None:
            drawn.append((family, sign))
        elif not _unseen(sign):
            drawn.append((BODY, BOX))
    for family, pairs in groupby(drawn, key=lambda pair: pair[0]):
        yield family, "".join(sign for _, sign in pairs)


def drawn_in(family: str, size: float, *, heavy: bool) -> tuple[str, float]:
    """Name and size of a font beside Inter of this size."""
    return f"{family}-Bold" if heavy else family, round(size * _LARGER.get(family, 1), 2)


@lru_cache(4096)
def _family(sign: str, before: str) -> str | None:
    """The font of a sign, given that of the sign before it."""
    own = next((family for family, ranges in _SCRIPTS if _among(sign, ranges)), None)
    if own is None and not sign.isalpha():
        own = before
    return next((one for one in (own, BODY) if one and ord(sign) in drawable(one)), None)


def _among(sign: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= ord(sign) <= last for first, last in ranges)


def _unseen(sign: str) -> bool:
    """Whether a sign only says how those beside it look."""
    return unicodedata.category(sign) == "Cf" or _among(sign, _UNSEEN)


@cache
def drawable(family: str) -> frozenset[int]:
    """The signs a font has, and the end of a line."""
    register()
    return frozenset(pdfmetrics.getFont(family).face.charToGlyph) | {ord("\n")}
