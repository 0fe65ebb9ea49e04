"""The weeks of a duo: the strip of 26, meetings held and planned, and how long it has been silent;
pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from duodesk.model.followup import Held


class Week(StrEnum):
    """What a week of a duo shows."""

    MET = "met"
    EXCUSED = "excused"
    NOT_MET = "not_met"
    BLANK = "blank"
    NOW = "now"
    AHEAD = "ahead"


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
) -> tuple[Week, ...]:
    """One state for each week: the best of what was logged, blank when nothing was and the week is
    over.
    """
    best = {Held.MET: 0, Held.EXCUSED: 1, Held.NOT_MET: 2}
    shown: dict[int, Held] = {}
    for meeting in meetings:
        week = week_of(start, meeting.on)
        if week not in shown or best.get(meeting.state, 3) < best.get(shown[week], 3):
            shown[week] = meeting.state
    now = week_of(start, today)
    last = week_of(start, end) if end else weeks
    return tuple(_week(n, shown.get(n), now, last) for n in range(1, weeks + 1))


def planned(
    start: date, end: date | None, today: date, *, weeks: int = 26, paused_days: int = 0
) -> int:
    """Meetings that could have been by now: one in each full week, at most one for each week of the
    programme.
    """
    until = min(end, today) if end else today
    return max(0, min(weeks, ((until - start).days - paused_days) // 7))


def logged_weeks(start: date, meetings: Iterable[Logged], weeks: int) -> int:
    """How many of the first `weeks` weeks have any entry, whatever it says."""
    return len({week_of(start, m.on) for m in meetings} & set(range(1, weeks + 1)))


def coverage(start: date, meetings: Iterable[Logged], weeks: int) -> float | None:
    """Share of the weeks over by now (`planned`) with any entry: how far the log can be
    believed.
    """
    return logged_weeks(start, meetings, weeks) / weeks if weeks else None


def last_sign(start: date, meetings: Iterable[Logged], reached: Iterable[date] = ()) -> date:
    """The last day on which the duo met or one of the two was reached; its start before any.

    An attempt that reached nobody is no sign.
    """
    return max((start, *(m.on for m in meetings if m.state == Held.MET), *reached))


def silent_days(
    start: date, meetings: Iterable[Logged], today: date, reached: Iterable[date] = ()
) -> int:
    """Days since the last sign."""
    return max(0, (today - last_sign(start, meetings, reached)).days)


def default_day(start: date, today: date, weeks: int = 26) -> date:
    """The day proposed for a new entry: today, or the programme's last day when that is past."""
    return max(start, min(today, start + timedelta(weeks=weeks)))


def _week(n: int, state: Held | None, now: int, last: int) -> Week:
    if state is not None:
        return Week(str(state)) if str(state) in set(Week) else Week.BLANK
    if n > last:
        return Week.AHEAD
    if n == now:
        return Week.NOW
    return Week.BLANK if n < now else Week.AHEAD
