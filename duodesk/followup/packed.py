"""Many short entries of a duo or a person in one row, each a day and a word: a row takes longer to
read than what is in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, String, func, type_coerce

from duodesk.followup.outcomes import Check
from duodesk.followup.rules import Logged
from duodesk.model.followup import Held, Situation

_HELD = {str(word): word for word in Held}
_SITUATIONS = {str(word): word for word in Situation}


def pack(day: Any, word: Any) -> ColumnElement[str]:
    """All entries of a group, from the columns of their day and their word."""
    return func.group_concat(type_coerce(day, String) + " " + func.coalesce(word, ""))


def meetings(told: str) -> list[Logged]:
    """The meetings of such a row; what has no day that can be read is left out."""
    return [one for one in map(_meeting, told.split(",")) if one is not None]


def answers(told: str) -> list[Check]:
    """The answers of such a row."""
    return [one for one in map(_answer, told.split(",")) if one is not None]


# All duos share the days of some years.
@lru_cache(maxsize=1 << 14)
def _meeting(text: str) -> Logged | None:
    day, word = _read(text, _HELD)
    return Logged(day, word) if day is not None else None


@lru_cache(maxsize=1 << 14)
def _answer(text: str) -> Check | None:
    day, word = _read(text, _SITUATIONS)
    return Check(day, word) if day is not None else None


def _read(text: str, words: Mapping[str, Any]) -> tuple[date | None, Any]:
    """A word of a newer program is kept as it is."""
    day, _blank, word = text.partition(" ")
    try:
        return date.fromisoformat(day), words.get(word, word or None)
    except ValueError:
        return None, None
