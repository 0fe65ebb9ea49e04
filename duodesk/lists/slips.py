"""What a cell with a slip of the keys may have meant: only ever proposed, never taken by itself;
nothing where nobody can know. Pure.
"""

from __future__ import annotations

import re

from duodesk.lists import hours as free_time
from duodesk.lists import tongues
from duodesk.lists.words import Find
from duodesk.people.checks import digits, email_warning, phone_warning

# Where most people have their mail.
_MAIL_HOUSES = (
    "gmail.com", "hotmail.com", "hotmail.be", "hotmail.fr", "outlook.com", "outlook.be",
    "outlook.fr", "live.com", "live.be", "live.fr", "yahoo.com", "yahoo.fr", "icloud.com",
    "msn.com", "telenet.be", "skynet.be", "proximus.be", "voo.be", "scarlet.be",
)  # fmt: skip
_WITHOUT_DOT = {house.replace(".", ""): house for house in _MAIL_HOUSES}
_FIGURES = str.maketrans({"o": "0", "O": "0", "l": "1", "I": "1"})
# A letter for a figure, where a figure stands beside.
_LETTER = re.compile(r"(?<=\d)[oOlI](?![^\W\d_])|(?<![^\W_])[oOlI](?=\d)")
_LEVEL = re.compile(r"(?<!\w)([ABCabc])[ .\-]?([12lI])(?!\w)")
_ABROAD = re.compile(r"(\+|00)32[\s./\-]*0(?=[\s./\-]*[1-9])")
_POSTCODE = re.compile(r"(?:B(?:E|EL)?[\s.\-]*)?([1-9]\d{3})(?:[\s,\-]+[^\d]+)?", re.IGNORECASE)


def email(text: str) -> str:
    """A comma for a dot, a blank within, the dot that a well-known house of mail lost."""
    plain = re.sub(r"\s+", "", text).replace(",", ".").replace(";", ".").strip(".")
    plain = re.sub(r"\.{2,}", ".", plain).replace(".@", "@").replace("@.", "@")
    name, at, house = plain.partition("@")
    house = _WITHOUT_DOT.get(house.casefold(), house)
    return _other(text, f"{name}{at}{house}" if not email_warning(f"{name}{at}{house}") else "")


def phone(text: str) -> str:
    """A letter for a figure; +32 and still the 0 that belongs to numbers within the country."""
    plain = _ABROAD.sub(r"\g<1>32 ", text.strip().translate(_FIGURES))
    if phone_warning(plain):
        return ""
    within = len(digits(plain)) in {9, 10}
    abroad = plain.startswith(("+", "00"))
    return _other(text, plain if within or abroad else "")


def languages(text: str, find: Find) -> str:
    """Languages with their levels, of which a blank or a letter hid the figure: B 1, Cl."""
    mended = _levels(text)
    return _other(text, "" if tongues.languages(mended, find).left else mended)


def level(text: str) -> str:
    """The same of a level alone."""
    mended = _levels(text)
    return _other(text, mended if tongues.level(mended)[1] else "")


def postcode(text: str) -> str:
    """Four figures out of B-1000, or with the municipality behind."""
    match = _POSTCODE.fullmatch(text.strip())
    return _other(text, match[1] if match else "")


def hours(text: str, *, weekday: int | None = None, code: str = "fr") -> str:
    """Free time in which a letter stands for a figure: l7u-19u."""
    mended = figures(text)
    whole = mended and free_time.slots(mended, weekday=weekday, code=code).whole
    return mended if whole else ""


def figures(text: str) -> str:
    """A text with figures for the letters that stand for them beside others."""
    mended = _LETTER.sub(lambda found: found[0].translate(_FIGURES), text)
    return _other(text, mended)


def _levels(text: str) -> str:
    return _LEVEL.sub(lambda found: found[1].upper() + found[2].translate(_FIGURES), text)


def _other(text: str, mended: str) -> str:
    return mended if mended != text else ""
