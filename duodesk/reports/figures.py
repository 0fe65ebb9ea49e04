"""Every figure, declared once with its definition; a pure function over a cohort (domain.md §5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from duodesk.base.i18n import N_, _
from duodesk.followup.outcomes import POSITIVE, Outcome
from duodesk.reports.cohort import (
    Cohort,
    DuoFacts,
    number_of,
    positive,
    positive_at_most,
    positive_known,
    quantile,
    share,
)

Unit = Literal["count", "share", "days", "number"]
OPERATIONS, QUALITY, PROFITABILITY = "operations", "quality", "profitability"
FAMILIES = {
    OPERATIONS: N_("Operations"),
    QUALITY: N_("Quality of service"),
    PROFITABILITY: N_("Profitability"),
}
# Before the expected end by so many days, a duo still counts as having reached its term.
GRACE_DAYS = 14
LOG_FROM_WEEKS = 4


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: how it is named, what it is, what it divides by, and how it is computed."""

    code: str
    family: str
    title_id: str
    definition_id: str
    unit: Unit
    compute: Callable[[Cohort], float | None]

    @property
    def title(self) -> str:
        return _(self.title_id)

    @property
    def definition(self) -> str:
        return _(self.definition_id)


def _strict(duo: DuoFacts) -> bool:
    """Reached the term, or nearly, or still runs."""
    if duo.ended_on is None or duo.expected_end is None:
        return duo.ended_on is None
    return (duo.expected_end - duo.ended_on).days <= GRACE_DAYS


def completion(cohort: Cohort) -> float | None:
    """Strict: of the duos due, those that reached their term."""
    return share(sum(map(_strict, cohort.ending)), len(cohort.ending))


def completion_inclusive(cohort: Cohort) -> float | None:
    """Inclusive: also those that ended early because of a positive outcome."""
    good = sum(_strict(d) or d.end_reason == "positive_outcome" for d in cohort.ending)
    return share(good, len(cohort.ending))


def meetings_held(cohort: Cohort) -> float | None:
    """Met / planned, over duos of at least four weeks."""
    old = [d for d in cohort.duos if d.planned >= LOG_FROM_WEEKS]
    return share(sum(d.met for d in old), sum(d.planned for d in old))


def log_coverage(cohort: Cohort) -> float | None:
    """Weeks with any entry / weeks over, of the duos that `meetings_held` counts."""
    old = [d for d in cohort.duos if d.planned >= LOG_FROM_WEEKS]
    return share(sum(min(d.logged, d.planned) for d in old), sum(d.planned for d in old))


def hours_per_duo(cohort: Cohort) -> float | None:
    """Logged hours by duo, over ended duos."""
    ended = [d for d in cohort.duos if d.ended_on is not None]
    return share(sum(d.minutes for d in ended) / 60, len(ended))


def _outcome_rate(*outcomes: Outcome) -> Callable[[Cohort], float | None]:
    return lambda cohort: share(number_of(cohort, *outcomes), len(cohort.counted))


def _job_days(cohort: Cohort) -> list[int]:
    return [
        d.outcome_day
        for d in cohort.counted
        if d.outcome is Outcome.JOB and d.outcome_day is not None
    ]


def _waits(cohort: Cohort) -> list[int]:
    return [d.waited_days for d in cohort.duos if d.waited_days is not None]


_N = N_(
    "Mentees of the cohort whose twelve months are over and who stayed within the programme's "
    "reach."
)
FIGURES = (
    Figure(
        "started",
        OPERATIONS,
        N_("Duos started"),
        N_("Duos whose start lies in the period; those that ended early stay in."),
        "count",
        lambda c: len(c.duos),
    ),
    Figure(
        "active",
        OPERATIONS,
        N_("Duos under way"),
        N_("Duos that run on the day of the report, whenever they started."),
        "count",
        lambda c: c.active,
    ),
    Figure("mature", OPERATIONS, N_("Mentees counted (N)"), _N, "count", lambda c: len(c.counted)),
    Figure(
        "running",
        OPERATIONS,
        N_("Mentees whose year still runs"),
        N_("Reported apart and never mixed with those counted."),
        "count",
        lambda c: sum(d.first_of_mentee for d in c.duos) - len(c.mature),
    ),
    Figure(
        "out_of_scope",
        OPERATIONS,
        N_("Out of reach"),
        N_("Left the programme's reach before anything positive; taken out of N and listed."),
        "count",
        lambda c: len(c.mature) - len(c.counted),
    ),
    Figure(
        "positive",
        OPERATIONS,
        N_("Positive outcome"),
        N_(
            "Job, internship or training begun within twelve months of the start, divided by N; "
            "unknown counts against."
        ),
        "share",
        positive,
    ),
    Figure(
        "positive_known",
        OPERATIONS,
        N_("Positive outcome among the known"),
        N_("The same, divided by N without the unknown."),
        "share",
        positive_known,
    ),
    Figure(
        "positive_at_most",
        OPERATIONS,
        N_("Positive outcome at most"),
        N_("If every unknown mentee had a positive outcome."),
        "share",
        positive_at_most,
    ),
    Figure(
        "employment",
        OPERATIONS,
        N_("Found a job"),
        N_("A job begun within twelve months of the start, divided by N."),
        "share",
        _outcome_rate(Outcome.JOB),
    ),
    Figure(
        "training",
        OPERATIONS,
        N_("Internship or training"),
        N_("An internship or a training and no job, divided by N."),
        "share",
        _outcome_rate(Outcome.INTERNSHIP, Outcome.TRAINING),
    ),
    Figure(
        "stable",
        OPERATIONS,
        N_("Stable employment"),
        N_("A job that is permanent or of three months or more, divided by N."),
        "share",
        lambda c: share(sum(d.stable for d in c.counted), len(c.counted)),
    ),
    Figure(
        "not_positive",
        OPERATIONS,
        N_("Not positive"),
        N_("Asked in the last thirty days of the year or later, and still looking."),
        "share",
        _outcome_rate(Outcome.NOT_POSITIVE),
    ),
    Figure(
        "unknown",
        OPERATIONS,
        N_("Unknown"),
        N_("Nothing recorded; never taken for a no."),
        "share",
        _outcome_rate(Outcome.UNKNOWN),
    ),
    Figure(
        "documented",
        OPERATIONS,
        N_("Outcomes with proof"),
        N_("Positive outcomes of which a document or an official record was seen."),
        "share",
        lambda c: share(
            sum(d.documented for d in c.counted if d.outcome in POSITIVE), number_of(c, *POSITIVE)
        ),
    ),
    Figure(
        "time_to_job",
        OPERATIONS,
        N_("Days to the job (median)"),
        N_("From the duo's start to the first day of the job, among those with a job."),
        "days",
        lambda c: quantile(_job_days(c), 0.5),
    ),
    Figure(
        "time_to_job_25",
        OPERATIONS,
        N_("Days to the job (first quarter)"),
        N_("A quarter of those with a job began it by then; by linear interpolation."),
        "days",
        lambda c: quantile(_job_days(c), 0.25),
    ),
    Figure(
        "time_to_job_75",
        OPERATIONS,
        N_("Days to the job (third quarter)"),
        N_("Three quarters of those with a job began it by then; by linear interpolation."),
        "days",
        lambda c: quantile(_job_days(c), 0.75),
    ),
    Figure(
        "time_to_match",
        QUALITY,
        N_("Days from acceptance to start (median)"),
        N_("Of the duos started in the period."),
        "days",
        lambda c: quantile(_waits(c), 0.5),
    ),
    Figure(
        "time_to_match_90",
        QUALITY,
        N_("Days from acceptance to start (nine in ten)"),
        N_("Nine in ten of the duos started in the period began by then."),
        "days",
        lambda c: quantile(_waits(c), 0.9),
    ),
    Figure(
        "waiting",
        QUALITY,
        N_("Mentees waiting"),
        N_("Accepted and without a duo on the day of the report."),
        "count",
        lambda c: c.waiting,
    ),
    Figure(
        "ready_mentors",
        QUALITY,
        N_("Mentors free"),
        N_("Accepted and without a duo on the day of the report."),
        "count",
        lambda c: c.ready_mentors,
    ),
    Figure(
        "completion",
        QUALITY,
        N_("Term reached"),
        N_(
            "Of the duos whose expected end lies in the period, those that reached it (two weeks' "
            "grace)."
        ),
        "share",
        completion,
    ),
    Figure(
        "completion_inclusive",
        QUALITY,
        N_("Term reached or ended well"),
        N_("Also those that ended early because of a positive outcome."),
        "share",
        completion_inclusive,
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
        meetings_held,
    ),
    Figure(
        "coverage",
        QUALITY,
        N_("Weeks with an entry"),
        N_("How far the log can be believed: weeks with any entry, divided by weeks over."),
        "share",
        log_coverage,
    ),
    Figure(
        "hours",
        QUALITY,
        N_("Hours logged for each ended duo"),
        N_("Length of the meetings logged as met."),
        "number",
        hours_per_duo,
    ),
)


def figure(code: str) -> Figure:
    """The figure with this code."""
    return next(f for f in FIGURES if f.code == code)
