"""Figures of what became of the mentees, and of how many were counted (domain.md §5.4)."""

from __future__ import annotations

from collections.abc import Callable

from duodesk.base.i18n import N_
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
from duodesk.reports.figure import OPERATIONS, Figure

# A job of fewer days in the year after the end does not count for definition D.
LEAST_DAYS = 90


def _outcome_rate(*outcomes: Outcome) -> Callable[[Cohort], float | None]:
    return lambda cohort: share(number_of(cohort, *outcomes), len(cohort.counted))


def _job_days(cohort: Cohort) -> list[int]:
    return [
        d.outcome_day
        for d in cohort.counted
        if d.outcome is Outcome.JOB and d.outcome_day is not None
    ]


def _known(cohort: Cohort) -> list[DuoFacts]:
    return [d for d in cohort.counted if d.outcome is not Outcome.UNKNOWN]


def _after_support(cohort: Cohort) -> float | None:
    found = cohort.supported
    return share(sum(d.after_support in POSITIVE for d in found), len(found))


def _worked(days: Callable[[DuoFacts], int | None]) -> Callable[[Cohort], float | None]:
    return lambda cohort: share(
        sum((days(d) or 0) >= LEAST_DAYS for d in cohort.supported), len(cohort.supported)
    )


_N = N_(
    "Mentees of the cohort whose twelve months are over and who stayed within the programme's "
    "reach."
)
OUTCOME_FIGURES = (
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
        "being_called",
        OPERATIONS,
        N_("Mentees still being called"),
        N_(
            "Counted in N, but their twelve months ended less than thirty days ago: an answer "
            "may still come in."
        ),
        "count",
        lambda c: len(c.being_called),
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
            "Definition A: job, internship or training begun within twelve months of the start, "
            "divided by N; unknown counts against."
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
        N_(
            "Definition C: a job that is permanent or of three months or more (contracts with one "
            "employer added together), divided by N."
        ),
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
        "job_at_end",
        OPERATIONS,
        N_("In a job at twelve months"),
        N_(
            "A job that covers the last day of the twelve months, divided by N without the unknown."
        ),
        "share",
        lambda c: share(sum(d.job_at_end for d in _known(c)), len(_known(c))),
    ),
    Figure(
        "positive_after",
        OPERATIONS,
        N_("Positive outcome after the support"),
        N_(
            "Definition B: job, internship or training begun from the start to twelve months "
            "after the end, divided by the mentees whose duo ended a year ago or more."
        ),
        "share",
        _after_support,
    ),
    Figure(
        "worked_90",
        OPERATIONS,
        N_("Ninety days of work after the support"),
        N_(
            "Definition D: a job on ninety days from Monday to Friday or more in the twelve "
            "months after the end, divided by the mentees whose duo ended a year ago or more."
        ),
        "share",
        _worked(lambda d: d.worked_days),
    ),
    Figure(
        "worked_90_official",
        OPERATIONS,
        N_("Ninety days of work, officially proved"),
        N_("The same, counting only jobs of which an official record was seen."),
        "share",
        _worked(lambda d: d.official_days),
    ),
    Figure(
        "durable",
        OPERATIONS,
        N_("Stable job or recognised training"),
        N_(
            "Definition E: a stable job, or a training that leads to a recognised certificate, "
            "divided by N."
        ),
        "share",
        lambda c: share(sum(d.durable for d in c.counted), len(c.counted)),
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
)
