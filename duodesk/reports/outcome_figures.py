"""Figures of what became of the mentees, and of how many were counted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from duodesk.base.i18n import N_
from duodesk.followup.outcomes import POSITIVE, Outcome
from duodesk.reports import bases
from duodesk.reports.bases import Basis
from duodesk.reports.cohort import Cohort, DuoFacts, quantile
from duodesk.reports.figure import OPERATIONS, Figure, Rows, Test

# A job of fewer days in the year after the end does not count for definition D.
LEAST_DAYS = 90


def _is(*outcomes: Outcome) -> Callable[[DuoFacts], bool]:
    return lambda duo: duo.outcome in outcomes


def _unknown(duo: DuoFacts) -> bool:
    return duo.outcome is Outcome.UNKNOWN


def _unknown_after(duo: DuoFacts) -> bool:
    return duo.after_support is Outcome.UNKNOWN


def employed(cohort: Cohort) -> tuple[DuoFacts, ...]:
    """Counted mentees with a job."""
    return tuple(d for d in cohort.counted if d.outcome is Outcome.JOB)


def _of_job(part: float) -> Callable[[Cohort], float | None]:
    """A quantile of the days to the job."""

    def days(cohort: Cohort) -> float | None:
        days = (d.outcome_day for d in employed(cohort))
        return quantile([day for day in days if day is not None], part)

    return days


def _count(code: str, title: str, definition: str, basis: Basis, **how: Any) -> Figure:
    return Figure(code, OPERATIONS, title, definition, "count", basis=basis, **how)


def _rate(code: str, title: str, definition: str, where: Test, **how: Any) -> Figure:
    """A share of the mentees counted, unless told otherwise."""
    told = {"basis": bases.COUNTED, "of": _counted, **how}
    return Figure(code, OPERATIONS, title, definition, "share", where=where, **told)


def _counted(cohort: Cohort) -> tuple[DuoFacts, ...]:
    return cohort.counted


def _supported(cohort: Cohort) -> tuple[DuoFacts, ...]:
    return cohort.supported


_AFTER: dict[str, Basis | Rows | Test] = {
    "basis": bases.SUPPORTED,
    "of": _supported,
    "open": _unknown_after,
}
_days = partial(Figure, family=OPERATIONS, unit="days", basis=bases.EMPLOYED, of=employed)

OUTCOME_FIGURES = (
    _count(
        "started",
        N_("Duos started"),
        N_("Duos whose start lies in the period; those that ended early stay in."),
        bases.STARTED,
        of=lambda c: c.duos,
    ),
    _count(
        "active",
        N_("Duos under way"),
        N_("Duos that run on the day of the report, whenever they started."),
        bases.RUNNING,
        sums=lambda c: (c.active, c.active),
    ),
    _count(
        "mature",
        N_("Mentees counted (N)"),
        N_(
            "Mentees of the cohort whose twelve months are over and who stayed within the "
            "programme's reach."
        ),
        bases.COHORT,
        of=_counted,
    ),
    _count(
        "running",
        N_("Mentees whose year still runs"),
        N_("Reported apart and never mixed with those counted."),
        bases.COHORT,
        of=lambda c: c.running,
    ),
    _count(
        "being_called",
        N_("Mentees still being called"),
        N_(
            "Counted in N, but their twelve months ended less than thirty days ago: an answer "
            "may still come in."
        ),
        bases.COUNTED,
        of=lambda c: c.being_called,
    ),
    _count(
        "out_of_scope",
        N_("Out of reach"),
        N_("Left the programme's reach before anything positive; taken out of N and listed."),
        bases.COHORT,
        of=lambda c: c.mature,
        where=_is(Outcome.OUT_OF_SCOPE),
    ),
    _rate(
        "positive",
        N_("Positive outcome"),
        N_(
            "Definition A: job, internship or training begun within twelve months of the start, "
            "divided by N; unknown counts against."
        ),
        _is(*POSITIVE),
        open=_unknown,
    ),
    _rate(
        "positive_known",
        N_("Positive outcome among the known"),
        N_("The same, divided by N without the unknown."),
        _is(*POSITIVE),
        basis=bases.KNOWN,
        of=lambda c: c.known,
    ),
    _rate(
        "positive_at_most",
        N_("Positive outcome at most"),
        N_("If every unknown mentee had a positive outcome."),
        _is(*POSITIVE, Outcome.UNKNOWN),
    ),
    _rate(
        "employment",
        N_("Found a job"),
        N_("A job begun within twelve months of the start, divided by N."),
        _is(Outcome.JOB),
        open=_unknown,
    ),
    _rate(
        "training",
        N_("Internship or training"),
        N_("An internship or a training and no job, divided by N."),
        _is(Outcome.INTERNSHIP, Outcome.TRAINING),
        open=_unknown,
    ),
    _rate(
        "stable",
        N_("Stable employment"),
        N_(
            "Definition C: a job that is permanent or of three months or more (contracts with one "
            "employer added together), divided by N."
        ),
        lambda d: d.stable,
        open=_unknown,
    ),
    _rate(
        "not_positive",
        N_("Not positive"),
        N_("Asked in the last thirty days of the year or later, and still looking."),
        _is(Outcome.NOT_POSITIVE),
        open=_unknown,
    ),
    _rate(
        "unknown",
        N_("Unknown"),
        N_("Nothing recorded; never taken for a no."),
        _unknown,
    ),
    _rate(
        "job_at_end",
        N_("In a job at twelve months"),
        N_(
            "A job that covers the last day of the twelve months, divided by N without the unknown."
        ),
        lambda d: d.job_at_end,
        basis=bases.KNOWN,
        of=lambda c: c.known,
    ),
    _rate(
        "positive_after",
        N_("Positive outcome after the support"),
        N_(
            "Definition B: job, internship or training begun from the start to twelve months "
            "after the end, divided by the mentees whose duo ended a year ago or more."
        ),
        lambda d: d.after_support in POSITIVE,
        **_AFTER,
    ),
    _rate(
        "worked_90",
        N_("Ninety days of work after the support"),
        N_(
            "Definition D: a job on ninety days from Monday to Friday or more in the twelve "
            "months after the end, divided by the mentees whose duo ended a year ago or more."
        ),
        lambda d: (d.worked_days or 0) >= LEAST_DAYS,
        **_AFTER,
    ),
    _rate(
        "worked_90_official",
        N_("Ninety days of work, officially proved"),
        N_("The same, counting only jobs of which an official record was seen."),
        lambda d: (d.official_days or 0) >= LEAST_DAYS,
        **_AFTER,
    ),
    _rate(
        "durable",
        N_("Stable job or recognised training"),
        N_(
            "Definition E: a stable job, or a training that leads to a recognised certificate, "
            "divided by N."
        ),
        lambda d: d.durable,
        open=_unknown,
    ),
    _rate(
        "documented",
        N_("Outcomes with proof"),
        N_("Positive outcomes of which a document or an official record was seen."),
        lambda d: d.documented,
        basis=bases.GOOD,
        of=lambda c: c.positives,
    ),
    _days(
        code="time_to_job",
        title_id=N_("Days to the job (median)"),
        definition_id=N_(
            "From the duo's start to the first day of the job, among those with a job."
        ),
        value=_of_job(0.5),
    ),
    _days(
        code="time_to_job_25",
        title_id=N_("Days to the job (first quarter)"),
        definition_id=N_(
            "A quarter of those with a job began it by then; by linear interpolation."
        ),
        value=_of_job(0.25),
    ),
    _days(
        code="time_to_job_75",
        title_id=N_("Days to the job (third quarter)"),
        definition_id=N_(
            "Three quarters of those with a job began it by then; by linear interpolation."
        ),
        value=_of_job(0.75),
    ),
)
# The five definitions of a good outcome that stand side by side, each by its letter.
DEFINITIONS = {
    "A": "positive",
    "B": "positive_after",
    "C": "stable",
    "D": "worked_90",
    "E": "durable",
}
