"""How figures compute from the rows of the workbook itself, so that a reader can check them; what
the rows do not hold is told as a value.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from duodesk.followup.outcomes import POSITIVE, Outcome
from duodesk.model.people import Role
from duodesk.reports.entries import REGISTERED, STAGES
from duodesk.reports.figure import Figure
from duodesk.reports.outcome_figures import LEAST_DAYS
from duodesk.reports.people_tables import ENTRIES, FIRST_MEETINGS, FREE, MENTORS
from duodesk.reports.row_table import RowTable
from duodesk.reports.row_tables import DUOS, ENDS, FOLLOWED
from duodesk.reports.satisfaction_sheet import formula as of_satisfaction
from duodesk.reports.service_figures import HOURS_MEANT, LOG_FROM_WEEKS, SILENT_DAYS

# By what name formulas find the cost of the period.
COST = "PeriodCost"
_IN_REACH = tuple(o for o in Outcome if o is not Outcome.OUT_OF_SCOPE)


def formula(figure: Figure) -> str | None:
    """The formula of a figure, in the headings of the language spoken."""
    made = _DUOS.get(figure.code) or _OTHERS.get(figure.code) or _STEPS.get(figure.code)
    return f"={made()}" if made is not None else of_satisfaction(figure.code)


def counted(**wanted: str | int) -> str:
    """How many duos of N have these values."""
    return rows(DUOS, N=1, **wanted)


def rows(table: RowTable, **wanted: str | int) -> str:
    """How many rows of a table have these values in these columns."""
    tests = {k: v if isinstance(v, int) else f'"{v}"' for k, v in wanted.items()}
    parts = [f"{table.column(key)},{test}" for key, test in tests.items()]
    return f"COUNTIFS({','.join(parts)})"


def good() -> str:
    """How many mentees of N had a positive outcome."""
    return f"({'+'.join(counted(**{'class': str(one)}) for one in POSITIVE)})"


def _of_n(*classes: Outcome) -> str:
    parts = "+".join(counted(**{"class": str(one)}) for one in classes)
    return f"({parts})/{counted()}"


def _known() -> str:
    return f"({counted()}-{counted(**{'class': str(Outcome.UNKNOWN)})})"


def _after() -> str:
    inside = "+".join(rows(DUOS, after=str(one)) for one in _IN_REACH)
    return f"({'+'.join(rows(DUOS, after=str(one)) for one in POSITIVE)})/({inside})"


def _worked(key: str) -> str:
    column = DUOS.column(key)
    return f'COUNTIFS({column},">={LEAST_DAYS}")/COUNT({column})'


def _over(function: str, table: RowTable, key: str, *more: float) -> str:
    return f"{function}({','.join([table.column(key), *map(str, more)])})"


def _logged(key: str) -> str:
    planned = DUOS.column("planned")
    test = f'{planned},">={LOG_FROM_WEEKS}"'
    return f"SUMIFS({DUOS.column(key)},{test})/SUMIFS({planned},{test})"


def _hours() -> str:
    ended = DUOS.column("ended")
    return f'SUMIFS({DUOS.column("minutes")},{ended},">0")/60/COUNT({ended})'


def _part(table: RowTable, of: dict[str, int], **more: int) -> str:
    return f"{rows(table, **of, **more)}/{rows(table, **of)}"


def _silent(days: int) -> str:
    return f'COUNTIFS({FOLLOWED.column("silent")},">={days}")'


def _step(role: Role, stage: str) -> str:
    order = STAGES[role]
    reached: dict[str, str | int] = {"role": str(role), stage: 1}
    before: dict[str, str | int] = {"role": str(role), order[order.index(stage) - 1]: 1}
    return f"{rows(ENTRIES, **reached)}/{rows(ENTRIES, **before)}"


_Made = Callable[[], str]
_DUE, _OVER = {"due": 1}, {"over": 1}
_DUOS: dict[str, _Made] = {
    "started": lambda: f"COUNTA({DUOS.column('number')})",
    "mature": counted,
    "running": lambda: rows(DUOS, running=1),
    "being_called": lambda: rows(DUOS, calling=1),
    "out_of_scope": lambda: rows(DUOS, mature=1, **{"class": str(Outcome.OUT_OF_SCOPE)}),
    "positive": lambda: f"{good()}/{counted()}",
    "positive_known": lambda: f"{good()}/{_known()}",
    "positive_at_most": partial(_of_n, *POSITIVE, Outcome.UNKNOWN),
    "employment": partial(_of_n, Outcome.JOB),
    "training": partial(_of_n, Outcome.INTERNSHIP, Outcome.TRAINING),
    "not_positive": partial(_of_n, Outcome.NOT_POSITIVE),
    "unknown": partial(_of_n, Outcome.UNKNOWN),
    "stable": lambda: f"{counted(stable=1)}/{counted()}",
    "durable": lambda: f"{counted(durable=1)}/{counted()}",
    "job_at_end": lambda: f"{counted(job_at_end=1, **{'class': '<>unknown'})}/{_known()}",
    "documented": lambda: f"{counted(documented=1)}/{good()}",
    "positive_after": _after,
    "worked_90": partial(_worked, "worked"),
    "worked_90_official": partial(_worked, "official"),
    "time_to_job": partial(_over, "MEDIAN", DUOS, "job_day"),
    "time_to_job_25": partial(_over, "QUARTILE", DUOS, "job_day", 1),
    "time_to_job_75": partial(_over, "QUARTILE", DUOS, "job_day", 3),
    "time_to_match": partial(_over, "MEDIAN", DUOS, "waited"),
    "time_to_match_25": partial(_over, "QUARTILE", DUOS, "waited", 1),
    "time_to_match_75": partial(_over, "QUARTILE", DUOS, "waited", 3),
    "time_to_match_90": partial(_over, "PERCENTILE", DUOS, "waited", 0.9),
    "time_to_match_mean": partial(_over, "AVERAGE", DUOS, "waited"),
    "time_to_match_least": partial(_over, "MIN", DUOS, "waited"),
    "time_to_match_most": partial(_over, "MAX", DUOS, "waited"),
    "duration": partial(_over, "MEDIAN", DUOS, "lasted"),
    "duration_25": partial(_over, "QUARTILE", DUOS, "lasted", 1),
    "duration_75": partial(_over, "QUARTILE", DUOS, "lasted", 3),
    "meetings": partial(_logged, "met"),
    "coverage": partial(_logged, "logged"),
    "hours": _hours,
    "dosage": lambda: f"{_hours()}/{HOURS_MEANT}",
    "hours_given": lambda: f"SUM({DUOS.column('minutes')})/60",
    "hours_per_positive": lambda: (
        f"SUMIFS({DUOS.column('minutes')},{DUOS.column('N')},1)/60/{good()}"
    ),
}
_OTHERS: dict[str, _Made] = {
    "ended": lambda: rows(ENDS, over=1),
    "ended_early": lambda: rows(ENDS, over=1, reached=0),
    "completion": lambda: _part(ENDS, _DUE, reached=1),
    "completion_inclusive": lambda: _part(ENDS, _DUE, well=1),
    "drop_out": lambda: _part(ENDS, _DUE, well=0),
    "intervision": lambda: _part(ENDS, _OVER, enough=1),
    "mentees_registered": lambda: rows(ENTRIES, role=str(Role.MENTEE)),
    "mentors_registered": lambda: rows(ENTRIES, role=str(Role.MENTOR)),
    "first_call": partial(_over, "MEDIAN", ENTRIES, "call"),
    "mentors_active": lambda: rows(MENTORS, standing="active"),
    "mentors_resting": lambda: rows(MENTORS, standing="resting"),
    "mentors_left": lambda: rows(MENTORS, standing="left"),
    "retention": lambda: _part(MENTORS, {"end": 1}, again=1),
    "training_completion": lambda: _part(MENTORS, {"beginner": 1}, done=1),
    "mentor_first_wait": partial(_over, "MEDIAN", FREE, "wait"),
    "mentor_gap": partial(_over, "MEDIAN", FREE, "gap"),
    "early_refusal": lambda: (
        f"{_over('SUM', FIRST_MEETINGS, 'refused')}/{_over('COUNT', FIRST_MEETINGS, 'refused')}"
    ),
    "contact_on_time": lambda: (
        f"{_over('SUM', FOLLOWED, 'in_time')}/{_over('SUM', FOLLOWED, 'contacts')}"
    ),
    **{f"silent_{days}": partial(_silent, days) for days in SILENT_DAYS},
    "cost_per_duo": lambda: f"{COST}/COUNTA({DUOS.column('number')})",
    "cost_per_job": lambda: f"{COST}/{counted(**{'class': str(Outcome.JOB)})}",
}
_STEPS: dict[str, _Made] = {
    f"{role}s_{stage}": partial(_step, role, stage)
    for role, stages in STAGES.items()
    for stage in stages
    if stage != REGISTERED
}
