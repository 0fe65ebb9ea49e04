"""Where things took place before, to be offered when something new is planned."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from duodesk.base.collate import fold
from duodesk.base.ids import Id
from duodesk.model.recruitment import InfoSession
from duodesk.model.training import Event, Series

_MOST = 60


def places(session: Session, *, office_id: Id | None = None) -> list[str]:
    """Places of events, series and information sessions, the one used last first; spellings that
    differ in case or accents only are one place.
    """
    found: list[tuple[str, str]] = []
    for table, last in (
        (Event, func.max(Event.held_on)),
        (InfoSession, func.max(InfoSession.held_on)),
        (Series, func.max(Series.id)),
    ):
        asked = select(table.place, last).where(table.place.is_not(None)).group_by(table.place)
        if office_id is not None:
            asked = asked.where(table.office_id == office_id)
        # The place of a series says no day: it comes after those of which a day is known.
        found += [
            (str(when or "") if table is not Series else "", place)
            for place, when in session.execute(asked)
            if place
        ]
    order = [place.strip() for _when, place in sorted(found, key=lambda one: one[0], reverse=True)]
    kept = {fold(place): place for place in reversed(order) if place}
    return [place for place in dict.fromkeys(order) if kept.get(fold(place)) == place][:_MOST]
