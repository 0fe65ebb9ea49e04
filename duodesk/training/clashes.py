"""What speaks against a plan, and against what stands in the calendar already: nothing is refused
for it, and what another office's file brought is told all the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.ids import Id
from duodesk.model.training import Event, Series
from duodesk.office import settings
from duodesk.office.queries import authors, offices
from duodesk.people.together import joined_entries
from duodesk.training.clash_rules import BETWEEN_TWO, Around, Clash, ClashKind, clashes
from duodesk.training.dated import dated
from duodesk.training.days_off import DayMark, away, communities_of, marks
from duodesk.training.entry import Dated, DatedKind, Names, rows_of

__all__ = ["Around", "Clash", "ClashKind", "Found", "all_clashes", "clashes", "clashes_of"]


@dataclass(frozen=True, slots=True)
class Found:
    """Something dated and what speaks against it."""

    dated: Dated
    clash: Clash


def clashes_of(session: Session, wanted: Dated, *, today: date) -> list[Clash]:
    """What speaks against a plan, all offices considered; nothing where the day is over."""
    if wanted.day < today:
        return []
    others = dated(session, first=wanted.day, last=wanted.day)
    return clashes(_whole(session, wanted), others, around(session, [wanted, *others]))


def all_clashes(
    session: Session, *, first: date, last: date, office_id: Id | None = None
) -> list[Found]:
    """What collides in the calendar as it stands, by day; two that are in each other's way are told
    once.
    """
    found = dated(session, first=first, last=last)
    beside = around(session, found)
    by_day: dict[date, list[Dated]] = defaultdict(list)
    for one in found:
        by_day[one.day].append(one)
    told: set[tuple[ClashKind, frozenset[object]]] = set()
    result = []
    for one in found:
        if office_id is not None and one.office_id != office_id:
            continue
        for clash in clashes(one, by_day[one.day], beside):
            pair = (clash.kind, frozenset((one.key, clash.key)))
            if clash.kind not in BETWEEN_TWO or pair not in told:
                told.add(pair)
                result.append(Found(one, clash))
    return result


def around(session: Session, known: Collection[Dated]) -> Around:
    """What the rules need to know around these entries."""
    if not known:
        return Around()
    first, last = min(one.day for one in known), max(one.day for one in known)
    names = Names(session)
    people = {person for one in known for person in one.people}
    names.learn(people)
    colleagues = authors(session)
    chosen = settings.values(session, office_id=None, on=first)
    days_off: dict[date, list[DayMark]] = defaultdict(list)
    for mark in marks(session, first=first, last=last):
        days_off[mark.day].append(mark)
    return Around(
        names={one: names[one] for one in people} | {row.id: row.name for row in colleagues},
        joined=joined_entries(session),
        marks=days_off,
        communities={office.id: communities_of(office) for office in offices(session)},
        away=tuple(away(session, first=first, last=last)),
        series_days=_series_days(session, {one.series_id for one in known}),
        left={row.id: row.left_on for row in colleagues if row.left_on is not None},
        travel_minutes=chosen.number(settings.TRAVEL_MINUTES),
    )


def _whole(session: Session, wanted: Dated) -> Dated:
    """A training day with what its series says where it says nothing itself."""
    row = session.get(Series, wanted.series_id) if wanted.series_id is not None else None
    if row is None:
        return wanted
    return replace(
        wanted,
        place=wanted.place or row.place or "",
        capacity=wanted.capacity or row.capacity,
        language=wanted.language or row.language,
    )


def _series_days(session: Session, ids: Iterable[Id | None]) -> dict[Id, dict[Id, date]]:
    asked = select(Event.series_id, Event.id, Event.held_on).where(
        Event.series_id.in_({one for one in ids if one is not None}),
        Event.kind == DatedKind.TRAINING,
        Event.held_on.is_not(None),
        Event.cancelled_on.is_(None),
    )
    found: dict[Id, dict[Id, date]] = defaultdict(dict)
    for series_id, event_id, day in rows_of(session, asked):
        found[series_id][event_id] = day
    return found
