"""The weeks of a duo: the strip of 26 and those that pauses and extensions add, meetings held and
planned, and how long it has been silent; pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from duodesk.followup.schedule import Span, paused_days, resting, resumed_on
from duodesk.model.followup import Held

# A week in which a duo rests on most days is a week of rest.
_MOST_OF_A_WEEK = 4


class Week(StrEnum):
    """What a week of a duo shows."""

    MET = "met"
    EXCUSED = "excused"
    NOT_MET = "not_met"
    PAUSED = "paused"
    BLANK = "blank"
    NOW = "now"
    AHEAD = "ahead"


_BEST: dict[Held | None, int] = {Held.MET: 0, Held.EXCUSED: 1, Held.NOT_MET: 2}
_SHOWN = {Held.MET: Week.MET, Held.EXCUSED: Week.EXCUSED, Held.NOT_MET: Week.NOT_MET}


@dataclass(frozen=True, slots=True)
class Logged:
    """A meeting as the strip sees it."""

    on: date
    state: Held


def week_of(start: date, day: date) -> int:
    """The week of the duo, 1 for the first seven days; 0 before the start."""
    return (day - start).days // 7 + 1 if day >= start else 0


def strip(
    start: date,
    meetings: Iterable[Logged],
    today: date,
    *,
    end: date | None = None,
    weeks: int = 26,
    pauses: Sequence[Span] = (),
) -> tuple[Week, ...]:
    """One state for each week: the best of what was logged, else whether the duo rested, blank when
    nothing is known and the week is over.
    """
    # A word that is still on its way says nothing.
    shown: dict[int, Held | None] = {}
    for meeting in meetings:
        # One before the start lies in no week.
        week = (meeting.on - start).days // 7 + 1
        if week not in shown or _BEST.get(meeting.state, 3) < _BEST.get(shown[week], 3):
            shown[week] = meeting.state
    now = week_of(start, today)
    last = week_of(start, end) if end else weeks
    line = [Week.BLANK] * min(max(now - 1, 0), weeks) + [Week.NOW] * (1 <= now <= weeks)
    line += [Week.AHEAD] * (weeks - len(line))
    for week in _paused_weeks(start, pauses, min(last, weeks), now):
        line[week - 1] = Week.PAUSED
    line[last:] = [Week.AHEAD] * len(line[last:])
    for week, state in shown.items():
        if state is not None and 1 <= week <= weeks:
            line[week - 1] = _SHOWN.get(state, Week.BLANK)
    return tuple(line)


def weeks_shown(start: date, weeks: int, pauses: Sequence[Span], extended: int, until: date) -> int:
    """How many weeks the strip of a duo has: the programme's, and those that its pauses (one that
    goes on: up to `until`) and its extension add.
    """
    ends = (one.last + timedelta(days=1) for one in pauses if one.last is not None)
    rested = paused_days(pauses, start, max((until, *ends))) if pauses else 0
    return weeks + -(-max(rested + extended, 0) // 7)


def planned(
    start: date, end: date | None, today: date, *, weeks: int = 26, paused_days: int = 0
) -> int:
    """Meetings that could have been by now: one in each full week, at most one for each week of the
    programme.
    """
    until = min(end, today) if end else today
    return max(0, min(weeks, ((until - start).days - paused_days) // 7))


def rested(start: date, end: date | None, today: date, pauses: Sequence[Span]) -> int:
    """Days of rest so far, which `planned` takes off."""
    return paused_days(pauses, start, min(end, today) if end else today)


def logged_weeks(
    start: date, meetings: Iterable[Logged], weeks: int, pauses: Sequence[Span] = ()
) -> int:
    """How many of the first `weeks` weeks have any entry, whatever it says; weeks of rest are left
    out.
    """
    counted = {(m.on - start).days // 7 + 1 for m in meetings} & set(range(1, weeks + 1))
    return len(counted - _paused_weeks(start, pauses, weeks, weeks))


def last_sign(
    start: date,
    meetings: Iterable[Logged],
    reached: Iterable[date] = (),
    resumed: date | None = None,
) -> date:
    """The last day on which the duo met, one of the two was reached, or it went on after a pause;
    its start before any.

    An attempt that reached nobody is no sign.
    """
    met = (m.on for m in meetings if m.state == Held.MET)
    return max((start, *met, *reached, resumed or start))


def silent_days(
    start: date,
    meetings: Iterable[Logged],
    today: date,
    reached: Iterable[date] = (),
    pauses: Sequence[Span] = (),
) -> int:
    """Days since the last sign; a duo that rests is not silent, and after a pause the clock starts
    at the day of resuming.
    """
    if resting(pauses, today):
        return 0
    sign = last_sign(start, meetings, reached, resumed_on(pauses, today))
    return max(0, (today - sign).days)


def default_day(start: date, today: date, weeks: int = 26) -> date:
    """The day proposed for a new entry: today, or the programme's last day when that is past."""
    return max(start, min(today, start + timedelta(weeks=weeks)))


def _paused_weeks(start: date, pauses: Sequence[Span], weeks: int, now: int) -> set[int]:
    """Weeks of rest; a pause without a last day is not told ahead."""
    found = set()
    for n in _touched(start, pauses, weeks, now):
        first = start + timedelta(weeks=n - 1)
        known = [one for one in pauses if one.last is not None or n <= now]
        if paused_days(known, first, first + timedelta(weeks=1)) >= _MOST_OF_A_WEEK:
            found.add(n)
    return found


def _touched(start: date, pauses: Sequence[Span], weeks: int, now: int) -> set[int]:
    """The weeks with any day of rest."""
    found: set[int] = set()
    for one in pauses:
        last = week_of(start, one.last) if one.last is not None else now
        found.update(range(max(week_of(start, one.first), 1), min(last, weeks) + 1))
    return found
