"""What its series had planned for a day that was moved or changed by itself since, and the way back
to it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from duodesk.base.dates import short
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.model.training import Event, Series
from duodesk.store.capture import ALIVE
from duodesk.store.codec import Kind
from duodesk.store.history import history
from duodesk.store.store import Changes, Store
from duodesk.training.clashes import Clash, clashes_of
from duodesk.training.dated import dated
from duodesk.training.entry import Key, Source, hour_of, length_of

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class OwnRule:
    """When and where a series holds one of its days; without a place, where the series is."""

    held_on: date
    start: int | None
    minutes: int | None
    place: str | None
    online: bool | None


def own_rule(session: Session, event_id: Id) -> OwnRule | None:
    """What the series had planned for a day; None where the day stands so, or belongs to none.

    The journal knows it: day and hours are those with which the day was planned, the place is that
    of the series today unless the day was planned somewhere else.
    """
    row = session.get(Event, event_id)
    series = session.get(Series, row.series_id) if row is not None and row.series_id else None
    if row is None or series is None:
        return None
    planned = _planned(session, event_id)
    held_on = _day(planned.get("held_on"))
    if held_on is None:
        return None
    online = bool(planned["online"]) if planned.get("online") is not None else None
    place = _of(str, planned.get("place"))
    if place in {None, series.place, *_places(session, series.id)}:
        place = None if online else series.place
    start, minutes = (_of(int, planned.get(name)) for name in ("start", "minutes"))
    rule = OwnRule(held_on, hour_of(start), length_of(minutes), place, online)
    now = OwnRule(row.held_on, row.start, row.minutes, row.place, row.online)
    return None if _alike(now, series) == _alike(rule, series) else rule


def clashes_then(session: Session, event_id: Id, rule: OwnRule, *, today: date) -> list[Clash]:
    """What would speak against the day as its series had it."""
    row = session.get(Event, event_id)
    if row is None:
        return []
    key = Key(Source.EVENT, event_id)
    there = dated(session, first=row.held_on, last=row.held_on)
    now = next((one for one in there if one.key == key), None)
    if now is None:
        return []
    then = replace(
        now, day=rule.held_on, start=rule.start, minutes=rule.minutes, place=rule.place or "",
        online=bool(rule.online),
    )  # fmt: skip
    return clashes_of(session, then, today=today)


def give_back(store: Store, event_id: Id) -> Changes:
    """Let a day of a series be held again when and where the series has it.

    Raises `UserError` where it stands so already.
    """
    with store.read() as session:
        row, rule = session.get(Event, event_id), own_rule(session, event_id)
        if row is None or rule is None:
            raise UserError(N_("This day stands as its series has it; there is nothing to change."))
        series = session.get_one(Series, row.series_id)
        words = {"day": short(row.held_on), "name": series.name or "?"}
    with store.write(N_("Give %(day)s back to the series “%(name)s”"), **words) as write:
        event = write.session.get_one(Event, event_id)
        event.held_on, event.start, event.minutes = rule.held_on, rule.start, rule.minutes
        event.place, event.online = rule.place, rule.online
    return write.changes


def _alike(rule: OwnRule, series: Series) -> OwnRule:
    """The same without what makes no difference."""
    online = bool(rule.online)
    place = (rule.place or ("" if online else series.place or "")).strip()
    return replace(rule, place=place, online=online)


def _planned(session: Session, event_id: Id) -> dict[str, Any]:
    """The values with which an event was first written; none where the journal begins later."""
    entries = history(session, "event", event_id)
    first = entries[-1].changes if entries else ()
    told = {one.field: one.new for one in first if one.kind == Kind.VALUE}
    return told if told.get(ALIVE) == 1 else {}


def _places(session: Session, series_id: Id) -> set[Any]:
    """Everywhere the series was held so far."""
    changes = (one for entry in history(session, "series", series_id) for one in entry.changes)
    return {one.new for one in changes if one.field == "place" and one.kind == Kind.VALUE}


def _of(kind: type[T], value: object) -> T | None:
    """A value of the journal, where it is one of its kind: a file may say anything."""
    return value if isinstance(value, kind) else None


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None
