"""What stands beside every paper that is shown: what is still open, and the other languages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from duodesk.base.i18n import LANGUAGES, _, language_name
from duodesk.documents.words import place_title
from duodesk.ui.widgets.buttons import Menu


def told_missing(missing: Sequence[str]) -> str:
    """The places for which nothing is known, in a sentence; nothing where all is."""
    lacks = ", ".join(place_title(name) for name in missing)
    return _("Not known yet, left open on the paper: %(places)s", places=lacks) if lacks else ""


def offer_languages(menu: Menu, choose: Callable[[str], object], shown: str) -> None:
    """Every language a paper can be in, the one shown marked."""
    for code in LANGUAGES:
        menu.item(language_name(code), partial(choose, code), checked=code == shown)
