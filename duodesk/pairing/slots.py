"""When two people and somebody of the office are free together: hours for a first meeting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy.orm import Session

from duodesk.base.holidays import is_working_day
from duodesk.base.ids import Id
from duodesk.pairing.profiles import read_profiles
from duodesk.training.dated import dated
from duodesk.training.days_off import away

# Somebody of the office is there from nine to six, minutes from midnight.
OFFICE_HOURS = (9 * 60, 18 * 60)
_HALF_HOUR = 30
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class FreeSlot:
    """Hours at which all are free, as far as anybody wrote down: `start` in minutes from
    midnight.
    """

    on: date
    start: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who is to meet: free half-hours of each weekday as bits (nothing known: any hour of the
    office), what they have on which day, and days on which one is away.
    """

    free: tuple[Mapping[int, int], ...]
    busy: Mapping[date, tuple[Span, ...]] = field(default_factory=dict)
    away: frozenset[date] = frozenset()


def free_slots(
    wanted: Wanted, first: date, *, days: int = 21, minutes: int = 60, most: int = 3
) -> list[FreeSlot]:
    """The first hours on different days that suit everybody, soonest first; pure."""
    found: list[FreeSlot] = []
    for day in (first + timedelta(days=n) for n in range(days)):
        if len(found) == most:
            break
        if not is_working_day(day) or day in wanted.away:
            continue
        start = next(_starts(wanted, day, minutes), None)
        if start is not None:
            found.append(FreeSlot(day, start, minutes))
    return found


def slots_for(
    session: Session, people: Iterable[Id], staff: Iterable[Id], *, today: date, minutes: int = 60
) -> list[FreeSlot]:
    """Three hours for two people and a colleague from tomorrow on."""
    both, colleagues = tuple(people), tuple(staff)
    profiles = read_profiles(session, both)
    first, last = today + timedelta(days=1), today + timedelta(days=22)
    everybody = {*both, *colleagues}
    busy: dict[date, list[Span]] = defaultdict(list)
    for one in dated(session, first=first, last=last):
        if one.cancelled or one.start is None or not everybody & {*one.people, *one.staff}:
            continue
        busy[one.day].append((one.start, one.start + (one.minutes or 60)))
    gone = {
        row.first_day + timedelta(days=n)
        for row in away(session, first=first, last=last)
        if everybody & {row.person_id, row.author_id}
        for n in range(min((row.last_day - row.first_day).days + 1, 400))
    }
    wanted = Wanted(
        tuple(p.free for p in profiles.values() if p.free),
        {day: tuple(spans) for day, spans in busy.items()},
        frozenset(gone),
    )
    return free_slots(wanted, first, minutes=minutes)


def _starts(wanted: Wanted, day: date, minutes: int) -> Iterator[int]:
    """Every half-hour from which all are free long enough."""
    begin, end = OFFICE_HOURS
    taken = wanted.busy.get(day, ())
    for start in range(begin, end - minutes + 1, _HALF_HOUR):
        stop = start + minutes
        if any(start < other_end and other_start < stop for other_start, other_end in taken):
            continue
        halves = range(start // _HALF_HOUR, -(-stop // _HALF_HOUR))
        bits = sum(1 << half for half in halves)
        if all(free.get(day.weekday(), 0) & bits == bits for free in wanted.free):
            yield start
