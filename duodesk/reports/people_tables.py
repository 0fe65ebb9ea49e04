"""The rows of people in headquarters' workbook: registrations, mentors, the times in which they
were free, first meetings; without a name or a number, in no order.
"""

from __future__ import annotations

from collections.abc import Iterable

from duodesk.base.i18n import N_
from duodesk.model.people import Role
from duodesk.reports.cohort import Cohort
from duodesk.reports.entries import STAGES, TITLES, EntryFacts
from duodesk.reports.facts import MentorFacts
from duodesk.reports.mentor_figures import again, beginners, first_wait, gaps, with_ends
from duodesk.reports.row_table import RowTable, Values
from duodesk.reports.words import partner_of, source_of, standing_name

_STEPS = STAGES[Role.MENTOR]


def _entries(cohort: Cohort) -> Iterable[Values]:
    return map(_entry, cohort.entries)


def _entry(entry: EntryFacts) -> Values:
    return {
        "office": entry.office,
        "role": str(entry.role),
        "source": source_of(entry),
        "partner": partner_of(entry),
        **{stage: int(entry.reached(stage)) for stage in STAGES[entry.role]},
        "call": entry.call_days,
    }


def _mentors(cohort: Cohort) -> Iterable[Values]:
    begun, ends, kept = (
        set(map(id, part)) for part in (beginners(cohort), with_ends(cohort), again(cohort))
    )

    def told(mentor: MentorFacts) -> Values:
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
        }

    return map(told, cohort.mentors)


def _free(cohort: Cohort) -> Iterable[Values]:
    for mentor in cohort.mentors:
        for days in first_wait(mentor, cohort):
            yield {"office": mentor.office, "wait": days}
        for days in gaps(mentor, cohort):
            yield {"office": mentor.office, "gap": days}


def _first_meetings(cohort: Cohort) -> Iterable[Values]:
    for one in cohort.first_meetings:
        yield {
            "office": one.office,
            "on": one.on,
            "mentee": int(one.mentee_no),
            "mentor": int(one.mentor_no),
            "refused": int(one.refused),
        }


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
    },
    _mentors,
)
FREE = RowTable(
    "Free",
    N_("Rows of free times"),
    N_(
        "One row for each time in which a mentor was free and that ended with a start in the "
        "period; no names, in no order."
    ),
    {
        "office": (N_("Office"), "text"),
        "wait": (N_("Days from training to the first duo"), "number"),
        "gap": (N_("Days between two duos"), "number"),
    },
    _free,
)
FIRST_MEETINGS = RowTable(
    "FirstMeetings",
    N_("Rows of first meetings"),
    N_("One row for each first meeting of the period after which both answered; no names."),
    {
        "office": (N_("Office"), "text"),
        "on": (N_("Day"), "date"),
        "mentee": (N_("The mentee said no"), "number"),
        "mentor": (N_("The mentor said no"), "number"),
        "refused": (N_("Refused"), "number"),
    },
    _first_meetings,
)
PEOPLE = (ENTRIES, MENTORS, FREE, FIRST_MEETINGS)
