"""Figures of how duos are formed and followed, and of what they take (domain.md §5.4)."""

from __future__ import annotations

from duodesk.base.i18n import N_
from duodesk.followup.outcomes import POSITIVE
from duodesk.reports.cohort import Cohort, DuoFacts, number_of, quantile, share
from duodesk.reports.figure import PROFITABILITY, QUALITY, Figure

# Before the expected end by so many days, a duo still counts as having reached its term.
GRACE_DAYS = 14
LOG_FROM_WEEKS = 4


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


def drop_out(cohort: Cohort) -> float | None:
    """What is left: ended early, and not because of a positive outcome."""
    well = completion_inclusive(cohort)
    return None if well is None else 1 - well


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


def hours_per_positive(cohort: Cohort) -> float | None:
    """Logged hours of the counted mentees, for each of them with a positive outcome."""
    return share(sum(d.minutes for d in cohort.counted) / 60, number_of(cohort, *POSITIVE))


def _waits(cohort: Cohort) -> list[int]:
    return [d.waited_days for d in cohort.duos if d.waited_days is not None]


def _durations(cohort: Cohort) -> list[int]:
    return [(d.ended_on - d.start).days for d in cohort.duos if d.ended_on is not None]


SERVICE_FIGURES = (
    Figure(
        "time_to_match",
        QUALITY,
        N_("Days from acceptance to start (median)"),
        N_("Of the duos started in the period."),
        "days",
        lambda c: quantile(_waits(c), 0.5),
    ),
    Figure(
        "time_to_match_25",
        QUALITY,
        N_("Days from acceptance to start (first quarter)"),
        N_("A quarter of the duos started in the period began by then; by linear interpolation."),
        "days",
        lambda c: quantile(_waits(c), 0.25),
    ),
    Figure(
        "time_to_match_75",
        QUALITY,
        N_("Days from acceptance to start (third quarter)"),
        N_(
            "Three quarters of the duos started in the period began by then; by linear "
            "interpolation."
        ),
        "days",
        lambda c: quantile(_waits(c), 0.75),
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
        N_("Accepted, trained and without a duo on the day of the report."),
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
        "drop_out",
        QUALITY,
        N_("Stopped early for another reason"),
        N_(
            "Of the duos whose expected end lies in the period, those that ended early without a "
            "positive outcome."
        ),
        "share",
        drop_out,
    ),
    Figure(
        "duration",
        QUALITY,
        N_("Days a duo lasted (median)"),
        N_("From start to end, of the duos of the period that have ended."),
        "days",
        lambda c: quantile(_durations(c), 0.5),
    ),
    Figure(
        "duration_25",
        QUALITY,
        N_("Days a duo lasted (first quarter)"),
        N_("A quarter of the ended duos of the period lasted no longer; by linear interpolation."),
        "days",
        lambda c: quantile(_durations(c), 0.25),
    ),
    Figure(
        "duration_75",
        QUALITY,
        N_("Days a duo lasted (third quarter)"),
        N_(
            "Three quarters of the ended duos of the period lasted no longer; by linear "
            "interpolation."
        ),
        "days",
        lambda c: quantile(_durations(c), 0.75),
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
    Figure(
        "caseload",
        PROFITABILITY,
        N_("Duos for each coordinator"),
        N_("Duos that run on the day of the report, divided by the coordinators who follow one."),
        "number",
        lambda c: share(c.active, c.coordinators),
    ),
    Figure(
        "hours_given",
        PROFITABILITY,
        N_("Hours given by mentors"),
        N_(
            "Length of all meetings logged as met, of the duos started in the period; costs are "
            "kept by the accounts."
        ),
        "number",
        lambda c: sum(d.minutes for d in c.duos) / 60,
    ),
    Figure(
        "hours_per_positive",
        PROFITABILITY,
        N_("Hours given for each positive outcome"),
        N_(
            "Length of the meetings of the mentees counted in N, divided by those with a "
            "positive outcome."
        ),
        "number",
        hours_per_positive,
    ),
)
