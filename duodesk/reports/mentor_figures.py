"""Figures of mentors: how many there are, whether they start again, what they learn and how long
they wait.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from duodesk.base.dates import add_months
from duodesk.base.i18n import N_
from duodesk.reports import bases
from duodesk.reports.cohort import Cohort, DuoFacts, quantile
from duodesk.reports.facts import MentorFacts, Standing
from duodesk.reports.figure import OPERATIONS, QUALITY, Figure

# So long after an end, a mentor who starts again counts as kept.
AGAIN_MONTHS = 12


def beginners(cohort: Cohort) -> tuple[MentorFacts, ...]:
    """Mentors whose first day of training lies in the period."""
    return tuple(m for m in cohort.mentors if m.began_on and inside(m.began_on, cohort))


def with_ends(cohort: Cohort) -> tuple[MentorFacts, ...]:
    """Mentors with a duo that ended in the period and a year ago or more."""
    return tuple(m for m in cohort.mentors if _ends(m, cohort))


def again(cohort: Cohort) -> tuple[MentorFacts, ...]:
    """Those of them who started another duo within twelve months of such an end."""
    return tuple(m for m in cohort.mentors if any(_goes_on(m, e) for e in _ends(m, cohort)))


def first_wait(mentor: MentorFacts, cohort: Cohort) -> list[int]:
    """Days from the end of the training to the first duo, where that began in the period."""
    first = min((begun for begun, _ended in mentor.duos), default=None)
    if first is None or mentor.trained_on is None or not inside(first, cohort):
        return []
    return [(first - mentor.trained_on).days] if mentor.trained_on <= first else []


def gaps(mentor: MentorFacts, cohort: Cohort) -> list[int]:
    """Days from the end of a duo to the start of the mentor's next, where that lies in the period;
    one that began while another ran ended no free time.
    """
    found = []
    free_since: date | None = None
    for begun, ended in sorted(mentor.duos, key=lambda duo: duo[0]):
        if free_since is not None and begun >= free_since and inside(begun, cohort):
            found.append((begun - free_since).days)
        free_since = max(ended or date.max, free_since or date.min)
    return found


def inside(day: date, cohort: Cohort) -> bool:
    """Whether a day lies in the period and has come."""
    return cohort.begin <= day <= min(cohort.end, cohort.as_of)


def _ends(mentor: MentorFacts, cohort: Cohort) -> list[date]:
    return [
        ended
        for _begun, ended in mentor.duos
        if ended and inside(ended, cohort) and add_months(ended, AGAIN_MONTHS) <= cohort.as_of
    ]


def _goes_on(mentor: MentorFacts, ended: date) -> bool:
    until = add_months(ended, AGAIN_MONTHS)
    return any(ended <= begun <= until for begun, _ended in mentor.duos)


def _idle(
    days: Callable[[MentorFacts, Cohort], list[int]],
) -> dict[str, Any]:
    """The median of such days, and the mentors who had any."""
    return {
        "value": lambda c: quantile([day for m in c.mentors for day in days(m, c)], 0.5),
        "of": lambda c: tuple(m for m in c.mentors if days(m, c)),
    }


def _stands(standing: Standing) -> Callable[[MentorFacts], bool]:
    return lambda mentor: mentor.standing is standing


def _complied(duo: DuoFacts) -> bool:
    return duo.attended >= duo.wanted


_now = partial(
    Figure, family=OPERATIONS, unit="count", basis=bases.MENTORS, of=lambda cohort: cohort.mentors
)
MENTOR_FIGURES = (
    _now(
        code="mentors_active",
        title_id=N_("Mentors in a duo"),
        definition_id=N_("Mentors with a duo that runs or rests on the day of the report."),
        where=_stands(Standing.ACTIVE),
    ),
    _now(
        code="mentors_resting",
        title_id=N_("Mentors at rest"),
        definition_id=N_(
            "Mentors without a duo who asked for a rest, or are free from a later day."
        ),
        where=_stands(Standing.RESTING),
    ),
    _now(
        code="mentors_left",
        title_id=N_("Mentors who left"),
        definition_id=N_("Mentors who were accepted and have stopped by the day of the report."),
        where=_stands(Standing.LEFT),
    ),
    Figure(
        "retention",
        QUALITY,
        N_("Mentors who started again"),
        N_(
            "Mentors who started another duo within twelve months of an end in the period, divided "
            "by those with such an end a year ago or more."
        ),
        "share",
        basis=bases.ENDS,
        of=with_ends,
        those=again,
    ),
    Figure(
        "training_completion",
        QUALITY,
        N_("Mentors: whole training followed"),
        N_(
            "Mentors who followed every unit by the day of the report, divided by those whose "
            "first day of training lies in the period."
        ),
        "share",
        basis=bases.BEGINNERS,
        of=beginners,
        where=lambda mentor: mentor.trained_on is not None,
    ),
    Figure(
        "intervision",
        QUALITY,
        N_("Duos whose mentor came to the mentors' meetings"),
        N_(
            "Duos that ended in the period and whose mentor came, between start and end, to as "
            "many mentors' meetings as are asked for (two, unless the office chose otherwise), "
            "divided by the duos that ended."
        ),
        "share",
        basis=bases.DUOS_ENDED,
        of=lambda c: c.ended,
        where=_complied,
    ),
    Figure(
        "mentor_first_wait",
        QUALITY,
        N_("Mentors: days from training to the first duo (median)"),
        N_("From the day on which the training was complete to the start, where it lies in the "
           "period."),
        "days",
        basis=bases.GAPS,
        **_idle(first_wait),
    ),
    Figure(
        "mentor_gap",
        QUALITY,
        N_("Mentors: days between two duos (median)"),
        N_(
            "From the end of a duo to the start of the mentor's next, where that lies in the "
            "period."
        ),
        "days",
        basis=bases.GAPS,
        **_idle(gaps),
    ),
)  # fmt: skip
