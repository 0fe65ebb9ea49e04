"""What the rules of attention look at in one duo, and from when on its silence is counted; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from duodesk.base.holidays import holidays
from duodesk.base.ids import Id
from duodesk.followup.schedule import Span, resumed_on
from duodesk.model.pairing import DuoStage
from duodesk.office import settings
from duodesk.office.settings import Values

# How somebody says it goes.
MOODS = range(1, 6)
_SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Mood:
    """How somebody said it goes, from 1 to 5, and when."""

    on: date
    score: int


@dataclass(frozen=True, slots=True)
class Paper:
    """Until when a paper of somebody is valid."""

    name: str
    until: date


@dataclass(frozen=True, slots=True)
class Declaration:
    """Form C45B of a mentor on an allowance."""

    filed_on: date | None = None
    answer: str | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Paid:
    """Lump sums of a mentor in the year of looking, in cents, beside the cap, and the latest."""

    cents: int
    cap: int
    last_on: date


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules look at in one duo. `missed` are the meetings that did not take place since
    the last one that did.
    """

    duo_id: Id
    stage: DuoStage | str | None
    start: date | None
    pauses: tuple[Span, ...] = ()
    last_met: date | None = None
    missed: tuple[date, ...] = ()
    last_reached: date | None = None
    mentor_reached: date | None = None
    mentee_mood: Mood | None = None
    mentor_mood: Mood | None = None
    plan_written_on: date | None = None
    missing_signatures: int = 0
    attended: int = 0
    booked: int = 0
    permits: tuple[Paper, ...] = ()
    declaration: Declaration | None = None
    away: tuple[Span, ...] = ()
    paid: Paid | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """The office's choices about when something is worth attention."""

    look: int = 14
    call: int = 21
    team: int = 28
    decide: int = 42
    first_meeting_days: int = 10
    missed: int = 3
    mood_days: int = 60
    plan_weeks: int = 6
    unsigned_days: int = 7
    mentors_meetings: int = 2
    mentors_meetings_week: int = 17
    papers_end_days: int = 30
    c45b_days: int = 12
    away_days: int = 14
    expense_share: int = 80
    expenses: bool = True


def limits_of(chosen: Values) -> Limits:
    """The thresholds that hold for an office."""
    return Limits(
        look=chosen.number(settings.SILENCE_AMBER),
        call=chosen.number(settings.SILENCE_RED),
        team=chosen.number(settings.SILENCE_TEAM),
        decide=chosen.number(settings.SILENCE_DECIDE),
        first_meeting_days=chosen.number(settings.FIRST_MEETING_DAYS),
        missed=chosen.number(settings.MISSED_IN_A_ROW),
        mood_days=chosen.number(settings.MOOD_DAYS),
        plan_weeks=chosen.number(settings.PLAN_WEEKS),
        unsigned_days=chosen.number(settings.UNSIGNED_DAYS),
        mentors_meetings=chosen.number(settings.MENTORS_MEETINGS),
        mentors_meetings_week=chosen.number(settings.MENTORS_MEETINGS_WEEK),
        papers_end_days=chosen.number(settings.PAPERS_END_DAYS),
        c45b_days=chosen.number(settings.C45B_DAYS),
        away_days=chosen.number(settings.AWAY_DAYS),
        expense_share=chosen.number(settings.EXPENSE_WARNING),
        expenses=chosen.on(settings.EXPENSES),
    )


def last_sign(facts: Facts, on: date) -> date | None:
    """The latest day on which the two met, one of them was reached, or the duo went on after a
    pause; its start before any. An attempt is no sign.
    """
    resumed = resumed_on(facts.pauses, on) if facts.pauses else None
    signs = (facts.start, facts.last_met, facts.last_reached, resumed)
    return max((day for day in signs if day is not None), default=None)


@lru_cache(maxsize=4096)
def answer_due(filed_on: date, days: int) -> date:
    """When silence about form C45B means that it is accepted: so many days later, without Sundays
    and legal holidays; Saturdays count.
    """
    day = filed_on
    for _number in range(days):
        day += timedelta(days=1)
        while day.weekday() == _SUNDAY or day in holidays(day.year):
            day += timedelta(days=1)
    return day
