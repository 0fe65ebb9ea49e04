"""The values of filters that are no codes: from and to, languages with a least level; read, and put
in words.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from duodesk.base import reference
from duodesk.base.dates import short
from duodesk.base.i18n import _, ngettext
from duodesk.base.ids import Id
from duodesk.model.people import Level

_MOST = 5  # digits
Span = tuple[int | None, int | None]
Period = tuple[date | None, date | None]


def number(value: str) -> int | None:
    """A whole number; None when it is none."""
    return int(value) if value.isascii() and value.isdigit() and len(value) <= _MOST else None


def numbers(value: str) -> Span | None:
    """`18-30`, `50-` or `-30`, both ends included; the wrong way round means the same."""
    first, mark, last = value.partition("-")
    low, high = number(first), number(last)
    whole = mark and (low is not None or not first) and (high is not None or not last)
    if not whole or (low, high) == (None, None):
        return None
    return (high, low) if low is not None and high is not None and high < low else (low, high)


def period(value: str) -> Period | None:
    """`2026-01-01..2026-03-31`, either end may be open."""
    first, mark, last = value.partition("..")
    begin, end = _day(first), _day(last)
    whole = mark and (begin is not None or not first) and (end is not None or not last)
    if not whole or (begin, end) == (None, None):
        return None
    return (end, begin) if begin and end and end < begin else (begin, end)


def language(value: str) -> tuple[str, Level | None] | None:
    """`fra` or `fra:B1`: the language, and the least level."""
    code, mark, level = value.partition(":")
    if not code or (mark and level not in set(Level)):
        return None
    return code, Level(level) if mark else None


def identity(value: str) -> Id | None:
    """The identity of a row."""
    try:
        return UUID(value)
    except ValueError:
        return None


def numbers_words(value: str) -> str:
    """From 18 to 30."""
    low, high = numbers(value) or (None, None)
    if high is None:
        return _("from %(low)s", low=low)
    return (
        _("up to %(high)s", high=high)
        if low is None
        else _("%(low)s to %(high)s", low=low, high=high)
    )


def days_words(value: str) -> str:
    """14 days."""
    return ngettext("%(n)s day", "%(n)s days", number(value) or 0)


def period_words(value: str) -> str:
    """01/01/2026 to 31/03/2026."""
    begin, end = period(value) or (None, None)
    if end is None:
        return _("from %(low)s", low=short(begin))
    if begin is None:
        return _("up to %(high)s", high=short(end))
    return _("%(low)s to %(high)s", low=short(begin), high=short(end))


def language_words(value: str) -> str:
    """French, B1 or better."""
    code, level = language(value) or (value, None)
    name = reference.language_label(code)
    if level is None:
        return name
    if level == Level.NATIVE:
        return _("%(language)s as first language", language=name)
    return _("%(language)s, %(level)s or better", language=name, level=level)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
