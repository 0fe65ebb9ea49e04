"""Figures of what duos take: the load of coordinators, hours of mentors, and cost as it is noted in
Settings.
"""

from __future__ import annotations

from functools import partial

from duodesk.base.i18n import N_
from duodesk.reports import bases
from duodesk.reports.cohort import Cohort, share
from duodesk.reports.figure import PROFITABILITY, Figure
from duodesk.reports.outcome_figures import employed


def average_active(cohort: Cohort) -> float | None:
    """Duos under way on a day of the period, on average."""
    return share(cohort.duo_days, cohort.days)


def average_load(cohort: Cohort) -> float | None:
    """The same for each coordinator of the day of the report."""
    average = average_active(cohort)
    return None if average is None else share(average, cohort.coordinators)


def hours_per_positive(cohort: Cohort) -> float | None:
    """Logged hours of the counted mentees, for each of them with a positive outcome."""
    return share(sum(d.minutes for d in cohort.counted) / 60, len(cohort.positives))


def _cost_for(cohort: Cohort, number: int) -> float | None:
    return None if cohort.cost is None else share(cohort.cost, number)


_takes = partial(Figure, family=PROFITABILITY)
COST_FIGURES = (
    _takes(
        code="caseload",
        title_id=N_("Duos for each coordinator"),
        definition_id=N_(
            "Duos that run on the day of the report, divided by the coordinators who follow one."
        ),
        unit="number",
        value=lambda c: share(c.active, c.coordinators),
        basis=bases.RUNNING,
    ),
    _takes(
        code="average_active",
        title_id=N_("Duos under way, on average"),
        definition_id=N_(
            "Days on which duos ran in the period, divided by its days that are over."
        ),
        unit="number",
        value=average_active,
        basis=bases.RUNNING,
    ),
    _takes(
        code="average_caseload",
        title_id=N_("Duos for each coordinator, on average"),
        definition_id=N_(
            "Duos under way on average in the period, divided by the coordinators who follow one "
            "on the day of the report."
        ),
        unit="number",
        value=average_load,
        basis=bases.RUNNING,
    ),
    _takes(
        code="hours_given",
        title_id=N_("Hours given by mentors"),
        definition_id=N_(
            "Length of all meetings logged as met, of the duos started in the period; costs are "
            "kept by the accounts."
        ),
        unit="number",
        value=lambda c: sum(d.minutes for d in c.duos) / 60,
        basis=bases.STARTED,
        of=lambda c: c.duos,
    ),
    _takes(
        code="hours_per_positive",
        title_id=N_("Hours given for each positive outcome"),
        definition_id=N_(
            "Length of the meetings of the mentees counted in N, divided by those with a "
            "positive outcome."
        ),
        unit="number",
        value=hours_per_positive,
        basis=bases.GOOD,
        of=lambda c: c.positives,
    ),
    _takes(
        code="cost",
        title_id=N_("Cost of the period (euro)"),
        definition_id=N_(
            "The cost of a year as noted in Settings, for as many days as the period has; nothing "
            "where an office has noted none."
        ),
        unit="money",
        value=lambda c: c.cost,
        basis=bases.MONEY,
    ),
    _takes(
        code="cost_per_duo",
        title_id=N_("Cost for each duo (euro)"),
        definition_id=N_("Cost of the period, divided by the duos started in it."),
        unit="money",
        value=lambda c: _cost_for(c, len(c.duos)),
        basis=bases.MONEY,
        of=lambda c: c.duos,
    ),
    _takes(
        code="cost_per_job",
        title_id=N_("Cost for each job (euro)"),
        definition_id=N_("Cost of the period, divided by the mentees counted who found a job."),
        unit="money",
        value=lambda c: _cost_for(c, len(employed(c))),
        basis=bases.MONEY,
        of=employed,
    ),
)  # fmt: skip
