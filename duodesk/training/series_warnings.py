"""What speaks against the days of one series, each told from its own side."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.ids import Id
from duodesk.model.training import Event
from duodesk.training.clashes import Clash, around, clashes
from duodesk.training.dated import dated
from duodesk.training.entry import Dated


def series_warnings(session: Session, series_id: Id, *, today: date) -> dict[Id, list[Clash]]:
    """The clashes of each day of a series that is not over, the worst first; days without any are
    left out.
    """
    asked = select(Event.held_on).where(
        Event.series_id == series_id, Event.held_on >= today, Event.cancelled_on.is_(None)
    )
    days = session.scalars(asked).all()
    if not days:
        return {}
    found = dated(session, first=min(days), last=max(days))
    by_day: dict[date, list[Dated]] = defaultdict(list)
    for one in found:
        by_day[one.day].append(one)
    own = [one for one in found if one.series_id == series_id and one.key.id is not None]
    beside = around(session, [other for day in {one.day for one in own} for other in by_day[day]])
    told = {one.key.id: clashes(one, by_day[one.day], beside) for one in own}
    return {event_id: there for event_id, there in told.items() if event_id and there}
