"""Figures of the way in: how many registered, how far they came, how soon they were called."""

from __future__ import annotations

from collections.abc import Callable

from duodesk.base.i18n import N_
from duodesk.model.people import Role
from duodesk.reports.cohort import Cohort, quantile
from duodesk.reports.entries import (
    ACCEPTED,
    INTERVIEW,
    MATCHED,
    REGISTERED,
    SESSION,
    STAGES,
    STARTED,
    TRAINED,
    number_at,
    share_at,
)
from duodesk.reports.figure import OPERATIONS, QUALITY, Figure

_REGISTERED = N_("Taking part that began in the period, whatever came of it.")
_STEP = N_(
    "Of those registered in the period who reached the step before, the share that reached this "
    "one or a later one by the day of looking."
)


def step_of(code: str) -> tuple[Role, str] | None:
    """The role and the stage that a figure of the way in is about; None for every other figure."""
    role, _, stage = code.partition("s_")
    known = next((one for one in STAGES if role == str(one)), None)
    return (known, stage) if known is not None and stage in STAGES[known] else None


def is_of_people(figure: Figure) -> bool:
    """Whether a figure counts those who registered, each of whom can be looked up."""
    return figure in ENTRY_FIGURES


def _number(role: Role) -> Callable[[Cohort], float | None]:
    return lambda cohort: number_at(cohort.entries, role, REGISTERED)


def _share(role: Role, stage: str) -> Callable[[Cohort], float | None]:
    return lambda cohort: share_at(cohort.entries, role, stage)


def call_days(cohort: Cohort) -> float | None:
    """The median of working days to the first answered call; who was not reached yet is left
    out.
    """
    return quantile([e.call_days for e in cohort.entries if e.call_days is not None], 0.5)


def _steps(role: Role, titles: dict[str, str]) -> tuple[Figure, ...]:
    return tuple(
        Figure(f"{role}s_{stage}", QUALITY, title, _STEP, "share", _share(role, stage))
        for stage, title in titles.items()
    )


ENTRY_FIGURES = (
    Figure(
        "mentees_registered", OPERATIONS, N_("Mentees registered"), _REGISTERED, "count",
        _number(Role.MENTEE),
    ),
    Figure(
        "mentors_registered", OPERATIONS, N_("Mentors registered"), _REGISTERED, "count",
        _number(Role.MENTOR),
    ),
    Figure(
        "first_call",
        QUALITY,
        N_("Working days to the first call (median)"),
        N_(
            "From the registration to the first call that was answered, of those registered in "
            "the period; public holidays do not count."
        ),
        "days",
        call_days,
    ),
    *_steps(
        Role.MENTEE,
        {
            SESSION: N_("Mentees: came to a session"),
            INTERVIEW: N_("Mentees: interviewed"),
            ACCEPTED: N_("Mentees: accepted"),
            MATCHED: N_("Mentees: matched"),
            STARTED: N_("Mentees: duo started"),
        },
    ),
    *_steps(
        Role.MENTOR,
        {
            SESSION: N_("Mentors: came to a session"),
            INTERVIEW: N_("Mentors: interviewed"),
            ACCEPTED: N_("Mentors: accepted"),
            TRAINED: N_("Mentors: trained"),
            MATCHED: N_("Mentors: matched"),
            STARTED: N_("Mentors: duo started"),
        },
    ),
)  # fmt: skip
