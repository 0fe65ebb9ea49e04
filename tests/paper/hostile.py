"""Names that try to be something else than a name: made with a seed, and some chosen by hand."""

from __future__ import annotations

import unicodedata
from collections import Counter
from random import Random

from bidi.mirror import MIRRORED

from duodesk.paper import fonts

ARABIC = "محمد بن عبد الله الأحمد"
NAMES = (
    "Jean <jean@x.be> ou 0485",
    "R&D &amp; &lt; &#65; &nbsp;",
    "<b>unclosed",
    '<img src="/etc/passwd" width="9"/>',
    "<para><font name='Nowhere'>x</font></para>",
    "]]><!-- <?php {{7*7}} ${7*7} #{7}",
    "{{mentee_name}} {0.__class__} %s %(name)s %n",
    "=cmd|' /C calc'!A0",
    "\u202eKarim\u202c \u2066Ali\u2069 \u200fX\u061c",
    "a\x00b\x07c\x1bd\x7fe",
    "\ud83dlone\udc00",
    "Z\u0351\u0354a\u0309\u030a\u031bl\u0334g\u0489o\u0323\u0302",
    "Nguyễn Thị Ánh Tuyết ở Đặng",
    "Şahin Yıldız Łukasz Ğ ẞ Ő ț",
    "Ελένη Παπαδοπούλου ΐ ᾳ",
    "Олексій Ґалаґан Ђорђе Њ",
    "ሰላም ተስፋዬ ኃይለ፡ሥላሴ",
    ARABIC,
    "(محمد) أحمد [2] Ali 12",
    "مُحَمَّد ۱۲۳ ٤٥٦ پژمان‌زاده",
    "Nour 😀❤\ufe0f 👨\u200d👩\u200d👧 🇧🇪 朱明 שלום",
    "-- \\ / | \\n %0A \\u0041 $HOME `id`",
    "Van den Berg-" * 23,
    "Wwwwwwwwww" * 30,
    "  O'Neill   d’Hondt  \t(ép. «Ğ»)\r\nsecond",
)
_PIECES = (
    "<", ">", "&", '"', "'", "/>", "<b>", "</b>", "<br/>", "<i ", "<a href='x'>", "<!--", "]]>",
    "&amp;", "&#0;", "&x;", "{{", "}}", "{{7*7}}", "%s", "%(name)s", "%", "{0}", "$", "\\", "\x00",
    "\x08", "\x1f", "\x85", "\u2028", "\u200b", "\u200d", "\u202e", "\u2067", "\u2069", "\ufeff",
    "\ud800", "\udfff", "\ufffe", "\U0010ffff", "\ue000", "\u0301", "\u0323\u0302", "\u0489",
    "\ufe0f", "😀", "🇧🇪", "明", "שלום", "ไทย", "e\u0301", "ß", "ẞ", "ĳ", "ﬁ", "Đ", "ấ", "Ω", "Ж",
    "ሰ", "ላ", "፡", "م", "حمد", "لا", "ﷲ", "َ", "٣", "۴", "ـ", "(", ")", "[", "]", "«", "»", " ",
    "  ", "\t", "\n", "-", ".", "7", "42", "Ali", "van", "O'", "\xa0", "\u202f", "\xad",
)  # fmt: skip


def names(count: int, seed: int = 20_26) -> list[str]:
    """The same names for the same seed, of one sign to three hundred."""
    dice = Random(seed)
    made = list(NAMES)
    while len(made) < count:
        length = 300 if not len(made) % 100 else dice.randint(1, 14)
        made.append("".join(dice.choice(_PIECES) for _ in range(length))[:300])
    return made[:count]


def from_the_right(name: str) -> bool:
    """Whether signs of it are read from the right."""
    ways = {unicodedata.bidirectional(sign) for sign in name if unicodedata.category(sign) != "Cf"}
    return not ways.isdisjoint({"R", "AL"})


def arabic(name: str) -> bool:
    """Whether it has Arabic letters, digits or marks, which readers of files put in an order of
    their own.
    """
    return any("\u0600" <= sign <= "\u08ff" for sign in name) or from_the_right(name)


def expected(name: str) -> str:
    """What paper must show of a name, without spaces: what no font has as a box, and nothing of
    what changes or controls other signs.
    """
    composed = unicodedata.normalize("NFC", name)
    known = frozenset().union(*map(fonts.drawable, ("Inter", "Arabic", "Ethiopic")))
    told = []
    for sign in composed:
        kind = unicodedata.category(sign)
        if kind in {"Cc", "Cs", "Cf"} or sign.isspace():
            continue
        if ord(sign) in known:
            told.append(sign)
        elif sign != "\ufe0f":
            told.append(fonts.BOX)
    return "".join(told)


def squeezed(text: str) -> str:
    """Without spaces, ends of lines, and signs that nobody sees."""
    return "".join(s for s in text if not s.isspace() and unicodedata.category(s) != "Cf")


def folded(text: str) -> Counter[str]:
    """Which letters a text has, whatever their forms and order; a bracket is one either way."""
    plain = unicodedata.normalize("NFKD", squeezed(text))
    return Counter(min(sign, MIRRORED.get(sign, sign)) for sign in plain if not sign.isspace())
