"""Who is expected where: the seats of a series hold on each of its days, those of a day on it
alone. What was given back on one day does not hold there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from duodesk.base.ids import Id
from duodesk.model.training import Event, Seat, SeatState, Series


def states(
    session: Session, *, series: Collection[Id] = (), events: Collection[Id] = ()
) -> dict[Id, dict[Id, SeatState]]:
    """Who stands how to each of these series and days. Two laptops may have given somebody a seat
    each: the later row holds.
    """
    found: dict[Id, dict[Id, SeatState]] = defaultdict(dict)
    asked = (
        select(Seat.series_id, Seat.event_id, Seat.person_id, Seat.state)
        .where(or_(Seat.series_id.in_(series), Seat.event_id.in_(events)))
        .order_by(Seat.id)
    )
    for row in session.execute(asked):
        if row.person_id is not None:
            found[row.event_id or row.series_id][row.person_id] = row.state or SeatState.BOOKED
    return found


def expected_at(session: Session, days: Mapping[Id, Id | None]) -> dict[Id, tuple[Id, ...]]:
    """Who has a seat on each of these days; the days are given with their series."""
    series = {one for one in days.values() if one is not None}
    told: dict[Any, dict[Id, SeatState]] = states(session, series=series, events=days)
    return {
        event_id: tuple(
            person_id
            for person_id, state in {**told.get(series_id, {}), **told.get(event_id, {})}.items()
            if state == SeatState.BOOKED
        )
        for event_id, series_id in days.items()
    }


def capacities(session: Session, days: Mapping[Id, Id | None]) -> dict[Id, int | None]:
    """How many seats each of these days has: its own number, or that of its series."""
    series = {one for one in days.values() if one is not None}
    asked = select(Event.id, Event.capacity).where(Event.id.in_(days))
    own: dict[Id, int | None] = {row.id: row.capacity for row in session.execute(asked)}
    told = select(Series.id, Series.capacity).where(Series.id.in_(series))
    of_series: dict[Id | None, int | None] = {row.id: row.capacity for row in session.execute(told)}
    return {
        event_id: of_series.get(series_id) if own.get(event_id) is None else own[event_id]
        for event_id, series_id in days.items()
    }
