"""Figures of the way in: how many registered, how far they came, how soon they were called."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from duodesk.base.i18n import N_
from duodesk.model.people import Role
from duodesk.reports import bases
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
    EntryFacts,
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


def _of(role: Role, stage: str) -> Callable[[Cohort], tuple[EntryFacts, ...]]:
    """Those of a role who came so far."""
    return lambda cohort: tuple(e for e in cohort.entries if e.role == role and e.reached(stage))


def _reached(stage: str) -> Callable[[EntryFacts], bool]:
    return lambda entry: entry.reached(stage)


def call_days(cohort: Cohort) -> float | None:
    """The median of working days to the first answered call; who was not reached yet is left
    out.
    """
    return quantile([e.call_days for e in cohort.entries if e.call_days is not None], 0.5)


def _steps(role: Role, titles: dict[str, str]) -> tuple[Figure, ...]:
    order = STAGES[role]
    return tuple(
        Figure(
            f"{role}s_{stage}",
            QUALITY,
            title,
            _STEP,
            "share",
            basis=bases.STEP_BEFORE,
            of=_of(role, order[order.index(stage) - 1]),
            where=_reached(stage),
        )
        for stage, title in titles.items()
    )


_registered = partial(
    Figure, family=OPERATIONS, definition_id=_REGISTERED, unit="count", basis=bases.REGISTERED
)
ENTRY_FIGURES = (
    _registered(
        code="mentees_registered",
        title_id=N_("Mentees registered"),
        of=_of(Role.MENTEE, REGISTERED),
    ),
    _registered(
        code="mentors_registered",
        title_id=N_("Mentors registered"),
        of=_of(Role.MENTOR, REGISTERED),
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
        bases.ANSWERED,
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
)
