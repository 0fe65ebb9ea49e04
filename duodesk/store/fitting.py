"""Which values a column of this program can hold; what a newer one wrote stays in the journal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Column, Integer

from duodesk.base.dates import FIRST, LAST
from duodesk.model.base import Day, IdType, Moment
from duodesk.store.codec import Value

# No number of this program comes near; sums and windows take no larger ones.
_MOST = 1 << 31


def fits(column: Column[Any]) -> Callable[[Value], bool]:
    """Whether a value can stand in a column; one that cannot stays in the journal and shows
    nothing.
    """
    kind = column.type
    if isinstance(kind, IdType):
        return lambda value: value is None or (isinstance(value, bytes) and len(value) == 16)
    if isinstance(kind, Day):
        return lambda value: value is None or _is_day(value)
    if isinstance(kind, Moment):
        return lambda value: value is None or _is_moment(value)
    if isinstance(kind, Boolean):
        return lambda value: value is None or value in {0, 1}
    if isinstance(kind, Integer):
        return lambda value: value is None or (isinstance(value, int) and abs(value) < _MOST)
    return lambda value: value is None or isinstance(value, str)


def _is_day(value: Value) -> bool:
    """Whether it is a day as this program writes it: days are compared and sorted as texts."""
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return False
    return day is not None and day.isoformat() == value and FIRST <= day <= LAST


def _is_moment(value: Value) -> bool:
    """Whether it is a moment as this program writes it."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return False
    return (
        moment is not None
        and moment.strftime("%Y-%m-%dT%H:%M:%SZ") == value
        and FIRST <= moment.date() <= LAST
    )
