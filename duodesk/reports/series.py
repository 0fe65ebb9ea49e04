"""What charts show, as frozen tables: each with its title, definition, headings and rows, so that
screen, workbook and paper draw the same numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import median
from typing import Any, Literal

from duodesk.base import reference
from duodesk.base.i18n import N_, _
from duodesk.followup.questions import CLOSING
from duodesk.model.people import Role
from duodesk.reports.cohort import Cohort, DuoFacts, quantile, share
from duodesk.reports.entries import STAGES, TITLES, EntryFacts
from duodesk.reports.figure import Unit
from duodesk.reports.figures import figure
from duodesk.reports.mentor_figures import beginners, inside
from duodesk.reports.numbers import Number, count, plain, rate
from duodesk.reports.outcome_figures import DEFINITIONS
from duodesk.reports.periods import Step, grouped, step_for
from duodesk.reports.satisfaction_figures import ROLES, agreeing, said_lines, scores_of
from duodesk.reports.service_figures import dropped_out, logged, reached_term
from duodesk.reports.slices import by_start
from duodesk.reports.words import CLASSES, outcome_name, source_of

Kind = Literal["stacked", "columns", "lines", "funnel", "bars"]
Cell = str | Number
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: what it is called, and as what its cells are written; `drawn` in the chart."""

    title: str
    unit: Unit | Literal["text"] = "count"
    drawn: bool = True


@dataclass(frozen=True, slots=True)
class Series:
    """A chart as a table; the first column names its rows, the others are numbers with the rows
    behind them.
    """

    code: str
    kind: Kind
    title: str
    definition: str
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(c.told for row in self.rows for c in row if isinstance(c, Number))


Maker = Callable[[Cohort, Step], Series]


def _outcomes(cohort: Cohort, step: Step) -> Series:
    rows: list[Row] = []
    for first, part in by_start(cohort, step):
        numbers = (count(d for d in part.counted if d.outcome is one) for one in CLASSES)
        rows.append(
            (
                step.label(first),
                *numbers,
                count(part.running),
                count(part.counted),
                rate(part.positives, part.counted),
            )
        )
    return Series(
        "outcomes",
        "stacked",
        _("What became of the mentees, by start"),
        _(
            "Mentees by the month, quarter or year in which their first duo of the period began, "
            "each in one class (definition A); those whose year still runs stand apart."
        ),
        (
            Heading(step.title, "text"),
            *(Heading(outcome_name(one)) for one in CLASSES),
            Heading(_("Year still runs")),
            Heading(_("Counted in N"), drawn=False),
            Heading(_("Positive outcome"), "share", drawn=False),
        ),
        tuple(rows),
    )


def _definitions(cohort: Cohort, _step: Step) -> Series:
    rows: list[Row] = []
    for letter, code in DEFINITIONS.items():
        one = figure(code)
        whole = one.of(cohort) if one.of is not None else ()
        known = one.behind(cohort)
        unknown = tuple(row for row in one.beside(cohort) if one.open and one.open(row))
        rows.append(
            (
                f"{letter} · {one.title}",
                rate(known, whole),
                rate(known, whole),
                rate((*known, *unknown), whole),
                count(known),
                count(whole),
                count(unknown),
            )
        )
    return Series(
        "definitions",
        "bars",
        _("A good outcome, by each definition"),
        _(
            "The same mentees by the definitions in use (A to E), with the lowest and highest "
            "share that the unknown leave open."
        ),
        (
            Heading(_("Definition"), "text"),
            Heading(_("Share"), "share"),
            Heading(_("At least"), "share", drawn=False),
            Heading(_("At most"), "share", drawn=False),
            Heading(_("Part"), drawn=False),
            Heading(_("Of"), drawn=False),
            Heading(_("Unknown"), drawn=False),
        ),
        tuple(rows),
    )


def _waiting(cohort: Cohort, step: Step) -> Series:
    rows: list[Row] = []
    for first, part in by_start(cohort, step):
        own = [d for d in part.duos if d.waited_days is not None]
        days = [d.waited_days for d in own if d.waited_days is not None]
        quarters = (plain(quantile(days, q), "days", own) for q in (0.5, 0.25, 0.75))
        rows.append((step.label(first), *quarters, count(own)))
    return Series(
        "waiting",
        "lines",
        _("Days from acceptance to start"),
        _(
            "Of the duos that began in each month, quarter or year: half of the mentees waited no "
            "longer than the median, one in four no longer than the first quarter."
        ),
        (
            Heading(step.title, "text"),
            Heading(_("Median"), "days"),
            Heading(_("First quarter"), "days"),
            Heading(_("Third quarter"), "days"),
            Heading(_("Duos"), drawn=False),
        ),
        tuple(rows),
    )


def _funnel(role: Role, title_id: str) -> Maker:
    def made(cohort: Cohort, _step: Step) -> Series:
        own = [e for e in cohort.entries if e.role == role]
        stages = STAGES[role]
        sources = Counter(map(source_of, own)).most_common()
        return Series(
            f"funnel_{role}",
            "funnel",
            _(title_id),
            _(
                "Of those registered in the period, by how they found us: how many reached each "
                "step, or a later one, by the day of looking."
            ),
            (
                Heading(_("How the person found us"), "text"),
                *(Heading(_(TITLES[stage])) for stage in stages),
            ),
            tuple((source, *_reached(own, source, stages)) for source, _n in sources),
        )

    return made


def _meetings(cohort: Cohort, step: Step) -> Series:
    rows: list[Row] = []
    for first, part in by_start(cohort, step):
        old = logged(part)
        planned, met = sum(d.planned for d in old), sum(d.met for d in old)
        covered = sum(min(d.logged, d.planned) for d in old)
        rows.append(
            (
                step.label(first),
                plain(planned, "count", old),
                plain(met, "count", old),
                plain(share(met, planned), "share", old),
                plain(share(covered, planned), "share", old),
            )
        )
    return Series(
        "meetings",
        "columns",
        _("Meetings held against planned"),
        _(
            "Of the duos that began in each month, quarter or year and ran for four full weeks: "
            "one meeting planned for each full week, and those logged as met. A missing entry is "
            "not a missed meeting."
        ),
        (
            Heading(step.title, "text"),
            Heading(_("Planned")),
            Heading(_("Held")),
            Heading(_("Held of those planned"), "share", drawn=False),
            Heading(_("Weeks with an entry"), "share", drawn=False),
        ),
        tuple(rows),
    )


def _training(cohort: Cohort, step: Step) -> Series:
    found = grouped(beginners(cohort), lambda mentor: mentor.began_on, step)
    rows: list[Row] = []
    for first in _stretches(cohort, step):
        own = found.get(first, [])
        done = [mentor for mentor in own if mentor.trained_on is not None]
        rows.append((step.label(first), count(own), count(done), rate(done, own)))
    return Series(
        "training",
        "columns",
        _("Mentors who completed their training"),
        _(
            "Mentors by the month, quarter or year of their first day of training, and those of "
            "them who followed every unit by the day of the report."
        ),
        (
            Heading(step.title, "text"),
            Heading(_("Began")),
            Heading(_("Completed")),
            Heading(_("Share"), "share", drawn=False),
        ),
        tuple(rows),
    )


def _satisfaction(cohort: Cohort, _step: Step) -> Series:
    rows: list[Row] = []
    for line in said_lines(cohort):
        who = reference.chosen("role", line.role) if line.role else _("Both")
        roles = (line.role,) if line.role else ROLES
        questions = (line.said.question,) if line.role else CLOSING
        scores = scores_of(cohort, roles, questions)
        due = [one for role in roles for one in cohort.due[role]]
        back = [one for role in roles for one in cohort.back[role]]
        agree = rate(agreeing(scores), scores)
        rows.append(
            (
                f"{who} · {line.question}",
                plain(line.said.mean, "number", scores),
                agree if not line.said.hidden else replace(agree, value=None),
                count(scores),
                rate(back, due),
            )
        )
    return Series(
        "satisfaction",
        "bars",
        _("Satisfaction, by question"),
        _(
            "Mean of the scores from 1 to 5 in the questionnaires due in the period; nothing is "
            "told of fewer than five answers."
        ),
        (
            Heading(_("Question"), "text"),
            Heading(_("Mean (1 to 5)"), "number"),
            Heading(_("Share of 4 or 5"), "share", drawn=False),
            Heading(_("Answers"), drawn=False),
            Heading(_("Response rate"), "share", drawn=False),
        ),
        tuple(rows),
    )


def _supply(cohort: Cohort, step: Step) -> Series:
    asked = grouped(cohort.newly_waiting, lambda one: one.on, step)
    trained = grouped(
        (m for m in cohort.mentors if m.trained_on and inside(m.trained_on, cohort)),
        lambda mentor: mentor.trained_on,
        step,
    )
    begun = grouped(cohort.duos, lambda duo: duo.start, step)
    numbers: tuple[dict[date, list[Any]], ...] = ({**asked}, {**trained}, {**begun})
    rows: list[Row] = [
        (step.label(first), *(count(found.get(first, ())) for found in numbers))
        for first in _stretches(cohort, step)
    ]
    return Series(
        "supply",
        "lines",
        _("Supply and demand"),
        _(
            "Mentees accepted, mentors whose training was complete, and duos started in each "
            "month, quarter or year."
        ),
        (
            Heading(step.title, "text"),
            Heading(_("Mentees accepted")),
            Heading(_("Mentors trained")),
            Heading(_("Duos started")),
        ),
        tuple(rows),
    )


def _ends(cohort: Cohort, _step: Step) -> Series:
    early = [d for d in cohort.ending if d.ended_on is not None and not reached_term(d)]
    rows: list[Row] = []
    for reason in sorted({d.end_reason for d in early}):
        own = [d for d in early if d.end_reason == reason]
        bands = (count(d for d in own if low <= _week(d) <= high) for low, high in _BANDS)
        name = reference.chosen("end_reason", reason) if reason else _("Not known")
        rows.append(
            (
                name,
                *bands,
                count(own),
                count(filter(dropped_out, own)),
                plain(median(map(_week, own)), "number", own),
            )
        )
    return Series(
        "ends",
        "stacked",
        _("Duos ended before their term, by reason"),
        _(
            "Duos whose expected end lies in the period and that ended more than two weeks before "
            "it, by reason (which tells on whose side) and by the week of the end; an end because "
            "of a positive outcome is no drop-out."
        ),
        (
            Heading(_("Reason of the end"), "text"),
            *(Heading(_("Weeks %(low)s to %(high)s", low=a, high=b)) for a, b in _BANDS[:-1]),
            Heading(_("Later")),
            Heading(_("In all"), drawn=False),
            Heading(_("Of which drop-out"), drawn=False),
            Heading(_("Week (median)"), "number", drawn=False),
        ),
        tuple(rows),
    )


_BANDS = ((1, 4), (5, 8), (9, 13), (14, 19), (20, 10_000))
_MADE: dict[str, Maker] = {
    "outcomes": _outcomes,
    "definitions": _definitions,
    "waiting": _waiting,
    "funnel_mentee": _funnel(Role.MENTEE, N_("Mentees: from registration to start, by source")),
    "funnel_mentor": _funnel(Role.MENTOR, N_("Mentors: from registration to start, by source")),
    "meetings": _meetings,
    "training": _training,
    "satisfaction": _satisfaction,
    "supply": _supply,
    "ends": _ends,
}
CODES = tuple(_MADE)


def series(code: str, cohort: Cohort, step: Step | None = None) -> Series:
    """One chart of a cohort as a table, in the language spoken; by the stretches of the calendar
    that its period can be read by, unless others are asked for.
    """
    return _MADE[code](cohort, step or step_for(cohort.begin, cohort.end))


def all_series(cohort: Cohort, step: Step | None = None) -> Iterable[Series]:
    """Every chart, in the order in which they are told."""
    return (series(code, cohort, step) for code in CODES)


def _stretches(cohort: Cohort, step: Step) -> list[date]:
    return step.stretches(cohort.begin, min(cohort.end, cohort.as_of))


def _reached(own: Sequence[EntryFacts], source: str, stages: Sequence[str]) -> list[Number]:
    """How many of a source came so far, for each stage."""
    found = [e for e in own if source_of(e) == source]
    return [count(e for e in found if e.reached(stage)) for stage in stages]


def _week(duo: DuoFacts) -> int:
    return ((duo.ended_on or duo.start) - duo.start).days // 7 + 1
