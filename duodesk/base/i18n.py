"""Texts in the reader's language: `_` now, `N_` later, `ngettext` for counts, catalogues compiled
in memory.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO

from typing_extensions import override

from duodesk.base.assets import translations

LANGUAGES = ("fr", "nl", "en", "de")
SCREEN_LANGUAGES = ("fr", "nl", "en")
_NAMES = {"fr": "Français", "nl": "Nederlands", "en": "English", "de": "Deutsch"}

# The only place a text may have; a width (`%(name)9999999s`) would fill the memory.
_PLACE = re.compile(r"%(?:\((\w+)\)s|%)")

_chosen = "en"
_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence and its values, translated when it is shown and not before."""

    msgid: str
    values: Mapping[str, object] = field(default_factory=dict)

    @override
    def __str__(self) -> str:
        return _(self.msgid, **self.values)


def N_(msgid: str) -> str:
    """Mark a text for translation that is shown later."""
    return msgid


def _(msgid: str, /, **values: object) -> str:
    """The text in the language spoken now; `%(name)s` places are filled from `values`."""
    return _fill(_catalogue(language()).gettext(msgid) if msgid else "", msgid, values)


def ngettext(one: str, many: str, n: int, **values: object) -> str:
    """The text for a count; `n` is itself available as `%(n)s`."""
    text = _catalogue(language()).ngettext(one, many, n)
    return _fill(text, one if n == 1 else many, {"n": n, **values})


def pgettext(context: str, msgid: str, **values: object) -> str:
    """The text of a word that means different things in different places."""
    return _fill(_catalogue(language()).pgettext(context, msgid), msgid, values)


def language() -> str:
    """The code of the language spoken now."""
    return _spoken.get() or _chosen


def set_language(code: str) -> None:
    """Speak another language from now on, everywhere."""
    global _chosen
    if code not in LANGUAGES:
        message = f"unknown language {code!r}"
        raise ValueError(message)
    _chosen = code


@contextmanager
def speaking(code: str) -> Generator[None]:
    """Speak another language for a while: a letter in its reader's language."""
    if code not in LANGUAGES:
        message = f"unknown language {code!r}"
        raise ValueError(message)
    token = _spoken.set(code)
    try:
        yield
    finally:
        _spoken.reset(token)


def language_name(code: str) -> str:
    """The name of a language of the program, in that language."""
    return _NAMES[code]


def _fill(text: str, source: str, values: Mapping[str, object]) -> str:
    if not values:
        return text
    shown = {name: str(value) for name, value in values.items()}
    # A translation with a damaged placeholder must not take the screen down, nor a text that came
    # from another laptop.
    sound = next((one for one in (text, source) if _is_sound(one, shown)), None)
    if sound is None:
        return source
    return _PLACE.sub(lambda place: shown[place[1]] if place[1] else "%", sound)


def _is_sound(text: str, shown: Mapping[str, str]) -> bool:
    rest = _PLACE.sub("", text)
    return "%" not in rest and all(name in shown for name in _PLACE.findall(text) if name)


@cache
def _catalogue(code: str) -> NullTranslations:
    path = translations() / code / "LC_MESSAGES" / "duodesk.po"
    if not path.exists():
        return NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with path.open("rb") as source:
        catalogue = read_po(source, locale=code)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
