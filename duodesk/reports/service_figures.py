"""Figures of how duos are formed and followed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from duodesk.base.i18n import N_
from duodesk.reports import bases
from duodesk.reports.cohort import Cohort, DuoFacts, quantile, share
from duodesk.reports.facts import ContactFacts, Silence
from duodesk.reports.figure import OPERATIONS, QUALITY, Figure

# Before the expected end by so many days, a duo still counts as having reached its term.
GRACE_DAYS = 14
LOG_FROM_WEEKS = 4
# What the programme reckons with: two hours in each of twenty-six weeks.
HOURS_MEANT = 52
GOOD_END = "positive_outcome"
# From so many days without a sign on.
SILENT_DAYS = {
    14: N_("Duos silent for 14 days or more"),
    21: N_("Duos silent for 21 days or more"),
    28: N_("Duos silent for 28 days or more"),
}
_Part = Callable[[Sequence[int]], float | None]


def reached_term(duo: DuoFacts) -> bool:
    """Reached the term, or nearly, or still runs."""
    if duo.ended_on is None or duo.expected_end is None:
        return duo.ended_on is None
    return (duo.expected_end - duo.ended_on).days <= GRACE_DAYS


def ended_well(duo: DuoFacts) -> bool:
    """Reached the term, or ended early because of a positive outcome."""
    return reached_term(duo) or duo.end_reason == GOOD_END


def dropped_out(duo: DuoFacts) -> bool:
    """What is left: ended early, and not because of a positive outcome."""
    return not ended_well(duo)


def logged(cohort: Cohort) -> list[DuoFacts]:
    """Duos of at least four full weeks: those of which the log tells something."""
    return [d for d in cohort.duos if d.planned >= LOG_FROM_WEEKS]


def waited(cohort: Cohort) -> list[DuoFacts]:
    """Duos of which both acceptance and start are known."""
    return [d for d in cohort.duos if d.waited_days is not None]


def waits(cohort: Cohort) -> list[int]:
    """Days from acceptance to start, where both are known."""
    return [d.waited_days for d in cohort.duos if d.waited_days is not None]


def _met(cohort: Cohort) -> tuple[float, float]:
    old = logged(cohort)
    return sum(d.met for d in old), sum(d.planned for d in old)


def _covered(cohort: Cohort) -> tuple[float, float]:
    old = logged(cohort)
    return sum(min(d.logged, d.planned) for d in old), sum(d.planned for d in old)


def over(cohort: Cohort) -> list[DuoFacts]:
    """Duos of the period that have ended."""
    return [d for d in cohort.duos if d.ended_on is not None]


def hours_per_duo(cohort: Cohort) -> float | None:
    """Logged hours by duo, over ended duos."""
    ended = over(cohort)
    return share(sum(d.minutes for d in ended) / 60, len(ended))


def dosage(cohort: Cohort) -> float | None:
    """Logged hours of what the programme reckons with, over ended duos."""
    hours = hours_per_duo(cohort)
    return None if hours is None else hours / HOURS_MEANT


def _durations(cohort: Cohort) -> list[int]:
    return [(d.ended_on - d.start).days for d in cohort.duos if d.ended_on is not None]


def _waited(of: _Part) -> Callable[[Cohort], float | None]:
    return lambda cohort: of(waits(cohort))


def _lasted(of: _Part) -> Callable[[Cohort], float | None]:
    return lambda cohort: of(_durations(cohort))


def _at(part: float) -> _Part:
    return lambda values: quantile(values, part)


def mean(values: Sequence[int]) -> float | None:
    """The mean, None of nothing."""
    return share(sum(values), len(values))


def silent_for(days: int) -> Callable[[Silence], bool]:
    """Whether a duo has been silent so long."""
    return lambda one: one.days >= days


def _in_time(contact: ContactFacts) -> bool:
    return contact.in_time


_wait = partial(Figure, family=QUALITY, unit="days", basis=bases.WAITED, of=waited)
_last = partial(Figure, family=QUALITY, unit="days", basis=bases.ENDED, of=over)
_due = partial(
    Figure, family=QUALITY, unit="share", basis=bases.DUE, of=lambda cohort: cohort.ending
)
_silent = partial(
    Figure, family=QUALITY, unit="count", basis=bases.SILENT, of=lambda cohort: cohort.silences
)

SERVICE_FIGURES = (
    _wait(
        code="time_to_match",
        title_id=N_("Days from acceptance to start (median)"),
        definition_id=N_("Of the duos started in the period."),
        value=_waited(_at(0.5)),
    ),
    _wait(
        code="time_to_match_25",
        title_id=N_("Days from acceptance to start (first quarter)"),
        definition_id=N_(
            "A quarter of the duos started in the period began by then; by linear interpolation."
        ),
        value=_waited(_at(0.25)),
    ),
    _wait(
        code="time_to_match_75",
        title_id=N_("Days from acceptance to start (third quarter)"),
        definition_id=N_(
            "Three quarters of the duos started in the period began by then; by linear "
            "interpolation."
        ),
        value=_waited(_at(0.75)),
    ),
    _wait(
        code="time_to_match_90",
        title_id=N_("Days from acceptance to start (nine in ten)"),
        definition_id=N_("Nine in ten of the duos started in the period began by then."),
        value=_waited(_at(0.9)),
    ),
    _wait(
        code="time_to_match_mean",
        title_id=N_("Days from acceptance to start (mean)"),
        definition_id=N_("The mean of the duos started in the period."),
        value=_waited(mean),
    ),
    _wait(
        code="time_to_match_least",
        title_id=N_("Days from acceptance to start (shortest)"),
        definition_id=N_("The shortest wait of the duos started in the period."),
        value=_waited(lambda values: min(values, default=None)),
    ),
    _wait(
        code="time_to_match_most",
        title_id=N_("Days from acceptance to start (longest)"),
        definition_id=N_("The longest wait of the duos started in the period."),
        value=_waited(lambda values: max(values, default=None)),
    ),
    Figure(
        "waiting",
        QUALITY,
        N_("Mentees waiting"),
        N_("Accepted and without a duo on the day of the report."),
        "count",
        basis=bases.POOL,
        sums=lambda c: (c.waiting, c.waiting),
    ),
    Figure(
        "newly_waiting",
        QUALITY,
        N_("Mentees new on the waiting list"),
        N_("Mentees accepted for the first time in the period."),
        "count",
        basis=bases.REGISTERED,
        of=lambda c: c.newly_waiting,
    ),
    Figure(
        "ready_mentors",
        QUALITY,
        N_("Mentors free"),
        N_("Accepted, trained and without a duo on the day of the report."),
        "count",
        basis=bases.POOL,
        sums=lambda c: (c.ready_mentors, c.ready_mentors),
    ),
    Figure(
        "early_refusal",
        QUALITY,
        N_("Refused after the first meeting"),
        N_(
            "First meetings of the period after which the mentee, the mentor or both said no, "
            "divided by those after which both answered."
        ),
        "share",
        basis=bases.FIRST_MEETINGS,
        of=lambda c: c.first_meetings,
        where=lambda one: one.refused,
    ),
    _due(
        code="completion",
        title_id=N_("Term reached"),
        definition_id=N_(
            "Of the duos whose expected end lies in the period, those that reached it (two weeks' "
            "grace)."
        ),
        where=reached_term,
    ),
    _due(
        code="completion_inclusive",
        title_id=N_("Term reached or ended well"),
        definition_id=N_("Also those that ended early because of a positive outcome."),
        where=ended_well,
    ),
    _due(
        code="drop_out",
        title_id=N_("Stopped early for another reason"),
        definition_id=N_(
            "Of the duos whose expected end lies in the period, those that ended early without a "
            "positive outcome."
        ),
        where=dropped_out,
    ),
    Figure(
        "ended",
        OPERATIONS,
        N_("Duos ended"),
        N_("Duos whose end lies in the period, whenever they started."),
        "count",
        basis=bases.DUOS_ENDED,
        of=lambda c: c.ended,
    ),
    Figure(
        "ended_early",
        OPERATIONS,
        N_("Duos ended before their term"),
        N_("Of the duos that ended in the period, those before their term, for whatever reason."),
        "count",
        basis=bases.DUOS_ENDED,
        of=lambda c: c.ended,
        where=lambda duo: not reached_term(duo),
    ),
    _last(
        code="duration",
        title_id=N_("Days a duo lasted (median)"),
        definition_id=N_("From start to end, of the duos of the period that have ended."),
        value=_lasted(_at(0.5)),
    ),
    _last(
        code="duration_25",
        title_id=N_("Days a duo lasted (first quarter)"),
        definition_id=N_(
            "A quarter of the ended duos of the period lasted no longer; by linear interpolation."
        ),
        value=_lasted(_at(0.25)),
    ),
    _last(
        code="duration_75",
        title_id=N_("Days a duo lasted (third quarter)"),
        definition_id=N_(
            "Three quarters of the ended duos of the period lasted no longer; by linear "
            "interpolation."
        ),
        value=_lasted(_at(0.75)),
    ),
    Figure(
        "meetings",
        QUALITY,
        N_("Meetings held of those planned"),
        N_(
            "Logged as met, divided by one for each full week; a missing entry is not a missed "
            "meeting."
        ),
        "share",
        basis=bases.LOGGED,
        of=logged,
        sums=_met,
    ),
    Figure(
        "coverage",
        QUALITY,
        N_("Weeks with an entry"),
        N_("How far the log can be believed: weeks with any entry, divided by weeks over."),
        "share",
        basis=bases.LOGGED,
        of=logged,
        sums=_covered,
    ),
    Figure(
        "hours",
        QUALITY,
        N_("Hours logged for each ended duo"),
        N_("Length of the meetings logged as met."),
        "number",
        hours_per_duo,
        bases.HOURS,
        of=over,
    ),
    Figure(
        "dosage",
        QUALITY,
        N_("Hours logged of the fifty-two meant"),
        N_("Hours logged for each ended duo, divided by two hours in each of twenty-six weeks."),
        "share",
        dosage,
        bases.HOURS,
        of=over,
    ),
    Figure(
        "contact_on_time",
        QUALITY,
        N_("Contacts on time"),
        N_(
            "Contacts and meetings of the follow-up plans due in the period that took place within "
            "five days of their day, divided by those due."
        ),
        "share",
        basis=bases.CONTACTS,
        of=lambda c: c.contacts,
        where=_in_time,
    ),
    *(
        _silent(
            code=f"silent_{days}",
            title_id=title,
            definition_id=N_(
                "Duos under way whose last sign (a meeting held, a talk with one of the two) is "
                "so long ago; duos that rest are never silent."
            ),
            where=silent_for(days),
        )
        for days, title in SILENT_DAYS.items()
    ),
)
