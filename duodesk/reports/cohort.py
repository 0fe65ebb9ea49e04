"""The duos behind the figures as frozen facts, and the sums that all figures share; pure.

Rates are shares between 0 and 1; None where there is nothing to divide by.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from duodesk.base.dates import add_months
from duodesk.base.ids import Id
from duodesk.followup.outcomes import POSITIVE, Outcome
from duodesk.followup.satisfaction import Returned, due_by
from duodesk.model.people import Role
from duodesk.reports.entries import EntryFacts
from duodesk.reports.facts import Accepted, ContactFacts, FirstMeetingFacts, MentorFacts, Silence

# So long after its window, a mentee may still be being called.
CALLING_DAYS = 30


@dataclass(frozen=True, slots=True)
class DuoFacts:
    """A started duo as the figures see it: no name, no note.

    `after_support`, `worked_days`, `official_days`, `durable` and `job_at_end` are the other
    definitions of a good outcome (`followup.definitions.Measures`); `attended` are the mentors'
    meetings between start and end, of `wanted`; `id` is by what the duo is looked up here.
    """

    number: str
    office: str
    start: date
    expected_end: date | None
    ended_on: date | None
    end_reason: str
    outcome: Outcome
    stable: bool
    documented: bool
    outcome_day: int | None
    met: int
    planned: int
    minutes: int
    waited_days: int | None
    first_of_mentee: bool
    goal: str = ""
    logged: int = 0
    after_support: Outcome | None = None
    worked_days: int | None = None
    official_days: int | None = None
    durable: bool = False
    job_at_end: bool = False
    attended: int = 0
    wanted: int = 0
    id: Id | None = None


@dataclass(frozen=True, slots=True)
class OfficeAge:
    """Until when an office's entries are known here; None where nothing of it ever came."""

    office: str
    name: str
    until: date | None


# Without slots: what several figures ask is reckoned once and kept.
@dataclass(frozen=True)
class Cohort:
    """The duos that started in a period, looked at on a day; `months` is the outcome window.

    `ending` are duos of any start whose expected end lies in the period and has come by that day,
    `ended` those that ended in the period; `active` those of any start that run then, `duo_days`
    the days on which duos ran in the period, and `coordinators` how many people follow them;
    `entries` are those who registered in the period, `answers` the questionnaires due in it;
    `newly_waiting` are the mentees accepted in it; `cost` is what the period cost in euro, None
    where no cost is noted.
    """

    duos: tuple[DuoFacts, ...]
    as_of: date
    begin: date
    end: date
    months: int = 12
    waiting: int = 0
    ready_mentors: int = 0
    active: int = 0
    ending: tuple[DuoFacts, ...] = ()
    coordinators: int = 0
    entries: tuple[EntryFacts, ...] = ()
    answers: tuple[Returned, ...] = ()
    ended: tuple[DuoFacts, ...] = ()
    duo_days: int = 0
    newly_waiting: tuple[Accepted, ...] = ()
    mentors: tuple[MentorFacts, ...] = ()
    first_meetings: tuple[FirstMeetingFacts, ...] = ()
    contacts: tuple[ContactFacts, ...] = ()
    silences: tuple[Silence, ...] = ()
    cost: float | None = None
    ages: tuple[OfficeAge, ...] = ()

    @property
    def days(self) -> int:
        """Days of the period that are over."""
        return max((min(self.end, self.as_of) - self.begin).days + 1, 0)

    @cached_property
    def mentees(self) -> tuple[DuoFacts, ...]:
        """Each mentee by the first duo of the period."""
        return tuple(d for d in self.duos if d.first_of_mentee)

    @cached_property
    def mature(self) -> tuple[DuoFacts, ...]:
        """Mentees (their first duo of the cohort) whose window is over."""
        return tuple(d for d in self.mentees if add_months(d.start, self.months) <= self.as_of)

    @cached_property
    def running(self) -> tuple[DuoFacts, ...]:
        """Mentees whose window is not over yet."""
        return tuple(d for d in self.mentees if add_months(d.start, self.months) > self.as_of)

    @cached_property
    def counted(self) -> tuple[DuoFacts, ...]:
        """Mature mentees within the programme's reach: the denominator N."""
        return tuple(d for d in self.mature if d.outcome is not Outcome.OUT_OF_SCOPE)

    @cached_property
    def known(self) -> tuple[DuoFacts, ...]:
        """Counted mentees of whom one knows what became of them."""
        return tuple(d for d in self.counted if d.outcome is not Outcome.UNKNOWN)

    @cached_property
    def positives(self) -> tuple[DuoFacts, ...]:
        """Counted mentees with a job, an internship or a training."""
        return tuple(d for d in self.counted if d.outcome in POSITIVE)

    @cached_property
    def due(self) -> dict[Role, tuple[Returned, ...]]:
        """The questionnaires due, by role."""
        return {role: tuple(due_by(self.answers, on=self.as_of, role=role)) for role in Role}

    @cached_property
    def back(self) -> dict[Role, tuple[Returned, ...]]:
        """Those of them that came back by the day of looking."""
        return {
            role: tuple(one for one in some if one.is_back(self.as_of))
            for role, some in self.due.items()
        }

    @cached_property
    def being_called(self) -> tuple[DuoFacts, ...]:
        """Counted mentees whose window ended so lately that an answer may still come in."""
        since = self.as_of - timedelta(days=CALLING_DAYS)
        return tuple(d for d in self.counted if add_months(d.start, self.months) > since)

    @cached_property
    def supported(self) -> tuple[DuoFacts, ...]:
        """Mentees whose duo ended a year ago or more, within reach: N′ of definitions B and D."""
        return tuple(d for d in self.mentees if d.after_support not in {None, Outcome.OUT_OF_SCOPE})


def number_of(cohort: Cohort, *outcomes: Outcome) -> int:
    """Mentees of the denominator in these classes."""
    return sum(d.outcome in outcomes for d in cohort.counted)


def share(part: float, whole: float) -> float | None:
    """A part of a whole, None of nothing."""
    return part / whole if whole else None


def positive(cohort: Cohort) -> float | None:
    """(J + I + F) / N: unknown counts against."""
    return share(number_of(cohort, *POSITIVE), len(cohort.counted))


def positive_known(cohort: Cohort) -> float | None:
    """(J + I + F) / (N − U)."""
    known = len(cohort.counted) - number_of(cohort, Outcome.UNKNOWN)
    return share(number_of(cohort, *POSITIVE), known)


def positive_at_most(cohort: Cohort) -> float | None:
    """(J + I + F + U) / N: if every unknown were positive."""
    return share(number_of(cohort, *POSITIVE, Outcome.UNKNOWN), len(cohort.counted))


def wilson(successes: int, n: int, z: float = 1.959964) -> tuple[float, float] | None:
    """The 95 % interval of a share (Wilson 1927), None without observations."""
    if n == 0:
        return None
    rate = successes / n
    middle = rate + z * z / (2 * n)
    spread = z * math.sqrt(rate * (1 - rate) / n + z * z / (4 * n * n))
    whole = 1 + z * z / n
    return max((middle - spread) / whole, 0.0), min((middle + spread) / whole, 1.0)


def quantile(values: Sequence[int], part: float) -> float | None:
    """A quantile by linear interpolation, None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    place = (len(ordered) - 1) * part
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
