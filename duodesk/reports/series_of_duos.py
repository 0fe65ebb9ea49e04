"""Charts of what became of duos: outcomes, waiting, meetings, early ends, hours."""

from __future__ import annotations

from statistics import median

from duodesk.base import reference
from duodesk.base.i18n import _
from duodesk.reports.cohort import Cohort, DuoFacts, quantile, share
from duodesk.reports.cost_figures import hours_per_positive
from duodesk.reports.figures import figure
from duodesk.reports.numbers import count, plain, rate
from duodesk.reports.outcome_figures import DEFINITIONS
from duodesk.reports.periods import Step
from duodesk.reports.service_figures import dropped_out, logged, reached_term
from duodesk.reports.slices import by_start
from duodesk.reports.tabled import Heading, Row, Series
from duodesk.reports.words import CLASSES, outcome_name

# The weeks of a duo in which early ends are told together.
_BANDS = ((1, 4), (5, 8), (9, 13), (14, 19), (20, 10_000))


def outcomes(cohort: Cohort, step: Step) -> Series:
    """What became of the mentees, by the start of the duo."""
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


def definitions(cohort: Cohort, _step: Step) -> Series:
    """A good outcome by each of the definitions in use."""
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


def waiting(cohort: Cohort, step: Step) -> Series:
    """How long mentees waited, by the start of the duo."""
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


def meetings(cohort: Cohort, step: Step) -> Series:
    """Meetings held of those planned, by the start of the duo."""
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


def ends(cohort: Cohort, _step: Step) -> Series:
    """Duos that ended before their term, by reason and by week."""
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


def hours(cohort: Cohort, step: Step) -> Series:
    """Hours given by mentors, by the start of the duo."""
    rows: list[Row] = []
    for first, part in by_start(cohort, step):
        own = part.duos
        given = sum(d.minutes for d in own) / 60
        rows.append(
            (
                step.label(first),
                plain(given, "number", own),
                plain(share(given, len(own)), "number", own),
                plain(hours_per_positive(part), "number", part.positives),
                count(own),
            )
        )
    return Series(
        "hours",
        "columns",
        _("Hours given by mentors, by start"),
        _(
            "Length of the meetings logged as met, of the duos that began in each month, quarter "
            "or year: duos that began lately still have most of their hours before them."
        ),
        (
            Heading(step.title, "text"),
            Heading(_("Hours"), "number"),
            Heading(_("Hours for each duo"), "number", drawn=False),
            Heading(_("Hours for each positive outcome"), "number", drawn=False),
            Heading(_("Duos"), drawn=False),
        ),
        tuple(rows),
    )


def _week(duo: DuoFacts) -> int:
    return ((duo.ended_on or duo.start) - duo.start).days // 7 + 1
