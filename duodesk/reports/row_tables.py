"""The rows of duos in headquarters' workbook: duos, ends, follow-up; known by numbers, never by
names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from duodesk.base import reference
from duodesk.base.i18n import N_
from duodesk.followup.outcomes import Outcome
from duodesk.paper.cells import Format
from duodesk.reports.cohort import Cohort, DuoFacts
from duodesk.reports.people_tables import PEOPLE
from duodesk.reports.periods import MONTH
from duodesk.reports.row_table import RowTable, Values
from duodesk.reports.service_figures import ended_well, reached_term
from duodesk.reports.words import outcome_name


def _duos(cohort: Cohort) -> Iterable[Values]:
    mature, counted, calling, supported, running = (
        set(map(id, part))
        for part in (
            cohort.mature,
            cohort.counted,
            cohort.being_called,
            cohort.supported,
            cohort.running,
        )
    )
    for duo in cohort.duos:
        one = id(duo)
        yield {
            **_basic(duo),
            "month": MONTH.label(MONTH.first(duo.start)),
            "first": int(duo.first_of_mentee),
            "running": int(one in running),
            "mature": int(one in mature),
            "calling": int(one in calling),
            **_outcome(duo, counted=one in counted),
            "met": duo.met,
            "planned": duo.planned,
            "logged": min(duo.logged, duo.planned),
            "minutes": duo.minutes,
            "hours": duo.minutes / 60,
            "waited": duo.waited_days,
            "lasted": (duo.ended_on - duo.start).days if duo.ended_on else None,
            **(_after(duo) if one in supported else {}),
        }


def _basic(duo: DuoFacts) -> Values:
    return {
        "number": duo.number,
        "office": duo.office,
        "start": duo.start,
        "expected": duo.expected_end,
        "ended": duo.ended_on,
        "reason": reference.chosen("end_reason", duo.end_reason),
    }


def _outcome(duo: DuoFacts, *, counted: bool) -> Values:
    job = counted and duo.outcome is Outcome.JOB
    return {
        "N": int(counted),
        "class": str(duo.outcome),
        "outcome": outcome_name(duo.outcome),
        "stable": int(duo.stable and counted),
        "durable": int(duo.durable and counted),
        "documented": int(duo.documented and counted),
        "job_at_end": int(duo.job_at_end and counted),
        "day": duo.outcome_day,
        "job_day": duo.outcome_day if job else None,
    }


def _after(duo: DuoFacts) -> Values:
    return {
        "after": str(duo.after_support),
        "worked": duo.worked_days,
        "official": duo.official_days,
    }


def _ends(cohort: Cohort) -> Iterable[Values]:
    due, over = set(map(id, cohort.ending)), set(map(id, cohort.ended))
    known = {id(duo): duo for duo in (*cohort.ending, *cohort.ended)}
    for one, duo in known.items():
        yield {
            **_basic(duo),
            "due": int(one in due),
            "over": int(one in over),
            "reached": int(reached_term(duo)),
            "well": int(ended_well(duo)),
            "attended": duo.attended,
            "wanted": duo.wanted,
            "enough": int(duo.attended >= duo.wanted),
        }


def _followed(cohort: Cohort) -> Iterable[Values]:
    """Contacts by duo, and how long each of those that run gave no sign."""
    known: dict[tuple[str, str], Values] = {}

    def of(office: str, duo: str) -> Values:
        blank: Values = {"number": duo, "office": office, "contacts": 0, "in_time": 0}
        return known.setdefault((office, duo), blank)

    due = Counter((one.office, one.duo) for one in cohort.contacts)
    in_time = Counter((one.office, one.duo) for one in cohort.contacts if one.in_time)
    for key, number in due.items():
        of(*key).update(contacts=number, in_time=in_time[key])
    for one in cohort.silences:
        of(one.office, one.duo)["silent"] = one.days
    return known.values()


_BASIC: dict[str, tuple[str, Format]] = {
    "number": (N_("Duo"), "text"),
    "office": (N_("Office"), "text"),
    "start": (N_("Start"), "date"),
    "expected": (N_("Expected end"), "date"),
    "ended": (N_("End"), "date"),
    "reason": (N_("Reason of the end"), "text"),
}
DUOS = RowTable(
    "Duos",
    N_("Rows of duos"),
    N_("One row for each duo started in the period; no names. A 1 means yes, a 0 no."),
    {
        **_BASIC,
        "month": (N_("Month of the start"), "text"),
        "first": (N_("First of the mentee"), "number"),
        "running": (N_("Year still runs"), "number"),
        "mature": (N_("Year is over"), "number"),
        "calling": (N_("Still being called"), "number"),
        "N": (N_("Counted in N"), "number"),
        "class": (N_("Class"), "text"),
        "outcome": (N_("Outcome"), "text"),
        "stable": (N_("Stable"), "number"),
        "durable": (N_("Stable or recognised (E)"), "number"),
        "documented": (N_("With proof"), "number"),
        "job_at_end": (N_("In a job at twelve months"), "number"),
        "day": (N_("Day of the outcome"), "number"),
        "job_day": (N_("Day of the job"), "number"),
        "after": (N_("Class after the support (B)"), "text"),
        "worked": (N_("Days of work in the year after (D)"), "number"),
        "official": (N_("Of which officially proved"), "number"),
        "met": (N_("Meetings held"), "number"),
        "planned": (N_("Meetings planned"), "number"),
        "logged": (N_("Weeks with an entry"), "number"),
        "minutes": (N_("Minutes"), "number"),
        "hours": (N_("Hours"), "decimal"),
        "waited": (N_("Days to the start"), "number"),
        "lasted": (N_("Days it lasted"), "number"),
    },
    _duos,
)
ENDS = RowTable(
    "Ends",
    N_("Rows of ends"),
    N_("One row for each duo whose expected end or end lies in the period; no names."),
    {
        **_BASIC,
        "due": (N_("Expected end in the period"), "number"),
        "over": (N_("Ended in the period"), "number"),
        "reached": (N_("Term reached"), "number"),
        "well": (N_("Term reached or ended well"), "number"),
        "attended": (N_("Mentors' meetings attended"), "number"),
        "wanted": (N_("Mentors' meetings asked for"), "number"),
        "enough": (N_("As many as asked for"), "number"),
    },
    _ends,
)
FOLLOWED = RowTable(
    "Followed",
    N_("Rows of the follow-up"),
    N_(
        "One row for each duo with contacts due in the period, and for each that runs on the day "
        "of the report and does not rest; no names."
    ),
    {
        "number": (N_("Duo"), "text"),
        "office": (N_("Office"), "text"),
        "contacts": (N_("Contacts due"), "number"),
        "in_time": (N_("Of which on time"), "number"),
        "silent": (N_("Days without a sign"), "number"),
    },
    _followed,
)
TABLES = (DUOS, ENDS, FOLLOWED, *PEOPLE)
