"""The rows of headquarters' workbook, from which its figures compute and which one can pivot: duos,
ends, registrations, mentors; known by numbers, never by names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from duodesk.base import reference
from duodesk.base.i18n import N_, _
from duodesk.followup.outcomes import Outcome
from duodesk.model.people import Role
from duodesk.paper.cells import Cell, Column, Format, Sheet
from duodesk.reports.cohort import Cohort, DuoFacts
from duodesk.reports.entries import STAGES, TITLES, EntryFacts
from duodesk.reports.facts import MentorFacts
from duodesk.reports.mentor_figures import again, beginners, first_wait, with_ends
from duodesk.reports.periods import MONTH
from duodesk.reports.service_figures import ended_well, reached_term
from duodesk.reports.words import outcome_name, partner_of, source_of, standing_name

_Row = dict[str, Cell]
_STEPS = STAGES[Role.MENTOR]


@dataclass(frozen=True, slots=True)
class RowTable:
    """A table of rows: its name for formulas, the title and note of its sheet, its columns by key
    with heading and look, and how a cohort gives its rows.
    """

    name: str
    title_id: str
    note_id: str
    columns: Mapping[str, tuple[str, Format]]
    rows: Callable[[Cohort], Iterable[_Row]]

    def heading(self, key: str) -> str:
        """The heading of a column in the language spoken; an apostrophe would end it in a
        formula.
        """
        return _(self.columns[key][0]).replace("'", "’")

    def column(self, key: str) -> str:
        """A column as formulas name it."""
        return f"{self.name}[{self.heading(key)}]"

    def write(self, sheet: Sheet, cohort: Cohort) -> None:
        """The whole table on a sheet of its own."""
        sheet.title(_(self.title_id), _(self.note_id))
        columns = [Column(self.heading(key), look, 12) for key, (_t, look) in self.columns.items()]
        rows = [[row.get(key) for key in self.columns] for row in self.rows(cohort)]
        sheet.table(3, self.name, columns, rows)


def _duos(cohort: Cohort) -> Iterable[_Row]:
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


def _basic(duo: DuoFacts) -> _Row:
    return {
        "number": duo.number,
        "office": duo.office,
        "start": duo.start,
        "expected": duo.expected_end,
        "ended": duo.ended_on,
        "reason": reference.chosen("end_reason", duo.end_reason),
    }


def _outcome(duo: DuoFacts, *, counted: bool) -> _Row:
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


def _after(duo: DuoFacts) -> _Row:
    return {
        "after": str(duo.after_support),
        "worked": duo.worked_days,
        "official": duo.official_days,
    }


def _ends(cohort: Cohort) -> Iterable[_Row]:
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


def _entries(cohort: Cohort) -> Iterable[_Row]:
    return map(_entry, cohort.entries)


def _entry(entry: EntryFacts) -> _Row:
    return {
        "office": entry.office,
        "role": str(entry.role),
        "source": source_of(entry),
        "partner": partner_of(entry),
        **{stage: int(entry.reached(stage)) for stage in STAGES[entry.role]},
        "call": entry.call_days,
    }


def _mentors(cohort: Cohort) -> Iterable[_Row]:
    begun, ends, kept = (
        set(map(id, part)) for part in (beginners(cohort), with_ends(cohort), again(cohort))
    )

    def told(mentor: MentorFacts) -> _Row:
        one = id(mentor)
        return {
            "office": mentor.office,
            "standing": str(mentor.standing),
            "how": standing_name(mentor.standing),
            "began": mentor.began_on,
            "trained": mentor.trained_on,
            "duos": len(mentor.duos),
            "beginner": int(one in begun),
            "done": int(mentor.trained_on is not None),
            "end": int(one in ends),
            "again": int(one in kept),
            "wait": next(iter(first_wait(mentor, cohort)), None),
        }

    return map(told, cohort.mentors)


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
ENTRIES = RowTable(
    "Registrations",
    N_("Rows of registrations"),
    N_("One row for each taking part that began in the period; no names, in no order."),
    {
        "office": (N_("Office"), "text"),
        "role": (N_("Role"), "text"),
        "source": (N_("How the person found us"), "text"),
        "partner": (N_("Partner"), "text"),
        **{stage: (TITLES[stage], "number") for stage in _STEPS},
        "call": (N_("Working days to the first call"), "number"),
    },
    _entries,
)
MENTORS = RowTable(
    "Mentors",
    N_("Rows of mentors"),
    N_("One row for each accepted mentor; no names, in no order."),
    {
        "office": (N_("Office"), "text"),
        "standing": (N_("Class"), "text"),
        "how": (N_("Standing"), "text"),
        "began": (N_("First day of training"), "date"),
        "trained": (N_("Training complete"), "date"),
        "duos": (N_("Number of duos"), "number"),
        "beginner": (N_("Training began in the period"), "number"),
        "done": (N_("Trained"), "number"),
        "end": (N_("End in the period, a year ago or more"), "number"),
        "again": (N_("Started again within a year"), "number"),
        "wait": (N_("Days from training to the first duo"), "number"),
    },
    _mentors,
)
TABLES = (DUOS, ENDS, ENTRIES, MENTORS)
