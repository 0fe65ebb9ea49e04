"""Where things took place before, to be offered when something new is planned."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from duodesk.base.collate import fold
from duodesk.base.ids import Id
from duodesk.model.recruitment import InfoSession
from duodesk.model.training import Event

_MOST = 60


def places(session: Session, *, office_id: Id | None = None) -> list[str]:
    """Places of events and information sessions, the one used last first; spellings that differ
    in case or accents only are one place.
    """
    found: list[tuple[str, str]] = []
    for table in (Event, InfoSession):
        asked = (
            select(table.place, func.max(table.held_on))
            .where(table.place.is_not(None), table.held_on.is_not(None))
            .group_by(table.place)
        )
        if office_id is not None:
            asked = asked.where(table.office_id == office_id)
        found += [(str(when), place.strip()) for place, when in session.execute(asked) if place]
    kept: dict[str, str] = {}
    for _when, place in sorted(found, reverse=True):
        kept.setdefault(fold(place), place)
    return [place for place in kept.values() if place][:_MOST]
