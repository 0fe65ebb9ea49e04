"""A title in several languages, kept in one field: a text of the program, which the catalogues
translate, or what was typed in each language; a plain text is the same in all of them.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping

from duodesk.base.i18n import LANGUAGES, _, language, speaking


def shown(kept: str, own: Collection[str]) -> str:
    """The title in the language spoken, else in the first one it was given in; `own` are the texts
    of the program that a title may be.
    """
    if kept in own:
        return _(kept)
    titles = _typed(kept)
    codes = (language(), *LANGUAGES)
    return next((titles[code] for code in codes if code in titles), kept)


def by_language(kept: str, own: Collection[str]) -> dict[str, str]:
    """The title in every language it is known in; a plain one in the language spoken."""
    if kept in own:
        return _translated(kept)
    return _typed(kept) or ({language(): kept} if kept else {})


def to_keep(titles: Mapping[str, str], own: Collection[str]) -> str | None:
    """What is kept of a title given by language: of an unchanged text of the program that text, so
    that it keeps all its languages; None where there is no word.
    """
    typed = {code: titles[code] for code in LANGUAGES if titles.get(code)}
    if not typed:
        return None
    unchanged = next((text for text in own if _spaced(_translated(text)) == _spaced(typed)), None)
    return unchanged or json.dumps(typed, ensure_ascii=False, sort_keys=True)


def _translated(text: str) -> dict[str, str]:
    found = {}
    for code in LANGUAGES:
        with speaking(code):
            found[code] = _(text)
    return found


def _spaced(titles: Mapping[str, str]) -> dict[str, str]:
    """Without what sets a space of French apart from another."""
    return {code: " ".join(text.split()) for code, text in titles.items()}


def _typed(kept: str) -> dict[str, str]:
    """What was typed, by language; nothing where the text is plain, whatever a laptop sent."""
    try:
        told = json.loads(kept) if kept.startswith("{") else None
    except (ValueError, RecursionError):
        return {}
    titles = told.items() if isinstance(told, dict) else ()
    return {code: text for code, text in titles if code in LANGUAGES and isinstance(text, str)}
